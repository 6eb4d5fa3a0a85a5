//! What every ledger does alike, whatever database it lies in.

use crate::bookmark::{self, Bookmark};
use crate::check::{self, CheckReport};
use crate::correct::{self, Correction, Journaled};
use crate::db::Connection;
use crate::diff::{self, Diff};
use crate::enter::{self, Receipt};
use crate::error::{LedgerError, Result};
use crate::export::{self, Export, Manifest};
use crate::lately::Lately;
use crate::ledger::Ledger;
use crate::meet::{self, Backing, LadderView, Moment, Story};
use crate::query::{
    self, ActorRow, By, Cell, ClaimRow, EventRow, Filter, Kind, LadderRow, Measures, Page,
    ReportRow, StoryRow,
};
use crate::ready::Ready;
use crate::watch::{self, Alert, Due, Unsent, Watch};
use dateline_core::Reading;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A database with a ledger in it.
pub(crate) trait Store {
    fn db(&self) -> &Connection;

    /// The same with what was lately seen, to enter more.
    fn entering(&mut self) -> (&Connection, &mut Lately);

    /// How often a change is tried that others came between.
    fn tries(&self) -> u32;

    /// A number that is another one whenever somebody else has written.
    fn changes(&self) -> rusqlite::Result<i64>;

    /// Has questions end soon after `gone` is true, if it can.
    fn stop_when(&self, _gone: Arc<AtomicBool>) {}

    /// Copies all of it to a new file.
    fn backup(&self, to: &Path) -> Result<()>;

    /// Where it lies, without a password.
    fn place(&self) -> &Path;

    fn err(&self, error: &rusqlite::Error) -> LedgerError {
        LedgerError::of(Store::place(self), error)
    }
}

/// Makes a change, all of it or nothing.
fn change<T>(
    db: &Connection,
    tries: u32,
    mut make: impl FnMut(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let mut tried = 1;
    loop {
        let mut done = || {
            let change = db.change()?;
            let made = make(&change)?;
            change.commit()?;
            Ok(made)
        };
        match done() {
            Err(e) if tried < tries && db.came_between(&e) => tried += 1,
            done => return done,
        }
    }
}

/// Enters all of `readings` and writes `mark`, or does neither.
fn enter_with<S: Store>(
    ledger: &mut S,
    readings: &[Ready],
    mark: Option<&Bookmark>,
) -> Result<Vec<Receipt>> {
    let tries = ledger.tries();
    let (db, lately) = ledger.entering();
    let done = change(db, tries, |change| {
        let entered = || {
            let each = readings.iter().map(|ready| enter::enter(change, ready, lately));
            let receipts = each.collect::<rusqlite::Result<Vec<_>>>()?;
            lately.write(change)?;
            mark.map_or(Ok(()), |mark| bookmark::write(change, mark))?;
            Ok(receipts)
        };
        let entered = { entered }();
        if entered.is_err() {
            // Numbers of readings that were not kept after all are given again.
            lately.clear();
        }
        entered
    });
    if done.is_err() {
        lately.clear();
    }
    done.map_err(|e| ledger.err(&e))
}

impl<S: Store> Ledger for S {
    fn enter_ready(&mut self, readings: &[Ready]) -> Result<Vec<Receipt>> {
        enter_with(self, readings, None)
    }

    fn enter_and_mark(&mut self, readings: &[Ready], mark: &Bookmark) -> Result<Vec<Receipt>> {
        enter_with(self, readings, Some(mark))
    }

    fn bookmarks(&self) -> Result<Vec<Bookmark>> {
        bookmark::all(self.db()).map_err(|e| self.err(&e))
    }

    fn unmark(&mut self, inputs: &[String]) -> Result<()> {
        bookmark::remove(self.db(), inputs).map_err(|e| self.err(&e))
    }

    fn reading(&self, report_id: &str, as_of: Option<&str>) -> Result<Option<Reading>> {
        query::reading(self.db(), report_id, as_of).map_err(|e| self.err(&e))
    }

    fn reading_of(&self, report_id: &str, version: u32) -> Result<Option<Reading>> {
        query::reading_of(self.db(), report_id, version).map_err(|e| self.err(&e))
    }

    fn diff(&self, report_id: &str, from: Option<u32>, to: Option<u32>) -> Result<Option<Diff>> {
        let Some(newest) = self.reading(report_id, None)? else { return Ok(None) };
        let to = to.unwrap_or(newest.report.version);
        let from = from.unwrap_or(to.saturating_sub(1));
        let both = self.reading_of(report_id, from)?.zip(self.reading_of(report_id, to)?);
        Ok(both.map(|(before, after)| diff::diff(&before, &after)))
    }

    fn reports(&self, filter: &Filter) -> Result<Page<ReportRow>> {
        query::reports(self.db(), filter)
    }

    fn events(&self, filter: &Filter) -> Result<Page<EventRow>> {
        query::events(self.db(), filter)
    }

    fn claims(&self, filter: &Filter) -> Result<Page<ClaimRow>> {
        query::claims(self.db(), filter)
    }

    fn actors(&self, filter: &Filter) -> Result<Page<ActorRow>> {
        query::actors(self.db(), filter)
    }

    fn tracks(&self, filter: &Filter, kind: Kind) -> Result<Page<LadderRow>> {
        query::ladders(self.db(), filter, kind)
    }

    fn stories(&self, filter: &Filter) -> Result<Page<StoryRow>> {
        query::stories(self.db(), filter)
    }

    fn count(
        &self,
        filter: &Filter,
        kind: Kind,
        by: &[By],
        measures: Measures,
    ) -> Result<Vec<Cell>> {
        query::count(self.db(), filter, kind, by, measures)
    }

    fn in_cell(
        &self,
        filter: &Filter,
        kind: Kind,
        cell: &[(By, Option<String>)],
    ) -> Result<Vec<String>> {
        query::in_cell(self.db(), filter, kind, cell)
    }

    fn export(&self, export: &Export, out: &mut (dyn Write + Send)) -> Result<Manifest> {
        export::write(self.db(), export, out)
    }

    fn backing(&self, records: &[String], as_of: Option<&str>) -> Result<Backing> {
        meet::backing(self.db(), records, as_of).map_err(|e| self.err(&e))
    }

    fn story(&self, id: i64, as_of: Option<&str>) -> Result<Option<Story>> {
        meet::story(self.db(), id, as_of).map_err(|e| self.err(&e))
    }

    fn story_of(&self, report_id: &str) -> Result<Option<i64>> {
        meet::story_of(self.db(), report_id).map_err(|e| self.err(&e))
    }

    fn life(&self, record: &str, as_of: Option<&str>) -> Result<Vec<Moment>> {
        meet::life(self.db(), record, as_of).map_err(|e| self.err(&e))
    }

    fn ladders(&self, kind: Option<&str>, as_of: Option<&str>) -> Result<Vec<LadderView>> {
        meet::ladders(self.db(), kind, as_of).map_err(|e| self.err(&e))
    }

    fn ladder(&self, id: i64, as_of: Option<&str>) -> Result<Option<LadderView>> {
        meet::ladder(self.db(), id, as_of).map_err(|e| self.err(&e))
    }

    fn correct(&mut self, correction: &Correction) -> Result<i64> {
        let done = change(self.db(), self.tries(), |change| correct::write(change, correction));
        done.map_err(|e| self.err(&e))?.map_err(LedgerError::Correction)
    }

    fn corrections(&self, record: &str) -> Result<Vec<Correction>> {
        correct::of(self.db(), record).map_err(|e| self.err(&e))
    }

    fn undo(&mut self, number: i64, who: &str) -> Result<Option<i64>> {
        let done = change(self.db(), self.tries(), |change| correct::undo(change, number, who));
        done.map_err(|e| self.err(&e))
    }

    fn journal(&self, of: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Journaled>> {
        correct::journal(self.db(), of, before, limit).map_err(|e| self.err(&e))
    }

    fn watch(&mut self, watch: &Watch) -> Result<()> {
        watch.check()?;
        match watch::add(self.db(), watch).map_err(|e| self.err(&e))? {
            true => Ok(()),
            false => Err(LedgerError::Question(format!(
                "there is a watch `{}` already: remove it, or take another name",
                watch.name
            ))),
        }
    }

    fn watches(&self) -> Result<Vec<Watch>> {
        watch::all(self.db()).map_err(|e| self.err(&e))
    }

    fn unwatch(&mut self, name: &str) -> Result<()> {
        match watch::remove(self.db(), name).map_err(|e| self.err(&e))? {
            true => Ok(()),
            false => Err(LedgerError::Question(format!(
                "there is no watch `{name}`: `dateline watch list` shows them"
            ))),
        }
    }

    fn alerts(&self, watch: Option<&str>, after: i64, limit: u32) -> Result<Vec<Alert>> {
        watch::alerts(self.db(), watch, after, limit).map_err(|e| self.err(&e))
    }

    fn due(&self) -> Result<Vec<Due>> {
        watch::due(self.db()).map_err(|e| self.err(&e))
    }

    fn unsent(&self, limit: u32) -> Result<Vec<Unsent>> {
        watch::unsent(self.db(), limit).map_err(|e| self.err(&e))
    }

    fn sent(&mut self, alert: i64, problem: Option<&str>) -> Result<()> {
        watch::sent(self.db(), alert, problem).map_err(|e| self.err(&e))
    }

    fn give_up_when(&self, gone: Arc<AtomicBool>) {
        Store::stop_when(self, gone);
    }

    fn check(&self) -> Result<CheckReport> {
        check::check(self.db()).map_err(|e| self.err(&e))
    }

    fn place(&self) -> &Path {
        Store::place(self)
    }

    fn changes(&self) -> Result<i64> {
        Store::changes(self).map_err(|e| self.err(&e))
    }

    fn backup(&self, to: &Path) -> Result<()> {
        Store::backup(self, to)
    }
}
