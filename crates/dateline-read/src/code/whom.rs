//! Whom phrases mean, and who fills the slots of a frame.

use super::arguments::Arguments;
use super::tree::Tree;
use dateline_core::{ActorId, ActorKind, EventType, Sector};
use dateline_knowledge::{CueKind, Frame, Slot, Upos};

/// How deep in a phrase somebody is looked for: "a group of officials from Cuba".
const DEPTH: usize = 3;

impl Tree<'_> {
    /// The actor of a mention, if it can be a party of an event: of a known
    /// country or sector.
    pub fn party(&self, mention: usize) -> Option<ActorId> {
        let id = self.actors.of_mention(mention)?;
        let actor = self.actors.get(id);
        (actor.country.is_some() || !actor.sectors.is_empty()).then_some(id)
    }

    /// The mentions before the head of the phrase at `t`: possessors, nations.
    pub fn nested(&self, t: usize) -> Vec<usize> {
        let Some(own) = self.mention(t) else { return Vec::new() };
        let tokens = &self.document.mentions[own].tokens;
        let inside = self.document.mentions_in(tokens.clone());
        inside.filter(|&m| m != own && self.document.mentions[m].tokens.end <= tokens.end).collect()
    }

    /// The recipients of an event. Where the object is a thing ("sent a field
    /// hospital to Chad"), whoever has a country goes before it; where no slot
    /// tells, a name that is no party yet, or whoever else the clause names.
    pub fn recipients(
        &self,
        found: &Arguments,
        frame: &Frame,
        v: usize,
        actors: &[ActorId],
    ) -> Vec<ActorId> {
        let abroad = |ids: &[ActorId]| ids.iter().any(|&id| self.actors.get(id).country.is_some());
        let mut inland = found.clone();
        if frame.event_type == EventType::Reject {
            // "voted down a reform of the court": the court is refused nothing.
            let matter = |&t: &usize| self.knowledge.classes.has("change", self.lemma(t));
            if inland.object.iter().any(matter) {
                inland.object.retain(|t| !self.nested(*t).is_empty());
                inland.oblique.retain(|o| o.preposition != "of");
            }
        }
        if !is_armed(frame.event_type) {
            // "the motorway to the Swiss border" befalls no Swiss.
            inland.oblique.retain(|o| !self.knowledge.classes.has("edge", self.lemma(o.token)));
        }
        let found = &inland;
        let own = self.own(found, actors);
        // "withdrew its troops": they are its own.
        let others = |mut ids: Vec<ActorId>| {
            ids.retain(|id| {
                !actors.contains(id) && !own.contains(id) && !self.is_means(frame, *id, actors)
            });
            ids
        };
        let slots =
            || frame.recipient.iter().map(|slot| others(self.filled(slot, found, frame, v)));
        if frame.reciprocal {
            return slots().find(|ids| !ids.is_empty()).unwrap_or_default();
        }
        let given = matches!(
            frame.event_type,
            EventType::Aid | EventType::Agree | EventType::Mobilize | EventType::Cooperate
        );
        let thing = given || !frame.object.is_empty();
        let best = if thing { slots().find(|ids| abroad(ids)) } else { None };
        if let Some(ids) = best.or_else(|| slots().find(|ids| !ids.is_empty())) {
            return ids;
        }
        let near = is_material(frame.event_type);
        let rest = self.after(found, |p| {
            // "blame the drought for": for what, not whom.
            !(frame.event_type == EventType::Accuse && p == "for")
                && matches!(
                    p,
                    "to" | "with" | "against" | "on" | "over" | "for" | "from" | "of" | "about"
                )
                || near
                    && matches!(p, "in" | "into" | "at" | "near" | "along" | "toward" | "towards")
        });
        // Who is only brought up ("a ban on newspapers") must at least be of somewhere.
        let mut rest = others(rest);
        rest.retain(|&id| self.actors.get(id).country.is_some() || self.is_under_arms(id));
        let home = |id: &ActorId| {
            let actor = self.actors.get(*id);
            actor.kind == ActorKind::Country
                && actors.iter().any(|&a| self.actors.get(a).country == actor.country)
        };
        rest.retain(|id| !home(id));
        rest
    }

    /// Forces that a state sends or calls back are its means, and befalls nothing:
    /// "withdrew its troops", "held an exercise with 200 tanks".
    fn is_means(&self, frame: &Frame, id: ActorId, actors: &[ActorId]) -> bool {
        use EventType::{Agree, Aid, Cooperate, Mobilize, Request, Retreat};
        let sent =
            matches!(frame.event_type, Agree | Aid | Cooperate | Mobilize | Request | Retreat);
        let actor = self.actors.get(id);
        sent && actor.sectors.first() == Some(&Sector::Mil)
            && actor.kind != ActorKind::Country
            && actors.iter().any(|&a| {
                let state = self.actors.get(a);
                state.kind == ActorKind::Country
                    && (actor.country.is_none() || actor.country == state.country)
            })
    }

    fn is_under_arms(&self, id: ActorId) -> bool {
        let armed = |s: &Sector| matches!(s, Sector::Reb | Sector::Uaf | Sector::Mil | Sector::Cop);
        self.actors.get(id).sectors.iter().any(armed)
    }

    /// The parties in a slot, else persons and bodies that are only named there.
    fn filled(&self, slot: &Slot, found: &Arguments, frame: &Frame, v: usize) -> Vec<ActorId> {
        let parties = self.fill(std::slice::from_ref(slot), found, frame, v);
        if !parties.is_empty() {
            return parties;
        }
        match slot {
            Slot::Object => found.object.iter().filter_map(|&t| self.named(t)).collect(),
            Slot::After(word) => {
                let after = found.oblique.iter().filter(|o| o.preposition == word);
                after.filter_map(|o| self.named(o.token)).take(1).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A person or body that is named, though nothing is known of them.
    fn named(&self, t: usize) -> Option<ActorId> {
        let id = self.actors.of_mention(self.mention(t)?)?;
        let kind = self.actors.get(id).kind;
        matches!(kind, ActorKind::Person | ActorKind::Organisation).then_some(id)
    }

    /// Whoever the clause `c` tells of as befallen: "agreed to lift sanctions
    /// against Iran".
    pub fn touched(&self, c: usize) -> Vec<ActorId> {
        let found = self.clause_arguments(c);
        // Troops that are sent are a means.
        let means = |&id: &ActorId| {
            let actor = self.actors.get(id);
            actor.country.is_none() && actor.sectors == [Sector::Mil]
        };
        let mut touched = self.parties(&found.object);
        touched.retain(|id| !means(id));
        match touched.is_empty() {
            true => self.after(&found, |_| true),
            false => touched,
        }
    }

    /// The parties that the phrases in a frame's slots mean.
    pub fn fill(&self, slots: &[Slot], found: &Arguments, frame: &Frame, v: usize) -> Vec<ActorId> {
        for slot in slots {
            let parties = match slot {
                Slot::Subject => {
                    let parties = self.parties(&found.subject);
                    match found.own {
                        Some(own) if parties.is_empty() => self.possessors(own),
                        _ => parties,
                    }
                }
                Slot::Object => {
                    let first = self.parties(&found.object);
                    match first.is_empty() && !frame.ditransitive {
                        true => self.parties(&found.second),
                        false => first,
                    }
                }
                Slot::Speaker => self.speaker(v),
                Slot::After(word) if word == "that" => self.accused(found, v),
                Slot::After(preposition) => self.after(found, |p| p == preposition),
            };
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    /// "the accusation that Iran had moved the stones".
    fn accused(&self, found: &Arguments, v: usize) -> Vec<ActorId> {
        let around = [v].into_iter().chain(found.object.iter().copied());
        let clauses = around.flat_map(|t| self.dependents(t).iter().copied());
        let told = clauses.filter(|&c| {
            matches!(self.relation(c), "acl" | "ccomp") && self.one(c, "nsubj").is_some()
        });
        told.flat_map(|c| self.parties(&self.subject(c))).collect()
    }

    /// The parties after prepositions, of the phrases nearest in the tree.
    pub fn after(&self, found: &Arguments, wanted: impl Fn(&str) -> bool) -> Vec<ActorId> {
        let mut all = Vec::new();
        let mut depth = 0;
        for o in found.oblique.iter().filter(|o| wanted(o.preposition)) {
            if o.depth > depth && !all.is_empty() {
                break;
            }
            depth = o.depth;
            for id in self.parties(&[o.token]) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        all
    }

    /// Whoever a noun of event belongs to: "Russia's strike", "U.S. threats".
    fn possessors(&self, t: usize) -> Vec<ActorId> {
        let nested: Vec<ActorId> =
            self.nested(t).into_iter().filter_map(|m| self.party(m)).collect();
        if !nested.is_empty() {
            return nested;
        }
        self.mention(t).and_then(|m| self.party(m)).into_iter().collect()
    }

    /// The parties that phrases mean.
    pub fn parties(&self, tokens: &[usize]) -> Vec<ActorId> {
        let mut all = Vec::new();
        for &t in tokens {
            for id in self.parties_of(t, DEPTH) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        all
    }

    /// Each by its own mention, else its possessors, else what follows it
    /// ("officials from Cuba", "the plan drafted by Cuba").
    pub(super) fn parties_of(&self, t: usize, depth: usize) -> Vec<ActorId> {
        // "the motorway to the Swiss border" is nobody's act.
        let edge = depth < DEPTH && self.knowledge.classes.has("edge", self.lemma(t));
        if edge || self.is_time(t) {
            return Vec::new();
        }
        let party = self.mention(t).and_then(|m| self.party(m));
        // "the two governments": those of two states, if it shows which.
        if party.is_none_or(|id| self.actors.get(id).country.is_none()) {
            let both = self.both(t);
            if !both.is_empty() {
                return both;
            }
        }
        if let Some(id) = party {
            return self.members(t, id, depth).unwrap_or_else(|| vec![id]);
        }
        // "his counterpart, the president of Italy"
        let apposed = self.all(t, "appos").find_map(|d| self.party(self.mention(d)?));
        if let Some(id) = apposed {
            return vec![id];
        }
        let nested: Vec<ActorId> =
            self.nested(t).into_iter().filter_map(|m| self.party(m)).collect();
        if !nested.is_empty() || depth == 0 {
            return nested;
        }
        let after = |wanted: &[&str]| -> Vec<ActorId> {
            let inner = self
                .all(t, "nmod")
                .filter(|&d| self.case(d).is_some_and(|c| wanted.contains(&self.norm(c))));
            inner.flat_map(|d| self.joined(d)).flat_map(|d| self.parties_of(d, depth - 1)).collect()
        };
        let told = |relation: &'static str| -> Vec<ActorId> {
            let inner = self.all(t, relation);
            inner.flat_map(|d| self.parties_of(d, depth - 1)).collect()
        };
        let drafted = || -> Vec<ActorId> {
            let verbs = self.all(t, "acl").filter(|&v| self.is_passive(v));
            let by = verbs.flat_map(|v| self.all(v, "obl").collect::<Vec<_>>()).filter(|&o| {
                self.case(o)
                    .is_some_and(|c| matches!(self.norm(c), "by" | "from" | "against" | "on"))
            });
            by.flat_map(|o| self.parties_of(o, depth - 1)).collect()
        };
        let ways: [&dyn Fn() -> Vec<ActorId>; 6] = [
            &|| after(&["of", "from", "by", "between"]),
            &|| told("appos"),
            &|| told("flat"),
            &|| after(&["with", "for", "against", "to", "among", "on"]),
            &|| after(&["in", "at"]),
            &drafted,
        ];
        ways.iter().map(|way| way()).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The subject of the verb of saying that tells the clause of `t`.
    pub fn speaker(&self, t: usize) -> Vec<ActorId> {
        self.report_verb(t).map_or_else(Vec::new, |verb| self.parties(&self.subject(verb)))
    }

    /// The verb of saying that tells the clause of `t`: above it, or beside it
    /// ("..., officials said").
    pub fn report_verb(&self, t: usize) -> Option<usize> {
        let says =
            |v: &usize| self.upos(*v) == Upos::Verb && self.cue(CueKind::Report, *v).is_some();
        let mut below = t;
        let mut clauses = vec![t];
        for above in self.above(t) {
            if self.relation(below) == "ccomp" && says(&above) {
                return Some(above);
            }
            clauses.push(above);
            below = above;
        }
        clauses.iter().find_map(|&c| self.all(c, "parataxis").find(says))
    }

    /// "was arrested in Niger": the state where a passive act without an agent
    /// took place.
    pub fn host(&self, found: &Arguments) -> Vec<ActorId> {
        let hosts = found.oblique.iter().filter(|o| o.preposition == "in" && o.depth == 0);
        let states = hosts.filter_map(|o| {
            let id = self.party(self.mention(o.token)?)?;
            (self.actors.get(id).kind == ActorKind::Country).then_some(id)
        });
        states.take(1).collect()
    }
}

/// Whether the act is one of arms, which borders and coasts feel.
fn is_armed(event_type: EventType) -> bool {
    use EventType::{Assault, Coerce, Mobilize, Reject, Retreat, Sanction, Threaten};
    matches!(event_type, Assault | Coerce | Mobilize | Reject | Retreat | Sanction | Threaten)
}

/// Whether the act touches the place where it happens.
fn is_material(event_type: EventType) -> bool {
    use EventType::{Accuse, Agree, Consult, Cooperate, Reject, Request, Support};
    !matches!(event_type, Accuse | Agree | Consult | Cooperate | Reject | Request | Support)
}
