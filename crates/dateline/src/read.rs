//! `dateline read`: from inputs to readings on standard output.

use crate::cli::{ReadArgs, ReadFormat};
use crate::page::{self, Part, clean};
use crate::summary::{self, Summary};
use crate::{output, pool, progress};
use anyhow::Result;
use clap::ValueEnum;
use clap::error::ErrorKind;
use dateline_core::Reading;
use dateline_ingest::{IngestError, Input, Loaded, Options, Record, find, records};
use dateline_read::Reader;
use std::collections::HashSet;

/// What comes out of the inputs, in order.
pub enum Item {
    /// A record, still to be made a report.
    Record(Box<Record>),
    /// Something that could not be read.
    Failed(IngestError),
    /// The input of this name is through.
    End(String),
}

/// The same, once read.
enum Done {
    Reading(serde_json::Result<String>),
    Failed(IngestError),
    End(String),
}

/// Reads every report of every input and prints the readings in that order.
pub fn run(args: &ReadArgs) -> Result<()> {
    if !args.only.is_empty() && args.format != ReadFormat::Text {
        usage("--only chooses parts of the page, so it goes with --format text only");
    }
    let reader = output::reader(&args.reader)?;
    let options = args.from.options();
    let inputs = find_all(&args.inputs);
    let parts = if args.only.is_empty() { Part::value_variants() } else { &args.only };
    let width = page::width();

    let bar = progress::bar(inputs.len());
    let mut printer = Printer { format: args.format, printed: 0, first: None };
    let mut summary = Summary::default();
    pool::in_order(
        || items(inputs, &options),
        |item| match item {
            Item::Record(record) => match record.load(reader.knowledge(), &options) {
                Ok(loaded) => {
                    let reading = read(loaded, &reader);
                    Done::Reading(render(&reading, args.format, parts, width))
                }
                Err(error) => Done::Failed(error),
            },
            Item::Failed(error) => Done::Failed(error),
            Item::End(input) => Done::End(input),
        },
        |done| {
            match done {
                Done::Reading(rendered) => {
                    printer.put(rendered?)?;
                    summary.read();
                    progress::tell(&bar, summary.reports());
                }
                Done::Failed(error) => bar.suspend(|| summary::complain(&mut summary, &error)),
                Done::End(input) => {
                    summary.end(&input);
                    bar.inc(1);
                }
            }
            anyhow::Ok(())
        },
    )?;
    bar.finish_and_clear();
    printer.finish()?;
    summary.finish(args.report.as_deref())?;
    if summary.failed() {
        anyhow::bail!(output::Told);
    }
    Ok(())
}

/// What `report` says, with the notices of its way in.
pub fn read(loaded: Loaded, reader: &Reader) -> Reading {
    let mut reading = dateline_read::read(&loaded.report, reader);
    reading.notices.splice(0..0, loaded.notices);
    reading
}

/// The inputs that the arguments name; an argument that names none does not
/// keep the others from being read.
pub fn find_all(arguments: &[String]) -> Vec<Result<Input, IngestError>> {
    let mut inputs = Vec::new();
    let mut seen = HashSet::new();
    for argument in arguments {
        match find(std::slice::from_ref(argument)) {
            Ok(found) => {
                inputs.extend(found.into_iter().filter(|i| seen.insert(i.clone())).map(Ok));
            }
            Err(error) => inputs.push(Err(error)),
        }
    }
    inputs
}

/// The records of all inputs; each input ends with [`Item::End`].
pub fn items(
    inputs: Vec<Result<Input, IngestError>>,
    options: &Options,
) -> impl Iterator<Item = Item> {
    inputs.into_iter().flat_map(|input| {
        let name = input.as_ref().map(ToString::to_string).unwrap_or_default();
        let records = match input {
            Ok(input) => records(&input, options),
            Err(error) => Box::new(std::iter::once(Err(error))),
        };
        let records = records.map(|record| match record {
            Ok(record) => Item::Record(Box::new(record)),
            Err(error) => Item::Failed(error),
        });
        records.chain([Item::End(name)])
    })
}

fn render(
    reading: &Reading,
    format: ReadFormat,
    parts: &[Part],
    width: usize,
) -> serde_json::Result<String> {
    Ok(match format {
        ReadFormat::Text => {
            let mut page = String::new();
            page::write(&mut page, reading, parts, width);
            page
        }
        ReadFormat::Json => clean::json(serde_json::to_string_pretty(reading)?),
        ReadFormat::Jsonl => clean::json(serde_json::to_string(reading)?) + "\n",
    })
}

/// Prints readings one after the other.
struct Printer {
    format: ReadFormat,
    printed: usize,
    /// JSON only: held back until it is known whether it stays alone.
    first: Option<String>,
}

impl Printer {
    fn put(&mut self, reading: String) -> Result<()> {
        self.printed += 1;
        match (self.format, self.printed) {
            (ReadFormat::Jsonl, _) => output::print(&reading),
            (ReadFormat::Text, 1) => output::print_page(&reading),
            (ReadFormat::Text, _) => output::print_page(&format!("\n\n{reading}")),
            (ReadFormat::Json, 1) => {
                self.first = Some(reading);
                Ok(())
            }
            (ReadFormat::Json, _) => {
                if let Some(first) = self.first.take() {
                    output::print(&format!("[\n{first}"))?;
                }
                output::print(&format!(",\n{reading}"))
            }
        }
    }

    fn finish(self) -> Result<()> {
        match (self.format, self.first) {
            (ReadFormat::Json, Some(only)) => output::print(&format!("{only}\n")),
            (ReadFormat::Json, None) if self.printed > 0 => output::print("\n]\n"),
            _ => Ok(()),
        }
    }
}

/// Ends the program as clap does when it is used wrongly.
fn usage(sentence: &str) -> ! {
    use clap::CommandFactory;
    crate::cli::Cli::command().error(ErrorKind::ArgumentConflict, sentence).exit()
}
