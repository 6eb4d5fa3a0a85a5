//! Attributions: source, cue, content, and the three together.
//!
//! A part (source, cue or content of one attribution) is the set of words it
//! covers; a word is a token of ours with a letter or digit, so that blanks and
//! punctuation at the edges do not matter. Pieces of a discontinuous part make
//! one set. Parts without a word are no parts. Each role is scored apart, as
//! PolNeAR's published figures are, and the same part twice counts once.
//!
//! - `exact`: the two sets are the same.
//! - `overlap`: a gold part is found if some part of ours holds at least half
//!   of its words; a part of ours is right if some gold part holds at least
//!   half of *its* words.
//! - `triple.exact`: source, cue and content of one attribution are all exact;
//!   a source may be lacking on both sides.
//!
//! - `confidence.ece`: a claim of ours is *right* if some gold attribution means
//!   the same: the cues share a word, and source and content each hold at least
//!   half of the words of the other's; a source may be lacking on both sides.
//!   Claims are sorted by confidence into tenths; the expected calibration error
//!   is the distance of a tenth's mean confidence from its share of right ones,
//!   over all tenths by their size. `confidence.0.7.right` is that share of the
//!   claims from 0.7 on, `.stated` their mean confidence, `.share` how many of
//!   all they are.
//!
//! Nested claims are left out: the gold does not annotate them. A text with n
//! annotators is scored against each with the weight 1/n.

use super::reliability::Reliability;
use super::tally::{Scores, Tally, ratio};
use crate::gold::polnear::GoldAttribution;
use crate::outcome::Case;
use dateline_core::{Claim, Offsets, Quote, Span};
use std::collections::BTreeSet;
use std::ops::Range;

const ROLES: [&str; 3] = ["source", "cue", "content"];

/// The words one part covers, by their numbers in the text.
type Words = BTreeSet<usize>;

/// Source, cue, content.
pub(crate) type Triple = [Words; 3];

/// A text cut into words, to compare attributions on.
pub(crate) struct Ground<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    /// In code points.
    words: Vec<Range<usize>>,
}

impl<'t> Ground<'t> {
    pub fn new(text: &'t str) -> Self {
        let offsets = Offsets::new(text);
        let tokens = dateline_annotate::tokenize(text).into_iter();
        let words = tokens
            .filter(|span| span.of(text).contains(char::is_alphanumeric))
            .map(|span| offsets.code_point(span.start)..offsets.code_point(span.end));
        Self { text, words: words.collect(), offsets }
    }

    fn words(&self, pieces: &[Range<usize>]) -> Words {
        let mut covered = Words::new();
        for piece in pieces {
            let from = self.words.partition_point(|word| word.end <= piece.start);
            let to = self.words.partition_point(|word| word.start < piece.end);
            covered.extend(from..to);
        }
        covered
    }

    pub fn triple(&self, attribution: &GoldAttribution) -> Triple {
        [&attribution.source, &attribution.cue, &attribution.content].map(|part| self.words(part))
    }

    /// A claim with its places in code points.
    pub fn placed(&self, claim: &Claim<Span>) -> GoldAttribution {
        let place =
            |span: &Span| self.offsets.code_point(span.start)..self.offsets.code_point(span.end);
        let part = |spans: &[Span]| spans.iter().map(place).collect();
        GoldAttribution {
            source: part(&claim.source),
            cue: part(&claim.cue),
            content: part(&claim.content),
        }
    }

    fn show(&self, attribution: &GoldAttribution) -> String {
        let parts = [&attribution.source, &attribution.cue, &attribution.content];
        let shown = ROLES.iter().zip(parts).filter(|(_, part)| !part.is_empty());
        let shown = shown.map(|(role, part)| {
            let pieces: Vec<&str> = part.iter().map(|piece| self.slice(piece)).collect();
            format!("{role}: {}", pieces.join(" … "))
        });
        shown.collect::<Vec<_>>().join(" | ")
    }

    fn slice(&self, piece: &Range<usize>) -> &'t str {
        self.offsets.span(piece.start, piece.end).map_or("", |span| span.of(self.text))
    }

    /// The lines that an attribution stands in.
    fn lines(&self, attribution: &GoldAttribution) -> String {
        let parts = [&attribution.source, &attribution.cue, &attribution.content];
        let pieces = || parts.into_iter().flatten();
        let start = pieces().map(|piece| piece.start).min().unwrap_or(0);
        let end = pieces().map(|piece| piece.end).max().unwrap_or(0);
        let Some(span) = self.offsets.span(start, end) else { return String::new() };
        let from = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let to = self.text[span.end..].find('\n').map_or(self.text.len(), |at| span.end + at);
        self.text[from..to].to_owned()
    }
}

/// A claim of ours in the gold's form.
fn of_claim(claim: &Claim) -> GoldAttribution {
    let part = |quotes: &[Quote]| quotes.iter().map(|quote| quote.start..quote.end).collect();
    GoldAttribution {
        source: part(&claim.source),
        cue: part(&claim.cue),
        content: part(&claim.content),
    }
}

/// Adds up over the texts of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    exact: [Tally; 3],
    overlap: [Tally; 3],
    triple: Tally,
    reliability: Reliability,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares the claims found in a text with one annotator's attributions.
    pub fn add(
        &mut self,
        ground: &Ground<'_>,
        gold: &[GoldAttribution],
        claims: &[Claim],
        weight: f64,
    ) {
        let outer = || claims.iter().filter(|claim| claim.within.is_none());
        let ours: Vec<GoldAttribution> = outer().map(of_claim).collect();
        let triples = |list: &[GoldAttribution]| -> Vec<Triple> {
            list.iter().map(|attribution| ground.triple(attribution)).collect()
        };
        let (gold_triples, our_triples) = (triples(gold), triples(&ours));
        for role in 0..ROLES.len() {
            let parts = |triples: &[Triple]| -> BTreeSet<Words> {
                triples.iter().map(|t| t[role].clone()).filter(|words| !words.is_empty()).collect()
            };
            let (gold, ours) = (parts(&gold_triples), parts(&our_triples));
            compare(&mut self.exact[role], &gold, &ours, weight, |of, other| of == other);
            compare(&mut self.overlap[role], &gold, &ours, weight, shares_half);
        }
        let whole = |triples: &[Triple]| -> BTreeSet<Triple> {
            triples.iter().filter(|t| t.iter().any(|words| !words.is_empty())).cloned().collect()
        };
        let (g, o) = (whole(&gold_triples), whole(&our_triples));
        compare(&mut self.triple, &g, &o, weight, |of, other| of == other);
        for (claim, triple) in outer().zip(&our_triples) {
            let right = is_right(triple, &gold_triples);
            self.reliability.add(f64::from(claim.confidence), right, weight);
        }
        self.cases.extend(differences(ground, (gold, &gold_triples), (&ours, &our_triples)));
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        for (role, name) in ROLES.iter().enumerate() {
            scores.tally(&format!("{name}.exact"), &self.exact[role]);
            scores.tally(&format!("{name}.overlap"), &self.overlap[role]);
        }
        scores.tally("triple.exact", &self.triple);
        scores.extend(self.reliability.scores());
        scores
    }
}

/// Counts each side's parts, and those that `meets` one of the other side's.
fn compare<T: Ord>(
    tally: &mut Tally,
    gold: &BTreeSet<T>,
    ours: &BTreeSet<T>,
    weight: f64,
    meets: impl Fn(&T, &T) -> bool,
) {
    for part in ours {
        tally.found(gold.iter().any(|other| meets(part, other)), weight);
    }
    for part in gold {
        tally.wanted(ours.iter().any(|other| meets(part, other)), weight);
    }
}

/// Whether `other` holds at least half of the words of `part`.
fn shares_half(part: &Words, other: &Words) -> bool {
    shared(part, other) * 2 >= part.len()
}

fn shared(a: &Words, b: &Words) -> usize {
    let apart = |a: &Words, b: &Words| a.last() < b.first();
    if apart(a, b) || apart(b, a) { 0 } else { a.intersection(b).count() }
}

/// Whether some gold attribution means the same as `ours`.
pub(crate) fn is_right(ours: &Triple, gold: &[Triple]) -> bool {
    let alike = |a: &Words, b: &Words| {
        a.is_empty() == b.is_empty() && shares_half(a, b) && shares_half(b, a)
    };
    gold.iter().any(|gold| {
        shared(&ours[1], &gold[1]) > 0 && alike(&ours[0], &gold[0]) && alike(&ours[2], &gold[2])
    })
}

/// How unlike two attributions are, from 0 to 1: the mean over the roles of
/// the words not shared among all their words.
fn distance(a: &Triple, b: &Triple) -> f64 {
    let of_role = |role: usize| {
        let shared = shared(&a[role], &b[role]);
        let all = a[role].len() + b[role].len() - shared;
        if all == 0 { 0.0 } else { 1.0 - ratio(shared as f64, all as f64) }
    };
    (0..ROLES.len()).map(of_role).sum::<f64>() / ROLES.len() as f64
}

/// Gold attributions that ours differ from, and ours that share no word with
/// any of the gold.
fn differences(
    ground: &Ground<'_>,
    (gold, gold_triples): (&[GoldAttribution], &[Triple]),
    (ours, our_triples): (&[GoldAttribution], &[Triple]),
) -> Vec<Case> {
    let mut cases = Vec::new();
    let wordless = |triple: &Triple| triple.iter().all(Words::is_empty);
    for (attribution, triple) in gold.iter().zip(gold_triples).filter(|(_, t)| !wordless(t)) {
        let nearest = ours
            .iter()
            .zip(our_triples)
            .map(|(ours, of_ours)| (distance(triple, of_ours), ours))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(distance, _)| *distance < 1.0);
        let badness = nearest.map_or(1.0, |(distance, _)| distance);
        if badness > 0.0 {
            let ours = nearest.map_or_else(|| "nothing".to_owned(), |(_, o)| ground.show(o));
            let gold = ground.show(attribution);
            cases.push(Case { text: ground.lines(attribution), gold, ours, badness });
        }
    }
    for (attribution, triple) in ours.iter().zip(our_triples) {
        let nearest = gold_triples.iter().map(|gold| distance(triple, gold)).fold(1.0, f64::min);
        if nearest >= 1.0 {
            cases.push(Case {
                text: ground.lines(attribution),
                gold: "nothing".to_owned(),
                ours: ground.show(attribution),
                badness: 1.0,
            });
        }
    }
    cases
}

#[cfg(test)]
#[path = "claims_tests.rs"]
mod tests;
