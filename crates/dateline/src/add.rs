//! `dateline add`: from inputs into the ledger.

use crate::cli::AddArgs;
use crate::page::clean;
use crate::read::{self, Item};
use crate::{ledger, output, pool, progress, webhook};
use anyhow::Result;
use dateline_core::Reading;
use dateline_ingest::IngestError;
use dateline_ledger::{Ledger, Receipt};

enum Done {
    Reading(Box<Reading>),
    Failed(IngestError),
    End,
}

/// Reads every report of every input and enters it. A line is printed for a
/// report only once it is safely stored.
pub fn run(args: &AddArgs) -> Result<()> {
    let reader = output::reader(&args.reader)?;
    let mut ledger = ledger::open(args.ledger.as_deref())?;
    let options = args.from.options();
    let inputs = read::find_all(&args.inputs);
    let bar = progress::bar(inputs.len());
    let mut failed = 0;
    pool::in_order(
        || read::items(inputs, &options),
        |item| match item {
            Item::Record(record) => match record.load(reader.knowledge(), &options) {
                Ok(loaded) => Done::Reading(Box::new(read::read(loaded, &reader))),
                Err(error) => Done::Failed(error),
            },
            Item::Failed(error) => Done::Failed(error),
            Item::End(_) => Done::End,
        },
        |done| {
            match done {
                Done::Reading(reading) => {
                    let receipt = ledger.enter(&reading)?;
                    for alert in &receipt.alerts {
                        let told = format!("alert {}: {}", alert.watch, alert.sentence);
                        bar.suspend(|| output::note(&told));
                    }
                    match output::print(&line(&receipt, &reading)) {
                        // Nobody listens any more, but the rest is still to be entered.
                        Err(error) if output::is_broken_pipe(&error) => {}
                        printed => printed?,
                    }
                }
                Done::Failed(error) => {
                    failed += 1;
                    bar.suspend(|| output::complain(&error.to_string()));
                }
                Done::End => bar.inc(1),
            }
            anyhow::Ok(())
        },
    )?;
    bar.finish_and_clear();
    // An alert that cannot be sent is told of, and kept for the next time.
    webhook::send(&mut ledger, args.from.allow_private)?;
    if failed > 0 {
        anyhow::bail!(output::Told);
    }
    Ok(())
}

/// Id, version, what happened and headline, by tabs.
fn line(receipt: &Receipt, reading: &Reading) -> String {
    let title = clean::line(reading.report.title.as_deref().unwrap_or_default());
    let entered = receipt.entered.as_str();
    format!("{}\t{}\t{entered}\t{title}\n", receipt.report_id, receipt.version)
}
