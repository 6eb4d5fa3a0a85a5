//! The two ladders: the steps that agreements and deliveries took; and the
//! items that are delivered.

mod agreements;
mod deliveries;
mod items;

pub use items::{FoundItem, items};

use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Agreement, Delivery, Event, Span, Step};
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

/// The step on a ladder that an event is.
fn step<G>(stage: G, event: &Event<Span>) -> Step<G, Span> {
    Step {
        stage,
        by: event.actors.first().copied(),
        status: event.status,
        date: event.date.clone(),
        claim: event.claim,
        event: Some(event.id),
        evidence: event.evidence.clone(),
        confidence: event.confidence,
    }
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

#[cfg(test)]
mod tests {
    use crate::{Reader, read};
    use dateline_core::{AgreementStage, DeliveryStage, Report, Status};

    #[test]
    fn an_agreement_climbs_its_ladder() {
        let text = "Chad and Niger signed a water agreement in June. \
                    The agreement was ratified by the parliament of Chad. \
                    Niger rejected the agreement.";
        let reading = read(&Report::of_text(text), &Reader::default());
        let [agreement] = &reading.agreements[..] else { panic!("{:?}", reading.agreements) };
        let stages: Vec<AgreementStage> = agreement.steps.iter().map(|s| s.stage).collect();
        assert_eq!(
            stages,
            [AgreementStage::Signed, AgreementStage::Ratified, AgreementStage::Rejected]
        );
        assert_eq!(agreement.name, "a water agreement");
        assert_eq!(agreement.parties.len(), 2);
    }

    #[test]
    fn a_delivery_tells_item_quantity_and_stage() {
        let reader = Reader::default();
        let one = |text: &str| {
            let reading = read(&Report::of_text(text), &reader);
            let [delivery] = &reading.deliveries[..] else { panic!("{:?}", reading.deliveries) };
            let item = delivery.item.clone();
            let step = &delivery.steps[0];
            (item.text, item.category, delivery.quantity.clone(), step.stage, step.status)
        };
        let (text, category, quantity, stage, status) =
            one("Spain delivered 24 Leopard tanks to Ukraine.");
        assert_eq!(text, "Leopard tanks");
        assert_eq!(category.as_deref(), Some("tank"));
        assert_eq!(quantity.as_deref(), Some("24"));
        assert_eq!((stage, status), (DeliveryStage::Delivered, Status::Occurred));
        let (_, _, _, stage, status) =
            one("Japan agreed to supply Vietnam with radars and drones.");
        assert_eq!((stage, status), (DeliveryStage::Pledged, Status::Planned));
        let (_, _, _, stage, _) = one("Norway refused to supply Egypt with missiles.");
        assert_eq!(stage, DeliveryStage::Refused);
    }
}
