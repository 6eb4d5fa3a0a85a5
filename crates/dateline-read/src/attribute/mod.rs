//! Claims: who is reported to have said what, and how sure they were.
//!
//! A baseline of rules over tags, noun phrases and quotation marks. A cue is
//! found ([`cues`]); its build decides on the rule ([`draft`], [`finite`],
//! [`builds`]), which looks for the [`source`] and for the content, after the cue
//! ([`content`], [`bounds`]) or [`around`] it; quotations without a cue continue
//! the one before ([`chain`]). Then come nesting, speakers, manner and stated
//! certainty. `knowledge/reporting.tsv` and `certainty.tsv` hold the words.

mod around;
mod bounds;
mod builds;
mod certainty;
mod chain;
mod confidence;
mod content;
mod cues;
mod draft;
mod finite;
mod learnt;
mod manner;
mod mend;
mod nest;
mod page;
mod quotations;
mod room;
mod setting;
mod source;
mod source_after;
mod speakers;
#[cfg(test)]
mod tests;

use crate::resolve::Actors;
pub use confidence::Features;
use cues::Build;
use dateline_annotate::Document;
use dateline_core::{Certainty, Claim, ClaimId, Span, Stance};
use dateline_knowledge::Knowledge;
use draft::Draft;
use page::Page;
use std::ops::Range;

/// No more attributions are kept of a sentence: its contents may all lie within
/// each other, and without a bound hostile text would grow by its square.
const MOST: usize = 16;

/// Finds the attributions of `document`.
pub(crate) fn attribute(
    document: &Document,
    actors: &Actors,
    knowledge: &Knowledge,
) -> Vec<Claim<Span>> {
    weighed(document, actors, knowledge).into_iter().map(|(claim, _)| claim).collect()
}

/// The attributions with what their confidence rests on.
pub(crate) fn weighed(
    document: &Document,
    actors: &Actors,
    knowledge: &Knowledge,
) -> Vec<(Claim<Span>, Features)> {
    let page = Page::new(document, knowledge);
    let drafts = drafts(&page, actors);
    let within = nest::nest(&drafts);
    drafts
        .iter()
        .zip(within)
        .enumerate()
        .map(|(i, (draft, within))| {
            let (speaker, speaker_kind) = speakers::of(&page, actors, draft.source.as_ref());
            let (certainty, polarity) = certainty::of(&page, draft);
            let stance = stance(&page, draft);
            // Who asks whether it is so says nothing of how sure it is.
            let certainty = if stance == Stance::Asks { Certainty::Unstated } else { certainty };
            let span = |tokens: &Range<usize>| document.span(tokens.clone());
            let features = confidence::features(&page, actors, draft);
            let claim = Claim {
                id: ClaimId::at(i),
                speaker,
                speaker_kind,
                source: draft.source.iter().map(span).collect(),
                cue: vec![span(&draft.cue.tokens)],
                content: draft.content.iter().map(span).collect(),
                manner: manner::of(&page, draft),
                stance,
                certainty,
                polarity,
                within: within.map(ClaimId::at),
                confidence: confidence::of(&features),
                by: match draft.rule {
                    learnt::RULE => format!("model english-1, cue {}", draft.cue.row.cue),
                    rule => format!("rule {}.{rule}", draft.cue.row.cue),
                },
            };
            (claim, features)
        })
        .collect()
}

/// What the act of the cue says. Who asks somebody to do something asks nothing.
fn stance(page: &Page, draft: &Draft) -> Stance {
    let asks = draft.content.iter().any(|c| {
        page.quotations.opening_at(c.start).is_some()
            || page.is(
                c.start,
                c.end,
                &["whether", "if", "how", "why", "what", "when", "where", "who", "which", "about"],
            )
    });
    if certainty::leaves_open(page, draft) {
        return Stance::Doubts;
    }
    match draft.cue.row.act.stance() {
        Stance::Asks if !asks => Stance::Asserts,
        stance => stance,
    }
}

/// What the model finds in a sentence, and what only the rules find there.
fn both<'a>(page: &Page<'a>, actors: &Actors, sentence: &Range<usize>) -> Vec<Draft<'a>> {
    let mut found = learnt::of_sentence(page, sentence);
    found.retain(|draft| learnt::is_claim(page, actors, draft));
    found.dedup_by(|a, b| a.cue.tokens == b.cue.tokens);
    for mut ruled in draft::of_sentence(page, sentence.clone()) {
        mend::mend(page, &mut ruled);
        let adverb = ruled.cue.build == Build::Adverb;
        // "sorted according to age"
        if ruled.cue.build == Build::Phrase
            && speakers::is_rule(page, actors, ruled.source.as_ref())
        {
            continue;
        }
        // "reportedly believes": somebody tells of a belief, two claims.
        for told in found.iter_mut().filter(|_| adverb) {
            if told.cue.tokens.start == ruled.cue.head && told.cue.head != ruled.cue.head {
                told.cue.tokens.start += 1;
            }
        }
        // "was quoted as saying", "quoted him as saying": whoever says it speaks.
        if ruled.cue.tokens.clone().any(|t| page.norm(t) == "as") {
            found.retain(|f| !ruled.cue.tokens.contains(&f.cue.head));
        }
        let known = found.iter().any(|f| {
            f.cue.tokens.contains(&ruled.cue.head) || ruled.cue.tokens.contains(&f.cue.head)
        });
        // PolNeAR, which the model learnt from, marks nothing within contents.
        let nested = found.iter().any(|f| f.content.iter().any(|c| c.contains(&ruled.cue.head)));
        let enough = match ruled.cue.build {
            // "reportedly", "the claim that", "Name: “...”"
            Build::Adverb | Build::Noun | Build::Colon => 0.0,
            _ if ruled.cue.tokens.clone().any(|t| page.norm(t) == "as") => 0.0,
            _ if nested => 0.6,
            _ => 0.8,
        };
        if !known && ruled.confidence >= enough {
            found.push(ruled);
        }
    }
    found.sort_by_key(|draft| draft.cue.head);
    found.truncate(MOST);
    let copies: Vec<bool> = found.iter().map(|draft| is_told_again(draft, &found)).collect();
    let mut copies = copies.into_iter();
    found.retain(|_| !copies.next().unwrap_or_default());
    part(page, &mut found);
    found
}

/// "She told the truth: it was gone, she said": the same content has one cue.
fn is_told_again(draft: &Draft, found: &[Draft]) -> bool {
    found.iter().any(|other| {
        other.content == draft.content
            && other.source.is_some()
            && other.cue.head != draft.cue.head
            && other.confidence > draft.confidence
    })
}

/// "The rebels, according to the army, have fled, but villagers say": a content
/// around its cue ends where somebody else takes the word.
fn part(page: &Page, found: &mut [Draft]) {
    let heads: Vec<usize> =
        found.iter().filter(|d| d.source.is_some()).map(|d| d.cue.head).collect();
    for draft in found.iter_mut().filter(|d| d.cue.build == Build::Phrase) {
        for piece in &mut draft.content {
            let other = heads
                .iter()
                .find(|&&head| piece.contains(&head) && page.token(head).relation() == "conj");
            let start = other.map(|&head| page.extent(head).start);
            if let Some(start) = start.filter(|&t| t > piece.start) {
                *piece = page.trim(piece.start..start);
            }
        }
    }
}

/// The attributions of all sentences, in order.
fn drafts<'a>(page: &Page<'a>, actors: &Actors) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut taken = 0;
    for (s, sentence) in page.document.sentences.iter().enumerate() {
        let mut found = both(page, actors, &sentence.tokens);
        if s >= taken
            && let Some(last) =
                found.iter_mut().rev().find(|d| chain::continues(page, d, &sentence.tokens))
        {
            let (quotations, next) = chain::following(page, s);
            last.content.extend(quotations);
            taken = next;
        }
        drafts.extend(found);
    }
    drafts
}
