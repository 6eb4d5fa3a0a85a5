//! Predicates in a sentence: words that a frame knows.

use super::arguments::Arguments;
use super::syntax::Syntax;
use dateline_annotate::Token;
use dateline_core::{ActorId, ActorKind, Sector};
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

    /// Whether the object, and what else the frame asks for, is there.
    pub fn fits(&self, frame: &Frame, trigger: &Trigger, found: &Arguments) -> bool {
        let mut objects: Vec<&Token> = Vec::new();
        for &p in found.object.iter().chain(&found.second) {
            objects.extend(self.own_words(p));
            if let Some(part) = self.part_of(p) {
                objects.extend(self.own_words(part));
            }
        }
        if trigger.kind == Predicate::Noun
            && let Some(own) = found.own
        {
            let from = self.phrases[own].tokens.start;
            objects.extend(&self.document.tokens[from..trigger.tokens.start]);
        }
        // "$2 million in aid": a sum is no phrase.
        if objects.is_empty() && trigger.kind == Predicate::Verb {
            let rest = &self.document.tokens[trigger.tokens.end..self.range.end];
            let sum = rest.iter().take_while(|t| {
                matches!(
                    t.upos,
                    Upos::Num | Upos::Sym | Upos::Adj | Upos::Adv | Upos::Det | Upos::Noun
                )
            });
            objects.extend(sum);
            let part = found.oblique.first().filter(|(p, _)| matches!(p.as_str(), "of" | "in"));
            if let Some((_, p)) = part.filter(|_| !objects.is_empty()) {
                objects.extend(self.own_words(*p));
            }
        }
        let has = |word: &String, tokens: &[&Token]| tokens.iter().any(|t| self.is(t, word));
        if !frame.object.is_empty() && !frame.object.iter().any(|w| has(w, &objects)) {
            return false;
        }
        let own: Vec<&Token> = found.object.iter().flat_map(|&p| self.own_words(p)).collect();
        if frame.not_object.iter().any(|w| has(w, &own)) {
            return false;
        }
        if !frame.with.is_empty() {
            let oblique: Vec<&Token> = found
                .oblique
                .iter()
                .filter(|(p, _)| p != "of")
                .flat_map(|(_, p)| &self.document.tokens[self.phrases[*p].tokens.clone()])
                .collect();
            return frame.with.iter().any(|w| has(w, &oblique));
        }
        true
    }

    /// The words of a phrase without its possessor: a president is no object of
    /// "welcomed the president's decision".
    fn own_words(&self, p: usize) -> &[Token] {
        let phrase = &self.phrases[p];
        let nested = phrase.nested.iter().map(|&m| self.document.mentions[m].tokens.end);
        let from = nested.max().unwrap_or(phrase.tokens.start);
        &self.document.tokens[from..phrase.tokens.end]
    }

    /// "a series of strikes", "dozens of prisoners": what the phrase consists of.
    fn part_of(&self, p: usize) -> Option<usize> {
        let end = self.phrases[p].tokens.end;
        let head = self.token(self.phrases[p].head);
        if head.upos != Upos::Num && !self.knowledge.classes.has("part", &head.lemma) {
            return None;
        }
        let next = self.phrases.get(p + 1)?;
        (end < self.range.end && self.norm(end) == "of" && next.tokens.start == end + 1)
            .then_some(p + 1)
    }

    fn is(&self, token: &Token, word: &str) -> bool {
        match word.strip_prefix('@') {
            Some(class) => {
                self.knowledge.classes.has(class, &token.lemma)
                    || self.knowledge.classes.has(class, &token.norm)
            }
            None => token.lemma == word || token.norm == word,
        }
    }

    /// Whether the actors are of the sectors that a frame asks for.
    pub fn sectors_fit(&self, frame: &Frame, actors: &[ActorId]) -> bool {
        // A state acts by its government and forces.
        let own = |id: ActorId| {
            let actor = self.actors.get(id);
            let state = actor.kind == ActorKind::Country && actor.sectors.is_empty();
            if state { &[Sector::Gov, Sector::Mil][..] } else { &actor.sectors[..] }
        };
        let of =
            |sectors: &[Sector]| actors.iter().any(|&a| own(a).iter().any(|s| sectors.contains(s)));
        (frame.sectors.is_empty() || of(&frame.sectors)) && !of(&frame.sectors_not)
    }
}

/// How much a frame asks for.
fn particular(frame: &Frame) -> usize {
    2 * usize::from(!frame.object.is_empty() || !frame.with.is_empty())
        + usize::from(frame.complement_required)
}
