//! What became of an item.

use crate::item::Item;
use dateline_ingest::{IngestError, Problem};

/// What became of an item.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is read and entered, but for these, which stand for records of it that
    /// cannot be read.
    Done(Vec<(Item, String)>),
    /// Not now: it may go another time.
    Later(String),
    /// Never.
    Dead(String),
}

/// Whether the same may go another time.
pub(crate) fn is_passing(error: &IngestError) -> bool {
    match error {
        IngestError::Fetch { problem, .. } => match problem {
            Problem::Status(status) => *status >= 500 || *status == 429,
            Problem::Host | Problem::Connection(_) | Problem::Timeout(_) | Problem::Later(_) => {
                true
            }
            _ => false,
        },
        // A shared folder may be away for a moment.
        IngestError::Unreadable { .. } => true,
        _ => false,
    }
}
