//! Attributions by a finite verb before its content: "X said that C".

use super::bounds;
use super::builds::main_subject;
use super::content;
use super::cues::Cue;
use super::draft::{Draft, draft};
use super::page::Page;
use super::room::Room;
use super::source;
use dateline_knowledge::{Complement, Upos, VerbForm};
use std::ops::Range;

/// "X said that C".
pub(crate) fn finite<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
    last: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let subject = source::before(page, room.inner.start, cue.tokens.start);
    let quoted = page.is(cue.tokens.start, cue.tokens.end, &["as"]);
    if !quoted && subject.as_ref().is_some_and(|s| is_object(page, room, s)) {
        return None;
    }
    let own = subject.as_ref().map(|s| s.start);
    let source = subject.or_else(|| shared(page, room, cue, last))?;
    let link = own.and_then(|left| left.checked_sub(1)).filter(|&t| t >= room.inner.start);
    let mut content = content::after(page, room, cue, cue.tokens.end, next)?;
    if page.is(source.start, source.end, &["who", "which"]) {
        content = bounds::relative(page, content);
    } else if link.is_some_and(|t| subordinates(page, t)) {
        content = bounds::subordinate(page, content);
    }
    let confidence = match page.norm(content.start) {
        "that" => 0.85,
        "to" => 0.55,
        _ if page.quotations.opening_at(content.start).is_some() => 0.8,
        _ if cue.row.takes(Complement::Np) => 0.6,
        _ => 0.75,
    };
    Some(draft(cue, Some(source), vec![content], "after", confidence))
}

/// Whether the token opens a clause that is not the main one.
fn subordinates(page: &Page, t: usize) -> bool {
    matches!(
        page.norm(t),
        "while"
            | "although"
            | "though"
            | "when"
            | "if"
            | "after"
            | "before"
            | "as"
            | "since"
            | "because"
    )
}

/// Whether the phrase is the object of a verb before it: "played a song called".
/// After a verb of saying it is the subject of what is said.
fn is_object(page: &Page, room: &Room, phrase: &Range<usize>) -> bool {
    let Some(verb) = phrase.start.checked_sub(1).filter(|&t| t >= room.inner.start) else {
        return false;
    };
    let cues = page.knowledge.reporting.verbs(&page.token(verb).lemma);
    page.upos(verb) == Upos::Verb && !cues.iter().any(|cue| cue.takes(Complement::That))
}

/// The source of the cue before, where two share it: "X said A and added B".
fn shared<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    last: Option<&Draft<'a>>,
) -> Option<Range<usize>> {
    let before = cue.tokens.start.checked_sub(1).filter(|&t| t >= room.inner.start)?;
    // "to curb their influence and assert its own": the verb goes with "to curb".
    let bare =
        cue.tokens.start == cue.head && page.token(cue.head).verb_form == Some(VerbForm::Base);
    if bare || page.upos(before) != Upos::Cconj {
        return None;
    }
    match last {
        Some(last) if last.source.is_some() => last.source.clone(),
        _ => main_subject(page, room.inner.start, before),
    }
}

/// Whether the token parts a cue clause from the rest.
pub(crate) fn parts(page: &Page, t: usize) -> bool {
    matches!(page.norm(t), "," | "." | ";" | "!" | "?" | ":") || page.is_dash(t)
}
