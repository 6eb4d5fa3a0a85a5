//! Why a model cannot be used.

use std::path::PathBuf;

/// The file is not a model that this program can run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file is not there, or may not be read.
    #[error("the model {} cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Another kind of file.
    #[error("{name} is not a Dateline model")]
    Foreign {
        /// The file.
        name: String,
    },
    /// The file ends early.
    #[error("{name} is cut short: {wanted} bytes are announced, {found} are there")]
    Cut {
        /// The file.
        name: String,
        /// Bytes the header announces.
        wanted: u64,
        /// Bytes in the file.
        found: u64,
    },
    /// The file was written for a later program.
    #[error("{name} has format version {found}; this program reads version {known} and before")]
    Newer {
        /// The file.
        name: String,
        /// Its version.
        found: u64,
        /// The last one known here.
        known: u64,
    },
    /// The checksum differs.
    #[error("{name} is damaged: its checksum is not the one in its header")]
    Damaged {
        /// The file.
        name: String,
    },
    /// The file is whole, but something in it is missing or of the wrong size.
    #[error("{name} cannot be used: {problem}")]
    Content {
        /// The file.
        name: String,
        /// What is wrong.
        problem: String,
    },
}
