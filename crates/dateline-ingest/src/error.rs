//! What can be wrong with an input, said so that it can be mended.

use crate::MAX_BYTES;
use crate::place::Place;
use std::io;

/// An input, or one record of it, could not be read. `place` names the file
/// as the user did, with the line or item where there are several.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing is there.
    #[error("there is no file or folder {place}: check the spelling and the current folder")]
    Missing {
        /// What was asked for.
        place: String,
    },
    /// A web address.
    #[error("{place} is a web address, and pages are not fetched: save its text as a file first")]
    Web {
        /// What was asked for.
        place: String,
    },
    /// A glob that matches nothing.
    #[error("no file matches {place}: quote the pattern, or name a folder to read all its reports")]
    NoMatch {
        /// The pattern.
        place: String,
    },
    /// Not a glob.
    #[error("{place} is not a pattern of file names ({problem}): write `[*]` for a literal `*`")]
    Pattern {
        /// The pattern.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A folder without reports.
    #[error("the folder {place} holds no report: reports end in .txt, .md, .json or .jsonl")]
    NoReports {
        /// The folder.
        place: String,
    },
    /// The system refuses.
    #[error("cannot read {place}: {error}")]
    Unreadable {
        /// The file or folder.
        place: String,
        /// Why.
        error: io::Error,
    },
    /// More than is read at once.
    #[error("{place} is larger than {megabytes} MB: split it into several")]
    TooLarge {
        /// The file.
        place: String,
        /// The limit.
        megabytes: u64,
    },
    /// Not text.
    #[error("{place} is not text but binary data: save it as plain text first")]
    Binary {
        /// The file.
        place: String,
    },
    /// A page.
    #[error("{place} is HTML: save the page's text as .txt first")]
    Html {
        /// The file.
        place: String,
    },
    /// Malformed JSON.
    #[error("{place} is not a JSON record ({problem}): mend it or leave it out")]
    Json {
        /// The file, with line or item.
        place: String,
        /// What the parser says.
        problem: String,
    },
    /// A record that is no report.
    #[error("{place} has no `text`: a report is an object with at least a string `text` or `body`")]
    NoText {
        /// The file, with line or item.
        place: String,
    },
    /// A field of the wrong kind.
    #[error("in {place} `{field}` should be {expected}")]
    Field {
        /// The file, with line or item.
        place: String,
        /// The field.
        field: String,
        /// What it should be.
        expected: &'static str,
    },
}

impl IngestError {
    /// What the system says about `place`.
    pub(crate) fn at(place: &Place, error: io::Error) -> Self {
        let place = place.to_string();
        match error.kind() {
            io::ErrorKind::NotFound => IngestError::Missing { place },
            _ => IngestError::Unreadable { place, error },
        }
    }

    pub(crate) fn too_large(place: &Place) -> Self {
        IngestError::TooLarge { place: place.to_string(), megabytes: MAX_BYTES >> 20 }
    }
}
