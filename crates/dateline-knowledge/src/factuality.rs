//! `factuality.tsv`: what follows from a word for what it governs: "managed
//! to" tells that it happened, "failed to" that it did not.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// How far a word says that what it governs happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It did.
    Yes,
    /// It is held to be so.
    Likely,
    /// It may.
    Maybe,
    /// The word does not tell.
    Open,
    /// It is held not to be so.
    Unlikely,
    /// It did not.
    No,
}

/// One reading of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The sort of its meaning, which words that behave alike share.
    pub kind: String,
    /// What follows from the word.
    pub positive: Effect,
    /// What follows from its negation.
    pub negated: Effect,
}

/// The readings of words.
#[derive(Debug)]
pub struct Factuality {
    words: HashMap<String, Vec<Signature>>,
}

#[derive(Deserialize)]
struct Row {
    lemma: String,
    kind: String,
    positive: Effect,
    negated: Effect,
}

impl Factuality {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut words: HashMap<String, Vec<Signature>> = HashMap::new();
        for Row { lemma, kind, positive, negated } in table::rows(source, "factuality.tsv")? {
            words.entry(lemma).or_default().push(Signature { kind, positive, negated });
        }
        Ok(Self { words })
    }

    /// The readings of a lemma, in the order of the table.
    pub fn of(&self, lemma: &str) -> &[Signature] {
        self.words.get(lemma).map_or(&[], Vec::as_slice)
    }
}

impl Signature {
    /// What follows from the word, negated or not.
    pub fn effect(&self, negated: bool) -> Effect {
        if negated { self.negated } else { self.positive }
    }
}

impl Effect {
    /// The name in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Likely => "likely",
            Self::Maybe => "maybe",
            Self::Open => "open",
            Self::Unlikely => "unlikely",
            Self::No => "no",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implicatives_turn_with_negation() {
        let table = Factuality::load(&Source::Embedded).unwrap();
        let [fail, ..] = table.of("fail") else { panic!("`fail` is known") };
        assert_eq!((fail.effect(false), fail.effect(true)), (Effect::No, Effect::Yes));
        assert!(table.of("Lisbon").is_empty());
    }
}
