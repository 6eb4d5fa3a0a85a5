//! PLOVER's records in JSON, with status and speaker beside them.

use super::Told;
use super::table::{Cell, Column, json, real, text};
use dateline_core::ActorId;
use serde_json::{Map, Value};

pub(super) const COLUMNS: &[Column] = &[
    text("id"),
    text("date"),
    json("source"),
    json("target"),
    text("event"),
    text("mode"),
    text("context"),
    text("eventText"),
    text("status"),
    text("claimedBy"),
    real("intensity"),
    json("location"),
    text("text"),
    text("language"),
    text("publication"),
    text("url"),
    text("coder"),
    text("version"),
    text("dateCoded"),
];

pub(super) fn rows(told: &Told) -> Vec<Vec<Cell>> {
    let (event, report) = (told.event, &told.reading.report);
    let words = event.evidence.spans.iter().map(|span| span.text.as_str());
    let claim = event.claim.and_then(|id| told.reading.claims.get(id.index()));
    let speaker = claim.and_then(|claim| told.reading.actors.get(claim.speaker?.index()));
    let sentence = told.reading.sentences.get(event.evidence.sentence);
    let location = event.place.as_ref().map(|place| {
        let mut parts = Map::new();
        parts.insert("name".to_owned(), place.name.clone().into());
        let others = [
            ("country", place.country.map(|c| Value::from(c.to_string()))),
            ("lat", place.lat.map(Value::from)),
            ("lon", place.lon.map(Value::from)),
            ("geonames", place.geonames.map(Value::from)),
        ];
        parts.extend(others.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?))));
        Cell::Json(Value::Object(parts))
    });
    vec![vec![
        told.name().into(),
        told.day().into(),
        parties(told, &event.actors),
        parties(told, &event.recipients),
        event.event_type.as_str().into(),
        Cell::list(event.modes.iter().map(|m| m.as_str()), ", "),
        Cell::list(event.contexts.iter().map(|c| c.as_str()), ", "),
        Cell::list(words, " "),
        event.status.as_str().into(),
        match claim {
            Some(_) => speaker.map_or("nobody named", |speaker| speaker.name.as_str()).into(),
            None => Cell::Empty,
        },
        event.intensity.into(),
        location.into(),
        sentence.map(|s| s.text.as_str()).into(),
        report.language.as_str().into(),
        report.outlet.as_deref().into(),
        report.url.as_deref().into(),
        "dateline".into(),
        env!("CARGO_PKG_VERSION").into(),
        told.recorded_at.get(..10).into(),
    ]]
}

fn parties(told: &Told, ids: &[ActorId]) -> Cell {
    let party = |id: &ActorId| {
        let actor = told.reading.actors.get(id.index())?;
        let mut parts = Map::new();
        parts.insert("actorText".to_owned(), actor.name.clone().into());
        if let Some(country) = actor.country {
            parts.insert("code".to_owned(), country.to_string().into());
        }
        if !actor.sectors.is_empty() {
            let sectors: Vec<&str> = actor.sectors.iter().map(|s| s.as_str()).collect();
            parts.insert("sector".to_owned(), sectors.join(", ").into());
        }
        Some(Value::Object(parts))
    };
    match ids.iter().filter_map(party).collect::<Vec<_>>() {
        none if none.is_empty() => Cell::Empty,
        parties => Cell::Json(parties.into()),
    }
}
