//! Whom an agreement binds: its parties are named once, later it is only "the
//! agreement".

use super::predicates::Trigger;
use super::tree::Tree;
use dateline_core::ActorId;
use dateline_knowledge::{Frame, Predicate};

/// The parties of the agreement last spoken of.
#[derive(Debug, Default)]
pub(super) struct Parties {
    last: Vec<ActorId>,
}

impl Parties {
    /// Remembers the parties of agreements named in a sentence.
    pub fn note(&mut self, tree: &Tree) {
        for t in tree.range.clone() {
            if !tree.knowledge.classes.has("agreement", tree.lemma(t)) {
                continue;
            }
            let parties = parties_of(tree, t);
            if parties.len() >= 2 {
                self.last = parties;
            }
        }
    }

    /// The parties of the agreement last spoken of, beside `actors`, if the
    /// frame is about an agreement.
    pub fn beside(&self, tree: &Tree, frame: &Frame, actors: &[ActorId]) -> Vec<ActorId> {
        if frame.agreement.is_none() || actors.is_empty() {
            return Vec::new();
        }
        let country = |id: &ActorId| tree.actors.get(*id).country;
        let others = self.last.iter().filter(|party| {
            !actors.contains(party)
                && !actors.iter().any(|a| country(a).is_some() && country(a) == country(party))
        });
        others.copied().collect()
    }

    /// Who else takes part in what the noun at `trigger` tells as done jointly,
    /// where the sentence names less than two: the parties of the agreement last
    /// spoken of ("joint exercises", of a pact between Russia and Cuba).
    pub fn together(&self, tree: &Tree, trigger: &Trigger, actors: &[ActorId]) -> Vec<ActorId> {
        let joint = trigger.kind == Predicate::Noun
            && trigger.tokens.clone().any(|t| tree.norm(t) == "joint");
        let country = |id: &ActorId| tree.actors.get(*id).country;
        let among = |a: &ActorId| self.last.iter().any(|p| p == a || country(p) == country(a));
        if !joint || actors.len() >= 2 || !actors.iter().all(among) {
            return Vec::new();
        }
        // "Peru and Chile expanded joint exercises"
        let verb = tree.head(trigger.node).filter(|_| tree.relation(trigger.node) == "obj");
        let told = verb.map_or_else(Vec::new, |v| tree.parties(&tree.subject(v)));
        if told.len() >= 2 {
            return told;
        }
        let named = tree.document.mentions_in(tree.range.clone()).filter_map(|m| tree.party(m));
        let mut others = named.filter(|id| country(id).is_some());
        if others.any(|id| !among(&id)) {
            return Vec::new();
        }
        let own = |p: &&ActorId| !actors.iter().any(|a| a == *p || country(a) == country(p));
        self.last.iter().filter(own).copied().collect()
    }
}

/// The parties of "an agreement between Russia and Cuba".
fn parties_of(tree: &Tree, t: usize) -> Vec<ActorId> {
    let between =
        tree.all(t, "nmod").find(|&d| tree.case(d).is_some_and(|c| tree.norm(c) == "between"));
    between.map_or_else(Vec::new, |d| tree.parties(&tree.joined(d)))
}
