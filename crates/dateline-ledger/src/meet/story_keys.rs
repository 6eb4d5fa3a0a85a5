//! What a story can be found by.

use super::shingles::key_of;
use super::stems::stems;
use dateline_core::{ActorKind, Reading};
use std::collections::{BTreeMap, HashSet};

/// Keys of one kind that a report is given at most.
const PERSONS: usize = 5;
const PAIRS: usize = 3;
const PLACES: usize = 2;
const WORDS: usize = 8;

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Somebody or some body that is no state.
    Actor,
    /// Two states that have to do with each other.
    Pair,
    /// A town, a base, a strait.
    Place,
    /// A word of the headline or lead.
    Word,
}

/// One key of a report.
pub(crate) struct Key {
    pub(crate) kind: Kind,
    /// For a person.
    pub(crate) label: String,
    pub(crate) hash: i64,
}

impl Key {
    fn new(kind: Kind, label: String) -> Self {
        // The kind is part of what is hashed: a person is no place.
        Self { kind, hash: key_of(&format!("{kind:?} {label}")), label }
    }

    /// How much a key of its kind tells.
    pub(crate) fn weight(&self) -> f64 {
        match self.kind {
            Kind::Actor | Kind::Pair => 2.0,
            Kind::Place => 1.5,
            Kind::Word => 1.0,
        }
    }
}

/// The keys of a report, whose actors have these identities.
pub(crate) fn keys(reading: &Reading, actors: &[Option<i64>]) -> Vec<Key> {
    let mut keys: Vec<Key> = named(reading, actors).map(|n| Key::new(Kind::Actor, n)).collect();
    keys.extend(pairs(reading).into_iter().map(|pair| Key::new(Kind::Pair, pair)));
    keys.extend(places(reading).into_iter().map(|place| Key::new(Kind::Place, place)));
    keys.extend(telling_words(reading).into_iter().map(|word| Key::new(Kind::Word, word)));
    keys
}

/// Persons and bodies, the most mentioned first.
fn named(reading: &Reading, actors: &[Option<i64>]) -> impl Iterator<Item = String> {
    let named = |kind| matches!(kind, ActorKind::Person | ActorKind::Organisation);
    let mut all: Vec<_> = reading
        .actors
        .iter()
        .zip(actors)
        .filter(|(actor, identity)| identity.is_some() && named(actor.kind))
        .map(|(actor, _)| actor)
        .collect();
    all.sort_by_key(|actor| std::cmp::Reverse(actor.mentions.len()));
    all.into_iter().take(PERSONS).map(|actor| actor.name.clone())
}

/// The two states most spoken of, and those on the two sides of events.
fn pairs(reading: &Reading) -> Vec<String> {
    let country = |id: &dateline_core::ActorId| {
        reading.actors.get(id.index()).and_then(|actor| actor.country).map(String::from)
    };
    let mut mentions: BTreeMap<String, usize> = BTreeMap::new();
    for actor in reading.actors.iter().filter(|a| a.kind == ActorKind::Country) {
        if let Some(country) = actor.country {
            *mentions.entry(country.into()).or_default() += actor.mentions.len();
        }
    }
    let mut most: Vec<_> = mentions.into_iter().collect();
    most.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let mut found = Vec::new();
    let mut add = |one: &str, other: &str| {
        let pair = if one < other { format!("{one}-{other}") } else { format!("{other}-{one}") };
        if one != other && !found.contains(&pair) && found.len() < PAIRS {
            found.push(pair);
        }
    };
    if let [(one, _), (other, _), ..] = &most[..] {
        add(one, other);
    }
    for event in &reading.events {
        let sides = event.actors.iter().chain(&event.recipients).filter_map(country);
        let sides: Vec<String> = sides.collect();
        if let [one, .., other] = &sides[..] {
            add(one, other);
        }
    }
    found
}

fn places(reading: &Reading) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for place in reading.events.iter().filter_map(|event| event.place.as_ref()) {
        let exact = place.precision > dateline_core::Precision::Country;
        if exact && !place.from_dateline && !found.contains(&place.name) && found.len() < PLACES {
            found.push(place.name.clone());
        }
    }
    found
}

/// Stems of the longer words of the headline and, if that is short of them, of
/// the first sentences. Words that every report has find nothing, because a key
/// of many stories does not count.
fn telling_words(reading: &Reading) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for sentence in reading.sentences.iter().take(3) {
        for word in stems(&sentence.text) {
            if word.chars().count() > 3 && found.len() < WORDS && seen.insert(word.clone()) {
                found.push(word);
            }
        }
    }
    found
}
