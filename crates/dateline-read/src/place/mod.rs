//! Where each event was.
//!
//! A place's name that a preposition of place ties to the event's words, or
//! else the report's dateline. What acts or is acted upon is no place.

mod choose;

use crate::resolve::Actors;
use choose::{Scene, choose};
use dateline_annotate::{Document, Tree};
use dateline_core::{Event, Place, Report, Span};
use dateline_knowledge::{Knowledge, TimeKind, Upos};

/// Prepositions that tell where.
const WHERE: [&str; 19] = [
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "within",
    "across",
    "around",
    "over",
    "off",
    "throughout",
    "above",
    "beside",
    "through",
    "along",
    "into",
    "onto",
    "under",
];

/// How sure we are that something happened where its report was written.
const DATELINE: f32 = 0.4;

/// A name of at most so many words is a place's.
const LONGEST: usize = 5;

/// Gives events their places.
pub(crate) fn place_on_map(
    tree: &Tree,
    document: &Document,
    report: &Report,
    actors: &Actors,
    events: &mut [Event<Span>],
    knowledge: &Knowledge,
) {
    for event in events {
        let countries = event.actors.iter().chain(&event.recipients);
        let countries = countries.filter_map(|&id| actors.get(id).country).collect();
        let scene = Scene { document, knowledge, countries };
        // What title and body both tell has its place in either.
        let mut spans = event.evidence.spans.iter();
        event.place =
            spans.find_map(|&s| of_words(&scene, tree, s)).or_else(|| dateline(&scene, report));
    }
}

/// The place that hangs nearest to the event's words.
fn of_words(scene: &Scene, tree: &Tree, trigger: Span) -> Option<Place> {
    let document = scene.document;
    let node = document.tokens.partition_point(|t| t.span.end <= trigger.start);
    let own: Vec<usize> = std::iter::once(node).chain(tree.above(node)).collect();
    let sentence = &document.sentences[document.sentence_of(node)];
    let mut best: Option<(usize, Place)> = None;
    for t in sentence.tokens.clone() {
        let token = &document.tokens[t];
        // "the Rafah crossing" ends in a common noun.
        let named = token.upos == Upos::Propn
            || tree.all(t, "compound").any(|c| document.tokens[c].upos == Upos::Propn);
        // "in March" is no town of that name.
        let month = || matches!(scene.knowledge.times.get(&token.norm), Some((TimeKind::Month, _)));
        if !named || !matches!(token.relation(), "obl" | "nmod") || month() {
            continue;
        }
        let told = tree.all(t, "case").any(|c| WHERE.contains(&document.tokens[c].norm.as_str()));
        let Some(head) = token.head.filter(|_| told) else { continue };
        let up: Vec<usize> = std::iter::once(head).chain(tree.above(head)).collect();
        let steps =
            own.iter().enumerate().find_map(|(a, x)| up.iter().position(|u| u == x).map(|b| a + b));
        let Some(steps) = steps.filter(|s| *s <= 3) else { continue };
        if best.as_ref().is_some_and(|(least, _)| *least <= steps) {
            continue;
        }
        if let Some(place) = named_at(scene, t) {
            best = Some((steps, place));
        }
    }
    best.map(|(_, place)| place)
}

/// The place whose name begins at or just before a token: the longest known.
fn named_at(scene: &Scene, t: usize) -> Option<Place> {
    let tokens = &scene.document.tokens;
    let text = &scene.document.text;
    let capital = |t: usize| tokens.get(t).is_some_and(|token| token.is_capitalised(text));
    let mut start = t;
    while start > 0 && t - start < LONGEST && capital(start - 1) {
        start -= 1;
    }
    (start..=t).find_map(|from| {
        (t + 1..=(from + LONGEST).min(tokens.len())).rev().find_map(|to| {
            let name = scene.document.span(from..to).of(text);
            choose(scene, name, after(scene, to))
        })
    })
}

/// The name after a comma: "Paris, Texas".
fn after<'d>(scene: &Scene<'d>, to: usize) -> Option<&'d str> {
    let document = scene.document;
    let tokens = &document.tokens;
    let comma = tokens.get(to).is_some_and(|token| token.norm == ",");
    let first = to + 1;
    if !comma || !tokens.get(first)?.is_capitalised(&document.text) {
        return None;
    }
    let mut end = first + 1;
    while tokens.get(end).is_some_and(|t| t.upos == Upos::Propn) && end - first < 3 {
        end += 1;
    }
    Some(document.span(first..end).of(&document.text))
}

/// Where the report was sent from.
fn dateline(scene: &Scene, report: &Report) -> Option<Place> {
    let line = report.dateline.as_deref()?;
    let (name, within) = match line.split_once(',') {
        Some((name, within)) => (name, Some(within.trim())),
        None => (line, None),
    };
    let mut place = choose(scene, name.trim(), within)?;
    place.from_dateline = true;
    place.confidence = DATELINE;
    Some(place)
}
