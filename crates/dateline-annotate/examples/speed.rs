//! `speed FILE.jsonl [ARTICLES [WORDS]]`: how much processor time the model
//! takes for news articles (records with `text`) cut to so many words, on one
//! thread, by stage. Time is that of the thread, so a busy machine does not
//! count, though it slows memory down.

use dateline_annotate::model::Model;
use dateline_annotate::{split, tokenize};
use std::collections::BTreeMap;
use std::error::Error;

/// The machine may be shared: noise only ever adds time.
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().ok_or("usage: speed FILE.jsonl [ARTICLES [WORDS]]")?;
    let number = |at: usize, usual| arguments.get(at).map_or(Ok(usual), |n| n.parse::<usize>());
    let (articles, most) = (number(1, 100)?, number(2, 500)?);

    let start = seconds();
    let model = Model::embedded();
    let loaded = seconds() - start;

    let text = std::fs::read_to_string(file)?;
    let mut texts = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().ok_or("a record has no `text`")?.to_owned();
        let words = tokenize(&text);
        if words.len() >= most && texts.len() < articles {
            texts.push((text, words[..most].to_vec()));
        }
    }
    let articles: Vec<Vec<Vec<&str>>> = texts
        .iter()
        .map(|(text, words)| {
            let sentence = |range: std::ops::Range<usize>| {
                words[range].iter().map(|span| span.of(text)).collect()
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
            model.analyse_staged(article, &mut |stage| {
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
        "{count} articles of {most} words, {sentences} sentences: {:.2} articles/s",
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
