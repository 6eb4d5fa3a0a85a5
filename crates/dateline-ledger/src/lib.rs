//! The ledger: where readings of reports are kept, never lost, and asked.
//!
//! [`Ledger`] is what every store of it can do; [`SqliteLedger`] does it in one
//! file, [`PostgresLedger`] in a database of a PostgreSQL server; [`open`] opens
//! either by its name. Rows are only ever added: a new text of a report is a new version, a
//! new reading stands before the old one, a correction stands beside the
//! evidence. What was known at some moment can therefore be asked later
//! (`as_of`).

mod bookmark;
mod check;
mod copy;
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
mod open;
mod pack;
mod postgres;
mod query;
mod ready;
mod sqlite;
mod store;
mod supersede;
mod totals;
mod upgrade;
mod watch;

pub use bookmark::Bookmark;
pub use check::CheckReport;
pub use copy::{Copied, copy};
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
pub use open::{AnyLedger, is_postgres, open, open_to_read};
pub use postgres::PostgresLedger;
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
