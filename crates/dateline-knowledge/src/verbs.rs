//! `verbs.tsv`: verbs of the news, with what is irregular about them; the
//! regular forms are made here.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// Which form of its verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// sign
    Base,
    /// signs
    Third,
    /// signed, took
    Past,
    /// signed, taken
    Participle,
    /// signing
    Ing,
}

/// One way to read a word as a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbReading {
    /// The lemma.
    pub lemma: String,
    /// The form.
    pub form: VerbForm,
}

/// All forms of all verbs.
#[derive(Debug)]
pub struct Verbs {
    forms: HashMap<String, Vec<VerbReading>>,
}

#[derive(Deserialize)]
struct Row {
    lemma: String,
    past: String,
    participle: String,
}

impl Verbs {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut verbs = Self { forms: HashMap::new() };
        for row in table::rows::<Row>(source, "verbs.tsv")? {
            verbs.add(&row.lemma, &row.past, &row.participle);
        }
        Ok(verbs)
    }

    fn add(&mut self, lemma: &str, past: &str, participle: &str) {
        let regular = past_of(lemma);
        let past = if past.is_empty() { &regular } else { past };
        let participle = if participle.is_empty() { past } else { participle };
        for (word, form) in [
            (lemma, VerbForm::Base),
            (&third_of(lemma), VerbForm::Third),
            (past, VerbForm::Past),
            (participle, VerbForm::Participle),
            (&ing_of(lemma), VerbForm::Ing),
        ] {
            let reading = VerbReading { lemma: lemma.to_owned(), form };
            let readings = self.forms.entry(word.to_owned()).or_default();
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }

    /// How a lowercase word can be read as a verb; empty if it cannot.
    pub fn readings(&self, word: &str) -> &[VerbReading] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the last consonant is doubled before -ed and -ing: stop, plan; and,
/// stressed on the end, the few two-syllable verbs that news use.
fn doubles(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    let &[.., a, b, c] = bytes else { return false };
    if is_vowel(c) || matches!(c, b'w' | b'x' | b'y' | b'h') || !is_vowel(b) || is_vowel(a) {
        return false;
    }
    let syllables = bytes.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
    let stressed = [
        "mit", "refer", "defer", "confer", "prefer", "transfer", "bel", "pel", "cur", "vel",
        "gret", "lap", "trol", "dnap",
    ];
    syllables == 1 || stressed.iter().any(|end| lemma.ends_with(end))
}

fn past_of(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'e'] => format!("{lemma}d"),
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ied", &lemma[..lemma.len() - 1]),
        [.., last] if doubles(lemma) => format!("{lemma}{}ed", *last as char),
        _ => format!("{lemma}ed"),
    }
}

fn third_of(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", &lemma[..lemma.len() - 1]),
        [.., b's' | b'x' | b'z' | b'o'] => format!("{lemma}es"),
        [.., b'c' | b's', b'h'] => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

fn ing_of(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., b'i', b'e'] => format!("{}ying", &lemma[..lemma.len() - 2]),
        [.., b'e', b'e'] => format!("{lemma}ing"),
        [.., _, b'e'] => format!("{}ing", &lemma[..lemma.len() - 1]),
        [.., last] if doubles(lemma) => format!("{lemma}{}ing", *last as char),
        _ => format!("{lemma}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_follow_english_spelling() {
        for (lemma, past, third, ing) in [
            ("sign", "signed", "signs", "signing"),
            ("ratify", "ratified", "ratifies", "ratifying"),
            ("agree", "agreed", "agrees", "agreeing"),
            ("plan", "planned", "plans", "planning"),
            ("permit", "permitted", "permits", "permitting"),
            ("visit", "visited", "visits", "visiting"),
            ("impose", "imposed", "imposes", "imposing"),
            ("clash", "clashed", "clashes", "clashing"),
            ("deploy", "deployed", "deploys", "deploying"),
            ("lie", "lied", "lies", "lying"),
            ("offer", "offered", "offers", "offering"),
            ("detain", "detained", "detains", "detaining"),
        ] {
            assert_eq!(
                (past_of(lemma), third_of(lemma), ing_of(lemma)),
                (past.to_owned(), third.to_owned(), ing.to_owned())
            );
        }
    }
}
