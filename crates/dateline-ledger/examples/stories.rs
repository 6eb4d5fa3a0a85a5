//! How well reports of one happening find together.
//!
//! `cargo run --release -p dateline-ledger --example stories [-- SEED [N]]`
//!
//! N made reports (10,000 unless told otherwise) of known stories are entered;
//! over all pairs of reports within one story by the ledger, how many tell the
//! same happening, and the other way about. Thirty states make all the stories,
//! so the same two are often in several at once. Thresholds were chosen on seed 1.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;

use dateline_ledger::{Ledger, SqliteLedger};
use made::Stream;
use std::collections::HashMap;

fn main() {
    let mut args = std::env::args().skip(1).map(|s| s.parse::<u64>().expect("a number"));
    let (seed, count) = (args.next().unwrap_or(1), args.next().unwrap_or(10_000));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut ledger = SqliteLedger::open(&path).unwrap();
    let mut stream = Stream::new(seed);
    let mut truth: Vec<u64> = Vec::new();
    for _ in 0..count / 500 {
        let (stories, readings): (Vec<u64>, Vec<_>) = (0..500).map(|_| stream.next()).unzip();
        ledger.enter_all(&readings).unwrap();
        truth.extend(stories);
    }
    drop(ledger);
    let db = rusqlite::Connection::open(&path).unwrap();
    let mut select = db.prepare("SELECT story FROM report_story ORDER BY report").unwrap();
    let found: Vec<i64> =
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();

    let pairs =
        |sizes: &mut dyn Iterator<Item = usize>| sizes.map(|n| n * (n - 1) / 2).sum::<usize>();
    let mut both: HashMap<(u64, i64), usize> = HashMap::new();
    let (mut told, mut joined) = (HashMap::<u64, usize>::new(), HashMap::<i64, usize>::new());
    for (&story, &group) in truth.iter().zip(&found) {
        *both.entry((story, group)).or_default() += 1;
        *told.entry(story).or_default() += 1;
        *joined.entry(group).or_default() += 1;
    }
    let right = pairs(&mut both.values().copied()) as f64;
    println!(
        "seed {seed}: {} reports of {} stories, {} by the ledger",
        truth.len(),
        told.len(),
        joined.len()
    );
    println!(
        "pairs: precision {:.3}, recall {:.3}",
        right / pairs(&mut joined.values().copied()).max(1) as f64,
        right / pairs(&mut told.values().copied()).max(1) as f64
    );
}
