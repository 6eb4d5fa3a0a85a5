//! What can go wrong with a ledger, each in one sentence for a person.

use crate::db::{self, Trouble};
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
    /// The server does not answer.
    #[error("{path} cannot be reached ({what}): see that the server runs and takes connections")]
    Unreachable {
        /// The address.
        path: String,
        /// What stands in the way.
        what: String,
    },
    /// The server answers, and lets nobody in.
    #[error(
        "{path} refuses the connection ({what}): check user, password (PGPASSWORD) and database"
    )]
    Refused {
        /// The address.
        path: String,
        /// What the server says.
        what: String,
    },
    /// The connection went away in the middle of something.
    #[error(
        "the connection to {0} was lost: what was reported as entered is kept; run the command again"
    )]
    Lost(String),
    /// The address of a server is none.
    #[error("{0}")]
    Address(String),
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
        if let Some(error) = db::of_postgres(error) {
            return Self::of_postgres(place, error);
        }
        if let rusqlite::Error::UserFunctionError(error) = error {
            match error.downcast_ref() {
                Some(Trouble::Lost) => return Self::Lost(place),
                Some(trouble) => return Self::Address(trouble.to_string()),
                None => {}
            }
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

    fn of_postgres(path: String, error: &tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(told) = error.as_db_error() else {
            // What lies beneath says why.
            let cause = std::error::Error::source(error).map(ToString::to_string);
            let said = error.to_string();
            let what = cause.unwrap_or_else(|| said.clone());
            return if said.contains("connecting") {
                Self::Unreachable { path, what }
            } else if error.is_closed() || said.contains("communicating") {
                Self::Lost(path)
            } else if said.contains("password") {
                Self::Refused { path, what }
            } else {
                Self::Other { path, what }
            };
        };
        let what = told.message().to_owned();
        let state = told.code();
        match state.code() {
            _ if *state == SqlState::READ_ONLY_SQL_TRANSACTION => Self::ReadOnly(path),
            _ if *state == SqlState::INSUFFICIENT_PRIVILEGE => Self::ReadOnly(path),
            _ if *state == SqlState::DISK_FULL => Self::Full(path),
            _ if *state == SqlState::LOCK_NOT_AVAILABLE => Self::Busy(path),
            // Serialization failures and deadlocks.
            code if code.starts_with("40") => Self::Busy(path),
            // The server is being stopped or is starting, or has no place left.
            code if code.starts_with("57P") => Self::Lost(path),
            code if code.starts_with("53") => Self::Unreachable { path, what },
            code if code.starts_with("28") || code.starts_with("3D") => {
                Self::Refused { path, what }
            }
            // Pages that cannot be read.
            code if code.starts_with("XX") => Self::Damaged { path, what },
            _ => Self::Other { path, what },
        }
    }
}
