//! Attributions by a finite verb: "X said that C", "C, X said", "C, said X",
//! "C1, X said, C2".

use super::around;
use super::bounds;
use super::builds::{content_rest, gerund, main_subject};
use super::content;
use super::cues::Cue;
use super::draft::{Draft, draft};
use super::page::Page;
use super::room::Room;
use super::setting;
use super::source;
use super::source_after;
use dateline_knowledge::{Complement, Upos, VerbForm};
use std::ops::Range;

/// "X said that C", "C, X said", "C, said X", "C1, X said, C2".
pub(crate) fn finite<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
    last: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let quotes = cue.row.takes(Complement::Quote) || cue.row.takes(Complement::That);
    if quotes && let Some(found) = inverted(page, room, cue) {
        return Some(found);
    }
    let subject = source::before(page, room.inner.start, cue.tokens.start);
    let quoted = page.is(cue.tokens.start, cue.tokens.end, &["as"]);
    if !quoted && subject.as_ref().is_some_and(|s| is_object(page, room, s)) {
        // "wrote a letter saying that": who wrote it says it.
        let gerundive = page.token(cue.head).verb_form == Some(VerbForm::Ing);
        return if gerundive { gerund(page, room, cue, next, last) } else { None };
    }
    let own = subject.is_some();
    let source = subject.or_else(|| shared(page, room, cue, last))?;
    let left = if own { source.start } else { cue.tokens.start };
    let right = hearer_end(page, room, cue);
    let ends = right >= room.inner.end || parts(page, right);
    let link = left.checked_sub(1).filter(|&t| own && t >= room.inner.start);
    if link.is_some_and(|t| page.is(t, left, &["which", "what", "who", "whom"]))
        && right < room.inner.end
        && page.is_finite(right)
    {
        // "a plan which, he said, failed" without the commas.
        let rest = bounds::relative(page, content_rest(page, room, right, next)?);
        let content = vec![left - 1..left, rest];
        return Some(draft(cue, Some(source), content, "relative", 0.45));
    }
    if cue.row.takes(Complement::That)
        && ends
        && !page.is(cue.tokens.end, room.inner.end, &["to"])
        && let Some(as_) = link.filter(|&t| page.norm(t) == "as")
    {
        // "As X noted, C" and "C1, as X noted, C2".
        let content = match around::around(page, room, as_, right) {
            Some(content) if as_ > room.inner.start => content,
            _ => vec![content_rest(page, room, right + 1, next)?],
        };
        return Some(draft(cue, Some(source), content, "as", 0.5));
    }
    if cue.row.takes(Complement::Quote) && ends && own {
        // "In a letter, he said, “..."": what stands before only opens.
        let opens = right + 1 < room.inner.end
            && page.quotations.opening_at(right + 1).is_some()
            && left > room.inner.start
            && page.quotations.closing_at(left - 1).is_none()
            && only_opens(page, room.inner.start..left);
        // "The race, he began, ...": some cues introduce nothing but quotations.
        let fits = |content: &[Range<usize>]| {
            cue.row.takes(Complement::That)
                || content.iter().any(|c| page.quotations.closing_at(c.end - 1).is_some())
        };
        if !opens
            && let Some(content) = around::around(page, room, left, right)
            && fits(&content)
        {
            return Some(draft(cue, Some(source), content, "around", 0.9));
        }
    }
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

/// Whether what stands before a source and a quotation only tells when or where.
fn only_opens(page: &Page, tokens: Range<usize>) -> bool {
    let circumstance = matches!(page.upos(tokens.start), Upos::Adp | Upos::Cconj)
        || page.upos(tokens.start) == Upos::Verb
        || subordinates(page, tokens.start) && page.norm(tokens.start) != "if";
    circumstance || tokens.len() > 2 && !tokens.clone().any(|t| page.is_finite(t))
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

/// "C, said X": the source after the cue.
fn inverted<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>) -> Option<Draft<'a>> {
    // A sentence that begins with its cue goes on from a quotation before it.
    if cue.tokens.start == room.sentence.start
        && page.token(cue.tokens.start).is_capitalised(&page.document.text)
    {
        return None;
    }
    // No auxiliary stands in such a cue.
    if cue.tokens.clone().any(|t| page.upos(t) == Upos::Aux) {
        return None;
    }
    let left = cue.tokens.start;
    let mark = left.checked_sub(1)?;
    let quoted = page.quotations.closing_at(mark).is_some()
        || page.is_comma(mark) && mark > 0 && page.quotations.closing_at(mark - 1).is_some();
    if !(quoted || left > room.inner.start && (page.is_comma(mark) || page.is_dash(mark))) {
        return None;
    }
    let source = source_after::after(page, cue.tokens.end, room.inner.end)?;
    let right = setting::time_end(page, source.end, room.inner.end);
    let ends = right >= room.inner.end || parts(page, right);
    let clause = (room.inner.start..left).any(|t| page.is_finite(t));
    let closes = ends && clause;
    if !quoted && !closes {
        return None;
    }
    let content = around::around(page, room, left, right)?;
    Some(draft(cue, Some(source), content, "inverted", if quoted { 0.95 } else { 0.65 }))
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

/// The end of "told reporters in Geneva on Tuesday" before a comma or the end.
fn hearer_end(page: &Page, room: &Room, cue: &Cue) -> usize {
    const REACH: usize = 14;
    let end = room.inner.end;
    let mut from = cue.tokens.end;
    while from + 1 < end && page.upos(from) == Upos::Adv && !parts(page, from) {
        from += 1;
    }
    let free = cue.row.takes_hearer()
        || from < end
            && (page.upos(from) == Upos::Adp
                || setting::time_end(page, from, end) > from
                || page.is(from, end, &["when"]));
    if !free {
        return from;
    }
    let stop = (from..end.min(from + REACH)).find(|&t| {
        parts(page, t)
            || page.is_quote_mark(t)
            || page.is_finite(t) && !page.is(from, end, &["when"])
            || page.norm(t) == "that"
    });
    match stop {
        Some(t) if parts(page, t) => t,
        None if end - from <= REACH => end,
        _ => from,
    }
}

/// Whether the token parts a cue clause from the rest.
pub(crate) fn parts(page: &Page, t: usize) -> bool {
    matches!(page.norm(t), "," | "." | ";" | "!" | "?" | ":") || page.is_dash(t)
}
