//! Counts, and what changed between versions.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;
mod support;

use dateline_ledger::{AnyLedger, By, CellId, Change, Filter, Kind, Ledger, Measures};
use made::{TOLD, Told, WIRE, reading};
use support::Place;

on_both_stores! {
    counts_are_of_reports_texts_and_origins
    every_cell_opens_to_what_it_counts
    a_changed_text_tells_what_it_did
}

fn ledger(place: &Place) -> AnyLedger {
    let mut ledger = place.open();
    let all = [
        Told { text: WIRE, ..TOLD },
        Told { id: "r2", outlet: "Coast Daily", day: "2026-03-31", text: WIRE, ..TOLD },
        Told {
            id: "r3",
            outlet: "Island Post",
            day: "2026-04-01",
            text: "Spain hinted at a wall, Ana Ruiz said.",
            speaker: Some("Ana Ruiz"),
            status: "possible",
            ..TOLD
        },
        Told {
            id: "r4",
            outlet: "River Herald",
            day: "2026-04-02",
            text: "Spain plans more towers on the hills, as Ana Ruiz told students in Nice.",
            speaker: Some("Ana Ruiz"),
            certainty: "possible",
            status: "possible",
        },
    ];
    ledger.enter_all(&all.map(|told| reading(&told))).unwrap();
    ledger
}

const ALL: Measures = Measures { texts: true, origins: true };

fn counts_are_of_reports_texts_and_origins(place: &Place) {
    let ledger = ledger(place);
    let count = |by: &[By], kind| ledger.count(&Filter::default(), kind, by, ALL).unwrap();
    let whole = &count(&[], Kind::Events)[0];
    // Two outlets print one wire text; two reports quote one speaker.
    assert_eq!(
        (whole.records, whole.reports, whole.texts, whole.origins),
        (4, 4, Some(3), Some(2))
    );
    let country = count(&[By::Country], Kind::Events);
    let spain = country.iter().find(|c| c.by == [Some("ESP".to_owned())]).unwrap();
    assert_eq!(spain.records, 4, "two actors of a country are one event of it");
    let dyads = count(&[By::Dyad, By::Month], Kind::Events);
    let keys: Vec<_> = dyads.iter().map(|c| (c.by[1].clone().unwrap(), c.records)).collect();
    assert_eq!(keys, [("2026-03".to_owned(), 2), ("2026-04".to_owned(), 2)]);
    assert_eq!(count(&[By::Speaker], Kind::Claims)[0].origins, Some(1));
    let some = Filter { status: Some("possible".to_owned()), ..Filter::default() };
    assert_eq!(ledger.count(&some, Kind::Events, &[], ALL).unwrap()[0].records, 2);
    let before = Filter { as_of: Some("2020-01-01".to_owned()), ..Filter::default() };
    assert_eq!(ledger.count(&before, Kind::Events, &[], ALL).unwrap()[0].records, 0);
    By::of("type", Kind::Claims).unwrap_err();
}

fn every_cell_opens_to_what_it_counts(place: &Place) {
    let ledger = ledger(place);
    for kind in [Kind::Events, Kind::Claims, Kind::Actors, Kind::Reports] {
        for by in By::ALL.into_iter().filter(|by| By::of(by.as_str(), kind).is_ok()) {
            let filter = Filter { text: Some("spain".to_owned()), ..Filter::default() };
            let cells = ledger.count(&filter, kind, &[by, By::Outlet], ALL).unwrap();
            assert!(!cells.is_empty(), "{kind:?} {by:?}");
            for cell in cells {
                let id = CellId {
                    kind,
                    filter: filter.clone(),
                    cell: [by, By::Outlet].into_iter().zip(cell.by.clone()).collect(),
                };
                let id: CellId = id.to_string().parse().unwrap();
                let records = ledger.in_cell(&id.filter, kind, &id.cell).unwrap();
                assert_eq!(records.len() as u64, cell.records, "{id}");
                let backing = ledger.backing(&records, None).unwrap();
                let told = (backing.reports.len(), backing.texts.len(), backing.origins.len());
                let counted = (cell.reports, cell.texts.unwrap(), cell.origins.unwrap());
                // Of actors and reports the origin is that of the text.
                if [Kind::Events, Kind::Claims].contains(&kind) {
                    assert_eq!((told.0 as u64, told.1 as u64, told.2 as u64), counted, "{id}");
                }
            }
        }
    }
}

fn a_changed_text_tells_what_it_did(place: &Place) {
    let mut ledger = ledger(place);
    let first = Told { id: "r9", text: "Spain confirmed the wall with Italy.", ..TOLD };
    let second = Told {
        text: "Spain reportedly confirmed the wall with Italy.",
        speaker: Some("Ana Ruiz"),
        certainty: "possible",
        status: "possible",
        ..first
    };
    ledger.enter_all(&[reading(&first), reading(&second)]).unwrap();
    let diff = ledger.diff("r9", None, None).unwrap().unwrap();
    assert_eq!((diff.from, diff.to), (1, 2));
    let changed: Vec<_> = diff
        .words
        .iter()
        .filter(|piece| piece.change != Change::Stayed)
        .map(|piece| (piece.change, piece.text.trim()))
        .collect();
    assert_eq!(changed, [(Change::New, "reportedly")]);
    let event = diff.effects.iter().find(|e| e.after.as_deref() == Some("e1")).unwrap();
    assert_eq!((event.change, event.before.as_deref()), (Change::Changed, Some("e1")));
    let said = event.differences.join("; ");
    assert!(said.contains("“confirmed” became “reportedly”"), "{said}");
    assert!(said.contains("status: occurred, now possible"), "{said}");
    assert!(said.contains("now Ana Ruiz (possible)"), "{said}");
    let claim = diff.effects.iter().find(|e| e.after.as_deref() == Some("c1")).unwrap();
    assert_eq!((claim.change, claim.before.as_deref()), (Change::New, None));
    let back = ledger.diff("r9", Some(2), Some(1)).unwrap().unwrap();
    assert!(back.effects.iter().any(|e| e.change == Change::Gone));
    let same = ledger.diff("r9", Some(1), Some(1)).unwrap().unwrap();
    assert!(same.effects.is_empty() && same.words.len() == 1);
    assert_eq!(ledger.diff("r9", Some(1), Some(3)).unwrap(), None);
    assert_eq!(ledger.diff("r1", None, None).unwrap(), None);
}
