//! Spans of words that refer to something, with kind and form.

use super::ModelError;
use super::file::{ModelFile, Shape};
use super::kernels::{Kernels, Rows, exp};
use super::linear::{Plain, turned};
use super::tree::first_best;
use std::ops::Range;

/// Forms, after the kinds among the outputs: name, nominal, pronoun.
const FORMS: usize = 3;

/// The head that scores spans.
pub(crate) struct Spans {
    /// Kinds; output 0 is none of them.
    kinds: usize,
    /// Components of the views of the ends.
    width: usize,
    /// `span_pair`, turned: per component a row of outputs.
    pair: Vec<f32>,
    stride: usize,
    start: Plain,
    end: Plain,
    word: Plain,
}

/// The views of a sentence's words that the head compares.
#[derive(Clone, Copy)]
pub(crate) struct Views<'a> {
    pub start: Rows<'a>,
    pub end: Rows<'a>,
    pub word: Rows<'a>,
    pub count: usize,
}

/// A span that is a mention: the numbers of its kind and form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub words: Range<usize>,
    pub kind: usize,
    pub form: usize,
    margin: f32,
}

impl Spans {
    pub fn load(file: &ModelFile, shape: &Shape, kinds: usize) -> Result<Self, ModelError> {
        let (width, outputs) = (shape.span, 1 + kinds + FORMS);
        let mut pair = Vec::new();
        let rows = file.floats("span_pair.weight", &[outputs, width])?;
        let stride = turned(Rows { values: &rows, stride: width }, outputs, width, &mut pair);
        Ok(Self {
            kinds,
            width,
            pair,
            stride,
            start: Plain::load(file, "span_start", outputs, width, true)?,
            end: Plain::load(file, "span_end", outputs, width, false)?,
            word: Plain::load(file, "span_word", outputs + 1, shape.width, true)?,
        })
    }

    /// The mentions of a sentence, by first word, the longer first.
    pub fn find(&self, kernels: &Kernels, views: Views<'_>) -> Vec<Found> {
        nested(self.candidates(kernels, views))
    }

    /// Every span that is rather something than nothing.
    fn candidates(&self, kernels: &Kernels, views: Views<'_>) -> Vec<Found> {
        let (count, stride, outputs) = (views.count, self.stride, 1 + self.kinds + FORMS);
        let starts = self.start.apply(kernels, views.start, count);
        let ends = self.end.apply(kernels, views.end, count);
        let mut words = self.word.apply(kernels, views.word, count);
        // How much each word looks like a head; its outputs are weighted so.
        let weights: Vec<f32> = words
            .chunks_exact_mut(self.word.stride())
            .map(|row| {
                let weight = exp(row[outputs].clamp(-4.0, 4.0));
                row[..outputs].iter_mut().for_each(|output| *output *= weight);
                weight
            })
            .collect();

        let mut found = Vec::new();
        let mut mixed = vec![0.0; self.width * stride];
        let mut pairs = Vec::new();
        let mut inside = vec![0.0; outputs];
        let mut scores = vec![0.0; outputs];
        for first in 0..count {
            let start = &views.start.values[first * views.start.stride..][..self.width];
            let rows = mixed.chunks_exact_mut(stride).zip(self.pair.chunks_exact(stride));
            for ((mixed, pair), &component) in rows.zip(start) {
                mixed.iter_mut().zip(pair).for_each(|(to, &pair)| *to = pair * component);
            }
            pairs.resize((count - first) * stride, 0.0);
            let end = Rows { values: &views.end.values[first * views.end.stride..], ..views.end };
            let mixed = Rows { values: &mixed, stride };
            kernels.multiply(end, mixed, self.width, &mut pairs, stride);

            let start = &starts[first * self.start.stride()..][..outputs];
            inside.fill(0.0);
            let mut weight = 0.0;
            for (last, pair) in (first..count).zip(pairs.chunks_exact(stride)) {
                let end = &ends[last * self.end.stride()..][..outputs];
                let word = &words[last * self.word.stride()..][..outputs];
                weight += weights[last];
                let share = 1.0 / weight;
                for k in 0..outputs {
                    inside[k] += word[k];
                    scores[k] = pair[k] + start[k] + end[k] + inside[k] * share;
                }
                let kinds = &scores[1..=self.kinds];
                let kind = first_best(kinds.iter().copied());
                let margin = kinds[kind] - scores[0];
                if margin > 0.0 {
                    let form = first_best(scores[1 + self.kinds..].iter().copied());
                    found.push(Found { words: first..last + 1, kind, form, margin });
                }
            }
        }
        found
    }
}

/// The best spans of which none crosses a better one.
fn nested(mut candidates: Vec<Found>) -> Vec<Found> {
    let place = |found: &Found| (found.words.start, found.words.end);
    candidates.sort_by(|a, b| b.margin.total_cmp(&a.margin).then(place(a).cmp(&place(b))));
    let mut chosen: Vec<Found> = Vec::new();
    for candidate in candidates {
        if !chosen.iter().any(|better| cross(&better.words, &candidate.words)) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|found| (found.words.start, std::cmp::Reverse(found.words.end)));
    chosen
}

/// Whether two spans overlap and neither is inside the other.
fn cross(a: &Range<usize>, b: &Range<usize>) -> bool {
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    a.start < b.start && b.start < a.end && a.end < b.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(words: Range<usize>, margin: f32) -> Found {
        Found { words, kind: 0, form: 0, margin }
    }

    #[test]
    fn crossing_spans_give_way_to_better_ones() {
        let chosen =
            nested(vec![span(0..3, 1.0), span(2..5, 2.0), span(0..2, 0.5), span(2..3, 0.1)]);
        let words: Vec<_> = chosen.into_iter().map(|found| found.words).collect();
        assert_eq!(words, [0..2, 2..5, 2..3]);
    }

    #[test]
    fn spans_with_a_common_end_nest() {
        assert!(!cross(&(0..3), &(0..5)) && !cross(&(0..5), &(2..5)) && !cross(&(0..2), &(2..4)));
        assert!(cross(&(0..3), &(2..5)) && cross(&(2..5), &(0..3)));
    }
}
