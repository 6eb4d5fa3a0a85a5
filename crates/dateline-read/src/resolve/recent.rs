//! Whom the last sentences spoke of, so that "he" and "the minister" find them.

use super::compose::comparable;
use super::sketch::Sketch;
use dateline_core::{Actor, ActorId, ActorKind, Form, Span};
use dateline_knowledge::Classes;
use std::collections::VecDeque;

/// How many mentions are remembered.
const MEMORY: usize = 64;

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

/// One mention of somebody.
#[derive(Debug, Clone, Copy)]
struct Trace {
    actor: ActorId,
    sentence: usize,
    /// Whether it is the first of its sentence and follows no preposition.
    subject: bool,
}

/// The mentions last seen.
#[derive(Debug, Default)]
pub(super) struct Recent {
    traces: VecDeque<Trace>,
}

/// What later phrases can know an actor by.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Nouns and titles used of it, in comparable letters.
    pub nouns: Vec<String>,
    pub female: Option<bool>,
}

impl Recent {
    pub fn saw(&mut self, actor: ActorId, sentence: usize, after_preposition: bool) {
        let first =
            !self.traces.iter().rev().take_while(|t| t.sentence == sentence).any(|t| t.subject);
        if self.traces.len() == MEMORY {
            self.traces.pop_front();
        }
        self.traces.push_back(Trace { actor, sentence, subject: first && !after_preposition });
    }

    /// Whom a pronoun in `sentence` means: of the nearest sentence that holds
    /// one who fits, the subject, else the last.
    pub fn nearest(
        &self,
        sentence: usize,
        reach: usize,
        fits: impl Fn(ActorId) -> bool,
    ) -> Option<ActorId> {
        for back in 0..=reach.min(REACH).min(sentence) {
            let at = sentence - back;
            let mut here = self.traces.iter().rev().skip_while(|t| t.sentence > at);
            let mut last = None;
            for trace in here.by_ref().take_while(|t| t.sentence == at) {
                if fits(trace.actor) {
                    last = last.or(Some(trace.actor));
                    if trace.subject {
                        return Some(trace.actor);
                    }
                }
            }
            if last.is_some() {
                return last;
            }
        }
        None
    }

    /// The subject of a sentence.
    pub fn subject(&self, sentence: usize) -> Option<ActorId> {
        self.traces.iter().rev().find(|t| t.sentence == sentence && t.subject).map(|t| t.actor)
    }

    /// Whom "the expert", "the ministry" means: the last one known by that
    /// noun, else the last named person of that sector; "the agency", the last
    /// body that was named.
    pub fn antecedent(
        &self,
        sketch: &Sketch,
        list: &[Actor<Span>],
        marks: &[Marks],
        classes: &Classes,
    ) -> Option<ActorId> {
        let noun = sketch.noun.as_deref()?;
        let last_word = noun.rsplit(' ').next().unwrap_or(noun);
        let one = |kind| matches!(kind, ActorKind::Person | ActorKind::Unnamed);
        let alike = |actor: &Actor<Span>| {
            one(actor.kind) == one(sketch.kind)
                && (sketch.country.is_none() || sketch.country == actor.country)
        };
        let is_body = |word: &str| classes.has("body", word);
        // "the agency", not "the fishermen's union".
        let any_body = is_body(last_word) && !sketch.name.contains(['\'', '’']);
        // "the commission" is no institute.
        let of_other_kind = |id: ActorId| {
            let words = marks[id.index()].nouns.iter().flat_map(|n| n.split(' '));
            words.into_iter().any(|word| is_body(word) && word != last_word)
        };
        let by_name = |id: ActorId| {
            let actor = &list[id.index()];
            any_body
                && alike(actor)
                && actor.kind == ActorKind::Organisation
                && !of_other_kind(id)
                && actor.mentions.iter().any(|mention| mention.form == Form::Name)
        };
        let known = |id: ActorId| {
            alike(&list[id.index()])
                && marks[id.index()].nouns.iter().any(|n| n.split(' ').any(|w| w == last_word))
        };
        // "The governor" is not the minister named before.
        let office = classes.has("holder", last_word);
        let by_sector = |id: ActorId| {
            let actor = &list[id.index()];
            let other = || {
                let words = marks[id.index()].nouns.iter().flat_map(|n| n.split(' '));
                words.into_iter().any(|word| classes.has("holder", word))
            };
            alike(actor)
                && !(office && other())
                && actor.kind == ActorKind::Person
                && !sketch.sectors.is_empty()
                && actor.sectors.first() == sketch.sectors.first()
        };
        let find = |fits: &dyn Fn(ActorId) -> bool| {
            self.traces.iter().rev().map(|t| t.actor).find(|&id| fits(id))
        };
        find(&known).or_else(|| find(&by_sector)).or_else(|| find(&by_name))
    }
}

impl Marks {
    pub fn add(&mut self, words: &str) {
        let words = comparable(words);
        if !self.nouns.contains(&words) && self.nouns.len() < 8 {
            self.nouns.push(words);
        }
    }
}
