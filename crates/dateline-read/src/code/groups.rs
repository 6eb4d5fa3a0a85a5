//! Whom phrases mean that speak of several: "the two countries", "Chilean and
//! Peruvian officials".

use super::tree::Tree;
use dateline_core::{ActorId, ActorKind, Form, Sector};

/// How many sentences back "the two countries" are looked for.
const LOOK: usize = 3;

/// How many sentences are a report's beginning, its title among them.
const LEAD: usize = 3;

/// How many mentions back the phrase is looked for that "they" stands for.
const REACH: usize = 16;

impl Tree<'_> {
    /// "the two countries", "both governments": the two states that this sentence and those
    /// before it speak of or, if these are more or fewer, those of the report's beginning.
    pub fn both(&self, t: usize) -> Vec<ActorId> {
        let Some(phrase) = self.mention(t).and_then(|m| self.pair_phrase(m)) else {
            return Vec::new();
        };
        if self.is_side(phrase) && self.speaks_of_rebels() {
            return Vec::new();
        }
        let own = self.document.mentions[phrase].sentence;
        let near = self.states(own.saturating_sub(LOOK), phrase);
        let pair = |found: &Vec<ActorId>| found.len() == 2;
        let lead = || self.states(0, self.document.mentions.partition_point(|m| m.sentence < LEAD));
        Some(near).filter(pair).or_else(|| Some(lead()).filter(pair)).unwrap_or_default()
    }

    fn is_side(&self, mention: usize) -> bool {
        self.document.tokens[self.document.mentions[mention].head].lemma == "side"
    }

    /// Whether "both sides" may be a state and those who fight it.
    fn speaks_of_rebels(&self) -> bool {
        let fights = |s: &Sector| matches!(s, Sector::Reb | Sector::Opp);
        self.actors.list.iter().any(|actor| actor.sectors.iter().any(fights))
    }

    /// The mention that speaks of a pair of states: this one, or what "they" stands for.
    fn pair_phrase(&self, mention: usize) -> Option<usize> {
        let document = self.document;
        let is_pair = |m: &usize| {
            let phrase = &document.mentions[*m];
            let counts = |t: usize| matches!(&*document.tokens[t].norm, "two" | "both");
            // "both sides of the house"
            let of = document.tokens.get(phrase.tokens.end).is_some_and(|t| t.norm == "of");
            self.knowledge.classes.has("pair", &document.tokens[phrase.head].lemma)
                && !of
                && phrase.tokens.clone().any(counts)
        };
        if document.mentions[mention].form != Form::Pronoun {
            return Some(mention).filter(is_pair);
        }
        let group = self.actors.of_mention(mention)?;
        let before = (0..mention).rev().take(REACH);
        before.filter(|&m| self.actors.of_mention(m) == Some(group)).find(is_pair)
    }

    /// The states named from a sentence on and before a mention, at most three; of
    /// those before the last sentence that names two, none.
    fn states(&self, from: usize, before: usize) -> Vec<ActorId> {
        let mentions = &self.document.mentions;
        let mut found: Vec<ActorId> = Vec::new();
        let mut sentence = usize::MAX;
        for m in (0..before).rev().take_while(|&m| mentions[m].sentence >= from) {
            if mentions[m].sentence < sentence && found.len() >= 2 {
                break;
            }
            sentence = mentions[m].sentence;
            let Some(id) = self.actors.of_mention(m) else { continue };
            if self.actors.get(id).kind == ActorKind::Country && !found.contains(&id) {
                found.push(id);
            }
        }
        found.reverse();
        found
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
