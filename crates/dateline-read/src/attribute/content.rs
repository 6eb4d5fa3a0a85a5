//! Contents: what is said, as one or more stretches of tokens.

use super::cues::{Build, Cue};
use super::page::Page;
use super::source;
use dateline_knowledge::{Complement, Upos, VerbForm};
use std::ops::Range;

/// Where a cue can look for its content.
#[derive(Debug, Clone)]
pub(crate) struct Room {
    /// The sentence.
    pub(crate) sentence: Range<usize>,
    /// What of the sentence the cue shares: inside a quotation no more than that.
    pub(crate) inner: Range<usize>,
}

impl Room {
    pub(crate) fn of(page: &Page, sentence: Range<usize>, cue: &Cue) -> Self {
        let inner = match page.quotations.of(cue.head) {
            Some(q) => {
                // The marks themselves stay outside.
                let end = if q.end <= sentence.end { q.end - 1 } else { sentence.end };
                sentence.start.max(q.start + 1)..end
            }
            None => after_dateline(page, &sentence)..sentence.end,
        };
        Self { sentence, inner }
    }
}

/// Past "GENEVA (Reuters) -".
fn after_dateline(page: &Page, sentence: &Range<usize>) -> usize {
    /// How many words a dateline has.
    const REACH: usize = 12;
    let place = page.document.words(page.token(sentence.start).span);
    let capitals = place.len() > 1 && place.chars().all(char::is_uppercase);
    let stop = sentence.end.min(sentence.start + REACH);
    let dash = (sentence.start..stop)
        .find(|&t| page.is_dash(t) || page.norm(t) == "-")
        .filter(|&t| capitals && page.upos(t - 1) != Upos::Verb);
    dash.map_or(sentence.start, |t| t + 1)
}

/// The content that follows a cue ending at `from`; `next` are the cues after it.
pub(crate) fn after(
    page: &Page,
    room: &Room,
    cue: &Cue,
    from: usize,
    next: &[Cue],
) -> Option<Range<usize>> {
    let start = opening(page, room, cue, from)?;
    let end = clause_end(page, room, start, next);
    let takes = |complement| cue.row.takes(complement);
    let content = page.trim(start..end);
    if content.is_empty() {
        return None;
    }
    let asks = page.is(
        start,
        end,
        &["whether", "if", "how", "why", "what", "when", "where", "who", "which"],
    );
    let fits =
        if let Some(q) = page.quotations.opening_at(start).filter(|_| cue.build != Build::Noun) {
            takes(Complement::Quote)
                || takes(Complement::Np)
                || takes(Complement::That) && has_clause(page, q.start..q.end.min(end))
        } else if page.norm(start) == "that" {
            takes(Complement::That) && content.len() > 2
        } else if asks {
            takes(Complement::Wh) || (takes(Complement::Np) && page.norm(start) == "what")
        } else if page.norm(start) == "to" && page.token(start).upos == Upos::Part {
            takes(Complement::To)
        } else if page.is(start, end, &["having", "being"])
            || page.token(start).verb_form == Some(VerbForm::Ing) && page.upos(start) == Upos::Verb
        {
            takes(Complement::Ing) || takes(Complement::Np)
        } else {
            let clause = page.norm(start) != "to" && has_clause(page, start..end);
            (takes(Complement::That) && clause)
                || takes(Complement::Np)
                    && (page.opens_phrase(start, end) || page.norm(start) == "about")
        };
    if !fits {
        return None;
    }
    // A quotation is taken whole, over all its sentences.
    match page.quotations.opening_at(start) {
        Some(q) if q.end >= content.end => Some(q.clone()),
        _ => Some(to_quotation_end(page, content)),
    }
}

/// Content that ends inside a quotation it opened goes on to its end.
fn to_quotation_end(page: &Page, content: Range<usize>) -> Range<usize> {
    match page.quotations.of(content.end - 1) {
        Some(q) if q.start >= content.start => content.start..q.end.max(content.end),
        _ => content,
    }
}

/// Where the content opens after the cue: past the hearer, time and place.
fn opening(page: &Page, room: &Room, cue: &Cue, from: usize) -> Option<usize> {
    /// How far the content can be pushed off by a hearer, time and place.
    const REACH: usize = 16;
    let end = room.inner.end;
    let mut t = from;
    if page.is(t, end, &[",", ":"]) {
        t += 1;
    }
    if t >= end {
        return None;
    }
    if page.norm(t) == "that" || page.quotations.opening_at(t).is_some() {
        return Some(t);
    }
    let away = matches!(page.upos(t), Upos::Adp | Upos::Adv)
        || cue.row.takes_hearer()
        || time_end(page, t, end) > t;
    if away && (cue.row.takes(Complement::That) || cue.row.takes(Complement::Quote)) {
        let stop = end.min(t + REACH);
        for u in t..stop {
            let quotes = page.quotations.opening_at(u).is_some_and(|_| {
                u > 0 && matches!(page.norm(u - 1), ":" | ",") || cue.row.takes_hearer()
            });
            if page.norm(u) == "that" && u > t || quotes {
                return Some(u);
            }
            if cue.row.takes_hearer() && page.is(u, stop, &["whether", "if", "how", "why", "what"])
            {
                return Some(u);
            }
            let clause = page.upos(u) == Upos::Aux || source::is_subject_pronoun(page, u);
            if clause || page.norm(u) == ";" {
                break;
            }
        }
        t = time_end(page, t, end);
    }
    if cue.row.takes_hearer() && !source::is_subject_pronoun(page, t) {
        let mentions = page.document.mentions_in(t..t + 1);
        if let Some(hearer) = page.document.mentions[mentions].iter().map(|m| m.tokens.end).max() {
            // "told reporters the plan": a hearer stands before something else.
            if hearer < end && (page.opens_phrase(hearer, end) || page.norm(hearer) == "about") {
                t = hearer;
            } else if cue.row.takes(Complement::Np) {
                return Some(t);
            } else {
                return None;
            }
        }
    }
    (t < end).then_some(t)
}

const UNITS: &[&str] = &["day", "days", "week", "weeks", "month", "months", "year", "years"];

/// Past "Tuesday", "on Tuesday", "last week", "earlier".
pub(crate) fn time_end(page: &Page, from: usize, end: usize) -> usize {
    let mut t = from;
    loop {
        let day = if page.is(t, end, &["on", "early", "late"]) { t + 1 } else { t };
        if page.is(
            day,
            end,
            &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ) {
            t = day + 1;
        } else if page.is(t + 1, end, UNITS) && page.is(t + 2, end, &["earlier", "ago", "later"]) {
            t += 3;
        } else if page.is(t, end, &["today", "yesterday", "earlier", "recently", "later"]) {
            t += 1;
        } else if page.is(t, end, &["last", "this"])
            && page.is(t + 1, end, &["week", "month", "year"])
        {
            t += 2;
        } else if page.is(t, end, &["morning", "afternoon", "evening", "night"]) && t > from {
            t += 1;
        } else {
            return t;
        }
    }
}

/// Whether `tokens` read as a clause: a subject at once, then a finite verb
/// that does not merely follow a conjunction ("said goodbye and left").
fn has_clause(page: &Page, tokens: Range<usize>) -> bool {
    let start =
        (tokens.start..tokens.end).find(|&t| !page.is_quote_mark(t)).unwrap_or(tokens.start);
    (start..tokens.end).any(|verb| {
        if !page.is_finite(verb) || source::relative(page, start, verb).is_some() {
            return false;
        }
        // A verb behind one comma belongs to something else: "a plan, the paper says".
        let commas = (start..verb).filter(|&t| page.is_comma(t)).count();
        let subject = (start..verb)
            .rev()
            .find(|&t| !matches!(page.upos(t), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part));
        commas % 2 == 0 && subject.is_some_and(|s| page.upos(s) != Upos::Cconj)
    })
}

/// Where the content that opens at `start` ends: at the end of the sentence or
/// quotation, or where the next attribution begins that is not part of it.
pub(crate) fn clause_end(page: &Page, room: &Room, start: usize, next: &[Cue]) -> usize {
    let mut end = room.inner.end;
    if let Some(stop) =
        (start..end).find(|&t| page.norm(t) == ";" && page.quotations.of(t).is_none())
    {
        end = stop;
    }
    for cue in next {
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
