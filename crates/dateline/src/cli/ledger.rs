//! The command line of the ledger: add, check and backup.

use super::{FromArgs, ReaderArgs};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to enter, and where.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Files, patterns ("news/*.txt"), folders (read through), or - for
    /// standard input
    #[arg(required = true, value_name = "FILE|GLOB|FOLDER|-")]
    pub inputs: Vec<String>,

    /// The ledger; made if it is not there. Without it, the one in your data folder
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// How inputs are read
    #[command(flatten)]
    pub from: FromArgs,

    #[command(flatten)]
    pub reader: ReaderArgs,
}

/// What to do with a ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Look at everything stored and tell what does not hold together
    Check {
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE")]
        ledger: Option<PathBuf>,
    },
    /// Copy the ledger to a new file; others may go on using it
    Backup {
        /// The file to make
        to: PathBuf,
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE")]
        ledger: Option<PathBuf>,
    },
}
