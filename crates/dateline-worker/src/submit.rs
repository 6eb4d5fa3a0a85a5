//! Puts work into the queue.

use crate::error::{Result, WorkerError, failed};
use crate::item::{Item, Source};
use crate::queue::Queue;
use async_nats::jetstream::context::PublishAckFuture;
use dateline_ingest::{IngestError, Input, Options, records};
use dateline_knowledge::Knowledge;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Sender, channel};

/// So many items may be sent before the server has taken them in.
const AHEAD: usize = 256;
/// How long to go on trying while the queue is full or away.
const PATIENCE: Duration = Duration::from_secs(600);
const PAUSE: Duration = Duration::from_millis(500);

/// How inputs become items.
#[derive(Debug, Clone)]
pub struct SubmitOptions {
    /// Workers see the same files under the same paths: they are told where to
    /// read. Otherwise reports travel through the queue.
    pub shared: bool,
    /// So many records of a file become one item, where workers read it.
    pub records: u64,
    /// How inputs are read.
    pub options: Options,
    /// The columns of [`Options`], as the user named them.
    pub map: String,
}

/// What was submitted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// Items that the queue took in.
    pub items: u64,
    /// Of these, those that it had already.
    pub known: u64,
    /// Records that could not be read here.
    pub failed: u64,
}

/// Submits what `inputs` hold. Whatever cannot be read is told by `tell`, and the
/// rest goes on. Once this returns, everything else is safely in the queue.
///
/// # Errors
/// If the queue is full or away for ten minutes.
pub async fn submit(
    queue: &Queue,
    inputs: Vec<Input>,
    knowledge: Arc<Knowledge>,
    options: SubmitOptions,
    mut tell: impl FnMut(&IngestError),
) -> Result<Submitted> {
    let (to_queue, mut items) = channel(AHEAD);
    let reading = tokio::task::spawn_blocking(move || {
        for input in inputs {
            // Nobody takes items any more: the queue has failed.
            if split(&input, &knowledge, &options, &to_queue).is_none() {
                return;
            }
        }
    });
    let (mut sent, mut submitted) = (VecDeque::new(), Submitted::default());
    while let Some(item) = items.recv().await {
        match item {
            Ok(item) => {
                let ack = queue.send(&item).await.ok();
                sent.push_back((item, ack));
            }
            Err(error) => {
                submitted.failed += u64::from(!error.is_skip());
                tell(&error);
            }
        }
        if sent.len() >= AHEAD
            && let Some((item, ack)) = sent.pop_front()
        {
            taken_in(queue, &item, ack, &mut submitted).await?;
        }
    }
    for (item, ack) in sent {
        taken_in(queue, &item, ack, &mut submitted).await?;
    }
    reading.await.map_err(|error| WorkerError::System(error.into()))?;
    Ok(submitted)
}

/// Waits until an item is in the queue, and sends it again until it is.
pub(crate) async fn taken_in(
    queue: &Queue,
    item: &Item,
    mut ack: Option<PublishAckFuture>,
    submitted: &mut Submitted,
) -> Result<()> {
    let start = Instant::now();
    loop {
        let error = match ack.take() {
            Some(ack) => match ack.await {
                Ok(ack) => {
                    submitted.items += 1;
                    submitted.known += u64::from(ack.duplicate);
                    return Ok(());
                }
                Err(error) => failed(error),
            },
            None => failed("no connection"),
        };
        if start.elapsed() > PATIENCE {
            return Err(error);
        }
        tokio::time::sleep(PAUSE).await;
        ack = queue.send(item).await.ok();
    }
}

type Sent = std::result::Result<Item, IngestError>;

/// The items of an input; None if nobody takes them.
fn split(
    input: &Input,
    knowledge: &Knowledge,
    how: &SubmitOptions,
    to_queue: &Sender<Sent>,
) -> Option<()> {
    let put = |sent: Sent| to_queue.blocking_send(sent).ok();
    let item = |source| Item { source, map: how.map.clone(), follow: how.options.follow };
    match input {
        Input::Url(url) => put(Ok(item(Source::Url { url: url.clone() }))),
        Input::File(path) if how.shared => match path.canonicalize() {
            Ok(path) => parts(&Input::File(path), how, &mut |sent| put(sent.map(&item))),
            Err(error) => put(Err(IngestError::Unreadable { place: input.to_string(), error })),
        },
        _ => records(input, &how.options).try_for_each(|record| {
            put(record.and_then(|record| record.load(knowledge, &how.options)).map(|loaded| {
                Item::of(Source::Report {
                    report: Box::new(loaded.report),
                    notices: loaded.notices,
                })
            }))
        }),
    }
}

/// The parts of a file, each but the last of so many records or a few more: a part
/// ends behind a record that can be read, so that the next can begin there.
fn parts(
    input: &Input,
    how: &SubmitOptions,
    put: &mut dyn FnMut(std::result::Result<Source, IngestError>) -> Option<()>,
) -> Option<()> {
    let path = input.to_string();
    let (mut after, mut count) = (None, 0);
    // Sitemaps are opened by whoever reads the part.
    let options = Options { follow: false, ..how.options.clone() };
    for record in records(input, &options) {
        count += 1;
        let Ok(record) = record else { continue };
        if count >= how.records {
            let begun = after.replace(record.at().clone());
            put(Ok(Source::File { path: path.clone(), after: begun, records: Some(count) }))?;
            count = 0;
        }
    }
    match (count, &after) {
        (0, _) => Some(()),
        // All of a small file.
        (1, None) => put(Ok(Source::File { path, after, records: None })),
        _ => put(Ok(Source::File { path, after, records: Some(count) })),
    }
}
