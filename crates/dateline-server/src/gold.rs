//! Corrections as gold data: what people accepted and rejected, in the form
//! that `dateline eval` reads.

use crate::view::names;
use crate::view::standing::{stands, verdict};
use dateline_core::{ActorId, Claim, Event, Quote, Reading};
use dateline_ledger::{Action, Journaled, Ledger, LedgerError};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Corrections that stand, by record.
type Judged = BTreeMap<String, Vec<Journaled>>;

/// Events that people accepted, as published PLOVER gold records, amended as
/// they say; sentences whose events were all rejected, as sentences that hold
/// none and tempt to see one.
pub(crate) fn events(
    ledger: &(impl Ledger + ?Sized),
    journal: Vec<Journaled>,
) -> Result<String, LedgerError> {
    lines(ledger, journal, 'e', of_reading)
}

/// Sentences whose claims people have all judged, with those they accepted, as
/// `dateline eval claims` reads them. A sentence with a claim that nobody has
/// judged is left out: it would count against whoever finds that claim.
pub(crate) fn claims(
    ledger: &(impl Ledger + ?Sized),
    journal: Vec<Journaled>,
) -> Result<String, LedgerError> {
    lines(ledger, journal, 'c', attributions)
}

/// Whether a record is right: what was amended is there, only otherwise.
fn judgement(entries: &[Journaled]) -> Option<Action> {
    let amended = entries.iter().any(|entry| entry.action == Action::Amend);
    verdict(entries).or(amended.then_some(Action::Accept))
}

/// The lines that `make` makes of each reading and what was said of its records
/// whose name begins with `letter`.
fn lines(
    ledger: &(impl Ledger + ?Sized),
    journal: Vec<Journaled>,
    letter: char,
    make: impl Fn(&Reading, &Judged) -> Vec<Value>,
) -> Result<String, LedgerError> {
    let mut by_report: BTreeMap<(String, u32), Judged> = BTreeMap::new();
    for entry in journal.into_iter().filter(stands) {
        let mut parts = entry.record.splitn(3, '/').map(str::to_owned);
        let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if let (Ok(version), true) = (version.parse(), name.starts_with(letter)) {
            by_report.entry((id, version)).or_default().entry(name).or_default().push(entry);
        }
    }
    let mut lines = String::new();
    for ((id, version), records) in by_report {
        let Some(reading) = ledger.reading_of(&id, version)? else { continue };
        for line in make(&reading, &records) {
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    Ok(lines)
}

fn attributions(reading: &Reading, records: &Judged) -> Vec<Value> {
    let entries = |claim: &Claim| records.get(&claim.id.to_string());
    let mut lines = Vec::new();
    for sentence in &reading.sentences {
        // A claim is of every sentence that a part of it stands in.
        let touches = |q: &&Quote| q.start < sentence.end && q.end > sentence.start;
        let parts = |claim: &Claim| -> Vec<Quote> {
            [&claim.source, &claim.cue, &claim.content].into_iter().flatten().cloned().collect()
        };
        let here: Vec<&Claim> =
            reading.claims.iter().filter(|c| parts(c).iter().any(|q| touches(&q))).collect();
        let judged = |claim: &&Claim| entries(claim).is_some_and(|e| judgement(e).is_some());
        let inside = |claim: &&Claim| {
            parts(claim).iter().all(|q| q.start >= sentence.start && q.end <= sentence.end)
        };
        if here.is_empty() || !here.iter().all(judged) || !here.iter().all(inside) {
            continue;
        }
        let accepted = here
            .iter()
            .filter(|claim| entries(claim).is_some_and(|e| judgement(e) == Some(Action::Accept)));
        let accepted: Option<Vec<Value>> =
            accepted.map(|claim| attribution(claim, entries(claim)?, sentence)).collect();
        if let Some(list) = accepted {
            let id = format!("{}/{}", reading.report.id, reading.report.version);
            lines.push(json!({ "id": id, "text": sentence.text, "attributions": list }));
        }
    }
    lines
}

/// An accepted claim with its places in the sentence. None if its speaker was
/// amended to one that does not stand there: nobody knows then what to mark.
fn attribution(claim: &Claim, entries: &[Journaled], sentence: &Quote) -> Option<Value> {
    let places = |quotes: &[Quote]| -> Vec<[usize; 2]> {
        quotes.iter().map(|q| [q.start - sentence.start, q.end - sentence.start]).collect()
    };
    let speaker = entries.iter().find_map(|e| e.detail.get("speaker").and_then(Value::as_str));
    let source = match speaker {
        None => places(&claim.source),
        Some(speaker) => {
            let at = sentence.text.find(speaker)?;
            let start = sentence.text[..at].chars().count();
            vec![[start, start + speaker.chars().count()]]
        }
    };
    Some(json!({ "source": source, "cue": places(&claim.cue), "content": places(&claim.content) }))
}

fn of_reading(reading: &Reading, records: &Judged) -> Vec<Value> {
    let standing =
        |event: &Event| records.get(&event.id.to_string()).and_then(|entries| judgement(entries));
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
