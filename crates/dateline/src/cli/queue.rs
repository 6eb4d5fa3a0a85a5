//! The command line of work for many machines: submit, worker, queue and poll.

use super::{FromArgs, LogFormat, ReaderArgs};
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Which queue.
#[derive(Debug, Args)]
pub struct QueueArgs {
    /// The NATS server that holds the queue; it runs with JetStream
    #[arg(
        long,
        value_name = "ADDR",
        env = "DATELINE_NATS",
        default_value = "nats://127.0.0.1:4222"
    )]
    pub nats: String,

    /// The queue's name there
    #[arg(long, value_name = "NAME", default_value = "dateline", value_parser = queue_name)]
    pub queue: String,
}

/// What to submit.
#[derive(Debug, Args)]
pub struct SubmitArgs {
    /// Files, patterns ("news/*.txt"), folders (read through), addresses of
    /// pages, feeds or sitemaps, or - for standard input
    #[arg(required = true, value_name = "FILE|GLOB|FOLDER|URL|-")]
    pub inputs: Vec<String>,

    /// Workers see the same files under the same paths: tell them where to read,
    /// and send no texts
    #[arg(long)]
    pub shared: bool,

    /// With --shared: so many records of a file are one piece of work
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub records: u64,

    /// How inputs are read
    #[command(flatten)]
    pub from: FromArgs,

    #[command(flatten)]
    pub queue: QueueArgs,
}

/// How to work.
#[derive(Debug, Args)]
pub struct WorkerArgs {
    /// The ledger; made if it is not there. Without it, the one in your data folder
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// Pieces of work in hand at once; as many as the machine has cores without it
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,

    /// A piece of work that was taken so often without an end is a dead letter
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub tries: u64,

    /// A piece of work of which nothing was heard for so long goes to another worker
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub patience: u64,

    /// Stop once nothing is left to do
    #[arg(long)]
    pub once: bool,

    /// Tell what was done to Prometheus, at this address
    #[arg(long, value_name = "ADDR:PORT")]
    pub metrics: Option<SocketAddr>,

    /// How to write the log, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub log: LogFormat,

    /// Fetch from this machine and its network too, not from the public web only
    #[arg(long)]
    pub allow_private: bool,

    /// How long fetching one page may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,

    #[command(flatten)]
    pub queue: QueueArgs,

    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// What to do with a queue.
#[derive(Debug, Subcommand)]
pub enum QueueCommand {
    /// Show what waits, what is in hand, how old the oldest is, and dead letters
    Status {
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// So many dead letters are shown
        #[arg(long, value_name = "N", default_value_t = 10)]
        dead: usize,
        #[command(flatten)]
        queue: QueueArgs,
    },
    /// Submit dead letters once more
    Retry {
        #[command(flatten)]
        which: WhichArgs,
        #[command(flatten)]
        queue: QueueArgs,
    },
    /// Forget dead letters
    Drop {
        #[command(flatten)]
        which: WhichArgs,
        #[command(flatten)]
        queue: QueueArgs,
    },
}

/// Which dead letters.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct WhichArgs {
    /// The letter's number, as `dateline queue status` shows it
    #[arg(value_name = "NUMBER")]
    pub number: Option<u64>,
    /// All of them
    #[arg(long)]
    pub all: bool,
}

/// What to poll.
#[derive(Debug, Args)]
pub struct PollArgs {
    /// The feeds and sitemaps: [[feed]] tables with url, every (minutes, 15 without
    /// it) and follow (whether the pages are read; true without it)
    #[arg(value_name = "FEEDS.toml")]
    pub feeds: PathBuf,

    /// Visit each of them once, now, and stop
    #[arg(long)]
    pub once: bool,

    /// Fetch from this machine and its network too, not from the public web only
    #[arg(long)]
    pub allow_private: bool,

    /// How long fetching one feed may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,

    /// How to write the log, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub log: LogFormat,

    #[command(flatten)]
    pub queue: QueueArgs,
}

/// Names of streams hold neither dots nor spaces nor wildcards.
fn queue_name(name: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_plain) {
        Ok(name.to_owned())
    } else {
        Err("a name is made of letters, digits, - and _".to_owned())
    }
}
