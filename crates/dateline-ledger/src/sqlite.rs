//! A ledger in one SQLite file.

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
use crate::migrate::{VERSIONS, check_version, migrate};
use crate::query::{
    self, ActorRow, By, Cell, ClaimRow, EventRow, Filter, Kind, LadderRow, Measures, Page,
    ReportRow, StoryRow,
};
use crate::ready::Ready;
use crate::watch::{self, Alert, Due, Unsent, Watch};
use crate::{functions, upgrade};
use dateline_core::Reading;
use rusqlite::OpenFlags;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// Memory for pages, in KiB.
const CACHE_KIB: i64 = 128 * 1024;
/// The same for those who only ask, of whom there are several.
const READER_CACHE_KIB: i64 = 24 * 1024;
/// Texts and readings of a few KiB leave less room empty than in 4 KiB.
const PAGE: i64 = 8192;
/// Pages that the write-ahead log may hold before they go to the file.
const CHECKPOINT_PAGES: i64 = 8 * 1024;
/// Statements that stay prepared: more than entering a reading uses.
const STATEMENTS: usize = 128;

/// Steps of SQLite's machine after which it is looked whether to go on: some
/// hundredths of a millisecond.
const STEPS: i32 = 1_000;

/// The ledger in a file; one writer at a time, readers whenever they like.
#[derive(Debug)]
pub struct SqliteLedger {
    pub(crate) db: Connection,
    path: PathBuf,
    lately: Lately,
}

impl SqliteLedger {
    /// Opens the ledger at `path` for writing; makes it if it is not there.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_waiting(path, PATIENCE)
    }

    /// The same, giving up on other writers after `patience`.
    pub fn open_waiting(path: &Path, patience: Duration) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let ledger = Self::connect(path, flags, patience)?;
        // Before anything is written: another program's file is left alone.
        check_version(&ledger.db, path, VERSIONS.len())?;
        let set =
            |name, value: &dyn rusqlite::ToSql| ledger.db.sqlite().pragma_update(None, name, value);
        // FULL: what was reported as entered survives a power cut as well.
        set("page_size", &PAGE)
            .and_then(|()| set("journal_mode", &"WAL"))
            .and_then(|()| set("synchronous", &"FULL"))
            // More pages are kept at hand than SQLite would by itself, and written
            // back less often: entering touches many indexes in places far apart.
            .and_then(|()| set("cache_size", &-CACHE_KIB))
            .and_then(|()| set("wal_autocheckpoint", &CHECKPOINT_PAGES))
            .map_err(|e| ledger.err(&e))?;
        // Off while tables are made anew, and ever after: a row is entered after the
        // one it belongs to, and `check` looks whether all are; looking at each
        // would take a tenth of the time that entering takes.
        set("foreign_keys", &false).map_err(|e| ledger.err(&e))?;
        migrate(&ledger.db, path, VERSIONS, upgrade::fill)?;
        Ok(ledger)
    }

    /// Opens the ledger at `path`, which must be there, for asking.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(LedgerError::Missing(path.display().to_string()));
        }
        let ledger = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, PATIENCE)?;
        let kept = ledger.db.sqlite().pragma_update(None, "cache_size", -READER_CACHE_KIB);
        kept.map_err(|e| ledger.err(&e))?;
        match check_version(&ledger.db, path, VERSIONS.len())? {
            0 => Err(LedgerError::NotALedger(path.display().to_string())),
            version if version < VERSIONS.len() => Self::open(path),
            _ => Ok(ledger),
        }
    }

    fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = rusqlite::Connection::open_with_flags(path, flags)
            .and_then(|db| db.busy_timeout(patience).map(|()| db))
            .and_then(|db| functions::add(&db).map(|()| db))
            .map_err(|e| LedgerError::of(path, &e))?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { db: Connection::Sqlite(db), path: path.to_owned(), lately: Lately::default() })
    }

    /// A number that is another one whenever somebody else has written to the
    /// ledger since it was asked for last; cheap.
    pub fn changes(&self) -> Result<i64> {
        let asked = self.db.prepare_cached("PRAGMA data_version");
        let version = asked.and_then(|mut asked| asked.query_row([], |row| row.get(0)));
        version.map_err(|e| self.err(&e))
    }

    /// Enters all of `readings` and writes `mark`, or does neither.
    fn enter_with(&mut self, readings: &[Ready], mark: Option<&Bookmark>) -> Result<Vec<Receipt>> {
        let done = || -> rusqlite::Result<_> {
            let change = self.db.change()?;
            let receipts = readings
                .iter()
                .map(|ready| enter::enter(&change, ready, &mut self.lately))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            self.lately.write(&change)?;
            if let Some(mark) = mark {
                bookmark::write(&change, mark)?;
            }
            change.commit()?;
            Ok(receipts)
        }();
        if done.is_err() {
            // Numbers of readings that were not kept after all are given again.
            self.lately.clear();
        }
        done.map_err(|e| LedgerError::of(&self.path, &e))
    }

    fn err(&self, error: &rusqlite::Error) -> LedgerError {
        LedgerError::of(&self.path, error)
    }
}

impl Ledger for SqliteLedger {
    fn enter_ready(&mut self, readings: &[Ready]) -> Result<Vec<Receipt>> {
        self.enter_with(readings, None)
    }

    fn enter_and_mark(&mut self, readings: &[Ready], mark: &Bookmark) -> Result<Vec<Receipt>> {
        self.enter_with(readings, Some(mark))
    }

    fn bookmarks(&self) -> Result<Vec<Bookmark>> {
        bookmark::all(&self.db).map_err(|e| self.err(&e))
    }

    fn unmark(&mut self, inputs: &[String]) -> Result<()> {
        bookmark::remove(&self.db, inputs).map_err(|e| LedgerError::of(&self.path, &e))
    }

    fn reading(&self, report_id: &str, as_of: Option<&str>) -> Result<Option<Reading>> {
        query::reading(&self.db, report_id, as_of).map_err(|e| self.err(&e))
    }

    fn reading_of(&self, report_id: &str, version: u32) -> Result<Option<Reading>> {
        query::reading_of(&self.db, report_id, version).map_err(|e| self.err(&e))
    }

    fn diff(&self, report_id: &str, from: Option<u32>, to: Option<u32>) -> Result<Option<Diff>> {
        let Some(newest) = self.reading(report_id, None)? else { return Ok(None) };
        let to = to.unwrap_or(newest.report.version);
        let from = from.unwrap_or(to.saturating_sub(1));
        let both = self.reading_of(report_id, from)?.zip(self.reading_of(report_id, to)?);
        Ok(both.map(|(before, after)| diff::diff(&before, &after)))
    }

    fn reports(&self, filter: &Filter) -> Result<Page<ReportRow>> {
        query::reports(&self.db, filter)
    }

    fn events(&self, filter: &Filter) -> Result<Page<EventRow>> {
        query::events(&self.db, filter)
    }

    fn claims(&self, filter: &Filter) -> Result<Page<ClaimRow>> {
        query::claims(&self.db, filter)
    }

    fn actors(&self, filter: &Filter) -> Result<Page<ActorRow>> {
        query::actors(&self.db, filter)
    }

    fn tracks(&self, filter: &Filter, kind: Kind) -> Result<Page<LadderRow>> {
        query::ladders(&self.db, filter, kind)
    }

    fn stories(&self, filter: &Filter) -> Result<Page<StoryRow>> {
        query::stories(&self.db, filter)
    }

    fn count(
        &self,
        filter: &Filter,
        kind: Kind,
        by: &[By],
        measures: Measures,
    ) -> Result<Vec<Cell>> {
        query::count(&self.db, filter, kind, by, measures)
    }

    fn in_cell(
        &self,
        filter: &Filter,
        kind: Kind,
        cell: &[(By, Option<String>)],
    ) -> Result<Vec<String>> {
        query::in_cell(&self.db, filter, kind, cell)
    }

    fn export(&self, export: &Export, out: &mut (dyn Write + Send)) -> Result<Manifest> {
        export::write(&self.db, export, out)
    }

    fn backing(&self, records: &[String], as_of: Option<&str>) -> Result<Backing> {
        meet::backing(&self.db, records, as_of).map_err(|e| self.err(&e))
    }

    fn story(&self, id: i64, as_of: Option<&str>) -> Result<Option<Story>> {
        meet::story(&self.db, id, as_of).map_err(|e| self.err(&e))
    }

    fn story_of(&self, report_id: &str) -> Result<Option<i64>> {
        meet::story_of(&self.db, report_id).map_err(|e| self.err(&e))
    }

    fn life(&self, record: &str, as_of: Option<&str>) -> Result<Vec<Moment>> {
        meet::life(&self.db, record, as_of).map_err(|e| self.err(&e))
    }

    fn ladders(&self, kind: Option<&str>, as_of: Option<&str>) -> Result<Vec<LadderView>> {
        meet::ladders(&self.db, kind, as_of).map_err(|e| self.err(&e))
    }

    fn ladder(&self, id: i64, as_of: Option<&str>) -> Result<Option<LadderView>> {
        meet::ladder(&self.db, id, as_of).map_err(|e| self.err(&e))
    }

    fn correct(&mut self, correction: &Correction) -> Result<i64> {
        let done = || -> rusqlite::Result<_> {
            let change = self.db.change()?;
            let number = correct::write(&change, correction)?;
            change.commit()?;
            Ok(number)
        }();
        done.map_err(|e| LedgerError::of(&self.path, &e))?.map_err(LedgerError::Correction)
    }

    fn corrections(&self, record: &str) -> Result<Vec<Correction>> {
        correct::of(&self.db, record).map_err(|e| self.err(&e))
    }

    fn undo(&mut self, number: i64, who: &str) -> Result<Option<i64>> {
        correct::undo(&self.db, number, who).map_err(|e| self.err(&e))
    }

    fn journal(&self, of: Option<&str>, before: Option<i64>, limit: u32) -> Result<Vec<Journaled>> {
        correct::journal(&self.db, of, before, limit).map_err(|e| self.err(&e))
    }

    fn watch(&mut self, watch: &Watch) -> Result<()> {
        watch.check()?;
        match watch::add(&self.db, watch).map_err(|e| self.err(&e))? {
            true => Ok(()),
            false => Err(LedgerError::Question(format!(
                "there is a watch `{}` already: remove it, or take another name",
                watch.name
            ))),
        }
    }

    fn watches(&self) -> Result<Vec<Watch>> {
        watch::all(&self.db).map_err(|e| self.err(&e))
    }

    fn unwatch(&mut self, name: &str) -> Result<()> {
        match watch::remove(&self.db, name).map_err(|e| self.err(&e))? {
            true => Ok(()),
            false => Err(LedgerError::Question(format!(
                "there is no watch `{name}`: `dateline watch list` shows them"
            ))),
        }
    }

    fn alerts(&self, watch: Option<&str>, after: i64, limit: u32) -> Result<Vec<Alert>> {
        watch::alerts(&self.db, watch, after, limit).map_err(|e| self.err(&e))
    }

    fn due(&self) -> Result<Vec<Due>> {
        watch::due(&self.db).map_err(|e| self.err(&e))
    }

    fn unsent(&self, limit: u32) -> Result<Vec<Unsent>> {
        watch::unsent(&self.db, limit).map_err(|e| self.err(&e))
    }

    fn sent(&mut self, alert: i64, problem: Option<&str>) -> Result<()> {
        watch::sent(&self.db, alert, problem).map_err(|e| self.err(&e))
    }

    fn give_up_when(&self, gone: Arc<AtomicBool>) {
        let is_gone = move || gone.load(Ordering::Relaxed);
        self.db.sqlite().progress_handler(STEPS, Some(is_gone));
    }

    fn check(&self) -> Result<CheckReport> {
        check::check(&self.db).map_err(|e| self.err(&e))
    }

    fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(LedgerError::Exists(to.display().to_string()));
        }
        let mut copy = rusqlite::Connection::open(to).map_err(|e| LedgerError::of(to, &e))?;
        rusqlite::backup::Backup::new(self.db.sqlite(), &mut copy)
            .and_then(|backup| backup.run_to_completion(1024, Duration::ZERO, None))
            .map_err(|e| LedgerError::of(to, &e))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use dateline_core::{Report, SCHEMA};

    fn reading(id: &str, text: String) -> Reading {
        let report = Report { id: id.to_owned(), ..Report::of_text(text) };
        Reading {
            schema: SCHEMA.to_owned(),
            report,
            sentences: Vec::new(),
            actors: Vec::new(),
            claims: Vec::new(),
            events: Vec::new(),
            agreements: Vec::new(),
            deliveries: Vec::new(),
            notices: Vec::new(),
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_entered_and_goes_on_with_space() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = SqliteLedger::open(&dir.path().join("l.db")).unwrap();
        ledger.enter(&reading("r1", "Short.".to_owned())).unwrap();
        let pages: i64 = ledger.db.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap();
        let set = |db: &Connection, most: i64| {
            db.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())).unwrap();
        };
        set(&ledger.db, pages + 2);
        let long = reading("r2", "word ".repeat(60_000));
        let error = ledger.enter(&long).unwrap_err();
        assert!(matches!(error, LedgerError::Full(_)), "{error}");
        let found = ledger.check().unwrap();
        assert_eq!((found.reports, found.problems), (1, vec![]));
        set(&ledger.db, 1 << 30);
        ledger.enter(&long).unwrap();
        assert_eq!(ledger.check().unwrap().reports, 2);
    }

    #[test]
    fn a_question_is_given_up_and_the_next_one_answered() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = SqliteLedger::open(&dir.path().join("l.db")).unwrap();
        let all = |n| reading(&format!("r{n}"), format!("Short, {n}."));
        ledger.enter_all(&(0..2_000).map(all).collect::<Vec<_>>()).unwrap();
        let ask = || {
            let measures = Measures { texts: true, origins: true };
            ledger.count(&Filter::default(), Kind::Reports, &[By::Day], measures)
        };
        ledger.give_up_when(Arc::new(AtomicBool::new(true)));
        let error = ask().unwrap_err();
        assert!(matches!(error, LedgerError::GivenUp), "{error}");
        ledger.give_up_when(Arc::new(AtomicBool::new(false)));
        assert_eq!(ask().unwrap()[0].records, 2_000);
    }

    #[test]
    fn what_may_only_be_read_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("l.db");
        drop(SqliteLedger::open(&path).unwrap());
        let mut ledger = SqliteLedger::open_to_read(&path).unwrap();
        let error = ledger.enter(&reading("r1", "Short.".to_owned())).unwrap_err();
        assert!(matches!(error, LedgerError::ReadOnly(_)), "{error}");
    }
}
