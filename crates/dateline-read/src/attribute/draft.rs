//! An attribution before speakers, nesting and certainty are known; and the
//! rules that make one of each build of cue.

use super::content::{self, Room};
use super::cues::{self, Build, Cue};
use super::page::Page;
use super::source;
use dateline_knowledge::{Act, Complement, Upos, VerbForm};
use std::ops::Range;

/// An attribution in terms of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'k> {
    pub(crate) cue: Cue<'k>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// The rule, such as "after".
    pub(crate) rule: &'static str,
    /// How often such a draft is right in PolNeAR's training part, roughly.
    pub(crate) confidence: f32,
}

/// The attributions of one sentence, by their cues.
pub(crate) fn of_sentence<'a>(page: &Page<'a>, sentence: Range<usize>) -> Vec<Draft<'a>> {
    let cues = cues::find(page, sentence.clone());
    let mut drafts: Vec<Draft> = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let room = Room::of(page, sentence.clone(), cue);
        let next = &cues[i + 1..];
        let draft = match cue.build {
            Build::Finite => finite(page, &room, cue, next, drafts.last()),
            Build::Gerund => gerund(page, &room, cue, next, drafts.last()),
            Build::Raised => raised(page, &room, cue, next),
            Build::Passive => passive(page, &room, cue, next),
            Build::Noun => noun(page, &room, cue, next, drafts.last()),
            Build::Adverb => adverb(page, &room, cue, next),
            Build::Phrase => phrase(page, &room, cue, next),
            Build::Colon => colon(page, &room, cue),
        };
        drafts.extend(draft.filter(|d| is_worth_it(page, d)));
    }
    drafts
}

/// In what a quotation says, only plain saying by somebody else is worth a
/// claim: "we want", "I think" are the speaker's own words.
fn is_worth_it(page: &Page, draft: &Draft) -> bool {
    if page.quotations.of(draft.cue.head).is_none() {
        return true;
    }
    let speaks = draft.cue.row.takes(Complement::Quote) && draft.cue.row.act != Act::Wish;
    let other = draft
        .source
        .as_ref()
        .is_some_and(|s| !page.is(s.start, s.end, &["i", "we", "you", "it", "that", "which"]));
    speaks && other
}

fn draft<'a>(
    cue: &Cue<'a>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    rule: &'static str,
    confidence: f32,
) -> Draft<'a> {
    Draft { cue: cue.clone(), source, content, rule, confidence }
}

/// "X said that C", "C, X said", "C, said X", "C1, X said, C2".
fn finite<'a>(
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
        let rest = content::relative(page, content_rest(page, room, right, next)?);
        let content = vec![left - 1..left, rest];
        return Some(draft(cue, Some(source), content, "relative", 0.45));
    }
    if cue.row.takes(Complement::That)
        && ends
        && !page.is(cue.tokens.end, room.inner.end, &["to"])
        && let Some(as_) = link.filter(|&t| page.norm(t) == "as")
    {
        // "As X noted, C" and "C1, as X noted, C2".
        let content = match content::around(page, room, as_, right) {
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
            && let Some(content) = content::around(page, room, left, right)
            && fits(&content)
        {
            return Some(draft(cue, Some(source), content, "around", 0.9));
        }
    }
    let mut content = content::after(page, room, cue, cue.tokens.end, next)?;
    if page.is(source.start, source.end, &["who", "which"]) {
        content = content::relative(page, content);
    } else if link.is_some_and(|t| subordinates(page, t)) {
        content = content::subordinate(page, content);
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
    let source = source::after(page, cue.tokens.end, room.inner.end)?;
    let right = content::time_end(page, source.end, room.inner.end);
    let ends = right >= room.inner.end || parts(page, right);
    let clause = (room.inner.start..left).any(|t| page.is_finite(t));
    if !quoted && !(ends && clause) {
        return None;
    }
    let content = content::around(page, room, left, right)?;
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
    if page.upos(before) != Upos::Cconj {
        return None;
    }
    match last {
        Some(last) if last.source.is_some() => last.source.clone(),
        _ => main_subject(page, room.inner.start, before),
    }
}

/// The subject of the first finite verb from `start` on.
fn main_subject(page: &Page, start: usize, end: usize) -> Option<Range<usize>> {
    let verb =
        (start..end).find(|&t| page.is_finite(t) && source::relative(page, start, t).is_none())?;
    let group = (start..verb)
        .rev()
        .find(|&t| !matches!(page.upos(t), Upos::Adv | Upos::Part))
        .map_or(start, |t| t + 1);
    source::before(page, start, group)
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
                || content::time_end(page, from, end) > from
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
fn parts(page: &Page, t: usize) -> bool {
    matches!(page.norm(t), "," | "." | ";" | "!" | "?" | ":") || page.is_dash(t)
}

/// ", adding that C": the source is that of the cue before, or the subject.
fn gerund<'a>(
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
        source::after(page, comma + 1, room.inner.end)
    })?;
    Some(draft(cue, Some(source), vec![content], "gerund", 0.65))
}

/// "X is said to C": nobody is named, the subject is part of the content.
fn raised<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>, next: &[Cue]) -> Option<Draft<'a>> {
    let subject = source::before(page, room.inner.start, cue.tokens.start)?;
    let rest = content_rest(page, room, cue.tokens.end, next)?;
    Some(draft(cue, None, vec![page.trim(subject), rest], "raised", 0.6))
}

/// The rest of the clause from `from` on.
fn content_rest(page: &Page, room: &Room, from: usize, next: &[Cue]) -> Option<Range<usize>> {
    let end = content::clause_end(page, room, from, next);
    let rest = page.trim(from.min(end)..end);
    (!rest.is_empty()).then_some(rest)
}

/// "it is believed that C", "he was told that C".
fn passive<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>, next: &[Cue]) -> Option<Draft<'a>> {
    // "It is not known whether": nobody speaks.
    if cue.tokens.clone().any(|t| page.knowledge.certainty.negates(page.norm(t))) {
        return None;
    }
    let content = content::after(page, room, cue, cue.tokens.end, next)?;
    Some(draft(cue, None, vec![content], "passive", 0.4))
}

/// "X's claim that C", "a warning from X that C".
fn noun<'a>(
    page: &Page<'a>,
    room: &Room,
    cue: &Cue<'a>,
    next: &[Cue],
    last: Option<&Draft<'a>>,
) -> Option<Draft<'a>> {
    let that = cues::noun_content(page, cue.tokens.end, room.inner.end)?;
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
fn adverb<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>, next: &[Cue]) -> Option<Draft<'a>> {
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
fn phrase<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>, next: &[Cue]) -> Option<Draft<'a>> {
    let source = source::after(page, cue.tokens.end, room.inner.end)?;
    let left = cue.tokens.start;
    let right = content::time_end(page, source.end, room.inner.end);
    let opens = left == room.inner.start
        || page.upos(left - 1) == Upos::Cconj && left - 1 == room.inner.start;
    let content = if opens {
        let from = if right < room.inner.end && parts(page, right) { right + 1 } else { right };
        vec![content_rest(page, room, from, next)?]
    } else if page.is(left - 1, left, &["who", "which", "that"]) {
        // "a driver who according to the police fled"
        vec![left - 1..left, content_rest(page, room, source.end, next)?]
    } else {
        let first = page.trim(content::clause_before(page, room, left));
        if first.is_empty() {
            return None;
        }
        let rest = content::resuming(page, room, right, &first);
        [Some(first), rest].into_iter().flatten().collect()
    };
    Some(draft(cue, Some(source), content, "phrase", 0.85))
}

/// "Minister: no talks before May", "Poll: voters want change".
fn colon<'a>(page: &Page<'a>, room: &Room, cue: &Cue<'a>) -> Option<Draft<'a>> {
    /// How many words the speaker of a headline has.
    const MAX: usize = 5;
    let source = room.inner.start..cue.tokens.start;
    let head = source.end.checked_sub(1).filter(|_| !source.is_empty() && source.len() <= MAX)?;
    let speaks = page.upos(head) == Upos::Propn
        || page.knowledge.reporting.is_document(&page.token(head).lemma)
        || page.knowledge.reporting.is_document(page.norm(head));
    let content = page.trim(cue.tokens.end..room.inner.end);
    (speaks && !content.is_empty() && source.clone().all(|t| !page.is_finite(t)))
        .then(|| draft(cue, Some(source), vec![content], "colon", 0.65))
}
