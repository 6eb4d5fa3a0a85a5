//! What a ledger does, whatever it is stored in.

use crate::check::CheckReport;
use crate::correct::Correction;
use crate::enter::Receipt;
use crate::error::Result;
use crate::meet::{Backing, LadderView, Moment, Story};
use crate::query::{ClaimRow, EventRow, Filter, ReportRow};
use dateline_core::Reading;
use std::path::Path;

/// A store of readings. The tests in `tests/contract.rs` say what holds for
/// every one.
pub trait Ledger {
    /// Enters a reading. When this returns, it is safely stored; entering the
    /// same again changes nothing.
    fn enter(&mut self, reading: &Reading) -> Result<Receipt>;

    /// Enters all of `readings` or, if one fails, none.
    fn enter_all(&mut self, readings: &[Reading]) -> Result<Vec<Receipt>>;

    /// The reading of a report that counts, or that counted at `as_of`.
    fn reading(&self, report_id: &str, as_of: Option<&str>) -> Result<Option<Reading>>;

    /// The newest reading of one version of a report.
    fn reading_of(&self, report_id: &str, version: u32) -> Result<Option<Reading>>;

    /// Reports, newest version and reading each, latest published first.
    fn reports(&self, filter: &Filter) -> Result<Vec<ReportRow>>;

    /// Events of the readings that count.
    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>>;

    /// Claims of the readings that count.
    fn claims(&self, filter: &Filter) -> Result<Vec<ClaimRow>>;

    /// The reports, texts and origins behind records: claims and events
    /// (`0123456789abcdef/1/e3`) or whole reports (`0123456789abcdef/1`).
    fn backing(&self, records: &[String], as_of: Option<&str>) -> Result<Backing>;

    /// A story with its reports, and what several of them tell.
    fn story(&self, id: i64, as_of: Option<&str>) -> Result<Option<Story>>;

    /// The number of the story that a report is of.
    fn story_of(&self, report_id: &str) -> Result<Option<i64>>;

    /// What became of the statement that a record makes: first made, repeated,
    /// confirmed or denied by others, corrected, withdrawn. Empty, if no other
    /// report tells it.
    fn life(&self, record: &str, as_of: Option<&str>) -> Result<Vec<Moment>>;

    /// The ladders of all agreements (`agreement`) or deliveries (`delivery`).
    fn ladders(&self, kind: Option<&str>, as_of: Option<&str>) -> Result<Vec<LadderView>>;

    /// The ladder of that number.
    fn ladder(&self, id: i64, as_of: Option<&str>) -> Result<Option<LadderView>>;

    /// Writes down what a person says of a record; returns its number.
    fn correct(&mut self, correction: &Correction) -> Result<i64>;

    /// Every correction of a record, oldest first.
    fn corrections(&self, record: &str) -> Result<Vec<Correction>>;

    /// Looks at everything that is stored and tells what does not hold together.
    fn check(&self) -> Result<CheckReport>;

    /// Copies the whole ledger, as it is now, to a new file.
    fn backup(&self, to: &Path) -> Result<()>;
}
