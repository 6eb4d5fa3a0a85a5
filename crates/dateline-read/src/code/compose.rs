//! Events within events: what is threatened, promised, demanded, refused; and
//! acts told as future, which PLOVER records as AGREE, THREATEN or REJECT.

use super::arguments::Arguments;
use super::draft::Draft;
use super::predicates::Trigger;
use super::status::weaker;
use super::tree::Tree;
use dateline_core::{ActorKind, EventType, Mode, Quad, Status};
use dateline_knowledge::{Frame, Predicate, Upos};

/// What a predicate tells as promised, demanded, refused: the tokens on which
/// it hangs.
#[derive(Debug, Default, Clone)]
pub(crate) struct Complement {
    /// "to withdraw", "that it would withdraw", "of withdrawing".
    pub clauses: Vec<usize>,
    /// "a withdrawal", "for a withdrawal".
    phrases: Vec<usize>,
}

impl Tree<'_> {
    /// The complement of a trigger.
    pub fn complement(&self, trigger: &Trigger, found: &Arguments) -> Complement {
        let mut complement = Complement::default();
        let node = trigger.node;
        if self.upos(trigger.tokens.start) == Upos::Aux && trigger.tokens.start != node {
            // "must release"
            complement.clauses.push(node);
            return complement;
        }
        let words = trigger.tokens.clone().chain([node]);
        for d in words.flat_map(|w| self.dependents(w).iter().copied()) {
            let opens = match self.relation(d) {
                "xcomp" | "ccomp" => self.is_clause(d),
                "advcl" | "acl" => self.is_complement(d),
                _ => false,
            };
            if opens {
                complement.clauses.push(d);
            }
        }
        if trigger.kind == Predicate::Verb {
            // "made threats to", "urged Russia to" with "to" hanging on Russia.
            for &o in &found.object {
                let within = self.all(o, "acl").filter(|&d| self.is_complement(d));
                complement.clauses.extend(within);
            }
        }
        complement.phrases.clone_from(&found.object);
        complement.phrases.extend(&found.second);
        let told = |p: &str| matches!(p, "for" | "of" | "to" | "on" | "with" | "over");
        complement.phrases.extend(
            found.oblique.iter().filter(|o| o.depth == 0 && told(o.preposition)).map(|o| o.token),
        );
        complement
    }

    /// An infinitive, or a clause after "that" or a preposition.
    fn is_complement(&self, d: usize) -> bool {
        self.is_infinitive(d)
            || matches!(
                self.mark(d),
                Some("that" | "of" | "for" | "with" | "against" | "over" | "from" | "on" | "into")
            )
    }

    /// The draft whose complement tells what hangs on token `t`.
    fn outer_of(&self, drafts: &[Draft], inner: usize) -> Option<usize> {
        let node = drafts[inner].trigger.node;
        let mut below = node;
        for t in std::iter::once(node).chain(self.above(node)) {
            // An aside tells something else.
            let aside = matches!(self.token(below).deprel.as_str(), "acl:relcl" | "parataxis");
            if t != node && aside {
                return None;
            }
            let tells = |o: &usize| {
                let complement = &drafts[*o].complement;
                *o != inner && (complement.clauses.contains(&t) || complement.phrases.contains(&t))
            };
            if let Some(outer) = (0..drafts.len()).rev().find(tells) {
                return Some(outer);
            }
            if t != node && matches!(self.relation(t), "advcl") && !self.is_complement(t) {
                return None;
            }
            below = t;
        }
        None
    }

    /// Puts drafts within those whose complement tells them.
    pub fn nest(&self, drafts: &mut Vec<Draft>) {
        for inner in 0..drafts.len() {
            let Some(outer) = self.outer_of(drafts, inner) else { continue };
            let frame = self.frame(&drafts[outer]).clone();
            let wanted = &frame.complement_types;
            if !wanted.is_empty() && !wanted.contains(&drafts[inner].event_type) {
                continue;
            }
            drafts[inner].within = Some(outer);
            if let Some(&turned) = frame.complement_turns.get(&drafts[inner].event_type) {
                drafts[outer].event_type = turned;
            }
            let told = drafts[inner].status;
            // "did not refuse to", "never failed to": two negations leave what is told.
            let undone = frame.complement == Some(Status::Negated)
                && drafts[outer].verdict.status == Status::Negated;
            let status = frame.complement.filter(|_| !undone).unwrap_or(told);
            drafts[inner].status = weaker(told, status);
            // Who is helped by what is threatened is not who is threatened.
            let hostile = matches!(
                drafts[inner].event_type.quad(),
                Quad::VerbalConflict | Quad::MaterialConflict
            );
            let passes = hostile || drafts[outer].event_type != EventType::Threaten;
            if passes && drafts[outer].recipients.is_empty() {
                let (told, actors) = (&drafts[inner], &drafts[outer].actors);
                let mutual: &[_] = if self.frame(told).reciprocal { &told.actors } else { &[] };
                let others = told.recipients.iter().chain(mutual);
                drafts[outer].recipients =
                    others.copied().filter(|r| !actors.contains(r)).collect();
            }
            if let Some(&mode) = frame.complement_modes.get(&drafts[inner].event_type)
                && frame.modes.is_empty()
                // "threatened to seize the peninsula": what the words tell is closer.
                && !matches!(drafts[outer].modes[..], [Mode::Territory | Mode::Expel])
            {
                drafts[outer].modes = vec![mode];
            }
        }
        self.drop_unmet(drafts);
        for d in 0..drafts.len() {
            self.lend_recipients(drafts, d);
        }
    }

    /// Whom a promise, demand or act is for is often told by its complement or
    /// purpose only: "agreed to lift sanctions against Iran", "sent a shipment
    /// to help Chad".
    fn lend_recipients(&self, drafts: &mut [Draft], d: usize) {
        let draft = &drafts[d];
        if !draft.recipients.is_empty() || self.frame(draft).reciprocal {
            return;
        }
        let node = draft.trigger.node;
        let purpose = drafts.iter().find(|p| {
            let above: Vec<usize> = self.above(p.trigger.node).take(2).collect();
            above.contains(&node)
                && matches!(self.relation(p.trigger.node), "advcl" | "acl" | "xcomp")
                && p.actors == draft.actors
                && !p.recipients.is_empty()
        });
        let promised = draft.event_type != EventType::Threaten;
        let aims = std::iter::once(node).chain(draft.object.iter().copied());
        let aims = aims
            .flat_map(|t| self.dependents(t).iter().copied())
            .filter(|&c| matches!(self.relation(c), "advcl" | "acl") && self.is_infinitive(c));
        let mut lent = match purpose {
            Some(purpose) if draft.event_type.requires_recipient() => purpose.recipients.clone(),
            None if draft.event_type.requires_recipient() => {
                aims.map(|c| self.touched(c)).find(|ids| !ids.is_empty()).unwrap_or_default()
            }
            _ if promised => {
                let clauses = draft.complement.clauses.iter();
                clauses.map(|&c| self.touched(c)).find(|ids| !ids.is_empty()).unwrap_or_default()
            }
            _ => return,
        };
        lent.retain(|id| !drafts[d].actors.contains(id));
        if drafts[d].event_type == EventType::Reject {
            // "rejected every appeal to free the pastor": he is refused nothing.
            let country = |id| self.actors.get(id).country;
            let own: Vec<_> = drafts[d].actors.iter().filter_map(|&a| country(a)).collect();
            lent.retain(|&id| {
                !matches!(self.actors.get(id).kind, ActorKind::Group | ActorKind::Unnamed)
                    || country(id).is_some_and(|c| !own.contains(&c))
            });
        }
        drafts[d].recipients = lent;
    }

    /// "Economists agree that prices will fall": nothing is promised.
    fn is_opinion(&self, draft: &Draft) -> bool {
        let clauses = &draft.complement.clauses;
        draft.event_type == EventType::Agree
            && !clauses.is_empty()
            && clauses.iter().all(|&c| self.relation(c) == "ccomp" && !self.is_infinitive(c))
            && clauses.iter().all(|&c| {
                let subject = self.parties(&self.subject(c));
                !subject.iter().any(|id| draft.actors.contains(id))
            })
    }

    /// Drops drafts whose frame wants a complement of certain types in vain.
    fn drop_unmet(&self, drafts: &mut Vec<Draft>) {
        let met: Vec<bool> = (0..drafts.len())
            .map(|d| {
                let told = drafts.iter().any(|other| other.within == Some(d));
                told || self.frame(&drafts[d]).complement_types.is_empty()
                    && !self.is_opinion(&drafts[d])
            })
            .collect();
        retain(drafts, &met);
    }

    /// Turns acts told as future into the promise, threat or refusal that PLOVER
    /// records, with the act within it.
    pub fn turn(&self, drafts: &mut Vec<Draft>) {
        for d in 0..drafts.len() {
            if drafts[d].within.is_some() {
                continue;
            }
            let draft = &drafts[d];
            let rules = self.knowledge.frames.rules(draft.event_type);
            // Leave that is not given is refused, whatever the tense.
            let withheld =
                draft.event_type == EventType::Concede && draft.status == Status::Negated;
            let (event_type, mode) = if draft.verdict.refused || withheld {
                (rules.refused, rules.refused_mode)
            } else if draft.status == Status::Planned && self.is_own_word(draft) {
                (rules.future, rules.future_mode)
            } else {
                continue;
            };
            let Some(event_type) = event_type else { continue };
            let mut outer = draft.clone();
            outer.about = Some(draft.event_type);
            outer.event_type = event_type;
            outer.modes = mode.into_iter().collect();
            outer.status = Status::Occurred;
            outer.confidence *= 0.9;
            outer.complement = Complement::default();
            drafts[d].within = Some(drafts.len());
            drafts.push(outer);
        }
    }

    /// Whether PLOVER records the future act as word: cooperation to come
    /// always, what is yielded if "will" tells it (a decision to yield is
    /// CONCEDE itself), hostile acts if the actor itself speaks.
    fn is_own_word(&self, draft: &Draft) -> bool {
        use EventType::{Aid, Consult, Cooperate, Support};
        if matches!(draft.event_type, Aid | Consult | Cooperate | Support) {
            return true;
        }
        if matches!(draft.event_type, EventType::Concede | EventType::Retreat) {
            return draft.verdict.future;
        }
        let speaker = self.speaker(draft.trigger.node);
        let country = |id| self.actors.get(id).country;
        draft.verdict.future
            && (speaker.is_empty()
                || speaker.iter().any(|&s| {
                    draft.actors.contains(&s)
                        || draft
                            .actors
                            .iter()
                            .any(|&a| country(a).is_some() && country(a) == country(s))
                }))
    }

    pub fn frame(&self, draft: &Draft) -> &Frame {
        &self.knowledge.frames.all[draft.frame]
    }
}

/// Keeps the drafts marked true and renumbers what they are within.
pub(super) fn retain(drafts: &mut Vec<Draft>, keep: &[bool]) {
    let mut place = Vec::with_capacity(keep.len());
    let mut next = 0;
    for &k in keep {
        place.push(k.then_some(next));
        next += usize::from(k);
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        keep[at - 1]
    });
    for draft in drafts {
        draft.within = draft.within.and_then(|w| place[w]);
    }
}
