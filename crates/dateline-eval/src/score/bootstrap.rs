//! How far a score may be off by the luck of the sample: the middle 95% of the
//! scores of samples drawn from the cases with replacement. The draws are the
//! same in every run.

use super::tally::Scores;

/// How many samples are drawn.
const SAMPLES: usize = 500;

/// The bounds of the scores of these names that `summary` makes of `rows`.
pub(crate) fn intervals<'n, R>(
    rows: &[R],
    names: &[&'n str],
    summary: impl Fn(&[&R]) -> Scores,
) -> Vec<(&'n str, f64, f64)> {
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(SAMPLES); names.len()];
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    for _ in 0..SAMPLES {
        let sample: Vec<&R> = rows.iter().map(|_| &rows[draws.below(rows.len())]).collect();
        let scores = summary(&sample).into_map();
        for (name, values) in names.iter().zip(&mut drawn) {
            values.extend(scores.get(*name));
        }
    }
    let mut bounds = Vec::new();
    for (name, mut values) in names.iter().zip(drawn) {
        values.sort_by(f64::total_cmp);
        if let (Some(low), Some(high)) = (
            values.get(values.len() * 25 / 1000),
            values.get((values.len() * 975 / 1000).min(values.len().saturating_sub(1))),
        ) {
            bounds.push((*name, *low, *high));
        }
    }
    bounds
}

/// Pseudorandom numbers (xorshift).
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % n as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_lie_around_the_score_and_are_told_for_scores_that_exist() {
        let rows: Vec<u32> = (0..200).map(|i| i % 2).collect();
        let mean = |sample: &[&u32]| {
            let mut scores = Scores::default();
            let sum: u32 = sample.iter().copied().sum();
            scores.set("mean", f64::from(sum) / sample.len() as f64);
            scores
        };
        let found = intervals(&rows, &["mean", "none"], mean);
        let [("mean", low, high)] = found[..] else { panic!("{found:?}") };
        assert!(low > 0.4 && low < 0.5 && high > 0.5 && high < 0.6, "{low} {high}");
        assert_eq!(found, intervals(&rows, &["mean", "none"], mean));
    }
}
