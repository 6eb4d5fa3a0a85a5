//! Words that tell a step, in the tree of their sentence.

use crate::code::arguments::Arguments;
use crate::code::predicates::Trigger;
use crate::code::tree::Tree;
use crate::date::Told;
use crate::date::event::date_of;
use dateline_core::{ActorId, Event, Evidence, Span, Status, Step};
use dateline_knowledge::{Predicate, StepWord, Upos};

use super::Report;

/// How sure we are of a step that no event stands behind.
const CONFIDENCE: f32 = 0.6;

/// The version of the reading of steps, told in the evidence.
const VERSION: u32 = 1;

/// A step word with its arguments.
pub(super) struct Telling<'k> {
    pub word: &'k StepWord,
    pub trigger: Trigger,
    pub found: Arguments<'k>,
    pub status: Status,
}

impl Telling<'_> {
    /// Whether the step word is a noun: "ratification".
    pub fn is_noun(&self) -> bool {
        self.word.sort == Predicate::Noun
    }

    /// The tokens on which the agreement or the item may hang.
    pub fn objects(&self, tree: &Tree) -> Vec<usize> {
        let mut all = Vec::new();
        for slot in &self.word.object {
            match slot.as_str() {
                "object" => all.extend(&self.found.object),
                "second" => all.extend(&self.found.second),
                "subject" => all.extend(&self.found.subject),
                preposition => {
                    let after = self.found.oblique.iter();
                    let after = after.filter(|o| o.preposition == preposition && o.depth == 0);
                    all.extend(after.map(|o| o.token));
                }
            }
        }
        if self.is_noun() {
            // "arms sales", "the treaty's ratification"
            let before = tree.dependents(self.trigger.node).iter().copied();
            all.extend(before.filter(|&d| {
                tree.relation(d) == "compound" || tree.token(d).deprel == "nmod:poss"
            }));
        }
        let list: Vec<usize> = all.iter().flat_map(|&t| tree.joined(t)).collect();
        let mut once = Vec::new();
        for t in list.into_iter().map(|t| through(tree, t)) {
            if !once.contains(&t) {
                once.push(t);
            }
        }
        once
    }

    /// Whose deed it is.
    pub fn doers(&self, tree: &Tree) -> Vec<ActorId> {
        let told = tree.parties(&self.found.subject);
        if told.is_empty() && self.is_noun() {
            let nested = tree.nested(self.trigger.node).into_iter();
            return nested.filter_map(|m| tree.party(m)).collect();
        }
        told
    }

    /// The step on a ladder.
    pub fn step<G>(&self, stage: G, by: Option<ActorId>, report: &Report) -> Step<G, Span> {
        let span = report.document.span(self.trigger.tokens.clone());
        let event = report.event_at(span);
        let sentence = report.document.sentence_of(self.trigger.tokens.start);
        let (date, undated) = match event {
            Some(event) => (event.date.clone(), event.undated.clone()),
            None => {
                let told = Told { trigger: span, sentence, status: self.status };
                match date_of(report.times, &told, report.events) {
                    Ok(date) => (Some(date), None),
                    Err(undated) => (None, Some(undated)),
                }
            }
        };
        Step {
            stage,
            by,
            status: self.status,
            date,
            undated,
            claim: report.standing.claim(span),
            event: event.map(|e| e.id),
            evidence: Evidence {
                sentence,
                spans: vec![span],
                by: format!("step {} {VERSION}", report.document.tokens[self.trigger.node].lemma),
            },
            confidence: event.map_or(CONFIDENCE, |e| e.confidence),
        }
    }
}

impl Report<'_> {
    /// The event that stands on the same words.
    fn event_at(&self, span: Span) -> Option<&Event<Span>> {
        let sentence = self.events.partition_point(|e| e.evidence.sentence < self.sentence(span));
        let here = self.events[sentence..].iter();
        let mut here = here.take_while(|e| e.evidence.sentence == self.sentence(span));
        here.find(|e| e.evidence.spans.iter().any(|s| s.contains(span) || span.contains(*s)))
    }

    fn sentence(&self, span: Span) -> usize {
        self.document.sentences.partition_point(|s| s.span.end <= span.start)
    }
}

/// The tellings of a sentence, in order.
pub(super) fn tellings<'k>(tree: &Tree<'k>) -> Vec<Telling<'k>> {
    let mut all = Vec::new();
    for t in tree.range.clone() {
        let (lemma, norm) = (tree.lemma(t), tree.norm(t));
        let steps = &tree.knowledge.steps;
        let own: &[StepWord] = if norm == lemma { &[] } else { steps.of(norm) };
        for word in steps.of(lemma).iter().chain(own) {
            let Some(trigger) = trigger(tree, t, word) else { continue };
            let found = tree.arguments(&trigger);
            let mut status = tree.verdict(&trigger, &found).status;
            if word.sort == Predicate::Noun && is_open(tree, t) && status == Status::Occurred {
                status = Status::Possible;
            }
            all.push(Telling { word, trigger, found, status });
        }
    }
    all
}

/// How far before a noun "whether" makes it open.
const OPEN: usize = 4;

/// "whether through the provision of arms"
fn is_open(tree: &Tree, t: usize) -> bool {
    let from = t.saturating_sub(OPEN).max(tree.range.start);
    (from..t).any(|w| tree.norm(w) == "whether")
}

/// The words of an entry that begins at `t`.
fn trigger(tree: &Tree, t: usize, word: &StepWord) -> Option<Trigger> {
    let make = |tokens: std::ops::Range<usize>, node| Trigger {
        tokens,
        node,
        apart: None,
        kind: word.sort,
        frames: Vec::new(),
    };
    match word.sort {
        Predicate::Noun => matches!(tree.upos(t), Upos::Noun).then(|| make(t..t + 1, t)),
        _ if tree.lemma(t) == "be" => {
            // "is now in force": the noun is the predicate.
            let node = tree.head(t).filter(|_| tree.relation(t) == "cop")?;
            let case = tree.case(node)?;
            let told = [tree.norm(case), tree.norm(node)];
            (word.rest == told).then(|| make(node..node + 1, node))
        }
        _ => {
            if tree.upos(t) != Upos::Verb {
                return None;
            }
            let end = t + 1 + word.rest.len();
            let follows = end <= tree.range.end
                && word.rest.iter().zip(t + 1..).all(|(rest, at)| rest == tree.norm(at));
            let particle = || {
                let own = tree.one(t, "compound:prt").map(|p| tree.norm(p));
                word.rest.len() == 1 && own == Some(word.rest[0].as_str())
            };
            match follows {
                true => Some(make(t..end, t)),
                false => particle().then(|| make(t..t + 1, t)),
            }
        }
    }
}

/// What a part is part of: "a shipment of missiles", "the text of the treaty".
fn through(tree: &Tree, t: usize) -> usize {
    let classes = &tree.knowledge.classes;
    let is_part = |t: usize| {
        classes.has("part", tree.lemma(t))
            || classes.has("version", tree.lemma(t))
            || matches!(tree.upos(t), Upos::Num | Upos::Sym)
    };
    let mut at = t;
    for _ in 0..3 {
        if !is_part(at) || classes.has("agreement", tree.lemma(at)) && tree.lemma(at) != "deal" {
            break;
        }
        let of = |&d: &usize| {
            tree.case(d).is_some_and(|c| matches!(tree.norm(c), "of" | "in" | "worth"))
        };
        match tree.all(at, "nmod").find(of) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}
