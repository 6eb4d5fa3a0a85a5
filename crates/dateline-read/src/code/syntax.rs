//! What can be seen of a sentence's structure without a parser: noun phrases
//! and the words that go with a verb. The dependency model takes its place.

use crate::resolve::Actors;
use dateline_annotate::{Document, Token};
use dateline_core::ActorId;
use dateline_knowledge::{CueKind, Knowledge, Upos, VerbForm};
use std::ops::Range;

/// One sentence with everything needed to read it.
pub(super) struct Syntax<'a> {
    pub document: &'a Document,
    pub actors: &'a Actors,
    pub knowledge: &'a Knowledge,
    /// The sentence's tokens.
    pub range: Range<usize>,
    /// Noun phrases that lie in no other, in order.
    pub phrases: Vec<Phrase>,
}

/// A noun phrase, without what follows its head.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub tokens: Range<usize>,
    pub head: usize,
    /// The mention of the whole phrase.
    pub mention: usize,
    /// Mentions within it: possessors.
    pub nested: Vec<usize>,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The first auxiliary, adverb or "to".
    pub start: usize,
    pub infinitive: bool,
    pub passive: bool,
    pub progressive: bool,
    /// Whether anything but adverbs stands before the verb.
    pub finite: bool,
}

impl<'a> Syntax<'a> {
    pub fn new(
        document: &'a Document,
        sentence: usize,
        actors: &'a Actors,
        knowledge: &'a Knowledge,
    ) -> Self {
        let range = document.sentences[sentence].tokens.clone();
        let phrases = phrases(document, range.clone());
        Self { document, actors, knowledge, range, phrases }
    }

    pub fn token(&self, t: usize) -> &'a Token {
        &self.document.tokens[t]
    }

    pub fn norm(&self, t: usize) -> &'a str {
        &self.document.tokens[t].norm
    }

    pub fn upos(&self, t: usize) -> Upos {
        self.document.tokens[t].upos
    }

    /// The token before `t` in this sentence.
    pub fn before(&self, t: usize) -> Option<usize> {
        (t > self.range.start).then(|| t - 1)
    }

    /// The phrase that holds token `t`.
    pub fn phrase_at(&self, t: usize) -> Option<usize> {
        let i = self.phrases.partition_point(|p| p.tokens.end <= t);
        self.phrases.get(i).filter(|p| p.tokens.contains(&t)).map(|_| i)
    }

    /// The last phrase that ends at or before token `t`.
    pub fn phrase_before(&self, t: usize) -> Option<usize> {
        self.phrases.partition_point(|p| p.tokens.end <= t).checked_sub(1)
    }

    /// Whether a phrase tells a time: "last week".
    pub fn is_time(&self, phrase: usize) -> bool {
        let head = self.token(self.phrases[phrase].head);
        self.knowledge.classes.has("time", &head.lemma)
            || self.knowledge.classes.has("time", &head.norm)
            || head.upos == Upos::Num
    }

    /// The preposition that governs a phrase.
    pub fn preposition(&self, phrase: usize) -> Option<usize> {
        let mut t = self.before(self.phrases[phrase].tokens.start)?;
        while matches!(self.upos(t), Upos::Adv | Upos::Num) {
            t = self.before(t)?;
        }
        // "thousands of students": a number governs nothing.
        let number =
            self.norm(t) == "of" && self.before(t).is_some_and(|n| self.upos(n) == Upos::Num);
        (self.upos(t) == Upos::Adp && !number).then_some(t)
    }

    /// The verb at `v` with its auxiliaries, adverbs and "to".
    pub fn group(&self, v: usize) -> Group {
        let mut group = Group {
            start: v,
            infinitive: false,
            passive: false,
            progressive: false,
            finite: !matches!(self.token(v).verb_form, Some(VerbForm::Ing)),
        };
        let form = self.token(v).verb_form;
        let mut nearest = true;
        while let Some(t) = self.before(group.start) {
            match self.upos(t) {
                Upos::Aux => {
                    if nearest && is_be(self.norm(t)) {
                        group.progressive = form == Some(VerbForm::Ing);
                        group.passive = !group.progressive && form.is_some();
                    }
                    nearest = false;
                    group.finite = true;
                }
                Upos::Part if self.norm(t) == "to" => {
                    group.infinitive = true;
                    group.start = t;
                    break;
                }
                Upos::Part if self.norm(t) != "'s" && self.norm(t) != "'" => {}
                Upos::Adv => {}
                _ => break,
            }
            group.start = t;
        }
        // Adverbs alone do not belong to the verb: "The army also attacked".
        if group.finite && form.is_some() && !group.passive && !group.infinitive {
            group.passive = self.is_reduced_passive(v, group.start);
        }
        group
    }

    /// "ratified by", right after a noun and without an auxiliary.
    fn is_reduced_passive(&self, v: usize, start: usize) -> bool {
        let past = matches!(self.token(v).verb_form, Some(VerbForm::Past | VerbForm::Participle));
        let by = v + 1 < self.range.end && self.norm(v + 1) == "by";
        let bare = (start..v).all(|t| self.upos(t) != Upos::Aux);
        past && by && bare
    }

    /// The next verb to the left of `t` in this sentence.
    pub fn verb_before(&self, t: usize) -> Option<usize> {
        (self.range.start..t).rev().find(|&v| self.upos(v) == Upos::Verb)
    }

    /// The word that governs the infinitive whose "to" stands at `to`.
    pub fn governor(&self, to: usize) -> Option<usize> {
        let mut t = self.before(to)?;
        let mut skipped = 0;
        loop {
            match self.upos(t) {
                Upos::Verb => return Some(t),
                Upos::Adj if skipped == 0 => return Some(t),
                Upos::Noun | Upos::Propn
                    if skipped == 0 && self.cue(CueKind::Noun, t).is_some() =>
                {
                    return Some(t);
                }
                Upos::Punct if self.norm(t) != "," && !is_quote(self.norm(t)) => return None,
                Upos::Sconj => return None,
                _ => {}
            }
            skipped += 1;
            t = self.before(t)?;
        }
    }

    /// The actor of a mention, if it can be a party of an event: of a known
    /// country or sector.
    pub fn party(&self, mention: usize) -> Option<ActorId> {
        let id = self.actors.of_mention(mention)?;
        let actor = self.actors.get(id);
        (actor.country.is_some() || !actor.sectors.is_empty()).then_some(id)
    }

    /// Whether two phrases are joined by "and" or are members of a list.
    fn is_joined(&self, left: usize, right: usize) -> bool {
        let gap = self.phrases[left].tokens.end..self.phrases[right].tokens.start;
        gap.len() <= 2
            && !gap.is_empty()
            && gap.clone().all(|t| {
                self.upos(t) == Upos::Cconj && self.norm(t) != "but" || self.norm(t) == ","
            })
            && (gap.clone().any(|t| self.upos(t) == Upos::Cconj) || self.list_goes_on(right))
    }

    /// Whether the list that holds phrase `p` comes to an "and".
    fn list_goes_on(&self, p: usize) -> bool {
        for next in p + 1..self.phrases.len().min(p + 8) {
            let gap = self.phrases[next - 1].tokens.end..self.phrases[next].tokens.start;
            if gap.is_empty() || gap.len() > 2 {
                return false;
            }
            if gap.clone().any(|t| self.upos(t) == Upos::Cconj) {
                return true;
            }
            if !gap.clone().all(|t| self.norm(t) == ",") {
                return false;
            }
        }
        false
    }

    /// A phrase with those joined to it on the left.
    pub fn with_left(&self, phrase: usize) -> Vec<usize> {
        let mut all = vec![phrase];
        let mut p = phrase;
        while p > 0 && self.is_joined(p - 1, p) {
            p -= 1;
            all.insert(0, p);
        }
        all
    }

    /// A phrase with those joined to it on the right.
    pub fn with_right(&self, phrase: usize) -> Vec<usize> {
        let mut all = vec![phrase];
        let mut p = phrase;
        while p + 1 < self.phrases.len() && self.is_joined(p, p + 1) {
            p += 1;
            all.push(p);
        }
        all
    }
}

fn phrases(document: &Document, range: Range<usize>) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for m in document.mentions_in(range) {
        let mention = &document.mentions[m];
        // Of mentions that start together the longest comes last.
        while let Some(last) = phrases.last() {
            let inside =
                mention.tokens.start <= last.tokens.start && last.tokens.end <= mention.tokens.end;
            if !inside {
                break;
            }
            waiting.push(last.mention);
            waiting.extend(&last.nested);
            phrases.pop();
        }
        if let Some(last) = phrases.last_mut()
            && mention.tokens.end <= last.tokens.end
        {
            last.nested.push(m);
            continue;
        }
        phrases.push(Phrase {
            tokens: mention.tokens.clone(),
            head: mention.head,
            mention: m,
            nested: std::mem::take(&mut waiting),
        });
    }
    phrases
}

pub(super) fn is_be(norm: &str) -> bool {
    matches!(
        norm,
        "be" | "am" | "is" | "are" | "was" | "were" | "been" | "being" | "'s" | "'re" | "'m"
    )
}

pub(super) fn is_quote(norm: &str) -> bool {
    matches!(norm, "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''" | "«" | "»")
}
