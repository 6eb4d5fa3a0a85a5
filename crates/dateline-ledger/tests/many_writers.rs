//! Many writers at once, and a connection that goes away.
#![allow(missing_docs, clippy::unwrap_used)]

mod meeting;
mod support;

use dateline_core::Reading;
use dateline_ledger::{
    AnyLedger, Export, Filter, Format, Kind, Layout, Ledger, LedgerError, open, open_to_read,
};
use meeting::{BODY, Made, clean, made, sale};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{server, sqlite};

const WRITERS: u64 = 8;

/// What reports tell: 40 texts of their own, each printed by three outlets, one
/// report that was read twice, and a sale told, told again and denied.
fn readings() -> Vec<Reading> {
    let mut all: Vec<Reading> = sale().iter().map(Made::reading).collect();
    for n in 0..40 {
        // Words that no other text has, so that which texts are one, and of one
        // story, does not depend on which came first.
        let body: String = BODY
            .join(" ")
            .split_whitespace()
            .map(|word| format!("{word}{} ", letters(n)))
            .collect();
        for outlet in ["Harbour Times", "Coast Daily", "Island Post"] {
            let id = format!("{}{n}", outlet.to_lowercase().replace(' ', ""));
            let id: &'static str = Box::leak(id.into_boxed_str());
            all.push(
                made(id, outlet, "2026-04-08", Box::leak(body.clone().into_boxed_str())).reading(),
            );
        }
    }
    all
}

fn letters(n: usize) -> String {
    [n / 10, n % 10].map(|digit| char::from(b'a' + digit as u8)).iter().collect()
}

/// A different order for each writer.
fn shuffled(readings: &[Reading], seed: u64) -> Vec<Reading> {
    let mut all = readings.to_vec();
    let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for at in (1..all.len()).rev() {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        all.swap(at, (chance % (at as u64 + 1)) as usize);
    }
    all
}

/// Lines of an export, without moments of entry and in order.
fn exported(ledger: &AnyLedger, kind: Kind) -> Vec<String> {
    let mut out = Vec::new();
    let filter = Filter::default();
    let format = Format::Jsonl;
    let export = Export { layout: Layout::Dateline, format, kind, filter, header: false };
    ledger.export(&export, &mut out).unwrap();
    let lines = String::from_utf8(out).unwrap();
    let mut lines: Vec<String> = lines
        .lines()
        .map(|line| {
            let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
            row.as_object_mut().unwrap().remove("recorded_at");
            row.to_string()
        })
        .collect();
    lines.sort();
    lines
}

/// Which reports are together, whatever the numbers of what they are in.
fn together(ledger: &AnyLedger, of: impl Fn(&str) -> i64) -> BTreeSet<BTreeSet<String>> {
    let rows = ledger.reports(&Filter::default()).unwrap().rows;
    let mut sets: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        sets.entry(of(&row.id)).or_default().insert(row.id);
    }
    sets.into_values().collect()
}

fn same_content(one: &AnyLedger, other: &AnyLedger) {
    for kind in [Kind::Events, Kind::Claims, Kind::Actors, Kind::Reports] {
        assert_eq!(exported(one, kind), exported(other, kind), "{kind:?}");
    }
    let stories = |ledger: &AnyLedger| together(ledger, |id| ledger.story_of(id).unwrap().unwrap());
    assert_eq!(stories(one), stories(other), "stories");
    let copies = |ledger: &AnyLedger| {
        together(ledger, |id| ledger.backing(&[format!("{id}/1")], None).unwrap().texts[0].group)
    };
    assert_eq!(copies(one), copies(other), "copies");
}

#[test]
fn eight_writers_enter_everything_once() {
    let Some(place) = support::postgres() else { return };
    let all = readings();
    let quiet = sqlite();
    quiet.open().enter_all(&all).unwrap();
    drop(place.open());
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (place, all) = (&place, &all);
            scope.spawn(move || {
                let mut ledger = place.open();
                // Each enters everything, in an order of its own, now one by one, now
                // some together.
                for some in shuffled(all, writer + 1).chunks(1 + writer as usize % 4) {
                    ledger.enter_all(some).unwrap();
                }
            });
        }
    });
    let (ledger, quiet) = (place.open_to_read(), quiet.open_to_read());
    let found = ledger.check().unwrap();
    assert_eq!(found.problems, Vec::<String>::new());
    let counted =
        |found: &dateline_ledger::CheckReport| (found.reports, found.versions, found.readings);
    assert_eq!(counted(&found), counted(&quiet.check().unwrap()));
    same_content(&ledger, &quiet);
}

#[test]
fn a_lost_connection_is_told_and_the_next_call_makes_another() {
    let Some(place) = support::postgres() else { return };
    let mut ledger = place.open();
    let [first, second, _] = sale().map(|made| made.reading());
    ledger.enter(&first).unwrap();
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    place.sql(others).unwrap();
    let error = ledger.enter(&second).unwrap_err();
    assert!(matches!(error, LedgerError::Lost(_)), "{error}");
    ledger.enter(&second).unwrap();
    clean(&ledger);
    assert_eq!(ledger.check().unwrap().reports, 2);
}

#[test]
fn a_server_that_goes_and_comes_back_loses_nothing() {
    let Some(own) = server::Server::start("") else { return };
    let address = own.database();
    let mut ledger = open(Path::new(&address)).unwrap();
    let [first, second, _] = sale().map(|made| made.reading());
    ledger.enter(&first).unwrap();
    own.crash();
    // What was reported as entered is there; entering goes on.
    let again = (0..300).find_map(|_| match ledger.enter(&second) {
        Ok(receipt) => Some(receipt),
        Err(error) => {
            let told = matches!(error, LedgerError::Lost(_) | LedgerError::Unreachable { .. });
            assert!(told, "{error}");
            std::thread::sleep(std::time::Duration::from_millis(200));
            None
        }
    });
    again.unwrap();
    let ledger = open_to_read(Path::new(&address)).unwrap();
    clean(&ledger);
    assert_eq!(ledger.check().unwrap().reports, 2);
}

#[test]
fn what_is_no_ledger_or_not_there_is_told_and_left_alone() {
    let Some(place) = support::postgres() else { return };
    let error = open_to_read(place.path()).unwrap_err();
    assert!(matches!(error, LedgerError::Missing(_)), "{error}");
    place.sql("CREATE TABLE public.x (y INT)").unwrap();
    let error = open(place.path()).unwrap_err();
    assert!(matches!(error, LedgerError::NotALedger(_)), "{error}");
    place.sql("DROP TABLE public.x").unwrap();
    let mut ledger = place.open();
    let error = ledger.backup(&place.beside("copy.db")).unwrap_err().to_string();
    assert!(error.contains("pg_dump"), "{error}");
    place.sql("INSERT INTO ledger_version VALUES (99, '')").unwrap();
    let error = open(place.path()).unwrap_err();
    assert!(matches!(error, LedgerError::Newer { found: 99, .. }), "{error}");
    place.sql("DELETE FROM ledger_version WHERE version = 99").unwrap();
    ledger.enter(&sale()[0].reading()).unwrap();
    let mut reader = place.open_to_read();
    let error = reader.enter(&sale()[1].reading()).unwrap_err();
    assert!(matches!(error, LedgerError::ReadOnly(_)), "{error}");
    let nowhere = place.path().to_str().unwrap().replace("/test", "/none");
    let error = open(Path::new(&nowhere)).unwrap_err();
    assert!(matches!(error, LedgerError::Refused { .. }), "{error}");
}

#[test]
fn a_writer_waits_for_another_and_then_says_so_while_readers_go_on() {
    let Some(place) = support::postgres() else { return };
    place.open().enter(&sale()[0].reading()).unwrap();
    // Another program holds the lock of those who enter.
    let address = place.path().to_str().unwrap().to_owned();
    let holder = std::thread::spawn(move || {
        server::psql(&address, "SELECT pg_advisory_lock(1148472430); SELECT pg_sleep(4)").unwrap()
    });
    std::thread::sleep(std::time::Duration::from_millis(1500));
    let mut second = dateline_ledger::PostgresLedger::open_waiting(
        place.path().to_str().unwrap(),
        std::time::Duration::from_millis(50),
    )
    .unwrap();
    let error = second.enter(&sale()[1].reading()).unwrap_err();
    assert!(matches!(error, LedgerError::Busy(_)), "{error}");
    assert_eq!(place.open_to_read().reports(&Filter::default()).unwrap().rows.len(), 1);
    holder.join().unwrap();
    second.enter(&sale()[1].reading()).unwrap();
    clean(&second);
}
