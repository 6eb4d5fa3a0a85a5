//! Asks a ledger many questions and tells how long answers take.
//!
//! `cargo run --release -p dateline-ledger --example ask -- LEDGER [N] [QUESTIONS.jsonl]`
//!
//! Questions are made of what stands in reports drawn by chance (seeded): names,
//! countries, types, months, words. Queries and searches ask for 50 rows. The
//! questions are written down, so that others can be asked the same. Told are
//! milliseconds by the clock, and of the processor, which say more on a machine
//! that has other things to do.
#![allow(missing_docs, clippy::unwrap_used)]

use dateline_core::Reading;
use dateline_ledger::{By, Filter, Kind, Ledger, Measures};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// A small generator of chance: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(file) = args.first() else {
        eprintln!("usage: ask LEDGER [N] [QUESTIONS.jsonl]");
        std::process::exit(2);
    };
    let n: usize = args.get(1).map_or(100, |n| n.parse().expect("N is a number"));
    let mut written = args.get(2).map(|path| std::fs::File::create(path).unwrap());
    let ledger = dateline_ledger::open_to_read(Path::new(file)).unwrap();
    let drawn = draw(&ledger, 400);
    let mut chance = Chance(88_172_645_463_325_252);
    println!(
        "{:<34} {:>5} {:>9} {:>9} {:>9} {:>9}",
        "milliseconds", "n", "p50", "p95", "p50 CPU", "p95 CPU"
    );
    for (name, ask) in KINDS {
        let (mut times, mut works) = (Vec::new(), Vec::new());
        while times.len() < n {
            let reading = chance.of(&drawn).unwrap();
            let Some((kind, filter, by)) = ask(&mut chance, reading) else { continue };
            let (start, before) = (Instant::now(), processor());
            if name.starts_with("count") {
                ledger.count(&filter, kind, &by, Measures::default()).unwrap();
            } else {
                match kind {
                    Kind::Claims => drop(ledger.claims(&filter).unwrap()),
                    Kind::Reports => drop(ledger.reports(&filter).unwrap()),
                    _ => drop(ledger.events(&filter).unwrap()),
                }
            }
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            works.push(processor() - before);
            if let Some(file) = &mut written {
                let by: Vec<_> = by.iter().map(|by| by.as_str()).collect();
                let line = json!({ "name": name, "kind": kind, "filter": filter, "by": by });
                writeln!(file, "{line}").unwrap();
            }
        }
        let at = |times: &mut Vec<f64>, share: f64| {
            times.sort_by(f64::total_cmp);
            times[((times.len() - 1) as f64 * share) as usize]
        };
        let [mid, late] = [0.5, 0.95].map(|share| at(&mut times, share));
        let [mid_cpu, late_cpu] = [0.5, 0.95].map(|share| at(&mut works, share));
        println!("{name:<34} {n:>5} {mid:>9.1} {late:>9.1} {mid_cpu:>9.1} {late_cpu:>9.1}");
    }
}

/// Milliseconds that this thread has had a processor; 0 where nobody tells.
fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e6
}

type Question = (Kind, Filter, Vec<By>);
type Ask = fn(&mut Chance, &Reading) -> Option<Question>;

const KINDS: [(&str, Ask); 10] = [
    ("query: events, country", |c, r| events(c, r, |f, _, who| f.country = country(who))),
    ("query: events, country and type", |c, r| {
        events(c, r, |f, e, who| {
            (f.country, f.event_type) = (country(who), Some(e.event_type.to_string()));
        })
    }),
    ("query: events, actor", |c, r| events(c, r, |f, _, who| f.actor = Some(who.name.clone()))),
    ("query: events, actor, status, month", |c, r| {
        let day = r.report.published_at.clone()?;
        events(c, r, |f, e, who| {
            (f.actor, f.status) = (Some(who.name.clone()), Some(e.status.to_string()));
            f.from = day.get(..7).map(|month| format!("{month}-01"));
        })
    }),
    ("query: claims, speaker", |c, r| {
        let speaker = r.actors.get(c.of(&r.claims)?.speaker?.index())?;
        let filter = Filter { speaker: Some(speaker.name.clone()), ..rows() };
        Some((Kind::Claims, filter, vec![]))
    }),
    ("search: one word", |c, r| search(c, r, 1)),
    ("search: two words", |c, r| search(c, r, 2)),
    ("count: types of a country", |c, r| {
        let (kind, filter, _) = events(c, r, |f, _, who| f.country = country(who))?;
        Some((kind, Filter { limit: None, ..filter }, vec![By::Type]))
    }),
    ("count: months of an actor", |c, r| {
        let (kind, filter, _) = events(c, r, |f, _, who| f.actor = Some(who.name.clone()))?;
        Some((kind, Filter { limit: None, ..filter }, vec![By::Month]))
    }),
    ("count: dyads of a month", |_, r| {
        let month = r.report.published_at.as_deref()?.get(..7)?;
        let (from, to) = (Some(format!("{month}-01")), Some(format!("{month}-31")));
        Some((Kind::Events, Filter { from, to, ..Filter::default() }, vec![By::Dyad]))
    }),
];

fn rows() -> Filter {
    Filter { limit: Some(50), ..Filter::default() }
}

fn country(actor: &dateline_core::Actor) -> Option<String> {
    actor.country.map(|country| country.to_string())
}

fn events(
    chance: &mut Chance,
    reading: &Reading,
    set: impl Fn(&mut Filter, &dateline_core::Event, &dateline_core::Actor),
) -> Option<Question> {
    let event = chance.of(&reading.events)?;
    let actor = reading.actors.get(event.actors.first()?.index())?;
    actor.country?;
    let mut filter = rows();
    set(&mut filter, event, actor);
    Some((Kind::Events, filter, vec![]))
}

fn search(chance: &mut Chance, reading: &Reading, several: usize) -> Option<Question> {
    let words: Vec<&str> = reading
        .report
        .text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 3)
        .collect();
    let chosen: Option<Vec<&str>> = (0..several).map(|_| chance.of(&words).copied()).collect();
    Some((Kind::Reports, Filter { text: Some(chosen?.join(" ")), ..rows() }, vec![]))
}

/// Readings from all over the ledger: of the newest and the oldest reports, and
/// of those with days in between.
fn draw(ledger: &impl Ledger, n: u32) -> Vec<Reading> {
    let newest = ledger.reports(&Filter { limit: Some(1), ..Filter::default() }).unwrap();
    let last = newest.rows[0].published_at.clone().unwrap_or_default();
    let mut all = Vec::new();
    for month in 1..=12 {
        let to = format!("{}-{month:02}-28", last.get(..4).unwrap_or("2026"));
        let filter = Filter { to: Some(to), limit: Some(n / 12), ..Filter::default() };
        for row in ledger.reports(&filter).unwrap().rows {
            all.extend(ledger.reading(&row.id, None).unwrap());
        }
    }
    all
}
