//! PLOVER's modes: how an event was done.

use super::predicates::Trigger;
use super::tree::Tree;
use dateline_core::{ActorId, EventType, Mode, Sector};
use dateline_knowledge::Frame;

/// How far from its predicate an instrument is looked for, in tokens.
const REACH: usize = 10;

/// And what is threatened or asked for: it follows whom it is told.
const WORDS: usize = 14;

impl Tree<'_> {
    /// The frame's modes, else those that words nearby and those who act tell.
    pub fn modes(&self, frame: &Frame, trigger: &Trigger, actors: &[ActorId]) -> Vec<Mode> {
        let mut modes = frame.modes.clone();
        if modes == [Mode::Troops] && self.are_irregular(actors) {
            modes = vec![Mode::Militia];
        }
        if !modes.is_empty() {
            return modes;
        }
        // What is asked, refused or threatened follows its verb: the prime *minister*
        // before it tells nothing.
        let words = matches!(
            frame.event_type,
            EventType::Request | EventType::Reject | EventType::Threaten
        );
        let reach = if words && !self.is_passive(trigger.node) { 0 } else { REACH };
        let from = trigger.tokens.start.saturating_sub(reach).max(self.range.start);
        let to = (trigger.tokens.end + if words { WORDS } else { REACH }).min(self.range.end);
        for (mode, words) in &self.knowledge.frames.rules(frame.event_type).instruments {
            let near = (from..to).any(|t| {
                let token = self.token(t);
                words.iter().any(|w| *w == token.lemma || *w == token.norm)
            });
            if near && !modes.contains(mode) {
                modes.push(*mode);
            }
        }
        if modes.is_empty() && frame.event_type == EventType::Consult && self.are_many(actors) {
            modes.push(Mode::Multilateral);
        }
        modes
    }

    /// Fighters of no state.
    fn are_irregular(&self, actors: &[ActorId]) -> bool {
        !actors.is_empty()
            && actors.iter().all(|&id| {
                let sectors = &self.actors.get(id).sectors;
                matches!(sectors.first(), Some(Sector::Reb | Sector::Uaf | Sector::Prm))
            })
    }

    /// Three states, or a body of states with itself.
    fn are_many(&self, actors: &[ActorId]) -> bool {
        let mut countries: Vec<_> =
            actors.iter().filter_map(|&id| self.actors.get(id).country).collect();
        countries.sort_unstable();
        countries.dedup();
        countries.len() > 2
            || matches!(actors, [only] if self.actors.get(*only).country
                .is_some_and(|c| matches!(c.as_str(), "IGO" | "UNO" | "EUR")))
    }
}
