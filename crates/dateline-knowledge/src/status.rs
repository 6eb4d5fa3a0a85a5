//! `status.tsv`: words that tell whether what a predicate names happened.

use crate::{KnowledgeError, Source, table};
use dateline_core::Status;
use serde::Deserialize;
use std::collections::HashMap;

/// How a cue stands to the predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueKind {
    /// An auxiliary before the verb.
    Modal,
    /// Denies what follows.
    Negation,
    /// A verb that governs it.
    Verb,
    /// A verb that governs a clause with "that".
    Clause,
    /// A predicate adjective that governs it.
    Adjective,
    /// A noun that governs it.
    Noun,
    /// An adjective before a noun of event.
    Attribute,
    /// Opens a clause.
    Conjunction,
    /// Lends its subject to a noun of event.
    Light,
    /// A verb of saying.
    Report,
    /// Puts a clause into the past beyond the report.
    Historical,
}

/// The cues by kind.
#[derive(Debug)]
pub struct StatusCues {
    cues: HashMap<CueKind, HashMap<String, Status>>,
}

#[derive(Deserialize)]
struct Row {
    cue: String,
    kind: CueKind,
    status: Status,
}

impl StatusCues {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut cues: HashMap<CueKind, HashMap<String, Status>> = HashMap::new();
        for row in table::rows::<Row>(source, "status.tsv")? {
            cues.entry(row.kind).or_default().insert(row.cue, row.status);
        }
        Ok(Self { cues })
    }

    /// What `cue` tells as a cue of this kind, if it is one.
    pub fn status(&self, kind: CueKind, cue: &str) -> Option<Status> {
        self.cues.get(&kind)?.get(cue).copied()
    }
}
