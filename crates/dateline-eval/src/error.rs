//! Why there are no scores.

use std::path::PathBuf;

/// A gold file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The file cannot be read.
    #[error("cannot read {path}: {error}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// A record is malformed.
    #[error("{file}, line {line}: {problem}")]
    Record {
        /// The file.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// Nothing to score.
    #[error("{file} holds no gold record that could be scored")]
    Empty {
        /// The file.
        file: String,
    },
}
