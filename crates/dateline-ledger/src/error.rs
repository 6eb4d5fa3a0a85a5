//! What can go wrong with a ledger, each in one sentence for a person.

use rusqlite::ErrorCode;
use std::path::Path;

/// Why a ledger could not do what was asked. What was in it is untouched.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("there is no ledger at {0}: `dateline add PATH --ledger FILE` makes one")]
    Missing(String),
    /// The file or its folder cannot be opened.
    #[error("the ledger {0} cannot be opened: check that its folder exists and may be written to")]
    CannotOpen(String),
    /// The file or its folder may not be written.
    #[error(
        "the ledger {0} may only be read: make the file and its folder writable, or name another"
    )]
    ReadOnly(String),
    /// No space is left.
    #[error(
        "the disk of the ledger {0} is full: free some space and run the command again; what was reported as entered is kept"
    )]
    Full(String),
    /// Whoever asked is there no longer, or waited for too long.
    #[error("the question took too long and was given up: ask for less")]
    GivenUp,
    /// Somebody else has been writing for too long.
    #[error(
        "another program is writing to the ledger {0}: wait until it is done and run the command again"
    )]
    Busy(String),
    /// Another kind of file.
    #[error("{0} is not a Dateline ledger, so it was left alone: name another file")]
    NotALedger(String),
    /// Made by a later program.
    #[error(
        "the ledger {path} has version {found}, this program knows versions up to {known}: use a newer dateline"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its version.
        found: i64,
        /// The last we know.
        known: i64,
    },
    /// Pages or rows do not hold together.
    #[error(
        "the ledger {path} is damaged ({what}): restore it from a copy made with `dateline ledger backup`"
    )]
    Damaged {
        /// The file.
        path: String,
        /// What SQLite or a check says.
        what: String,
    },
    /// The file to be written is there already.
    #[error("{0} exists already and is not overwritten: name a new file")]
    Exists(String),
    /// What is printed or exported cannot be written.
    #[error("the output cannot be written: check that its folder exists and has space ({0})")]
    Output(#[source] std::io::Error),
    /// The question makes no sense.
    #[error("{0}")]
    Question(String),
    /// A correction that cannot be carried out.
    #[error("the correction was not written: {0}")]
    Correction(String),
    /// Anything else the device says.
    #[error("the ledger {path} failed: {what}")]
    Other {
        /// The file.
        path: String,
        /// What SQLite says.
        what: String,
    },
}

/// What the functions of this crate return.
pub type Result<T> = std::result::Result<T, LedgerError>;

impl LedgerError {
    /// The error that `error` is for the ledger at `path`.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let place = path.display().to_string();
        let what = error.to_string();
        if what.contains(crate::pack::DAMAGED) {
            return Self::Damaged { path: place, what };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => Self::CannotOpen(place),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(place),
            Some(ErrorCode::OperationInterrupted) => Self::GivenUp,
            Some(ErrorCode::DiskFull) => Self::Full(place),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(place),
            Some(ErrorCode::NotADatabase) => Self::NotALedger(place),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path: place, what },
            _ => Self::Other { path: place, what },
        }
    }
}
