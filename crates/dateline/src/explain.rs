//! `dateline explain`: how an event of a reading came about.

use crate::cli::ExplainArgs;
use crate::page::clean;
use crate::read::{Item, find_all, items};
use crate::{count, output, read, record};
use anyhow::{Context, Result, bail};
use dateline_core::{ActorId, Event, Reading, SCHEMA};
use dateline_ingest::Options;
use dateline_knowledge::{Frame, Knowledge, Slot};
use dateline_read::Reader;
use std::fmt::Write as _;
use std::path::Path;

/// Prints how the event named, or every event, came about.
pub fn run(args: &ExplainArgs) -> Result<()> {
    if count::is_cell(&args.input) {
        return count::explain(&args.input, args.ledger.as_deref());
    }
    if args.ledger.is_some() || record::is_row(&args.input) {
        return record::explain(&args.input, args.ledger.as_deref());
    }
    let reader = output::reader(&args.reader)?;
    let reading = match printed(&args.input)? {
        Some(reading) => reading,
        None => read_one(&args.input, &reader)?,
    };
    let chosen: Vec<&Event> = match &args.id {
        None => reading.events.iter().collect(),
        Some(id) => reading.events.iter().filter(|e| e.id.to_string() == *id).collect(),
    };
    if chosen.is_empty() {
        bail!(missing(&reading, args.id.as_deref()));
    }
    let pages: Vec<String> =
        chosen.iter().map(|event| page(&reading, event, reader.knowledge())).collect();
    output::print(&pages.join("\n"))
}

/// The sentence for an event that is not there.
fn missing(reading: &Reading, id: Option<&str>) -> String {
    match (id, reading.events.last()) {
        (Some(id), Some(last)) => {
            format!("this reading has no event {id}; its events are e1 to {}", last.id)
        }
        _ => "no event was read in this report".to_owned(),
    }
}

/// The reading in a file that `dateline read --format json` printed.
fn printed(input: &str) -> Result<Option<Reading>> {
    if !input.ends_with(".json") || !Path::new(input).is_file() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(input).with_context(|| format!("cannot read {input}"))?;
    if !text.contains(SCHEMA) {
        return Ok(None);
    }
    let reading = serde_json::from_str(&text)
        .with_context(|| format!("{input} is not one reading as `dateline read` prints it"))?;
    Ok(Some(reading))
}

/// The reading of the first report of an input.
fn read_one(input: &str, reader: &Reader) -> Result<Reading> {
    let inputs = find_all(&[input.to_owned()]);
    let options = Options::default();
    for item in items(inputs, &options) {
        match item {
            Item::Record(record) => {
                return Ok(read::read(record.load(reader.knowledge(), &options)?, reader));
            }
            Item::Failed(error) => return Err(error.into()),
            Item::End(_) => {}
        }
    }
    bail!("{input} holds no report")
}

/// What an event rests on, one line a question.
fn page(reading: &Reading, event: &Event, knowledge: &Knowledge) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    let sentence = reading.sentences.get(event.evidence.sentence);
    if let Some(span) = sentence {
        let words = reading.report.text.chars().skip(span.start).take(span.end - span.start);
        let text = words.collect::<String>();
        lines.push(("sentence", text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let words: Vec<&str> = event.evidence.spans.iter().map(|s| s.text.as_str()).collect();
    lines.push(("words", words.join(" | ")));
    lines.push(("rule", event.evidence.by.clone()));
    let frame = frame(event, knowledge);
    lines.push(("type", why_type(event, frame)));
    lines.push(("actors", whom(reading, &event.actors, frame.map(|f| &f.actor[..]))));
    lines.push(("recipients", whom(reading, &event.recipients, frame.map(|f| &f.recipient[..]))));
    lines.push(("modes", why_modes(event, frame)));
    lines.push(("status", why_status(reading, event)));
    if let Some(id) = event.claim
        && let Some(claim) = reading.claims.iter().find(|c| c.id == id)
    {
        let cue: Vec<&str> = claim.cue.iter().map(|s| s.text.as_str()).collect();
        lines.push(("claim", format!("{id}, told by \"{}\"", cue.join(" "))));
    }
    let code = event.cameo.as_deref().unwrap_or("none");
    lines.push((
        "cameo",
        format!("{code}, the first row of cameo.tsv that fits type, frame, modes and contexts"),
    ));
    let sure = "the frame's own, times that of whoever takes part";
    lines.push(("confidence", format!("{:.2}: {sure}", event.confidence)));

    let mut page = format!("{} {}\n", event.id, event.event_type.as_str());
    for (name, text) in lines {
        let _ = writeln!(page, "  {name:<11}{}", clean::line(&text)); // a String takes all
    }
    page
}

/// The frame that the evidence names.
fn frame<'a>(event: &Event, knowledge: &'a Knowledge) -> Option<&'a Frame> {
    let name = event.evidence.by.strip_prefix("frame ")?.split(' ').next()?;
    knowledge.frames.all.iter().find(|frame| frame.name() == name)
}

fn why_type(event: &Event, frame: Option<&Frame>) -> String {
    let name = event.event_type.as_str();
    let Some(frame) = frame else { return name.to_owned() };
    if frame.event_type == event.event_type {
        let mut asked = frame.object.clone();
        asked.extend(frame.with.iter().cloned());
        return match asked.is_empty() {
            true => format!("{name}, as the frame says"),
            false => format!("{name}, as the frame says of one of: {}", asked.join(", ")),
        };
    }
    let own = frame.event_type.as_str();
    format!("{name}, since the frame's {own} is told as future, refused or threatened")
}

fn whom(reading: &Reading, ids: &[ActorId], slots: Option<&[Slot]>) -> String {
    let looked = slots.map_or_else(String::new, |slots| {
        let names: Vec<&str> = slots.iter().map(slot).collect();
        format!("; looked for as: {}", names.join(", "))
    });
    let names = ids.iter().filter_map(|id| reading.actors.iter().find(|a| a.id == *id));
    let names: Vec<String> = names
        .map(|actor| {
            let country = actor.country.map_or_else(|| "-".to_owned(), |c| c.as_str().to_owned());
            let sectors: Vec<&str> = actor.sectors.iter().map(|s| s.as_str()).collect();
            let by = &actor.by;
            let code = format!("{country} {}", sectors.join(" "));
            format!("{} {} [{}], known by {by}", actor.id, actor.name, code.trim_end())
        })
        .collect();
    let names = if names.is_empty() { "nobody".to_owned() } else { names.join("; ") };
    names + &looked
}

fn slot(slot: &Slot) -> &str {
    match slot {
        Slot::Subject => "subject",
        Slot::Object => "object",
        Slot::Speaker => "speaker",
        Slot::After(word) => word,
    }
}

fn why_modes(event: &Event, frame: Option<&Frame>) -> String {
    let modes: Vec<&str> = event.modes.iter().map(|m| m.as_str()).collect();
    let own = frame.is_some_and(|f| !f.modes.is_empty() && f.modes == event.modes);
    match (modes.is_empty(), own) {
        (true, _) => "none".to_owned(),
        (false, true) => format!("{}, as the frame says", modes.join(", ")),
        (false, false) => format!("{}, told by words nearby or by who acts", modes.join(", ")),
    }
}

fn why_status(reading: &Reading, event: &Event) -> String {
    let mut text = event.status.as_str().to_owned();
    let outer = event.within.and_then(|id| reading.events.iter().find(|e| e.id == id));
    if let Some(outer) = outer {
        let _ = write!(text, ", within {} {}", outer.id, outer.event_type.as_str());
    }
    if event.historical {
        text += ", historical: the report recalls it";
    }
    text
}
