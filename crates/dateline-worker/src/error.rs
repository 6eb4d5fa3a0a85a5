//! What can go wrong with the queue, each in one sentence for a person.

/// Why work could not be put in, taken out or looked at.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// Nobody answers.
    #[error(
        "the queue at {server} cannot be reached ({problem}): start `nats-server -js`, or name \
         another with --nats"
    )]
    Unreachable {
        /// The address.
        server: String,
        /// What the connection says.
        problem: String,
    },
    /// The server answers, but not as it should.
    #[error(
        "the queue failed ({0}): see that nats-server runs with -js and has space, then run the command again"
    )]
    Queue(String),
    /// No such dead letter.
    #[error("there is no dead letter {0}: `dateline queue status` lists them")]
    NoLetter(u64),
    /// The file of feeds cannot be read.
    #[error("{path} is no list of feeds ({problem}): write [[feed]] tables, each with a url")]
    Feeds {
        /// The file.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] dateline_ledger::LedgerError),
    /// An input cannot be read.
    #[error(transparent)]
    Ingest(#[from] dateline_ingest::IngestError),
    /// The system refuses.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

/// What the functions of this crate return.
pub type Result<T> = std::result::Result<T, WorkerError>;

/// What the server says, as our error.
pub(crate) fn failed(error: impl std::fmt::Display) -> WorkerError {
    WorkerError::Queue(error.to_string())
}
