//! What happened.

use super::flow::Flow;
use super::names;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use dateline_core::{Event, EventDate, Place, Reading};

/// How much of the words an event rests on is shown.
const EVIDENCE: usize = 200;
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
        let words = names::quoted(&event.evidence.spans, EVIDENCE);
        if !words.is_empty() {
            flow.add(DIM, ": ").add(PLAIN, &format!("“{words}”"));
        }
        flow.write(out, (PLAIN, ""), INDENT, width);
    }
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
    let date = event.date.as_ref().map(date);
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
    match place.country {
        Some(country) => format!("{}, {country}", place.name),
        None => place.name.clone(),
    }
}
