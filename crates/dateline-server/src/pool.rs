//! Connections to the ledger. SQLite works on a thread of its own, and a
//! connection belongs to one request at a time.

use crate::problem::Problem;
use dateline_ledger::{AnyLedger, Ledger, LedgerError, is_postgres, open, open_to_read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Dropped with the request: from then on nobody waits for the answer.
struct Asking(Arc<AtomicBool>);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Readers of the ledger, and the one writer.
pub(crate) struct Pool {
    path: PathBuf,
    idle: Arc<Mutex<Vec<AnyLedger>>>,
    readers: Arc<Semaphore>,
    /// Asked only whether something has changed.
    watcher: Arc<Mutex<AnyLedger>>,
    /// None if the file may only be read.
    writer: Option<Arc<Mutex<AnyLedger>>>,
}

impl Pool {
    /// Opens the ledger at `path`; makes it if it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self, LedgerError> {
        let writer = match open(path) {
            Ok(writer) => Some(Arc::new(Mutex::new(writer))),
            Err(LedgerError::ReadOnly(_)) => None,
            Err(error) => return Err(error),
        };
        let first = open_to_read(path)?;
        // A few more than cores: some wait for the disk.
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            path: path.to_owned(),
            idle: Arc::new(Mutex::new(vec![first])),
            readers: Arc::new(Semaphore::new(cores + 2)),
            watcher: Arc::new(Mutex::new(open_to_read(path)?)),
            writer,
        })
    }

    /// Whether corrections and reports can be entered.
    pub(crate) fn may_write(&self) -> bool {
        self.writer.is_some()
    }

    /// A number that is another one whenever the ledger has changed.
    pub(crate) async fn changes(&self) -> Result<i64, Problem> {
        let watcher = Arc::clone(&self.watcher);
        let ask = move || watcher.lock().unwrap_or_else(PoisonError::into_inner).changes();
        // SQLite looks at shared memory only and may be asked on any thread.
        let changes = match is_postgres(&self.path) {
            true => spawn_blocking(ask).await.map_err(Problem::broken)?,
            false => ask(),
        };
        Ok(changes?)
    }

    /// Asks the ledger.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&AnyLedger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.readers).acquire_owned().await.map_err(Problem::broken)?;
        let (idle, path) = (Arc::clone(&self.idle), self.path.clone());
        let asking = Asking(Arc::default());
        let gone = Arc::clone(&asking.0);
        let answer = spawn_blocking(move || {
            // Kept until the work is done, also when whoever asked has gone.
            let _turn = turn;
            let known = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let ledger = match known {
                Some(ledger) => ledger,
                None => open_to_read(&path)?,
            };
            ledger.give_up_when(gone);
            let answer = question(&ledger);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
            answer
        });
        Ok(answer.await.map_err(Problem::broken)??)
    }

    /// Changes the ledger.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut AnyLedger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, Problem> {
        let Some(writer) = self.writer.clone() else {
            return Err(Problem::Forbidden("this ledger may only be read".to_owned()));
        };
        let done = spawn_blocking(move || {
            change(&mut writer.lock().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(done.await.map_err(Problem::broken)??)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use dateline_core::{Reading, Report, SCHEMA};
    use dateline_ledger::{By, Filter, Kind, Measures};
    use std::time::Duration;

    fn reading(n: u32) -> Reading {
        let report = Report { id: format!("{n:016x}"), ..Report::of_text(format!("Report {n}.")) };
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

    #[tokio::test]
    async fn what_nobody_waits_for_is_given_up() {
        let dir = tempfile::tempdir().unwrap();
        let pool = Pool::open(&dir.path().join("l.db")).unwrap();
        let readings: Vec<_> = (0..500).map(reading).collect();
        pool.write(move |ledger| ledger.enter_all(&readings)).await.unwrap();
        let ever = |ledger: &AnyLedger| -> Result<(), LedgerError> {
            let measures = Measures { texts: true, origins: true };
            loop {
                ledger.count(&Filter::default(), Kind::Reports, &[By::Day], measures)?;
            }
        };
        let waited = tokio::time::timeout(Duration::from_millis(20), pool.ask(ever)).await;
        assert!(waited.is_err());
        // Every turn comes back, so that others are answered.
        let all = std::thread::available_parallelism().map_or(2, usize::from) + 2;
        drop(pool.readers.acquire_many(all as u32).await.unwrap());
    }
}
