//! A ledger in one SQLite file.

use crate::db::Connection;
use crate::error::{LedgerError, Result};
use crate::lately::Lately;
use crate::migrate::{VERSIONS, check_version, migrate};
use crate::store::Store;
use crate::{functions, upgrade};
use rusqlite::OpenFlags;
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
        let set = |pragmas: &str| ledger.db.execute_batch(pragmas).map_err(|e| ledger.err(&e));
        // FULL: what was reported as entered survives a power cut as well. More
        // pages are kept at hand than SQLite would by itself, and written back less
        // often: entering touches many indexes in places far apart.
        //
        // Tables are made anew while foreign keys are off. They stay so: a row is
        // entered after the one it belongs to, by the number that this was given,
        // and `check` looks whether all do; looking at each would take a tenth of
        // the time that entering takes.
        set(&format!(
            "PRAGMA page_size = {PAGE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             PRAGMA cache_size = -{CACHE_KIB}; PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES};
             PRAGMA foreign_keys = OFF"
        ))?;
        migrate(&ledger.db, path, VERSIONS, upgrade::fill)?;
        Ok(ledger)
    }

    /// Opens the ledger at `path`, which must be there, for asking.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(LedgerError::Missing(path.display().to_string()));
        }
        let ledger = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, PATIENCE)?;
        let kept = ledger.db.execute_batch(&format!("PRAGMA cache_size = -{READER_CACHE_KIB}"));
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

    fn err(&self, error: &rusqlite::Error) -> LedgerError {
        LedgerError::of(&self.path, error)
    }
}

impl Store for SqliteLedger {
    fn db(&self) -> &Connection {
        &self.db
    }

    fn entering(&mut self) -> (&Connection, &mut Lately) {
        (&self.db, &mut self.lately)
    }

    fn place(&self) -> &Path {
        &self.path
    }

    fn tries(&self) -> u32 {
        // Who waits has waited long enough.
        1
    }

    fn changes(&self) -> rusqlite::Result<i64> {
        self.db.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
    }

    fn stop_when(&self, gone: Arc<AtomicBool>) {
        if let Connection::Sqlite(db) = &self.db {
            db.progress_handler(STEPS, Some(move || gone.load(Ordering::Relaxed)));
        }
    }

    fn backup(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(LedgerError::Exists(to.display().to_string()));
        }
        let Connection::Sqlite(db) = &self.db else { unreachable!("this store opens SQLite only") };
        let mut copy = rusqlite::Connection::open(to).map_err(|e| LedgerError::of(to, &e))?;
        rusqlite::backup::Backup::new(db, &mut copy)
            .and_then(|backup| backup.run_to_completion(1024, Duration::ZERO, None))
            .map_err(|e| LedgerError::of(to, &e))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ledger::Ledger;
    use crate::{By, Filter, Kind, Measures};
    use dateline_core::{Reading, Report, SCHEMA};

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
