//! Watches: what raises an alert, and what does not.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;
mod meeting;
mod support;

use dateline_ledger::{AnyLedger, Filter, Kind, Ledger, LedgerError, Watch, WatchQuestion};
use made::{TOLD, Told, WIRE, reading};
use support::Place;

fn watch(name: &str, kind: Kind, filter: Filter) -> Watch {
    let question = WatchQuestion { kind, filter, named: None, differs: false };
    Watch { name: name.to_owned(), question, webhook: None, secret: None }
}

on_both_stores! {
    new_rows_raise_alerts_and_copies_do_not
    a_new_version_raises_alerts_for_what_it_changed_only
    watches_are_kept_checked_and_forgotten
    a_contradiction_raises_an_alert
}

fn some(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn told(ledger: &mut AnyLedger, told: &Told) -> Vec<String> {
    let receipt = ledger.enter(&reading(told)).unwrap();
    receipt.alerts.iter().map(|alert| format!("{} {}", alert.watch, alert.record)).collect()
}

fn new_rows_raise_alerts_and_copies_do_not(place: &Place) {
    let mut ledger = place.open();
    let agree = Filter { event_type: some("AGREE"), country: some("ITA"), ..Filter::default() };
    ledger.watch(&watch("walls", Kind::Events, agree)).unwrap();
    let other = Filter { event_type: some("ASSAULT"), ..Filter::default() };
    ledger.watch(&watch("attacks", Kind::Events, other)).unwrap();
    let words = Filter { text: some("lighthouses"), ..Filter::default() };
    ledger.watch(&watch("words", Kind::Reports, words)).unwrap();
    let first = Told { text: WIRE, ..TOLD };
    assert_eq!(told(&mut ledger, &first), ["walls r1/1/e1", "words r1/1"]);
    assert_eq!(told(&mut ledger, &first), Vec::<String>::new(), "known");
    let copy = Told { id: "r2", outlet: "Coast Daily", ..first };
    assert_eq!(told(&mut ledger, &copy), Vec::<String>::new(), "a copy");
    let alerts = ledger.alerts(None, 0, 100).unwrap();
    assert_eq!(alerts.len(), 2);
    let said = &alerts[0].sentence;
    assert!(said.starts_with("AGREE (occurred), Spain, Madrid → Italy: Spain agreed"), "{said}");
    assert!(said.ends_with("— Harbour Times"), "{said}");
    assert_eq!(ledger.alerts(Some("words"), 0, 100).unwrap().len(), 1);
    assert_eq!(ledger.alerts(None, alerts[1].seq, 100).unwrap(), []);
}

fn a_new_version_raises_alerts_for_what_it_changed_only(place: &Place) {
    let mut ledger = place.open();
    let possible = Filter { status: some("possible"), ..Filter::default() };
    ledger.watch(&watch("all", Kind::Events, Filter::default())).unwrap();
    ledger.watch(&watch("doubt", Kind::Events, possible)).unwrap();
    let first = Told { text: "Spain confirmed the wall with Italy.", ..TOLD };
    assert_eq!(told(&mut ledger, &first), ["all r1/1/e1"]);
    let spelt = Told { text: "Spain confirmed the wall with  Italy.", ..first };
    assert_eq!(told(&mut ledger, &spelt), Vec::<String>::new(), "nothing changed");
    let doubted = Told {
        text: "Spain reportedly confirmed the wall with Italy.",
        status: "possible",
        speaker: Some("Ana Ruiz"),
        ..first
    };
    assert_eq!(told(&mut ledger, &doubted), ["all r1/3/e1", "doubt r1/3/e1"]);
    // An old text that is read anew does not count, and tells nothing.
    let mut anew = reading(&first);
    anew.events[0].confidence = 0.2;
    assert_eq!(ledger.enter(&anew).unwrap().alerts, []);
}

fn watches_are_kept_checked_and_forgotten(place: &Place) {
    let mut ledger = place.open();
    let mut hooked = watch("walls", Kind::Events, Filter::default());
    hooked.webhook = some("https://example.org/hook");
    ledger.watch(&hooked).unwrap();
    let question = |e: LedgerError| matches!(e, LedgerError::Question(_));
    assert!(question(ledger.watch(&hooked).unwrap_err()), "the name is taken");
    let wrong = Filter { event_type: some("agree"), ..Filter::default() };
    assert!(question(ledger.watch(&watch("x", Kind::Events, wrong)).unwrap_err()));
    let past = Filter { as_of: some("2026-01-01"), ..Filter::default() };
    assert!(question(ledger.watch(&watch("x", Kind::Events, past)).unwrap_err()));
    assert!(question(ledger.watch(&watch("x", Kind::Actors, Filter::default())).unwrap_err()));
    let kept = &ledger.watches().unwrap()[0];
    assert_eq!(kept.question, hooked.question);
    assert_eq!(kept.secret.as_ref().unwrap().len(), 64, "a secret was made");

    told(&mut ledger, &Told { text: "Spain confirmed the wall with Italy.", ..TOLD });
    let due = ledger.due().unwrap();
    assert_eq!(
        (due.len(), due[0].tries, due[0].webhook.as_str()),
        (1, 0, "https://example.org/hook")
    );
    ledger.sent(due[0].alert.seq, Some("no connection")).unwrap();
    assert_eq!(ledger.due().unwrap()[0].tries, 1);
    ledger.sent(due[0].alert.seq, None).unwrap();
    assert_eq!(ledger.due().unwrap(), []);

    ledger.unwatch("walls").unwrap();
    assert!(question(ledger.unwatch("walls").unwrap_err()));
    assert_eq!(ledger.alerts(None, 0, 9).unwrap().len(), 1, "alerts stay");
}

fn a_contradiction_raises_an_alert(place: &Place) {
    let mut ledger = place.open();
    let mut differs = watch("numbers", Kind::Claims, Filter::default());
    differs.question.differs = true;
    ledger.watch(&differs).unwrap();
    let mut wrong = watch("reports", Kind::Reports, Filter::default());
    wrong.question.differs = true;
    assert!(matches!(ledger.watch(&wrong), Err(LedgerError::Question(_))));
    let alerts: Vec<Vec<String>> = meeting::sale()
        .iter()
        .map(|made| ledger.enter(&made.reading()).unwrap().alerts)
        .map(|alerts| alerts.into_iter().map(|alert| alert.sentence).collect())
        .collect();
    assert!(alerts[0].is_empty(), "{alerts:?}");
    let number = alerts[1].iter().find(|told| told.starts_with("number (patrol: 5 here, 4 there)"));
    assert!(number.is_some_and(|told| told.contains("against r1/1/c1: ")), "{alerts:?}");
    assert!(alerts[2].iter().any(|told| told.starts_with("denies (")), "{alerts:?}");
}
