//! `stages FILE.jsonl [ARTICLES [WORDS]]`: how much processor time each stage of
//! `read` takes for news articles (records with `text`) cut to so many words, and
//! what that is of `annotate`'s. Time is that of the thread; of each stage and
//! article the quickest of several rounds counts.

use dateline_annotate::tokenize;
use dateline_core::Report;
use dateline_read::{Reader, staged};
use std::error::Error;

/// The machine may be shared: noise only ever adds time.
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().ok_or("usage: stages FILE.jsonl [ARTICLES [WORDS]]")?;
    let number = |at: usize, usual| arguments.get(at).map_or(Ok(usual), |n| n.parse::<usize>());
    let (articles, most) = (number(1, 100)?, number(2, 500)?);
    let reader = Reader::default();

    let mut stages: Vec<(&str, f64)> = Vec::new();
    let mut count = 0;
    for line in std::fs::read_to_string(file)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().ok_or("a record has no `text`")?;
        let words = tokenize(text);
        if words.len() < most || count == articles {
            continue;
        }
        count += 1;
        let report = Report::of_text(&text[..words[most - 1].end]);
        let mut quickest: Vec<(&str, f64)> = Vec::new();
        for _ in 0..ROUNDS {
            let (mut at, mut last) = (0, seconds());
            staged(&report, &reader, &mut |stage| {
                let time = seconds() - last;
                match quickest.get_mut(at) {
                    Some((_, least)) => *least = least.min(time),
                    None => quickest.push((stage, time)),
                }
                (at, last) = (at + 1, seconds());
            });
        }
        for (at, (stage, time)) in quickest.into_iter().enumerate() {
            match stages.get_mut(at) {
                Some((_, sum)) => *sum += time,
                None => stages.push((stage, time)),
            }
        }
    }
    let annotate = stages.first().ok_or("no article is that long")?.1;
    let all: f64 = stages.iter().map(|(_, time)| time).sum();
    println!("{count} articles of {most} words: {:.1} articles/s", count as f64 / all);
    for (stage, time) in stages {
        let (each, share) = (time / count as f64 * 1e3, time / annotate * 100.0);
        println!("{stage:10} {each:7.2} ms an article {share:6.1}% of annotate");
    }
    Ok(())
}

/// Processor time of this thread.
fn seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes to a value that is there.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}
