//! Corrections as gold data: what people accepted and rejected, in the form
//! that `dateline eval` reads.

use crate::view::names;
use crate::view::standing::{stands, verdict};
use dateline_core::{ActorId, Event, Reading};
use dateline_ledger::{Action, AnyLedger, Journaled, Ledger, LedgerError};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Events that people accepted, as published PLOVER gold records, amended as
/// they say; sentences whose events were all rejected, as sentences that hold
/// none and tempt to see one.
pub(crate) fn events(ledger: &AnyLedger, journal: Vec<Journaled>) -> Result<String, LedgerError> {
    let mut by_report: BTreeMap<(String, u32), BTreeMap<String, Vec<Journaled>>> = BTreeMap::new();
    for entry in journal.into_iter().filter(stands) {
        let mut parts = entry.record.splitn(3, '/').map(str::to_owned);
        let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if let (Ok(version), true) = (version.parse(), name.starts_with('e')) {
            by_report.entry((id, version)).or_default().entry(name).or_default().push(entry);
        }
    }
    let mut lines = String::new();
    for ((id, version), records) in by_report {
        let Some(reading) = ledger.reading_of(&id, version)? else { continue };
        for line in of_reading(&reading, &records) {
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    Ok(lines)
}

fn of_reading(reading: &Reading, records: &BTreeMap<String, Vec<Journaled>>) -> Vec<Value> {
    let standing =
        |event: &Event| records.get(&event.id.to_string()).and_then(|entries| verdict(entries));
    let mut lines = Vec::new();
    for event in reading.events.iter().filter(|e| standing(e) == Some(Action::Accept)) {
        let entries = &records[&event.id.to_string()];
        let amended = entries.iter().find_map(|e| e.detail.get("type").and_then(Value::as_str));
        lines.push(json!({
            "id": format!("{}/{}/{}", reading.report.id, reading.report.version, event.id),
            "text": sentence(reading, event.evidence.sentence),
            "event": amended.unwrap_or(event.event_type.as_str()),
            "source": sides(reading, &event.actors),
            "target": sides(reading, &event.recipients),
        }));
    }
    for at in 0..reading.sentences.len() {
        let mut here = reading.events.iter().filter(|e| e.evidence.sentence == at).peekable();
        if here.peek().is_some() && here.all(|e| standing(e) == Some(Action::Reject)) {
            let text = sentence(reading, at);
            lines.push(json!({ "text": text, "events": [], "kind": "hard" }));
        }
    }
    lines
}

fn sentence(reading: &Reading, at: usize) -> &str {
    reading.sentences.get(at).map_or("", |s| s.text.as_str())
}

fn sides(reading: &Reading, ids: &[ActorId]) -> Vec<Value> {
    let code = |actor: &dateline_core::Actor| {
        // The published records write *** for a side of no country.
        actor.country.map_or_else(|| "***".to_owned(), |country| country.as_str().to_owned())
    };
    let actors = ids.iter().filter_map(|id| names::actor(reading, *id));
    actors.map(|a| json!({ "actorText": a.name, "code": code(a) })).collect()
}
