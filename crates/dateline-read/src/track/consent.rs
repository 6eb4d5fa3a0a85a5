//! Consent that an agreement still waits for: "needs the approval of the
//! parliament", "Cuba's consent is a critical component".

use super::words::Telling;
use super::{Report, parties};
use crate::code::predicates::Trigger;
use crate::code::tree::Tree;
use dateline_core::{ActorId, Agreement, AgreementStage, Span, Status};
use dateline_knowledge::{Predicate, Rung, StepWord, Upos};

/// Notes consent told as a condition on the agreement last spoken of.
pub(super) fn note(all: &mut [Agreement<Span>], tree: &Tree, report: &Report) {
    for t in tree.range.clone() {
        if tree.upos(t) != Upos::Noun || !tree.knowledge.classes.has("consent", tree.lemma(t)) {
            continue;
        }
        let trigger = Trigger {
            tokens: t..t + 1,
            node: t,
            apart: None,
            kind: Predicate::Noun,
            frames: Vec::new(),
        };
        let found = tree.arguments(&trigger);
        let giver = giver(tree, t);
        let (Some(by), true) = (giver, is_condition(tree, t)) else { continue };
        let country = |id: ActorId| report.actors.get(id).country;
        let own = |a: &&mut Agreement<Span>| {
            a.parties.iter().any(|&p| p == by || country(by).is_some() && country(p) == country(by))
        };
        let Some(agreement) = all.iter_mut().rev().take(4).find(own) else { continue };
        let ratifies = tree.lemma(t) == "ratification";
        let stage = if ratifies { AgreementStage::Ratified } else { AgreementStage::Approved };
        let word = StepWord {
            rung: Rung::Agreement(stage),
            sort: Predicate::Noun,
            rest: Vec::new(),
            object: Vec::new(),
            by_recipient: false,
            governs: false,
        };
        let told = Telling { word: &word, trigger, found, status: Status::Possible };
        let mut step = told.step(stage, Some(by), report);
        step.evidence.by = step.evidence.by.replacen("step", "condition", 1);
        // Told already as a step: it is the condition that counts.
        let same =
            |s: &dateline_core::Step<AgreementStage, Span>| s.evidence.spans == step.evidence.spans;
        agreement.steps.retain(|s| !same(s));
        agreement.steps.push(step);
        let state = parties::states(report.actors, &[by]);
        if agreement.parties.len() < 2 {
            agreement.parties.extend(state.into_iter().filter(|s| *s != by).take(1));
        }
    }
}

/// Whose consent it is.
fn giver(tree: &Tree, t: usize) -> Option<ActorId> {
    let after = tree.all(t, "nmod").filter(|&d| {
        tree.token(d).deprel == "nmod:poss"
            || tree.case(d).is_some_and(|c| matches!(tree.norm(c), "of" | "by" | "from"))
    });
    let told = after.flat_map(|d| tree.parties(&[d])).next();
    told.or_else(|| tree.nested(t).into_iter().find_map(|m| tree.party(m)))
}

/// Whether the consent is told as a condition.
fn is_condition(tree: &Tree, t: usize) -> bool {
    let condition = |w: usize| tree.knowledge.classes.has("condition", tree.lemma(w));
    let Some(g) = tree.head(t) else { return false };
    let object = matches!(tree.relation(t), "obj" | "obl" | "nsubj");
    let subject_of_need = tree.relation(t) == "nsubj"
        && (condition(g) || tree.dependents(g).iter().any(|&d| condition(d)))
        && (tree.one(g, "cop").is_some() || tree.upos(g) == Upos::Verb);
    subject_of_need || object && tree.relation(t) != "nsubj" && condition(g)
}
