//! A ledger of every earlier version opens, with all that was in it.
#![allow(missing_docs, clippy::unwrap_used)]

use dateline_core::{Reading, Report};
use dateline_ledger::{Entered, Filter, Ledger, SqliteLedger};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::path::Path;

/// As readings were when version 1 was: fields that came later are not there,
/// and must not be missed.
fn reading(id: &str, version: u32, text: &str) -> Reading {
    let mut report = Report::of_text(text);
    report.id = id.to_owned();
    report.version = version;
    report.outlet = Some("Harbour Times".to_owned());
    report.published_at = Some("2026-03-30T08:00:00Z".to_owned());
    let report = serde_json::to_value(report).unwrap();
    let spain = serde_json::json!({ "start": 0, "end": 5, "text": "Spain" });
    let whole = serde_json::json!({ "start": 0, "end": text.len(), "text": text });
    serde_json::from_value(serde_json::json!({
        "schema": "dateline/reading/1", "report": report, "sentences": [whole],
        "actors": [{ "id": "a1", "name": "Spain", "kind": "country", "country": "ESP",
                     "sectors": ["GOV"], "title": null, "confidence": 0.9,
                     "mentions": [{ "start": 0, "end": 5, "text": "Spain", "form": "name" }],
                     "by": "test" }],
        "claims": [{ "id": "c1", "speaker": "a1", "speaker_kind": "named", "source": [spain],
                     "cue": [], "content": [whole], "manner": "indirect", "stance": "asserts",
                     "certainty": "possible", "polarity": "positive", "within": null,
                     "confidence": 0.8, "by": "test" }],
        "events": [{ "id": "e1", "type": "AGREE", "modes": [], "contexts": ["economic"],
                     "cameo": "057", "actors": ["a1"], "recipients": [], "status": "occurred",
                     "historical": false,
                     "date": { "start": "2026-03-29", "end": "2026-03-29", "text": "Sunday" },
                     "place": { "name": "Genoa", "country": "ITA", "lat": 44.4, "lon": 8.9,
                                "geonames": 3176219, "precision": "city",
                                "from_dateline": false },
                     "claim": "c1",
                     "within": null, "intensity": 5.0, "quad": "verbal-cooperation",
                     "evidence": { "sentence": 0, "spans": [spain], "by": "test" },
                     "confidence": 0.7 }],
        "agreements": [{ "id": "g1", "name": "a pact", "parties": ["a1"], "subjects": [],
                         "steps": [{ "stage": "signed", "by": "a1", "status": "occurred",
                                     "date": null, "claim": null, "event": null,
                                     "evidence": { "sentence": 0, "spans": [], "by": "test" },
                                     "confidence": 0.6 }] }],
        "deliveries": [{ "id": "d1", "supplier": "a1", "recipient": null,
                         "item": { "text": "boats", "name": null, "category": null },
                         "quantity": null, "steps": [] }],
        "notices": []
    }))
    .unwrap()
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes `reading` as version 1 of the schema had it.
fn enter_as_1(db: &Connection, reading: &Reading, text_seq: Option<i64>, moment: &str) -> i64 {
    let report = &reading.report;
    let text =
        text_seq.unwrap_or_else(|| {
            db.execute(
            "INSERT INTO report (id, version, outlet, published_at, language, text, text_sha256,
                                 recorded_at) VALUES (?1, ?2, ?3, ?4, 'en', ?5, ?6, ?7)",
            params![
                report.id, report.version, report.outlet, report.published_at, report.text,
                hex(&report.text), moment
            ],
        )
        .unwrap();
            let seq = db.last_insert_rowid();
            db.execute(
                "INSERT INTO report_words (rowid, text) VALUES (?1, ?2)",
                (seq, &report.text),
            )
            .unwrap();
            seq
        });
    let mut stored = reading.clone();
    stored.report.text.clear();
    let body = serde_json::to_string(&stored).unwrap();
    db.execute(
        "INSERT INTO reading (report, report_id, sha256, body, actors, claims, events, recorded_at)
         VALUES (?1, ?2, ?3, ?4, 1, 1, ?5, ?6)",
        params![text, report.id, hex(&body), body, reading.events.len(), moment],
    )
    .unwrap();
    let seq = db.last_insert_rowid();
    db.execute("INSERT INTO actor VALUES (?1, 'a1', 'Spain', 'country', 'ESP', 'GOV')", [seq])
        .unwrap();
    db.execute(
        "INSERT INTO claim VALUES (?1, 'c1', 'a1', 'named', 'asserts', 'possible', 'positive',
                                   ?2, 0.8)",
        (seq, &report.text),
    )
    .unwrap();
    if !reading.events.is_empty() {
        db.execute(
            "INSERT INTO event VALUES (?1, 'e1', 'AGREE', '', 'economic', '057', 'occurred', 0,
                                       NULL, NULL, NULL, NULL, 'c1', ?2, 0.7)",
            (seq, &report.text),
        )
        .unwrap();
        db.execute("INSERT INTO event_party VALUES (?1, 'e1', 'actor', 'a1')", [seq]).unwrap();
    }
    text
}

fn ledger_of_version_1(path: &Path) {
    let db = Connection::open(path).unwrap();
    db.execute_batch(include_str!("../sql/001-ledger.sql")).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA user_version = 1;").unwrap();
    db.pragma_update(None, "application_id", 0x4474_4C6E).unwrap();
    let first = reading("r1", 1, "Spain agreed.");
    let text = enter_as_1(&db, &first, None, "2026-01-01T00:00:00.000Z");
    enter_as_1(&db, &reading("r1", 2, "Spain agreed to talks."), None, "2026-01-02T00:00:00.000Z");
    let mut again = first.clone();
    again.events.clear();
    enter_as_1(&db, &again, Some(text), "2026-01-03T00:00:00.000Z");
    enter_as_1(&db, &reading("r2", 1, "Spain waits."), None, "2026-01-04T00:00:00.000Z");
    db.execute(
        "INSERT INTO correction (recorded_at, who, action, record, detail)
         VALUES ('2026-01-05T00:00:00.000Z', 'ada', 'note', 'r1/2/e1', '\"hm\"')",
        [],
    )
    .unwrap();
}

#[test]
fn a_ledger_of_version_1_opens_and_keeps_all() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("l.db");
    ledger_of_version_1(&path);
    // Asking is enough to bring it up.
    let ledger = SqliteLedger::open_to_read(&path).unwrap();
    let found = ledger.check().unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
    assert_eq!((found.reports, found.versions, found.readings), (2, 3, 4));
    let events = ledger.events(&Filter::default()).unwrap().rows;
    let records: Vec<_> = events.iter().map(|row| row.record.as_str()).collect();
    assert_eq!(records, ["r2/1/e1", "r1/2/e1"], "an old text read anew does not count");
    assert_eq!(events[1].sentence, "Spain agreed to talks.");
    assert_eq!(
        (events[1].actors.as_slice(), events[1].speaker.as_deref()),
        (&["Spain".to_owned()][..], Some("Spain"),)
    );
    let some = |value: &str| Some(value.to_owned());
    let talks = Filter { text: some("talk*"), country: some("ESP"), ..Filter::default() };
    assert_eq!(ledger.reports(&Filter { country: None, ..talks.clone() }).unwrap().rows.len(), 1);
    assert_eq!(ledger.events(&talks).unwrap().rows.len(), 1);
    let then = Filter { as_of: some("2026-01-01"), ..Filter::default() };
    assert_eq!(ledger.events(&then).unwrap().rows[0].record, "r1/1/e1");
    assert_eq!(ledger.claims(&then).unwrap().rows[0].content, "Spain agreed.");
    let expected = reading("r1", 2, "Spain agreed to talks.");
    assert_eq!(ledger.reading("r1", None).unwrap().as_ref(), Some(&expected));
    assert_eq!(ledger.corrections("r1/2/e1").unwrap()[0].who, "ada");
    drop(ledger);
    let mut ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(ledger.enter(&expected).unwrap().entered, Entered::Known);
    assert_eq!(ledger.enter(&reading("r3", 1, "Spain left.")).unwrap().entered, Entered::New);
    assert_eq!(ledger.check().unwrap().problems, Vec::<String>::new());
}
