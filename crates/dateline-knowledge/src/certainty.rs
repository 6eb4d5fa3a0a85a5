//! `certainty.tsv`: modals, adverbs and adjectives that tell how sure a
//! speaker is, and the words that negate.

use crate::{KnowledgeError, Source, table};
use dateline_core::Certainty;
use serde::Deserialize;
use std::collections::HashMap;

/// Where a word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In the verb group of the main clause, or as its predicate.
    Verb,
    /// Before a noun, where the content is a noun phrase.
    Noun,
    /// At the opening of a clause.
    Clause,
    /// Where it negates.
    Negation,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    certainty: Certainty,
    scope: Scope,
}

/// The table.
#[derive(Debug)]
pub struct CertaintyWords {
    words: HashMap<String, Vec<(Scope, Certainty)>>,
}

impl CertaintyWords {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let rows = table::rows::<Row>(source, "certainty.tsv")?;
        let mut words: HashMap<String, Vec<_>> = HashMap::new();
        for row in rows {
            words.entry(row.word).or_default().push((row.scope, row.certainty));
        }
        Ok(Self { words })
    }

    /// What a lowercase word tells in this scope.
    pub fn of(&self, scope: Scope, word: &str) -> Option<Certainty> {
        self.words.get(word)?.iter().find(|(s, _)| *s == scope).map(|(_, certainty)| *certainty)
    }

    /// Whether a lowercase word negates.
    pub fn negates(&self, word: &str) -> bool {
        self.of(Scope::Negation, word).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_in_its_scope_only() {
        let words = CertaintyWords::load(&Source::Embedded).unwrap();
        assert_eq!(words.of(Scope::Verb, "could"), Some(Certainty::Possible));
        assert_eq!(words.of(Scope::Noun, "potential"), Some(Certainty::Possible));
        assert_eq!(words.of(Scope::Verb, "potential"), None);
        assert!(words.negates("never"));
    }
}
