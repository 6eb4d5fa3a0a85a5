//! Predicates in a sentence: words that a frame knows.

use super::syntax::Syntax;
use dateline_knowledge::{Entry, Frame, Predicate, Upos};
use std::ops::Range;

/// A predicate, with the frames that know it.
#[derive(Debug, Clone)]
pub(super) struct Trigger {
    /// Its words: the verb with its particles, or the noun.
    pub tokens: Range<usize>,
    pub kind: Predicate,
    /// Places of the frames, the most particular first.
    pub frames: Vec<usize>,
}

impl Syntax<'_> {
    /// The predicates of the sentence, in order; one token may open several
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
        let token = self.token(t);
        if token.upos != Upos::Verb {
            return 0;
        }
        let rest = (t + 1..self.range.end).map(|t| self.norm(t));
        self.knowledge.idioms.longest(&token.lemma, rest)
    }

    fn triggers_at(&self, t: usize) -> Vec<Trigger> {
        let token = self.token(t);
        let frames = &self.knowledge.frames;
        // "their alleged role", "UN-backed": no predicates.
        let attributive = token.upos == Upos::Verb && self.phrase_at(t).is_some();
        if attributive || self.before(t).is_some_and(|b| self.norm(b) == "-") {
            return Vec::new();
        }
        let (kind, entries) = match token.upos {
            Upos::Verb => (Predicate::Verb, frames.starting(Predicate::Verb, &token.lemma)),
            Upos::Aux => {
                let lemma = if super::syntax::is_be(&token.norm) { "be" } else { &token.norm };
                (Predicate::Verb, frames.starting(Predicate::Verb, lemma))
            }
            Upos::Adj => (Predicate::Adjective, frames.starting(Predicate::Adjective, &token.norm)),
            Upos::Noun | Upos::Propn => return self.nouns_at(t),
            _ => return Vec::new(),
        };
        self.collect(t, kind, entries.iter())
    }

    fn nouns_at(&self, t: usize) -> Vec<Trigger> {
        let token = self.token(t);
        // "talks" is listed as such, "strike" as a lemma; two-word terms begin
        // with an adjective or noun. Title case hides plurals.
        let bare = token.norm.strip_suffix('s').unwrap_or(&token.norm);
        let mut forms = vec![token.norm.as_str()];
        for form in [token.lemma.as_str(), bare] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let frames = &self.knowledge.frames;
        let entries = forms.iter().flat_map(|form| frames.starting(Predicate::Noun, form));
        let mut found = self.collect(t, Predicate::Noun, entries);
        // Only the head of a phrase is a predicate: not "attack" in "attack helicopter".
        found.retain(|trigger| {
            let last = trigger.tokens.end - 1;
            let month = self.knowledge.classes.has("time", self.norm(last))
                && self.token(last).is_capitalised(&self.document.text);
            !month && self.phrase_at(last).is_some_and(|p| self.phrases[p].head == last)
        });
        found
    }

    fn collect<'e>(
        &self,
        t: usize,
        kind: Predicate,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Vec<Trigger> {
        let mut found: Vec<Trigger> = Vec::new();
        let mut parted: Vec<usize> = Vec::new();
        for entry in entries {
            let Some(end) = self.follow(t + 1, &entry.rest) else {
                if kind == Predicate::Verb && self.follows_object(t + 1, &entry.rest) {
                    parted.push(entry.frame);
                }
                continue;
            };
            match found.iter_mut().find(|f| f.tokens.end == end) {
                Some(same) => same.frames.push(entry.frame),
                None => found.push(Trigger { tokens: t..end, kind, frames: vec![entry.frame] }),
            }
        }
        found.sort_by_key(|f| std::cmp::Reverse(f.tokens.end));
        let frames = &self.knowledge.frames.all;
        for trigger in &mut found {
            // Stable: among equals the order of types and files holds.
            trigger.frames.sort_by_key(|&f| std::cmp::Reverse(particular(&frames[f])));
            trigger.frames.dedup();
        }
        if !parted.is_empty() {
            found.insert(0, Trigger { tokens: t..t + 1, kind, frames: parted });
        }
        found
    }

    /// "found him guilty", "put the army on alert": the words stand after the object.
    fn follows_object(&self, t: usize, rest: &[String]) -> bool {
        // A preposition has an object of its own: "withdrew its troops from".
        let particle = |w: &String| {
            matches!(w.as_str(), "off" | "over" | "out" | "up" | "back" | "down" | "home")
                || self.knowledge.words.tag(w) != Some(Upos::Adp)
        };
        if !rest.last().is_some_and(particle) {
            return false;
        }
        let object = self.phrase_at(t).filter(|&p| self.phrases[p].tokens.start == t);
        let Some(object) = object else { return false };
        let last = self.with_right(object).last().copied().unwrap_or(object);
        let end = self.phrases[last].tokens.end;
        self.follow(end, rest).is_some()
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

/// How much a frame asks for.
fn particular(frame: &Frame) -> usize {
    2 * usize::from(!frame.object.is_empty() || !frame.with.is_empty())
        + usize::from(frame.complement_required)
}
