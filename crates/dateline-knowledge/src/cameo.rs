//! `cameo.tsv`: from a PLOVER record back to the CAMEO code a user would expect.

use crate::{KnowledgeError, Source, table};
use dateline_core::{Context, EventType, Mode};
use serde::Deserialize;

/// The table, in file order: the first row that fits gives the code.
#[derive(Debug)]
pub struct Cameo {
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "type")]
    event_type: EventType,
    frame: Option<String>,
    mode: Option<Mode>,
    context: Option<Context>,
    code: String,
    #[allow(dead_code, reason = "for whoever reads or edits the table")]
    reason: String,
}

impl Cameo {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        Ok(Self { rows: table::rows(source, "cameo.tsv")? })
    }

    /// The code of an event of this type that the frame `frame` made. An event
    /// that a frame of another type made since it lies in the future has
    /// `from` and that type's name as its frame.
    pub fn code(
        &self,
        event_type: EventType,
        frame: &str,
        modes: &[Mode],
        contexts: &[Context],
    ) -> Option<&str> {
        let fits = |row: &&Row| {
            row.event_type == event_type
                && row.frame.as_deref().is_none_or(|f| f == frame)
                && row.mode.is_none_or(|m| modes.contains(&m))
                && row.context.is_none_or(|c| contexts.contains(&c))
        };
        self.rows.iter().find(fits).map(|row| row.code.as_str())
    }
}
