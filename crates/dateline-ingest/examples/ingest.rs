//! Reads inputs on one thread and tells what it took: `ingest [TIMES] PATH...`.

use dateline_ingest::{Options, find, records};
use dateline_knowledge::Knowledge;
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let times = arguments.first().and_then(|first| first.parse::<usize>().ok());
    if times.is_some() {
        arguments.remove(0);
    }
    let inputs = find(&arguments).expect("inputs are named on the command line");
    let knowledge = Knowledge::embedded();
    let options = Options::default();
    let (start, before) = (Instant::now(), usage().0);
    let (mut read, mut characters) = (0usize, 0usize);
    let mut failed = BTreeMap::<&str, usize>::new();
    for _ in 0..times.unwrap_or(1) {
        for input in &inputs {
            for record in records(input, &options) {
                match record.and_then(|record| record.load(&knowledge, &options)) {
                    Ok(loaded) => {
                        read += 1;
                        characters += loaded.report.text.chars().count();
                    }
                    Err(error) => *failed.entry(error.name()).or_default() += 1,
                }
            }
        }
    }
    let (after, peak) = usage();
    let cpu = after - before;
    let all = read + failed.values().sum::<usize>();
    println!(
        "{all} records, {read} read, {characters} characters, {cpu:.2} s CPU, {:.2} s wall, {:.0} records/s CPU, peak {peak} MB",
        start.elapsed().as_secs_f64(),
        all as f64 / cpu.max(0.001)
    );
    println!("not read: {failed:?}");
}

/// CPU seconds of this process, and its peak memory in MB.
fn usage() -> (f64, i64) {
    // SAFETY: getrusage writes a whole rusage, which may be all zeros, to where
    // it is told; the value lives on our stack.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<libc::rusage>();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    (seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss / 1024)
}
