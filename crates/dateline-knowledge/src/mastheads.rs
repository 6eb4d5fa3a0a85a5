//! `mastheads.tsv`: words by which outlets, sections and bylines are known.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashSet;

/// What a word of a masthead tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MastheadWord {
    /// Ends an outlet's name: "News".
    Outlet,
    /// Begins an outlet's name: "Radio".
    Opening,
    /// Names a section: "World".
    Section,
    /// Stands in front of a headline or a text: "EXCLUSIVE".
    Flag,
    /// Ends a writer's role: "Correspondent".
    Role,
}

/// The words of mastheads.
#[derive(Debug)]
pub struct Mastheads {
    words: HashSet<(MastheadWord, String)>,
}

#[derive(Deserialize)]
struct Row {
    kind: MastheadWord,
    words: String,
}

impl Mastheads {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let rows = table::rows::<Row>(source, "mastheads.tsv")?;
        let words = rows
            .iter()
            .flat_map(|row| row.words.split_whitespace().map(|word| (row.kind, word.to_owned())));
        Ok(Self { words: words.collect() })
    }

    /// Whether `word`, in whatever case, tells of `kind`.
    pub fn is(&self, kind: MastheadWord, word: &str) -> bool {
        self.words.contains(&(kind, word.to_lowercase()))
    }
}
