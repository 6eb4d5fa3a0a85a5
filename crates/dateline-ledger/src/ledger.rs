//! What a ledger does, whatever it is stored in.

use crate::bookmark::Bookmark;
use crate::check::CheckReport;
use crate::correct::{Correction, Journaled};
use crate::diff::Diff;
use crate::enter::Receipt;
use crate::error::Result;
use crate::export::{Export, Manifest};
use crate::meet::{Backing, LadderView, Moment, Story};
use crate::query::{
    ActorRow, By, Cell, ClaimRow, EventRow, Filter, Kind, LadderRow, Measures, Page, ReportRow,
    StoryRow,
};
use crate::ready::Ready;
use crate::watch::{Alert, Due, Unsent, Watch};
use dateline_core::Reading;
use std::borrow::Cow;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A store of readings. The tests in `tests/contract.rs` say what holds for
/// every one.
pub trait Ledger {
    /// Enters all of `readings` or, if one fails, none. When this returns, they are
    /// safely stored; entering the same again changes nothing. Of several threads
    /// that read, each makes its own readings ready.
    fn enter_ready(&mut self, readings: &[Ready]) -> Result<Vec<Receipt>>;

    /// Enters one reading, as it is.
    fn enter(&mut self, reading: &Reading) -> Result<Receipt> {
        let mut receipts = self.enter_all(std::slice::from_ref(reading))?;
        // One reading in, one receipt out.
        Ok(receipts.remove(0))
    }

    /// Enters all of `readings`, as they are, or none.
    fn enter_all(&mut self, readings: &[Reading]) -> Result<Vec<Receipt>> {
        let ready: Vec<Ready> = readings.iter().map(|r| Ready::of(Cow::Borrowed(r))).collect();
        self.enter_ready(&ready)
    }

    /// Enters what is ready, and writes down how far the input that they come from was read;
    /// or does neither.
    fn enter_and_mark(&mut self, readings: &[Ready], mark: &Bookmark) -> Result<Vec<Receipt>>;

    /// How far inputs were read.
    fn bookmarks(&self) -> Result<Vec<Bookmark>>;

    /// Takes out the bookmarks of `inputs`.
    fn unmark(&mut self, inputs: &[String]) -> Result<()>;

    /// The reading of a report that counts, or that counted at `as_of`.
    fn reading(&self, report_id: &str, as_of: Option<&str>) -> Result<Option<Reading>>;

    /// The newest reading of one version of a report.
    fn reading_of(&self, report_id: &str, version: u32) -> Result<Option<Reading>>;

    /// What changed between two versions of a report, by their last readings; the
    /// two newest if none are named. None if there is no such version.
    fn diff(&self, report_id: &str, from: Option<u32>, to: Option<u32>) -> Result<Option<Diff>>;

    /// Reports, newest version and reading each.
    fn reports(&self, filter: &Filter) -> Result<Page<ReportRow>>;

    /// Events of the readings that count.
    fn events(&self, filter: &Filter) -> Result<Page<EventRow>>;

    /// Claims of the readings that count.
    fn claims(&self, filter: &Filter) -> Result<Page<ClaimRow>>;

    /// Actors of the readings that count.
    fn actors(&self, filter: &Filter) -> Result<Page<ActorRow>>;

    /// Agreements or deliveries of the whole ledger.
    fn tracks(&self, filter: &Filter, kind: Kind) -> Result<Page<LadderRow>>;

    /// Stories.
    fn stories(&self, filter: &Filter) -> Result<Page<StoryRow>>;

    /// How many rows of `kind` answer `filter`, by what, most first.
    fn count(
        &self,
        filter: &Filter,
        kind: Kind,
        by: &[By],
        measures: Measures,
    ) -> Result<Vec<Cell>>;

    /// The records in one cell of a count, by name.
    fn in_cell(
        &self,
        filter: &Filter,
        kind: Kind,
        cell: &[(By, Option<String>)],
    ) -> Result<Vec<String>>;

    /// Writes rows in the layout of others to `out`; returns what was written.
    fn export(&self, export: &Export, out: &mut (dyn Write + Send)) -> Result<Manifest>;

    /// The reports, texts and origins behind records: claims and events
    /// (`0123456789abcdef/1/e3`) or whole reports (`0123456789abcdef/1`).
    fn backing(&self, records: &[String], as_of: Option<&str>) -> Result<Backing>;

    /// A story with its reports, and what several of them tell.
    fn story(&self, id: i64, as_of: Option<&str>) -> Result<Option<Story>>;

    /// The number of the story that a report is of.
    fn story_of(&self, report_id: &str) -> Result<Option<i64>>;

    /// What became of the statement that a record makes: first made, repeated,
    /// confirmed or denied by others, corrected, withdrawn. Empty, if no other
    /// report tells it or corrects that report.
    fn life(&self, record: &str, as_of: Option<&str>) -> Result<Vec<Moment>>;

    /// The ladders of all agreements (`agreement`) or deliveries (`delivery`).
    fn ladders(&self, kind: Option<&str>, as_of: Option<&str>) -> Result<Vec<LadderView>>;

    /// The ladder of that number.
    fn ladder(&self, id: i64, as_of: Option<&str>) -> Result<Option<LadderView>>;

    /// Writes down what a person says of a record; returns its number.
    fn correct(&mut self, correction: &Correction) -> Result<i64>;

    /// Every correction of a record, oldest first.
    fn corrections(&self, record: &str) -> Result<Vec<Correction>>;

    /// Takes the correction `number` back; returns the number of doing so. None
    /// if there is no such correction, or it is undone already.
    fn undo(&mut self, number: i64, who: &str) -> Result<Option<i64>>;

    /// Corrections of a report (`0123456789abcdef`), a version or a record, or
    /// all of them; newest first, those before number `before`.
    fn journal(&self, of: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Journaled>>;

    /// Keeps a watch, which is asked of all that is entered from now on.
    fn watch(&mut self, watch: &Watch) -> Result<()>;

    /// Every watch, by name.
    fn watches(&self) -> Result<Vec<Watch>>;

    /// Forgets a watch; its alerts stay.
    fn unwatch(&mut self, name: &str) -> Result<()>;

    /// Alerts after number `after`, of one watch or of all, oldest first.
    fn alerts(&self, watch: Option<&str>, after: i64, limit: u32) -> Result<Vec<Alert>>;

    /// Alerts that are still to be sent.
    fn due(&self) -> Result<Vec<Due>>;

    /// Alerts that were tried to be sent and did not come through, tried last
    /// first. A store that does not keep why tells those that are still due.
    fn unsent(&self, limit: u32) -> Result<Vec<Unsent>> {
        let tried = self.due()?.into_iter().filter(|due| due.tries > 0).take(limit as usize);
        let bare =
            |due: Due| Unsent { alert: due.alert, tries: due.tries, problem: None, tried_at: None };
        Ok(tried.map(bare).collect())
    }

    /// Notes that it was tried to send an alert, and why it did not come through.
    fn sent(&mut self, alert: i64, problem: Option<&str>) -> Result<()>;

    /// From now on, questions end with [`LedgerError::GivenUp`](crate::LedgerError)
    /// soon after `gone` is true. A store that cannot stop answers to the end.
    fn give_up_when(&self, _gone: Arc<AtomicBool>) {}

    /// Looks at everything that is stored and tells what does not hold together.
    fn check(&self) -> Result<CheckReport>;

    /// Where it lies, as a person may be told: without a password.
    fn place(&self) -> &Path;

    /// A number that is another one whenever somebody else has written to the
    /// ledger since it was asked for last; cheap.
    fn changes(&self) -> Result<i64>;

    /// Copies the whole ledger, as it is now, to a new file.
    fn backup(&self, to: &Path) -> Result<()>;
}
