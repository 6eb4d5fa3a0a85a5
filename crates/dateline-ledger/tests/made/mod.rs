//! Readings as the reader would hand them over.
#![allow(missing_docs, clippy::unwrap_used)]

use dateline_core::{Reading, Report};
use serde_json::{Value, json};

/// What a made report tells.
#[derive(Clone, Copy)]
pub struct Told<'t> {
    pub id: &'t str,
    pub outlet: &'t str,
    pub day: &'t str,
    pub text: &'t str,
    /// Who says so; the outlet itself without.
    pub speaker: Option<&'t str>,
    pub certainty: &'t str,
    pub status: &'t str,
}

pub const TOLD: Told<'_> = Told {
    id: "r1",
    outlet: "Harbour Times",
    day: "2026-03-30",
    text: "",
    speaker: None,
    certainty: "unstated",
    status: "occurred",
};

fn actor(id: &str, name: &str, country: &str, sectors: &[&str]) -> Value {
    json!({ "id": id, "name": name, "kind": "person", "country": country, "sectors": sectors,
            "title": null, "confidence": 0.9, "by": "test",
            "mentions": [{ "start": 0, "end": 1, "text": "S", "form": "name" }] })
}

/// Spain and France act upon Italy; somebody may say so.
pub fn reading(told: &Told) -> Reading {
    let mut report = Report::of_text(told.text);
    report.id = told.id.to_owned();
    report.outlet = Some(told.outlet.to_owned());
    report.published_at = Some(told.day.to_owned());
    let whole = json!({ "start": 0, "end": told.text.chars().count(), "text": told.text });
    let verb = told.text.split_whitespace().nth(1).unwrap_or_default();
    let at = told.text.find(verb).unwrap();
    let verb = json!({ "start": at, "end": at + verb.len(), "text": verb });
    let claim = told.speaker.map(|_| {
        json!({ "id": "c1", "speaker": "a4", "speaker_kind": "named", "source": [],
                "cue": [verb], "content": [whole], "manner": "indirect", "stance": "asserts",
                "certainty": told.certainty, "polarity": "positive", "within": null,
                "confidence": 0.8, "by": "test" })
    });
    let claims: Vec<Value> = claim.into_iter().collect();
    serde_json::from_value(json!({
        "schema": "dateline/reading/1", "report": report, "sentences": [whole],
        "actors": [actor("a1", "Spain", "ESP", &["GOV"]), actor("a2", "Madrid", "ESP", &["GOV", "MIL"]),
                   actor("a3", "Italy", "ITA", &[]),
                   actor("a4", told.speaker.unwrap_or("nobody"), "FRA", &["EDU"])],
        "claims": claims,
        "events": [{ "id": "e1", "type": "AGREE", "modes": [], "contexts": ["economic"],
                     "cameo": "057", "actors": ["a1", "a2"], "recipients": ["a3"],
                     "status": told.status, "historical": false, "date": null, "place": null,
                     "claim": told.speaker.map(|_| "c1"), "within": null, "intensity": 5.0,
                     "quad": "verbal-cooperation",
                     "evidence": { "sentence": 0, "spans": [verb], "by": "test" },
                     "confidence": 0.7 }],
        "agreements": [], "deliveries": [], "notices": []
    }))
    .unwrap()
}

pub const WIRE: &str = "Spain agreed on Monday to build a harbour wall with Italy, after months of \
    talks in Genoa about who would pay for the dredging of the channel and the two lighthouses \
    that stand at its northern end, where storms have broken the old wall in four places.";
