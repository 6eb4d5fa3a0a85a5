//! Counts and the scores made of them: never a NaN, always between 0 and 1.

use std::collections::BTreeMap;

/// Found things against gold things. Weights are fractions where several
/// annotators share one text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Tally {
    /// What we found.
    pub ours: f64,
    /// What of it the gold has.
    pub ours_right: f64,
    /// What the gold has.
    pub gold: f64,
    /// What of it we found.
    pub gold_found: f64,
}

impl Tally {
    /// Counts one thing that we found.
    pub fn found(&mut self, right: bool, weight: f64) {
        self.ours += weight;
        self.ours_right += if right { weight } else { 0.0 };
    }

    /// Counts one thing that the gold has.
    pub fn wanted(&mut self, found: bool, weight: f64) {
        self.gold += weight;
        self.gold_found += if found { weight } else { 0.0 };
    }

    pub fn precision(&self) -> f64 {
        ratio(self.ours_right, self.ours)
    }

    pub fn recall(&self) -> f64 {
        ratio(self.gold_found, self.gold)
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        ratio(2.0 * p * r, p + r)
    }
}

/// How many of some cases are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    right: usize,
    all: usize,
}

impl Share {
    /// Counts a case.
    pub fn add(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    pub fn value(&self) -> f64 {
        ratio(self.right as f64, self.all as f64)
    }
}

/// A part of a whole; 0 of nothing. Rounding must not carry it past 1.
pub(crate) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// Scores by dotted name.
#[derive(Debug, Default)]
pub(crate) struct Scores(BTreeMap<String, f64>);

impl Scores {
    /// `name.precision`, `name.recall`, `name.f1`.
    pub fn tally(&mut self, name: &str, tally: &Tally) {
        self.set(&format!("{name}.precision"), tally.precision());
        self.set(&format!("{name}.recall"), tally.recall());
        self.set(&format!("{name}.f1"), tally.f1());
    }

    /// The share, unless no case was there to count.
    pub fn share(&mut self, name: &str, share: &Share) {
        if share.all > 0 {
            self.set(name, share.value());
        }
    }

    pub fn set(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), value);
    }

    /// Takes in other scores.
    pub fn extend(&mut self, other: Scores) {
        self.0.extend(other.0);
    }

    pub fn into_map(self) -> BTreeMap<String, f64> {
        self.0
    }
}

#[cfg(test)]
impl Scores {
    /// The score of this name, which must be there.
    pub fn get(&self, name: &str) -> f64 {
        self.0[name]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hit_of_two_and_one_false_is_a_half_all_over() {
        let mut tally = Tally::default();
        tally.found(true, 1.0);
        tally.found(false, 1.0);
        tally.wanted(true, 1.0);
        tally.wanted(false, 1.0);
        assert_eq!((tally.precision(), tally.recall(), tally.f1()), (0.5, 0.5, 0.5));
    }

    #[test]
    fn nothing_scores_nothing() {
        assert_eq!(Tally::default().f1(), 0.0);
        let mut scores = Scores::default();
        scores.share("none.accuracy", &Share::default());
        assert!(scores.into_map().is_empty());
    }

    #[test]
    fn shares_stay_in_bounds_whatever_the_weights() {
        let mut tally = Tally::default();
        for weight in [0.1, 1.0 / 3.0, 1.0 / 7.0, 0.1, 0.2] {
            tally.found(true, weight);
            tally.wanted(true, weight);
        }
        assert_eq!(tally.f1(), 1.0);
    }
}
