//! What holds of every ledger where reports meet.
#![allow(missing_docs, clippy::unwrap_used)]

use dateline_core::{Reading, Report};
use dateline_ledger::{Action, Correction, Entered, Ledger, LedgerError, SqliteLedger};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use tempfile::{TempDir, tempdir};

fn ledger() -> (TempDir, PathBuf, SqliteLedger) {
    let dir = tempdir().unwrap();
    let path = dir.path().join("l.db");
    let ledger = SqliteLedger::open(&path).unwrap();
    (dir, path, ledger)
}

/// Paragraphs of a report about one thing.
const BODY: [&str; 4] = [
    "Norway is weighing the sale of four patrol boats to Ghana, three people with knowledge of the \
     matter said, in what would be the first such deal between the two countries.",
    "A delegation visited the naval base at Sekondi last month to look at the piers, two of the \
     people said, and a draft contract has been passed around in Oslo since then.",
    "The boats were built in the nineties and carry no more than machine guns, and crews of nine \
     would have to be trained for a year before they can take them out to sea.",
    "Pirates boarded two trawlers off Axim in November, and fishermen have asked for more patrols \
     in the Gulf of Guinea ever since, so far without an answer from the navy.",
];

struct Made {
    id: &'static str,
    outlet: &'static str,
    day: &'static str,
    title: &'static str,
    body: String,
    actors: Vec<Value>,
    claims: Vec<Value>,
    events: Vec<Value>,
    agreements: Vec<Value>,
    deliveries: Vec<Value>,
}

fn made(id: &'static str, outlet: &'static str, day: &'static str, body: &str) -> Made {
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

fn span(text: &str) -> Value {
    json!({ "start": 0, "end": text.len(), "text": text })
}

fn actor(id: &str, name: &str, kind: &str, country: Option<&str>, sectors: &[&str]) -> Value {
    json!({ "id": id, "name": name, "kind": kind, "country": country, "sectors": sectors,
            "title": null, "confidence": 0.9, "by": "test",
            "mentions": [{ "start": 0, "end": 1, "text": name, "form": "name" }] })
}

fn claim(id: &str, speaker: Option<&str>, content: &str) -> Value {
    json!({ "id": id, "speaker": speaker, "speaker_kind": "named", "source": [], "cue": [],
            "content": [span(content)], "manner": "indirect", "stance": "asserts",
            "certainty": "possible", "polarity": "positive", "within": null, "confidence": 0.8,
            "by": "test" })
}

fn event(id: &str, actors: &[&str], recipients: &[&str], sentence: usize) -> Value {
    json!({ "id": id, "type": "COOPERATE", "modes": [], "contexts": [], "cameo": "061",
            "actors": actors, "recipients": recipients, "status": "occurred", "historical": false,
            "date": null, "place": null, "claim": null, "within": null, "intensity": 5.0,
            "quad": "material-cooperation",
            "evidence": { "sentence": sentence, "spans": [], "by": "test" }, "confidence": 0.7 })
}

fn step(stage: &str, status: &str) -> Value {
    json!({ "stage": stage, "by": null, "status": status, "date": null, "claim": null,
            "event": null, "evidence": { "sentence": 0, "spans": [], "by": "test" },
            "confidence": 0.7 })
}

impl Made {
    /// As the reader would hand it over: what is claimed stands in the text.
    fn reading(&self) -> Reading {
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
fn place(text: &str, words: &str) -> Value {
    let start = text.find(words).unwrap();
    json!({ "start": start, "end": start + words.len(), "text": words })
}

fn clean(ledger: &SqliteLedger) {
    assert_eq!(ledger.check().unwrap().problems, Vec::<String>::new());
}

fn counts(ledger: &SqliteLedger, records: &[&str]) -> (usize, usize, usize) {
    let names: Vec<String> = records.iter().map(|&r| r.to_owned()).collect();
    let found = ledger.backing(&names, None).unwrap();
    (found.reports.len(), found.texts.len(), found.origins.len())
}

#[test]
fn reprints_join_and_quotations_do_not() {
    let (_dir, _, mut ledger) = ledger();
    let whole = BODY.join("\n\n");
    let trimmed = BODY[..2].join("\n\n");
    let moved = [BODY[0], BODY[3], BODY[1], BODY[2]].join("\n\n");
    let longer = [
        BODY[0],
        BODY[1],
        "Nobody at the ministry would say a word about it on Monday.",
        BODY[2],
        BODY[3],
    ]
    .join("\n\n");
    let other = "In Lima the price of anchovy rose again, and the boats stayed in port for a week \
                 while owners and crews quarrelled about who should pay for the fuel.";
    let quotes = [other, BODY[3], other].join("\n\n").replace("week", "month");
    let all = [
        made("whole", "A", "2026-04-08", &whole),
        made("trimmed", "B", "2026-04-08", &trimmed),
        made("moved", "C", "2026-04-09", &moved),
        made("longer", "D", "2026-04-09", &longer),
        made("quotes", "E", "2026-04-10", &quotes),
    ];
    let readings: Vec<Reading> = all.iter().map(Made::reading).collect();
    ledger.enter_all(&readings).unwrap();
    assert_eq!(counts(&ledger, &["whole/1", "trimmed/1", "moved/1", "longer/1"]), (4, 1, 1));
    assert_eq!(counts(&ledger, &["whole/1", "quotes/1"]), (2, 2, 2));
    let found = ledger.backing(&["moved/1".to_owned()], None).unwrap();
    assert_eq!(found.texts[0].first, "whole/1");
    assert_eq!(found.to_string(), "1 report, 1 text, 1 origin");
    clean(&ledger);
}

#[test]
fn a_digest_brings_no_texts_together() {
    let (_dir, path, mut ledger) = ledger();
    let one = [BODY[0], BODY[1]].join("\n\n");
    let two = [BODY[2], BODY[3]].join("\n\n");
    let digest = format!("{one}\n\n{two}");
    for (id, body) in [("digest", &digest), ("one", &one), ("two", &two)] {
        ledger.enter(&made(id, "A", "2026-04-08", body).reading()).unwrap();
    }
    assert_eq!(counts(&ledger, &["one/1", "two/1"]).1, 2);
    // The decision that "one" was a copy of the digest stays beside the later one.
    let db = rusqlite::Connection::open(&path).unwrap();
    let rows: i64 = db.query_row("SELECT count(*) FROM copy_member", [], |row| row.get(0)).unwrap();
    assert!(rows > 3, "{rows}");
    assert!(db.execute("DELETE FROM copy_member", []).is_err());
    clean(&ledger);
}

#[test]
fn a_new_version_counts_once() {
    let (_dir, _, mut ledger) = ledger();
    let first = made("r1", "A", "2026-04-08", &BODY.join("\n\n"));
    ledger.enter(&first.reading()).unwrap();
    let mut changed = made("r1", "A", "2026-04-08", &BODY.join("\n\n"));
    changed.body = changed.body.replace("three people", "two people");
    assert_eq!(ledger.enter(&changed.reading()).unwrap().entered, Entered::NewVersion);
    assert_eq!(counts(&ledger, &["r1/1", "r1/2"]), (1, 1, 1));
    assert_eq!(ledger.story_of("r1").unwrap(), Some(1));
    clean(&ledger);
}

#[test]
fn the_agency_is_the_origin_of_its_text_and_of_what_quotes_it() {
    let (_dir, _, mut ledger) = ledger();
    let wire = format!("OSLO, April 8 (Meridian) - {}", BODY.join("\n\n"));
    let paper = made("paper", "Harbour Times", "2026-04-07", &wire);
    let agency = made("wire", "Meridian Press Agency", "2026-04-08", &wire);
    let mut quoting = made("page", "Local Page", "2026-04-09", "Boats may come, Meridian reports.");
    quoting.actors = vec![actor("a1", "Meridian Press Agency", "organisation", None, &["JRN"])];
    quoting.claims = vec![claim("c1", Some("a1"), "Boats may come to the harbour soon")];
    for made in [paper, agency, quoting] {
        ledger.enter(&made.reading()).unwrap();
    }
    assert_eq!(counts(&ledger, &["paper/1", "wire/1", "page/1/c1"]), (3, 2, 1));
    let names = ["paper/1".to_owned()];
    let found = ledger.backing(&names, None).unwrap();
    assert_eq!(
        (found.origins[0].name.as_str(), found.origins[0].kind.as_str()),
        ("Meridian", "outlet")
    );
    assert_eq!(found.texts[0].first, "wire/1", "the agency's own comes before an earlier paper's");
    assert_eq!(counts(&ledger, &["page/1", "wire/1"]).2, 2, "the page itself is its own");
}

#[test]
fn one_expert_in_many_outlets_is_one_origin() {
    let (_dir, _, mut ledger) = ledger();
    let says = |id, outlet, body: &'static str, country| {
        let mut made = made(id, outlet, "2026-04-08", body);
        made.actors = vec![
            actor("a1", "The Paper", "organisation", None, &["JRN"]),
            actor("a2", "Joost Hagenbeek", "person", country, &["EDU"]),
            actor("a3", "officials", "group", country, &["GOV"]),
        ];
        made.claims = vec![
            claim("c1", Some("a1"), "Hagenbeek said the boats could double the hours"),
            claim("c2", Some("a2"), "the boats could double the hours"),
            claim("c3", Some("a3"), "a contract was ready"),
        ];
        made.claims[1]["within"] = json!("c1");
        made
    };
    for made in [
        says("r1", "A", BODY[0], Some("CIV")),
        says("r2", "B", BODY[1], None),
        says("r3", "C", BODY[2], Some("CIV")),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let expert = ["r1/1/c2", "r2/1/c2", "r3/1/c2"];
    assert_eq!(counts(&ledger, &expert), (3, 3, 1));
    assert_eq!(counts(&ledger, &["r1/1/c1", "r2/1/c2"]), (2, 2, 1), "what the paper says he says");
    assert_eq!(counts(&ledger, &["r1/1/c3", "r2/1/c3"]), (2, 2, 2), "nobody knows whose officials");
    // Somebody of the same name elsewhere is somebody else.
    ledger.enter(&says("r4", "D", BODY[3], Some("PER")).reading()).unwrap();
    assert_eq!(counts(&ledger, &["r1/1/c2", "r4/1/c2"]).2, 2);
}

/// Three reports about one sale: told, told again, denied.
fn sale() -> [Made; 3] {
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

#[test]
fn a_story_shows_who_tells_the_same_and_who_denies_it() {
    let (_dir, _, mut ledger) = ledger();
    for made in sale() {
        ledger.enter(&made.reading()).unwrap();
    }
    let far = made("r9", "Lima Post", "2026-04-08", "Anchovy boats stay in port for another week.");
    ledger.enter(&far.reading()).unwrap();
    let number = ledger.story_of("r1").unwrap().unwrap();
    let story = ledger.story(number, None).unwrap().unwrap();
    assert_eq!(story.backing.to_string(), "3 reports, 3 texts, 3 origins");
    assert!(story.reports[1].reason.contains("shares"), "{}", story.reports[1].reason);
    let claims = story.told.iter().find(|t| t.records[0].record == "r1/1/c1").unwrap();
    assert_eq!(claims.records.len(), 3);
    let kinds: Vec<(&str, &str, &str)> = claims
        .differences
        .iter()
        .map(|d| (d.kind.as_str(), d.record.as_str(), d.other.as_str()))
        .collect();
    assert!(kinds.contains(&("number", "r2/1/c1", "r1/1/c1")), "{kinds:?}");
    assert!(kinds.contains(&("denies", "r3/1/c1", "r1/1/c1")), "{kinds:?}");
    let events = story.told.iter().find(|t| t.records[0].record == "r1/1/e1").unwrap();
    assert!(events.differences.iter().any(|d| d.record == "r2/1/e1"), "{events:?}");
    let life: Vec<String> =
        ledger.life("r1/1/c1", None).unwrap().into_iter().map(|m| m.what).collect();
    assert_eq!(life, ["made", "confirmed", "denied"]);
    assert_eq!(ledger.story(99, None).unwrap(), None);
    clean(&ledger);
}

#[test]
fn a_changed_report_corrects_and_withdraws_what_it_said() {
    let (_dir, _, mut ledger) = ledger();
    let [first, again, _] = sale();
    ledger.enter(&first.reading()).unwrap();
    ledger.enter(&again.reading()).unwrap();
    let [mut surer, mut silent, _] = sale();
    surer.body = format!("{} Updated.", surer.body);
    surer.claims[0]["certainty"] = json!("certain");
    ledger.enter(&surer.reading()).unwrap();
    silent.body = format!("{} Amended.", silent.body);
    silent.claims.clear();
    ledger.enter(&silent.reading()).unwrap();
    let life = ledger.life("r1/1/c1", None).unwrap();
    let what: Vec<(&str, &str)> =
        life.iter().map(|m| (m.what.as_str(), m.record.as_str())).collect();
    assert!(what.contains(&("corrected", "r1/2/c1")), "{what:?}");
    assert!(what.contains(&("withdrawn", "r2/1/c1")), "{what:?}");
    clean(&ledger);
}

#[test]
fn what_a_hand_decides_about_stories_is_respected_and_what_was_before_is_kept() {
    let (_dir, _, mut ledger) = ledger();
    let [first, again, denial] = sale();
    ledger.enter(&first.reading()).unwrap();
    ledger.enter(&again.reading()).unwrap();
    let before =
        ledger.reports(&dateline_ledger::Filter::default()).unwrap().rows[0].recorded_at.clone();
    std::thread::sleep(Duration::from_millis(5));
    let correct = |action, record: &str, detail| Correction {
        record: record.to_owned(),
        action,
        who: "ada".to_owned(),
        detail,
    };
    let apart = correct(Action::Split, "story/1", json!({ "reports": ["r2"] }));
    ledger.correct(&apart).unwrap();
    assert_eq!(ledger.story_of("r2").unwrap(), Some(2));
    let story = ledger.story(2, None).unwrap().unwrap();
    assert_eq!((story.reports[0].decided.as_str(), story.told.len()), ("hand", 0));
    assert_eq!(ledger.story(1, Some(&before)).unwrap().unwrap().reports.len(), 2);
    // Another version and a copy stay where the hand put the report.
    let [_, mut later, _] = sale();
    later.body.push_str(" Updated.");
    ledger.enter(&later.reading()).unwrap();
    later.id = "copy";
    ledger.enter(&later.reading()).unwrap();
    assert_eq!(ledger.story_of("r2").unwrap(), Some(2));
    assert_eq!(ledger.story_of("copy").unwrap(), Some(2));
    // And together again; what comes later finds the one that is left.
    ledger.correct(&correct(Action::Merge, "story/2", json!({ "with": 1 }))).unwrap();
    assert_eq!(ledger.story(1, None).unwrap(), None);
    ledger.enter(&denial.reading()).unwrap();
    assert_eq!(ledger.story_of("r3").unwrap(), Some(2));
    for wrong in [
        correct(Action::Merge, "story/2", json!({ "with": 77 })),
        correct(Action::Merge, "story/x", json!({ "with": 2 })),
        correct(Action::Split, "story/2", json!({ "reports": ["nobody"] })),
        correct(Action::Split, "story/2", json!({ "reports": ["r1", "r2", "r3", "copy"] })),
        correct(Action::Split, "story/2", json!({})),
    ] {
        let error = ledger.correct(&wrong).unwrap_err();
        assert!(matches!(error, LedgerError::Correction(_)), "{error}");
    }
    clean(&ledger);
}

#[test]
fn an_agreement_has_one_ladder_over_reports_months_apart() {
    let (_dir, _, mut ledger) = ledger();
    let agreement = |id, day, name: &str, country: &str, stage, status, body: &str| {
        let mut made = made(id, "A", day, body);
        made.actors = vec![
            actor("a1", "Malta", "country", Some("MLT"), &[]),
            actor("a2", "its parliament", "organisation", Some(country), &["LEG"]),
        ];
        made.agreements = vec![json!({ "id": "g1", "name": name, "parties": ["a1", "a2"],
            "subjects": ["economic"], "steps": [step(stage, status)] })];
        made
    };
    for made in [
        agreement(
            "r1",
            "2026-03-03",
            "a fuel storage accord",
            "ALB",
            "signed",
            "occurred",
            BODY[0],
        ),
        agreement(
            "r2",
            "2026-05-12",
            "the fuel storage agreement",
            "ALB",
            "ratified",
            "occurred",
            BODY[1],
        ),
        agreement("r3", "2026-09-01", "fuel accord", "ALB", "ratified", "negated", BODY[2]),
        agreement("r4", "2026-03-03", "a fishing treaty", "ALB", "signed", "occurred", BODY[3]),
        agreement(
            "r5",
            "2026-03-03",
            "a fuel storage accord",
            "CYP",
            "signed",
            "planned",
            "Cyprus too.",
        ),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let ladders = ledger.ladders(Some("agreement"), None).unwrap();
    assert_eq!(ladders.len(), 3);
    let fuel =
        ladders.iter().find(|l| l.parties == ["ALB", "MLT"] && l.name.contains("fuel")).unwrap();
    assert_eq!(fuel.backing.to_string(), "3 reports, 3 texts, 1 origin");
    let steps: Vec<(&str, &str)> =
        fuel.rungs.iter().map(|r| (r.stage.as_str(), r.status.as_str())).collect();
    assert_eq!(steps, [("signed", "occurred"), ("ratified", "occurred"), ("ratified", "negated")]);
    assert_eq!(fuel.rungs[1].told[0].0, "r2/1/g1");
    assert_eq!(ledger.ladder(fuel.id, Some("2020-01-01")).unwrap(), None);
    clean(&ledger);
}

#[test]
fn a_delivery_has_one_ladder_by_supplier_recipient_and_item() {
    let (_dir, _, mut ledger) = ledger();
    let delivery = |id, item: &str, to: &str, stage, body: &str| {
        let mut made = made(id, id, "2026-04-08", body);
        made.actors = vec![
            actor("a1", "Norway", "country", Some("NOR"), &[]),
            actor("a2", "Ghana", "country", Some(to), &[]),
        ];
        made.deliveries = vec![json!({ "id": "d1", "supplier": "a1", "recipient": "a2",
            "item": { "text": item, "name": null, "category": "patrol vessel" },
            "quantity": "four", "steps": [step(stage, "possible")] })];
        made
    };
    for made in [
        delivery("r1", "patrol boats", "GHA", "considered", BODY[0]),
        delivery("r2", "vessels", "GHA", "delivered", BODY[1]),
        delivery("r3", "patrol boats", "TGO", "considered", BODY[2]),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let ladders = ledger.ladders(Some("delivery"), None).unwrap();
    assert_eq!(ladders.len(), 2);
    let ghana = ladders.iter().find(|l| l.parties == ["NOR", "GHA"]).unwrap();
    let stages: Vec<&str> = ghana.rungs.iter().map(|r| r.stage.as_str()).collect();
    assert_eq!(stages, ["considered", "delivered"]);
    assert_eq!(ghana.backing.origins.len(), 2);
    assert!(ledger.ladders(Some("agreement"), None).unwrap().is_empty());
}

#[test]
fn check_sees_what_is_missing_where_reports_meet() {
    let (_dir, path, mut ledger) = ledger();
    for made in sale() {
        ledger.enter(&made.reading()).unwrap();
    }
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch(
        "DROP TRIGGER copy_first_is_kept; DELETE FROM copy_first WHERE copy_group = 1;
         DROP TRIGGER story_member_is_kept; DELETE FROM story_member WHERE report = 2;
         DELETE FROM copy_band WHERE report = 3;
         DROP TRIGGER same_stays; UPDATE same SET record = 'e9' WHERE seq = 1;",
    )
    .unwrap();
    let problems = ledger.check().unwrap().problems.join("; ");
    for part in [
        "the group of report 1 has no first publication",
        "r2/1 is in no story",
        "copies of r3/1 cannot be found",
        "row 1 of same names a record that is not there",
    ] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}

/// A ledger as the first version of the program left it.
fn version_1(path: &std::path::Path, readings: &[Reading]) {
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(include_str!("../sql/001-ledger.sql")).unwrap();
    db.execute_batch("PRAGMA application_id = 0x44744C6E; PRAGMA user_version = 1;").unwrap();
    let now = "2026-04-10T08:00:00.000Z";
    for (n, reading) in readings.iter().enumerate() {
        let (report, seq) = (&reading.report, n as i64 + 1);
        let sha = |text: &str| {
            use sha2::{Digest, Sha256};
            Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect::<String>()
        };
        db.execute(
            "INSERT INTO report VALUES (?1, ?2, 1, NULL, ?3, ?4, ?5, 'en', ?6, ?7, ?8)",
            rusqlite::params![
                seq,
                report.id,
                report.outlet,
                report.title,
                report.published_at,
                report.text,
                sha(&report.text),
                now
            ],
        )
        .unwrap();
        db.execute("INSERT INTO report_words (rowid, text) VALUES (?1, ?2)", (seq, &report.text))
            .unwrap();
        let mut stored = reading.clone();
        stored.report.text.clear();
        let body = serde_json::to_string(&stored).unwrap();
        db.execute(
            "INSERT INTO reading VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            rusqlite::params![
                seq,
                report.id,
                sha(&body),
                body,
                reading.actors.len(),
                reading.claims.len(),
                reading.events.len(),
                now
            ],
        )
        .unwrap();
        for a in &reading.actors {
            db.execute(
                "INSERT INTO actor VALUES (?1, ?2, ?3, ?4, ?5, '')",
                rusqlite::params![
                    seq,
                    a.id.to_string(),
                    a.name,
                    a.kind.as_str(),
                    a.country.map(String::from)
                ],
            )
            .unwrap();
        }
        for c in &reading.claims {
            db.execute(
                "INSERT INTO claim VALUES (?1, ?2, ?3, 'named', ?4, ?5, ?6, ?7, 0.8)",
                rusqlite::params![
                    seq,
                    c.id.to_string(),
                    c.speaker.map(|s| s.to_string()),
                    c.stance.as_str(),
                    c.certainty.as_str(),
                    c.polarity.as_str(),
                    c.content[0].text
                ],
            )
            .unwrap();
        }
        for e in &reading.events {
            db.execute(
                "INSERT INTO event VALUES (?1, ?2, 'COOPERATE', '', '', '061', ?3, 0, NULL, NULL,
                                           NULL, NULL, NULL, ?4, 0.7)",
                rusqlite::params![
                    seq,
                    e.id.to_string(),
                    e.status.as_str(),
                    reading.sentences[0].text
                ],
            )
            .unwrap();
            for (side, ids) in [("actor", &e.actors), ("recipient", &e.recipients)] {
                for id in ids {
                    db.execute(
                        "INSERT INTO event_party VALUES (?1, ?2, ?3, ?4)",
                        rusqlite::params![seq, e.id.to_string(), side, id.to_string()],
                    )
                    .unwrap();
                }
            }
        }
    }
}

#[test]
fn reports_of_a_ledger_of_version_1_meet_when_it_is_opened() {
    let (dir, fresh, mut ledger) = ledger();
    let mut copy = sale()[0].reading();
    copy.report.id = "copy".to_owned();
    let mut readings: Vec<Reading> = sale().iter().map(Made::reading).collect();
    readings.push(copy);
    ledger.enter_all(&readings).unwrap();
    let old = dir.path().join("old.db");
    version_1(&old, &readings);
    let upgraded = SqliteLedger::open(&old).unwrap();
    clean(&upgraded);
    assert_eq!(upgraded.story(1, Some("2026-04-10")).unwrap().unwrap().reports.len(), 4);
    for question in [
        "SELECT group_concat(report || copy_group || kind || reason) FROM copy_member",
        "SELECT group_concat(copy_group || report || reason) FROM copy_first",
        "SELECT group_concat(report || story || reason) FROM story_member",
        "SELECT group_concat(same || reading || record || reason) FROM same",
        "SELECT group_concat(reading || record || other_record || reason) FROM differs",
        "SELECT group_concat(reading || id || coalesce(identity, '-')) FROM actor",
        "SELECT group_concat(reading || id || coalesce(origin, '-')) FROM claim",
        "SELECT group_concat(key) FROM identity",
    ] {
        let answer = |path: &std::path::Path| -> String {
            let db = rusqlite::Connection::open(path).unwrap();
            db.query_row(question, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(answer(&old), answer(&fresh), "{question}");
    }
}
