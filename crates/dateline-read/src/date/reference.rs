//! From what times are counted: the day of the report, or another event.

use super::nearest::{Times, Told};
use super::{TimeExpression, calendar, times};
use dateline_core::{Event, Report, Span};
use dateline_knowledge::Upos;

/// How many lines of a report are looked through for its dateline.
const LINES: usize = 12;
/// How far into its line the dateline reaches, in bytes.
const LINE: usize = 120;
/// How many sentences on "two days later" still counts from what was told.
const NEAR: usize = 2;
/// How many of the events before are looked at.
const MAX_LOOK: usize = 30;
/// No phrase that names an event has more words.
const PHRASE: usize = 8;

/// The day from which a report counts: that on which it was published, or else
/// that of its dateline, if it has a year ("HAVANA, Oct. 9, 2025 (Reuters)").
pub(super) fn today(report: &Report, words: &dateline_knowledge::Times) -> Option<String> {
    if report.published_at.is_some() {
        return report.published_at.clone();
    }
    let place = report.dateline.as_deref()?;
    let mut lines = report.text.lines().map(str::trim).take(LINES);
    let line = lines.find_map(|line| line.strip_prefix(place))?;
    let end = line.char_indices().map(|(at, _)| at).take_while(|at| *at <= LINE).last()?;
    let head = &line[..end];
    let dash = ["—", "–", " - ", "--"].iter().filter_map(|dash| head.find(dash)).min()?;
    let found = times(&head[..dash], None, words);
    found.into_iter().find(|one| one.is_day).and_then(|one| one.start)
}

/// What a time counts from.
pub(super) struct Anchor {
    /// The words of the whole: "two weeks after the coup".
    pub text: String,
    /// The words it counts from: "the coup".
    pub words: Option<String>,
    /// The day that comes out.
    pub day: Option<i32>,
}

/// What the "two weeks after the coup" or "the next day" of something counts from.
pub(super) fn anchor(
    all: &Times,
    events: &[Event<Span>],
    own: &Told,
    one: &TimeExpression,
) -> Anchor {
    // Events stand in the order of their sentences.
    let i = events.partition_point(|e| e.evidence.sentence <= own.sentence);
    let document = all.document;
    let bare = document.words(one.span).to_owned();
    let Some(related) = &one.point.0.related else {
        return Anchor { text: bare, words: None, day: None };
    };
    let count = |(start, end): (i32, i32)| {
        let from = if related.sign > 0 { end } else { start };
        (!related.length.vague).then(|| related.length.from(from, related.sign))
    };
    if !related.named {
        let day = told_before(&events[..i], own).and_then(count);
        return Anchor { text: bare, words: None, day };
    }
    let Some(phrase) = phrase(all, one.span.end) else {
        return Anchor { text: bare, words: None, day: None };
    };
    let text = document.words(one.span.join(phrase)).to_owned();
    let days = of_phrase(all, &events[..i], phrase);
    let words = document.words(phrase).split_whitespace().collect::<Vec<_>>().join(" ");
    Anchor { text, words: Some(words), day: days.and_then(count) }
}

/// The days of the event told last, if that was near.
fn told_before(events: &[Event<Span>], own: &Told) -> Option<(i32, i32)> {
    let before = |e: &&Event<Span>| {
        e.evidence.spans.first().is_some_and(|s| s.start < own.trigger.start)
            && e.evidence.sentence + NEAR >= own.sentence
    };
    let last = events.iter().rev().take(MAX_LOOK).filter(before);
    days(last.into_iter().find(|e| e.date.is_some())?)
}

fn days(event: &Event<Span>) -> Option<(i32, i32)> {
    let date = event.date.as_ref()?;
    calendar::parse(&date.start).zip(calendar::parse(&date.end))
}

/// The noun phrase or clause that begins at a byte: "the coup of May".
fn phrase(all: &Times, from: usize) -> Option<Span> {
    let tokens = &all.document.tokens;
    let first = all.token_at(from);
    let sentence = all.document.sentence_of(first);
    let end = all.document.sentences[sentence].tokens.end;
    // Up from the first word to what the rest of the phrase hangs on.
    let mut head = first;
    while let Some(h) = tokens[head].head.filter(|&h| h > head && h < first + PHRASE) {
        head = h;
    }
    let within = |t: &usize| {
        *t <= head || std::iter::once(*t).chain(all.tree.above(*t)).any(|up| up == head)
    };
    let stop = |t: &usize| tokens[*t].upos == Upos::Punct;
    let last = (first..end.min(first + PHRASE)).take_while(|t| !stop(t) && within(t)).last()?;
    Some(tokens[first].span.join(tokens[last].span))
}

/// The days of what a phrase names: told in it, or of an event that stands on
/// its words, or on the same noun before.
fn of_phrase(all: &Times, events: &[Event<Span>], phrase: Span) -> Option<(i32, i32)> {
    let from = all.found.partition_point(|one| one.span.start < phrase.start);
    let inside = all.found[from..].iter().take_while(|one| phrase.contains(one.span));
    let told = inside.into_iter().find_map(|one| one.point.0.start.zip(one.point.0.end));
    let trigger = |e: &Event<Span>| e.evidence.spans.first().copied();
    let near = |e: &&Event<Span>| trigger(e).is_some_and(|t| phrase.contains(t));
    let last = || events.iter().rev().take(MAX_LOOK);
    let own = last().filter(near).find_map(days);
    let tokens = &all.document.tokens;
    let noun = |t: usize| matches!(tokens[t].upos, Upos::Noun | Upos::Propn);
    let nouns: Vec<&str> = (all.token_at(phrase.start)..tokens.len())
        .take_while(|&t| tokens[t].span.end <= phrase.end)
        .filter(|&t| noun(t))
        .map(|t| tokens[t].lemma.as_str())
        .collect();
    let same = |e: &&Event<Span>| {
        trigger(e).is_some_and(|t| nouns.contains(&tokens[all.token_at(t.start)].lemma.as_str()))
    };
    told.or(own).or_else(|| last().filter(same).find_map(days))
}
