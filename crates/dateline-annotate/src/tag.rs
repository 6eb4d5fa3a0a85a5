//! A first tagger: word lists, the shape of the word, and its neighbours.
//! A baseline: the trained model takes its place.

use crate::{Document, Token};
use dateline_knowledge::{Knowledge, Meaning, Piece, Upos, VerbForm, VerbReading, pieces};
use std::ops::Range;

/// How many words back a neighbour is looked for.
const REACH: usize = 6;

/// Gives every token its part of speech, verb form and lemma.
pub(crate) fn tag(document: &mut Document, knowledge: &Knowledge) {
    for i in 0..document.sentences.len() {
        let tokens = document.sentences[i].tokens.clone();
        let headline = is_title_case(document, tokens.clone(), knowledge);
        for t in tokens.clone() {
            let upos = decide(document, tokens.clone(), t, headline, knowledge);
            let reading = match upos {
                Upos::Verb => choose(document, tokens.start, t, knowledge),
                _ => None,
            };
            let token = &mut document.tokens[t];
            token.upos = upos;
            match reading {
                Some(reading) => {
                    token.lemma = reading.lemma;
                    token.verb_form = Some(reading.form);
                }
                None if upos == Upos::Noun => token.lemma = singular(&token.norm),
                None => {}
            }
        }
    }
}

/// Whether capitals say nothing here: most longer words have one.
fn is_title_case(document: &Document, tokens: Range<usize>, knowledge: &Knowledge) -> bool {
    let (mut capitals, mut words) = (0, 0);
    for token in &document.tokens[tokens] {
        if token.norm.len() > 3 && knowledge.words.tag(&token.norm).is_none() {
            words += 1;
            capitals += usize::from(token.is_capitalised(&document.text));
        }
    }
    words >= 3 && capitals * 5 >= words * 4
}

fn decide(
    document: &Document,
    sentence: Range<usize>,
    t: usize,
    headline: bool,
    knowledge: &Knowledge,
) -> Upos {
    let token = &document.tokens[t];
    let word = token.norm.as_str();
    let before = (t > sentence.start).then(|| &document.tokens[t - 1]);
    let next = (t + 1 < sentence.end).then(|| &document.tokens[t + 1]);
    let first = word.chars().next().unwrap_or(' ');
    if !word.chars().any(char::is_alphanumeric) {
        return if knowledge.words.tag(word) == Some(Upos::Sym) { Upos::Sym } else { Upos::Punct };
    }
    if first.is_ascii_digit() {
        return Upos::Num;
    }
    match word {
        "'s" => {
            let noun = before.is_some_and(|b| matches!(b.upos, Upos::Noun | Upos::Propn));
            return if noun { Upos::Part } else { Upos::Aux };
        }
        "to" => {
            let is_base = |n: &Token| {
                knowledge.verbs.readings(&n.norm).iter().any(|r| r.form == VerbForm::Base)
            };
            // "to partially lift"
            let second = document.tokens[..sentence.end].get(t + 2);
            let verb = next.is_some_and(|n| {
                is_base(n) || n.norm.ends_with("ly") && second.is_some_and(is_base)
            });
            return if verb { Upos::Part } else { Upos::Adp };
        }
        "that" => {
            let noun = before.is_some_and(|b| matches!(b.upos, Upos::Adp | Upos::Punct));
            return if noun { Upos::Pron } else { Upos::Sconj };
        }
        _ => {}
    }
    let capital = token.is_capitalised(&document.text);
    let all_capitals =
        capital && word.len() > 1 && !token.span.of(&document.text).chars().any(char::is_lowercase);
    let listed = knowledge.words.tag(word);
    let verbal = !knowledge.verbs.readings(word).is_empty();
    let opening = t == sentence.start || before.is_some_and(|b| b.upos == Upos::Punct);
    if all_capitals && !headline && word != "a" && word != "i" {
        return Upos::Propn;
    }
    if capital && !headline && !opening && !matches!(listed, Some(Upos::Pron | Upos::Det)) {
        return Upos::Propn;
    }
    if capital && next.is_some_and(|n| begins_name(document, token, n, knowledge)) {
        return Upos::Propn;
    }
    if listed == Some(Upos::Adj)
        && verbal
        && before.is_some_and(|b| b.upos == Upos::Aux && !b.norm.starts_with("be"))
        && next.is_some_and(|n| {
            n.norm.starts_with(|c: char| c.is_ascii_digit()) || opens_clause(Some(n), knowledge)
        })
        && knowledge.verbs.readings(word).iter().any(|r| r.form == VerbForm::Base)
    {
        // "would free 1,500 prisoners"
        return Upos::Verb;
    }
    if let Some(upos) = listed {
        // "a senior official" ends in a noun, "the official line" does not.
        let ends = upos == Upos::Adj
            && before.is_some_and(|b| {
                matches!(b.upos, Upos::Adj | Upos::Det | Upos::Noun | Upos::Propn)
            })
            && next.is_none_or(|n| !opens_noun(n, knowledge))
            && is_agent(word, knowledge);
        return if ends { Upos::Noun } else { upos };
    }
    if verbal
        && (is_verb_here(document, sentence.start, t, next, knowledge)
            || headline && is_headline_verb(document, sentence, t, next, knowledge))
    {
        return Upos::Verb;
    }
    if capital && (headline || opening) {
        let name_follows = next.is_some_and(|n| n.is_capitalised(&document.text));
        let common = verbal || looks_adjectival(word) || word.ends_with("ly");
        if (!common && !word.ends_with('s')) || (name_follows && !headline) {
            return Upos::Propn;
        }
    }
    if capital && is_name(token.span.of(&document.text), knowledge) {
        // "Italy" is no adverb.
        return Upos::Propn;
    }
    // A verb that the table lacks.
    let past = word.ends_with("ed") && !word.ends_with("eed") && word.len() > 4;
    if past && before.is_some_and(|b| matches!(b.upos, Upos::Noun | Upos::Propn | Upos::Aux)) {
        Upos::Verb
    } else if word.ends_with("ly") {
        Upos::Adv
    } else if looks_adjectival(word) {
        Upos::Adj
    } else if capital && headline {
        Upos::Propn
    } else {
        Upos::Noun
    }
}

/// "United States", also where it opens a sentence.
fn begins_name(document: &Document, first: &Token, second: &Token, knowledge: &Knowledge) -> bool {
    if !second.is_capitalised(&document.text) {
        return false;
    }
    let words = [first, second].map(|t| t.span.of(&document.text)).join(" ");
    let pieces: Vec<Piece> = pieces(&words).collect();
    let (length, meanings) = knowledge.names.longest(&pieces, |_| true);
    length == pieces.len() && matches!(meanings.first(), Some(Meaning::Country(_)))
}

/// Whether an object with a determiner, or a clause, begins with the next word.
fn opens_clause(next: Option<&Token>, knowledge: &Knowledge) -> bool {
    next.is_some_and(|n| {
        matches!(
            knowledge.words.tag(&n.norm),
            Some(Upos::Det | Upos::Pron | Upos::Sconj | Upos::Num | Upos::Part)
        )
    })
}

/// Whether a word is among the nouns for those who act.
fn is_agent(word: &str, knowledge: &Knowledge) -> bool {
    let word: Vec<_> = pieces(word).collect();
    let (_, meanings) = knowledge.names.longest(&word, |_| true);
    meanings.iter().any(|m| matches!(m, Meaning::Agent(_) | Meaning::Agents(_)))
}

/// Whether a noun phrase goes on with this word, as far as a word list tells.
fn opens_noun(token: &Token, knowledge: &Knowledge) -> bool {
    match knowledge.words.tag(&token.norm) {
        Some(upos) => matches!(upos, Upos::Adj | Upos::Noun | Upos::Num),
        None => {
            token.norm.starts_with(char::is_alphabetic)
                && token.norm != "'s"
                && !is_only_past(&token.norm, knowledge)
        }
    }
}

/// "Neighbours Strengthen Military Ties": the first word of a headline that can
/// be a finite verb and has a noun before and a phrase after.
fn is_headline_verb(
    document: &Document,
    sentence: Range<usize>,
    t: usize,
    next: Option<&Token>,
    knowledge: &Knowledge,
) -> bool {
    let verbs = |word: &str| !knowledge.verbs.readings(word).is_empty();
    let before = &document.tokens[sentence.start..t];
    before.last().is_some_and(|b| matches!(b.upos, Upos::Noun | Upos::Propn))
        && before.iter().all(|b| !matches!(b.upos, Upos::Verb | Upos::Aux))
        && next.is_some_and(|n| n.is_capitalised(&document.text) && !verbs(&n.norm))
        && knowledge
            .names
            .longest(&pieces(&document.tokens[t].norm).collect::<Vec<_>>(), |_| true)
            .0
            == 0
}

/// "said", "warned": a verb that no noun looks like.
fn is_only_past(word: &str, knowledge: &Knowledge) -> bool {
    let readings = knowledge.verbs.readings(word);
    !readings.is_empty()
        && readings.iter().all(|r| matches!(r.form, VerbForm::Past | VerbForm::Participle))
}

/// Whether a word that can be a verb is one between these neighbours.
fn is_verb_here(
    document: &Document,
    start: usize,
    t: usize,
    next: Option<&Token>,
    knowledge: &Knowledge,
) -> bool {
    let word = document.tokens[t].norm.as_str();
    let finite = |form| matches!(form, VerbForm::Past | VerbForm::Third | VerbForm::Base);
    let readings = knowledge.verbs.readings(word);
    // Adverbs between the subject or auxiliary and the verb do not count.
    let before = document.tokens[start..t].iter().rev().take(REACH).find(|b| b.upos != Upos::Adv);
    let Some(before) = before else {
        return readings.iter().any(|r| matches!(r.form, VerbForm::Ing | VerbForm::Participle));
    };
    let opens_object = next.is_some_and(|n| {
        matches!(
            knowledge.words.tag(&n.norm),
            Some(Upos::Det | Upos::Pron | Upos::Sconj | Upos::Adp | Upos::Num | Upos::Part)
        )
    });
    match before.upos {
        Upos::Aux => true,
        Upos::Part => before.norm == "to" || before.norm.starts_with('n'),
        Upos::Pron => !is_possessive(&before.norm) && readings.iter().any(|r| finite(r.form)),
        // "which argued that", "some said they": a pronoun in the shape of a determiner.
        Upos::Det if before.norm == "which" => readings.iter().any(|r| finite(r.form)),
        Upos::Det if matches!(before.norm.as_str(), "some" | "many" | "both" | "all") => {
            opens_object && readings.iter().any(|r| r.form == VerbForm::Past)
        }
        Upos::Noun | Upos::Propn => {
            // "food aid to": a base form does not follow a singular.
            let base_only = readings.iter().all(|r| r.form == VerbForm::Base);
            if base_only && !is_plural(document, start, t) {
                return false;
            }
            // "Russia and Cuba strengthen": two names make a plural subject.
            if base_only && before.upos == Upos::Propn && !has_verb(document, start, t) {
                return true;
            }
            // "suspended food supplies to": the clause has its verb.
            let third_only = readings.iter().all(|r| r.form == VerbForm::Third);
            if third_only && is_agent(word, knowledge) && !opens_clause(next, knowledge) {
                return false;
            }
            if third_only
                && next.is_none_or(|n| knowledge.words.tag(&n.norm) == Some(Upos::Adp))
                && has_verb(document, start, t)
            {
                return false;
            }
            // "the attack plans" against "the army plans an attack".
            readings.iter().any(|r| matches!(r.form, VerbForm::Past | VerbForm::Participle))
                || word.ends_with("ing")
                    && !next.is_some_and(|n| matches!(n.norm.as_str(), "by" | "of"))
                    // "a data sharing agreement" against "troops fighting rebels".
                    && (opens_object || before.norm.ends_with('s') || before.upos == Upos::Propn)
                || opens_object
                || readings.iter().any(|r| r.form == VerbForm::Third)
                    && next.is_some_and(|n| n.norm != ".")
        }
        Upos::Punct | Upos::Cconj | Upos::Sconj => {
            let name_follows = next.is_some_and(|n| n.is_capitalised(&document.text));
            !readings.iter().all(|r| r.form == VerbForm::Base) || opens_object || name_follows
        }
        Upos::Verb => word.ends_with("ing") || word.ends_with("ed") && opens_object,
        // "the military said", "first opened its borders".
        Upos::Adj => {
            let third = readings.iter().all(|r| r.form == VerbForm::Third);
            let finite = |f| matches!(f, VerbForm::Past | VerbForm::Third);
            (!third || opens_clause(next, knowledge))
                && readings.iter().any(|r| finite(r.form))
                && !word.ends_with("ing")
                && (opens_object || readings.iter().all(|r| r.lemma == "say"))
        }
        Upos::Adp => word.ends_with("ing"),
        Upos::Num => word.ends_with("ed"),
        _ => false,
    }
}

/// "her" counts: a noun follows it more often than a verb does.
pub(crate) fn is_possessive(norm: &str) -> bool {
    matches!(norm, "my" | "our" | "your" | "his" | "her" | "its" | "their" | "whose")
}

/// Whether a word by itself is a name that the tables know.
fn is_name(word: &str, knowledge: &Knowledge) -> bool {
    let pieces: Vec<Piece> = pieces(word).collect();
    let (length, meanings) = knowledge.names.longest(&pieces, |_| true);
    length > 0
        && length == pieces.len()
        && meanings
            .iter()
            .any(|m| !matches!(m, Meaning::Agent(_) | Meaning::Agents(_) | Meaning::Modifier(_)))
}

/// Whether what stands before token `t` may be a plural subject.
fn is_plural(document: &Document, start: usize, t: usize) -> bool {
    let near = &document.tokens[t.saturating_sub(REACH).max(start)..t];
    let last = near.last().map_or("", |b| b.norm.as_str());
    let plural = last.ends_with('s') || matches!(last, "people" | "police" | "taliban" | "men");
    plural || near.iter().any(|b| b.norm == "and")
}

/// Whether the clause has a finite verb before token `t`.
fn has_verb(document: &Document, start: usize, t: usize) -> bool {
    let clause = document.tokens[start..t].iter().rev();
    let clause = clause
        .take(4 * REACH)
        .take_while(|b| !matches!(b.upos, Upos::Punct | Upos::Sconj | Upos::Cconj));
    let mut verbs = clause.filter(|b| b.upos == Upos::Verb);
    verbs.any(|b| b.verb_form != Some(VerbForm::Ing))
}

/// Which verb and which form: after an auxiliary a past form is a participle.
fn choose(
    document: &Document,
    start: usize,
    t: usize,
    knowledge: &Knowledge,
) -> Option<VerbReading> {
    let readings = knowledge.verbs.readings(&document.tokens[t].norm);
    let before = document.tokens[start..t]
        .iter()
        .rev()
        .take(REACH)
        .find(|b| b.upos != Upos::Adv && !(b.upos == Upos::Part && b.norm != "to"));
    let wanted: &[VerbForm] = match before {
        Some(b) if b.upos == Upos::Aux => match b.norm.as_str() {
            "be" | "am" | "is" | "are" | "was" | "were" | "been" | "being" | "have" | "has"
            | "had" | "having" | "'s" | "'re" | "'ve" | "'m" => {
                &[VerbForm::Ing, VerbForm::Participle]
            }
            _ => &[VerbForm::Base],
        },
        Some(b) if b.norm == "to" => &[VerbForm::Base],
        _ => &[VerbForm::Past, VerbForm::Third, VerbForm::Base, VerbForm::Participle],
    };
    let best = wanted.iter().find_map(|form| readings.iter().find(|r| r.form == *form));
    best.or(readings.first()).cloned()
}

fn looks_adjectival(word: &str) -> bool {
    const ENDINGS: &[&str] =
        &["ical", "ional", "ous", "ful", "less", "able", "ible", "ive", "ish", "ary"];
    word.len() > 6 && ENDINGS.iter().any(|end| word.ends_with(end))
}

/// The singular of a regular plural.
fn singular(word: &str) -> String {
    match word {
        "men" | "women" | "gunmen" | "policemen" | "spokesmen" | "servicemen" | "lawmen" => {
            word.replace("men", "man")
        }
        "people" => "person".to_owned(),
        _ if word.len() < 4
            || word.ends_with("ss")
            || word.ends_with("us")
            || word.ends_with("is") =>
        {
            word.to_owned()
        }
        _ => match word.strip_suffix("ies") {
            Some(stem) if stem.len() > 1 => format!("{stem}y"),
            _ => match word.strip_suffix("es") {
                Some(stem) if ["ss", "x", "ch", "sh"].iter().any(|e| stem.ends_with(e)) => {
                    stem.to_owned()
                }
                _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
            },
        },
    }
}
