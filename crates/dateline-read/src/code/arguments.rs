//! The arguments of a predicate, and the actors they mean.

use super::syntax::{Syntax, is_quote};
use super::triggers::Trigger;
use dateline_core::{ActorId, ActorKind};
use dateline_knowledge::{CueKind, Frame, Predicate, Slot, Upos};

/// The phrases around a predicate, by their role. Numbers are phrases of the
/// sentence.
#[derive(Debug, Default, Clone)]
pub(super) struct Arguments {
    /// Who does it; of a passive verb its "by" phrase.
    pub subject: Vec<usize>,
    /// Whom it befalls; of a passive verb what stands before it.
    pub object: Vec<usize>,
    /// A second object: "give Ukraine missiles".
    pub second: Vec<usize>,
    /// What prepositions govern, in order.
    pub oblique: Vec<(String, usize)>,
    /// The noun itself may name its actor: "U.S. threats".
    pub own: Option<usize>,
    /// The verb that lends its subject.
    pub light: Option<usize>,
}

impl Arguments {
    /// Takes out the phrases that follow the preposition `prep`.
    fn take(&mut self, prep: &str) -> Vec<usize> {
        self.oblique.extract_if(.., |(p, _)| p == prep).map(|(_, phrase)| phrase).collect()
    }
}

impl Syntax<'_> {
    /// The arguments of a trigger.
    pub fn arguments(&self, trigger: &Trigger) -> Arguments {
        match trigger.kind {
            Predicate::Noun => self.noun_arguments(trigger),
            _ => self.verb_arguments(trigger),
        }
    }

    fn verb_arguments(&self, trigger: &Trigger) -> Arguments {
        let v = trigger.tokens.start;
        let mut found = Arguments::default();
        self.read_right(trigger.tokens.end, &mut found, true);
        found.subject = self.subject(v);
        let passive = trigger.kind == Predicate::Verb && self.group(v).passive;
        if passive {
            found.second = std::mem::replace(&mut found.object, std::mem::take(&mut found.subject));
            found.subject = found.take("by");
        }
        found
    }

    fn noun_arguments(&self, trigger: &Trigger) -> Arguments {
        let mut found = Arguments::default();
        let head = trigger.tokens.end - 1;
        let Some(p) = self.phrase_at(head) else { return found };
        let phrase = &self.phrases[p];
        found.own = Some(p);
        self.read_right(phrase.tokens.end, &mut found, false);
        found.subject = found.take("by");
        found.object = found.oblique.iter().filter(|(q, _)| q == "of").map(|(_, p)| *p).collect();
        if let Some(verb) = self.light_verb(p) {
            found.light = Some(verb);
            if found.subject.is_empty() && phrase.nested.is_empty() {
                let passive = self.group(verb).passive;
                found.subject = if passive {
                    let mut after = Arguments::default();
                    self.read_right(verb + 1, &mut after, true);
                    let by = after.take("by");
                    found.oblique.append(&mut after.oblique);
                    by
                } else {
                    self.subject(verb)
                };
            }
        }
        found
    }

    /// The verb whose object, or passive subject, phrase `p` is, if it lends
    /// its subject.
    fn light_verb(&self, p: usize) -> Option<usize> {
        let tokens = self.phrases[p].tokens.clone();
        let is_light = |v: usize| {
            let lemma = &self.token(v).lemma;
            self.upos(v) == Upos::Verb
                && (self.knowledge.status.status(CueKind::Light, lemma).is_some()
                    || v + 1 < self.range.end && {
                        let two = format!("{lemma} {}", self.norm(v + 1));
                        self.knowledge.status.status(CueKind::Light, &two).is_some()
                    })
        };
        let mut t = self.before(tokens.start);
        for _ in 0..3 {
            match t {
                Some(v) if is_light(v) => return Some(v),
                Some(v) if matches!(self.upos(v), Upos::Adp | Upos::Adv) => t = self.before(v),
                _ => break,
            }
        }
        let after = (tokens.end..self.range.end.min(tokens.end + 6))
            .find(|&v| self.upos(v) == Upos::Verb)?;
        (is_light(after) && self.group(after).passive && self.subject(after) == [p])
            .then_some(after)
    }

    /// Reads objects and prepositional phrases from token `from` to the end of
    /// the clause.
    fn read_right(&self, from: usize, found: &mut Arguments, objects: bool) {
        let mut t = from;
        let mut preposition: Option<String> = None;
        // "accused of" and "called for": a particle's object is the object.
        let mut last_end = from;
        while t < self.range.end {
            if let Some(p) = self.phrase_at(t).filter(|&p| self.phrases[p].tokens.start == t) {
                let phrase = &self.phrases[p];
                let joined = self.with_right(p);
                let end = self.phrases[*joined.last().unwrap_or(&p)].tokens.end;
                if let Some(prep) = &preposition {
                    found.oblique.extend(joined.iter().map(|&p| (prep.clone(), p)));
                } else if self.is_time(p) && !found.object.is_empty() {
                } else if objects && found.object.is_empty() {
                    if !self.is_time(p) {
                        found.object = joined;
                    }
                } else if objects && found.second.is_empty() && phrase.tokens.start == last_end {
                    found.second = joined;
                } else if !self.is_time(p) {
                    return;
                }
                t = end;
                last_end = end;
                if preposition.as_deref() != Some("between") {
                    preposition = None;
                }
                continue;
            }
            match self.upos(t) {
                Upos::Adp => preposition = Some(self.norm(t).to_owned()),
                Upos::Cconj => {
                    let verb = (t + 1..self.range.end.min(t + 4))
                        .any(|t| matches!(self.upos(t), Upos::Verb | Upos::Aux));
                    if verb {
                        return;
                    }
                }
                Upos::Punct if is_quote(self.norm(t)) || self.norm(t) == "-" => {}
                // "direct, high-level talks"
                Upos::Punct if self.norm(t) == "," && self.is_between_adjectives(t) => {}
                // "the Air Force (NAF) of Nigeria"
                Upos::Punct if self.norm(t) == "(" => {
                    let close = (t..self.range.end.min(t + 8)).find(|&c| self.norm(c) == ")");
                    let Some(close) = close else { return };
                    t = close;
                    last_end = close + 1;
                }
                Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Punct => return,
                Upos::Pron if matches!(self.norm(t), "who" | "which" | "what" | "whom") => return,
                Upos::Part if self.norm(t) == "to" => return,
                _ => {}
            }
            t += 1;
        }
    }

    fn is_between_adjectives(&self, comma: usize) -> bool {
        let next = comma + 1;
        comma > self.range.start
            && next < self.range.end
            && self.upos(comma - 1) == Upos::Adj
            && self.phrase_at(next).is_some()
            && self.upos(next) == Upos::Adj
    }

    /// The parties that the phrases in a frame's slots mean.
    pub fn fill(&self, slots: &[Slot], found: &Arguments, frame: &Frame, v: usize) -> Vec<ActorId> {
        for slot in slots {
            let parties = match slot {
                Slot::Subject => {
                    let mut parties = self.parties(&found.subject);
                    if parties.is_empty()
                        && let Some(own) = found.own
                    {
                        parties = self.possessors(own);
                    }
                    parties
                }
                Slot::Object => {
                    let second = found.second.as_slice();
                    let first = self.parties(&found.object);
                    match first.is_empty() && !frame.ditransitive {
                        true => self.parties(second),
                        false => first,
                    }
                }
                Slot::Speaker => self.speaker(v),
                Slot::After(preposition) => {
                    let phrases: Vec<usize> = found
                        .oblique
                        .iter()
                        .filter(|(p, phrase)| p == preposition && !self.is_time(*phrase))
                        .map(|(_, phrase)| *phrase)
                        .collect();
                    self.parties(&phrases)
                }
            };
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    /// Whoever a noun of event belongs to: "Russia's strike", "U.S. threats".
    fn possessors(&self, phrase: usize) -> Vec<ActorId> {
        let phrase = &self.phrases[phrase];
        let nested: Vec<ActorId> = phrase.nested.iter().filter_map(|&m| self.party(m)).collect();
        if !nested.is_empty() {
            return nested;
        }
        self.party(phrase.mention).into_iter().collect()
    }

    /// The subject of the verb of saying before `v`.
    pub fn speaker(&self, v: usize) -> Vec<ActorId> {
        self.report_verb(v).map_or_else(Vec::new, |verb| self.parties(&self.subject(verb)))
    }

    /// The nearest verb of saying to the left of `v`.
    pub fn report_verb(&self, v: usize) -> Option<usize> {
        (self.range.start..v).rev().find(|&t| {
            self.upos(t) == Upos::Verb
                && self.knowledge.status.status(CueKind::Report, &self.token(t).lemma).is_some()
        })
    }

    /// The parties that phrases mean: each by its own mention, else its
    /// possessor, else what follows it ("officials from Cuba").
    pub fn parties(&self, phrases: &[usize]) -> Vec<ActorId> {
        let mut all = Vec::new();
        for &phrase in phrases {
            for id in self.parties_of(phrase, 3) {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        all
    }

    fn parties_of(&self, p: usize, depth: usize) -> Vec<ActorId> {
        let phrase = &self.phrases[p];
        if self.is_time(p) {
            return Vec::new();
        }
        if let Some(id) = self.party(phrase.mention) {
            return vec![id];
        }
        let nested: Vec<ActorId> = phrase.nested.iter().filter_map(|&m| self.party(m)).collect();
        if !nested.is_empty() || depth == 0 {
            return nested;
        }
        let end = phrase.tokens.end;
        let follows = end < self.range.end
            && self.upos(end) == Upos::Adp
            && matches!(
                self.norm(end),
                "of" | "from" | "in" | "at" | "between" | "for" | "by" | "with"
            );
        let next = self.phrases.get(p + 1).filter(|n| n.tokens.start <= end + 2);
        match next {
            Some(_) if follows => {
                let joined = self.with_right(p + 1);
                joined.iter().flat_map(|&p| self.parties_of(p, depth - 1)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// "was arrested in Niger": the state where a passive act without an agent
    /// took place.
    pub fn host(&self, found: &Arguments) -> Vec<ActorId> {
        let hosts = found.oblique.iter().filter(|(p, _)| p == "in").filter_map(|(_, phrase)| {
            let id = self.party(self.phrases[*phrase].mention)?;
            (self.actors.get(id).kind == ActorKind::Country).then_some(id)
        });
        hosts.take(1).collect()
    }
}
