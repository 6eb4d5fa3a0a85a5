//! Contents: what is said, as one or more stretches of tokens.

use super::bounds;
use super::cues::{Build, Cue};
use super::page::Page;
use super::room::Room;
use super::setting::time_end;
use super::source;
use dateline_knowledge::{Complement, Upos, VerbForm};
use std::ops::Range;

/// The content that follows a cue ending at `from`; `next` are the cues after it.
pub(crate) fn after(
    page: &Page,
    room: &Room,
    cue: &Cue,
    from: usize,
    next: &[Cue],
) -> Option<Range<usize>> {
    let start = opening(page, room, cue, from)?;
    let end = bounds::clause_end(page, room, start, next);
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
            takes(Complement::Ing)
                || takes(Complement::Np)
                || takes(Complement::That) && has_clause(page, start..end)
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

/// Whether `tokens` read as a clause: a subject at once, then a finite verb
/// that does not merely follow a conjunction ("said goodbye and left").
fn has_clause(page: &Page, tokens: Range<usize>) -> bool {
    /// A subject is hardly longer.
    const REACH: usize = 80;
    let start =
        (tokens.start..tokens.end).find(|&t| !page.is_quote_mark(t)).unwrap_or(tokens.start);
    (start..tokens.end.min(start + REACH)).any(|verb| {
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
