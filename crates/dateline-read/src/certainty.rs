//! How sure a sentence is that what one of its predicates tells happened.
//!
//! [`certainty_of`] looks at the dependency tree: negation, modals, marks, and
//! the words that govern the predicate, whose meaning `knowledge/factuality.tsv`
//! tells. [`entail`] follows them by rule; what it finds and what it starts from
//! are [`features`], and [`weights`] that were fitted on judgements of annotators
//! turn them into a score.

mod entail;
mod features;
mod tree;
mod weights;

use dateline_annotate::model::Analysis;
use dateline_core::Certainty;
use dateline_knowledge::Knowledge;
use tree::Tree;
use weights::Weights;

/// Whose way to judge a score follows: the corpora that the weights were
/// fitted on ask different questions, and use the scale differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// News (UW): is the author committed to it? Planned things lie above 0.
    Uw,
    /// Web texts (UDS-IH2): did it happen already? Future things lie below 0.
    UdsIh2,
    /// News of companies (MEANTIME).
    Meantime,
    /// Bare sentences with clause-embedding verbs (MegaVeridicality).
    Mv2,
    /// Sentences with clause-embedding verbs (Ross and Pavlick).
    Rp,
}

/// How sure the sentence is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// From -3, certainly not, to 3, certainly.
    pub score: f32,
    /// How certain, either way.
    pub certainty: Certainty,
    /// Whether it is said not to have happened.
    pub negative: bool,
}

impl Scale {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Uw, Self::UdsIh2, Self::Meantime, Self::Mv2, Self::Rp];

    /// The name in gold records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uw => "uw",
            Self::UdsIh2 => "udsih2",
            Self::Meantime => "meantime",
            Self::Mv2 => "mv2",
            Self::Rp => "rp",
        }
    }
}

impl Judgement {
    fn of(score: f32) -> Self {
        // Halfway between the marks 0, 1, 2 and 3 that annotators gave.
        let certainty = match score.abs() {
            2.25.. => Certainty::Certain,
            1.25.. => Certainty::Probable,
            0.5.. => Certainty::Possible,
            _ => Certainty::Unstated,
        };
        Self { score, certainty, negative: score <= -0.5 }
    }
}

/// How sure a sentence is that what its word at `word` tells happened: `forms`
/// are its words as written, `analysis` what the model says of them.
pub fn certainty_of(
    forms: &[&str],
    analysis: &Analysis<'_>,
    word: usize,
    scale: Scale,
    knowledge: &Knowledge,
) -> Judgement {
    let features = features_of(forms, analysis, word, scale, knowledge);
    let by_tree = Weights::embedded().score(&features);
    // The model's own head reads what no feature names; the mean does better
    // than either. Its scales are in the order of `Scale`.
    let by_model = analysis.words.get(word).map_or(by_tree, |word| word.facts[scale as usize]);
    Judgement::of((by_tree + by_model) / 2.0)
}

/// The features of a word, as hashes; for the program that fits the weights.
#[doc(hidden)]
pub fn features_of(
    forms: &[&str],
    analysis: &Analysis<'_>,
    word: usize,
    scale: Scale,
    knowledge: &Knowledge,
) -> Vec<u32> {
    let tree = Tree::new(forms, analysis, &knowledge.factuality);
    features::features(&tree, word, scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_annotate::model::Model;
    use dateline_annotate::tokenize;

    fn judge(text: &str, word: &str) -> Judgement {
        let spans = tokenize(text);
        let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        let model = Model::embedded();
        let at = forms.iter().position(|&form| form == word).expect("the word is there");
        certainty_of(&forms, &model.analyse(&forms), at, Scale::Uw, &Knowledge::embedded())
    }

    #[test]
    fn plain_statements_are_surer_than_hedged_ones() {
        let plain = judge("Troops left the town on Monday.", "left");
        assert_eq!((plain.certainty, plain.negative), (Certainty::Certain, false));
        for (text, word) in [
            ("Troops might leave the town on Monday.", "leave"),
            ("The general wants troops to leave the town.", "leave"),
            ("If troops leave the town, rebels will enter it.", "leave"),
        ] {
            assert!(judge(text, word).score < plain.score - 0.8, "{text}");
        }
    }

    #[test]
    fn negation_turns_the_score() {
        assert!(judge("Troops did not leave the town on Monday.", "leave").negative);
        let failed = judge("Troops failed to leave the town.", "leave");
        assert!(failed.score < judge("Troops managed to leave the town.", "leave").score);
    }

    #[test]
    fn a_word_outside_the_sentence_is_no_panic() {
        assert!(judge("Rain.", "Rain").score.is_finite());
        let score = certainty_of(&[], &Analysis::default(), 0, Scale::Uw, &Knowledge::embedded());
        assert_eq!(score.certainty, Certainty::Unstated);
    }
}
