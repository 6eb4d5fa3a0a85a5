//! Contents around a cue: before it, and perhaps after it again.

use super::page::Page;
use super::room::Room;
use super::source;
use dateline_knowledge::{Upos, VerbForm};
use std::ops::Range;

/// The content before a cue clause that begins at `left`, and perhaps after
/// it from `right` on: "The pact, diplomats say, will not survive".
pub(crate) fn around(
    page: &Page,
    room: &Room,
    left: usize,
    right: usize,
) -> Option<Vec<Range<usize>>> {
    let ends = right >= room.inner.end || !page.is(right, room.inner.end, &[",", ":"]);
    let first = preceding(page, room, left, ends)?;
    let rest = resuming(page, room, right, &first);
    let mut pieces = vec![first];
    pieces.extend(rest);
    Some(pieces)
}

/// The stretch before a cue clause that begins at `left`.
fn preceding(page: &Page, room: &Room, left: usize, ends: bool) -> Option<Range<usize>> {
    if left <= room.inner.start {
        // "'Who did it?' he asked": the quotation was a sentence of its own.
        let mark = left.checked_sub(1)?;
        let closes = ends && room.inner.start == room.sentence.start;
        return page.quotations.closing_at(mark).filter(|_| closes).cloned();
    }
    let mut last = left - 1;
    let parted = page.is_comma(last) || page.is_dash(last);
    if parted && last > room.inner.start {
        last -= 1;
    }
    match page.quotations.closing_at(last) {
        Some(q) if q.start < room.inner.start => Some(q.clone()),
        Some(_) => Some(page.trim(room.inner.start..last + 1)),
        None if parted => {
            let piece = page.trim(room.inner.start..last + 1);
            (!piece.is_empty()).then_some(piece)
        }
        None => None,
    }
}

/// The stretch after a cue clause that ends before `right`, if the content
/// goes on there. After a quotation only another one does; after a clause no
/// mere apposition.
pub(crate) fn resuming(
    page: &Page,
    room: &Room,
    right: usize,
    first: &Range<usize>,
) -> Option<Range<usize>> {
    let end = room.inner.end;
    if right >= end || !(page.is_comma(right) || page.is_dash(right) || page.norm(right) == ":") {
        return None;
    }
    let from = right + 1;
    if let Some(q) = page.quotations.opening_at(from) {
        return Some(if q.end >= end { q.clone() } else { page.trim(from..end) });
    }
    let quoted = page.quotations.closing_at(first.end - 1).is_some();
    let finite = |t: usize| page.is_finite(t) && source::relative(page, from, t).is_none();
    let apposed = first.clone().any(|t| page.is_finite(t))
        && page.opens_phrase(from, end)
        && !(from..end).any(finite);
    let aside = from < end
        && (page.token(from).verb_form == Some(VerbForm::Ing)
            || quoted
            || apposed
            || page.is(from, end, &["who", "while", "when", "after"]));
    let piece = page.trim(from.min(end)..end);
    (!aside && !piece.is_empty()).then_some(piece)
}

/// The clause before ", according to": a relative clause alone if one stands
/// there, else all, without the conjunction that opens it.
pub(crate) fn clause_before(page: &Page, room: &Room, left: usize) -> Range<usize> {
    let last = left.saturating_sub(1);
    let comma = (room.inner.start..last).rev().find(|&t| page.is_comma(t));
    let relative = comma.filter(|&t| page.is(t + 1, last, &["who", "which", "whose"]));
    let start = match relative {
        Some(t) => t + 1,
        None if page.upos(room.inner.start) == Upos::Cconj => room.inner.start + 1,
        None => room.inner.start,
    };
    start.min(left)..left
}
