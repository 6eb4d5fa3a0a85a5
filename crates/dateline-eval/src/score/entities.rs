//! Typed mentions and names: a span is right when it begins and ends where
//! the gold's does and is of the same kind.

use super::tally::{Scores, Tally};
use crate::outcome::Case;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// A span and its kind.
pub(crate) type Typed<'a> = (Range<usize>, &'a str);

/// Adds up one kind of spans over a file.
#[derive(Default)]
pub(crate) struct Scorer {
    typed: Tally,
    kinds: BTreeMap<String, Tally>,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares the spans of a sentence or text; `show` gives their words.
    pub fn add(&mut self, gold: &[Typed], ours: &[Typed], show: impl Fn(Range<usize>) -> String) {
        let (of_gold, of_ours): (HashSet<_>, HashSet<_>) =
            (gold.iter().collect(), ours.iter().collect());
        for &span in &of_ours {
            let right = of_gold.contains(span);
            self.typed.found(right, 1.0);
            self.kinds.entry(span.1.to_owned()).or_default().found(right, 1.0);
        }
        for &span in &of_gold {
            let found = of_ours.contains(span);
            self.typed.wanted(found, 1.0);
            self.kinds.entry(span.1.to_owned()).or_default().wanted(found, 1.0);
        }
        let list = |spans: &[Typed]| {
            let shown =
                spans.iter().map(|(words, kind)| format!("{kind} [{}]", show(words.clone())));
            shown.collect::<Vec<_>>().join(", ")
        };
        let wrong = of_gold.symmetric_difference(&of_ours).count();
        if wrong > 0 {
            let end = gold.iter().chain(ours).map(|span| span.0.end).max().unwrap_or(0);
            let (text, gold, ours) = (show(0..end), list(gold), list(ours));
            self.cases.push(Case { text, gold, ours, badness: wrong as f64 });
        }
    }

    /// `name.typed` over all kinds, `name.KIND` for each.
    pub fn write(&self, name: &str, scores: &mut Scores) {
        self.write_as(name, &format!("{name}.typed"), scores);
    }

    /// `all` over all kinds, `name.KIND` for each.
    pub fn write_as(&self, name: &str, all: &str, scores: &mut Scores) {
        if self.typed == Tally::default() {
            return;
        }
        scores.tally(all, &self.typed);
        for (kind, tally) in &self.kinds {
            scores.tally(&format!("{name}.{kind}"), tally);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_both_ends_must_be_right() {
        let mut scorer = Scorer::default();
        let gold = [(0..2, "place"), (3..4, "person")];
        let ours = [(0..2, "place"), (3..4, "place"), (5..6, "person")];
        scorer.add(&gold, &ours, |words| format!("{words:?}"));
        let mut scores = Scores::default();
        scorer.write("names", &mut scores);
        assert_eq!(scores.get("names.typed.precision"), 1.0 / 3.0);
        assert_eq!(scores.get("names.typed.recall"), 0.5);
        assert_eq!(scores.get("names.person.f1"), 0.0);
        assert_eq!(scorer.cases[0].badness, 3.0);
    }
}
