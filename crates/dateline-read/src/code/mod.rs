//! Events: who did what to whom, and whether it happened.
//!
//! Sentence by sentence: its [`tree`], the [`predicates`] that a frame knows,
//! their [`arguments`] (a verb's [`subject`] may stand far off) and [`whom`]
//! these mean ([`groups`] of several, who is [`own`]), whether the frame's conditions hold ([`fit`]), whether it
//! happened ([`status`], [`condition`]) and when ([`past`]), events within events
//! ([`compose`]), [`modes`], [`contexts`]; sport is left out ([`veto`]), and what is told twice is joined ([`join`]).
//! What stands in `knowledge/` decides.

mod agreements;
pub(crate) mod arguments;
mod compose;
mod condition;
mod contexts;
mod draft;
mod fit;
mod groups;
mod join;
mod modes;
mod own;
mod past;
pub(crate) mod predicates;
mod sentence;
mod status;
mod subject;
pub(crate) mod tree;
mod veto;
mod whom;

#[cfg(test)]
mod tests;

pub(crate) use contexts::contexts_of;

use crate::Reader;
use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Claim, ClaimId, Context, Event, EventId, Evidence, Report, Span};
use draft::Draft;
use tree::Tree;

/// The version of the coder, told in the evidence.
const VERSION: u32 = 2;

/// Finds the events of `document`: those with an actor and, where PLOVER
/// demands one, a recipient; all of them if the reader is unfiltered.
pub(crate) fn code(
    document: &Document,
    report: &Report,
    actors: &Actors,
    claims: &[Claim<Span>],
    reader: &Reader,
) -> Vec<Event<Span>> {
    let knowledge = reader.knowledge();
    let contexts = contexts::contexts(document, knowledge);
    let year = report.published_at.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse().ok());
    let mut parties = agreements::Parties::default();
    let mut events: Vec<Event<Span>> = Vec::new();
    let standing = Standing::new(claims);
    for (sentence, contexts) in contexts.iter().enumerate() {
        let tree = Tree::new(document, sentence, actors, knowledge);
        parties.note(&tree);
        let drafts = sentence::drafts(&tree, &parties, year, reader.is_unfiltered());
        let base = events.len();
        for draft in drafts {
            let id = EventId::at(events.len());
            let mut event = finish(&tree, draft, sentence, contexts);
            event.id = id;
            event.within = event.within.map(|w| EventId::at(base + w.index()));
            event.claim = standing.claim(event.evidence.spans[0]);
            events.push(event);
        }
    }
    join::join(document, events)
}

/// The record of a draft; `within` still counts from the sentence's first.
fn finish(tree: &Tree, draft: Draft, sentence: usize, contexts: &[Context]) -> Event<Span> {
    let frame = tree.frame(&draft);
    let name = frame.name();
    let (by, cameo_frame) = match draft.about {
        Some(about) => {
            (format!("frame {name} {VERSION}, told as future or refused"), format!("from {about}"))
        }
        None => (format!("frame {name} {VERSION}"), frame.id.clone()),
    };
    let cameo = tree.knowledge.cameo.code(draft.event_type, &cameo_frame, &draft.modes, contexts);
    let certainty = |ids: &[dateline_core::ActorId]| {
        ids.iter().map(|&a| tree.actors.get(a).confidence).fold(1.0_f32, f32::min)
    };
    let confidence = draft.confidence * certainty(&draft.actors) * certainty(&draft.recipients);
    Event {
        id: EventId::at(0),
        event_type: draft.event_type,
        cameo: cameo.map(str::to_owned),
        modes: draft.modes,
        contexts: contexts.to_vec(),
        actors: draft.actors,
        recipients: draft.recipients,
        status: draft.status,
        historical: draft.historical,
        date: None,
        undated: None,
        place: None,
        claim: None,
        within: draft.within.map(EventId::at),
        intensity: draft.event_type.intensity(),
        quad: draft.event_type.quad(),
        evidence: Evidence { sentence, spans: vec![tree.document.span(draft.trigger.tokens)], by },
        confidence: (confidence * 100.0).round() / 100.0,
    }
}

/// How many pieces of claims before a place are looked at; nests are shallower.
const MAX_LOOK: usize = 64;

/// Which claim's content a place stands in.
pub(crate) struct Standing {
    /// Pieces of content with their claim, by start.
    pieces: Vec<(Span, ClaimId)>,
    /// The farthest end among the pieces up to each.
    reach: Vec<usize>,
}

impl Standing {
    pub(crate) fn new(claims: &[Claim<Span>]) -> Self {
        let mut pieces: Vec<(Span, ClaimId)> =
            claims.iter().flat_map(|c| c.content.iter().map(|&span| (span, c.id))).collect();
        pieces.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut far = 0;
        let reach = pieces
            .iter()
            .map(|(span, _)| {
                far = far.max(span.end);
                far
            })
            .collect();
        Self { pieces, reach }
    }

    /// The innermost claim whose content holds `span`: the one that starts last.
    pub(crate) fn claim(&self, span: Span) -> Option<ClaimId> {
        let upto = self.pieces.partition_point(|(piece, _)| piece.start <= span.start);
        for i in (0..upto).rev().take(MAX_LOOK) {
            if self.reach[i] < span.end {
                return None;
            }
            if self.pieces[i].0.contains(span) {
                return Some(self.pieces[i].1);
            }
        }
        None
    }
}
