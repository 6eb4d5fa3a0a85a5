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
//! - `direction.swapped.rate`: of the pairs found in either direction, the share
//!   found only the wrong way round.
//! - `asserted_only.precision`: of the events so compared that we tell as
//!   occurred or ongoing, the share whose type is right.
//! - `roles.head`: the sides of our surest event against the words marked as
//!   source and target: a side is right if one of its mentions ends within
//!   words of its role. Of a mutual act, the gold's or ours, roles do not count.
//! - `type_given_pair.accuracy`: of those, the share whose type is right.
//! - `dyad.hit`: the share of gold records with countries for which one of ours
//!   has the type, an actor of a source's country and a recipient of a
//!   target's. Gold's IGO includes UNO and EUR; what has no code asks for
//!   nothing.
//! - `quad.accuracy`: the class of our most confident event is the gold's.
//! - `false_events.rate`: the share of sentences without an event in which one
//!   is reported; `false_events.hard.rate` over those of the kind `hard`.
//! - `NAME.low`, `NAME.high`: the 95% interval of the main scores, by
//!   [`bootstrap`] over the cases.

use super::bootstrap;
use super::pairing::{By, by_role, sides, stands_in, turned_sides};
use super::tally::{Scores, Share, Tally};
use crate::gold::events::{Class, EventCase, GoldEvent, GoldEvents, Party};
use crate::outcome::Case;
use dateline_core::{ActorId, Event, EventType, Reading, Status};
use std::collections::BTreeMap;

/// Adds up over the cases of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    /// CONCEDE and RETREAT are one.
    merged: bool,
    rows: Vec<Row>,
    pub cases: Vec<Case>,
}

/// What is counted of one case; `None` where there is nothing to count.
#[derive(Debug, Default)]
struct Row {
    holds: bool,
    reported: bool,
    wanted: Option<Class>,
    found: Option<Class>,
    /// Whether what was found is told as having happened.
    asserted: bool,
    paired: Option<bool>,
    swapped: Option<bool>,
    dyad: Option<bool>,
    quad: Option<bool>,
    falsely: Option<bool>,
    hard: bool,
    roles: Tally,
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
        let mut row = Row { holds, reported: !ours.is_empty(), ..Row::default() };
        let badness = match &case.gold {
            GoldEvents::Typed(gold) => self.typed(&mut row, gold, &ours, reading),
            GoldEvents::Roles(gold) => roles(&mut row, gold, surest(&ours), reading),
            GoldEvents::Quad(quad) => {
                let right = surest(&ours).is_some_and(|event| event.quad == *quad);
                row.quad = Some(right);
                if ours.is_empty() { 1.0 } else { f64::from(u8::from(!right)) * 0.8 }
            }
            GoldEvents::Sentence { holds_event: true, .. } => f64::from(u8::from(ours.is_empty())),
            GoldEvents::Sentence { hard, .. } => {
                (row.falsely, row.hard) = (Some(!ours.is_empty()), *hard);
                // The surer we are, the worse.
                surest(&ours).map_or(0.0, |event| 0.1 + f64::from(event.confidence))
            }
        };
        self.rows.push(row);
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
    fn typed(&self, row: &mut Row, gold: &GoldEvent, ours: &[&Event], reading: &Reading) -> f64 {
        let Some(class) = gold.class.map(|class| self.merge(class)) else { return 0.0 };
        let fits = ours.iter().map(|event| (sides(event, gold, By::Words, reading), *event));
        let best = fits.reduce(|best, next| {
            let firmer = next.0 == best.0 && next.1.confidence > best.1.confidence;
            if next.0 > best.0 || firmer { next } else { best }
        });
        let found = best.map(|(_, event)| self.class(event.event_type));
        (row.wanted, row.found) = (Some(class), found);
        row.asserted = best
            .is_some_and(|(_, event)| matches!(event.status, Status::Occurred | Status::Ongoing));
        let paired = best.is_some_and(|(sides, _)| sides == 2);
        if gold.sources.iter().chain(&gold.targets).any(|party| By::Words.asks(party)) {
            row.paired = Some(paired);
        }
        if !gold.mutual {
            let turned = ours.iter().any(|event| {
                !event.recipients.is_empty() && turned_sides(event, gold, reading) == 2
            });
            row.swapped = (paired || turned).then_some(!paired);
        }
        let dyad = ours.iter().any(|event| {
            self.class(event.event_type) == class && sides(event, gold, By::Country, reading) == 2
        });
        row.dyad = gold.coded.then_some(dyad);
        match found {
            None => 1.0,
            Some(found) if found != class => 0.8,
            Some(_) if gold.coded && !dyad => 0.6,
            Some(_) if !paired => 0.4,
            Some(_) => 0.0,
        }
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
        let all: Vec<&Row> = self.rows.iter().collect();
        let mut scores = summary(&all);
        for (name, low, high) in bootstrap::intervals(&self.rows, INTERVALS, summary) {
            scores.set(&format!("{name}.low"), low);
            scores.set(&format!("{name}.high"), high);
        }
        scores
    }
}

/// The scores for which an interval is told.
const INTERVALS: &[&str] = &[
    "detect.f1",
    "type.macro_f1",
    "type.micro_f1",
    "pair.hit",
    "type_given_pair.accuracy",
    "dyad.hit",
    "quad.accuracy",
    "roles.head.f1",
    "false_events.rate",
];

/// The scores of some cases.
fn summary(rows: &[&Row]) -> Scores {
    let mut scores = Scores::default();
    let (mut detect, mut roles, mut asserted) =
        (Tally::default(), Tally::default(), Share::default());
    let mut types: BTreeMap<Class, Tally> = BTreeMap::new();
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    let mut share = |name: &'static str, right: Option<bool>| {
        if let Some(right) = right {
            shares.entry(name).or_default().add(right);
        }
    };
    for row in rows {
        if row.reported {
            detect.found(row.holds, 1.0);
        }
        if row.holds {
            detect.wanted(row.reported, 1.0);
        }
        if let Some(wanted) = row.wanted {
            types.entry(wanted).or_default().wanted(row.found == Some(wanted), 1.0);
            if let Some(found) = row.found {
                types.entry(found).or_default().found(found == wanted, 1.0);
                if row.asserted {
                    asserted.add(found == wanted);
                }
            }
        }
        roles.ours += row.roles.ours;
        roles.ours_right += row.roles.ours_right;
        roles.gold += row.roles.gold;
        roles.gold_found += row.roles.gold_found;
        share("pair.hit", row.paired);
        let paired = row.paired == Some(true);
        share("type_given_pair.accuracy", paired.then_some(row.found == row.wanted));
        share("direction.swapped.rate", row.swapped);
        share("dyad.hit", row.dyad);
        share("quad.accuracy", row.quad);
        share("false_events.rate", row.falsely);
        share("false_events.hard.rate", row.falsely.filter(|_| row.hard));
    }
    if detect.gold > 0.0 {
        scores.tally("detect", &detect);
    }
    if roles.gold > 0.0 {
        scores.tally("roles.head", &roles);
    }
    type_scores(&types, &mut scores);
    scores.share("asserted_only.precision", &asserted);
    for (name, share) in &shares {
        scores.share(name, share);
    }
    scores
}

fn type_scores(types: &BTreeMap<Class, Tally>, scores: &mut Scores) {
    let of_gold: Vec<&Tally> = types.values().filter(|t| t.gold > 0.0).collect();
    if of_gold.is_empty() {
        return;
    }
    let mean = |figure: fn(&Tally) -> f64| {
        of_gold.iter().map(|tally| figure(tally)).sum::<f64>() / of_gold.len() as f64
    };
    let mut all = Tally::default();
    for tally in types.values() {
        all.ours += tally.ours;
        all.ours_right += tally.ours_right;
        all.gold += tally.gold;
        all.gold_found += tally.gold_found;
    }
    let names = ["precision", "recall", "f1"];
    for (name, figure) in names.into_iter().zip([Tally::precision, Tally::recall, Tally::f1]) {
        scores.set(&format!("type.macro_{name}"), mean(figure));
        scores.set(&format!("type.micro_{name}"), figure(&all));
    }
}

/// The most confident event; among equals the first.
fn surest<'e>(ours: &[&'e Event]) -> Option<&'e Event> {
    let firmer = |best: &'e Event, next: &'e Event| {
        if next.confidence > best.confidence { next } else { best }
    };
    ours.iter().copied().reduce(firmer)
}

/// Counts the sides of our surest event; says how wrong they are.
fn roles(row: &mut Row, gold: &GoldEvent, ours: Option<&Event>, reading: &Reading) -> f64 {
    for (ids, parties) in by_role(gold, ours) {
        for id in &ids {
            row.roles.found(parties.iter().any(|party| stands_in(*id, party, reading)), 1.0);
        }
        for party in &parties {
            row.roles.wanted(ids.iter().any(|id| stands_in(*id, party, reading)), 1.0);
        }
    }
    1.0 - row.roles.f1()
}

/// What the gold says, for a person.
fn show_gold(case: &EventCase) -> String {
    let gold = match &case.gold {
        GoldEvents::Typed(gold) | GoldEvents::Roles(gold) => gold,
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
    let class = gold.class.map_or("an event", Class::as_str);
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
