//! How sure we are of a claim: the chance that its source, cue and content are
//! those that a reader would mark.
//!
//! A logistic model of few features. Its weights, `models/claims-1.tsv`, are
//! fitted on PolNeAR's training part by `cargo run --release -p dateline-eval
//! --example train_claims`; `dateline eval claims` shows how far they hold.

use super::cues::Build;
use super::draft::Draft;
use super::learnt::{self, tells_clause};
use super::page::Page;
use super::speakers;
use crate::resolve::Actors;
use dateline_knowledge::Complement;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: &str = include_str!("../../../../models/claims-1.tsv");

/// Features by name.
pub type Features = Vec<(&'static str, f32)>;

/// The chance that a draft with these features is right.
pub(crate) fn of(features: &Features) -> f32 {
    static WEIGHTS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| weights(TABLE));
    let weight = |name: &str| WEIGHTS.get(name).copied().unwrap_or_default();
    let sum: f32 = features.iter().map(|(name, value)| weight(name) * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The weights of a table; a test makes sure that the one in the program is whole.
fn weights(table: &str) -> HashMap<&str, f32> {
    let rows = table.lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(name, weight)| Some((name, weight.parse().ok()?))).collect()
}

/// What the chance rests on.
pub(crate) fn features(page: &Page, actors: &Actors, draft: &Draft) -> Features {
    let row = draft.cue.row;
    let mut found: Features = vec![("always", 1.0)];
    let odds = draft.confidence.clamp(0.01, 0.99);
    let odds = (odds / (1.0 - odds)).ln();
    if draft.rule == learnt::RULE {
        found.push(("the head's odds", odds));
    } else {
        found.extend([("a rule", 1.0), ("the rule's odds", odds)]);
    }
    let quoted = |t: usize| page.quotations.of(t).is_some();
    let words: usize = draft.content.iter().map(|piece| piece.len()).sum();
    found.push(("words of content", (words.max(1) as f32).ln()));
    let source = draft.source.as_ref();
    let speaks = source.is_some() && speakers::can_speak(page, actors, source);
    let first = draft.content.first();
    let all = [
        ("a known cue", !row.cue.is_empty()),
        ("a cue that takes a quotation", row.takes(Complement::Quote)),
        ("a cue that takes a thing", row.takes(Complement::Np)),
        ("a cue of several words", draft.cue.tokens.len() > 1),
        ("a noun as cue", draft.cue.build == Build::Noun),
        ("a phrase as cue", draft.cue.build == Build::Phrase),
        ("a cue in a quotation", quoted(draft.cue.head)),
        ("no source", source.is_none()),
        ("a source that can speak", speaks),
        ("a long source", source.is_some_and(|source| source.len() > 8)),
        ("a clause as content", tells_clause(page, draft)),
        ("content in pieces", draft.content.len() > 1),
        ("content that begins quoted", first.is_some_and(|c| quoted(c.start))),
        ("content that ends quoted", draft.content.last().is_some_and(|c| quoted(c.end - 1))),
        ("content before the cue", first.is_some_and(|c| c.end <= draft.cue.tokens.start)),
    ];
    found.extend(all.iter().filter(|(_, holds)| *holds).map(|&(name, _)| (name, 1.0)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_whole() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert!(rows > 15);
        assert_eq!(weights(TABLE).len(), rows);
    }

    #[test]
    fn nothing_known_is_an_even_chance() {
        assert!((of(&Vec::new()) - 0.5).abs() < 1e-6);
    }
}
