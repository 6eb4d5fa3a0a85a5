//! The command line of watches.

use super::query::FilterArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do with watches.
#[derive(Debug, Subcommand)]
pub enum WatchCommand {
    /// Save a question, which is asked of every report that is added from now on
    Add(Box<WatchAddArgs>),
    /// Show the saved questions
    List {
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
    },
    /// Forget a question; its alerts stay
    Remove {
        /// The watch
        name: String,
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
    },
    /// Print alerts, oldest first, one JSON object a line
    Alerts(WatchAlertsArgs),
    /// Print the last alerts as an Atom feed
    Feed(WatchAlertsArgs),
    /// Send what was not sent yet to its webhooks
    Send {
        /// The ledger; without it, the one in your data folder
        #[arg(long, value_name = "FILE|URL")]
        ledger: Option<PathBuf>,
        /// Send to this machine and its network too, not to the public web only
        #[arg(long)]
        allow_private: bool,
    },
}

/// What to watch.
#[derive(Debug, Args)]
pub struct WatchAddArgs {
    /// What the watch is called
    pub name: String,

    /// Alert to new events (and to those of a changed report that changed)
    #[arg(long, group = "watched")]
    pub events: bool,

    /// Alert to new claims
    #[arg(long, group = "watched")]
    pub claims: bool,

    /// Alert to new reports
    #[arg(long, group = "watched")]
    pub reports: bool,

    /// Alert to events (with --claims, to claims) only where they contradict what
    /// another report tells: another status, another number, a denial
    #[arg(long, conflicts_with_all = ["reports", "step", "delivery_step"])]
    pub differs: bool,

    /// Alert when an agreement takes a step: part of its name or its id (l7), and
    /// the stage, such as "in force"
    #[arg(long, group = "watched", num_args = 2, value_names = ["AGREEMENT", "STAGE"])]
    pub step: Vec<String>,

    /// Alert when a delivery takes a step: part of what is delivered or its id, and
    /// the stage, such as delivered
    #[arg(long, group = "watched", num_args = 2, value_names = ["ITEM", "STAGE"])]
    pub delivery_step: Vec<String>,

    #[command(flatten)]
    pub filter: FilterArgs,

    /// Send each alert to this address too, signed
    #[arg(long, value_name = "URL")]
    pub webhook: Option<String>,

    /// The ledger; made if it is not there. Without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,
}

/// Which alerts.
#[derive(Debug, Args)]
pub struct WatchAlertsArgs {
    /// Those of this watch; all without it
    pub name: Option<String>,

    /// Those after the one of this number
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub after: i64,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub limit: u32,

    /// The ledger; without it, the one in your data folder
    #[arg(long, value_name = "FILE|URL")]
    pub ledger: Option<PathBuf>,
}
