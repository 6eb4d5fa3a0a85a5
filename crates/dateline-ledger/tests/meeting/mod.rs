//! Made readings for the tests of where reports meet.
#![allow(missing_docs, dead_code, clippy::unwrap_used)]

use dateline_core::{Reading, Report};
use dateline_ledger::Ledger;
use serde_json::{Value, json};

/// Paragraphs of a report about one thing.
pub const BODY: [&str; 4] = [
    "Norway is weighing the sale of four patrol boats to Ghana, three people with knowledge of the \
     matter said, in what would be the first such deal between the two countries.",
    "A delegation visited the naval base at Sekondi last month to look at the piers, two of the \
     people said, and a draft contract has been passed around in Oslo since then.",
    "The boats were built in the nineties and carry no more than machine guns, and crews of nine \
     would have to be trained for a year before they can take them out to sea.",
    "Pirates boarded two trawlers off Axim in November, and fishermen have asked for more patrols \
     in the Gulf of Guinea ever since, so far without an answer from the navy.",
];

pub struct Made {
    pub id: &'static str,
    pub outlet: &'static str,
    pub day: &'static str,
    pub title: &'static str,
    pub body: String,
    pub actors: Vec<Value>,
    pub claims: Vec<Value>,
    pub events: Vec<Value>,
    pub agreements: Vec<Value>,
    pub deliveries: Vec<Value>,
}

pub fn made(id: &'static str, outlet: &'static str, day: &'static str, body: &str) -> Made {
    Made {
        id,
        outlet,
        day,
        title: "Headline of nobody else",
        body: body.to_owned(),
        actors: Vec::new(),
        claims: Vec::new(),
        events: Vec::new(),
        agreements: Vec::new(),
        deliveries: Vec::new(),
    }
}

pub fn span(text: &str) -> Value {
    json!({ "start": 0, "end": text.len(), "text": text })
}

pub fn actor(id: &str, name: &str, kind: &str, country: Option<&str>, sectors: &[&str]) -> Value {
    json!({ "id": id, "name": name, "kind": kind, "country": country, "sectors": sectors,
            "title": null, "confidence": 0.9, "by": "test",
            "mentions": [{ "start": 0, "end": 1, "text": name, "form": "name" }] })
}

pub fn claim(id: &str, speaker: Option<&str>, content: &str) -> Value {
    json!({ "id": id, "speaker": speaker, "speaker_kind": "named", "source": [], "cue": [],
            "content": [span(content)], "manner": "indirect", "stance": "asserts",
            "certainty": "possible", "polarity": "positive", "within": null, "confidence": 0.8,
            "by": "test" })
}

pub fn event(id: &str, actors: &[&str], recipients: &[&str], sentence: usize) -> Value {
    json!({ "id": id, "type": "COOPERATE", "modes": [], "contexts": [], "cameo": "061",
            "actors": actors, "recipients": recipients, "status": "occurred", "historical": false,
            "date": null, "place": null, "claim": null, "within": null, "intensity": 5.0,
            "quad": "material-cooperation",
            "evidence": { "sentence": sentence, "spans": [], "by": "test" }, "confidence": 0.7 })
}

pub fn step(stage: &str, status: &str) -> Value {
    json!({ "stage": stage, "by": null, "status": status, "date": null, "claim": null,
            "event": null, "evidence": { "sentence": 0, "spans": [], "by": "test" },
            "confidence": 0.7 })
}

impl Made {
    /// As the reader would hand it over: what is claimed stands in the text.
    pub fn reading(&self) -> Reading {
        let mut text = format!("{}\n\n{}", self.title, self.body);
        let mut claims = self.claims.clone();
        for claim in &mut claims {
            let said = claim["content"][0]["text"].as_str().unwrap().to_owned();
            if !text.contains(&said) {
                text.push_str(&format!("\n\n{said}"));
            }
            claim["content"][0] = place(&text, &said);
        }
        let sentences: Vec<Value> = std::iter::once(self.title)
            .chain(self.body.split("\n\n"))
            .map(|s| place(&text, s))
            .collect();
        let mut report = Report::of_text(text);
        report.id = self.id.to_owned();
        report.title = Some(self.title.to_owned());
        report.outlet = Some(self.outlet.to_owned());
        report.published_at = Some(self.day.to_owned());
        serde_json::from_value(json!({
            "schema": "dateline/reading/1", "report": report, "sentences": sentences,
            "actors": self.actors, "claims": claims, "events": self.events,
            "agreements": self.agreements, "deliveries": self.deliveries, "notices": []
        }))
        .unwrap()
    }
}

/// Where words stand; the texts are ASCII.
pub fn place(text: &str, words: &str) -> Value {
    let start = text.find(words).unwrap();
    json!({ "start": start, "end": start + words.len(), "text": words })
}

pub fn clean(ledger: &impl Ledger) {
    assert_eq!(ledger.check().unwrap().problems, Vec::<String>::new());
}

pub fn counts(ledger: &impl Ledger, records: &[&str]) -> (usize, usize, usize) {
    let names: Vec<String> = records.iter().map(|&r| r.to_owned()).collect();
    let found = ledger.backing(&names, None).unwrap();
    (found.reports.len(), found.texts.len(), found.origins.len())
}

/// Three reports about one sale: told, told again, denied.
pub fn sale() -> [Made; 3] {
    let parties = || {
        vec![
            actor("a1", "Norway", "country", Some("NOR"), &[]),
            actor("a2", "Ghana", "country", Some("GHA"), &[]),
            actor("a3", "Joost Hagenbeek", "person", None, &["EDU"]),
            actor("a4", "Lagoon Institute", "organisation", Some("CIV"), &["EDU"]),
        ]
    };
    let content = "Norway may sell four patrol boats to Ghana";
    let report = |id, outlet, day, title, body: &str, content: &str| Made {
        title,
        actors: parties(),
        claims: vec![claim("c1", Some("a3"), content)],
        events: vec![event("e1", &["a1"], &["a2"], 0)],
        ..made(id, outlet, day, body)
    };
    let first = report(
        "r1",
        "Accra Ledger",
        "2026-04-08",
        "Norway weighs sale of four patrol boats to Ghana",
        BODY[0],
        content,
    );
    let mut again = report(
        "r2",
        "Coastal News",
        "2026-04-08",
        "Ghana to get five patrol boats in sale by Norway, paper says",
        "The navy may soon have new ships, it is said, but nobody knows when.",
        "five patrol boats may come to Ghana from Norway",
    );
    again.claims[0]["speaker"] = json!("a4");
    again.events[0]["status"] = json!("possible");
    let mut denial = report(
        "r3",
        "Fjordlys",
        "2026-04-09",
        "Norway denies sale of patrol boats to Ghana",
        "There was no draft, no price and no plan, a spokesman of the ministry said.",
        "Norway was preparing to sell patrol boats to Ghana",
    );
    denial.claims[0]["stance"] = json!("denies");
    denial.claims[0]["speaker"] = json!("a1");
    [first, again, denial]
}
