//! The command line of the ledger: add, check, backup, copy and correct.

use super::{FromArgs, ReaderArgs};
use clap::{Args, Subcommand};
use dateline_ledger::Action;
use std::path::PathBuf;

/// What to enter, and where.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Files, patterns ("news/*.txt"), folders (read through), addresses of
    /// pages, feeds or sitemaps, or - for standard input
    #[arg(required = true, value_name = "FILE|GLOB|FOLDER|URL|-")]
    pub inputs: Vec<String>,

    /// The ledger; made if it is not there. Without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,

    /// Read every input from its beginning, even where an earlier run was stopped
    /// in the middle
    #[arg(long)]
    pub again: bool,

    /// Write what was read, passed over and failed, and why, to this file as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

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
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
    },
    /// Copy the ledger to a new file; others may go on using it
    Backup {
        /// The file to make
        to: PathBuf,
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
    },
    /// Move a ledger to another place: a file to PostgreSQL, or back
    ///
    /// Everything is copied with its number and moment: versions, corrections, watches,
    /// alerts, what hands decided. A copy that was cut off goes on where it was when the
    /// same is given again. In the end all rows are counted and hashed on either side.
    Copy {
        /// The ledger, a file or postgres://USER@HOST/DATABASE
        #[arg(value_name = "FILE|URL")]
        from: PathBuf,
        /// Where to: a new file, or an empty database
        #[arg(value_name = "FILE|URL")]
        to: PathBuf,
    },
    /// Say what you think of a record, or merge and split stories and ladders
    ///
    /// Nothing is changed by it: a correction stands beside the evidence, and undoing
    /// one is another. Stories are put together with `story/12 merge --with 15` and
    /// taken apart with `story/12 split --report ID`; the program never decides again
    /// about reports that were placed by hand. Ladders of agreements and deliveries
    /// (l7) likewise: `ladder/7 merge --with 9`, `ladder/7 split --split-record ID/1/g1`.
    Correct {
        /// A record (REPORT/VERSION/RECORD), a story (story/12) or a ladder (ladder/7)
        record: String,
        /// What to do: accept, reject, amend, merge, split or note
        #[arg(value_parser = Action::by_name)]
        action: Action,
        /// The story or ladder to merge with it
        #[arg(long, value_name = "N")]
        with: Option<i64>,
        /// A report to split off; may be given several times
        #[arg(long = "report", value_name = "ID")]
        reports: Vec<String>,
        /// An agreement or delivery to split off its ladder (REPORT/VERSION/RECORD);
        /// may be given several times
        #[arg(long = "split-record", value_name = "RECORD")]
        records: Vec<String>,
        /// A remark, or what is to be read instead
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// Who says so; without it, the user of this computer
        #[arg(long, value_name = "NAME")]
        who: Option<String>,
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
    },
}
