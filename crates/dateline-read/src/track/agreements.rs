//! Treaties, pacts, deals: who took which step.

use super::words::Telling;
use super::{Report, parties, take};
use crate::code::contexts_of;
use crate::code::tree::Tree;
use dateline_annotate::Document;
use dateline_core::{
    ActorId, ActorKind, Agreement, AgreementId, AgreementStage, Context, Span, Step,
};
use dateline_knowledge::{Knowledge, Rung, Upos};

/// How many of the latest agreements a step is compared with.
const MAX_LOOK: usize = 20;

/// How an agreement is spoken of.
struct Words {
    /// Its name as it is worded here; none for "it".
    name: Option<String>,
    /// The noun: "treaty".
    noun: String,
    /// What tells it from others: "water", "Black Sea".
    marks: Vec<String>,
    /// "a treaty": one not spoken of before.
    is_new: bool,
}

/// Puts the step that `telling` tells on its agreement's ladder, if it is one.
pub(super) fn climb(
    all: &mut Vec<Agreement<Span>>,
    tree: &Tree,
    telling: &Telling,
    report: &Report,
) {
    let Rung::Agreement(stage) = telling.word.rung else { return };
    for t in telling.objects(tree) {
        let Some(words) = words(tree, t) else { continue };
        let doers = telling.doers(tree);
        let named = parties::named(tree, t);
        let bound = parties::bound(tree, telling, stage, &named, &doers);
        let bound = parties::states(report.actors, &bound);
        if is_repeated(all, telling, report) {
            return;
        }
        let sentence = report.document.sentence_of(t);
        let known = known(all, &words, &bound, sentence, report);
        let at = match known {
            Some(at) => at,
            None if words.name.is_none() => continue,
            None if !is_public(&words, &bound, report) => continue,
            None => {
                all.push(Agreement {
                    id: AgreementId::at(all.len()),
                    name: words.name.clone().unwrap_or_default(),
                    parties: Vec::new(),
                    subjects: contexts_of(tree.document, tree.range.clone(), report.knowledge),
                    steps: Vec::new(),
                });
                all.len() - 1
            }
        };
        let agreement = &mut all[at];
        join(agreement, &words, &bound, named.len(), subjects(tree, t, report.knowledge));
        for step in steps(stage, telling, &doers, report) {
            take(&mut agreement.steps, step);
        }
        return;
    }
}

/// Each party's own deed is its own step; what is done together is one.
fn steps(
    stage: AgreementStage,
    telling: &Telling,
    doers: &[ActorId],
    report: &Report,
) -> Vec<Step<AgreementStage, Span>> {
    use AgreementStage::{Approved, Ended, InForce, Ratified, Rejected, Suspended};
    let apart = matches!(stage, Approved | Ratified | Suspended | Ended | Rejected);
    match doers {
        // "The treaty lapsed": nobody's deed.
        _ if telling.word.object.iter().any(|o| o == "subject") || stage == InForce => {
            vec![telling.step(stage, None, report)]
        }
        [_, _, ..] if apart => {
            doers.iter().map(|&by| telling.step(stage, Some(by), report)).collect()
        }
        [only] => vec![telling.step(stage, Some(*only), report)],
        _ => vec![telling.step(stage, None, report)],
    }
}

/// Two entries of the table may know the same word.
fn is_repeated(all: &[Agreement<Span>], telling: &Telling, report: &Report) -> bool {
    let span = report.document.span(telling.trigger.tokens.clone());
    let mut steps = all.iter().flat_map(|a| a.steps.iter().rev().take(4));
    steps
        .any(|s| s.evidence.spans.iter().any(|known| known.contains(span) || span.contains(*known)))
}

/// How the phrase at `t` speaks of an agreement, if it does.
fn words(tree: &Tree, t: usize) -> Option<Words> {
    let classes = &tree.knowledge.classes;
    if tree.norm(t) == "it" {
        return Some(Words { name: None, noun: String::new(), marks: Vec::new(), is_new: false });
    }
    // The head of a name may stand last: "the Treaty", "Black Sea Grain Initiative".
    let is_agreement = |t: usize| {
        matches!(tree.upos(t), Upos::Noun | Upos::Propn)
            && (classes.has("agreement", tree.lemma(t))
                || classes.has("agreement", tree.norm(t).trim_end_matches('s'))
                || tree.hyphenated(t).is_some_and(|w| classes.has("agreement", &w)))
    };
    let phrase = tree.phrase(t);
    let initiative = |t: usize| {
        tree.norm(t) == "initiative" && tree.upos(t - 1) == Upos::Propn && t > phrase.start
    };
    let head = if is_agreement(t) {
        t
    } else {
        let last = phrase.end.checked_sub(1).filter(|&last| tree.range.contains(&last))?;
        let part = tree.token(last).head == Some(t) || tree.token(t).head == Some(last);
        (last >= t && (is_agreement(last) && part || initiative(last))).then_some(last)?
    };
    let tokens = phrase.start.min(t)..phrase.end.max(head + 1);
    let name = wording(tree.document, tree.document.span(tokens.clone()));
    let marks = tokens.clone().filter(|&m| {
        m != head
            && matches!(tree.upos(m), Upos::Adj | Upos::Noun | Upos::Propn)
            && !classes.has("plain", tree.norm(m))
    });
    let marks = marks.map(|m| tree.norm(m).to_owned()).collect();
    let first = tree.norm(tokens.start);
    let is_new = matches!(first, "a" | "an" | "another");
    Some(Words { name: Some(name), noun: singular(tree, head), marks, is_new })
}

fn singular(tree: &Tree, t: usize) -> String {
    match tree.lemma(t) {
        "ceasefire" | "fire" | "cease-fire" | "truce" => "truce".to_owned(),
        lemma => lemma.to_lowercase(),
    }
}

/// The words of a span without line breaks.
fn wording(document: &Document, span: Span) -> String {
    document.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nouns that may stand for an agreement called otherwise before: "the deal".
fn is_general(noun: &str) -> bool {
    matches!(noun, "" | "agreement" | "deal" | "pact" | "accord" | "treaty" | "arrangement")
}

/// Which of the agreements told is meant.
fn known(
    all: &[Agreement<Span>],
    words: &Words,
    bound: &[ActorId],
    sentence: usize,
    report: &Report,
) -> Option<usize> {
    let near = (0..all.len()).rev().take(MAX_LOOK);
    let fits = |&at: &usize| {
        let agreement = &all[at];
        let (noun, marks) = told(&agreement.name, report.knowledge);
        let shared = bound.iter().filter(|id| agreement.parties.contains(id)).count();
        let foreign = bound.len() - shared;
        let nouns = noun == words.noun || is_general(&words.noun);
        let alike = |m: &String| marks.iter().any(|k| k == m);
        // "a water agreement" is no "trade agreement".
        let differ = !words.marks.is_empty() && !marks.is_empty() && !words.marks.iter().any(alike);
        if differ
            || !nouns
            || agreement.parties.len() >= 2 && foreign > 0 && shared < 2 && bound.len() >= 2
        {
            return false;
        }
        let last = agreement.steps.last().map(|s| s.evidence.sentence);
        if words.name.as_ref() == Some(&agreement.name) && last == Some(sentence) {
            return true; // "a treaty that had been agreed", told twice in a sentence
        }
        if words.is_new {
            // Told anew, as leads and bodies do; the lead tells what the title told.
            let sentences = &report.document.sentences;
            let titled = agreement.steps.iter().all(|s| sentences[s.evidence.sentence].title);
            return shared >= 2 && words.noun == noun || titled && shared >= 1;
        }
        true
    };
    near.into_iter().find(fits)
}

/// The noun and the marks of a name.
fn told(name: &str, knowledge: &Knowledge) -> (String, Vec<String>) {
    let mut all: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let noun = match all.pop().unwrap_or_default().as_str() {
        "ceasefire" | "cease-fire" | "truce" => "truce".to_owned(),
        other if other.ends_with('s') => other.trim_end_matches('s').to_owned(),
        other => other.to_owned(),
    };
    all.retain(|w| !knowledge.classes.has("plain", w) && !is_article(w));
    (noun, all)
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "that" | "its" | "their" | "another" | "these")
}

/// Whether it is between states or groups as far as its words tell: a club's
/// contract with a player is not.
fn is_public(words: &Words, bound: &[ActorId], report: &Report) -> bool {
    let public = |&&id: &&ActorId| {
        let actor = report.actors.get(id);
        let body =
            matches!(actor.kind, ActorKind::Country | ActorKind::Organisation | ActorKind::Group);
        body && (actor.country.is_some() || !actor.sectors.is_empty())
            || actor.country.is_some() && !actor.sectors.is_empty()
    };
    let count = bound.iter().filter(public).count();
    match report.knowledge.classes.has("loose", &words.noun) {
        true => count >= 2,
        // "an agreement" of a president alone may be with anybody.
        false if words.marks.is_empty() && is_general(&words.noun) => bound.len() >= 2,
        // "the treaty", "the ceasefire" say enough with one party, or by their name.
        false => count >= 1 || !words.marks.is_empty() || words.noun == "truce",
    }
}

fn join(
    agreement: &mut Agreement<Span>,
    words: &Words,
    bound: &[ActorId],
    named: usize,
    subjects: Vec<Context>,
) {
    // Who acts on an agreement whose two parties are known is not for that a party.
    let may = agreement.parties.len() < 2 || named >= 2;
    for &id in bound.iter().filter(|_| may) {
        if !agreement.parties.contains(&id) {
            agreement.parties.push(id);
        }
    }
    if let Some(name) = &words.name
        && fullness(name) > fullness(&agreement.name)
    {
        agreement.name.clone_from(name);
    }
    for subject in subjects {
        if !agreement.subjects.contains(&subject) {
            agreement.subjects.push(subject);
        }
    }
}

/// "the agreement" says less than "an intergovernmental agreement".
fn fullness(name: &str) -> usize {
    name.split(' ').filter(|w| !is_article(&w.to_lowercase())).count()
}

/// What it is about, by the words of its phrase.
fn subjects(tree: &Tree, t: usize, knowledge: &Knowledge) -> Vec<Context> {
    contexts_of(tree.document, tree.phrase(t), knowledge)
}
