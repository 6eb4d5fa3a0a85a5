//! Attributions by cues that are no finite verbs, one rule for each build.

use super::around;
use super::bounds;
use super::content;
use super::cues::{self, Build, Cue};
use super::draft::{Draft, draft};
use super::finite::parts;
use super::page::Page;
use super::room::Room;
use super::setting;
use super::source;
use super::source_after;
use dateline_knowledge::{Act, Complement, Upos};
use std::ops::Range;

/// ", adding that C": the source is that of the cue before, or the subject.
pub(crate) fn gerund<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
    last: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let content = content::after(page, room, cue, cue.tokens.end, next)?;
    let source = last
        .filter(|l| {
            l.cue.build != Build::Noun
                && l.source.as_ref().is_none_or(|s| !page.is(s.start, s.end, &["who", "which"]))
                && l.source.as_ref().is_none_or(|s| s.start < cue.tokens.start)
        })
        .and_then(|l| l.source.clone())
        .or_else(|| main_subject(page, room.inner.start, cue.tokens.start));
    // "Noting that C, X did": the subject follows.
    let source = source.or_else(|| {
        let comma = (content.end..room.inner.end).find(|&t| page.is_comma(t))?;
        source_after::after(page, comma + 1, room.inner.end)
    })?;
    Some(draft(cue, Some(source), vec![content], "gerund", 0.65))
}

/// The subject of the first finite verb from `start` on.
pub(crate) fn main_subject(page: &Page, start: usize, end: usize) -> Option<Range<usize>> {
    let verb =
        (start..end).find(|&t| page.is_finite(t) && source::relative(page, start, t).is_none())?;
    let group = (start..verb)
        .rev()
        .find(|&t| !matches!(page.upos(t), Upos::Adv | Upos::Part))
        .map_or(start, |t| t + 1);
    source::before(page, start, group)
}

/// "X is said to C": nobody is named, the subject is part of the content.
pub(crate) fn raised<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
) -> Option<Draft<'a>> {
    let subject = source::before(page, room.inner.start, cue.tokens.start)?;
    let rest = content_rest(page, room, cue.tokens.end, next)?;
    Some(draft(cue, None, vec![page.trim(subject), rest], "raised", 0.6))
}

/// "it is believed that C", "he was told that C".
pub(crate) fn passive<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
) -> Option<Draft<'a>> {
    // "It is not known whether": nobody speaks.
    if cue.tokens.clone().any(|t| page.knowledge.certainty.negates(page.norm(t))) {
        return None;
    }
    let content = content::after(page, room, cue, cue.tokens.end, next)?;
    Some(draft(cue, None, vec![content], "passive", 0.4))
}

/// "X's claim that C", "a warning from X that C".
pub(crate) fn noun<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
    last: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let end = cue.tokens.end;
    // "his promise to pay"
    let to = cue.row.takes(Complement::To) && page.is(end, room.inner.end, &["to"]);
    let that = if to { end } else { cues::noun_content(page, end, room.inner.end)? };
    // "said in a statement that": the verb has it already.
    let article = cue.head.checked_sub(2).filter(|&t| t >= room.inner.start);
    let venue = page.knowledge.reporting.is_venue(&page.token(cue.head).lemma)
        && article.is_some_and(|t| page.norm(t) == "in");
    if venue || last.is_some_and(|l| l.content.iter().any(|c| c.start == that)) {
        return None;
    }
    let content = content_rest(page, room, that, next)?;
    let source = if that > cue.tokens.end + 1 {
        Some(page.trim(cue.tokens.end + 1..that))
    } else {
        source::possessor(page, room.inner.start, cue.head)
    };
    // "the idea that" is nobody's unless somebody is named.
    if source.is_none() && cue.row.act == Act::Belief {
        return None;
    }
    Some(draft(cue, source, vec![content], "noun", 0.4))
}

/// "reportedly": nobody is named; the content is the clause around it.
pub(crate) fn adverb<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
) -> Option<Draft<'a>> {
    let rest = content_rest(page, room, cue.tokens.end, next)?;
    let mut left = cue.tokens.start;
    while left > room.inner.start && page.upos(left - 1) == Upos::Aux {
        left -= 1;
    }
    let subject = source::before(page, room.inner.start, left);
    let first = subject.map(|s| page.trim(s.start..cue.tokens.start));
    let content = first.into_iter().chain([rest]).collect();
    Some(draft(cue, None, content, "adverb", 0.4))
}

/// "According to X, C", "C, according to X", "C1, according to X, C2".
pub(crate) fn phrase<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
) -> Option<Draft<'a>> {
    let source = source_after::after(page, cue.tokens.end, room.inner.end)?;
    let left = cue.tokens.start;
    let right = setting::time_end(page, source.end, room.inner.end);
    let opens = left == room.inner.start
        || page.upos(left - 1) == Upos::Cconj && left - 1 == room.inner.start;
    let content = if opens {
        let from = if right < room.inner.end && parts(page, right) { right + 1 } else { right };
        vec![content_rest(page, room, from, next)?]
    } else if page.is(left - 1, left, &["who", "which", "that"]) {
        // "a driver who according to the police fled"
        vec![left - 1..left, content_rest(page, room, source.end, next)?]
    } else {
        let first = page.trim(around::clause_before(page, room, left));
        if first.is_empty() {
            return None;
        }
        let rest = around::resuming(page, room, right, &first);
        [Some(first), rest].into_iter().flatten().collect()
    };
    Some(draft(cue, Some(source), content, "phrase", 0.85))
}

/// "Minister: no talks before May", "Poll: voters want change".
pub(crate) fn colon<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>) -> Option<Draft<'a>> {
    /// How many words the speaker of a headline has, and that of a quotation.
    const MAX: [usize; 2] = [5, 15];
    let source = room.inner.start..cue.tokens.start;
    let quoted = page.quotations.opening_at(cue.tokens.end).is_some();
    let fits = !source.is_empty() && source.len() <= MAX[usize::from(quoted)];
    let head = source.end.checked_sub(1).filter(|_| fits)?;
    // "Ana Ruiz, 41, a nurse: “We have no beds.”"
    let speaks = page.upos(head) == Upos::Propn
        || quoted && page.upos(source.start) == Upos::Propn
        || page.knowledge.reporting.is_document(&page.token(head).lemma)
        || page.knowledge.reporting.is_document(page.norm(head));
    let content = page.trim(cue.tokens.end..room.inner.end);
    (speaks && !content.is_empty() && source.clone().all(|t| !page.is_finite(t)))
        .then(|| draft(cue, Some(source), vec![content], "colon", 0.65))
}

/// The rest of the clause from `from` on.
pub(crate) fn content_rest(
    page: &Page,
    room: &Room,
    from: usize,
    next: &[Cue],
) -> Option<Range<usize>> {
    let end = bounds::clause_end(page, room, from, next);
    let rest = page.trim(from.min(end)..end);
    (!rest.is_empty()).then_some(rest)
}
