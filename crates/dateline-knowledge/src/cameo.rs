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

#[cfg(test)]
mod tests {
    use crate::Knowledge;
    use dateline_core::EventType;

    #[test]
    fn every_type_has_a_code_and_frames_in_the_table_exist() {
        let knowledge = Knowledge::embedded();
        for &event_type in EventType::ALL {
            assert!(knowledge.cameo.code(event_type, "", &[], &[]).is_some(), "{event_type}");
        }
        for row in &knowledge.cameo.rows {
            let Some(frame) = row.frame.as_deref() else { continue };
            if let Some(name) = frame.strip_prefix("from ") {
                assert!(name.parse::<EventType>().is_ok(), "{frame}");
                continue;
            }
            let name = format!("{}.{frame}", row.event_type.as_str().to_lowercase());
            assert!(knowledge.frames.named(&name).is_some(), "{name}");
        }
    }
}
