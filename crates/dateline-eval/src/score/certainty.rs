//! Certainty of predicates: `mae` is the mean distance to the annotators'
//! score on their scale from -3 to 3, `pearson` the correlation with it.

use super::tally::{Scores, ratio};
use crate::outcome::Case;

/// Adds up over predicates.
#[derive(Default)]
pub(crate) struct Scorer {
    /// Ours and the gold's.
    pairs: Vec<(f64, f64)>,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares the scores of one predicate, told with its sentence.
    pub fn add(&mut self, text: &str, word: &str, ours: f64, gold: f64) {
        self.pairs.push((ours, gold));
        let case = Case {
            text: text.to_owned(),
            gold: format!("{word} {gold:.1}"),
            ours: format!("{word} {ours:.1}"),
            badness: (ours - gold).abs(),
        };
        self.cases.push(case);
    }

    pub fn count(&self) -> usize {
        self.pairs.len()
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        if !self.pairs.is_empty() {
            let distances: f64 = self.pairs.iter().map(|(ours, gold)| (ours - gold).abs()).sum();
            scores.set("mae", distances / self.pairs.len() as f64);
            scores.set("pearson", pearson(&self.pairs));
        }
        scores
    }
}

/// 0 where one side is always the same.
fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / count;
    let (a, b) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |term: &dyn Fn(f64, f64) -> f64| -> f64 {
        pairs.iter().map(|pair| term(pair.0 - a, pair.1 - b)).sum()
    };
    let spread = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    let shared = sum(&|x, y| x * y);
    shared.signum() * ratio(shared.abs(), spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(pairs: &[(f64, f64)]) -> (f64, f64) {
        let mut scorer = Scorer::default();
        pairs.iter().for_each(|&(ours, gold)| scorer.add("", "", ours, gold));
        let scores = scorer.scores();
        (scores.get("mae"), scores.get("pearson"))
    }

    #[test]
    fn distance_and_correlation_are_different_things() {
        assert_eq!(scores(&[(1.0, 3.0), (0.0, 2.0), (-1.0, 1.0)]), (2.0, 1.0));
        assert_eq!(scores(&[(1.0, -1.0), (-1.0, 1.0)]), (2.0, -1.0));
        assert_eq!(scores(&[(1.0, 1.0), (1.0, 2.0)]), (0.5, 0.0));
    }
}
