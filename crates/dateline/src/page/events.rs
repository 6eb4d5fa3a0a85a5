//! What happened.

use super::flow::Flow;
use super::names;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use dateline_core::{Event, EventDate, Place, Quote, Reading, Undated};

/// How much of its sentence is shown on either side of an event's words.
const BEFORE: usize = 50;
const AFTER: usize = 80;
const INDENT: usize = 7;

/// Writes the events in text order.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    for event in &reading.events {
        let mut flow = Flow::default();
        let look = style::status(event.status);
        flow.add(look.bold(), &format!("{} {}", style::glyph(event.status), event.status));
        if event.historical {
            flow.add(PLAIN, ", background");
        }
        flow.add(DIM, " · ").add(BOLD, &names::all(reading, &event.actors, "nobody named"));
        if !event.recipients.is_empty() {
            flow.add(PLAIN, " → ").add(BOLD, &names::all(reading, &event.recipients, ""));
        }
        flow.write(out, (ID, &format!("  {}", event.id)), INDENT, width);

        let mut flow = Flow::default();
        flow.add(PLAIN, &codes(event));
        for part in when_and_where(event) {
            flow.add(DIM, " · ").add(PLAIN, &part);
        }
        flow.write(out, (PLAIN, ""), INDENT, width);

        let mut flow = Flow::default();
        flow.add(DIM, &names::voice(reading, event.claim));
        add_words(&mut flow, reading, event);
        flow.write(out, (PLAIN, ""), INDENT, width);
    }
}

/// Adds the words that the event rests on, within their sentence.
fn add_words(flow: &mut Flow, reading: &Reading, event: &Event) {
    let spans = &event.evidence.spans;
    let sentence = reading.sentences.get(event.evidence.sentence);
    let within = |s: &Quote| {
        let in_it = |span: &&Quote| s.start <= span.start && span.end <= s.end;
        spans.iter().find(in_it).map(|span| (span.start - s.start, span.end - span.start))
    };
    if let Some((sentence, (start, len))) = sentence.and_then(|s| Some((s, within(s)?))) {
        let (before, rest) = sentence.text.split_at(byte(&sentence.text, start));
        let (words, after) = rest.split_at(byte(rest, len));
        flow.add(DIM, ": ").add(PLAIN, "“").add(PLAIN, &names::last_words(before, BEFORE));
        flow.add(PLAIN.underline(), words);
        flow.add(PLAIN, &names::first_words(after, AFTER)).add(PLAIN, "”");
    } else if !spans.is_empty() {
        flow.add(DIM, ": ").add(PLAIN, &format!("“{}”", names::quoted(spans, AFTER)));
    }
}

/// The byte at which the code point `n` of `text` begins.
fn byte(text: &str, n: usize) -> usize {
    text.char_indices().nth(n).map_or(text.len(), |(i, _)| i)
}

/// "THREATEN/violence · CAMEO 138 · military".
fn codes(event: &Event) -> String {
    let modes: Vec<_> = event.modes.iter().map(|m| m.as_str()).collect();
    let mut parts = vec![event.event_type.to_string()];
    if !modes.is_empty() {
        parts[0] = format!("{}/{}", event.event_type, modes.join("+"));
    }
    parts.extend(event.cameo.iter().map(|code| format!("CAMEO {code}")));
    if !event.contexts.is_empty() {
        let contexts: Vec<_> = event.contexts.iter().map(|c| c.as_str()).collect();
        parts.push(contexts.join(", "));
    }
    parts.join(" · ")
}

fn when_and_where(event: &Event) -> impl Iterator<Item = String> {
    let told = |u: &Undated| u.text.as_ref().map(|words| format!("“{words}”"));
    let date = event.date.as_ref().map(date).or_else(|| told(event.undated.as_ref()?));
    let place = event.place.as_ref().map(place);
    let within = event.within.map(|id| format!("within {id}"));
    [date, place, within].into_iter().flatten()
}

pub fn date(date: &EventDate) -> String {
    if date.start == date.end {
        return date.start.clone();
    }
    format!("{} to {}", date.start, date.end)
}

fn place(place: &Place) -> String {
    let name = match place.country {
        Some(country) => format!("{}, {country}", place.name),
        None => place.name.clone(),
    };
    // Where the report was written is but a guess at where it happened.
    if place.from_dateline { format!("{name} by the dateline") } else { name }
}
