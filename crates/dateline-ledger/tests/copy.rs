//! Ledgers moved from one store to the other and back.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;
mod support;

use dateline_ledger::{
    Action, AnyLedger, Correction, Export, Filter, Format, Kind, Layout, Ledger, LedgerError,
    Watch, WatchQuestion, copy,
};
use made::{TOLD, Told, WIRE, reading};
use serde_json::json;
use support::sqlite;

/// A ledger with everything in it: versions, old readings, copies, corrections,
/// an undone one, a story split by hand, a watch with alerts, one of them sent.
fn fill(ledger: &mut AnyLedger) {
    let question = WatchQuestion {
        kind: Kind::Events,
        filter: Filter::default(),
        named: None,
        differs: false,
    };
    let webhook = Some("https://example.org/hook".to_owned());
    let watch = Watch { name: "all".to_owned(), question, webhook, secret: None };
    ledger.watch(&watch).unwrap();
    let first = Told { text: WIRE, ..TOLD };
    let all = [
        first,
        Told { id: "r2", outlet: "Coast Daily", day: "2026-03-31", text: WIRE, ..TOLD },
        Told {
            id: "r3",
            text: "Spain hinted at a wäll, Ana Ruiz said.",
            speaker: Some("Ana Ruiz"),
            ..TOLD
        },
        Told {
            id: "r3",
            text: "Spain hinted at no wall, Ana Ruiz said.",
            speaker: Some("Ana Ruiz"),
            ..TOLD
        },
        Told { id: "r4", text: "Spain hinted at no wall\0, Ana Ruiz said again.", ..TOLD },
    ];
    for told in &all {
        ledger.enter(&reading(told)).unwrap();
    }
    let mut anew = reading(&first);
    anew.events[0].confidence = 0.2;
    ledger.enter(&anew).unwrap();
    let correct = |action, record: &str, detail| Correction {
        record: record.to_owned(),
        action,
        who: "ada".to_owned(),
        detail,
    };
    let note = correct(Action::Note, "r1/1/e1", json!({ "note": "so?" }));
    let number = ledger.correct(&note).unwrap();
    ledger.undo(number, "ben").unwrap().unwrap();
    let story = ledger.story_of("r2").unwrap().unwrap();
    let split = correct(Action::Split, &format!("story/{story}"), json!({ "reports": ["r2"] }));
    ledger.correct(&split).unwrap();
    let due = ledger.due().unwrap();
    ledger.sent(due[0].alert.seq, Some("no connection")).unwrap();
}

/// Everything that can be asked for, recorded_at and numbers included.
fn everything(ledger: &AnyLedger) -> Vec<String> {
    let mut told = Vec::new();
    for kind in [Kind::Events, Kind::Claims, Kind::Actors, Kind::Reports] {
        let mut out = Vec::new();
        let filter = Filter::default();
        let format = Format::Jsonl;
        let export = Export { layout: Layout::Dateline, format, kind, filter, header: false };
        ledger.export(&export, &mut out).unwrap();
        told.extend(String::from_utf8(out).unwrap().lines().map(str::to_owned));
    }
    for id in ["r1", "r2", "r3", "r4"] {
        told.push(format!("{:?}", ledger.reading(id, None).unwrap()));
        told.push(format!("{:?}", ledger.reading_of(id, 1).unwrap()));
        let story = ledger.story_of(id).unwrap().unwrap();
        told.push(format!("{:?}", ledger.story(story, None).unwrap()));
        told.push(format!("{:?}", ledger.backing(&[format!("{id}/1")], None).unwrap()));
    }
    told.push(format!("{:?}", ledger.journal(None, None, 100).unwrap()));
    told.push(format!("{:?}", ledger.watches().unwrap()));
    told.push(format!("{:?}", ledger.alerts(None, 0, 100).unwrap()));
    told.push(format!("{:?}", ledger.due().unwrap()));
    told
}

#[test]
fn there_and_back_everything_is_as_it_was() {
    let Some(postgres) = support::postgres() else { return };
    let (first, last) = (sqlite(), sqlite());
    let mut from = first.open();
    fill(&mut from);
    let before = everything(&from);
    let copied = copy(&from, &postgres.open(), |_, _| {}).unwrap();
    assert!(copied.tables.contains(&("report", 5)), "{copied:?}");
    let there = postgres.open();
    assert_eq!(there.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(everything(&there), before);
    copy(&there, &last.open(), |_, _| {}).unwrap();
    for place in [&postgres, &last] {
        let mut back = place.open();
        assert_eq!(back.check().unwrap().problems, Vec::<String>::new());
        assert_eq!(everything(&back), before);
        let words = Filter { text: Some("hinted wall".to_owned()), ..Filter::default() };
        assert_eq!(back.reports(&words).unwrap().rows.len(), 2, "r3 and r4");
        // It goes on as if it had never been anywhere else.
        let next = Told { id: "r5", text: "Portugal said nothing at all of late.", ..TOLD };
        back.enter(&reading(&next)).unwrap();
        assert_eq!(back.check().unwrap().problems, Vec::<String>::new());
    }
    let error = copy(&from, &last.open(), |_, _| {}).unwrap_err();
    assert!(matches!(error, LedgerError::Question(_)), "{error}");
}

#[test]
fn a_copy_that_was_cut_off_goes_on() {
    let Some(postgres) = support::postgres() else { return };
    let first = sqlite();
    let mut from = first.open();
    fill(&mut from);
    // Cut off in the middle: as if the program had been killed.
    let cut = std::panic::catch_unwind(|| {
        copy(&first.open_to_read(), &postgres.open(), |table, _| {
            assert_ne!(table, "copy_member", "killed");
        })
    });
    cut.unwrap_err();
    let problems = postgres.open().check().unwrap().problems.join("; ");
    assert!(problems.contains("was cut off"), "{problems}");
    // What came in meanwhile is copied as well.
    let next = Told { id: "r6", text: "Portugal said nothing at all of late.", ..TOLD };
    from.enter(&reading(&next)).unwrap();
    let other = sqlite();
    let mut another = other.open();
    another.enter(&reading(&next)).unwrap();
    let error = copy(&another, &postgres.open(), |_, _| {}).unwrap_err();
    assert!(error.to_string().contains("another ledger"), "{error}");
    copy(&from, &postgres.open(), |_, _| {}).unwrap();
    let there = postgres.open();
    assert_eq!(there.check().unwrap().problems, Vec::<String>::new());
    assert_eq!(everything(&there), everything(&from));
}

/// A row that is not as it was is found out by its hash.
#[test]
fn a_copy_that_differs_is_told() {
    let Some(postgres) = support::postgres() else { return };
    let first = sqlite();
    fill(&mut first.open());
    let cut = std::panic::catch_unwind(|| {
        copy(&first.open_to_read(), &postgres.open(), |table, _| {
            assert_ne!(table, "copy_member", "killed");
        })
    });
    cut.unwrap_err();
    postgres.sql("UPDATE event SET status = 'planned' WHERE reading = 1").unwrap();
    let error = copy(&first.open_to_read(), &postgres.open(), |_, _| {}).unwrap_err();
    assert!(matches!(error, LedgerError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("event has"), "{error}");
}
