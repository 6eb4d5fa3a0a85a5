//! How well copies are recognised, and how fast.
//!
//! `cargo run --release -p dateline-ledger --example copies [-- SEED]`
//!
//! Texts are the bodies of `examples/reports` and as many composed ones; each
//! is published and then reprinted, and beside the reprints stand texts that
//! only share words with others. All are entered in random order. Thresholds
//! were chosen on seeds 1, 3 and 4; the figures of BENCHMARKS.md are those of others.
#![allow(missing_docs, clippy::unwrap_used)]

mod made;

use dateline_core::{Reading, Report, SCHEMA};
use dateline_ledger::{Ledger, SqliteLedger, signature};
use made::{Rng, Story, compose, outlet};
use std::collections::HashMap;
use std::time::Instant;

/// Composed texts beside the samples.
const COMPOSED: usize = 180;
/// Reprints of a text, at most.
const REPRINTS: usize = 5;

/// One published text: what it is, and which text it carries, if any other.
struct Published {
    what: &'static str,
    of: usize,
    body: Vec<String>,
}

fn main() {
    let seed = std::env::args().nth(1).map_or(1, |s| s.parse().expect("the seed is a number"));
    let mut rng = Rng::new(seed);
    let mut bases: Vec<Vec<String>> = samples();
    let samples = bases.len();
    for _ in 0..COMPOSED {
        let story = Story::new(&mut rng, 0);
        // From briefs to long reads.
        let words = (60.0 * (rng.share() * 2.7).exp()) as usize;
        bases.push(paragraphs(&compose(&mut rng, &story, words, 0).body()));
    }
    let mut all: Vec<Published> = Vec::new();
    for (of, body) in bases.iter().enumerate() {
        all.push(Published { what: "first", of, body: body.clone() });
        for _ in 0..rng.below(REPRINTS + 1) {
            let (what, body) = reprint(&mut rng, body);
            all.push(Published { what, of, body });
        }
    }
    let carried = bases.len();
    for (n, (what, body)) in others(&mut rng, &bases).into_iter().enumerate() {
        all.push(Published { what, of: carried + n, body });
    }
    rng.shuffle(&mut all);
    println!(
        "seed {seed}: {} texts: {samples} samples, {COMPOSED} composed, {} reprints, {} that only share words",
        all.len(),
        all.iter().filter(|p| p.of < carried && p.what != "first").count(),
        all.iter().filter(|p| p.of >= carried).count(),
    );
    let groups = enter(&all, &mut rng);
    score(&all, &groups, carried);
    speed(&mut rng);
}

fn samples() -> Vec<Vec<String>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    // 02 and 03 are reprints of 01 themselves.
    let text = |p: &std::path::PathBuf| {
        let name = p.file_name().unwrap().to_str().unwrap();
        (name.ends_with(".txt") && !name.contains("-reprint-"))
            .then(|| std::fs::read_to_string(p).unwrap())
    };
    // Without outlet, headline and byline, which stand in short first lines.
    let body = |text: String| {
        paragraphs(&text).into_iter().skip_while(|p| p.split_whitespace().count() < 25).collect()
    };
    paths.iter().filter_map(text).map(body).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// A reprint, by one way or several.
fn reprint(rng: &mut Rng, body: &[String]) -> (&'static str, Vec<String>) {
    let mut body = body.to_vec();
    let mut ways = Vec::new();
    if rng.chance(0.4) && body.len() > 2 {
        ways.push("tail trimmed");
        let kept = (body.len() as f64 * (0.4 + 0.5 * rng.share())).ceil() as usize;
        body.truncate(kept.max(1));
    }
    if rng.chance(0.3) {
        ways.push("paragraph added");
        for _ in 0..rng.between(1, 2) {
            let added: Vec<String> = (0..2).map(|_| sentence(rng)).collect();
            body.insert(rng.below(body.len() + 1), added.join(" "));
        }
    }
    if rng.chance(0.25) && body.len() > 2 {
        ways.push("order changed");
        rng.shuffle(&mut body);
    }
    if rng.chance(0.5) {
        ways.push("words edited");
        let share = 0.01 + 0.05 * rng.share();
        for paragraph in &mut body {
            *paragraph = edited(rng, paragraph, share);
        }
    }
    if rng.chance(0.3) {
        for paragraph in &mut body {
            *paragraph = paragraph.replace(" - ", " — ").replace('\'', "’");
        }
    }
    let what = match ways[..] {
        [] => "headline only",
        [one] => one,
        _ => "several changes",
    };
    (what, body)
}

/// A share of the words replaced, left out or doubled by another.
fn edited(rng: &mut Rng, paragraph: &str, share: f64) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        if !rng.chance(share) {
            words.push(word.to_owned());
            continue;
        }
        let other = rng.pick(made::vocabulary::NOUNS);
        match rng.below(3) {
            0 => words.push(other.to_owned()),
            1 => {}
            _ => words.extend([word.to_owned(), other.to_owned()]),
        }
    }
    words.join(" ")
}

fn sentence(rng: &mut Rng) -> String {
    format!("{}.", made::compose::filler(rng))
}

/// Texts that are no copies, though they share words with others.
fn others(rng: &mut Rng, bases: &[Vec<String>]) -> Vec<(&'static str, Vec<String>)> {
    let own = |rng: &mut Rng, words: usize| {
        let story = Story::new(rng, 0);
        paragraphs(&compose(rng, &story, words, 0).body())
    };
    let mut made = Vec::new();
    let footers: Vec<String> = (0..4)
        .map(|_| (0..rng.between(3, 6)).map(|_| sentence(rng)).collect::<Vec<_>>().join(" "))
        .collect();
    for round in 0..120 {
        // The same sentences quoted, in a text of one's own.
        let quoted = bases[rng.below(bases.len())].clone();
        let mut body = own(rng, 200);
        let sentences: Vec<&str> = quoted.iter().flat_map(|p| p.split(". ")).collect();
        let from = rng.below(sentences.len());
        let some = sentences[from..sentences.len().min(from + rng.between(1, 3))].join(". ");
        body.insert(rng.below(body.len() + 1), format!("{some}."));
        made.push(("quotes sentences", body));
        // What an outlet prints under each of its reports, short ones too.
        let mut body = own(rng, if round % 2 == 0 { 60 } else { 250 });
        body.push(footers[rng.below(footers.len())].clone());
        made.push(("outlet's boilerplate", body));
        // News on top, background from an earlier report below.
        let earlier = bases[rng.below(bases.len())].clone();
        let background: Vec<String> =
            earlier.iter().rev().take(earlier.len() / 3).cloned().collect();
        let words: usize = background.iter().map(|p| p.split(' ').count()).sum();
        let mut body = own(rng, words * 2);
        body.extend(background);
        made.push(("follow-up with background", body));
    }
    for _ in 0..40 {
        // The first paragraphs of several reports, one after the other; of none
        // of them is that half the text.
        let mut digest = Vec::new();
        while digest.len() < 4 + made.len() % 4 {
            let body = &bases[rng.below(bases.len())];
            if body[0].len() * 2 < body.concat().len() {
                digest.push(body[0].clone());
            }
        }
        made.push(("digest of leads", digest));
        // Several reports whole, one after the other, none of them most of it.
        let whole = loop {
            let parts: Vec<_> =
                (0..rng.between(2, 4)).map(|_| bases[rng.below(bases.len())].clone()).collect();
            let sizes: Vec<usize> = parts.iter().map(|p| p.join(" ").len()).collect();
            if sizes.iter().max() <= Some(&(sizes.iter().sum::<usize>() * 6 / 10)) {
                break parts.concat();
            }
        };
        made.push(("digest of whole texts", whole));
    }
    // One story told by several in words of their own.
    for _ in 0..20 {
        let story = Story::new(rng, 0);
        for _ in 0..3 {
            made.push(("same story", paragraphs(&compose(rng, &story, 250, 0).body())));
        }
    }
    made
}

/// Enters all and gives the group of each.
fn enter(all: &[Published], rng: &mut Rng) -> Vec<i64> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copies.db");
    let mut ledger = SqliteLedger::open(&path).unwrap();
    let readings: Vec<Reading> = all
        .iter()
        .enumerate()
        .map(|(n, published)| {
            let title = sentence(rng);
            let text = format!("{title}\n\n{}", published.body.join("\n\n"));
            let mut report = Report::of_text(text);
            report.id = format!("{n:016x}");
            report.title = Some(title);
            report.outlet = Some(outlet(rng));
            empty(report)
        })
        .collect();
    ledger.enter_all(&readings).unwrap();
    let names: Vec<String> = readings.iter().map(|r| format!("{}/1", r.report.id)).collect();
    let group =
        |name: &String| ledger.backing(std::slice::from_ref(name), None).unwrap().texts[0].group;
    names.iter().map(group).collect()
}

fn empty(report: Report) -> Reading {
    Reading {
        schema: SCHEMA.to_owned(),
        report,
        sentences: Vec::new(),
        actors: Vec::new(),
        claims: Vec::new(),
        events: Vec::new(),
        agreements: Vec::new(),
        deliveries: Vec::new(),
        notices: Vec::new(),
    }
}

/// Over all pairs of texts: of those in one group, how many carry one text, and
/// the other way about.
fn score(all: &[Published], groups: &[i64], carried: usize) {
    let (mut together, mut same, mut both) = (0, 0, 0);
    for i in 0..all.len() {
        for j in 0..i {
            let (joined, one) = (groups[i] == groups[j], all[i].of == all[j].of);
            together += usize::from(joined);
            same += usize::from(one);
            both += usize::from(joined && one);
        }
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    println!(
        "pairs: precision {:.4} ({both} of {together}), recall {:.4} ({both} of {same})",
        share(both, together),
        share(both, same)
    );
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    groups.iter().for_each(|g| *sizes.entry(*g).or_default() += 1);
    let mut kinds: Vec<&str> = all.iter().map(|p| p.what).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let of: Vec<usize> = (0..all.len()).filter(|&i| all[i].what == kind).collect();
        if all[of[0]].of < carried {
            if kind == "first" {
                continue;
            }
            // A reprint is found if it is with most of those of its text.
            let found = of.iter().filter(|&&i| {
                let family = || (0..all.len()).filter(|&j| j != i && all[j].of == all[i].of);
                family().any(|j| groups[j] == groups[i])
            });
            println!(
                "  {kind:<26} {:>4} reprints, {:.3} with another of their text",
                of.len(),
                share(found.count(), of.len())
            );
        } else {
            let wrong = of.iter().filter(|&&i| sizes[&groups[i]] > 1).count();
            let pairs: usize = of.iter().map(|&i| sizes[&groups[i]] - 1).sum();
            println!(
                "  {kind:<26} {:>4} texts,    {wrong} taken for copies ({pairs} pairs)",
                of.len()
            );
        }
    }
}

fn speed(rng: &mut Rng) {
    let texts: Vec<String> = (0..2000)
        .map(|_| {
            let story = Story::new(rng, 0);
            let text = compose(rng, &story, 520, 0).body();
            text.split(' ').take(500).collect::<Vec<_>>().join(" ")
        })
        .collect();
    // The best of ten rounds: other programs may run beside this one.
    let round = || {
        let start = Instant::now();
        let keys: usize = texts.iter().map(|text| signature(text).len()).sum();
        assert!(keys > texts.len());
        start.elapsed().as_secs_f64()
    };
    let spent = (0..10).map(|_| round()).fold(f64::MAX, f64::min);
    println!(
        "signature: {:.0} texts of 500 words a second on one core",
        texts.len() as f64 / spent
    );
}
