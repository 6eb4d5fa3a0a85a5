//! The two ladders: the steps that agreements and deliveries took.

mod agreements;
mod deliveries;

use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Agreement, Delivery, Event, Span};
use dateline_knowledge::{Frame, Knowledge};
use std::ops::Range;

/// What the events of a report add up to.
#[derive(Debug, Default)]
pub(crate) struct Tracks {
    pub agreements: Vec<Agreement<Span>>,
    pub deliveries: Vec<Delivery<Span>>,
}

/// Puts the steps of `events` on their ladders.
pub(crate) fn track(
    document: &Document,
    actors: &Actors,
    events: &[Event<Span>],
    knowledge: &Knowledge,
) -> Tracks {
    Tracks {
        agreements: agreements::agreements(document, actors, events, knowledge),
        deliveries: deliveries::deliveries(document, events, knowledge),
    }
}

/// The frame that made an event, by its evidence.
fn frame_of<'k>(event: &Event<Span>, knowledge: &'k Knowledge) -> Option<&'k Frame> {
    let name = event.evidence.by.strip_prefix("frame ")?;
    let name = name.split([' ', ',']).next()?;
    knowledge.frames.named(name)
}

/// Where an event is told.
struct Told {
    /// The first token of its words.
    trigger: usize,
    /// The tokens of its sentence.
    sentence: Range<usize>,
}

impl Told {
    fn new(document: &Document, event: &Event<Span>) -> Option<Self> {
        let span = event.evidence.spans.first()?;
        let sentence = document.sentences.get(event.evidence.sentence)?.tokens.clone();
        let tokens = &document.tokens[sentence.clone()];
        let trigger = sentence.start + tokens.partition_point(|t| t.span.start < span.start);
        (trigger < sentence.end).then_some(Self { trigger, sentence })
    }
}
