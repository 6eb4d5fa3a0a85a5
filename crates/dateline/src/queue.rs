//! Work for many machines: `dateline submit`, `worker`, `queue` and `poll`.

use crate::cli::{PollArgs, QueueArgs, QueueCommand, SubmitArgs, WhichArgs, WorkerArgs};
use crate::summary::{self, Summary};
use crate::{ledger, output, read, serve};
use anyhow::{Context, Result};
use dateline_ingest::{Options, Web, WebOptions};
use dateline_knowledge::Knowledge;
use dateline_worker::{Dead, Feeds, Queue, Status, SubmitOptions, WorkOptions};
use std::fmt::Write as _;
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

/// The first wait before what failed for the moment is tried again.
const BACKOFF: Duration = Duration::from_secs(5);

/// Submits what the inputs hold.
pub fn submit(args: &SubmitArgs) -> Result<()> {
    let mut summary = Summary::default();
    let mut inputs = Vec::new();
    for input in read::find_all(&args.inputs) {
        match input {
            Ok(input) => inputs.push(input),
            Err(error) => summary::complain(&mut summary, &error),
        }
    }
    let options = SubmitOptions {
        shared: args.shared,
        records: args.records.max(1),
        options: args.from.options(),
        map: args.from.map.to_string(),
    };
    run(async {
        let queue = open(&args.queue).await?;
        let tell = |error: &_| summary::complain(&mut summary, error);
        let knowledge = Knowledge::embedded();
        let done = dateline_worker::submit(&queue, inputs, knowledge, options, tell).await?;
        let known = match done.known {
            0 => String::new(),
            n => format!(", {n} of them were there already"),
        };
        output::print(&format!("{} submitted{known}\n", done.items))
    })?;
    if summary.failed() {
        anyhow::bail!(output::Told);
    }
    Ok(())
}

/// Works until it is told to stop.
pub fn work(args: &WorkerArgs) -> Result<()> {
    serve::start_log(args.log);
    let reader = output::reader(&args.reader)?;
    // Makes the usual folder, and tells what is wrong before anything is taken.
    drop(ledger::open(args.ledger.as_deref())?);
    let named = args.ledger.clone();
    let path = ledger::path(named.as_deref())?;
    let threads = args
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get));
    let work = WorkOptions {
        threads,
        tries: args.tries.max(1),
        patience: Duration::from_secs(args.patience.max(1)),
        backoff: BACKOFF,
        options: options(args.allow_private, args.timeout),
        metrics: args.metrics,
        once: args.once,
    };
    let open_ledger: dateline_worker::OpenLedger =
        Box::new(move || Ok(Box::new(dateline_ledger::open(&path)?)));
    run(async {
        let queue = open(&args.queue).await?;
        output::note("working (stop with Ctrl-C)");
        let metrics =
            dateline_worker::work(queue, open_ledger, reader, work, serve::stopped()).await?;
        let (done, dead) = metrics.items();
        output::note(&format!("{done} done, {dead} dead letters"));
        Ok(())
    })
}

/// Looks at a queue, or does something about its dead letters.
pub fn queue(command: &QueueCommand) -> Result<()> {
    run(async {
        match command {
            QueueCommand::Status { json, dead, queue } => {
                let queue = open(queue).await?;
                let (status, letters) = (queue.status().await?, queue.dead(*dead).await?);
                if *json {
                    let mut told = serde_json::to_value(&status)?;
                    told["dead_letters"] = serde_json::to_value(&letters)?;
                    return output::print(&format!("{told}\n"));
                }
                output::print(&page(&status, &letters))
            }
            QueueCommand::Retry { which, queue } => {
                let done = open(queue).await?.retry(number(which)).await?;
                output::print(&format!("{done} submitted once more\n"))
            }
            QueueCommand::Drop { which, queue } => {
                let done = open(queue).await?.drop_dead(number(which)).await?;
                output::print(&format!("{done} forgotten\n"))
            }
        }
    })
}

/// Visits feeds and submits what is new.
pub fn poll(args: &PollArgs) -> Result<()> {
    serve::start_log(args.log);
    let feeds = Feeds::load(&args.feeds)?;
    let options = options(args.allow_private, args.timeout);
    run(async {
        let queue = open(&args.queue).await?;
        let knowledge = Knowledge::embedded();
        let polling =
            dateline_worker::poll(&queue, &feeds, knowledge, &options, args.once, serve::stopped());
        let done = polling.await?;
        output::print(&format!("{} submitted\n", done.items))?;
        if args.once && done.failed > 0 {
            anyhow::bail!(output::Told);
        }
        Ok(())
    })
}

fn run(work: impl Future<Output = Result<()>>) -> Result<()> {
    let threads = tokio::runtime::Runtime::new().context("no threads can be had")?;
    threads.block_on(work)
}

async fn open(args: &QueueArgs) -> Result<Queue> {
    Ok(Queue::open(&args.nats, &args.queue).await?)
}

fn options(allow_private: bool, timeout: u64) -> Options {
    let timeout = Duration::from_secs(timeout.max(1));
    let web = WebOptions { allow_private, timeout, ..WebOptions::default() };
    Options { web: Arc::new(Web::new(web)), ..Options::default() }
}

fn number(which: &WhichArgs) -> Option<u64> {
    which.number.filter(|_| !which.all)
}

fn page(status: &Status, letters: &[Dead]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{:>8}  waiting", status.waiting);
    let _ = writeln!(out, "{:>8}  in hand, {} of them again", status.in_hand, status.again);
    if let Some(seconds) = status.oldest_seconds {
        let _ = writeln!(out, "{seconds:>8}  seconds since the oldest was submitted");
    }
    let _ = writeln!(out, "{:>8}  dead letters", status.dead);
    for letter in letters {
        let Dead { number, item, reason, tries, .. } = letter;
        let _ = writeln!(out, "\n{number:>8}  {item}\n          tried {tries} times: {reason}");
    }
    out
}
