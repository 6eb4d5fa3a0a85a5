//! Records in the words of an item, so that what was read stands beside what
//! was expected.

use super::nearest::joined;
use dateline_core::{Actor, ActorId, Agreement, Claim, Delivery, Event, Quote, Reading, Step};

pub(super) fn event(event: &Event, reading: &Reading) -> String {
    let mut shown = event.event_type.to_string();
    for (i, mode) in event.modes.iter().enumerate() {
        shown += if i == 0 { "/" } else { "," };
        shown += mode.as_str();
    }
    shown += "; ";
    shown += &actors(&event.actors, reading);
    if !event.recipients.is_empty() {
        shown += " -> ";
        shown += &actors(&event.recipients, reading);
    }
    shown += "; ";
    shown += event.status.as_str();
    if event.historical {
        shown += "; historical";
    }
    shown
}

pub(super) fn claim(claim: &Claim, reading: &Reading) -> String {
    let words = |quotes: &[Quote]| {
        let pieces: Vec<&str> = quotes.iter().map(|quote| quote.text.as_str()).collect();
        if pieces.is_empty() { "-".to_owned() } else { pieces.join(" ... ") }
    };
    let mut shown = format!(
        "{} | {} | {}; {}; {}; {}; {}; {}",
        words(&claim.source),
        words(&claim.cue),
        words(&claim.content),
        claim.stance,
        claim.certainty,
        claim.polarity,
        claim.manner,
        claim.speaker_kind
    );
    if let Some(speaker) = claim.speaker.and_then(|id| reading.actors.get(id.index())) {
        shown += &format!("; speaker {}", speaker.name);
    }
    if let Some(outer) = claim.within.and_then(|id| reading.claims.get(id.index())) {
        shown += &format!("; within {}", joined(&outer.cue));
    }
    shown
}

pub(super) fn actor(actor: &Actor) -> String {
    let mut shown = actor.country.map_or("-".to_owned(), |country| country.to_string());
    for sector in &actor.sectors {
        shown += " ";
        shown += sector.as_str();
    }
    shown
}

pub(super) fn agreement(agreement: &Agreement, reading: &Reading) -> String {
    let parties = actors(&agreement.parties, reading);
    format!("[{parties}; {}; {}]", agreement.name, steps(&agreement.steps, reading))
}

pub(super) fn delivery(delivery: &Delivery, reading: &Reading) -> String {
    let side = |id: Option<ActorId>| actors(&id.into_iter().collect::<Vec<_>>(), reading);
    let quantity = delivery.quantity.as_deref().unwrap_or("-");
    format!(
        "[{} -> {}; {} ({quantity}); {}]",
        side(delivery.supplier),
        side(delivery.recipient),
        delivery.item.text,
        steps(&delivery.steps, reading)
    )
}

fn steps<G: std::fmt::Display>(steps: &[Step<G>], reading: &Reading) -> String {
    let shown = steps.iter().map(|s| {
        let by: Vec<ActorId> = s.by.into_iter().collect();
        format!("{} {} by {}", s.stage, s.status, actors(&by, reading))
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn actors(ids: &[ActorId], reading: &Reading) -> String {
    let shown: Vec<String> =
        ids.iter().filter_map(|id| reading.actors.get(id.index())).map(actor).collect();
    if shown.is_empty() { "-".to_owned() } else { shown.join(" + ") }
}
