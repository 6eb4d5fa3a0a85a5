//! Tokens as Universal Dependencies has them, in the manner of news.

use dateline_annotate::tokenize::tokenize;

fn cut(text: &str) -> String {
    let parts: Vec<&str> = tokenize(text).iter().map(|span| &text[span.start..span.end]).collect();
    parts.join(" ")
}

/// Each pair: a text and its tokens, parted by spaces.
fn check(cases: &[(&str, &str)]) {
    for (text, tokens) in cases {
        assert_eq!(&cut(text), tokens, "in {text:?}");
    }
}

#[test]
fn contractions_and_possessives() {
    check(&[
        ("They don't know.", "They do n't know ."),
        ("It’s what he’d said.", "It ’s what he ’d said ."),
        ("We cannot wait", "We can not wait"),
        ("gonna", "gon na"),
        ("Russia's and Russia’s", "Russia 's and Russia ’s"),
        ("the Castros' house", "the Castros ' house"),
        ("They would've come", "They would 've come"),
        ("CAN'T", "CA N'T"),
        ("the '90s, the 1990s and the 60's", "the '90s , the 1990s and the 60's"),
        ("Sana'a, O'Brien, d'Estaing", "Sana'a , O'Brien , d'Estaing"),
        ("the U.S.'s reply", "the U.S. 's reply"),
        ("\"Novaya Gazeta\"'s editor", "\" Novaya Gazeta \" 's editor"),
        ("rock 'n' roll", "rock ' n ' roll"),
    ]);
}

#[test]
fn hyphens_dashes_slashes() {
    check(&[
        ("a long-range missile", "a long - range missile"),
        ("co-operation and anti-tank fire", "co-operation and anti-tank fire"),
        ("the U.S.-led group", "the U.S. - led group"),
        ("a non-aligned state re-elected him", "a non-aligned state re-elected him"),
        ("in mid-October", "in mid-October"),
        ("Moscow–Havana talks—again", "Moscow – Havana talks — again"),
        ("talks -- again", "talks -- again"),
        ("Russia/Cuba and/or 9/11", "Russia / Cuba and / or 9/11"),
        ("a 5-4 vote, 2001-2004", "a 5 - 4 vote , 2001 - 2004"),
        ("S-400 and Kh-101", "S - 400 and Kh - 101"),
    ]);
}

#[test]
fn abbreviations_and_initials() {
    check(&[
        ("Gen. Smith met Lt. Col. J. R. Jones.", "Gen. Smith met Lt. Col. J. R. Jones ."),
        ("in the U.S. Thursday", "in the U.S. Thursday"),
        ("at 10:30 a.m. Tuesday", "at 10:30 a.m. Tuesday"),
        ("No. 5 and Nos. 6", "No. 5 and Nos. 6"),
        ("He said no. Then he left.", "He said no . Then he left ."),
        ("Acme Inc. said", "Acme Inc. said"),
        ("in St. Petersburg", "in St. Petersburg"),
        ("Washington, D.C., on Oct. 9", "Washington , D.C. , on Oct. 9"),
        ("MIAMI, Fla. (AP)", "MIAMI , Fla. ( AP )"),
        ("J.F. Kennedy", "J.F. Kennedy"),
        ("George W. Bush", "George W. Bush"),
        ("She saw the sun. It rose.", "She saw the sun . It rose ."),
        ("Plan B. The other", "Plan B . The other"),
        ("a Ph.D. student", "a Ph.D. student"),
        ("E.g. Iran, i.e. Tehran", "E.g. Iran , i.e. Tehran"),
        ("Sept. 5 and Sun. Oct. 1", "Sept. 5 and Sun. Oct. 1"),
        ("guns, shells, etc. were sent", "guns , shells , etc. were sent"),
    ]);
}

#[test]
fn numbers_money_units() {
    check(&[
        ("1,000.5 tonnes", "1,000.5 tonnes"),
        ("$13.9m and US$5 and €20", "$ 13.9 m and US$ 5 and € 20"),
        ("40% of 35mm", "40 % of 35 mm"),
        ("at 5pm on 2025-10-09", "at 5 pm on 2025-10-09"),
        ("the 20th century", "the 20th century"),
        ("10/09/2025 10:30:05", "10/09/2025 10:30:05"),
        ("call +44 or 713-853-3989", "call +44 or 713-853-3989"),
        ("1, 2, 3", "1 , 2 , 3"),
        ("1. Arms\n2. Oil", "1. Arms 2. Oil"),
        ("the G20 and COP28", "the G20 and COP28"),
    ]);
}

#[test]
fn addresses_tags_faces() {
    check(&[
        ("See https://example.org/a-b?c=d.", "See https://example.org/a-b?c=d ."),
        ("(www.example.org)", "( www.example.org )"),
        ("press@mid.example.ru, please", "press@mid.example.ru , please"),
        ("reuters.com reported", "reuters.com reported"),
        ("#Ukraine @POTUS #1", "#Ukraine @POTUS # 1"),
        ("well :-) yes :)", "well :-) yes :)"),
        ("Stop.Then go", "Stop . Then go"),
    ]);
}

#[test]
fn quotes_and_brackets() {
    check(&[
        ("“We will not,” he said.", "“ We will not , ” he said ."),
        ("\"No,\" she said.", "\" No , \" she said ."),
        ("He called it 'a mistake'.", "He called it ' a mistake ' ."),
        ("''So,'' ``now''", "'' So , '' `` now ''"),
        ("«Да», сказал он", "« Да » , сказал он"),
        ("Wait... what?! Yes…", "Wait ... what ?! Yes …"),
        ("(1) [sic] {x} [...]", "( 1 ) [ sic ] { x } [...]"),
    ]);
}
