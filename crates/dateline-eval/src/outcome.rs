//! What an evaluation brings.

use crate::What;
use crate::run::Run;
use serde::Serialize;
use std::collections::BTreeMap;

/// The scores of one run over one gold file.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// What was scored.
    pub what: What,
    /// The gold file, as given.
    pub gold: String,
    /// The gold records that the scores rest on.
    pub items: usize,
    /// The scores by name, each between 0 and 1, but for `mae` (0 to 6) and
    /// `pearson` (-1 to 1) of certainty.
    pub scores: BTreeMap<String, f64>,
    /// Time spent reading, without loading and scoring.
    pub seconds: f64,
    /// Words (our tokens) read in a second.
    pub words_per_second: f64,
    /// The worst cases, worst first, as many as were asked for.
    #[serde(skip)]
    pub errors: Vec<Case>,
}

/// A place where ours and the gold differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What was read, or the stretch of it that matters.
    pub text: String,
    /// What the gold says.
    pub gold: String,
    /// What we say.
    pub ours: String,
    /// How far apart they are; comparable within one outcome only.
    pub badness: f64,
}

impl Outcome {
    pub(crate) fn new(what: What, gold: String, run: Run, errors: usize) -> Self {
        let seconds = run.clock.seconds();
        let words_per_second = if seconds > 0.0 { run.clock.words as f64 / seconds } else { 0.0 };
        let mut cases = run.cases;
        cases.sort_by(|a, b| b.badness.total_cmp(&a.badness));
        cases.truncate(errors);
        Self {
            what,
            gold,
            items: run.items,
            scores: run.scores.into_map(),
            seconds,
            words_per_second,
            errors: cases,
        }
    }
}
