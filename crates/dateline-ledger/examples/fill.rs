//! Fills a ledger with made readings, and tells how fast it goes and how large
//! it becomes.
//!
//! `cargo run --release -p dateline-ledger --example fill -- LEDGER N [SEED]`
//!
//! A ledger that holds some of them already gets the rest. What is made says
//! `made/stream.rs`. Readings are made, and made ready, on a thread of their own and
//! entered in batches of 1,000; only entering is timed, the processor's time of both is
//! told. With PostgreSQL that of all server processes of this machine counts as well.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;

use dateline_ledger::{Filter, Kind, Ledger, Measures, Ready};
use made::Stream;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

const BATCH: usize = 1000;
const HEAD: &str = "  reports   readings/s  by CPU second bytes/report   WAL MB  peak MB";

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(count)) = (args.next().map(PathBuf::from), args.next()) else {
        eprintln!("usage: fill LEDGER N [SEED]");
        std::process::exit(2);
    };
    let count: usize = count.parse().expect("N is a number");
    let seed = args.next().map_or(1, |s| s.parse().expect("the seed is a number"));

    let mut ledger = dateline_ledger::open(&path).unwrap();
    let all = Filter::default();
    let there = ledger.count(&all, Kind::Reports, &[], Measures::default()).unwrap()[0].records;
    let there = there as usize;
    let (send, receive) = mpsc::sync_channel(0);
    std::thread::spawn(move || {
        let mut stream = Stream::new(seed);
        let mut batch = Vec::with_capacity(BATCH);
        for n in 0..count {
            let reading = stream.next().1;
            if n < there {
                continue;
            }
            batch.push(Ready::new(reading));
            if batch.len() == BATCH || n + 1 == count {
                // The other side goes only when the program does.
                send.send(std::mem::take(&mut batch)).unwrap();
            }
        }
    });

    println!("{HEAD}");
    let (mut entered, mut spent, mut since, mut cpu) = (there, Duration::ZERO, 0, 0.0);
    for batch in receive {
        let (start, before) = (Instant::now(), cpu_seconds() + server_seconds());
        ledger.enter_ready(&batch).unwrap();
        spent += start.elapsed();
        cpu += cpu_seconds() + server_seconds() - before;
        entered += batch.len();
        since += batch.len();
        let step = if entered <= 10_000 { 5_000 } else { (entered / 10).max(10_000) };
        if since >= step || entered == count {
            let size = |path: PathBuf| std::fs::metadata(path).map_or(0, |m| m.len());
            let wal = size(PathBuf::from(format!("{}-wal", path.display())));
            println!(
                "{entered:>9} {:>12.0} {:>14.0} {:>12} {:>8} {:>8}",
                since as f64 / spent.as_secs_f64(),
                since as f64 / cpu,
                size(path.clone()) / entered as u64,
                wal >> 20,
                peak_mb()
            );
            (spent, since, cpu) = (Duration::ZERO, 0, 0.0);
        }
    }
}

/// CPU time of this thread, which enters, in hundredths of a second as Linux
/// tells it: other programs may run beside this one.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap_or_default();
    // After the name in brackets; user and system time are the 14th and 15th.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// CPU time of PostgreSQL's processes, of those that ended as well.
fn server_seconds() -> f64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ticks = processes.map(|process| {
        let stat = std::fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        let Some((name, fields)) = stat.rsplit_once(')') else { return 0.0 };
        if !name.ends_with("(postgres") {
            return 0.0;
        }
        let fields = fields.split_whitespace().skip(11).take(4);
        fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
    });
    ticks.sum::<f64>() / 100.0
}

/// The most memory this program has had, both threads.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1024
}
