//! Of which country those are who take part in an event and of whom nothing
//! tells: "police fired on demonstrators in Cairo". The sentence is asked last,
//! so that everything surer has spoken; what it says counts less.

use super::Actors;
use super::scan::scan;
use dateline_annotate::Document;
use dateline_core::{Actor, ActorKind, Country, Event, Span};
use dateline_knowledge::{Knowledge, Meaning};

/// What our confidence becomes if only the sentence tells the country.
const FROM_SENTENCE: f32 = 0.85;

/// Gives the parties of events without a country the one that their sentence
/// names, if it names one only.
pub(crate) fn settle(
    document: &Document,
    events: &[Event<Span>],
    actors: &mut Actors,
    knowledge: &Knowledge,
) {
    for event in events {
        let lost = |actor: &Actor<Span>| {
            actor.country.is_none()
                && matches!(
                    actor.kind,
                    ActorKind::Group | ActorKind::Unnamed | ActorKind::Organisation
                )
                && !actor.sectors.is_empty()
                // "Kurdish rebels", "foreign reporters" are not of the place they are in.
                && !actor.name.split(' ').any(|word| {
                    knowledge.classes.has("stateless", &word.to_lowercase())
                })
        };
        let mut parties = event.actors.iter().chain(&event.recipients);
        if !parties.clone().any(|&id| lost(actors.get(id))) {
            continue;
        }
        let Some(country) = named(document, event.evidence.sentence, knowledge) else { continue };
        for &id in parties.by_ref() {
            let actor = &mut actors.list[id.index()];
            if lost(actor) {
                actor.country = Some(country);
                actor.confidence = (actor.confidence * FROM_SENTENCE * 100.0).round() / 100.0;
                actor.by.push_str(", country from the sentence");
            }
        }
    }
}

/// The one state that a sentence names: as the place of what it tells, or at all.
fn named(document: &Document, sentence: usize, knowledge: &Knowledge) -> Option<Country> {
    let tokens = document.sentences.get(sentence)?.tokens.clone();
    let (mut places, mut all) = (Vec::new(), Vec::new());
    for hit in scan(document, tokens.clone(), knowledge) {
        let state = hit.meanings.iter().find_map(|meaning| match *meaning {
            Meaning::Country(i)
            | Meaning::Adjective(i)
            | Meaning::People(i)
            | Meaning::Capital(i)
            | Meaning::Seat(i)
            | Meaning::Place(i) => Some(knowledge.countries[i].code),
            _ => None,
        });
        let Some(country) = state else { continue };
        all.push(country);
        let first = hit.tokens.start;
        let article = first > tokens.start && document.tokens[first - 1].norm == "the";
        let before = first.checked_sub(1 + usize::from(article));
        let placed = before.filter(|&t| t >= tokens.start).is_some_and(|t| {
            matches!(document.tokens[t].norm.as_str(), "in" | "at" | "near" | "across" | "outside")
        });
        if placed {
            places.push(country);
        }
    }
    only(places).or_else(|| only(all))
}

/// The element, if all are the same.
fn only(mut countries: Vec<Country>) -> Option<Country> {
    countries.dedup();
    match countries[..] {
        [one] => Some(one),
        _ => None,
    }
}
