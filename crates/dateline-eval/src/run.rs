//! Has the reader read what the gold holds, and takes the time.

use crate::EvalError;
use crate::codebook::Page;
use crate::gold::polnear::GoldAttribution;
use crate::gold::{GoldFile, actor_cases, conllu, events as gold_events, polnear, time_cases};
use crate::outcome::Case;
use crate::score::time as time_scores;
use crate::score::{actors as actor_scores, claims as claim_scores, codebook as book_scores};
use crate::score::{events as event_scores, tally::Scores, tokens as token_scores};
use dateline_annotate::{split, tokenize};
use dateline_core::{Reading, Report};
use dateline_read::{Features, Reader, describe, read, weighed_claims};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

/// What one run over a gold file brought.
pub(crate) struct Run {
    /// Gold records that were scored.
    pub items: usize,
    pub scores: Scores,
    pub clock: Clock,
    pub cases: Vec<Case>,
}

/// Time spent reading, and how much was read in it.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    time: Duration,
    /// Our tokens.
    pub words: usize,
}

impl Clock {
    pub fn measure<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.time += start.elapsed();
        result
    }

    /// A reading of a text of which nothing else is known.
    fn read(&mut self, text: &str, reader: &Reader) -> Reading {
        let report = Report::of_text(text);
        self.words += tokenize(text).len();
        self.measure(|| read(&report, reader))
    }

    pub fn seconds(&self) -> f64 {
        self.time.as_secs_f64()
    }
}

/// Scores words and sentences.
pub(crate) fn tokens(file: &GoldFile) -> Result<Run, EvalError> {
    let documents = conllu::read(file)?;
    let mut clock = Clock::default();
    let mut scorer = token_scores::Scorer::default();
    for document in &documents {
        let (words, sentences) = clock.measure(|| {
            let words = tokenize(&document.text);
            let sentences = split(&document.text, &words);
            (words, sentences)
        });
        clock.words += words.len();
        scorer.add(document, &words, &sentences);
    }
    let items = documents.iter().map(|document| document.sentences.len()).sum();
    Ok(Run { items, scores: scorer.scores(), clock, cases: scorer.cases })
}

/// Scores attributions. A text with several annotators is read once.
pub(crate) fn claims(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let records = polnear::read(file)?;
    let mut of_text: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, record) in records.iter().enumerate() {
        of_text.entry(&record.text).or_default().push(i);
    }
    let mut clock = Clock::default();
    let mut scorer = claim_scores::Scorer::default();
    for record in &records {
        // In the order of the file, at the first record of each text.
        let Some(same) = of_text.remove(record.text.as_str()) else { continue };
        let reading = clock.read(&record.text, reader);
        let ground = claim_scores::Ground::new(&record.text);
        let weight = 1.0 / same.len() as f64;
        for i in same {
            scorer.add(&ground, &records[i].list, &reading.claims, weight);
        }
    }
    Ok(Run { items: records.len(), scores: scorer.scores(), clock, cases: scorer.cases })
}

/// Features of a claim, and how many of its annotators find it right.
#[doc(hidden)]
pub type Weighed = (Features, f64);

/// What the confidence of claims is fitted on.
///
/// # Errors
/// If the file cannot be read or a record is malformed.
#[doc(hidden)]
pub fn weighed(gold: &Path, reader: &Reader) -> Result<Vec<Weighed>, EvalError> {
    // By text, in an order that does not depend on chance.
    let mut of_text: BTreeMap<String, Vec<Vec<GoldAttribution>>> = BTreeMap::new();
    for record in polnear::read(&GoldFile::open(gold)?)? {
        of_text.entry(record.text).or_default().push(record.list);
    }
    let mut all = Vec::new();
    for (text, lists) in of_text {
        let ground = claim_scores::Ground::new(&text);
        let triples = |list: &Vec<GoldAttribution>| -> Vec<claim_scores::Triple> {
            list.iter().map(|attribution| ground.triple(attribution)).collect()
        };
        let gold: Vec<_> = lists.iter().map(triples).collect();
        for (claim, features) in weighed_claims(&Report::of_text(&*text), reader) {
            if claim.within.is_none() {
                let ours = ground.triple(&ground.placed(&claim));
                let right = gold.iter().filter(|gold| claim_scores::is_right(&ours, gold));
                all.push((features, right.count() as f64 / gold.len() as f64));
            }
        }
    }
    Ok(all)
}

/// Scores countries and sectors of phrases.
pub(crate) fn actors(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let mut cases = actor_cases::read(file)?;
    cases.retain(|case| case.country.is_some() || case.sector.is_some());
    let mut clock = Clock::default();
    let mut scorer = actor_scores::Scorer::default();
    for case in &cases {
        clock.words += tokenize(&case.phrase).len();
        let (country, sectors) =
            clock.measure(|| describe(&case.phrase, case.date.as_deref(), reader));
        scorer.add(case, country, &sectors);
    }
    Ok(Run { items: cases.len(), scores: scorer.scores(), clock, cases: scorer.cases })
}

/// Scores events of sentences.
pub(crate) fn events(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let cases = gold_events::read(file)?;
    let mut clock = Clock::default();
    let mut scorer = event_scores::Scorer::new(&cases);
    for case in &cases {
        let reading = clock.read(&case.text, reader);
        scorer.add(case, &reading);
    }
    Ok(Run { items: cases.len(), scores: scorer.scores(), clock, cases: scorer.cases })
}

/// Scores dates and periods.
pub(crate) fn times(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let cases = time_cases::read(file)?;
    let mut clock = Clock::default();
    let mut scorer = time_scores::Scorer::default();
    for case in &cases {
        clock.words += tokenize(&case.text).len();
        let ours = clock.measure(|| {
            dateline_read::times(&case.text, case.published.as_deref(), &reader.knowledge().times)
        });
        scorer.add(case, &ours);
    }
    Ok(Run { items: cases.len(), scores: scorer.scores(), clock, cases: scorer.cases })
}

/// Scores the examples of the codebook.
pub(crate) fn codebook(pages: &[Page], reader: &Reader) -> Run {
    let mut clock = Clock::default();
    let mut scorer = book_scores::Scorer::default();
    for page in pages {
        for example in &page.examples {
            clock.words += tokenize(&example.text).len();
            let reading = clock.measure(|| read(&example.report(), reader));
            scorer.add(page, example, &reading);
        }
    }
    let items = pages.iter().map(|page| page.examples.len()).sum();
    Run { items, scores: scorer.scores(), clock, cases: scorer.cases }
}
