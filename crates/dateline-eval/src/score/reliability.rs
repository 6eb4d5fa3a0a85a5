//! Whether confidence holds what it says: of the records at 0.8, 80% are right.

use super::tally::{Scores, ratio};

/// How many bins there are, all of the same width.
const BINS: usize = 10;

/// Records by confidence.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    all: f64,
    stated: f64,
    right: f64,
}

/// Adds up over records.
#[derive(Debug, Default)]
pub(crate) struct Reliability {
    bins: [Bin; BINS],
}

impl Reliability {
    /// Counts a record.
    pub fn add(&mut self, confidence: f64, right: bool, weight: f64) {
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        let bin = &mut self.bins[bin];
        bin.all += weight;
        bin.stated += weight * confidence;
        bin.right += if right { weight } else { 0.0 };
    }

    /// The expected calibration error and a row for each bin that is not empty.
    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        let all: f64 = self.bins.iter().map(|bin| bin.all).sum();
        if all == 0.0 {
            return scores;
        }
        let off: f64 = self.bins.iter().map(|bin| (bin.stated - bin.right).abs()).sum();
        scores.set("confidence.ece", off / all);
        for (i, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.all > 0.0) {
            let name = format!("confidence.0.{i}");
            scores.set(&format!("{name}.right"), ratio(bin.right, bin.all));
            scores.set(&format!("{name}.stated"), ratio(bin.stated, bin.all));
            scores.set(&format!("{name}.share"), ratio(bin.all, all));
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance_by_size() {
        let mut reliability = Reliability::default();
        // Two at .85, one of them right: off by .35. Two at .25, none right: off by .25.
        for (confidence, right) in [(0.85, true), (0.85, false), (0.25, false), (0.25, false)] {
            reliability.add(confidence, right, 1.0);
        }
        let scores = reliability.scores();
        assert!((scores.get("confidence.ece") - 0.3).abs() < 1e-9);
        assert_eq!(scores.get("confidence.0.8.right"), 0.5);
        assert_eq!(scores.get("confidence.0.2.share"), 0.5);
    }

    #[test]
    fn full_confidence_has_a_bin() {
        let mut reliability = Reliability::default();
        reliability.add(1.0, true, 1.0);
        assert_eq!(reliability.scores().get("confidence.ece"), 0.0);
        assert!(Reliability::default().scores().into_map().is_empty());
    }
}
