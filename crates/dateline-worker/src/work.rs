//! A worker: takes items, has them read, and acknowledges what is done.

use crate::error::{Result, failed};
use crate::handle::Tools;
use crate::item::{Item, Source};
use crate::keeper::{Keeper, OpenLedger};
use crate::metrics::{self, Metrics, count};
use crate::outcome::Outcome;
use crate::queue::Queue;
use async_nats::jetstream::consumer::PullConsumer;
use async_nats::jetstream::{AckKind, Message};
use dateline_ingest::Options;
use dateline_read::Reader;
use futures_util::StreamExt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// How long to wait for an item, and so for the word to stop at most.
const WAIT: Duration = Duration::from_secs(2);
/// After the queue failed.
const PAUSE: Duration = Duration::from_millis(500);

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkOptions {
    /// Items in hand at once.
    pub threads: usize,
    /// An item that was taken so often without an end is dead.
    pub tries: u64,
    /// An item of which nothing was heard for so long goes to another worker.
    pub patience: Duration,
    /// The first wait before an item that failed for the moment is tried again;
    /// each further one is twice as long.
    pub backoff: Duration,
    /// How inputs are read.
    pub options: Options,
    /// Where metrics are to be had.
    pub metrics: Option<SocketAddr>,
    /// Stop once nothing is left to do.
    pub once: bool,
}

/// One of the workers' many hands.
struct Slot {
    queue: Queue,
    tools: Arc<Tools>,
    metrics: Arc<Metrics>,
    work: WorkOptions,
    stop: Arc<AtomicBool>,
}

/// Works until `stopped` says to stop; what is in hand is then finished first.
///
/// # Errors
/// If the ledger or the queue cannot be had at the start.
pub async fn work(
    queue: Queue,
    open: OpenLedger,
    reader: Reader,
    work: WorkOptions,
    stopped: impl Future<Output = ()> + Send,
) -> Result<Arc<Metrics>> {
    let (metrics, stop) = (Arc::new(Metrics::default()), Arc::new(AtomicBool::new(false)));
    let (keeper, thread) = Keeper::start(open, metrics.clone(), stop.clone())?;
    // An error here is better told now than met later.
    queue.consumer(work.patience).await?;
    if let Some(address) = work.metrics {
        let listener = metrics::listen(address).await?;
        tokio::spawn(metrics::serve(listener, metrics.clone(), queue.clone()));
    }
    let tools = Tools {
        reader,
        options: work.options.clone(),
        keeper,
        bodies: queue.bodies.clone(),
        metrics: metrics.clone(),
        stop: stop.clone(),
    };
    let slot =
        Slot { queue, tools: Arc::new(tools), metrics: metrics.clone(), work, stop: stop.clone() };
    let slot = Arc::new(slot);
    let mut slots = tokio::task::JoinSet::new();
    for _ in 0..slot.work.threads.max(1) {
        slots.spawn(slot.clone().run());
    }
    tokio::select! {
        () = stopped => stop.store(true, Relaxed),
        // With `once` they end by themselves.
        () = async { while slots.join_next().await.is_some() {} } => {}
    }
    tracing::info!("finishing what is in hand");
    while slots.join_next().await.is_some() {}
    // The last keeper goes with the tools, and the thread with it.
    drop(slot);
    let _ = tokio::task::spawn_blocking(move || thread.join()).await;
    Ok(metrics)
}

impl Slot {
    async fn run(self: Arc<Self>) {
        let (mut consumer, mut left) = (None, None);
        while !self.stop.load(Relaxed) {
            match self.next(&mut consumer).await {
                Ok(Some(message)) => self.take(message).await,
                Ok(None) if self.left_behind(&mut left).await => consumer = None,
                Ok(None) if self.work.once && self.is_empty().await => return,
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, "no item could be taken");
                    consumer = None;
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// The next item, if one comes.
    async fn next(&self, consumer: &mut Option<PullConsumer>) -> Result<Option<Message>> {
        if consumer.is_none() {
            *consumer = Some(self.queue.consumer(self.work.patience).await?);
        }
        let Some(consumer) = consumer else { return Ok(None) };
        let batch = consumer.batch().max_messages(1).expires(WAIT).messages();
        let mut batch = batch.await.map_err(failed)?;
        batch.next().await.transpose().map_err(failed)
    }

    /// Whether items were left behind for a while, and are now given out again.
    async fn left_behind(&self, left: &mut Option<(u64, Instant)>) -> bool {
        let Ok(Some(first)) = self.queue.left_behind().await else {
            *left = None;
            return false;
        };
        match *left {
            Some((before, since)) if before == first => {
                let long = since.elapsed() > self.work.patience;
                if long {
                    tracing::warn!("items were left behind: they are given out again");
                    *left = None;
                }
                long && self.queue.begin_again().await.is_ok()
            }
            _ => {
                *left = Some((first, Instant::now()));
                false
            }
        }
    }

    async fn is_empty(&self) -> bool {
        self.queue.status().await.is_ok_and(|status| status.waiting + status.in_hand == 0)
    }

    /// Has an item read, and says what became of it.
    async fn take(&self, message: Message) {
        let (tries, number) = message.info().map_or((1, 0), |info| {
            (u64::try_from(info.delivered).unwrap_or(1), info.stream_sequence)
        });
        let outcome = if tries > self.work.tries {
            Outcome::Dead(format!(
                "it was taken {} times and never came to an end: the worker was stopped or killed \
                 each time",
                self.work.tries
            ))
        } else {
            self.read(&message).await
        };
        let (mut done, mut buried) = (true, Vec::new());
        let is_read = matches!(outcome, Outcome::Done(_));
        match outcome {
            Outcome::Done(bad) => {
                count(&self.metrics.done);
                buried.extend(bad.into_iter().map(|(item, why)| (item.json(), why)));
            }
            Outcome::Later(why) if tries < self.work.tries => {
                tracing::info!(%why, tries, "an item is left for later");
                count(&self.metrics.later);
                done = false;
            }
            Outcome::Later(why) | Outcome::Dead(why) => {
                buried.push((message.payload.to_vec(), why));
            }
        }
        for (json, why) in buried {
            tracing::warn!(%why, "an item cannot be read");
            if !self.bury(json, &why, tries, number).await {
                // Not acknowledged, it comes again.
                return;
            }
            count(&self.metrics.dead);
        }
        if done {
            if is_read {
                self.forget_body(&message).await;
            }
            // The server's word is waited for. Without it the item comes again, and
            // the ledger knows it.
            if let Err(error) = message.double_ack().await {
                tracing::warn!(%error, "an item was not acknowledged");
            }
        } else {
            let wait = self.work.backoff * 2u32.pow(u32::try_from(tries.min(12)).unwrap_or(12) - 1);
            let stopping = self.stop.load(Relaxed);
            let _ = message.ack_with(AckKind::Nak((!stopping).then_some(wait))).await;
        }
    }

    /// Reads an item on a thread of its own, and tells the queue meanwhile that it
    /// is in hand.
    async fn read(&self, message: &Message) -> Outcome {
        let (tools, json) = (self.tools.clone(), message.payload.clone());
        let mut job = tokio::task::spawn_blocking(move || tools.handle(&json));
        let mut sign = tokio::time::interval(self.work.patience / 3);
        sign.tick().await;
        loop {
            tokio::select! {
                outcome = &mut job => {
                    return outcome.unwrap_or_else(|error| {
                        Outcome::Dead(format!("reading it failed within: {error}"))
                    });
                }
                _ = sign.tick() => {
                    let _ = message.ack_with(AckKind::Progress).await;
                }
            }
        }
    }

    /// Puts an item among the dead letters, however long that takes; false if the
    /// worker is to stop.
    async fn bury(&self, json: Vec<u8>, why: &str, tries: u64, number: u64) -> bool {
        let id = format!("dead-{number}-{}", Item::id(&json));
        loop {
            match self.queue.bury(json.clone(), why, tries, &id).await {
                Ok(()) => return true,
                Err(error) if self.stop.load(Relaxed) => {
                    tracing::warn!(%error, "a dead letter was not written");
                    return false;
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// The body of an item that is read is wanted no more; a dead letter keeps it.
    async fn forget_body(&self, message: &Message) {
        if let Ok(Item { source: Source::Body { key }, .. }) = Item::parse(&message.payload) {
            self.queue.bodies.remove(&key).await;
        }
    }
}
