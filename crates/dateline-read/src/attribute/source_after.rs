//! Sources after their cue: "according to X", "said X".

use super::page::Page;
use super::setting::is_setting;
use super::source::{MAX, is_reduced, is_subject_pronoun};
use dateline_knowledge::{Complement, Upos};
use std::ops::Range;

/// The source that begins at `from` or right after it, in a sentence or
/// quotation that ends at `end`.
pub(crate) fn after(page: &Page, from: usize, end: usize) -> Option<Range<usize>> {
    if !page.opens_phrase(from, end) || is_setting(page, from, end) {
        return None;
    }
    if is_subject_pronoun(page, from) {
        return Some(from..from + 1);
    }
    let end = end.min(from + MAX);
    let mut relative = false;
    let mut t = from;
    while t < end {
        match page.norm(t) {
            "." | ";" | ":" | "!" | "?" | "—" | "–" | "--" => break,
            "who" | "which" | "whose" => relative = true,
            "," => match goes_on(page, t + 1, end) {
                Some(clause) => relative = clause,
                None => break,
            },
            "(" => t = skip_brackets(page, t, end),
            ")" => break,
            _ if page.is_quote_mark(t) => break,
            _ if !relative && t > from && is_setting(page, t, end) => break,
            _ if !relative && page.is_finite(t) && !is_reduced(page, t) => break,
            _ => {}
        }
        t += 1;
    }
    let source = page.trim(from..t);
    (!source.is_empty()).then_some(source)
}

/// Whether an apposition or relative clause (`Some(true)`) opens at `t`.
fn goes_on(page: &Page, t: usize, end: usize) -> Option<bool> {
    if page.is(t, end, &["who", "whose", "which"]) {
        // "said the envoy, who added that": the envoy goes on to speak.
        let verb = (t + 1..end.min(t + 5)).find(|&u| page.upos(u) == Upos::Verb);
        let speaks = verb.is_some_and(|v| {
            let cues = page.knowledge.reporting.verbs(&page.token(v).lemma);
            cues.iter().any(|cue| cue.takes(Complement::Quote))
        });
        return (!speaks).then_some(true);
    }
    let opens = page.opens_phrase(t, end) && !is_subject_pronoun(page, t);
    // A clause of its own: "according to the minister, the army had left".
    let clause = (t..end)
        .take_while(|&u| !matches!(page.norm(u), "," | "." | ";" | ":") && !page.is_quote_mark(u))
        .take_while(|&u| !page.is(u, end, &["who", "which", "that", "whose"]))
        .any(|u| page.is_finite(u) && !is_reduced(page, u));
    (opens && !clause && !is_setting(page, t, end)).then_some(false)
}

fn skip_brackets(page: &Page, open: usize, end: usize) -> usize {
    (open..end).find(|&t| page.norm(t) == ")").unwrap_or(end - 1)
}
