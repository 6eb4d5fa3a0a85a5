//! `dateline add`: from inputs into the ledger.

use crate::cli::AddArgs;
use crate::page::clean;
use crate::resume::{Bookmarks, From, Mark};
use crate::summary::{self, Summary};
use crate::{ledger, output, pool, progress, read, webhook};
use anyhow::Result;
use dateline_core::Reading;
use dateline_ingest::{IngestError, Input, Options, Position, Record, records};
use dateline_ledger::{Bookmark, Ledger, Ready, Receipt};
use std::iter::once;
use std::sync::Arc;

/// What comes out of the inputs, in order.
enum Item {
    /// A record, with the bookmark of its input.
    Record(Box<Record>, Option<Arc<Mark>>),
    Failed(IngestError),
    /// Something to be told.
    Note(String),
    /// The input of this name is through.
    End(String, Option<Arc<Mark>>),
}

/// The same, once read.
enum Done {
    Reading(Box<Ready<'static>>, Position, Option<Arc<Mark>>),
    Failed(IngestError),
    Note(String),
    End(String, Option<Arc<Mark>>),
}

/// Reads every report of every input and enters it. A line is printed for a
/// report only once it is safely stored. How far an input was read is stored with
/// the report, so that an interrupted run is gone on with.
pub fn run(args: &AddArgs) -> Result<()> {
    let reader = output::reader(&args.reader)?;
    let mut ledger = ledger::open(args.ledger.as_deref())?;
    let options = args.from.options();
    let inputs = read::find_all(&args.inputs);
    let left = if args.again { Vec::new() } else { ledger.bookmarks()? };
    let bookmarks = Bookmarks::new(left, &options);
    let bar = progress::bar(inputs.len());
    let (mut summary, mut marked) = (Summary::default(), Vec::new());
    pool::in_order(
        || items(inputs, &options, &bookmarks),
        |item| match item {
            Item::Record(record, mark) => {
                let at = record.at().clone();
                match record.load(reader.knowledge(), &options) {
                    Ok(loaded) => {
                        let ready = Ready::new(read::read(loaded, &reader));
                        Done::Reading(Box::new(ready), at, mark)
                    }
                    Err(error) => Done::Failed(error),
                }
            }
            Item::Failed(error) => Done::Failed(error),
            Item::Note(note) => Done::Note(note),
            Item::End(input, mark) => Done::End(input, mark),
        },
        |done| {
            match done {
                Done::Reading(reading, at, mark) => {
                    let mark = mark.map(|mark| mark.behind(&at)).transpose()?;
                    let receipt = enter(&mut ledger, *reading, mark.as_ref(), &mut |told| {
                        bar.suspend(|| output::note(told));
                    })?;
                    summary.read();
                    progress::tell(&bar, summary.reports());
                    match output::print(&receipt) {
                        // Nobody listens any more, but the rest is still to be entered.
                        Err(error) if output::is_broken_pipe(&error) => {}
                        printed => printed?,
                    }
                }
                Done::Failed(error) => bar.suspend(|| summary::complain(&mut summary, &error)),
                Done::Note(note) => bar.suspend(|| output::note(&note)),
                Done::End(input, mark) => {
                    if let Some(mark) = mark {
                        ledger.enter_and_mark(&[], &mark.end())?;
                        marked.push(mark.input().to_owned());
                    }
                    summary.end(&input);
                    bar.inc(1);
                }
            }
            anyhow::Ok(())
        },
    )?;
    bar.finish_and_clear();
    // All is read: the next run begins again.
    ledger.unmark(&marked)?;
    summary.finish(args.report.as_deref())?;
    // An alert that cannot be sent is told of, and kept for the next time.
    webhook::send(&mut ledger, args.from.allow_private)?;
    if summary.failed() {
        anyhow::bail!(output::Told);
    }
    Ok(())
}

/// The records of all inputs behind their bookmarks; each input ends with
/// [`Item::End`].
fn items(
    inputs: Vec<Result<Input, IngestError>>,
    options: &Options,
    bookmarks: &Bookmarks,
) -> impl Iterator<Item = Item> {
    inputs.into_iter().flat_map(|input| -> Box<dyn Iterator<Item = Item>> {
        let input = match input {
            Ok(input) => input,
            Err(error) => {
                return Box::new([Item::Failed(error), Item::End(String::new(), None)].into_iter());
            }
        };
        let begin = bookmarks.begin(&input);
        let (name, mark) = (input.to_string(), begin.mark.map(Arc::new));
        let end = once(Item::End(name.clone(), mark.clone()));
        let mut options = options.clone();
        let note = match begin.from {
            From::Start => None,
            From::End => {
                let note = format!(
                    "{name} was read through before the last run was stopped, so it is passed \
                     over; --again reads it once more"
                );
                return Box::new(once(Item::Note(note)).chain(end));
            }
            From::Changed => Some(format!(
                "{name}, or how it is read, has changed since a run was stopped in it: it is \
                 read from its beginning"
            )),
            From::Behind(at) => {
                let note = format!(
                    "{name}: goes on behind record {}, where it was stopped; --again reads it \
                     from its beginning",
                    at.record
                );
                options.after = Some(at);
                Some(note)
            }
        };
        let records = records(&input, &options).map(move |record| match record {
            Ok(record) => Item::Record(Box::new(record), mark.clone()),
            Err(error) => Item::Failed(error),
        });
        Box::new(note.map(Item::Note).into_iter().chain(records).chain(end))
    })
}

/// Enters a reading with the bookmark behind it; returns what is printed of it.
fn enter(
    ledger: &mut impl Ledger,
    ready: Ready,
    mark: Option<&Bookmark>,
    tell: &mut dyn FnMut(&str),
) -> Result<String> {
    let readings = [ready];
    let receipts = match mark {
        Some(mark) => ledger.enter_and_mark(&readings, mark)?,
        None => ledger.enter_ready(&readings)?,
    };
    let mut lines = String::new();
    for (receipt, ready) in receipts.iter().zip(&readings) {
        for alert in &receipt.alerts {
            tell(&format!("alert {}: {}", alert.watch, alert.sentence));
        }
        lines += &line(receipt, ready.reading());
    }
    Ok(lines)
}

/// Id, version, what happened and headline, by tabs.
fn line(receipt: &Receipt, reading: &Reading) -> String {
    let title = clean::line(reading.report.title.as_deref().unwrap_or_default());
    let entered = receipt.entered.as_str();
    format!("{}\t{}\t{entered}\t{title}\n", receipt.report_id, receipt.version)
}
