//! `items.tsv`: weapons, aid and goods that are supplied or deployed.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemKind {
    /// Its usual name; none for a general word.
    pub name: Option<String>,
    /// What sort of thing it is.
    pub category: String,
}

/// Items by the words that name them.
#[derive(Debug)]
pub struct Items {
    kinds: HashMap<String, ItemKind>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
    name: Option<String>,
    category: String,
}

impl Items {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut kinds = HashMap::new();
        for row in table::rows::<Row>(source, "items.tsv")? {
            let kind = ItemKind { name: row.name, category: row.category };
            for word in row.words {
                kinds.insert(word, kind.clone());
            }
        }
        Ok(Self { kinds })
    }

    /// The item that a word, or two words with a blank between, name.
    pub fn kind(&self, term: &str) -> Option<&ItemKind> {
        self.kinds.get(term)
    }
}
