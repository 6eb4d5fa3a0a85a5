//! Whether what a predicate tells happened: modals and negation beside it, and
//! what governs it in the tree: verbs, nouns, conditions, questions.

use super::arguments::Arguments;
use super::predicates::Trigger;
use super::tree::Tree;
use dateline_core::Status;
use dateline_knowledge::{CueKind, Predicate, Upos, VerbForm};

/// How far governing words are followed.
const DEPTH: usize = 8;

/// What the words around a predicate say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub status: Status,
    /// Told as future by "will", or by "would" after a verb of saying.
    pub future: bool,
    /// Negated as well: "will not release".
    pub refused: bool,
}

impl Verdict {
    fn plain() -> Self {
        Self { status: Status::Occurred, future: false, refused: false }
    }

    fn add(&mut self, status: Status) {
        self.status = weaker(self.status, status);
    }

    fn join(&mut self, other: Verdict) {
        self.add(other.status);
        self.future |= other.future;
        self.refused |= other.refused;
    }
}

/// The status farther from having happened.
pub(super) fn weaker(a: Status, b: Status) -> Status {
    let rank = |s| match s {
        Status::Occurred => 0,
        Status::Ongoing => 1,
        Status::Planned => 2,
        Status::Possible => 3,
        Status::Negated => 4,
    };
    if rank(a) >= rank(b) { a } else { b }
}

impl Tree<'_> {
    /// Whether the event of a trigger happened.
    pub fn verdict(&self, trigger: &Trigger, found: &Arguments) -> Verdict {
        let mut verdict = match trigger.kind {
            Predicate::Noun => self.noun(trigger.node, found.light, DEPTH),
            // "must release": what is demanded is not yet done, the demand is.
            _ if self.relation(trigger.tokens.start) == "aux" => self.governed(trigger.node, DEPTH),
            _ => self.clause(trigger.node, DEPTH),
        };
        if self.is_unmet(trigger.node) {
            verdict.add(Status::Negated);
        }
        if self.is_conditional(trigger.node) || self.is_asked(trigger.node) {
            verdict.add(Status::Possible);
        }
        verdict
    }

    /// A clause with what governs it.
    fn clause(&self, v: usize, depth: usize) -> Verdict {
        let mut verdict = self.beside(v);
        verdict.join(self.governed(v, depth));
        verdict
    }

    /// What the auxiliaries and adverbs of a clause say.
    fn beside(&self, v: usize) -> Verdict {
        let mut verdict = Verdict::plain();
        let mut denied = self.has_no_subject(v);
        let mut ongoing = false;
        for &d in self.dependents(v) {
            match self.relation(d) {
                "aux" | "cop" => {
                    if let Some(status) = self.cue(CueKind::Modal, d) {
                        let told = self.norm(d) == "would" && self.report_verb(v).is_some();
                        let status = if told { Status::Planned } else { status };
                        verdict.future |= status == Status::Planned;
                        verdict.add(status);
                    }
                    ongoing |= self.norm(d) == "being"
                        || self.lemma(d) == "be"
                            && self.token(v).verb_form == Some(VerbForm::Ing)
                            && self.upos(v) == Upos::Verb
                        // "are on strike"
                        || matches!(self.norm(d), "is" | "are" | "'s" | "'re")
                            && self.case(v).is_some_and(|c| self.norm(c) == "on");
                }
                "advmod" | "cc" | "det" | "discourse" | "mark" | "case" => {
                    denied |= self.denies(d) && !self.is_not_only(d);
                }
                _ => {}
            }
        }
        if ongoing {
            // "is going to attack"
            let going = self.lemma(v) == "go" && self.one(v, "xcomp").is_some();
            verdict.add(if going { Status::Planned } else { Status::Ongoing });
        }
        if self.lasts(v) {
            verdict.add(Status::Ongoing);
        }
        if verdict.status == Status::Possible && self.is_counterfactual(v) {
            verdict.add(Status::Negated);
        }
        if self.has_condition(v) {
            verdict.add(weaker(verdict.status, Status::Possible));
        }
        if denied {
            verdict.refused = verdict.future;
            verdict.add(Status::Negated);
        }
        verdict
    }

    /// "have blockaded the town since March"
    fn lasts(&self, v: usize) -> bool {
        let since = |o: usize| self.case(o).is_some_and(|c| self.norm(c) == "since");
        self.knowledge.classes.has("lasting", self.lemma(v))
            && self.all(v, "aux").any(|d| self.lemma(d) == "have")
            && self.all(v, "obl").any(since)
    }

    /// "not", "never", "without", "no longer", "not yet".
    fn denies(&self, d: usize) -> bool {
        let sooner = |t: usize| t < self.range.end && self.norm(t) == "sooner";
        if sooner(d) || sooner(d + 1) {
            return false; // "no sooner had Malta condemned it than"
        }
        self.cue(CueKind::Negation, d).is_some()
            || self.relation(d) == "advmod"
                && self.dependents(d).iter().any(|&i| self.cue(CueKind::Negation, i).is_some())
    }

    /// "not only attacked but": nothing is denied.
    fn is_not_only(&self, d: usize) -> bool {
        d + 1 < self.range.end && matches!(self.norm(d + 1), "only" | "just")
            || matches!(self.norm(d), "only" | "just")
    }

    /// "No country attacked", "neither side".
    fn has_no_subject(&self, v: usize) -> bool {
        self.one(v, "nsubj").is_some_and(|s| {
            matches!(self.norm(s), "nobody" | "none" | "neither")
                || self.dependents(s).iter().any(|&d| {
                    matches!(self.relation(d), "det" | "cc" | "advmod")
                        && matches!(self.norm(d), "no" | "neither")
                })
        })
    }

    /// What governs a clause does to it, with its own status.
    fn governed(&self, v: usize, depth: usize) -> Verdict {
        let mut verdict = Verdict::plain();
        let Some(depth) = depth.checked_sub(1) else { return verdict };
        let infinitive = self.is_infinitive(v);
        let Some(g) = self.head(v) else {
            if infinitive {
                verdict.add(Status::Planned); // a heading: "Canada to send"
                verdict.future = true;
            }
            return verdict;
        };
        match self.relation(v) {
            "conj" => match self.shares_auxiliaries(v, g) {
                true => verdict.join(self.clause(g, depth)),
                false => verdict.add(self.governed(g, depth).status),
            },
            "advcl" if self.is_after_adjective(v) => {
                verdict.add(self.clause(g, depth).status);
                verdict.add(self.cue(CueKind::Verb, g).unwrap_or(Status::Possible));
            }
            "advcl" => {
                if matches!(self.mark(v), Some("without" | "instead")) || self.is_in_place_of(v) {
                    verdict.add(Status::Negated);
                } else if infinitive {
                    // "sent a team to destroy"
                    verdict.add(self.clause(g, depth).status);
                    verdict.add(self.cue(CueKind::Verb, g).unwrap_or(Status::Possible));
                } else if matches!(self.mark(v), Some("of" | "from" | "against")) {
                    // "stopped short of condemning"
                    let cue = self.cue(CueKind::Verb, g).or(self.cue(CueKind::Adjective, g));
                    if let Some(status) = cue {
                        verdict.add(weaker(self.clause(g, depth).status, status));
                    }
                } else if self.one(v, "nsubj").is_none()
                    && !self.is_finite(v)
                    && self.mark(v) != Some("for")
                {
                    // "attacked, killing nine", "by offering arms": as sure. What stands
                    // after "for" is the reason: "did not apologise for shelling".
                    verdict.add(self.clause(g, depth).status);
                }
            }
            "xcomp" => {
                let above = self.clause(g, depth).status;
                let effect = match self.upos(g) {
                    Upos::Adj => self.cue(CueKind::Adjective, g),
                    Upos::Noun | Upos::Propn => self.cue(CueKind::Noun, g),
                    _ => self.cue(CueKind::Verb, g),
                };
                // "did not hesitate to", "could not help": it was done.
                let undone = matches!(self.lemma(g), "hesitate" | "help" | "fail" | "forget");
                if above == Status::Negated && undone {
                    return verdict;
                }
                verdict.add(above);
                verdict.add(match effect {
                    Some(status) => status,
                    None if infinitive && self.lemma(g) != "go" => Status::Possible,
                    None => Status::Occurred,
                });
            }
            "ccomp" | "csubj" => {
                let kind =
                    if infinitive || self.is_gerund(v) { CueKind::Verb } else { CueKind::Clause };
                let out = self.is_ruled_out(g).then_some(Status::Negated);
                if let Some(status) = out.or_else(|| self.cue(kind, g)) {
                    let above = self.clause(g, depth).status;
                    // "has not denied that": it is left open.
                    let open = status == Status::Negated && above == Status::Negated;
                    verdict.add(if open { Status::Possible } else { weaker(above, status) });
                } else if self.is_left_open(g) {
                    verdict.add(Status::Possible);
                }
            }
            "acl" if infinitive || self.mark(v).is_some() => {
                verdict.add(self.noun(g, None, depth).status);
                match self.cue(CueKind::Noun, g) {
                    Some(status) => verdict.add(status),
                    // A heading: "Canada to send", against "planes to help".
                    None if infinitive && self.head(g).is_none() => {
                        verdict.add(Status::Planned);
                        verdict.future = true;
                    }
                    None if infinitive => verdict.add(Status::Possible),
                    None => {}
                }
            }
            _ => {}
        }
        verdict
    }

    /// "did not say that", "has not confirmed that".
    fn is_left_open(&self, v: usize) -> bool {
        self.cue(CueKind::Report, v).is_some() && self.beside(v).status == Status::Negated
    }

    fn is_ruled_out(&self, v: usize) -> bool {
        self.lemma(v) == "rule"
            && self.one(v, "compound:prt").is_some_and(|p| self.norm(p) == "out")
    }

    /// "instead of meeting": it was not done.
    fn is_in_place_of(&self, v: usize) -> bool {
        self.all(v, "mark")
            .chain(self.all(v, "case"))
            .any(|m| self.norm(m) == "of" && m > self.range.start && self.norm(m - 1) == "instead")
    }

    /// "ready to", "set to", where the parser takes a complement for an aim.
    fn is_after_adjective(&self, v: usize) -> bool {
        self.is_infinitive(v)
            && self.head(v).is_some_and(|g| self.cue(CueKind::Adjective, g).is_some())
    }

    fn is_finite(&self, v: usize) -> bool {
        matches!(self.token(v).verb_form, Some(VerbForm::Past | VerbForm::Third | VerbForm::Base))
            || self.one(v, "aux").is_some()
    }

    /// "could deepen ties and deploy missiles".
    fn shares_auxiliaries(&self, v: usize, g: usize) -> bool {
        let own = |r: &str| self.one(v, r).is_some();
        !own("aux")
            && !own("cop")
            && !own("nsubj")
            && !own("mark")
            && self.one(g, "aux").is_some()
            && self.token(v).verb_form == self.token(g).verb_form
            && self.token(v).verb_form != Some(VerbForm::Past)
    }

    /// A noun of event, by what stands before it and by what governs it.
    fn noun(&self, n: usize, light: Option<usize>, depth: usize) -> Verdict {
        let mut verdict = Verdict::plain();
        let Some(depth) = depth.checked_sub(1) else { return verdict };
        for &d in self.dependents(n) {
            match self.relation(d) {
                "amod" | "compound" | "advmod" => {
                    if let Some(status) = self.cue(CueKind::Attribute, d) {
                        verdict.add(status);
                    }
                }
                "det" | "case" | "cc" if self.cue(CueKind::Negation, d).is_some() => {
                    verdict.add(Status::Negated);
                }
                _ => {}
            }
        }
        if self.is_clause(n) {
            // "was no attack", "would be an attack"
            verdict.join(self.clause(n, depth));
            return verdict;
        }
        let Some(g) = self.head(n) else { return verdict };
        if let Some(light) = light {
            verdict.join(self.clause(light, depth));
            verdict.add(self.cue(CueKind::Light, light).unwrap_or(Status::Occurred));
            return verdict;
        }
        let relation = self.token(n).deprel.as_str();
        let case = self.case(n).map(|c| self.norm(c));
        match relation {
            "conj" => verdict.add(self.noun_above(g, depth)),
            "obj" | "nsubj:pass" => {
                verdict.add(self.clause(g, depth).status);
                verdict.add(self.cue(CueKind::Verb, g).unwrap_or(Status::Occurred));
            }
            // "The attack may come at night", against "The attack may delay talks".
            "nsubj" if self.one(g, "obj").is_none() && self.one(g, "ccomp").is_none() => {
                verdict.add(self.beside(g).status);
            }
            "obl" if matches!(case, Some("of" | "for" | "against" | "to" | "from")) => {
                verdict.add(self.clause(g, depth).status);
                verdict.add(self.cue(CueKind::Verb, g).unwrap_or(Status::Occurred));
            }
            "nmod" if matches!(case, Some("of" | "for" | "against" | "to" | "on")) => {
                if let Some(status) = self.cue(CueKind::Noun, g) {
                    verdict.add(weaker(status, self.noun(g, None, depth).status));
                }
            }
            _ => {}
        }
        verdict
    }

    /// What governs a list also governs its later members.
    fn noun_above(&self, first: usize, depth: usize) -> Status {
        match self.upos(first) {
            Upos::Noun | Upos::Propn => self.noun(first, None, depth).status,
            _ => Status::Occurred,
        }
    }
}
