//! The head of attributions: for one cue, which words are its source, its cue
//! and its content. `training/roles.py` learns it, `models/FORMAT.md` has the
//! numbers.

use super::ModelError;
use super::analysis::{Attribution, Word};
use super::file::ModelFile;
use super::kernels::{Kernels, Rounded, Rows};
use super::linear::{Plain, Rounding};
use std::ops::Range;

/// Labels: none, then the beginning and the inside of source, cue, content.
const LABELS: usize = 7;
const SOURCE: usize = 1;
const CUE: usize = 3;
const CONTENT: usize = 5;

/// Where a word hangs as seen from the anchor; other numbers are the branches
/// of the anchor's relations, in the order of the file's labels.
const SELF: usize = 0;
const ABOVE: usize = 1;
const BESIDE: usize = 2;
const AWAY: usize = 3;
const BRANCHES: usize = 4;

/// Buckets of distances: the anchor in the middle.
const DISTANCES: usize = 15;

pub(crate) struct Roles {
    size: usize,
    slope: f32,
    /// A word's view as a word, then as an anchor.
    views: Rounding,
    distance: Vec<f32>,
    quoted: Vec<f32>,
    branch: Vec<f32>,
    relation: Vec<f32>,
    branches: Vec<String>,
    /// Convolutions over three neighbours.
    mix: [Plain; 2],
    out: Plain,
    /// `steps[from * LABELS + to]`; the last row leads to the first word.
    steps: Vec<f32>,
}

impl Roles {
    pub fn load(file: &ModelFile, kernels: &Kernels) -> Result<Self, ModelError> {
        let (size, width) = (file.shape.role, file.shape.width);
        let branches = file.labels("branch")?;
        let kinds = BRANCHES + branches.len();
        let table = |name: &str, rows| file.floats(&format!("roles.{name}.weight"), &[rows, size]);
        let mix = |name: &str| Plain::load(file, &format!("roles.{name}"), size, 3 * size, true);
        Ok(Self {
            size,
            slope: file.shape.slope,
            views: Rounding::load(file, "roles.views", 2 * size, width, kernels)?,
            distance: table("distance", DISTANCES)?,
            quoted: table("quoted", 4)?,
            branch: table("branch", kinds)?,
            relation: table("relation", kinds)?,
            branches,
            mix: [mix("mix1")?, mix("mix2")?],
            out: Plain::load(file, "roles.out", LABELS, size, true)?,
            steps: file.floats("roles.steps", &[LABELS + 1, LABELS])?,
        })
    }

    /// The attributions of a sentence whose cues have these anchors.
    /// `vectors` are those of its words, `quoted` whether each is quoted.
    pub fn find(
        &self,
        kernels: &Kernels,
        vectors: &[f32],
        words: &[Word<'_>],
        quoted: &[bool],
        anchors: &[(usize, f32)],
    ) -> Vec<Attribution> {
        if anchors.is_empty() {
            return Vec::new();
        }
        let mut rounded = Rounded::default();
        kernels.round(vectors, vectors.len() / words.len(), &mut rounded);
        let mut views = Vec::new();
        self.views.apply(kernels, &rounded, &mut views);
        let attribution = |&(anchor, certainty): &(usize, f32)| {
            let scores = self.scores(kernels, &views, words, quoted, anchor);
            parts(anchor, certainty, &self.labels(&scores))
        };
        anchors.iter().map(attribution).collect()
    }

    /// The scores of all labels for each word, `self.out.stride()` apart.
    fn scores(
        &self,
        kernels: &Kernels,
        views: &[f32],
        words: &[Word<'_>],
        quoted: &[bool],
        anchor: usize,
    ) -> Vec<f32> {
        let (size, stride, count) = (self.size, self.views.stride(), words.len());
        let marked = |word: usize| usize::from(quoted.get(word).copied().unwrap_or_default());
        let own = &views[anchor * stride + size..][..size];
        let relation = row(&self.relation, self.number(words[anchor].deprel), size);
        // Rows of zeros before and after: convolutions reach over the ends.
        let mut x = vec![0.0; (count + 2) * size];
        for (word, x) in x[size..].chunks_exact_mut(size).take(count).enumerate() {
            let rows = [
                &views[word * stride..][..size],
                own,
                relation,
                row(&self.distance, distance(word as isize - anchor as isize), size),
                row(&self.quoted, 2 * marked(anchor) + marked(word), size),
                row(&self.branch, self.place(words, word, anchor), size),
            ];
            for (i, x) in x.iter_mut().enumerate() {
                *x = self.leaky(rows.iter().map(|row| row[i]).sum());
            }
        }
        for mix in &self.mix {
            let near = Rows { values: &x, stride: size };
            let mixed = mix.apply(kernels, near, count);
            let rows = x[size..].chunks_exact_mut(size).zip(mixed.chunks_exact(mix.stride()));
            for (x, mixed) in rows {
                x.iter_mut().zip(mixed).for_each(|(x, &mixed)| *x += self.leaky(mixed));
            }
        }
        self.out.apply(kernels, Rows { values: &x[size..], stride: size }, count)
    }

    fn leaky(&self, x: f32) -> f32 {
        if x > 0.0 { x } else { self.slope * x }
    }

    /// The number of a relation; an unknown one counts as `dep`.
    fn number(&self, deprel: &str) -> usize {
        let universal = deprel.split_once(':').map_or(deprel, |(universal, _)| universal);
        let at = |name: &str| self.branches.iter().position(|branch| branch == name);
        BRANCHES + at(universal).or_else(|| at("dep")).unwrap_or_default()
    }

    /// Where `word` hangs as seen from `anchor`.
    fn place(&self, words: &[Word<'_>], word: usize, anchor: usize) -> usize {
        if word == anchor {
            return SELF;
        }
        let above = |of: usize| {
            let mut at = words[anchor].head;
            // A tree has no cycle, so this ends.
            while let Some(head) = at {
                if head == of {
                    return true;
                }
                at = words[head].head;
            }
            false
        };
        if above(word) {
            return ABOVE;
        }
        let mut at = word;
        while let Some(head) = words[at].head {
            if head == anchor {
                return self.number(words[at].deprel);
            }
            if above(head) {
                return if words[anchor].head == Some(head) { BESIDE } else { AWAY };
            }
            at = head;
        }
        AWAY
    }

    /// The best sequence of labels: an inside follows its own part only.
    fn labels(&self, scores: &[f32]) -> Vec<usize> {
        let stride = self.out.stride();
        let inside = |label: usize| label > 0 && label.is_multiple_of(2);
        let follows = |from: usize, to: usize| !inside(to) || from == to || from + 1 == to;
        let mut rows = scores.chunks_exact(stride);
        let Some(first) = rows.next() else { return Vec::new() };
        let mut best: [f32; LABELS] = std::array::from_fn(|to| match inside(to) {
            true => f32::NEG_INFINITY,
            false => self.steps[LABELS * LABELS + to] + first[to],
        });
        let mut back: Vec<[usize; LABELS]> = Vec::new();
        for row in rows {
            let mut from = [0; LABELS];
            let mut next = [f32::NEG_INFINITY; LABELS];
            for to in 0..LABELS {
                for (before, &score) in best.iter().enumerate() {
                    let reached = score + self.steps[before * LABELS + to];
                    if follows(before, to) && reached > next[to] {
                        (next[to], from[to]) = (reached, before);
                    }
                }
                next[to] += row[to];
            }
            best = next;
            back.push(from);
        }
        let mut label = super::tree::first_best(best.iter().copied());
        let mut labels = vec![label];
        for from in back.iter().rev() {
            label = from[label];
            labels.push(label);
        }
        labels.reverse();
        labels
    }
}

fn row(table: &[f32], number: usize, size: usize) -> &[f32] {
    &table[number * size..][..size]
}

/// Buckets: 7 the anchor, then 1, 2, 3-4, 5-8, 9-16, 17-32, more, to either side.
fn distance(offset: isize) -> usize {
    let far = offset.unsigned_abs();
    let bits = |n: usize| (usize::BITS - n.leading_zeros()) as usize;
    let size = if far < 2 { bits(far) } else { bits(far - 1) + 1 }.min(7);
    if offset > 0 { 7 + size } else { 7 - size }
}

/// The stretches of words that labels make.
fn parts(anchor: usize, certainty: f32, labels: &[usize]) -> Attribution {
    let mut found = Attribution { anchor, certainty, source: vec![], cue: vec![], content: vec![] };
    let mut before = 0;
    for (word, &label) in labels.iter().enumerate() {
        let part: Option<&mut Vec<Range<usize>>> = match label {
            0 => None,
            _ if label <= SOURCE + 1 => Some(&mut found.source),
            _ if label <= CUE + 1 => Some(&mut found.cue),
            _ => Some(&mut found.content),
        };
        if let Some(part) = part {
            let begins = matches!(label, SOURCE | CUE | CONTENT) || before == 0;
            match part.last_mut() {
                Some(last) if !begins && last.end == word => last.end = word + 1,
                _ => part.push(word..word + 1),
            }
        }
        before = label;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets() {
        let of = [-40, -33, -32, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 16, 17, 33];
        let buckets = of.map(distance);
        assert_eq!(buckets, [0, 0, 1, 3, 4, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14]);
    }

    #[test]
    fn labels_make_stretches() {
        let found = parts(3, 0.9, &[1, 2, 0, 3, 4, 5, 6, 0, 5, 5]);
        assert!(found.source.iter().eq([&(0..2)]));
        assert!(found.cue.iter().eq([&(3..5)]));
        assert_eq!(found.content, [5..7, 8..9, 9..10]);
    }
}
