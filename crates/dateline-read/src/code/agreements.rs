//! Whom an agreement binds: its parties are named once, later it is only "the
//! agreement".

use super::tree::Tree;
use dateline_core::ActorId;
use dateline_knowledge::Frame;

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
}

/// The parties of "an agreement between Russia and Cuba".
fn parties_of(tree: &Tree, t: usize) -> Vec<ActorId> {
    let between =
        tree.all(t, "nmod").find(|&d| tree.case(d).is_some_and(|c| tree.norm(c) == "between"));
    between.map_or_else(Vec::new, |d| tree.parties(&tree.joined(d)))
}
