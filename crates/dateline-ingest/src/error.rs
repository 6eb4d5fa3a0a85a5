//! What can be wrong with an input, said so that it can be mended.

use crate::place::Place;
use crate::unpack::is_bomb;
use crate::{MAX_BYTES, Skip};
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
    #[error("the folder {place} holds no report: reports end in {}", crate::find::EXTENSIONS_TOLD)]
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
    /// Packed so tightly that it can only be meant to fill a disk.
    #[error("{place} unpacks to hundreds of times its size: it is no archive of reports")]
    Bomb {
        /// The file.
        place: String,
    },
    /// Cut off or garbled.
    #[error("{place} is damaged ({problem}): fetch or copy it again; what stands before is read")]
    Damaged {
        /// The file, with the record.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Not text.
    #[error("{place} is not text but binary data: save it as plain text first")]
    Binary {
        /// The file.
        place: String,
    },
    /// A page without a text.
    #[error(
        "{place} holds no article: it may be a list of links, or need scripts to show its text"
    )]
    NoArticle {
        /// The page.
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
    /// Malformed rows.
    #[error("{place} is not a row like those above it ({problem}): mend it or leave it out")]
    Row {
        /// The file, with the row.
        place: String,
        /// What the parser says.
        problem: String,
    },
    /// Malformed XML.
    #[error("{place} is not a feed or sitemap ({problem}): what stands before is read")]
    Xml {
        /// The file, with the item.
        place: String,
        /// What the parser says.
        problem: String,
    },
    /// A record that is no report.
    #[error(
        "{place} has no `text`: a report has at least `text` or `body`; name another column with --map text=NAME"
    )]
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
    /// A server or the network refuses.
    #[error("cannot fetch {place}: {problem}")]
    Fetch {
        /// The address.
        place: String,
        /// What went wrong.
        problem: crate::web::Problem,
    },
    /// Nothing is wrong, and there is nothing to read.
    #[error("{place} is passed over: {why}")]
    Skipped {
        /// The record.
        place: String,
        /// Why.
        why: Skip,
    },
}

impl IngestError {
    /// A name for it, the same for all of its kind, to count by.
    pub fn name(&self) -> &'static str {
        match self {
            IngestError::Missing { .. } => "missing",
            IngestError::NoMatch { .. } => "no-match",
            IngestError::Pattern { .. } => "pattern",
            IngestError::NoReports { .. } => "no-reports",
            IngestError::Unreadable { .. } => "unreadable",
            IngestError::TooLarge { .. } => "too-large",
            IngestError::Bomb { .. } => "bomb",
            IngestError::Damaged { .. } => "damaged",
            IngestError::Binary { .. } => "binary",
            IngestError::NoArticle { .. } => "no-article",
            IngestError::Json { .. } => "json",
            IngestError::Row { .. } => "row",
            IngestError::Xml { .. } => "xml",
            IngestError::NoText { .. } => "no-text",
            IngestError::Field { .. } => "field",
            IngestError::Fetch { problem, .. } => problem.name(),
            IngestError::Skipped { why, .. } => why.name(),
        }
    }

    /// Whether it was passed over on purpose, which is no failure.
    pub fn is_skip(&self) -> bool {
        matches!(self, IngestError::Skipped { .. })
    }

    /// What the system says about `place`.
    pub(crate) fn at(place: &Place, error: io::Error) -> Self {
        let damaged =
            matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
                || error.kind() == io::ErrorKind::InvalidInput;
        let place = place.to_string();
        match error.kind() {
            _ if is_bomb(&error) => IngestError::Bomb { place },
            io::ErrorKind::NotFound => IngestError::Missing { place },
            _ if damaged => IngestError::Damaged { place, problem: error.to_string() },
            _ => IngestError::Unreadable { place, error },
        }
    }

    pub(crate) fn too_large(place: &Place) -> Self {
        Self::larger_than(place, MAX_BYTES)
    }

    pub(crate) fn larger_than(place: &Place, bytes: u64) -> Self {
        IngestError::TooLarge { place: place.to_string(), megabytes: bytes >> 20 }
    }

    pub(crate) fn skipped(place: &Place, why: Skip) -> Self {
        IngestError::Skipped { place: place.to_string(), why }
    }
}
