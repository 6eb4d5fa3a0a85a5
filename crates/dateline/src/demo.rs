//! `dateline demo`: what the sample reports say.

use crate::page::style::{BOLD, DIM, ID, PLAIN};
use crate::page::{self, Flow, Part};
use crate::tally::Tally;
use crate::{output, pool, read, samples, together};
use anyhow::Result;
use clap::ValueEnum;
use dateline_core::Reading;
use dateline_read::Reader;

/// The report shown in full: it has nested claims, events of every status and
/// an agreement that is signed by one side only.
const SHOWN: &str = "16-ceasefire-signed-not-ratified.txt";

/// Reads the samples and shows them in short, one of them in full, and what
/// they add up to.
pub fn run() -> Result<()> {
    let reader = Reader::default();
    let mut readings = Vec::new();
    pool::in_order(
        || samples::load(&reader),
        |loaded| loaded.map(|loaded| read::read(loaded, &reader)),
        |reading| {
            readings.push(reading?);
            anyhow::Ok(())
        },
    )?;

    let width = page::width();
    let mut out = String::new();
    let count = readings.len();
    let intro = format!(
        "{count} sample reports, read just now. They are fiction: the countries are real, the \
         outlets, persons and happenings are not."
    );
    paragraph(&mut out, &intro, 0, width);
    out.push('\n');
    page::heading_line(&mut out, "In short");
    for (i, reading) in readings.iter().enumerate() {
        write_short(&mut out, i + 1, reading, width);
    }
    let is_shown = |r: &Reading| r.report.url.as_deref().is_some_and(|url| url.ends_with(SHOWN));
    if let Some((at, chosen)) = readings.iter().enumerate().find(|(_, r)| is_shown(r)) {
        out.push('\n');
        page::heading_line(&mut out, &format!("Report {} in full", at + 1));
        let legend = "In the text, [c1] ends what somebody says and [e1] the words of an event; \
                      below it the same records stand in full.";
        paragraph(&mut out, legend, 0, width);
        out.push('\n');
        page::write(&mut out, chosen, Part::value_variants(), width);
    }
    out.push('\n');
    page::heading_line(&mut out, "All together");
    write_totals(&mut out, &readings, width);
    out.push('\n');
    let mut later = samples::later(&reader).transpose()?.map(|loaded| read::read(loaded, &reader));
    if let Some(later) = &mut later {
        // A file has no address of its own: it is told that this is the same report.
        let same = readings.iter().find(|r| r.report.url == later.report.url);
        later.report.id = same.map_or(later.report.id.clone(), |r| r.report.id.clone());
    }
    together::write(&mut out, &readings, later.as_ref(), width)?;
    out.push('\n');
    page::heading_line(&mut out, "What next");
    write_next(&mut out, width);
    output::print_page(&out)
}

fn write_short(out: &mut String, number: usize, reading: &Reading, width: usize) {
    let report = &reading.report;
    let mut flow = Flow::default();
    flow.add(BOLD, report.title.as_deref().unwrap_or("Without a headline"));
    flow.add(DIM, " · ").add(PLAIN, report.outlet.as_deref().unwrap_or("outlet unknown"));
    if let Some(date) = &report.published_at {
        flow.add(DIM, " · ").add(PLAIN, date.get(..10).unwrap_or(date));
    }
    flow.write(out, (ID, &format!("{number:>3}")), 5, width);

    let mut speakers = Tally::default();
    for claim in &reading.claims {
        speakers.add(page::speaker(reading, claim));
    }
    let mut types = Tally::default();
    for event in &reading.events {
        types.add(event.event_type.to_string());
    }
    paragraph(out, &speakers.told("claim", 4), 5, width);
    paragraph(out, &types.told("event", 6), 5, width);
}

fn write_totals(out: &mut String, readings: &[Reading], width: usize) {
    let claims = || readings.iter().flat_map(|r| &r.claims);
    let events = || readings.iter().flat_map(|r| &r.events);
    let rows = [
        ("who speaks", "claim", Tally::of(claims().map(|c| c.speaker_kind.as_str()))),
        ("how sure", "claim", Tally::of(claims().map(|c| c.certainty.as_str()))),
        ("what", "event", Tally::of(events().map(|e| e.event_type.as_str()))),
        ("did it happen", "event", Tally::of(events().map(|e| e.status.as_str()))),
        ("whose word", "event", Tally::of(events().map(whose_word))),
    ];
    for (label, noun, tally) in rows {
        let mut flow = Flow::default();
        flow.add(PLAIN, &tally.told(noun, usize::MAX));
        flow.write(out, (DIM, &format!("  {label}")), 17, width);
    }
}

fn whose_word(event: &dateline_core::Event) -> &'static str {
    if event.claim.is_some() { "somebody's claim" } else { "the outlet's own voice" }
}

fn write_next(out: &mut String, width: usize) {
    let commands = [
        ("dateline serve --demo", "these reports in a browser, to check and correct"),
        ("dateline read FILE", "the same page for a report of your own"),
        ("dateline read FOLDER --format jsonl", "every report of a folder, one JSON object a line"),
        ("dateline schema", "what stands in that JSON"),
        ("dateline add FOLDER", "into a ledger, where reports meet as above"),
        ("dateline read --help", "inputs, formats, examples"),
    ];
    for (command, what) in commands {
        let mut flow = Flow::default();
        flow.add(PLAIN, what);
        flow.write(out, (BOLD, &format!("  {command}")), 40, width.max(72));
    }
}

fn paragraph(out: &mut String, text: &str, indent: usize, width: usize) {
    let mut flow = Flow::default();
    flow.add(PLAIN, text);
    flow.write(out, (PLAIN, ""), indent, width);
}
