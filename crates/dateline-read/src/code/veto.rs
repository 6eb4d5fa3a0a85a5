//! Words of events in what is no politics: sport, private life, counts of the
//! dead. States play matches, concede goals and beat each other there.

use super::draft::Draft;
use super::tree::Tree;
use dateline_core::{ActorId, ActorKind, EventType, Mode, Sector};

/// How far after "left" the "dead" are looked for.
const TOLL: usize = 6;

impl Tree<'_> {
    /// Whether a draft is no event of politics.
    pub fn is_vetoed(&self, draft: &Draft) -> bool {
        self.is_play(draft)
            || self.is_private(draft)
            || self.is_toll(draft)
            || self.is_told_in_fiction(draft)
            || self.is_festive(draft)
            || self.is_told_to_press(draft)
    }

    /// "spoke to reporters": a statement, no consultation.
    fn is_told_to_press(&self, draft: &Draft) -> bool {
        let press = |id: &ActorId| self.actors.get(*id).sectors == [Sector::Jrn];
        draft.event_type == EventType::Consult
            && matches!(self.lemma(draft.trigger.node), "speak" | "talk")
            && draft.actors.iter().chain(&draft.recipients).any(press)
    }

    /// "In the opera, ...", "The thriller ends as ...": what a story tells.
    fn is_told_in_fiction(&self, draft: &Draft) -> bool {
        let tale = |t: usize| self.knowledge.classes.has("fiction", self.lemma(t));
        std::iter::once(draft.trigger.node).chain(self.above(draft.trigger.node)).any(|v| {
            let set_in = |o: usize| self.case(o).is_some_and(|c| self.norm(c) == "in") && tale(o);
            self.all(v, "obl").any(set_in)
                || v != draft.trigger.node && self.all(v, "nsubj").any(tale)
        })
    }

    /// Crowds that celebrate or follow a candidate, against nothing.
    fn is_festive(&self, draft: &Draft) -> bool {
        draft.event_type == EventType::Protest
            && draft.recipients.is_empty()
            && draft.modes == [Mode::Demo]
            && self.range.clone().any(|t| self.knowledge.classes.has("festive", self.lemma(t)))
            && !self.range.clone().any(|t| {
                matches!(self.lemma(t), "against" | "demand" | "protest" | "demonstrate" | "riot")
            })
    }

    /// Whether the sentence speaks of sport and nobody in public office or under
    /// arms takes part.
    fn is_play(&self, draft: &Draft) -> bool {
        let classes = &self.knowledge.classes;
        self.range
            .clone()
            .any(|t| classes.has("sport", self.lemma(t)) || classes.has("sport", self.norm(t)))
            && !draft.actors.iter().chain(&draft.recipients).any(|&id| self.is_public(id))
    }

    /// What only firms and citizens do to each other in peace: a bank lends a
    /// family money, tourists visit.
    fn is_private(&self, draft: &Draft) -> bool {
        use EventType::{Agree, Aid, Coerce, Concede, Consult, Cooperate, Reject, Support};
        let of = |id: &ActorId| {
            let actor = self.actors.get(*id);
            let first = actor.sectors.first();
            let unnamed = matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed);
            matches!(
                first,
                Some(Sector::Bus | Sector::Cvl | Sector::Agr | Sector::Med | Sector::Jrn)
            ) || first.is_none() && unnamed
        };
        matches!(
            draft.event_type,
            Agree | Aid | Coerce | Concede | Consult | Cooperate | Reject | Support
        )
            && draft.actors.iter().all(of)
            // Tourists visit countries: that is private too.
            && (draft.modes == [Mode::Visit] || draft.recipients.iter().all(of))
    }

    /// "left nine dead": nobody left.
    fn is_toll(&self, draft: &Draft) -> bool {
        let from = draft.trigger.tokens.end;
        let to = (from + TOLL).min(self.range.end);
        draft.event_type == EventType::Retreat
            && self.lemma(draft.trigger.node) == "leave"
            && (from..to)
                .any(|t| matches!(self.norm(t), "dead" | "wounded" | "injured" | "homeless"))
    }

    fn is_public(&self, id: ActorId) -> bool {
        use Sector::*;
        let actor = self.actors.get(id);
        let office = |s: &Sector| {
            matches!(s, Gov | Mil | Cop | Jud | Leg | Spy | Reb | Uaf | Prm | Pty | Opp | Pre | Ref)
        };
        actor.kind != ActorKind::Country && actor.sectors.iter().any(office)
    }
}
