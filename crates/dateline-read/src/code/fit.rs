//! Whether a frame's conditions hold: its object, its other words, its actors.

use super::arguments::Arguments;
use super::predicates::Trigger;
use super::tree::Tree;
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

impl Tree<'_> {
    /// Whether the object, and what else the frame asks for, is there.
    pub fn fits(&self, frame: &Frame, trigger: &Trigger, found: &Arguments) -> bool {
        let mut own: Vec<Word> = Vec::new();
        for &t in &found.object {
            self.own_words(t, &mut own);
        }
        if frame.not_object.iter().any(|w| self.has(w, &own)) {
            return false;
        }
        for &t in &found.second {
            self.own_words(t, &mut own);
        }
        for &t in found.object.iter().chain(&found.second) {
            for part in self.parts_of(t) {
                self.own_words(part, &mut own);
            }
        }
        if trigger.kind == Predicate::Noun {
            // "troop withdrawal"
            let before = self.phrase(trigger.node).start..trigger.tokens.start;
            own.extend(before.map(|token| Word { token, head: true }));
        }
        if !frame.object.is_empty() && !frame.object.iter().any(|w| self.has(w, &own)) {
            return false;
        }
        if frame.with.is_empty() {
            return true;
        }
        let governed = found.oblique.iter().filter(|o| o.preposition != "of");
        // "participate in": its object stands after a preposition too.
        let own =
            found.object.iter().filter(|_| trigger.tokens.len() > 1 || trigger.apart.is_some());
        let tokens = governed.map(|o| o.token).chain(own.copied());
        let phrases = tokens.flat_map(|t| [vec![t], self.parts_of(t)].concat());
        let with: Vec<Word> =
            phrases.flat_map(|t| self.phrase(t)).map(|token| Word { token, head: true }).collect();
        frame.with.iter().any(|w| self.has(w, &with))
    }

    fn has(&self, word: &str, words: &[Word]) -> bool {
        words.iter().any(|w| {
            let token = self.token(w.token);
            let whole = self.hyphenated(w.token);
            let in_class = |class: &str| {
                let classes = &self.knowledge.classes;
                classes.has(class, &token.lemma)
                    || classes.has(class, &token.norm)
                    || whole.as_ref().is_some_and(|whole| classes.has(class, whole))
            };
            match word.split_at_checked(1) {
                Some(("@", class)) => w.head && in_class(class),
                Some(("~", class)) => in_class(class),
                _ => token.lemma == word || token.norm == word || whole.as_deref() == Some(word),
            }
        })
    }

    /// The words of the phrase at `t` after its possessor.
    fn own_words(&self, t: usize, words: &mut Vec<Word>) {
        let phrase = self.phrase(t);
        let nested = self.nested(t);
        let from = nested.iter().map(|&m| self.document.mentions[m].tokens.end).max();
        let own = from.unwrap_or(phrase.start)..phrase.end;
        words.extend(own.map(|token| Word { token, head: token == t || token + 1 == phrase.end }));
        if self.mention(t).is_none() {
            // "$2 million": a sum is no mention.
            let sum = self.dependents(t).iter().filter(|&&d| self.upos(d) == Upos::Num);
            words.extend(sum.map(|&token| Word { token, head: true }));
        }
    }

    /// "a series of strikes", "$2 million in aid": what the phrase consists of.
    fn parts_of(&self, t: usize) -> Vec<usize> {
        let classes = &self.knowledge.classes;
        let sum = !matches!(self.upos(t), Upos::Noun | Upos::Propn)
            || self.dependents(t).iter().any(|&d| self.upos(d) == Upos::Sym);
        if !sum && !classes.has("part", self.lemma(t)) {
            return Vec::new();
        }
        let parts = self.all(t, "nmod").filter(|&d| {
            self.case(d).is_some_and(|c| self.norm(c) == "of" || sum && self.norm(c) == "in")
        });
        parts.flat_map(|d| self.joined(d)).collect()
    }

    /// Whether the actors are of the sectors that a frame asks for.
    pub fn sectors_fit(&self, frame: &Frame, actors: &[ActorId]) -> bool {
        // A state acts by its government and forces.
        let own = |id: ActorId| {
            let actor = self.actors.get(id);
            let state = actor.kind == ActorKind::Country && actor.sectors.is_empty();
            // "Young Algerians": citizens.
            let people = actor.kind == ActorKind::Group && actor.sectors.is_empty();
            match &actor.sectors[..] {
                [] if state => &[Sector::Gov, Sector::Mil][..],
                [] if people && actor.country.is_some() => &[Sector::Cvl],
                told => told,
            }
        };
        let of =
            |sectors: &[Sector]| actors.iter().any(|&a| own(a).iter().any(|s| sectors.contains(s)));
        (frame.sectors.is_empty() || of(&frame.sectors)) && !of(&frame.sectors_not)
    }
}
