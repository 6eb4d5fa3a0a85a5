//! `speed FILE.jsonl [ARTICLES [WORDS [PATH]]]`: how much processor time
//! `annotate` takes for news articles (records with `text`) cut to so many words,
//! on one thread; and the model within it, by stage. Time is that of the thread,
//! so a busy machine does not count, though it slows memory down. PATH names the
//! instructions to use (`avx2`), if not the best.

use dateline_annotate::model::{Model, Words};
use dateline_annotate::{annotate, split, tokenize};
use dateline_core::Report;
use dateline_knowledge::Knowledge;
use std::collections::BTreeMap;
use std::error::Error;

/// The machine may be shared: noise only ever adds time.
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().ok_or("usage: speed FILE.jsonl [ARTICLES [WORDS [PATH]]]")?;
    let number = |at: usize, usual| arguments.get(at).map_or(Ok(usual), |n| n.parse::<usize>());
    let (articles, most) = (number(1, 100)?, number(2, 500)?);

    let start = seconds();
    let model = match arguments.get(3) {
        Some(path) => Model::on(path).ok_or("this processor has no such path")?.into(),
        None => Model::embedded(),
    };
    let loaded = seconds() - start;
    let knowledge = Knowledge::embedded();

    let text = std::fs::read_to_string(file)?;
    let mut texts = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().ok_or("a record has no `text`")?.to_owned();
        let words = tokenize(&text);
        if words.len() >= most && texts.len() < articles {
            let end = words[most - 1].end;
            texts.push((text[..end].to_owned(), words[..most].to_vec()));
        }
    }
    let whole: f64 = texts
        .iter()
        .map(|(text, _)| {
            let report = Report::of_text(text);
            let times = (0..ROUNDS).map(|_| {
                let start = seconds();
                annotate(&report, &knowledge, &model);
                seconds() - start
            });
            times.fold(f64::INFINITY, f64::min)
        })
        .sum();
    let articles: Vec<Vec<Words>> = texts
        .iter()
        .map(|(text, words)| {
            let sentence = |range: std::ops::Range<usize>| {
                let words: Vec<&str> = words[range].iter().map(|span| span.of(text)).collect();
                Words { quoted: vec![false; words.len()], words, mentions: false }
            };
            split(text, words).into_iter().map(sentence).collect()
        })
        .collect();

    // Each article several times; of each stage the quickest counts.
    let mut stages: BTreeMap<&str, f64> = BTreeMap::new();
    for article in &articles {
        let mut quickest: BTreeMap<&str, f64> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let mut times: BTreeMap<&str, f64> = BTreeMap::new();
            let mut last = seconds();
            model.staged(article, &mut |stage| {
                let now = seconds();
                *times.entry(stage).or_default() += now - last;
                last = now;
            });
            for (stage, time) in times {
                let least = quickest.entry(stage).or_insert(time);
                *least = least.min(time);
            }
        }
        for (stage, time) in quickest {
            *stages.entry(stage).or_default() += time;
        }
    }
    let all: f64 = stages.values().sum();
    let count = articles.len() as f64;
    let sentences: usize = articles.iter().map(Vec::len).sum();
    println!("path {}, loaded in {:.1} ms", model.kernels(), loaded * 1e3);
    println!(
        "{count} articles of {most} words, {sentences} sentences: {:.2} articles/s; model alone {:.2}",
        count / whole,
        count / all
    );
    for (stage, time) in stages {
        println!("{stage:16} {:7.2} ms an article", time / count * 1e3);
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
