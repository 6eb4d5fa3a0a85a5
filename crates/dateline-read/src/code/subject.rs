//! Who does what a verb says: the phrase before it that is not inside another
//! phrase, with relative clauses, control and coordination seen through.

use super::syntax::Syntax;
use dateline_knowledge::{Upos, VerbForm};

/// How far subjects are followed from verb to verb.
const DEPTH: usize = 6;

impl Syntax<'_> {
    /// The phrases before the verb at `v` that are its subject: of a passive
    /// verb, whom it befell.
    pub fn subject(&self, v: usize) -> Vec<usize> {
        self.subject_within(v, DEPTH)
    }

    fn subject_within(&self, v: usize, depth: usize) -> Vec<usize> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let group = match self.upos(v) {
            Upos::Verb | Upos::Aux => self.group(v),
            _ => return self.scan_left(v),
        };
        if group.infinitive {
            return self.controller(group.start, depth);
        }
        let Some(mut p) = self.before(group.start) else {
            return self.following_subject(v, depth);
        };
        if super::syntax::is_quote(self.norm(p)) {
            let Some(q) = self.before(p) else { return Vec::new() };
            p = q;
        }
        if !group.finite {
            return self.participle_subject(v, p, depth);
        }
        if is_relative(self.norm(p))
            && self.upos(p) != Upos::Noun
            && let Some(antecedent) = self.antecedent(p)
        {
            return antecedent;
        }
        if self.upos(p) == Upos::Cconj || self.norm(p) == "," && self.is_verb_list(p) {
            return self.verb_before(p).map_or_else(Vec::new, |v| self.subject_within(v, depth));
        }
        let found = self.scan_left(group.start);
        if found.is_empty() && self.upos(p) == Upos::Punct {
            return self.verb_before(p).map_or_else(Vec::new, |v| self.subject_within(v, depth));
        }
        found
    }

    /// Who is meant to do what the infinitive after `to` says.
    fn controller(&self, to: usize, depth: usize) -> Vec<usize> {
        let Some(governor) = self.governor(to) else {
            return self.scan_left(to);
        };
        match self.upos(governor) {
            Upos::Verb => {
                let group = self.group(governor);
                // "urged Russia to leave" against "promised Cuba to help".
                let object = self.phrase_before(to).filter(|&p| {
                    self.phrases[p].tokens.start > governor && self.preposition(p).is_none()
                        || self.preposition(p).is_some_and(|t| t == governor + 1)
                            && matches!(self.norm(governor + 1), "on" | "upon" | "to" | "for")
                });
                match object {
                    Some(object)
                        if !group.passive
                            && !self.is_time(object)
                            && self.party_of(object).is_some()
                            && !matches!(
                                self.token(governor).lemma.as_str(),
                                "promise" | "vow"
                            ) =>
                    {
                        self.with_left(object)
                    }
                    _ => self.subject_within(governor, depth),
                }
            }
            Upos::Noun | Upos::Propn => {
                let Some(phrase) = self.phrase_at(governor) else { return Vec::new() };
                if !self.phrases[phrase].nested.is_empty() || self.party_of(phrase).is_some() {
                    return vec![phrase];
                }
                let verb = self.before(self.phrases[phrase].tokens.start);
                match verb {
                    Some(v) if self.upos(v) == Upos::Verb => self.subject_within(v, depth),
                    _ => self.scan_left(self.phrases[phrase].tokens.start),
                }
            }
            _ => self.scan_left(governor),
        }
    }

    fn party_of(&self, phrase: usize) -> Option<dateline_core::ActorId> {
        self.party(self.phrases[phrase].mention)
    }

    /// The subject of a verb in -ing without an auxiliary; `p` stands before it.
    fn participle_subject(&self, v: usize, p: usize, depth: usize) -> Vec<usize> {
        match self.upos(p) {
            // "accused Russia of sending", "criticised it for striking".
            Upos::Adp if matches!(self.norm(p), "of" | "for" | "from" | "with") => {
                self.phrase_before(p).map_or_else(Vec::new, |p| self.with_left(p))
            }
            Upos::Noun | Upos::Propn if self.phrase_at(p).is_some_and(|p| !self.is_time(p)) => {
                self.phrase_at(p).map_or_else(Vec::new, |p| vec![p])
            }
            _ => {
                let main = (self.range.start..=p).rev().find(|&w| {
                    self.upos(w) == Upos::Verb && self.token(w).verb_form != Some(VerbForm::Ing)
                });
                match main {
                    Some(main) => self.subject_within(main, depth),
                    None => self.following_subject(v, depth),
                }
            }
        }
    }

    /// "By offering weapons, Moscow shows": the subject of what follows.
    fn following_subject(&self, v: usize, depth: usize) -> Vec<usize> {
        let comma = (v..self.range.end).find(|&t| self.norm(t) == ",");
        let verb = comma.and_then(|c| (c..self.range.end).find(|&t| self.upos(t) == Upos::Verb));
        verb.map_or_else(Vec::new, |verb| self.subject_within(verb, depth))
    }

    /// Whom the relative pronoun at `p` stands for.
    fn antecedent(&self, p: usize) -> Option<Vec<usize>> {
        let end = match self.before(p)? {
            t if self.norm(t) == "," => t,
            t if self.upos(t) == Upos::Adp => return None,
            t => t + 1,
        };
        let mut phrase = self.phrase_before(end)?;
        if self.phrases[phrase].tokens.end != end {
            return None;
        }
        if self.norm(p) != "who" {
            // "the agreement between Russia and Cuba, which": the agreement.
            while let Some(t) = self.preposition(phrase) {
                let head = self.phrase_before(t).filter(|&h| self.phrases[h].tokens.end == t);
                match (self.norm(t), head) {
                    ("of" | "between" | "with" | "on" | "for", Some(head)) => phrase = head,
                    _ => break,
                }
            }
        }
        Some(vec![phrase])
    }

    /// ", detained": a comma between coordinated verbs rather than after a subject.
    fn is_verb_list(&self, comma: usize) -> bool {
        let Some(phrase) = self.phrase_before(comma) else { return true };
        // A phrase right before the comma may be an apposition's or a list's end.
        let Some(verb) = self.verb_before(comma) else { return false };
        self.phrases[phrase].tokens.end == comma
            && self.phrases[phrase].tokens.start > verb
            && !(verb..comma).any(|t| self.norm(t) == ",")
            && !(self.range.start..verb).any(|t| is_relative(self.norm(t)) && t + 2 >= verb)
            && self.preposition(phrase).is_none()
    }

    /// The nearest phrase to the left of `end` that no preposition governs.
    fn scan_left(&self, end: usize) -> Vec<usize> {
        let mut limit = end;
        while let Some(p) = self.phrase_before(limit) {
            let phrase = &self.phrases[p];
            let gap = phrase.tokens.end..limit;
            if let Some(verb) = gap.clone().rev().find(|&t| self.upos(t) == Upos::Verb) {
                // "This, he noted, reflects"
                let aside = verb == phrase.tokens.end
                    && verb + 1 < self.range.end
                    && self.norm(verb + 1) == ","
                    && self.before(phrase.tokens.start).is_some_and(|t| self.norm(t) == ",");
                if aside {
                    limit = phrase.tokens.start - 1;
                    continue;
                }
                let relative = (phrase.tokens.end..verb).rev().find(|&t| is_relative(self.norm(t)));
                let reduced = verb == phrase.tokens.end
                    && !matches!(self.token(verb).verb_form, Some(VerbForm::Third));
                match relative {
                    Some(t) => limit = t,
                    None if reduced => limit = verb,
                    None => return Vec::new(),
                }
                if limit == end {
                    return Vec::new();
                }
                continue;
            }
            let closed = |t: usize| {
                self.upos(t) == Upos::Sconj && !is_relative(self.norm(t))
                    || matches!(self.norm(t), ";" | ":")
            };
            if gap.clone().any(closed) {
                return Vec::new();
            }
            // "the Air Force (NAF) said"
            if let Some(open) = self.before(phrase.tokens.start).filter(|&t| self.norm(t) == "(") {
                limit = open;
                continue;
            }
            if self.is_time(p) {
                limit = self.preposition(p).unwrap_or(phrase.tokens.start);
                continue;
            }
            // ", which had accused Iraq, attacked": an object before the comma.
            let comma = self.before(end).is_some_and(|t| self.norm(t) == ",");
            let verb = self.before(phrase.tokens.start).filter(|&t| self.upos(t) == Upos::Verb);
            if let Some(verb) = verb.filter(|_| comma) {
                let from = self
                    .phrase_before(verb)
                    .map_or(self.range.start, |p| self.phrases[p].tokens.end);
                match (from..verb).rev().find(|&t| is_relative(self.norm(t))) {
                    Some(relative) => limit = relative,
                    None => return Vec::new(),
                }
                continue;
            }
            // "officials from Russia and Cuba": the whole list is governed.
            let first = self.with_left(p)[0];
            // "as Syrian forces attacked": a conjunction here.
            let clausal = |t: usize| {
                limit == end
                    && matches!(self.norm(t), "as" | "after" | "before" | "since" | "until")
            };
            match self.preposition(first) {
                Some(t) if !clausal(t) => limit = t,
                _ => {
                    let mut all = self.with_left(p);
                    // "Mr Reyes, a former minister, said": the name as well.
                    if all.len() == 1
                        && self.party_of(p).is_none()
                        && self.before(phrase.tokens.start).is_some_and(|t| self.norm(t) == ",")
                        && let Some(name) = self.phrase_before(phrase.tokens.start - 1)
                        && self.phrases[name].tokens.end + 1 == phrase.tokens.start
                        && self.preposition(name).is_none()
                    {
                        all.insert(0, name);
                    }
                    return all;
                }
            }
        }
        Vec::new()
    }
}

fn is_relative(norm: &str) -> bool {
    matches!(norm, "who" | "which" | "that" | "whom")
}
