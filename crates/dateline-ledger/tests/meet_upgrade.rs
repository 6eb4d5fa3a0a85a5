//! Ledgers of earlier versions, brought up, are what today's program would have
//! made of the same readings.
#![allow(missing_docs, clippy::unwrap_used)]

mod meeting;

#[path = "../examples/made/mod.rs"]
mod made;

use dateline_core::Reading;
use dateline_ledger::{By, Entered, Filter, Kind, Ledger, Measures, SqliteLedger};
use meeting::{Made, clean, sale};
use std::path::Path;

/// A ledger as the first version of the program left it.
fn version_1(path: &Path, readings: &[Reading]) {
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
    let dir = tempfile::tempdir().unwrap();
    let fresh = dir.path().join("l.db");
    let mut ledger = SqliteLedger::open(&fresh).unwrap();
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
    same_decisions(&old, &fresh);
}

/// That both ledgers decided the same where reports meet.
fn same_decisions(old: &Path, fresh: &Path) {
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
        let answer = |path: &Path| -> String {
            let db = rusqlite::Connection::open(path).unwrap();
            db.query_row(question, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(answer(old), answer(fresh), "{question}");
    }
}

/// A ledger as the second version left it, by its schema alone: that of the first
/// with the tables of where reports meet, filled as a newer ledger has them.
fn version_2(path: &Path, readings: &[Reading], newer: &Path) {
    version_1(path, readings);
    let db = rusqlite::Connection::open(path).unwrap();
    db.execute_batch(include_str!("../sql/002-meet.sql")).unwrap();
    db.execute("ATTACH ?1 AS newer", [newer.to_str().unwrap()]).unwrap();
    for table in [
        "identity",
        "copy_band",
        "copy_member",
        "credit",
        "copy_first",
        "story_key",
        "story_member",
        "same",
        "differs",
        "ladder",
        "ladder_key",
        "ladder_member",
        "ladder_step",
    ] {
        db.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM newer.{table}")).unwrap();
    }
    // Bands of new texts lay with the others.
    db.execute_batch(
        "INSERT INTO main.copy_band SELECT * FROM newer.copy_band_new;
         UPDATE main.actor SET identity = (SELECT n.identity FROM newer.actor n
             WHERE n.reading = main.actor.reading AND n.id = main.actor.id);
         UPDATE main.claim SET (within, origin) = (SELECT n.within, n.origin FROM newer.claim n
             WHERE n.reading = main.claim.reading AND n.id = main.claim.id);
         PRAGMA user_version = 2;",
    )
    .unwrap();
}

#[test]
fn a_ledger_of_version_2_keeps_what_it_decided() {
    let dir = tempfile::tempdir().unwrap();
    let fresh = dir.path().join("l.db");
    let mut ledger = SqliteLedger::open(&fresh).unwrap();
    let readings: Vec<Reading> = sale().iter().map(Made::reading).collect();
    ledger.enter_all(&readings).unwrap();
    let old = dir.path().join("old.db");
    version_2(&old, &readings, &fresh);
    let upgraded = SqliteLedger::open(&old).unwrap();
    clean(&upgraded);
    same_decisions(&old, &fresh);
    same_answers(&upgraded, &ledger);
}

#[test]
fn a_ledger_that_version_3_wrote_is_summed_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = SqliteLedger::open(&dir.path().join("l.db")).unwrap();
    // What `fill FILE 5 5` of that version wrote, and the same from today's.
    let packed = include_bytes!("fixtures/version-3.db.gz");
    let old = dir.path().join("old.db");
    let mut file = std::fs::File::create(&old).unwrap();
    std::io::copy(&mut flate2::read::GzDecoder::new(&packed[..]), &mut file).unwrap();
    drop(file);
    let mut stream = made::Stream::new(5);
    let readings: Vec<Reading> = (0..5).map(|_| stream.next().1).collect();
    ledger.enter_all(&readings).unwrap();
    let mut upgraded = SqliteLedger::open(&old).unwrap();
    clean(&upgraded);
    same_answers(&upgraded, &ledger);
    assert_eq!(upgraded.enter(&readings[0]).unwrap().entered, Entered::Known);
    let mut other = readings[1].clone();
    other.events.clear();
    assert_eq!(upgraded.enter(&other).unwrap().entered, Entered::NewReading);
    clean(&upgraded);
}

/// That both ledgers answer alike.
fn same_answers(one: &SqliteLedger, other: &SqliteLedger) {
    let all = Filter::default();
    assert_eq!(one.events(&all).unwrap(), other.events(&all).unwrap());
    assert_eq!(one.claims(&all).unwrap(), other.claims(&all).unwrap());
    for (kind, by) in [
        (Kind::Events, &[By::Type, By::Country][..]),
        (Kind::Events, &[By::Dyad, By::Month]),
        (Kind::Claims, &[By::Stance]),
        (Kind::Reports, &[By::Day]),
    ] {
        let count =
            |ledger: &SqliteLedger| ledger.count(&all, kind, by, Measures::default()).unwrap();
        assert!(!count(other).is_empty());
        assert_eq!(count(one), count(other));
    }
}
