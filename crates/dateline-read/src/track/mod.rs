//! The two ladders: the steps that agreements and deliveries took; and the
//! items that are delivered.
//!
//! Sentence by sentence, the [`words`] that tell a step are read with their
//! arguments; an agreement ([`agreements`]) or an item ([`deliveries`]) among
//! these makes it a step. Status and claim are found as those of events, and a
//! step that stands on an event's words names it.

mod agreements;
mod consent;
mod deliveries;
mod items;
mod parties;
mod slips;
mod words;

pub use items::{FoundItem, items};

use crate::code::Standing;
use crate::code::tree::Tree;
use crate::date::Times;
use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Agreement, Claim, Delivery, Event, Notice, Span, Step};
use dateline_knowledge::Knowledge;

/// What the steps of a report add up to.
#[derive(Debug, Default)]
pub(crate) struct Tracks {
    pub agreements: Vec<Agreement<Span>>,
    pub deliveries: Vec<Delivery<Span>>,
    pub notices: Vec<Notice<Span>>,
}

/// What is known of the report before its ladders are read.
struct Report<'r> {
    document: &'r Document,
    actors: &'r Actors,
    events: &'r [Event<Span>],
    times: &'r Times<'r>,
    standing: Standing,
    knowledge: &'r Knowledge,
}

/// Adds a step, or to one told before what this telling of it adds.
fn take<G: PartialEq>(steps: &mut Vec<Step<G, Span>>, step: Step<G, Span>) {
    let same = |s: &&mut Step<G, Span>| {
        (&s.stage, s.by, s.status, s.claim) == (&step.stage, step.by, step.status, step.claim)
    };
    let Some(known) = steps.iter_mut().find(same) else {
        steps.push(step);
        return;
    };
    if known.date.is_none() && step.date.is_some() {
        (known.date, known.undated) = (step.date, None);
    }
    known.event = known.event.or(step.event);
    known.evidence.spans.extend(step.evidence.spans);
    known.confidence = known.confidence.max(step.confidence);
}

/// Reads the ladders.
pub(crate) fn track(
    document: &Document,
    actors: &Actors,
    claims: &[Claim<Span>],
    events: &[Event<Span>],
    times: &Times,
    knowledge: &Knowledge,
) -> Tracks {
    let standing = Standing::new(claims);
    let report = Report { document, actors, events, times, standing, knowledge };
    let mut tracks = Tracks::default();
    for (sentence, told) in document.sentences.iter().enumerate() {
        let lemma = |t: &dateline_annotate::Token| {
            !knowledge.steps.of(&t.lemma).is_empty() || !knowledge.steps.of(&t.norm).is_empty()
        };
        let consents = |t: &dateline_annotate::Token| knowledge.classes.has("consent", &t.lemma);
        // Most sentences tell no step: no tree is made for them.
        if !document.tokens[told.tokens.clone()].iter().any(|t| lemma(t) || consents(t)) {
            continue;
        }
        let tree = Tree::new(document, sentence, actors, knowledge);
        let tellings = words::tellings(&tree);
        for telling in &tellings {
            agreements::climb(&mut tracks.agreements, &tree, telling, &report);
            deliveries::climb(&mut tracks, &tree, telling, &report);
        }
        consent::note(&mut tracks.agreements, &tree, &report);
    }
    tracks
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
        let (_, _, _, stage, status) = one("Japan agreed to supply Vietnam with radars.");
        assert_eq!((stage, status), (DeliveryStage::Pledged, Status::Planned));
        let (_, _, _, stage, _) = one("Norway refused to supply Egypt with missiles.");
        assert_eq!(stage, DeliveryStage::Refused);
        let both = "Japan agreed to supply Vietnam with radars and drones.";
        assert_eq!(read(&Report::of_text(both), &reader).deliveries.len(), 2);
    }
}
