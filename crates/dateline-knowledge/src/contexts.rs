//! `contexts.tsv`: words that tell what an event is about.

use crate::{KnowledgeError, Source, table};
use dateline_core::Context;
use serde::Deserialize;
use std::collections::HashMap;

/// From words to PLOVER contexts.
#[derive(Debug)]
pub struct Contexts {
    /// By the term's words; terms have one or two.
    terms: HashMap<String, Vec<Context>>,
}

#[derive(Deserialize)]
struct Row {
    context: Context,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
}

impl Contexts {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut terms: HashMap<String, Vec<Context>> = HashMap::new();
        for row in table::rows::<Row>(source, "contexts.tsv")? {
            for word in row.words {
                terms.entry(word).or_default().push(row.context);
            }
        }
        Ok(Self { terms })
    }

    /// The contexts that a word, or two words with a blank between, tell.
    pub fn of(&self, term: &str) -> &[Context] {
        self.terms.get(term).map_or(&[], Vec::as_slice)
    }
}
