//! Attributions compared by hand.

use super::*;
use dateline_core::{Certainty, ClaimId, Manner, Polarity, SpeakerKind, Stance};
use proptest::{collection::vec, prelude::*};

const TEXT: &str = "Ada said: “It rained all day.” Boris denied it, Clara added.";

/// The place of `words` in [`TEXT`], in code points.
fn at(words: &str) -> Range<usize> {
    let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
    start..start + words.chars().count()
}

fn gold(source: &str, cue: &str, content: &str) -> GoldAttribution {
    let part = |words: &str| if words.is_empty() { Vec::new() } else { vec![at(words)] };
    GoldAttribution { source: part(source), cue: part(cue), content: part(content) }
}

fn claim(source: &str, cue: &str, content: &str) -> Claim {
    claim_of(&gold(source, cue, content))
}

fn claim_of(attribution: &GoldAttribution) -> Claim {
    let quotes = |part: &[Range<usize>]| -> Vec<Quote> {
        let quote = |p: &Range<usize>| Quote { start: p.start, end: p.end, text: String::new() };
        part.iter().map(quote).collect()
    };
    Claim {
        id: ClaimId::at(0),
        speaker: None,
        speaker_kind: SpeakerKind::Named,
        source: quotes(&attribution.source),
        cue: quotes(&attribution.cue),
        content: quotes(&attribution.content),
        manner: Manner::Direct,
        stance: Stance::Asserts,
        certainty: Certainty::Unstated,
        polarity: Polarity::Positive,
        within: None,
        confidence: 1.0,
        by: "test".to_owned(),
    }
}

fn score(gold: &[GoldAttribution], claims: &[Claim]) -> Scorer {
    let mut scorer = Scorer::default();
    scorer.add(&Ground::new(TEXT), gold, claims, 1.0);
    scorer
}

#[test]
fn one_of_two_found_and_one_false() {
    let golds =
        [gold("Ada", "said", "“It rained all day.”"), gold("Clara", "added", "Boris denied it")];
    let ours = [claim("Ada", "said", "It rained all day"), claim("Boris", "denied", "it")];
    let scorer = score(&golds, &ours);
    let scores = scorer.scores();
    for name in ["source.exact", "cue.exact", "content.exact", "triple.exact"] {
        for figure in ["precision", "recall", "f1"] {
            assert_eq!(scores.get(&format!("{name}.{figure}")), 0.5, "{name}.{figure}");
        }
    }
    // "it" lies within the gold content, but is not half of it.
    assert_eq!(scores.get("content.overlap.precision"), 1.0);
    assert_eq!(scores.get("content.overlap.recall"), 0.5);
    assert_eq!(scorer.cases.len(), 1, "the missed one, with what is nearest to it");
    assert_eq!(scorer.cases[0].gold, "source: Clara | cue: added | content: Boris denied it");
}

#[test]
fn quotation_marks_and_commas_do_not_matter() {
    let scores = score(
        &[gold("Ada", "said", "It rained all day")],
        &[claim("Ada", "said:", "“It rained all day.”")],
    )
    .scores();
    assert_eq!(scores.get("triple.exact.f1"), 1.0);
}

#[test]
fn a_source_may_lack_on_both_sides_of_a_triple() {
    let scores =
        score(&[gold("", "said", "It rained")], &[claim("", "said", "It rained")]).scores();
    assert_eq!(scores.get("triple.exact.f1"), 1.0);
    assert_eq!(scores.get("source.exact.f1"), 0.0);
}

#[test]
fn nested_claims_are_left_out_and_repetitions_count_once() {
    let mut nested = claim("Boris", "denied", "it");
    nested.within = Some(ClaimId::at(0));
    let ours = [claim("Ada", "said", "It rained"), claim("Ada", "said", "all day"), nested];
    let scores = score(&[gold("Ada", "said", "It rained")], &ours).scores();
    assert_eq!(scores.get("source.exact.precision"), 1.0);
    assert_eq!(scores.get("triple.exact.precision"), 0.5);
}

#[test]
fn what_covers_all_is_found_but_not_right() {
    let ours = [claim("", "", &TEXT[..TEXT.len() - 1])];
    let scores = score(&[gold("Ada", "said", "It rained")], &ours).scores();
    assert_eq!(scores.get("content.overlap.recall"), 1.0);
    assert_eq!(scores.get("content.overlap.precision"), 0.0);
    assert_eq!(scores.get("content.overlap.f1"), 0.0);
}

#[test]
fn two_annotators_weigh_as_one() {
    let ground = Ground::new(TEXT);
    let claims = [claim("Ada", "said", "It rained")];
    let mut scorer = Scorer::default();
    scorer.add(&ground, &[gold("Ada", "said", "It rained")], &claims, 0.5);
    scorer.add(&ground, &[gold("Clara", "added", "it")], &claims, 0.5);
    assert_eq!(scorer.scores().get("source.exact.f1"), 0.5);
    assert_eq!(scorer.exact[0].gold, 1.0);
}

/// Attributions anywhere in [`TEXT`], their parts in up to two pieces.
fn attributions() -> impl Strategy<Value = Vec<GoldAttribution>> {
    let length = TEXT.chars().count();
    let piece = (0..=length, 0..=length).prop_map(|(a, b)| a.min(b)..a.max(b));
    let part = vec(piece, 0..3);
    let attribution = (part.clone(), part.clone(), part)
        .prop_map(|(source, cue, content)| GoldAttribution { source, cue, content });
    vec(attribution, 0..5)
}

proptest! {
    #[test]
    fn scores_keep_their_bounds_and_their_order(a in attributions(), b in attributions()) {
        let of = |list: &[GoldAttribution]| list.iter().map(claim_of).collect::<Vec<_>>();
        let (there, back) = (score(&a, &of(&b)).scores(), score(&b, &of(&a)).scores());
        for name in ROLES {
            let exact = there.get(&format!("{name}.exact.f1"));
            let overlap = there.get(&format!("{name}.overlap.f1"));
            prop_assert!(exact <= overlap);
            let precision = there.get(&format!("{name}.overlap.precision"));
            prop_assert_eq!(precision, back.get(&format!("{name}.overlap.recall")));
        }
        prop_assert!(there.into_map().values().all(|score| (0.0..=1.0).contains(score)));
    }

    #[test]
    fn the_gold_itself_has_no_differences(gold in attributions()) {
        let claims: Vec<Claim> = gold.iter().map(claim_of).collect();
        let scorer = score(&gold, &claims);
        let exact = scorer.triple;
        prop_assert_eq!((exact.ours_right, exact.gold_found), (exact.gold, exact.gold));
        prop_assert!(scorer.cases.is_empty());
    }
}
