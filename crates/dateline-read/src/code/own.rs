//! Who belongs to those who act, and is no party beside them.

use super::arguments::{Arguments, Oblique};
use super::tree::Tree;
use dateline_core::{ActorId, ActorKind};
use dateline_knowledge::Upos;

impl Tree<'_> {
    /// Whom a phrase calls the actor's own, and the owner that its pronoun means:
    /// "overturned its ban", "complained of the treatment of its fishermen". What one
    /// does to them directly befalls them all the same.
    pub fn own(&self, found: &Arguments, actors: &[ActorId]) -> Vec<ActorId> {
        if found.subject.is_empty() && found.light.is_none() {
            return Vec::new();
        }
        let direct = &found.object;
        // "returned it to its owner": an owner is a party.
        let aside = |o: &&Oblique| !matches!(o.preposition, "to" | "with" | "from" | "against");
        let phrases = direct.iter().chain(found.oblique.iter().filter(aside).map(|o| &o.token));
        let mut own = Vec::new();
        for &t in phrases {
            let Some(mention) = self.mention(t) else { continue };
            let first = self.document.mentions[mention].tokens.start;
            let Some(pronoun) = self.mention(first).filter(|_| self.is_possessive(first)) else {
                continue;
            };
            let compatriots = |id: &ActorId| {
                actors.iter().any(|&a| self.actors.get(a).country == self.actors.get(*id).country)
            };
            let unnamed = |id: &ActorId| {
                matches!(self.actors.get(*id).kind, ActorKind::Group | ActorKind::Unnamed)
            };
            let named = |&d: &usize| self.mention(d).and_then(|m| self.party(m));
            let owner =
                self.party(pronoun).filter(|id| !direct.iter().filter_map(named).any(|d| d == *id));
            let owned = self.party(mention).filter(unnamed).filter(|_| !direct.contains(&t));
            own.extend(owner.into_iter().chain(owned).filter(compatriots));
        }
        own
    }

    fn is_possessive(&self, t: usize) -> bool {
        self.upos(t) == Upos::Pron && self.relation(t) == "nmod"
    }
}
