//! Contents around a cue: before it, and perhaps after it again.

use super::page::Page;
use super::room::Room;
use super::source;
use dateline_knowledge::{Upos, VerbForm};
use std::ops::Range;

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
