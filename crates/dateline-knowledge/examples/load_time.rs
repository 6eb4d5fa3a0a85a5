//! How long it takes to load every embedded table: the median of twenty
//! times, and the first, which a start of the program pays.
//! `cargo run --release -p dateline-knowledge --example load_time`

use dateline_knowledge::Knowledge;
use std::time::{Duration, Instant};

fn main() {
    let mut times: Vec<Duration> = (0..20)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(Knowledge::to_extend());
            begun.elapsed()
        })
        .collect();
    let first = times[0];
    times.sort();
    println!("first {first:.1?}, median {:.1?}", times[times.len() / 2]);
}
