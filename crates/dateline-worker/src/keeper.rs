//! The one thread of a worker that writes to the ledger. Readings that come at
//! the same time go into one transaction; while the ledger is away they wait.

use crate::metrics::{Metrics, count};
use dateline_core::Reading;
use dateline_ledger::{Entered, Ledger, LedgerError, Receipt};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Opens the ledger, again after it was away.
pub type OpenLedger = Box<dyn Fn() -> Result<Box<dyn Ledger>, LedgerError> + Send>;

/// So many readings go into one transaction.
const BATCH: usize = 64;
/// A reading that the ledger refuses is tried so often.
const TRIES: u32 = 3;
/// How long to wait for a ledger that is away.
const PAUSE: Duration = Duration::from_secs(1);

/// What became of a reading: what the ledger says, or why it refuses it. Nothing,
/// if the worker stopped before.
pub(crate) type Answer = Receiver<Result<Receipt, String>>;

struct Job {
    reading: Reading,
    answer: SyncSender<Result<Receipt, String>>,
}

/// Hands readings to the thread.
#[derive(Clone)]
pub(crate) struct Keeper(SyncSender<Job>);

impl Keeper {
    /// Starts the thread. It ends when every keeper is gone, or, once `stop` is
    /// set, with a ledger that is away.
    pub(crate) fn start(
        open: OpenLedger,
        metrics: Arc<Metrics>,
        stop: Arc<AtomicBool>,
    ) -> Result<(Self, JoinHandle<()>), LedgerError> {
        let (jobs, taken) = sync_channel(BATCH);
        // Opened on that thread, as a database may not be asked from among the
        // queue's; a ledger that is none is told at once.
        let (opened, is_open) = sync_channel(1);
        let thread = std::thread::spawn(move || {
            let ledger = match open() {
                Ok(ledger) => Some(ledger),
                Err(error) => return drop(opened.send(Err(error))),
            };
            let _ = opened.send(Ok(()));
            Writer { open, ledger, metrics, stop }.run(&taken);
        });
        // The thread says one thing or the other.
        is_open.recv().unwrap_or(Ok(()))?;
        Ok((Self(jobs), thread))
    }

    /// Hands over a reading.
    pub(crate) fn enter(&self, reading: Reading) -> Answer {
        let (answer, answered) = sync_channel(1);
        // Without the thread the answer never comes, and the item is left to others.
        let _ = self.0.send(Job { reading, answer });
        answered
    }
}

struct Writer {
    open: OpenLedger,
    ledger: Option<Box<dyn Ledger>>,
    metrics: Arc<Metrics>,
    stop: Arc<AtomicBool>,
}

impl Writer {
    fn run(&mut self, jobs: &Receiver<Job>) {
        loop {
            let first = match jobs.recv_timeout(PAUSE) {
                Ok(job) => job,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let more = std::iter::from_fn(|| jobs.try_recv().ok()).take(BATCH - 1);
            let batch = std::iter::once(first).chain(more).map(|job| (job.reading, job.answer));
            let (readings, askers): (Vec<Reading>, Vec<_>) = batch.unzip();
            match self.enter(&readings) {
                // Whoever asked may have gone.
                Ok(receipts) => askers.iter().zip(receipts).for_each(|(asker, receipt)| {
                    let _ = asker.send(Ok(receipt));
                }),
                // One of them may be what the ledger refuses: each for itself.
                Err(_) => {
                    for (reading, asker) in readings.iter().zip(askers) {
                        match self.enter_one(reading) {
                            Some(answer) => _ = asker.send(answer),
                            None => return,
                        }
                    }
                }
            }
        }
    }

    fn enter(&mut self, readings: &[Reading]) -> Result<Vec<Receipt>, LedgerError> {
        let start = Instant::now();
        let mut ledger = match self.ledger.take() {
            Some(ledger) => ledger,
            None => (self.open)()?,
        };
        // With an error the connection goes too: it may be what failed.
        let receipts = ledger.enter_all(readings)?;
        self.ledger = Some(ledger);
        self.metrics.enter.took(start.elapsed());
        for receipt in &receipts {
            match receipt.entered {
                Entered::Known => count(&self.metrics.known),
                _ => count(&self.metrics.new),
            }
            receipt.alerts.iter().for_each(|_| count(&self.metrics.alerts));
        }
        Ok(receipts)
    }

    /// Enters a reading, however long the ledger is away; None if the worker is to
    /// stop meanwhile.
    fn enter_one(&mut self, reading: &Reading) -> Option<Result<Receipt, String>> {
        let mut refused = 0;
        loop {
            let error = match self.enter(std::slice::from_ref(reading)) {
                Ok(mut receipts) => return receipts.pop().map(Ok),
                Err(error) => error,
            };
            // It is there, but refuses: the reading may be to blame.
            if !is_away(&error) && (self.open)().is_ok() {
                refused += 1;
                if refused == TRIES {
                    return Some(Err(error.to_string()));
                }
            }
            if self.stop.load(Relaxed) {
                return None;
            }
            tracing::warn!(%error, "the ledger is away");
            std::thread::sleep(PAUSE);
        }
    }
}

/// Whether the ledger fails whatever is entered.
fn is_away(error: &LedgerError) -> bool {
    matches!(
        error,
        LedgerError::Busy(_)
            | LedgerError::Full(_)
            | LedgerError::ReadOnly(_)
            | LedgerError::CannotOpen(_)
            | LedgerError::Missing(_)
    )
}
