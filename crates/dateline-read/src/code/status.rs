//! Whether what a predicate tells happened: modals, negation, governing verbs
//! and nouns, conditions; and whether the report only recalls it.

use super::arguments::Arguments;
use super::syntax::Syntax;
use super::triggers::Trigger;
use dateline_core::Status;
use dateline_knowledge::{CueKind, Predicate, Upos, VerbForm};

/// How far governing words are followed.
const DEPTH: usize = 5;

/// What the words around a predicate say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
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

impl Syntax<'_> {
    /// What a word tells as a cue of this kind. Headlines hide plurals.
    pub fn cue(&self, kind: CueKind, t: usize) -> Option<Status> {
        let token = self.token(t);
        let cues = &self.knowledge.status;
        let singular = token.norm.strip_suffix('s').unwrap_or_default();
        [&token.lemma, &token.norm, singular].into_iter().find_map(|cue| cues.status(kind, cue))
    }

    /// Whether the event of a trigger happened.
    pub fn verdict(&self, trigger: &Trigger, found: &Arguments) -> Verdict {
        let t = trigger.tokens.start;
        let mut verdict = match trigger.kind {
            Predicate::Verb => self.verb_verdict(t, DEPTH),
            Predicate::Adjective => self.adjective_verdict(t),
            Predicate::Noun => self.noun_verdict(trigger, found),
        };
        if self.is_conditional(t) {
            verdict.add(Status::Possible);
        }
        verdict
    }

    fn verb_verdict(&self, v: usize, depth: usize) -> Verdict {
        let mut verdict = Verdict::plain();
        let Some(depth) = depth.checked_sub(1) else { return verdict };
        let group = self.group(v);
        let mut denied = false;
        for t in group.start..=v {
            if t < v && self.cue(CueKind::Negation, t).is_some() {
                denied = true;
            }
            if let Some(status) =
                self.cue(CueKind::Modal, t).filter(|_| t < v && self.upos(t) == Upos::Aux)
            {
                let told = self.norm(t) == "would" && self.is_reported(v);
                let status = if told { Status::Planned } else { status };
                verdict.future |= status == Status::Planned;
                verdict.add(status);
            }
        }
        if group.progressive {
            verdict.add(Status::Ongoing);
        }
        if group.infinitive {
            if let Some(governor) = self.governor(group.start) {
                verdict.add(self.governed(governor, depth));
            } else {
                verdict.add(Status::Planned);
            }
        } else if self.token(v).verb_form == Some(VerbForm::Ing) && !group.finite {
            // "considers sending", "denied having attacked", "without attacking".
            let mut p = self.before(group.start);
            if let Some(t) = p.filter(|&t| self.upos(t) == Upos::Adp) {
                if self.cue(CueKind::Negation, t).is_some() {
                    denied = true;
                }
                p = if matches!(self.norm(t), "of" | "from") { self.before(t) } else { None };
            }
            if let Some(main) = self.main_after(group.start) {
                // "By offering arms, Moscow may be seeking": as sure as the main clause.
                verdict.add(self.verb_verdict(main, depth).status);
            }
            if let Some(p) = p {
                match self.upos(p) {
                    Upos::Verb => verdict.add(self.governed(p, depth)),
                    Upos::Noun => {
                        if let Some(status) = self.cue(CueKind::Noun, p) {
                            verdict.add(status);
                        }
                    }
                    _ => {}
                }
            }
        } else if let Some(first) = self.shared_modal(v, group.start) {
            // "could deepen ties and deploy missiles".
            let shared = self.verb_verdict(first, depth);
            verdict.add(shared.status);
            verdict.future |= shared.future;
        }
        if denied {
            verdict.refused = verdict.future;
            verdict.add(Status::Negated);
        }
        verdict
    }

    /// What a governing word does to its infinitive, with its own status.
    fn governed(&self, governor: usize, depth: usize) -> Status {
        match self.upos(governor) {
            Upos::Verb => {
                let own = self.verb_verdict(governor, depth).status;
                // A purpose: "sent a team to destroy".
                let effect = self.cue(CueKind::Verb, governor).unwrap_or(Status::Possible);
                weaker(own, effect)
            }
            Upos::Adj => {
                let effect = self.cue(CueKind::Adjective, governor).unwrap_or(Status::Possible);
                weaker(self.adjective_verdict(governor).status, effect)
            }
            _ => self.cue(CueKind::Noun, governor).unwrap_or(Status::Planned),
        }
    }

    fn adjective_verdict(&self, t: usize) -> Verdict {
        let mut verdict = Verdict::plain();
        let mut at = t;
        while let Some(p) = self.before(at) {
            if !matches!(self.upos(p), Upos::Aux | Upos::Adv | Upos::Part) {
                break;
            }
            if self.cue(CueKind::Negation, p).is_some() {
                verdict.add(Status::Negated);
            } else if self.upos(p) == Upos::Aux
                && let Some(status) = self.cue(CueKind::Modal, p)
            {
                verdict.add(status);
            }
            at = p;
        }
        verdict
    }

    fn noun_verdict(&self, trigger: &Trigger, found: &Arguments) -> Verdict {
        let mut verdict = Verdict::plain();
        let Some(own) = found.own else { return verdict };
        let start = self.phrases[own].tokens.start;
        for t in start..trigger.tokens.start {
            if let Some(status) = self.cue(CueKind::Attribute, t) {
                verdict.add(status);
            }
            if self.norm(t) == "no" {
                verdict.add(Status::Negated);
            }
        }
        if let Some(light) = found.light {
            let lent = self.verb_verdict(light, DEPTH);
            verdict.add(lent.status);
            verdict.future |= lent.future;
            verdict.refused |= lent.refused;
            if let Some(status) = self.cue(CueKind::Light, light) {
                verdict.add(status);
            }
            return verdict;
        }
        let Some(mut p) = self.before(start) else { return verdict };
        if matches!(self.norm(p), "of" | "for" | "against" | "to")
            && let Some(before) = self.before(p)
        {
            if let Some(status) = self.cue(CueKind::Noun, before) {
                verdict.add(status);
            }
            p = before;
        }
        if self.norm(p) == "without" {
            verdict.add(Status::Negated);
        }
        if self.upos(p) == Upos::Verb {
            verdict.add(self.verb_verdict(p, DEPTH).status);
            if let Some(status) = self.cue(CueKind::Verb, p) {
                verdict.add(status);
            }
        }
        verdict
    }

    /// The verb of the main clause after a gerund that opens the sentence, alone
    /// or after a preposition.
    fn main_after(&self, gerund: usize) -> Option<usize> {
        let opens = match self.before(gerund) {
            Some(p) if p >= self.range.start => p == self.range.start && self.upos(p) == Upos::Adp,
            _ => true,
        };
        let comma = (gerund..self.range.end).find(|&t| self.norm(t) == ",").filter(|_| opens)?;
        (comma..self.range.end).find(|&t| self.upos(t) == Upos::Verb)
    }

    /// The verb that lends its modal to one coordinated with it.
    fn shared_modal(&self, v: usize, start: usize) -> Option<usize> {
        let p = self.before(start)?;
        let bare = self.token(v).verb_form == Some(VerbForm::Base)
            || self.knowledge.verbs.readings(self.norm(v)).iter().any(|r| r.form == VerbForm::Base);
        (bare && matches!(self.norm(p), "and" | "or"))
            .then(|| self.verb_before(p))
            .flatten()
            .filter(|&first| first >= self.range.start)
    }

    fn is_reported(&self, v: usize) -> bool {
        self.report_verb(v).is_some()
    }

    /// Whether "if" or the like opens the clause of token `t`.
    fn is_conditional(&self, t: usize) -> bool {
        for p in (self.range.start..t).rev() {
            match self.norm(p) {
                "," | ";" | ":" => return false,
                // "only after the council had ratified it"
                "after" if p > self.range.start && self.norm(p - 1) == "only" => return true,
                _ if self.upos(p) == Upos::Sconj && self.cue(CueKind::Conjunction, p).is_some() => {
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// Whether the report recalls the event at `t` as something long past.
    pub fn is_historical(&self, t: usize, recalling: &[usize]) -> bool {
        recalling.iter().any(|&c| {
            let (from, to) = (c.min(t), c.max(t));
            (from + 1..to).all(|b| self.upos(b) != Upos::Verb)
        })
    }

    /// The words of the sentence that put what stands beside them into the past
    /// beyond a report of the year `year`.
    pub fn recalling(&self, year: Option<u32>) -> Vec<usize> {
        self.range.clone().filter(|&c| self.recalls(c, year)).collect()
    }

    fn recalls(&self, c: usize, year: Option<u32>) -> bool {
        let word = self.norm(c);
        let cues = &self.knowledge.status;
        if cues.status(CueKind::Historical, word).is_some() {
            // "two days ago" is news.
            let unit = c.checked_sub(1).map(|b| self.norm(b));
            return word != "ago"
                || unit.is_some_and(|u| {
                    u.starts_with("year") || u.starts_with("decade") || u.starts_with("centur")
                });
        }
        if c + 1 < self.range.end {
            let two = format!("{word} {}", self.norm(c + 1));
            if cues.status(CueKind::Historical, &two).is_some() {
                return true;
            }
        }
        let long_past = word.len() == 4
            && matches!((word.parse::<u32>(), year), (Ok(y), Some(now)) if y > 1000 && y + 1 < now);
        long_past && self.before(c).is_some_and(|p| self.norm(p) != "since")
    }
}
