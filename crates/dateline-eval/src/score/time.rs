//! Dates and periods; hours, durations and sets by their words only.
//!
//! - `span.f1`: ours has exactly the gold's words. Ours that overlap gold of a
//!   kind that is not scored are not counted.
//! - `value.accuracy`: of the gold found whose value is known, one of its
//!   readings is one of ours. The gold's periods end at the day after the last
//!   or, of two points, at the first day of the second: either counts.
//! - `clock.span.f1`, `duration.span.f1`, `set.span.f1`: the same as `span.f1` for
//!   these, each against ours of its sort.

use super::tally::{Scores, Share, Tally};
use crate::gold::time_cases::{GoldTime, Kind, TimeCase};
use crate::outcome::Case;
use dateline_core::Offsets;
use dateline_read::{TimeExpression, TimeSort};

/// The sorts of times that are scored by their words only.
const OTHERS: [(&str, Kind, TimeSort); 3] = [
    ("clock.span", Kind::Clock, TimeSort::Clock),
    ("duration.span", Kind::Duration, TimeSort::Duration),
    ("set.span", Kind::Set, TimeSort::Set),
];

/// Adds up over the cases of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    span: Tally,
    value: Share,
    /// Hours, durations, sets.
    others: [Tally; 3],
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares our expressions of a text with the gold's.
    pub fn add(&mut self, case: &TimeCase, ours: &[TimeExpression]) {
        let offsets = Offsets::new(&case.text);
        let place = |one: &TimeExpression| {
            (offsets.code_point(one.span.start), offsets.code_point(one.span.end))
        };
        let scored = |gold: &&GoldTime| matches!(gold.kind, Kind::Date | Kind::Range);
        let mut wrong = 0;
        for one in ours {
            let (start, end) = place(one);
            let right = case.times.iter().filter(scored).any(|g| (g.start, g.end) == (start, end));
            let beside = case.times.iter().any(|g| !scored(&g) && g.start < end && start < g.end);
            if right || !beside {
                self.span.found(right, 1.0);
                wrong += usize::from(!right);
            }
        }
        for gold in case.times.iter().filter(scored) {
            let found = ours.iter().find(|one| place(one) == (gold.start, gold.end));
            self.span.wanted(found.is_some(), 1.0);
            wrong += usize::from(found.is_none());
            if let Some(one) = found.filter(|_| !gold.values.is_empty()) {
                let right = gold.values.iter().any(|value| fits(one, gold.kind, value));
                self.value.add(right);
                wrong += usize::from(!right);
            }
        }
        for ((_, kind, sort), tally) in OTHERS.iter().zip(&mut self.others) {
            let gold: Vec<_> = case.times.iter().filter(|g| g.kind == *kind).collect();
            let own: Vec<_> = ours.iter().filter(|one| one.sort == *sort).map(place).collect();
            for span in &own {
                tally.found(gold.iter().any(|g| (g.start, g.end) == *span), 1.0);
            }
            for g in gold {
                tally.wanted(own.contains(&(g.start, g.end)), 1.0);
            }
        }
        if wrong > 0 {
            let show = |start: &Option<String>, end: &Option<String>| {
                let day = |d: &Option<String>| d.clone().unwrap_or_else(|| "..".to_owned());
                format!("{}/{}", day(start), day(end))
            };
            let gold = case.times.iter().filter(scored).map(|g| {
                let words: String =
                    case.text.chars().skip(g.start).take(g.end.saturating_sub(g.start)).collect();
                let values: Vec<_> = g.values.iter().map(|(s, e)| show(s, e)).collect();
                format!("{words} {}", values.join(" or "))
            });
            let read = ours
                .iter()
                .map(|o| format!("{} {}", o.span.of(&case.text), show(&o.start, &o.end)));
            self.cases.push(Case {
                text: case.text.clone(),
                gold: gold.collect::<Vec<_>>().join("; "),
                ours: read.collect::<Vec<_>>().join("; "),
                badness: wrong as f64,
            });
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        scores.tally("span", &self.span);
        scores.share("value.accuracy", &self.value);
        for ((name, ..), tally) in OTHERS.iter().zip(&self.others) {
            scores.tally(name, tally);
        }
        scores
    }
}

/// Whether one of our readings is this value.
fn fits(one: &TimeExpression, kind: Kind, (start, end): &(Option<String>, Option<String>)) -> bool {
    let other = one.other.clone().map(|(start, end)| (Some(start), Some(end)));
    let readings = [Some((one.start.clone(), one.end.clone())), other];
    readings.into_iter().flatten().any(|(first, last)| {
        let ends = || {
            let after = last.as_deref().and_then(dateline_read::day_after);
            *end == last || *end == after || end.is_some() && *end == one.last
        };
        first == *start && if kind == Kind::Date { last == *end } else { ends() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;

    #[test]
    fn exact_words_and_either_end_count() {
        let text = "It ran from 2014 to 2018 and last week.";
        let words = &Knowledge::embedded().times;
        let ours = dateline_read::times(text, Some("2026-11-25"), words);
        let gold = |start, end, from: &str, to: &str| GoldTime {
            start,
            end,
            kind: Kind::Range,
            values: vec![(Some(from.to_owned()), Some(to.to_owned()))],
        };
        let case = TimeCase {
            text: text.to_owned(),
            published: None,
            times: vec![
                gold(7, 24, "2014-01-01", "2018-01-01"),
                gold(29, 38, "2026-11-16", "2026-11-17"),
                gold(0, 2, "2026-01-01", "2026-01-02"),
            ],
        };
        let mut scorer = Scorer::default();
        scorer.add(&case, &ours);
        let scores = scorer.scores();
        assert_eq!(scores.get("span.precision"), 1.0);
        assert_eq!(scores.get("span.recall"), 2.0 / 3.0);
        assert_eq!(scores.get("value.accuracy"), 0.5);
    }
}
