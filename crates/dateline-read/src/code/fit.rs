//! Whether a frame's conditions hold: its object, its other words, its actors.

use super::arguments::Arguments;
use super::syntax::Syntax;
use super::triggers::Trigger;
use dateline_core::{ActorId, ActorKind, Sector};
use dateline_knowledge::{Frame, Predicate, Upos};

/// A word of an object.
#[derive(Debug, Clone, Copy)]
struct Word {
    token: usize,
    /// Whether it can stand for the whole: `@class` asks for heads, so that
    /// "military ties" are no troops; `~class` and plain words fit anywhere.
    head: bool,
}

impl Syntax<'_> {
    /// Whether the object, and what else the frame asks for, is there.
    pub fn fits(&self, frame: &Frame, trigger: &Trigger, found: &Arguments) -> bool {
        let mut objects: Vec<Word> = Vec::new();
        for &p in found.object.iter().chain(&found.second) {
            self.own_words(p, &mut objects);
            if let Some(part) = self.part_of(p) {
                self.own_words(part, &mut objects);
            }
        }
        match trigger.kind {
            // "troop withdrawal"
            Predicate::Noun => {
                if let Some(own) = found.own {
                    let before = self.phrases[own].tokens.start..trigger.tokens.start;
                    objects.extend(before.map(|token| Word { token, head: true }));
                }
            }
            _ if objects.is_empty() => self.sum(trigger, found, &mut objects),
            _ => {}
        }
        if !frame.object.is_empty() && !frame.object.iter().any(|w| self.has(w, &objects)) {
            return false;
        }
        let mut own: Vec<Word> = Vec::new();
        for &p in &found.object {
            self.own_words(p, &mut own);
        }
        if frame.not_object.iter().any(|w| self.has(w, &own)) {
            return false;
        }
        if frame.with.is_empty() {
            return true;
        }
        let governed = found.oblique.iter().filter(|(preposition, _)| preposition != "of");
        let with: Vec<Word> = governed
            .flat_map(|(_, p)| self.phrases[*p].tokens.clone())
            .map(|token| Word { token, head: true })
            .collect();
        frame.with.iter().any(|w| self.has(w, &with))
    }

    fn has(&self, word: &str, words: &[Word]) -> bool {
        words.iter().any(|w| {
            let token = self.token(w.token);
            let in_class = |class: &str| {
                let classes = &self.knowledge.classes;
                classes.has(class, &token.lemma) || classes.has(class, &token.norm)
            };
            match word.split_at_checked(1) {
                Some(("@", class)) => w.head && in_class(class),
                Some(("~", class)) => in_class(class),
                _ => token.lemma == word || token.norm == word,
            }
        })
    }

    /// "$2 million in aid": a sum is no phrase.
    fn sum(&self, trigger: &Trigger, found: &Arguments, words: &mut Vec<Word>) {
        use Upos::{Adj, Adv, Det, Noun, Num, Sym};
        let rest = trigger.tokens.end..self.range.end;
        let sum = rest.take_while(|&t| matches!(self.upos(t), Num | Sym | Adj | Adv | Det | Noun));
        words.extend(sum.map(|token| Word { token, head: true }));
        let part = found.oblique.first().filter(|(p, _)| matches!(p.as_str(), "of" | "in"));
        if let Some((_, p)) = part.filter(|_| !words.is_empty()) {
            self.own_words(*p, words);
        }
    }

    /// The words of a phrase without its possessor: a president is no object of
    /// "welcomed the president's decision".
    fn own_words(&self, p: usize, words: &mut Vec<Word>) {
        let phrase = &self.phrases[p];
        let nested = phrase.nested.iter().map(|&m| self.document.mentions[m].tokens.end);
        let from = nested.max().unwrap_or(phrase.tokens.start);
        let own = from..phrase.tokens.end;
        words.extend(own.map(|token| Word { token, head: token == phrase.head }));
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
