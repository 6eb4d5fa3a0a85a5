//! Predicates of a sentence: words that a frame knows.

use super::tree::Tree;
use dateline_knowledge::{Entry, Frame, Predicate, Upos};
use std::ops::Range;

/// A predicate, with the frames that know it.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// Its words: the verb with its particles, or the noun.
    pub tokens: Range<usize>,
    /// The word on which its arguments hang.
    pub node: usize,
    /// A preposition of its own that stands apart: "called on Monday *for*".
    pub apart: Option<usize>,
    pub kind: Predicate,
    /// Places of the frames, the most particular first.
    pub frames: Vec<usize>,
}

impl Trigger {
    /// Whether a word belongs to the predicate itself.
    pub fn has(&self, t: usize) -> bool {
        self.tokens.contains(&t) || self.apart == Some(t)
    }
}

/// How the words of an entry after its first are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Right after it, up to here.
    Follows(usize),
    /// After the object, or as a particle: "put the army on alert".
    Parted,
    /// A preposition farther on.
    Apart(usize),
}

impl Tree<'_> {
    /// The predicates of the sentence, in order; one word may open several
    /// of different length, the longest first.
    pub fn triggers(&self) -> Vec<Vec<Trigger>> {
        let mut all = Vec::new();
        let mut t = self.range.start;
        while t < self.range.end {
            let idiom = self.idiom_at(t);
            if idiom > 0 {
                t += idiom;
                continue;
            }
            let found = self.triggers_at(t);
            t = found.first().map_or(t + 1, |longest| match longest.kind {
                Predicate::Noun => longest.tokens.end,
                _ => t + 1,
            });
            if !found.is_empty() {
                all.push(found);
            }
        }
        all
    }

    /// How many words of a set phrase begin here: "asked not to be named".
    fn idiom_at(&self, t: usize) -> usize {
        if self.upos(t) != Upos::Verb {
            return 0;
        }
        let rest = (t + 1..self.range.end).map(|t| self.norm(t));
        self.knowledge.idioms.longest(self.lemma(t), rest)
    }

    fn triggers_at(&self, t: usize) -> Vec<Trigger> {
        let frames = &self.knowledge.frames;
        // "UN-backed", but "pull-out"
        let after_hyphen =
            t > self.range.start && self.norm(t - 1) == "-" && self.upos(t) != Upos::Noun;
        if after_hyphen {
            // "test-fired"
            let whole = self.hyphenated(t).filter(|_| self.upos(t) == Upos::Verb);
            return whole.map_or_else(Vec::new, |verb| {
                self.collect(t, t, Predicate::Verb, frames.starting(Predicate::Verb, &verb))
            });
        }
        let attribute = matches!(self.relation(t), "amod" | "case" | "mark" | "compound" | "flat");
        if attribute {
            // "joint exercise", "air raid"
            return self.nouns_at(t);
        }
        if let Some(verb) = self.heading_verb(t) {
            return self.collect(t, t, Predicate::Verb, frames.starting(Predicate::Verb, verb));
        }
        match self.upos(t) {
            Upos::Verb => {
                self.collect(t, t, Predicate::Verb, frames.starting(Predicate::Verb, self.lemma(t)))
            }
            Upos::Aux => {
                let word = if self.lemma(t) == "be" { "be" } else { self.norm(t) };
                let node = self.head(t).unwrap_or(t);
                let entries = frames.starting(Predicate::Verb, word).iter();
                // "have refused": a mere auxiliary.
                let mere = matches!(self.lemma(t), "have" | "do");
                let entries = entries.filter(|entry| !mere || !entry.rest.is_empty());
                self.collect(t, node, Predicate::Verb, entries)
            }
            Upos::Adj => {
                let entries = frames.starting(Predicate::Adjective, self.norm(t));
                self.collect(t, t, Predicate::Adjective, entries)
            }
            Upos::Noun | Upos::Propn => self.nouns_at(t),
            _ => Vec::new(),
        }
    }

    /// "Israel Bombs Lebanon", where capitals make a noun of the verb: a noun
    /// with a subject but no "is".
    fn heading_verb(&self, t: usize) -> Option<&str> {
        let heading = matches!(self.upos(t), Upos::Noun | Upos::Propn)
            && self.token(t).is_capitalised(&self.document.text)
            && self.one(t, "nsubj").is_some()
            && self.one(t, "cop").is_none();
        let readings = self.knowledge.verbs.readings(self.norm(t));
        readings.first().filter(|_| heading).map(|reading| reading.lemma.as_str())
    }

    fn nouns_at(&self, t: usize) -> Vec<Trigger> {
        // "talks" is listed as such, "strike" as a lemma. Title case hides plurals.
        let norm = self.norm(t);
        let bare = norm.strip_suffix('s').unwrap_or(norm);
        let hyphenated = self.hyphenated(t);
        let mut forms: Vec<&str> = Vec::new();
        for form in match &hyphenated {
            Some(whole) => [whole.as_str(); 3],
            None => [norm, self.lemma(t), bare],
        } {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let month = self.knowledge.classes.has("time", norm)
            && self.token(t).is_capitalised(&self.document.text);
        if month {
            return Vec::new();
        }
        let frames = &self.knowledge.frames;
        let entries = forms.iter().flat_map(|form| frames.starting(Predicate::Noun, form));
        let mut found = self.collect(t, t, Predicate::Noun, entries);
        // "air raid" hangs on its last word.
        if let Some(head) = self.head(t).filter(|_| is_part(self.relation(t))) {
            found.retain(|trigger| trigger.tokens.end == head + 1);
        }
        for trigger in &mut found {
            trigger.node = trigger.tokens.end - 1;
        }
        // "drones attacked" is no "drone attack".
        found.retain(|trigger| {
            !is_part(self.relation(trigger.node)) && self.upos(trigger.node) != Upos::Verb
        });
        found
    }

    fn collect<'e>(
        &self,
        t: usize,
        node: usize,
        kind: Predicate,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Vec<Trigger> {
        let mut found: Vec<(usize, Rest, Trigger)> = Vec::new();
        for entry in entries {
            let Some(rest) = self.find_rest(t, kind, &entry.rest) else { continue };
            let same = found.iter_mut().find(|(n, r, _)| *n == entry.rest.len() && *r == rest);
            if let Some((_, _, trigger)) = same {
                trigger.frames.push(entry.frame);
                continue;
            }
            let (end, apart) = match rest {
                Rest::Follows(end) => (end, None),
                Rest::Parted => (t + 1, None),
                Rest::Apart(preposition) => (t + 1, Some(preposition)),
            };
            let frames = vec![entry.frame];
            found.push((
                entry.rest.len(),
                rest,
                Trigger { tokens: t..end, node, apart, kind, frames },
            ));
        }
        found.sort_by_key(|(words, ..)| std::cmp::Reverse(*words));
        let frames = &self.knowledge.frames.all;
        let mut triggers: Vec<Trigger> = found.into_iter().map(|(.., trigger)| trigger).collect();
        for trigger in &mut triggers {
            // Stable: among equals the order of types and files holds.
            trigger.frames.sort_by_key(|&f| std::cmp::Reverse(particular(&frames[f])));
            trigger.frames.dedup();
        }
        triggers
    }

    /// Where the words after the first stand.
    fn find_rest(&self, t: usize, kind: Predicate, rest: &[String]) -> Option<Rest> {
        if let Some(end) = self.follow(t + 1, rest) {
            return Some(Rest::Follows(end));
        }
        if kind != Predicate::Verb || self.upos(t) != Upos::Verb {
            return None;
        }
        let last = rest.last()?;
        let object = self.one(t, "obj");
        let particle =
            matches!(last.as_str(), "off" | "over" | "out" | "up" | "back" | "down" | "home")
                || last != "to" && self.knowledge.words.tag(last) != Some(Upos::Adp);
        if particle {
            if rest.len() == 1 && self.all(t, "compound:prt").any(|p| self.norm(p) == last) {
                return Some(Rest::Parted);
            }
            let ends = [self.phrase(object?).end, self.last(object?) + 1];
            let after = ends.into_iter().any(|end| self.follow(end, rest).is_some());
            return after.then_some(Rest::Parted);
        }
        // A preposition after an object governs that object's: "withdrew troops from".
        if rest.len() > 1 || object.is_some() {
            return None;
        }
        let after = self.all(t, "obl").filter(|&o| o > t && !self.is_time(o));
        let mut governed = after.filter_map(|o| self.case(o));
        governed.find(|&c| self.norm(c) == last).map(Rest::Apart)
    }

    /// Where the words `rest` end if they stand from `t` on; an adverb may
    /// come between.
    fn follow(&self, t: usize, rest: &[String]) -> Option<usize> {
        let mut t = t;
        for word in rest {
            if t < self.range.end && self.upos(t) == Upos::Adv && self.norm(t) != word {
                t += 1;
            }
            let token = (t < self.range.end).then(|| self.token(t))?;
            if token.norm != *word && token.lemma != *word {
                return None;
            }
            t += 1;
        }
        Some(t)
    }
}

/// Whether the word is part of a name or compound: not "attack" in "attack
/// helicopter".
fn is_part(relation: &str) -> bool {
    matches!(relation, "compound" | "flat" | "fixed" | "goeswith" | "amod")
}

/// How much a frame asks for.
fn particular(frame: &Frame) -> usize {
    2 * usize::from(!frame.object.is_empty())
        + 2 * usize::from(!frame.with.is_empty())
        + usize::from(frame.complement_required)
}
