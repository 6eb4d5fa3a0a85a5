//! Connections to the ledger. SQLite works on a thread of its own, and a
//! connection belongs to one request at a time.

use crate::problem::Problem;
use dateline_ledger::{AnyLedger, Ledger, LedgerError, is_postgres, open, open_to_read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

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
        let answer = spawn_blocking(move || {
            // Kept until the work is done, also when whoever asked has gone.
            let _turn = turn;
            let known = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let ledger = match known {
                Some(ledger) => ledger,
                None => open_to_read(&path)?,
            };
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
