//! The command line of the ledger: add, query, check and backup.

use super::{FromArgs, ReaderArgs};
use clap::{Args, Subcommand, ValueEnum};
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

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryWhat {
    /// What was published
    Reports,
    /// Who did what to whom
    Events,
    /// Who says what
    Claims,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// Columns to read; long cells are cut
    Table,
    /// Every column, for spreadsheets
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// What to ask.
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// What to ask for
    pub what: QueryWhat,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// How to print the rows
    #[arg(long, short, value_name = "FORMAT", default_value = "table")]
    pub format: QueryFormat,

    /// Reports with all these words; "in quotes" a phrase, word* a beginning
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// Reports of this outlet
    #[arg(long)]
    pub outlet: Option<String>,

    /// Published on this day or later
    #[arg(long, value_name = "DAY", value_parser = crate::query::day)]
    pub from: Option<String>,

    /// Published on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = crate::query::day)]
    pub to: Option<String>,

    /// Events: a name, or part of one, of who acts
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,

    /// Events: a name, or part of one, of who is acted upon
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,

    /// Events: the country code of anybody in it
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,

    /// Events: the PLOVER type, such as AGREE
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,

    /// Events: what they are about, such as military
    #[arg(long)]
    pub context: Option<String>,

    /// Events: occurred, ongoing, planned, possible or negated
    #[arg(long)]
    pub status: Option<String>,

    /// Claims: certain, probable, possible or unstated
    #[arg(long)]
    pub certainty: Option<String>,

    /// Claims: a name, or part of one, of the speaker
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// What was known on this day, or at this moment (UTC)
    #[arg(long, value_name = "TIME", value_parser = crate::query::moment)]
    pub as_of: Option<String>,

    /// At most so many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,

    /// Leave out the first rows
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub offset: u32,
}
