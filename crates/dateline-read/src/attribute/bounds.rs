//! Where contents end: at the end of the sentence or quotation, or where the next
//! attribution or the main clause begins.

use super::cues::{Build, Cue};
use super::page::Page;
use super::room::Room;
use super::setting::time_end;
use super::source;
use dateline_knowledge::{Complement, Upos};
use std::ops::Range;

/// Where the content that opens at `start` ends: at the end of the sentence or
/// quotation, or where the next attribution begins that is not part of it.
pub(crate) fn clause_end(page: &Page, room: &Room, start: usize, next: &[Cue]) -> usize {
    /// No more cues than these are looked at.
    const NEXT: usize = 12;
    let mut end = room.inner.end;
    if let Some(stop) =
        (start..end).find(|&t| page.norm(t) == ";" && page.quotations.of(t).is_none())
    {
        end = stop;
    }
    for cue in next.iter().take(NEXT) {
        if cue.tokens.start >= end {
            break;
        }
        if let Some(stop) = coordinate(page, start, cue) {
            return stop;
        }
    }
    end
}

/// Where the content opened at `start` stops because `cue` goes on beside it.
fn coordinate(page: &Page, start: usize, cue: &Cue) -> Option<usize> {
    if page.quotations.of(cue.head).is_some() {
        return None;
    }
    let first = cue.tokens.start;
    let before = first.checked_sub(1).filter(|&t| t > start)?;
    let comma = |t: usize| if t > start && page.is_comma(t - 1) { t - 1 } else { t };
    match cue.build {
        // ", according to", ", adding that"
        Build::Phrase | Build::Gerund if page.is_comma(before) => Some(before),
        Build::Phrase | Build::Gerund if page.quotations.closing_at(before).is_some() => {
            Some(first)
        }
        Build::Gerund if page.upos(before) == Upos::Cconj => Some(comma(before)),
        Build::Gerund if page.is(before, first, &["while", "before", "after"]) => {
            Some(comma(before))
        }
        // "and added that", "but warned that"
        Build::Finite if page.upos(before) == Upos::Cconj => Some(comma(before)),
        // "urged a truce, proposed talks and offered help"
        Build::Finite if page.is_comma(before) && source::before(page, start, first).is_none() => {
            Some(before)
        }
        Build::Finite => {
            // ", while the ministry said", ", but she said"
            let subject = source::before(page, start, first)?;
            let link = subject.start.checked_sub(1).filter(|&t| t > start)?;
            let parts = page.upos(link) == Upos::Cconj
                || page.is(link, first, &["while", "whereas", "though", "although"]);
            // "..., the ministry said": what it ends is no part of us.
            let after = time_end(page, cue.tokens.end, page.document.tokens.len());
            let ends = page.is(after, page.document.tokens.len(), &[",", "."]);
            if page.is_comma(link) && ends && cue.row.takes(Complement::That) {
                return Some(link);
            }
            let infinitive = page.norm(start) == "to";
            (parts && (infinitive || page.is_comma(link - 1))).then(|| comma(link))
        }
        _ => None,
    }
}

/// The content of a relative clause, which ends where the main verb comes:
/// "the envoy, who said that talks had failed, left".
pub(crate) fn relative(page: &Page, content: Range<usize>) -> Range<usize> {
    let stop = content.clone().find(|&t| {
        page.is_comma(t)
            && page.quotations.of(t).is_none()
            && (t + 1..content.end)
                .find(|&u| page.upos(u) != Upos::Adv)
                .is_some_and(|u| page.is_finite(u))
    });
    content.start..stop.unwrap_or(content.end)
}

/// The content in a clause that opens its sentence, up to the main clause:
/// "while he said that talks went on, the guns did not fall silent".
pub(crate) fn subordinate(page: &Page, content: Range<usize>) -> Range<usize> {
    let stop = content.clone().find(|&t| {
        page.is_comma(t)
            && page.quotations.of(t).is_none()
            && page.opens_phrase(t + 1, content.end)
            && (t + 1..content.end).take_while(|&u| !page.is_comma(u)).any(|u| page.is_finite(u))
    });
    content.start..stop.unwrap_or(content.end)
}
