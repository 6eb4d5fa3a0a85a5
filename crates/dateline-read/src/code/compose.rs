//! Events within events: what is threatened, promised, demanded, refused; and
//! acts told as future, which PLOVER records as AGREE, THREATEN or REJECT.

use super::draft::Draft;
use super::status::weaker;
use super::syntax::{Syntax, is_quote};
use super::triggers::Trigger;
use dateline_core::{EventType, Quad, Status};
use dateline_knowledge::{Frame, Predicate, Upos, VerbForm};
use std::ops::Range;

impl Syntax<'_> {
    /// Where the complement of a trigger stands: after "to", "that" or a
    /// preposition with a gerund, up to the end of the clause; or the noun of
    /// event that is its object. Empty if there is none.
    pub fn complement(&self, trigger: &Trigger) -> Range<usize> {
        let start = trigger.tokens.end;
        let end = self.clause_end(start);
        if self.upos(trigger.tokens.start) == Upos::Aux {
            // "must release"
            return start..end;
        }
        let opens = (start..end.min(start + 25)).find(|&t| match self.norm(t) {
            "to" => self.upos(t) == Upos::Part,
            "that" => self.upos(t) == Upos::Sconj,
            "of" | "for" | "with" | "against" | "over" => {
                self.token(t + usize::from(t + 1 < end)).verb_form == Some(VerbForm::Ing)
            }
            _ => self.upos(t) == Upos::Verb && self.token(t).verb_form == Some(VerbForm::Ing),
        });
        match opens {
            Some(_) => start..end,
            None => start..start,
        }
    }

    /// The end of the clause that goes on at `from`.
    fn clause_end(&self, from: usize) -> usize {
        for t in from..self.range.end {
            let next = (t + 1 < self.range.end).then_some(t + 1);
            match self.norm(t) {
                ";" | ":" => return t,
                "after" | "before" | "because" | "while" | "as" | "since" | "when" | "amid" => {
                    return t;
                }
                "," if next.is_some_and(|n| {
                    matches!(self.upos(n), Upos::Cconj | Upos::Sconj | Upos::Pron | Upos::Verb)
                        || is_quote(self.norm(n))
                }) =>
                {
                    return t;
                }
                "and" | "but"
                    if next.is_some_and(|n| {
                        matches!(self.upos(n), Upos::Aux)
                            || self.upos(n) == Upos::Verb
                                && matches!(
                                    self.token(n).verb_form,
                                    Some(VerbForm::Past | VerbForm::Third)
                                )
                    }) =>
                {
                    return t;
                }
                _ => {}
            }
        }
        self.range.end
    }

    /// Puts drafts within those whose complement tells them.
    pub fn nest(&self, drafts: &mut Vec<Draft>) {
        for inner in 1..drafts.len() {
            let at = drafts[inner].trigger.tokens.start;
            let outer = (0..inner).rev().find(|&o| {
                let frame = self.frame(&drafts[o]);
                frame.complement.is_some()
                    && (drafts[o].scope.contains(&at) || self.is_object(&drafts[o], at))
            });
            let Some(outer) = outer else { continue };
            let frame = self.frame(&drafts[outer]).clone();
            let wanted = &frame.complement_types;
            if !wanted.is_empty() && !wanted.contains(&drafts[inner].event_type) {
                continue;
            }
            drafts[inner].within = Some(outer);
            let told = drafts[inner].status;
            let status = frame.complement.unwrap_or(told);
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
                && drafts[outer].modes.is_empty()
            {
                drafts[outer].modes.push(mode);
            }
        }
        self.drop_unmet(drafts);
    }

    /// "demands withdrawal": a noun of event as the object.
    fn is_object(&self, outer: &Draft, at: usize) -> bool {
        self.phrase_at(at).is_some_and(|p| {
            let start = self.phrases[p].tokens.start;
            outer.trigger.kind == Predicate::Verb && start == outer.trigger.tokens.end
        })
    }

    /// Drops drafts whose frame wants a complement of certain types in vain.
    fn drop_unmet(&self, drafts: &mut Vec<Draft>) {
        let met: Vec<bool> = (0..drafts.len())
            .map(|d| {
                self.frame(&drafts[d]).complement_types.is_empty()
                    || drafts.iter().any(|other| other.within == Some(d))
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
            outer.scope = 0..0;
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
        let speaker = self.speaker(draft.trigger.tokens.start);
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
