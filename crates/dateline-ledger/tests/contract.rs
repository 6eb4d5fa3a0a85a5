//! What holds of every ledger.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use dateline_core::{Reading, Report};
use dateline_ledger::{
    Action, Bookmark, Correction, Entered, Filter, Ledger, LedgerError, Ready, Sort, SqliteLedger,
};
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::Place;
use tempfile::{TempDir, tempdir};

fn place() -> (TempDir, PathBuf) {
    let dir = tempdir().unwrap();
    let path = dir.path().join("l.db");
    (dir, path)
}

on_both_stores! {
    entering_twice_changes_nothing
    what_is_newer_counts_and_what_is_older_stays
    filters_find_what_they_say_and_nothing_else
    an_older_text_that_is_read_anew_does_not_come_back
    pages_follow_one_another_in_every_order
    corrections_stand_beside_the_evidence
    check_sees_a_changed_text_and_a_lost_row
}

/// A reading with an actor, a claim and an event, as the reader would hand over.
fn reading(id: &str, text: &str) -> Reading {
    let mut report = Report::of_text(text);
    report.id = id.to_owned();
    report.outlet = Some("Harbour Times".to_owned());
    report.published_at = Some("2026-03-30".to_owned());
    let report = serde_json::to_value(report).unwrap();
    let span = serde_json::json!({ "start": 0, "end": 1, "text": "S" });
    serde_json::from_value(serde_json::json!({
        "schema": "dateline/reading/1", "report": report, "sentences": [span],
        "actors": [{ "id": "a1", "name": "Spain", "kind": "country", "country": "ESP",
                     "sectors": ["GOV"], "title": null, "confidence": 0.9, "mentions": [],
                     "by": "test" }],
        "claims": [{ "id": "c1", "speaker": "a1", "speaker_kind": "named", "source": [],
                     "cue": [], "content": [span], "manner": "indirect", "stance": "asserts",
                     "certainty": "possible", "polarity": "positive", "within": null,
                     "confidence": 0.8, "by": "test" }],
        "events": [{ "id": "e1", "type": "AGREE", "modes": [], "contexts": ["economic"],
                     "cameo": "057", "actors": ["a1"], "recipients": [], "status": "occurred",
                     "historical": false, "date": null, "place": null, "claim": "c1",
                     "within": null, "intensity": 5.0, "quad": "verbal-cooperation",
                     "evidence": { "sentence": 0, "spans": [], "by": "test" },
                     "confidence": 0.7 }],
        "agreements": [], "deliveries": [], "notices": []
    }))
    .unwrap()
}

fn clean(ledger: &impl Ledger) -> (u64, u64, u64) {
    let found = ledger.check().unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
    (found.reports, found.versions, found.readings)
}

fn entering_twice_changes_nothing(place: &Place) {
    let mut ledger = place.open();
    let first = reading("r1", "Spain agreed.");
    assert_eq!(ledger.enter(&first).unwrap().entered, Entered::New);
    let mut again = first.clone();
    again.report.url = Some("other/folder.txt".to_owned());
    assert_eq!(ledger.enter(&again).unwrap().entered, Entered::Known);
    assert_eq!(clean(&ledger), (1, 1, 1));
    drop(ledger);
    let ledger = place.open_to_read();
    assert_eq!(ledger.reading("r1", None).unwrap().as_ref(), Some(&first));
}

fn what_is_newer_counts_and_what_is_older_stays(place: &Place) {
    let mut ledger = place.open();
    let first = reading("r1", "Spain agreed.");
    ledger.enter(&first).unwrap();
    let then = ledger.reports(&Filter::default()).unwrap().rows[0].recorded_at.clone();
    std::thread::sleep(Duration::from_millis(5));
    let mut better = first.clone();
    better.events.clear();
    assert_eq!(ledger.enter(&better).unwrap().entered, Entered::NewReading);
    let changed = ledger.enter(&reading("r1", "Spain agreed at last.")).unwrap();
    assert_eq!((changed.entered, changed.version), (Entered::NewVersion, 2));
    assert_eq!(clean(&ledger), (1, 2, 3));

    assert_eq!(ledger.reports(&Filter::default()).unwrap().rows[0].version, 2);
    assert_eq!(ledger.events(&Filter::default()).unwrap().rows[0].record, "r1/2/e1");
    assert_eq!(ledger.reading_of("r1", 1).unwrap(), Some(better));
    assert_eq!(ledger.reading_of("r1", 3).unwrap(), None);
    assert_eq!(ledger.reading("r1", Some(&then)).unwrap(), Some(first));
    let as_of = |moment: &str| Filter { as_of: Some(moment.to_owned()), ..Filter::default() };
    assert_eq!(ledger.events(&as_of(&then)).unwrap().rows[0].record, "r1/1/e1");
    assert!(ledger.reports(&as_of("2020-01-01")).unwrap().rows.is_empty());
}

fn filters_find_what_they_say_and_nothing_else(place: &Place) {
    let mut ledger = place.open();
    ledger
        .enter_all(&[reading("r1", "Boats for U.S. ports."), reading("r2", "No ships.")])
        .unwrap();
    let some = |value: &str| Some(value.to_owned());
    let hit =
        ledger.reports(&Filter { text: some("u.s. boat*"), ..Filter::default() }).unwrap().rows;
    assert_eq!((hit.len(), hit[0].id.as_str()), (1, "r1"));
    assert_eq!(hit[0].found.as_deref(), Some("[Boats] for [U.S]. ports."));
    let none = |filter: Filter| {
        assert!(ledger.events(&filter).unwrap().rows.is_empty(), "{filter:?}");
    };
    let all = Filter {
        text: some("ships"),
        actor: some("spa"),
        country: some("ESP"),
        event_type: some("AGREE"),
        context: some("economic"),
        status: some("occurred"),
        from: some("2026-03-30"),
        to: some("2026-03-30"),
        ..Filter::default()
    };
    let rows = ledger.events(&all).unwrap().rows;
    assert_eq!((rows.len(), rows[0].record.as_str()), (1, "r2/1/e1"));
    assert_eq!(rows[0].actors, ["Spain"]);
    none(Filter { actor: some("s%n"), ..all.clone() });
    none(Filter { recipient: some("Spain"), ..all.clone() });
    none(Filter { country: some("FRA"), ..all.clone() });
    none(Filter { event_type: some("AID"), ..all.clone() });
    none(Filter { context: some("military"), ..all.clone() });
    none(Filter { status: some("planned"), ..all.clone() });
    none(Filter { from: some("2026-03-31"), ..all.clone() });
    none(Filter { mode: some("visit"), ..all.clone() });
    none(Filter { sector: some("MIL"), ..all.clone() });
    none(Filter { place: some("Lima"), ..all.clone() });
    none(Filter { since: some("2026-03-31"), ..all.clone() });
    none(Filter { until: some("2026-03-29"), ..all.clone() });
    none(Filter { speaker: some("France"), ..all.clone() });
    none(Filter { certainty: some("certain"), ..all.clone() });
    none(Filter { story: some("s7"), ..all.clone() });
    none(Filter { outlet: some("Harbour"), ..all.clone() });
    let more = Filter {
        sector: some("GOV"),
        since: some("2026-03-30"),
        speaker: some("spain"),
        certainty: some("possible"),
        stance: some("asserts"),
        ..all.clone()
    };
    assert_eq!(ledger.events(&more).unwrap().rows.len(), 1);
    let sure = Filter { certainty: some("certain"), ..Filter::default() };
    assert!(ledger.claims(&sure).unwrap().rows.is_empty());
    let spain = Filter { speaker: some("SPAIN"), limit: Some(1), ..Filter::default() };
    assert_eq!(ledger.claims(&spain).unwrap().rows.len(), 1);
}

fn an_older_text_that_is_read_anew_does_not_come_back(place: &Place) {
    let mut ledger = place.open();
    let old = reading("r1", "Spain agreed.");
    ledger.enter_all(&[old.clone(), reading("r1", "Spain agreed at last.")]).unwrap();
    let mut better = old.clone();
    better.events.clear();
    let receipt = ledger.enter(&better).unwrap();
    assert_eq!((receipt.version, receipt.entered), (1, Entered::NewReading));
    let rows = ledger.events(&Filter::default()).unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.record.as_str()).collect::<Vec<_>>(), ["r1/2/e1"]);
    assert_eq!(ledger.reading("r1", None).unwrap().unwrap().report.version, 2);
    assert_eq!(ledger.reading_of("r1", 1).unwrap(), Some(better));
    let moment = ledger.reports(&Filter::default()).unwrap().rows[0].recorded_at.clone();
    let then = ledger.reports(&Filter { as_of: Some(moment), ..Filter::default() }).unwrap();
    assert_eq!(then.rows[0].version, 2);
    assert_eq!(clean(&ledger), (1, 2, 3));
}

fn pages_follow_one_another_in_every_order(place: &Place) {
    let mut ledger = place.open();
    let some = |value: &str| Some(value.to_owned());
    let mut all = Vec::new();
    for i in 0..20 {
        let mut one = reading(&format!("r{i}"), &format!("Spain agreed on ship {i}."));
        one.report.published_at = Some(format!("2026-03-{:02}", 1 + i * 7 % 10));
        one.events.push(one.events[0].clone());
        one.events[1].id = dateline_core::EventId::at(1);
        one.events[1].recipients = one.events[1].actors.clone();
        one.events[1].confidence = 0.01 * i as f32;
        all.push(one);
    }
    ledger.enter_all(&all).unwrap();
    let by = |filter: &Filter| {
        let (mut filter, mut found) = (Filter { limit: Some(7), ..filter.clone() }, Vec::new());
        loop {
            let page = ledger.events(&filter).unwrap();
            found.extend(page.rows);
            filter.after = page.next;
            if filter.after.is_none() {
                return found;
            }
        }
    };
    for sort in [Sort::Published, Sort::Oldest, Sort::Happened, Sort::Confidence, Sort::Entered] {
        let whole = Filter { sort, ..Filter::default() };
        let drivers = [
            whole.clone(),
            Filter { country: some("ESP"), ..whole.clone() },
            Filter { actor: some("spain"), ..whole.clone() },
            Filter { event_type: some("AGREE"), ..whole.clone() },
            Filter { text: some("ship"), ..whole.clone() },
            Filter { speaker: some("pai"), ..whole.clone() },
        ];
        for filter in drivers {
            let rows = by(&filter);
            let mut records: Vec<_> = rows.iter().map(|row| row.record.clone()).collect();
            records.sort();
            records.dedup();
            assert_eq!((rows.len(), records.len()), (40, 40), "{filter:?}");
            let days: Vec<_> = rows.iter().map(|row| row.published_at.clone()).collect();
            match sort {
                Sort::Entered => {}
                Sort::Oldest => assert!(days.is_sorted(), "{filter:?}"),
                Sort::Confidence => {
                    assert!(rows.is_sorted_by(|a, b| a.confidence >= b.confidence));
                }
                _ => assert!(days.is_sorted_by(|a, b| a >= b), "{filter:?}"),
            }
        }
    }
    let error = ledger.events(&Filter { after: some("x"), ..Filter::default() }).unwrap_err();
    assert!(error.to_string().contains("no cursor"), "{error}");
}

fn corrections_stand_beside_the_evidence(place: &Place) {
    let mut ledger = place.open();
    let first = reading("r1", "Spain agreed.");
    ledger.enter(&first).unwrap();
    let note = |action| Correction {
        record: "r1/1/e1".to_owned(),
        action,
        who: "ada".to_owned(),
        detail: serde_json::json!({ "why": "no" }),
    };
    ledger.correct(&note(Action::Reject)).unwrap();
    ledger.correct(&note(Action::Split)).unwrap();
    let all = ledger.corrections("r1/1/e1").unwrap();
    assert_eq!(all, [note(Action::Reject), note(Action::Split)]);
    assert_eq!(ledger.reading("r1", None).unwrap(), Some(first));
    for table in ["report", "reading", "correction"] {
        let error = place.sql(&format!("DELETE FROM {table}")).unwrap_err();
        assert!(error.contains("never deleted"), "{table}: {error}");
        let error = place.sql(&format!("UPDATE {table} SET recorded_at = ''")).unwrap_err();
        assert!(error.contains("never changed"), "{table}: {error}");
    }
}

#[test]
fn a_backup_is_a_ledger_and_overwrites_nothing() {
    let (dir, path) = place();
    let mut ledger = SqliteLedger::open(&path).unwrap();
    ledger.enter(&reading("r1", "Spain agreed.")).unwrap();
    let copy = dir.path().join("copy.db");
    ledger.backup(&copy).unwrap();
    assert_eq!(clean(&SqliteLedger::open_to_read(&copy).unwrap()), (1, 1, 1));
    assert!(matches!(ledger.backup(&copy), Err(LedgerError::Exists(_))));
}

fn check_sees_a_changed_text_and_a_lost_row(place: &Place) {
    let mut ledger = place.open();
    ledger.enter(&reading("r1", "Spain agreed.")).unwrap();
    place.unlock("report");
    let nought = if place.is_postgres() { "'\\x00'" } else { "x'00'" };
    place.sql(&format!("UPDATE report SET text = {nought}; DELETE FROM claim;")).unwrap();
    let problems = ledger.check().unwrap().problems.join("; ");
    assert!(problems.contains("r1/1 is not the one"), "{problems}");
    assert!(problems.contains("other rows than records"), "{problems}");
}

fn error_of(path: &Path) -> LedgerError {
    SqliteLedger::open(path).unwrap_err()
}

#[test]
fn what_is_no_ledger_of_ours_is_left_alone() {
    let (dir, path) = place();
    assert!(matches!(SqliteLedger::open_to_read(&path), Err(LedgerError::Missing(_))));
    assert!(matches!(error_of(&dir.path().join("no/l.db")), LedgerError::CannotOpen(_)));
    std::fs::write(&path, "a letter to somebody, long enough to be no header of SQLite".repeat(9))
        .unwrap();
    assert!(matches!(error_of(&path), LedgerError::NotALedger(_)));
    let other = dir.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    let before = std::fs::read(&other).unwrap();
    assert!(matches!(error_of(&other), LedgerError::NotALedger(_)));
    assert_eq!(std::fs::read(&other).unwrap(), before);
    let newer = dir.path().join("newer.db");
    drop(SqliteLedger::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(error_of(&newer), LedgerError::Newer { found: 99, .. }));
}

#[test]
fn a_second_writer_waits_and_then_says_so_while_readers_go_on() {
    let (_dir, path) = place();
    let mut ledger = SqliteLedger::open(&path).unwrap();
    ledger.enter(&reading("r1", "Spain agreed.")).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut second = SqliteLedger::open_waiting(&path, Duration::from_millis(50)).unwrap();
    let error = second.enter(&reading("r2", "No.")).unwrap_err();
    assert!(matches!(error, LedgerError::Busy(_)), "{error}");
    assert_eq!(
        SqliteLedger::open_to_read(&path).unwrap().reports(&Filter::default()).unwrap().rows.len(),
        1
    );
    other.execute_batch("ROLLBACK").unwrap();
    second.enter(&reading("r2", "No.")).unwrap();
    assert_eq!(clean(&ledger), (2, 2, 2));
}

#[test]
fn a_damaged_page_is_told() {
    let (_dir, path) = place();
    let mut ledger = SqliteLedger::open(&path).unwrap();
    let many: Vec<_> = (0..200).map(|i| reading(&format!("r{i}"), &"word ".repeat(200))).collect();
    ledger.enter_all(&many).unwrap();
    drop(ledger);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8192].fill(0xAA);
    std::fs::write(&path, bytes).unwrap();
    // Where the damage lies shows when it is met, maybe when it is opened.
    match SqliteLedger::open_to_read(&path).and_then(|ledger| ledger.check()) {
        Ok(found) => assert!(!found.problems.is_empty()),
        Err(error) => assert!(matches!(error, LedgerError::Damaged { .. }), "{error}"),
    }
}

#[test]
fn bookmarks_stand_behind_what_was_entered_with_them() {
    let (_dir, path) = place();
    let mut ledger = SqliteLedger::open(&path).unwrap();
    let mark = |place: &str| Bookmark {
        input: "/news/a.warc".to_owned(),
        state: "7 bytes".to_owned(),
        place: place.to_owned(),
    };
    assert!(ledger.bookmarks().unwrap().is_empty());
    let receipts =
        ledger.enter_and_mark(&[Ready::new(reading("r1", "Spain agreed."))], &mark("1")).unwrap();
    assert_eq!(receipts[0].entered, Entered::New);
    ledger.enter_and_mark(&[], &mark("end")).unwrap();
    drop(ledger);
    let mut ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(ledger.bookmarks().unwrap(), [mark("end")]);
    ledger.unmark(&["/news/b.warc".to_owned()]).unwrap();
    assert_eq!(ledger.bookmarks().unwrap().len(), 1);
    ledger.unmark(&["/news/a.warc".to_owned()]).unwrap();
    assert!(ledger.bookmarks().unwrap().is_empty());
    assert_eq!(clean(&ledger), (1, 1, 1));
}
