//! Treaties, pacts, deals: who took which step.

use super::{Told, frame_of, step};
use crate::resolve::Actors;
use dateline_annotate::{Document, MentionSpan};
use dateline_core::{
    Actor, ActorId, ActorKind, Agreement, AgreementId, AgreementStage, Event, Span, Status,
};
use dateline_knowledge::Knowledge;
use std::collections::HashMap;

/// The agreements that events are steps of, in the order of their first step.
pub(super) fn agreements(
    document: &Document,
    actors: &Actors,
    events: &[Event<Span>],
    knowledge: &Knowledge,
) -> Vec<Agreement<Span>> {
    let mut all: Vec<Agreement<Span>> = Vec::new();
    let full = full_names(document, knowledge);
    for event in events {
        let Some(stage) = frame_of(event, knowledge).and_then(|f| f.agreement) else { continue };
        let Some(name) = name_near(document, event, knowledge) else { continue };
        let name = match full.get(&last_word(&name)) {
            Some(fuller) if fullness(&name) <= 1 => fuller.clone(),
            _ => name,
        };
        let stage = match event.status {
            Status::Planned | Status::Possible if stage == AgreementStage::Signed => {
                AgreementStage::Negotiating
            }
            _ => stage,
        };
        let step = step(stage, event);
        let parties = states(actors, event);
        // Few agreements a report: a look at each is cheap.
        let known = all.iter_mut().rev().take(MAX_LOOK).find(|a| is_same(a, &parties, &name));
        match known {
            Some(agreement) => {
                for id in parties {
                    if !agreement.parties.contains(&id) {
                        agreement.parties.push(id);
                    }
                }
                if fullness(&name) > fullness(&agreement.name) {
                    agreement.name = name;
                }
                agreement.steps.push(step);
            }
            None => all.push(Agreement {
                id: AgreementId::at(all.len()),
                name,
                parties,
                subjects: event.contexts.clone(),
                steps: vec![step],
            }),
        }
    }
    all
}

/// For every noun such as "agreement", the first wording that tells its
/// parties: "an intergovernmental agreement between".
fn full_names(document: &Document, knowledge: &Knowledge) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for mention in &document.mentions {
        let head = &document.tokens[mention.head];
        let next = document.tokens.get(mention.tokens.end).map_or("", |t| t.norm.as_str());
        if matches!(next, "between" | "with") && knowledge.classes.has("agreement", &head.lemma) {
            names.entry(head.norm.clone()).or_insert_with(|| wording(document, mention));
        }
    }
    names
}

/// The words of a mention without line breaks.
fn wording(document: &Document, mention: &MentionSpan) -> String {
    let words = document.words(document.span(mention.tokens.clone()));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many actors are looked at for the state of a party; a report that names
/// more has named its states before.
const MAX_ACTORS: usize = 200;

/// How many of the latest agreements a step is compared with.
const MAX_LOOK: usize = 20;

/// Whether a step with these parties and this wording belongs to an agreement.
fn is_same(agreement: &Agreement<Span>, parties: &[ActorId], name: &str) -> bool {
    let shared = parties.iter().filter(|id| agreement.parties.contains(id)).count();
    shared >= 2 || shared >= 1 && last_word(&agreement.name) == last_word(name)
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// "the agreement" says less than "an intergovernmental agreement".
fn fullness(name: &str) -> usize {
    name.split(' ')
        .filter(|w| !matches!(w.to_lowercase().as_str(), "the" | "a" | "an" | "this"))
        .count()
}

/// The parties: states stand for their parliaments and ministers where the
/// report names them as well.
fn states(actors: &Actors, event: &Event<Span>) -> Vec<ActorId> {
    let mut parties: Vec<ActorId> = Vec::new();
    for &id in event.actors.iter().chain(&event.recipients) {
        let country = actors.get(id).country;
        let is_state = |a: &&Actor<Span>| a.kind == ActorKind::Country && a.country == country;
        let state = actors.list.iter().take(MAX_ACTORS).find(is_state).map(|a| a.id);
        let id = state.filter(|_| country.is_some()).unwrap_or(id);
        let taken = country.is_some() && parties.iter().any(|&p| actors.get(p).country == country);
        if !taken {
            parties.push(id);
        }
    }
    parties
}

/// The wording of the agreement nearest to the event's words in its sentence.
fn name_near(document: &Document, event: &Event<Span>, knowledge: &Knowledge) -> Option<String> {
    let told = Told::new(document, event)?;
    let phrases = document.mentions_in(told.sentence.clone());
    let distance = |m: &usize| document.mentions[*m].head.abs_diff(told.trigger);
    let nearest = phrases
        .filter(|&m| {
            let head = &document.tokens[document.mentions[m].head];
            knowledge.classes.has("agreement", &head.lemma)
                || knowledge.classes.has("agreement", head.norm.trim_end_matches('s'))
        })
        .min_by_key(distance)?;
    Some(wording(document, &document.mentions[nearest]))
}
