//! The ledger: where readings of reports are kept, never lost, and asked.
//!
//! [`Ledger`] is what every store of it can do; [`SqliteLedger`] does it in one
//! file. Rows are only ever added: a new text of a report is a new version, a
//! new reading stands before the old one, a correction stands beside the
//! evidence. What was known at some moment can therefore be asked later
//! (`as_of`).

mod bookmark;
mod check;
mod correct;
mod db;
mod diff;
mod enter;
mod error;
mod export;
mod functions;
mod index;
mod lately;
mod ledger;
mod meet;
mod migrate;
mod pack;
mod query;
mod ready;
mod sqlite;
mod supersede;
mod totals;
mod upgrade;
mod watch;

pub use bookmark::Bookmark;
pub use check::CheckReport;
pub use correct::{Action, Correction, Journaled};
pub use diff::{Change, Diff, Effect, Piece};
pub use enter::{Entered, Receipt};
pub use error::{LedgerError, Result};
pub use export::{Column, Export, Format, Layout, Manifest, Type};
pub use ledger::Ledger;
pub use meet::{
    Backing, Difference, LadderView, Moment, Origin, Rung, Story, StoryReport, Text, Told,
    ToldRecord,
};
pub use query::{
    ActorRow, By, Cell, CellId, ClaimRow, EventRow, Filter, Kind, LadderRow, LadderStep, Measures,
    Page, ReportRow, Sort, StoryRow,
};
pub use ready::Ready;
pub use sqlite::SqliteLedger;
pub use watch::{Alert, Due, Unsent, Watch, WatchQuestion, atom};

/// The signature by which copies of a text are found; for the program that
/// measures it.
#[doc(hidden)]
pub fn signature(text: &str) -> Vec<i64> {
    meet::signature(text)
}
