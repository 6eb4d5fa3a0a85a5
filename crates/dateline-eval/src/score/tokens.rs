//! Words and sentences on raw text.
//!
//! - `tokens`: a word is right when it begins and ends where the gold's does.
//! - `sentences`: the same, each from its first word to its last.

use super::tally::{Scores, Tally};
use crate::gold::conllu::Document;
use crate::outcome::Case;
use dateline_core::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Adds up over the documents of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    tokens: Tally,
    sentences: Tally,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares our words, and our sentences as ranges of them, with the gold.
    pub fn add(&mut self, gold: &Document, words: &[Span], sentences: &[Range<usize>]) {
        let sentences: Vec<Span> =
            sentences.iter().filter_map(|range| cover(words, range.clone())).collect();
        count(&mut self.tokens, &gold.words, words);
        count(&mut self.sentences, &gold.sentences, &sentences);
        differences(&gold.text, &gold.words, words, &mut self.cases);
        differences(&gold.text, &gold.sentences, &sentences, &mut self.cases);
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        scores.tally("tokens", &self.tokens);
        scores.tally("sentences", &self.sentences);
        scores
    }
}

fn count(tally: &mut Tally, gold: &[Span], ours: &[Span]) {
    let set = |spans: &[Span]| spans.iter().copied().collect::<HashSet<Span>>();
    let (of_gold, of_ours) = (set(gold), set(ours));
    ours.iter().for_each(|span| tally.found(of_gold.contains(span), 1.0));
    gold.iter().for_each(|span| tally.wanted(of_ours.contains(span), 1.0));
}

/// The stretch of text from the first to the last word of a sentence.
fn cover(words: &[Span], range: Range<usize>) -> Option<Span> {
    let words = words.get(range)?;
    Some(words.first()?.join(*words.last()?))
}

/// Walks both lists and gathers the stretches between agreed boundaries.
fn differences(text: &str, gold: &[Span], ours: &[Span], cases: &mut Vec<Case>) {
    let (mut g, mut o) = (0, 0);
    while g < gold.len() && o < ours.len() {
        if gold[g] == ours[o] {
            g += 1;
            o += 1;
            continue;
        }
        let (from_g, from_o) = (g, o);
        let (mut end_g, mut end_o) = (gold[g].end, ours[o].end);
        g += 1;
        o += 1;
        // Whichever list lags goes on, until both end at the same place.
        while end_g != end_o {
            if end_g < end_o && g < gold.len() {
                end_g = gold[g].end;
                g += 1;
            } else if end_o < end_g && o < ours.len() {
                end_o = ours[o].end;
                o += 1;
            } else {
                break;
            }
        }
        let start = gold[from_g].start.min(ours[from_o].start);
        cases.push(Case {
            text: around(text, Span::new(start, end_g.max(end_o))),
            gold: pieces(text, &gold[from_g..g]),
            ours: pieces(text, &ours[from_o..o]),
            badness: ((g - from_g) + (o - from_o)) as f64,
        });
    }
}

fn pieces(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ")
}

/// The words of a span with 30 characters on either side.
fn around(text: &str, span: Span) -> String {
    let from = text[..span.start].char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    let to = text[span.end..].char_indices().nth(30).map_or(text.len(), |(at, _)| span.end + at);
    text[from..to].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_too_long_costs_precision_and_recall() {
        let gold = Document {
            text: "AB C".to_owned(),
            words: vec![Span::new(0, 1), Span::new(1, 2), Span::new(3, 4)],
            sentences: vec![Span::new(0, 4)],
        };
        let mut scorer = Scorer::default();
        let one = 0..2;
        scorer.add(&gold, &[Span::new(0, 2), Span::new(3, 4)], &[one]);
        let scores = scorer.scores();
        assert_eq!(scores.get("tokens.precision"), 0.5);
        assert_eq!(scores.get("tokens.recall"), 1.0 / 3.0);
        assert_eq!(scores.get("sentences.f1"), 1.0);
        assert_eq!((scorer.cases[0].gold.as_str(), scorer.cases[0].ours.as_str()), ("A | B", "AB"));
    }
}
