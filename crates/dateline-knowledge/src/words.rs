//! `words.tsv`: closed-class words and common words whose tag does not show.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// Universal part-of-speech tags (universaldependencies.org/u/pos).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the tags are UD's own and explained there")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Words with their usual tag.
#[derive(Debug)]
pub struct Words {
    tags: HashMap<String, Upos>,
}

#[derive(Deserialize)]
struct Row {
    upos: Upos,
    words: String,
}

impl Words {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut tags = HashMap::new();
        for row in table::rows::<Row>(source, "words.tsv")? {
            for word in row.words.split_whitespace() {
                tags.entry(word.to_owned()).or_insert(row.upos);
            }
        }
        Ok(Self { tags })
    }

    /// The usual tag of a lowercase word, if it is in the table.
    pub fn tag(&self, word: &str) -> Option<Upos> {
        self.tags.get(word).copied()
    }
}
