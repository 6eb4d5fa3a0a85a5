//! Whom phrases mean that speak of several: "the two countries", "Chilean and
//! Peruvian officials".

use super::tree::Tree;
use dateline_core::{ActorId, ActorKind};

/// How many sentences back "the two countries" are looked for.
const LOOK: usize = 3;

impl Tree<'_> {
    /// "the two countries", "both governments": the two states that this sentence and those
    /// before it speak of, if these are neither more nor fewer.
    pub fn both(&self, t: usize) -> Vec<ActorId> {
        let pair = |&d: &usize| matches!(self.norm(d), "two" | "both");
        let states = self.knowledge.classes.has("pair", self.lemma(t));
        if !states || !self.dependents(t).iter().any(pair) {
            return Vec::new();
        }
        let mentions = &self.document.mentions;
        let before = mentions.partition_point(|m| m.tokens.start < t);
        let Some(own) = self.mention(t).map(|m| mentions[m].sentence) else { return Vec::new() };
        let mut found: Vec<ActorId> = Vec::new();
        let mut sentence = own;
        for m in (0..before).rev() {
            if mentions[m].sentence < sentence {
                if found.len() >= 2 || own - mentions[m].sentence > LOOK {
                    break;
                }
                sentence = mentions[m].sentence;
            }
            let Some(id) = self.actors.of_mention(m) else { continue };
            if self.actors.get(id).kind == ActorKind::Country && !found.contains(&id) {
                found.push(id);
            }
        }
        found.reverse();
        if found.len() == 2 { found } else { Vec::new() }
    }

    /// The members of a group that acts for several: "Chilean and Peruvian
    /// officials", "the presidents of Chile and Peru".
    pub fn members(&self, t: usize, id: ActorId, depth: usize) -> Option<Vec<ActorId>> {
        let country = |id: ActorId| self.actors.get(id).country;
        let nations = self.nested(t).into_iter().filter_map(|m| {
            let next = self.document.mentions[m].tokens.end;
            self.party(m).filter(|_| matches!(self.norm(next), "and" | ","))
        });
        let mut all: Vec<ActorId> =
            nations.filter(|&n| country(n).is_some() && country(n) != country(id)).collect();
        if !all.is_empty() {
            all.push(id);
            return Some(all);
        }
        let of = self
            .all(t, "nmod")
            .find(|&d| self.case(d).is_some_and(|c| matches!(self.norm(c), "of" | "from")))?;
        let list = self.joined(of);
        let depth = depth.checked_sub(1).filter(|_| list.len() > 1)?;
        for d in list {
            all.extend(self.parties_of(d, depth));
        }
        (all.len() > 1 && self.token(t).plural).then_some(all)
    }
}
