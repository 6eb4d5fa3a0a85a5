//! Sentences in the manner of news: each case is written with `¦` where a
//! sentence ends, and the splitter sees the text without these marks.

use dateline_annotate::split::split;
use dateline_annotate::tokenize::tokenize;

fn marked(text: &str) -> String {
    let tokens = tokenize(text);
    let mut out = String::new();
    let mut at = 0;
    for range in split(text, &tokens) {
        let start = tokens[range.start].start;
        out.push_str(&text[at..start]);
        if at > 0 {
            out.push('¦');
        }
        at = tokens[range.end - 1].end;
        out.push_str(&text[start..at]);
    }
    out
}

fn check(cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let text = case.replace('¦', "");
        let got = marked(&text);
        if &got != case {
            wrong.push(format!("want {case}\n got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plain_prose() {
    check(&[
        "Russia signed the pact. ¦Cuba ratified it on Friday.",
        "Did they sign? ¦Nobody knows! ¦The ministry was silent.",
        "The vote was 5.5 to 1. ¦Turnout fell by 3.2 points.",
        "Prices rose 4.5%. ¦The bank held rates at 2%.",
        "It ended in 2004. ¦In 2005 it began again.",
        "It cost $13.9m. ¦Nobody paid.",
    ]);
}

#[test]
fn abbreviations_inside() {
    check(&[
        "Gen. Smith met Lt. Col. Ivan Petrov on Monday. ¦They talked for an hour.",
        "Mr. Putin and Mrs. May spoke. ¦Dr. No did not.",
        "Troops left the U.S. Thursday. ¦They return in May.",
        "The U.S. Senate voted. ¦The U.S. House did not.",
        "It is item No. 5 on the list. ¦It comes last.",
        "The blast hit at 10:30 a.m. Tuesday. ¦Two died.",
        "Acme Inc. said it would pay. ¦Shares of Acme Corp. fell.",
        "He flew to St. Petersburg. ¦She flew to Ft. Worth.",
        "J. R. Smith wrote it. ¦George W. Bush read it.",
        "It was signed on Oct. 9 in Moscow. ¦It expires on Dec. 31.",
        "Sen. Marco Rubio, R-Fla., objected. ¦Rep. Ann Lee agreed.",
        "Boeing Co. and Lockheed Martin Corp. declined to comment. ¦Others did too.",
    ]);
}

#[test]
fn abbreviations_at_the_end() {
    check(&[
        "They met in Washington D.C. ¦The talks failed.",
        "The aid came from the U.S. ¦It arrived late.",
        "He works for Acme Inc. ¦She works for the state.",
        "The shooting began at 5 a.m. ¦They ended at 6 a.m.",
        "They sent guns, shells, etc. ¦The list is long.",
        "He is Sammy Davis Jr. ¦He sings.",
        "The visit is set for Fri. Sept. 29 in Paris. ¦Talks follow.",
    ]);
}

#[test]
fn quotations() {
    check(&[
        "\"We are ready,\" he said. ¦\"We will come.\"",
        "“We are ready. ¦We will come,” he said.",
        "“We are ready. ¦We will come. ¦Nobody stops us.” ¦The minister left.",
        "\"We are ready. ¦We will come.\" ¦The minister left.",
        "He said: \"It is over.\" ¦Then he left.",
        "“Is it over?” she asked. ¦No one replied.",
        "\"Is it over?\" she asked. ¦\"Yes!\" he cried.",
        "“It is over!” said the envoy. ¦The room was silent.",
        "The so-called \"special operation\" went on. ¦The \"partners\" watched.",
        "He called it ‘a mistake.’ ¦She did not.",
        "“We need arms,” Zelensky said, “and we need them now.” ¦Scholz agreed.",
    ]);
}

#[test]
fn brackets_and_colons() {
    check(&[
        "The Duma (lower house) voted. ¦The Council (upper house) did not.",
        "The vote was late. ¦(The house had been ill.) ¦It passed.",
        "The message was clear: Russia would answer. ¦Cuba agreed.",
        "The minister [Lavrov] Tuesday denied it. ¦He then left.",
        "He gave three names: Ivanov, Petrov and Sidorov. ¦All denied it.",
        "James (Jim) Hedges won. ¦He was glad.",
    ]);
}

#[test]
fn ellipses_and_dashes() {
    check(&[
        "He paused ... and went on. ¦Then he stopped.",
        "“I do not know… ¦Perhaps,” he said.",
        "The talks — the third this year — failed. ¦A fourth will follow.",
        "The pact -- long awaited -- was signed. ¦It took years.",
    ]);
}

#[test]
fn datelines() {
    check(&[
        "HAVANA, Oct. 9 (Reuters) - Russia said it would supply Cuba. ¦Cuba welcomed it.",
        "MOSCOW (AP) — Russia's parliament ratified the pact. ¦The vote was unanimous.",
        "MIAMI, Fla. (AP) -- Cuba denied it. ¦It gave no reason.",
        "KYIV, Ukraine — Two people died. ¦Five were hurt.",
    ]);
}

#[test]
fn headlines_and_mastheads() {
    check(&[
        "Miami News, KMIA\n¦World News\n\n¦Russia and Cuba Strengthen Military Ties\n\n¦Military cooperation has grown.",
        "Russia and Cuba Sign Military Pact\n¦The two states signed a pact on Friday in Moscow, officials said.",
        "Talks fail\n\n¦The talks failed on Monday. ¦No date was set.",
        "By Ann Lee\n¦Published 10:30 a.m. EST, Oct. 9, 2025\n\n¦The talks failed.",
        "What we know\n¦The talks failed on Monday.",
    ]);
}

#[test]
fn wrapped_lines_and_lists() {
    check(&[
        "The two states signed a pact on Friday that allows\nRussian ships to call at Cuban ports and stay there\nfor months. ¦Officials in Havana said so.",
        "The President of the Russian Federation on Friday met\nPresident Diaz-Canel of Cuba in the Kremlin and spoke\nwith him.",
        "The pact allows:\n¦- ports of call\n¦- joint exercises\n¦- training",
        "Key points\n¦1. Russia ratified the pact.\n¦2. Cuba has yet to do so.",
        "The pact covers:\n¦• Ports.\n¦• Arms.",
        "First paragraph ends here.\r\n\r\n¦Second begins. ¦And ends.",
        "One\n\n\n¦Two",
    ]);
}

#[test]
fn addresses() {
    check(&[
        "Write to press@example.org. ¦Or see https://example.org/a.b. ¦Thanks.",
        "The ministry (www.mid.example) denied it. ¦It said so twice.",
    ]);
}
