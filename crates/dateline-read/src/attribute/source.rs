//! Sources: the noun phrase that names the speaker, with its appositions and
//! what follows its head.

use super::page::Page;
use super::setting::{is_time, time_end};
use dateline_knowledge::{Upos, VerbForm};
use std::ops::Range;

/// No source is longer.
pub(crate) const MAX: usize = 60;

/// The source that ends right before token `verb`, the first of its cue;
/// nothing before `floor` belongs to it.
pub(crate) fn before(page: &Page, floor: usize, verb: usize) -> Option<Range<usize>> {
    let floor = floor.max(verb.saturating_sub(MAX));
    let last = verb.checked_sub(1).filter(|&t| t >= floor)?;
    if is_subject_pronoun(page, last) {
        return Some(last..verb);
    }
    if page.is_comma(last) || page.is_dash(last) {
        return with_apposition(page, floor, last);
    }
    let start = segment_start(page, floor, verb);
    plain(page, start..verb)
}

/// "the minister", "voters who were asked", "Ivan Petrov (no relation)": a
/// stretch without commas that should be one noun phrase.
fn plain(page: &Page, segment: Range<usize>) -> Option<Range<usize>> {
    let start = clause_start(page, segment.clone());
    let start = phrase_start(page, start..segment.end)?;
    let segment = start..without_time(page, start..segment.end);
    let last = segment.end - 1;
    let ends_well = matches!(
        page.upos(last),
        Upos::Noun
            | Upos::Propn
            | Upos::Num
            | Upos::Pron
            | Upos::Det
            | Upos::Adj
            | Upos::Adv
            | Upos::Sym
            | Upos::X
            | Upos::Verb
    ) || matches!(page.norm(last), ")" | "]" | "'s" | "%");
    let named = (start..segment.end).any(|t| {
        matches!(
            page.upos(t),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj
        )
    });
    (ends_well && named).then_some(start..segment.end)
}

/// The end of "the ministry on Monday" without the time.
fn without_time(page: &Page, segment: Range<usize>) -> usize {
    let from = segment.end.saturating_sub(3).max(segment.start + 1);
    (from..segment.end)
        // "the report published Wednesday" keeps it.
        .filter(|&t| page.upos(t - 1) != Upos::Verb)
        .find(|&t| {
            time_end(page, t, segment.end) == segment.end
                || page.is(t, segment.end, &["here", "there"])
        })
        .unwrap_or(segment.end)
}

/// "Ivan Petrov, a colonel of the guard, said": all up to the comma, which the
/// annotators of PolNeAR count in. "The minister, in a letter, said": without
/// what is no apposition.
fn with_apposition(page: &Page, floor: usize, comma: usize) -> Option<Range<usize>> {
    let mut end = comma + 1;
    let mut start = segment_start(page, floor, comma);
    // Peel off "in a letter", "speaking on television".
    while is_aside(page, start) && page.norm(start) != "of" {
        end = start.checked_sub(1).filter(|&t| t >= floor && page.is_comma(t))?;
        start = segment_start(page, floor, end);
    }
    let mut whole = None;
    loop {
        match plain(page, start..trimmed(page, start..end)) {
            Some(found) => {
                let complete = found.start == start;
                whole = Some(found.start..end);
                if !complete {
                    break;
                }
            }
            // "..., who leads the party," and "..., 54," lean on what stands before.
            None if !page.is(start, end, &["who", "which", "whose", "of"]) => break,
            None => {}
        }
        let Some(before) = start.checked_sub(1).filter(|&t| t > floor && page.is_comma(t)) else {
            break;
        };
        start = segment_start(page, floor, before);
        // "of Huntsville" leans on what stands before, "and Ivan Petrov" begins there.
        let leans = page.is(start, before, &["of"]) || page.upos(start) == Upos::Cconj;
        if is_aside(page, start) && !leans || start >= before {
            break;
        }
    }
    // A single piece with a comma after it is no source: "On Monday, said".
    whole
        .filter(|w| w.end < comma + 1 || (w.start..comma).any(|t| page.is_comma(t)))
        .map(|w| w.start..if w.end == comma + 1 { w.end } else { w.end.min(comma) })
}

/// The end of a segment without the comma that closes it.
fn trimmed(page: &Page, segment: Range<usize>) -> usize {
    if segment.end > segment.start && page.is_comma(segment.end - 1) {
        segment.end - 1
    } else {
        segment.end
    }
}

/// Whether the segment from `start` tells circumstances rather than a person.
fn is_aside(page: &Page, start: usize) -> bool {
    match page.upos(start) {
        Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv | Upos::Part => true,
        Upos::Verb => {
            page.token(start).verb_form == Some(VerbForm::Ing) || page.norm(start) == "asked"
        }
        _ => false,
    }
}

/// Where the stretch without commas, dashes, colons and quotation marks that
/// ends before `end` begins.
fn segment_start(page: &Page, floor: usize, end: usize) -> usize {
    let mut t = end;
    let mut depth = 0usize;
    while t > floor {
        match page.norm(t - 1) {
            ")" | "]" => depth += 1,
            "(" | "[" if depth > 0 => depth -= 1,
            "," | ";" | ":" | "(" | "[" | "." | "!" | "?" | "…" if depth == 0 => break,
            _ if depth == 0 && (page.is_dash(t - 1) || page.is_quote_mark(t - 1)) => break,
            _ => {}
        }
        t -= 1;
    }
    t
}

/// Where the clause that the segment ends with begins: after its last
/// conjunction or finite verb that is not part of a relative clause.
fn clause_start(page: &Page, segment: Range<usize>) -> usize {
    let mut t = segment.end;
    while t > segment.start {
        let w = t - 1;
        if is_subject_pronoun(page, w)
            && !page.is(w, t, &["who", "which", "that"])
            && w + 1 < segment.end
        {
            // "he told people": a pronoun inside is the subject of a verb.
            if page.upos(w + 1) == Upos::Verb || page.upos(w + 1) == Upos::Aux {
                if let Some(relative) = relative(page, segment.start, w) {
                    t = relative;
                    continue;
                }
                return w;
            }
        }
        if page.is_finite(w) {
            match relative(page, segment.start, w) {
                Some(relative) => {
                    t = relative;
                    continue;
                }
                None if page.upos(w) == Upos::Verb && is_reduced(page, w) => {}
                None => return t,
            }
        }
        match page.upos(w) {
            // "told her that" opens a clause, "the man that" does not.
            Upos::Sconj
                if page.norm(w) != "that"
                    || !follows_noun(page, w)
                    || page.upos(w - 1) == Upos::Pron =>
            {
                return t;
            }
            // "who came and who stayed"
            Upos::Cconj if page.is(w + 1, segment.end, &["who", "which", "whose"]) => {}
            Upos::Cconj if (segment.start..w).any(|v| page.is_finite(v)) => return t,
            _ => {}
        }
        t -= 1;
    }
    segment.start
}

/// Where the relative pronoun stands whose clause the verb at `verb` belongs to.
pub(crate) fn relative(page: &Page, floor: usize, verb: usize) -> Option<usize> {
    const REACH: usize = 10;
    let from = floor.max(verb.saturating_sub(REACH));
    (from..verb).rev().find(|&t| {
        page.is(t, verb, &["who", "which", "whose", "whom", "that"])
            && (follows_noun(page, t) || t > 0 && page.is_comma(t - 1))
    })
}

/// "documents released by the court": a participle after its noun.
pub(crate) fn is_reduced(page: &Page, verb: usize) -> bool {
    let past = matches!(page.token(verb).verb_form, Some(VerbForm::Past | VerbForm::Participle));
    past && follows_noun(page, verb)
        && page.document.tokens.get(verb + 1).is_some_and(|n| {
            n.norm == "by" || n.upos == Upos::Adp && page.norm(verb).ends_with("ed")
        })
        || past && follows_noun(page, verb) && is_time(page, verb + 1, page.document.tokens.len())
}

fn follows_noun(page: &Page, t: usize) -> bool {
    t > 0 && matches!(page.upos(t - 1), Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
}

/// Where the noun phrase begins, without the adverbs, conjunctions and
/// prepositional phrases before it.
fn phrase_start(page: &Page, segment: Range<usize>) -> Option<usize> {
    let mut t = segment.start;
    while t < segment.end {
        // "which engineers say"
        if t + 1 < segment.end && page.is(t, segment.end, &["which", "what", "whom"]) {
            t += 1;
            continue;
        }
        match page.upos(t) {
            Upos::Adv
            | Upos::Cconj
            | Upos::Sconj
            | Upos::Part
            | Upos::Aux
            | Upos::Intj
            | Upos::Punct => t += 1,
            Upos::Verb if t == segment.start => t += 1,
            Upos::Adp => match after_phrase(page, t + 1, segment.end)? {
                // "after the ministry said": no preposition, a conjunction.
                end if end == segment.end
                    && page.is(t, end, &["after", "before", "since", "until", "as", "like"]) =>
                {
                    t += 1;
                }
                end => t = end,
            },
            _ => return Some(t),
        }
    }
    None
}

/// The token after the mention that begins at or after `from`.
fn after_phrase(page: &Page, from: usize, end: usize) -> Option<usize> {
    let mentions = page.document.mentions_in(from..end);
    let first = page.document.mentions[mentions.clone()].first()?.tokens.start;
    let stop = page.document.mentions[mentions]
        .iter()
        .take_while(|m| m.tokens.start == first)
        .map(|m| m.tokens.end)
        .max()?;
    Some(stop.min(end))
}

/// A pronoun that can be a subject.
pub(crate) fn is_subject_pronoun(page: &Page, t: usize) -> bool {
    page.upos(t) == Upos::Pron
        && matches!(
            page.norm(t),
            "he" | "she"
                | "they"
                | "i"
                | "we"
                | "you"
                | "it"
                | "who"
                | "which"
                | "that"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "nobody"
        )
}

/// The possessor of the noun phrase whose head is `noun`: "Moscow's", "his".
pub(crate) fn possessor(page: &Page, floor: usize, noun: usize) -> Option<Range<usize>> {
    const REACH: usize = 5;
    let from = floor.max(noun.saturating_sub(REACH));
    let own = |&t: &usize| !matches!(page.upos(t), Upos::Verb | Upos::Adp | Upos::Det | Upos::Aux);
    let mark = (from..noun).rev().take_while(own).find(|&t| {
        matches!(page.norm(t), "'s" | "'" | "his" | "her" | "its" | "their" | "my" | "our" | "your")
    })?;
    if page.upos(mark) == Upos::Pron || page.upos(mark) == Upos::Det {
        return Some(mark..mark + 1);
    }
    let index = page
        .document
        .mentions_in(floor..mark)
        .rev()
        .find(|&m| page.document.mentions[m].tokens.end == mark)?;
    Some(page.document.mentions[index].tokens.start..mark + 1)
}
