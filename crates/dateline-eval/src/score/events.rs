//! Events of sentences.
//!
//! What we report are the events that stand in no other: of "agreed to
//! withdraw" the AGREE counts, as PLOVER has it, and the withdrawal beneath it
//! does not. Status is not looked at.
//!
//! - `detect`: a sentence that holds an event is found if we report one, and a
//!   sentence in which we report one is right if it holds one. Without
//!   sentences that hold none, precision says nothing.
//! - `type`: for each typed event of the gold, ours is the reported event that
//!   best fits its pair: both sides, then one, then none; then the more
//!   confident, then the first. `micro` is over all, `macro` the mean over the
//!   types of the gold. Where the gold says YIELD, CONCEDE and RETREAT are one.
//! - `pair.hit`: the share of typed events for which one of ours has the source
//!   among its actors and the target among its recipients (or the other way
//!   round and among actors, if the gold's act is mutual; or among the other
//!   actors, if ours is). Words that are not marked ask for nothing.
//! - `type_given_pair.accuracy`: of those, the share whose type is right.
//! - `dyad.hit`: the share of gold records with countries for which one of ours
//!   has the type, an actor of a source's country and a recipient of a
//!   target's. Gold's IGO includes UNO and EUR; what has no code asks for
//!   nothing.
//! - `quad.accuracy`: the class of our most confident event is the gold's.
//! - `false_events.rate`: the share of sentences without an event in which one
//!   is reported; `false_events.hard.rate` over those of the kind `hard`.

use super::pairing::{By, sides};
use super::tally::{Scores, Share, Tally};
use crate::gold::events::{Class, EventCase, GoldEvent, GoldEvents, Party};
use crate::outcome::Case;
use dateline_core::{ActorId, Event, EventType, Quad, Reading};
use std::collections::BTreeMap;

/// Adds up over the cases of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    /// CONCEDE and RETREAT are one.
    merged: bool,
    detect: Tally,
    types: BTreeMap<Class, Tally>,
    pair: Share,
    type_given_pair: Share,
    dyad: Share,
    quad: Share,
    false_events: Share,
    false_hard: Share,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// A scorer for a file of these cases.
    pub fn new(cases: &[EventCase]) -> Self {
        let is_yield = |case: &EventCase| {
            matches!(&case.gold, GoldEvents::Typed(GoldEvent { class: Some(Class::Yield), .. }))
        };
        Self { merged: cases.iter().any(is_yield), ..Self::default() }
    }

    /// Compares what we read in a sentence with what it holds.
    pub fn add(&mut self, case: &EventCase, reading: &Reading) {
        let ours: Vec<&Event> = reading.events.iter().filter(|e| e.within.is_none()).collect();
        let holds = !matches!(case.gold, GoldEvents::Sentence { holds_event: false, .. });
        if !ours.is_empty() {
            self.detect.found(holds, 1.0);
        }
        if holds {
            self.detect.wanted(!ours.is_empty(), 1.0);
        }
        let badness = match &case.gold {
            GoldEvents::Typed(gold) => self.typed(gold, &ours, reading),
            GoldEvents::Quad(quad) => self.quad(*quad, &ours),
            GoldEvents::Sentence { holds_event: true, .. } => f64::from(u8::from(ours.is_empty())),
            GoldEvents::Sentence { hard, .. } => self.falsely(*hard, &ours),
        };
        if badness > 0.0 {
            let shown: Vec<String> = ours.iter().map(|event| show(event, reading)).collect();
            self.cases.push(Case {
                text: case.text.clone(),
                gold: show_gold(case),
                ours: if shown.is_empty() { "no event".to_owned() } else { shown.join("; ") },
                badness,
            });
        }
    }

    /// Counts a typed event; says how wrong ours are.
    fn typed(&mut self, gold: &GoldEvent, ours: &[&Event], reading: &Reading) -> f64 {
        let Some(class) = gold.class.map(|class| self.merge(class)) else { return 0.0 };
        let fits = ours.iter().map(|event| (sides(event, gold, By::Words, reading), *event));
        let best = fits.reduce(|best, next| {
            let firmer = next.0 == best.0 && next.1.confidence > best.1.confidence;
            if next.0 > best.0 || firmer { next } else { best }
        });
        let found = best.map(|(_, event)| self.class(event.event_type));
        self.types.entry(class).or_default().wanted(found == Some(class), 1.0);
        if let Some(found) = found {
            self.types.entry(found).or_default().found(found == class, 1.0);
        }
        let paired = best.is_some_and(|(sides, _)| sides == 2);
        if gold.sources.iter().chain(&gold.targets).any(|party| By::Words.asks(party)) {
            self.pair.add(paired);
            if paired {
                self.type_given_pair.add(found == Some(class));
            }
        }
        let dyad = ours.iter().any(|event| {
            self.class(event.event_type) == class && sides(event, gold, By::Country, reading) == 2
        });
        if gold.coded {
            self.dyad.add(dyad);
        }
        match found {
            None => 1.0,
            Some(found) if found != class => 0.8,
            Some(_) if gold.coded && !dyad => 0.6,
            Some(_) if !paired => 0.4,
            Some(_) => 0.0,
        }
    }

    fn quad(&mut self, quad: Quad, ours: &[&Event]) -> f64 {
        let surest = ours
            .iter()
            .copied()
            .reduce(|best, event| if event.confidence > best.confidence { event } else { best });
        let right = surest.is_some_and(|event| event.quad == quad);
        self.quad.add(right);
        match surest {
            None => 1.0,
            Some(_) if !right => 0.8,
            Some(_) => 0.0,
        }
    }

    /// A sentence that holds no event: the surer we are, the worse.
    fn falsely(&mut self, hard: bool, ours: &[&Event]) -> f64 {
        self.false_events.add(!ours.is_empty());
        if hard {
            self.false_hard.add(!ours.is_empty());
        }
        let confidence = ours.iter().map(|event| f64::from(event.confidence));
        confidence.reduce(f64::max).map_or(0.0, |surest| 0.1 + surest)
    }

    fn class(&self, event_type: EventType) -> Class {
        self.merge(Class::Type(event_type))
    }

    /// The class as this file tells classes apart.
    fn merge(&self, class: Class) -> Class {
        match class {
            Class::Type(EventType::Concede | EventType::Retreat) if self.merged => Class::Yield,
            class => class,
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        if self.detect.gold > 0.0 {
            scores.tally("detect", &self.detect);
        }
        let of_gold: Vec<&Tally> = self.types.values().filter(|t| t.gold > 0.0).collect();
        if !of_gold.is_empty() {
            let mean = |figure: fn(&Tally) -> f64| {
                of_gold.iter().map(|tally| figure(tally)).sum::<f64>() / of_gold.len() as f64
            };
            let mut all = Tally::default();
            for tally in self.types.values() {
                all.ours += tally.ours;
                all.ours_right += tally.ours_right;
                all.gold += tally.gold;
                all.gold_found += tally.gold_found;
            }
            let names = ["precision", "recall", "f1"];
            for (name, figure) in
                names.into_iter().zip([Tally::precision, Tally::recall, Tally::f1])
            {
                scores.set(&format!("type.macro_{name}"), mean(figure));
                scores.set(&format!("type.micro_{name}"), figure(&all));
            }
        }
        scores.share("pair.hit", &self.pair);
        scores.share("type_given_pair.accuracy", &self.type_given_pair);
        scores.share("dyad.hit", &self.dyad);
        scores.share("quad.accuracy", &self.quad);
        scores.share("false_events.rate", &self.false_events);
        scores.share("false_events.hard.rate", &self.false_hard);
        scores
    }
}

/// What the gold says, for a person.
fn show_gold(case: &EventCase) -> String {
    let gold = match &case.gold {
        GoldEvents::Typed(gold) => gold,
        GoldEvents::Quad(quad) => return quad.to_string(),
        GoldEvents::Sentence { holds_event: true, .. } => return "an event".to_owned(),
        GoldEvents::Sentence { .. } => return "no event".to_owned(),
    };
    let side = |parties: &[Party]| {
        let shown = parties.iter().map(|party| {
            let words = party.spans.iter().map(|span| {
                case.text.chars().skip(span.start).take(span.len()).collect::<String>()
            });
            let country = party.country.iter().map(|code| format!("({code})"));
            words.chain(country).collect::<Vec<_>>().join(" ")
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    let between = if gold.mutual { "with" } else { "to" };
    let class = gold.class.map_or("a type that is no more", Class::as_str);
    format!("{class}: {} {between} {}", side(&gold.sources), side(&gold.targets))
}

/// What we say, for a person.
fn show(event: &Event, reading: &Reading) -> String {
    let side = |ids: &[ActorId]| {
        let shown = ids.iter().filter_map(|id| reading.actors.get(id.index())).map(|actor| {
            match &actor.country {
                Some(country) => format!("{} ({country})", actor.name),
                None => actor.name.clone(),
            }
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    format!(
        "{} [{}]: {} to {}, by {} at {:.2}",
        event.event_type,
        event.status,
        side(&event.actors),
        side(&event.recipients),
        event.evidence.by,
        event.confidence,
    )
}

#[cfg(test)]
#[path = "events_tests.rs"]
mod tests;
