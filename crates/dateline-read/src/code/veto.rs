//! Words of events in what is no politics: sport. States play matches, concede
//! goals and beat each other there.

use super::draft::Draft;
use super::tree::Tree;
use dateline_core::{ActorId, ActorKind, Sector};

impl Tree<'_> {
    /// Whether the sentence speaks of sport and nobody in public office or under
    /// arms takes part.
    pub fn is_play(&self, draft: &Draft) -> bool {
        let classes = &self.knowledge.classes;
        self.range
            .clone()
            .any(|t| classes.has("sport", self.lemma(t)) || classes.has("sport", self.norm(t)))
            && !draft.actors.iter().chain(&draft.recipients).any(|&id| self.is_public(id))
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
