//! `classes.tsv`: classes of nouns that frames ask for, such as `@agreement`.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// Classes of nouns by name.
#[derive(Debug)]
pub struct Classes {
    classes: HashMap<String, HashSet<String>>,
}

#[derive(Deserialize)]
struct Row {
    class: String,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
}

impl Classes {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let rows = table::rows::<Row>(source, "classes.tsv")?;
        let classes = rows.into_iter().map(|r| (r.class, r.words.into_iter().collect())).collect();
        Ok(Self { classes })
    }

    /// The lemmas of a class; none if there is no such class.
    pub fn words(&self, class: &str) -> Option<&HashSet<String>> {
        self.classes.get(class)
    }

    /// Whether a class holds a lemma.
    pub fn has(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }
}
