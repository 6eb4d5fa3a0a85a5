//! Weapons, aid and goods on their way.

use super::{FoundItem, Told, frame_of, items, step};
use dateline_annotate::Document;
use dateline_core::{
    ActorId, Delivery, DeliveryId, DeliveryStage, Event, EventType, Item, Span, Status,
};
use dateline_knowledge::{Knowledge, Upos};
use std::ops::Range;

/// The deliveries that events are steps of, in the order of their first step.
pub(super) fn deliveries(
    document: &Document,
    events: &[Event<Span>],
    knowledge: &Knowledge,
) -> Vec<Delivery<Span>> {
    let mut all: Vec<Delivery<Span>> = Vec::new();
    // An act within another is the step; the outer tells its stage.
    let mut has_inner = vec![false; events.len()];
    for event in events {
        if let Some(outer) = event.within.and_then(|w| has_inner.get_mut(w.index())) {
            *outer = true;
        }
    }
    for event in events {
        let Some(base) = frame_of(event, knowledge).and_then(|f| f.delivery) else { continue };
        if has_inner[event.id.index()] {
            continue;
        }
        let Some((item, at)) = item_near(document, event, knowledge) else { continue };
        let outer = event.within.and_then(|w| events.get(w.index()));
        let step = step(stage(base, event, outer, knowledge), event);
        let supplier = event.actors.first().copied();
        let recipient = event.recipients.first().copied();
        let known =
            all.iter_mut().rev().take(MAX_LOOK).find(|d| is_same(d, supplier, recipient, &item));
        match known {
            Some(delivery) => {
                delivery.recipient = delivery.recipient.or(recipient);
                delivery.steps.push(step);
            }
            None => all.push(Delivery {
                id: DeliveryId::at(all.len()),
                supplier,
                recipient,
                quantity: quantity(document, at),
                item,
                steps: vec![step],
            }),
        }
    }
    all
}

/// How many of the latest deliveries a step is compared with.
const MAX_LOOK: usize = 20;

fn is_same(
    delivery: &Delivery<Span>,
    supplier: Option<ActorId>,
    recipient: Option<ActorId>,
    item: &Item,
) -> bool {
    delivery.supplier == supplier
        && (delivery.recipient == recipient || delivery.recipient.is_none() || recipient.is_none())
        && (delivery.item.name == item.name && delivery.item.category == item.category)
}

/// How far the delivery has come, by what the event is within and its status.
fn stage(
    base: DeliveryStage,
    event: &Event<Span>,
    outer: Option<&Event<Span>>,
    knowledge: &Knowledge,
) -> DeliveryStage {
    if let Some(outer) = outer {
        let told = frame_of(outer, knowledge).and_then(|f| f.delivery);
        return match outer.event_type {
            EventType::Threaten => DeliveryStage::Threatened,
            EventType::Request => DeliveryStage::Requested,
            EventType::Reject => DeliveryStage::Refused,
            EventType::Agree => match told {
                Some(DeliveryStage::Offered) => DeliveryStage::Offered,
                _ => DeliveryStage::Pledged,
            },
            _ => base,
        };
    }
    match event.status {
        Status::Possible => DeliveryStage::Considered,
        Status::Planned => DeliveryStage::Pledged,
        _ => base,
    }
}

/// How far from the event's words its item is looked for, in tokens.
const REACH: usize = 25;

/// The first item named after the event's words, else the last before them;
/// and its tokens.
fn item_near(
    document: &Document,
    event: &Event<Span>,
    knowledge: &Knowledge,
) -> Option<(Item, Range<usize>)> {
    let told = Told::new(document, event)?;
    let after = told.trigger..told.sentence.end.min(told.trigger + REACH);
    let before = told.sentence.start.max(told.trigger.saturating_sub(REACH))..told.trigger;
    // What is delivered may be called by a name that means other things elsewhere.
    let meant = |found: &FoundItem| found.sure || found.name.is_some();
    let found = items(document, after, knowledge).into_iter().find(meant);
    let found = found.or_else(|| items(document, before, knowledge).into_iter().rfind(meant))?;
    let item = Item {
        text: document.words(document.span(found.tokens.clone())).to_owned(),
        name: found.name.map(str::to_owned),
        category: Some(found.item.category.clone()),
    };
    Some((item, found.tokens))
}

/// "24", "dozens of", "$50 million in": the words before the item.
fn quantity(document: &Document, item: Range<usize>) -> Option<String> {
    let is_number = |t: usize| matches!(document.tokens[t].upos, Upos::Num | Upos::Sym);
    let mut start = item.start;
    let mut number = None;
    for _ in 0..4 {
        let Some(t) = start.checked_sub(1) else { break };
        if is_number(t) {
            number.get_or_insert(t);
        } else if number.is_some()
            || !matches!(document.tokens[t].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp)
        {
            break;
        }
        start = t;
    }
    let last = number?;
    let first = (0..=last).rev().take_while(|&t| is_number(t)).last()?;
    Some(document.words(document.span(first..last + 1)).to_owned())
}
