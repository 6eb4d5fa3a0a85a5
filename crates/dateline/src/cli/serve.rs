//! The command line of the page: serve and access.

use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// What to serve, and to whom.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The ledger; made if it is not there. Without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL", conflicts_with = "demo")]
    pub ledger: Option<PathBuf>,

    /// Serve the sample reports instead, from a ledger that is thrown away at the end
    #[arg(long)]
    pub demo: bool,

    /// Where to listen. Any address but this machine's own needs --access
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8180")]
    pub listen: SocketAddr,

    /// Only these users may come in: a file with a line for each, as `dateline access` prints it
    #[arg(long, value_name = "FILE")]
    pub access: Option<PathBuf>,

    /// Let pages be read from this machine and its network too, not from the public web only
    #[arg(long)]
    pub allow_private: bool,

    /// How to write the log, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub log: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
    /// Nothing
    None,
}

/// Whom to let in.
#[derive(Debug, Args)]
pub struct AccessArgs {
    /// Their name: corrections are signed with it
    pub name: String,

    /// What they may do
    #[arg(long, value_name = "ROLE", default_value = "reader")]
    pub role: AccessRole,

    /// Read the password from standard input instead of making one
    #[arg(long)]
    pub stdin: bool,
}

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AccessRole {
    /// Look at everything, have texts read
    Reader,
    /// Also correct records and keep reports
    Editor,
}
