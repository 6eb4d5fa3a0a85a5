//! The arguments of a predicate: which phrases stand in which role.

use super::predicates::Trigger;
use super::tree::Tree;
use dateline_knowledge::{CueKind, Predicate, Upos};

/// How deep in phrases prepositions are looked for: "sanctions on exports to".
const DEPTH: usize = 4;

/// The phrases around a predicate, by the tokens on which they hang.
#[derive(Debug, Default, Clone)]
pub(crate) struct Arguments<'a> {
    /// Who does it; of a passive verb its "by" phrase.
    pub subject: Vec<usize>,
    /// Whom it befalls; of a passive verb its grammatical subject.
    pub object: Vec<usize>,
    /// A second object ("give Ukraine missiles") or what the object is called.
    pub second: Vec<usize>,
    /// What prepositions govern, the nearest in the tree first.
    pub oblique: Vec<Oblique<'a>>,
    /// The noun itself may name its actor: "U.S. threats".
    pub own: Option<usize>,
    /// The verb that lends its subject.
    pub light: Option<usize>,
}

/// A phrase after a preposition.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Oblique<'a> {
    pub preposition: &'a str,
    pub token: usize,
    pub depth: usize,
}

impl Arguments<'_> {
    /// Takes out the phrases that follow the preposition `preposition`.
    fn take(&mut self, preposition: &str) -> Vec<usize> {
        let taken = self.oblique.extract_if(.., |o| o.preposition == preposition && o.depth == 0);
        taken.map(|o| o.token).collect()
    }

    /// The same, or those one phrase deeper: "was promised a loan by".
    fn take_within(&mut self, preposition: &str) -> Vec<usize> {
        let near = self.take(preposition);
        if !near.is_empty() {
            return near;
        }
        let taken = self.oblique.extract_if(.., |o| o.preposition == preposition && o.depth == 1);
        taken.map(|o| o.token).collect()
    }
}

impl<'a> Tree<'a> {
    /// The arguments of a trigger.
    pub fn arguments(&self, trigger: &Trigger) -> Arguments<'a> {
        let mut found = match trigger.kind {
            Predicate::Noun => self.noun_arguments(trigger.node),
            _ => self.verb_arguments(trigger),
        };
        found.oblique.sort_by_key(|o| (o.depth, o.token));
        found
    }

    /// The arguments of a clause of which no frame needs to know.
    pub fn clause_arguments(&self, c: usize) -> Arguments<'a> {
        let (tokens, kind) = (c..c + 1, Predicate::Verb);
        let trigger = Trigger { tokens, node: c, apart: None, kind, frames: Vec::new() };
        self.arguments(&trigger)
    }

    fn verb_arguments(&self, trigger: &Trigger) -> Arguments<'a> {
        let v = trigger.node;
        let mut found = Arguments::default();
        // "take control of": its words are one; "must" hangs on what must be done.
        let words = if trigger.tokens.contains(&v) { trigger.tokens.clone() } else { v..v + 1 };
        for word in words {
            self.read_dependents(word, trigger, &mut found);
        }
        if found.object.is_empty() && trigger.kind == Predicate::Verb {
            found.object = match self.raised(v) {
                Some(object) => self.joined(self.meant(object)),
                None => self.shared_object(v, &found),
            };
        }
        let inner: Vec<usize> = found.object.iter().chain(&found.second).copied().collect();
        for token in inner {
            self.read_phrase(token, 1, &mut found);
        }
        found.subject = self.subject(v);
        // "were donated to Chad": the trigger's own phrase is the object already.
        let taken = trigger.tokens.len() > 1 && !found.object.is_empty();
        if trigger.kind == Predicate::Verb && self.is_passive(v) && taken {
            if self.all(v, "aux").any(|a| self.token(a).deprel == "aux:pass") {
                found.second = std::mem::take(&mut found.subject);
                found.subject = found.take_within("by");
            }
        } else if trigger.kind == Predicate::Verb && self.is_passive(v) {
            found.second = std::mem::replace(&mut found.object, std::mem::take(&mut found.subject));
            found.subject = found.take_within("by");
        }
        found
    }

    /// Sorts what hangs on `word`, a word of the trigger, by role.
    fn read_dependents(&self, word: usize, trigger: &Trigger, found: &mut Arguments<'a>) {
        for &d in self.dependents(word) {
            if trigger.has(d) {
                continue;
            }
            match self.relation(d) {
                "iobj" => {
                    let told = std::mem::replace(&mut found.object, self.joined(self.meant(d)));
                    found.second.extend(told);
                }
                "obj" if self.is_before_mark(d, word) => {} // governs the verb above
                "obj" if found.object.is_empty() => found.object = self.joined(self.meant(d)),
                "obj" => found.second.extend(self.joined(d)),
                "xcomp" if !self.is_clause(d) => found.second.push(d),
                "obl" | "nmod" | "advcl" | "xcomp" => {
                    // "for aid", where the parser may take a noun for a clause.
                    let case = self.case(d).or_else(|| {
                        self.one(d, "mark").filter(|_| self.is_nominal(d) && !self.is_infinitive(d))
                    });
                    match case {
                        Some(case) if trigger.has(case) => {
                            found.object.extend(self.joined(self.meant(d)));
                        }
                        Some(_) if self.is_nominal(d) => self.read_oblique(d, 0, found),
                        None if found.object.is_empty()
                            && matches!(self.token(d).deprel.as_str(), "obl" | "nmod:unmarked")
                            && d > word
                            && !self.is_time(d) =>
                        {
                            found.object = self.joined(d);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    /// The object of `v` that the parser gives to the clause after it: "urged
    /// [Mali] to leave", "accused [Mali] of leaving".
    pub fn raised(&self, v: usize) -> Option<usize> {
        let subjects = self.all(v, "nsubj").filter(|&s| s > v);
        let own = self.one(v, "nsubj").is_some_and(|s| s < v);
        if let Some(object) = subjects.filter(|_| own).last() {
            return Some(object);
        }
        let clauses = self
            .dependents(v)
            .iter()
            .copied()
            .filter(|&c| c > v && matches!(self.relation(c), "ccomp" | "xcomp" | "advcl"));
        clauses
            .flat_map(|c| self.all(c, "obj").map(move |o| (c, o)))
            .find_map(|(c, o)| (o > v && self.is_before_mark(o, c)).then_some(o))
    }

    /// Whether an argument of the clause `c` stands before the word that opens it.
    fn is_before_mark(&self, argument: usize, c: usize) -> bool {
        self.one(c, "mark").is_some_and(|mark| argument < mark)
    }

    /// A relative pronoun stands for what it follows.
    fn meant(&self, t: usize) -> usize {
        self.antecedent(t).unwrap_or(t)
    }

    /// A phrase after a preposition, those joined to it and those within it.
    fn read_oblique(&self, t: usize, depth: usize, found: &mut Arguments<'a>) {
        let Some(case) = self.case(t).or_else(|| self.one(t, "mark")) else { return };
        let mut list = self.joined(self.meant(t));
        let between = self.norm(case) == "between";
        if between && list.len() == 1 {
            // "between the government of Myanmar and the rebels" joined too deep.
            let inner = self.all(t, "nmod").map(|d| self.joined(d)).find(|inner| inner.len() > 1);
            list.extend(inner.into_iter().flat_map(|inner| inner.into_iter().skip(1)));
        }
        for &token in &list {
            // "to Italy and to France"
            let own = self.case(token).filter(|_| token != t && !between).unwrap_or(case);
            found.oblique.push(Oblique { preposition: self.norm(own), token, depth });
            // "closed the port amid protests against India": nothing is done to India.
            if !is_circumstance(self.norm(own)) {
                self.read_phrase(token, depth + 1, found);
            }
        }
    }

    /// The prepositional phrases within a phrase, and what its participles tell:
    /// "sanctions imposed on India".
    fn read_phrase(&self, t: usize, depth: usize, found: &mut Arguments<'a>) {
        if depth > DEPTH {
            return;
        }
        for &d in self.dependents(t) {
            match self.token(d).deprel.as_str() {
                "nmod" | "obl" => self.read_oblique(d, depth, found),
                "acl" if self.is_passive(d) => {
                    for o in self.all(d, "obl") {
                        self.read_oblique(o, depth + 1, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// "attacked and killed the soldiers": the object of what follows; of a
    /// relative clause what it stands by: "the man whom police arrested".
    fn shared_object(&self, v: usize, found: &Arguments) -> Vec<usize> {
        if self.is_passive(v) || self.upos(v) != Upos::Verb {
            return Vec::new();
        }
        let next = self.all(v, "conj").find(|&w| self.upos(w) == Upos::Verb);
        if let Some(w) = next
            && found.oblique.is_empty()
            && self.one(w, "nsubj").is_none()
            && self.dependents(v).iter().all(|&d| d < v || d >= w)
        {
            return self.one(w, "obj").map_or_else(Vec::new, |o| self.joined(o));
        }
        let gap = self.token(v).deprel == "acl:relcl"
            && self.one(v, "nsubj").is_some_and(|s| self.antecedent(s).is_none())
            && self.one(v, "ccomp").or_else(|| self.one(v, "xcomp")).is_none();
        self.head(v).filter(|_| gap).into_iter().collect()
    }

    fn noun_arguments(&self, n: usize) -> Arguments<'a> {
        let mut found = Arguments { own: Some(n), ..Arguments::default() };
        self.read_phrase(n, 0, &mut found);
        found.subject = found.take_within("by");
        if let Some(told) = self.all(n, "acl").find(|&v| self.is_passive(v) && self.is_light(v)) {
            // "the attack carried out by"
            for o in self.all(told, "obl") {
                self.read_oblique(o, 0, &mut found);
            }
            let by = found.take("by");
            found.subject.extend(by);
        }
        found.object =
            found.oblique.iter().filter(|o| o.preposition == "of").map(|o| o.token).collect();
        let Some((verb, lends)) = self.light_verb(n) else { return found };
        found.light = Some(verb);
        for o in self.all(verb, "obl").filter(|&o| o != n) {
            self.read_oblique(o, 0, &mut found);
        }
        let lent = match self.is_passive(verb) {
            true => found.take("by"),
            false if lends => self.subject(verb),
            false => Vec::new(),
        };
        if found.subject.is_empty() && self.nested(n).is_empty() {
            found.subject = lent;
        }
        found
    }

    /// The verb that the noun of event `n` goes with ("hold talks", "a raid was
    /// launched", "talks began"), and whether it lends its subject.
    fn light_verb(&self, n: usize) -> Option<(usize, bool)> {
        let first = std::iter::successors(Some(n), |&t| {
            // "a wave of arrests", "talks and meetings"
            let head = self.head(t)?;
            let part =
                self.relation(t) == "nmod" && self.knowledge.classes.has("part", self.lemma(head));
            (part || self.relation(t) == "conj").then_some(head)
        })
        .take(8)
        .last()?;
        let v = self.head(first).filter(|&v| self.is_light(v))?;
        match self.token(first).deprel.as_str() {
            "obj" => Some((v, true)),
            "obl"
                if self
                    .case(first)
                    .is_some_and(|c| matches!(self.norm(c), "in" | "out" | "into")) =>
            {
                Some((v, true))
            }
            "nsubj:pass" => Some((v, false)),
            "nsubj" if self.one(v, "obj").is_none() => Some((v, false)),
            _ => None,
        }
    }

    fn is_light(&self, v: usize) -> bool {
        let status = &self.knowledge.status;
        let lemma = self.lemma(v);
        self.upos(v) == Upos::Verb
            && (status.status(CueKind::Light, lemma).is_some()
                || self.one(v, "compound:prt").is_some_and(|p| {
                    status.status(CueKind::Light, &format!("{lemma} {}", self.norm(p))).is_some()
                }))
    }
}

/// Whether what follows the preposition only tells under what circumstances.
fn is_circumstance(preposition: &str) -> bool {
    matches!(preposition, "as" | "amid" | "amidst" | "despite")
}
