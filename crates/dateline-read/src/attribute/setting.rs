//! When and where something was said: words that stand between source, cue and
//! content and belong to none of them.

use super::page::Page;
use dateline_knowledge::Upos;

/// Past "Tuesday", "on Tuesday", "last week", "a day earlier".
pub(crate) fn time_end(page: &Page, from: usize, end: usize) -> usize {
    let reporting = &page.knowledge.reporting;
    let is_time = |t: usize| t < end && reporting.is_time(page.norm(t));
    let is_unit = |t: usize| t < end && reporting.is_time_unit(&page.token(t).lemma);
    let mut t = from;
    loop {
        let day = if page.is(t, end, &["on", "early", "late"]) { t + 1 } else { t };
        if is_time(day) {
            t = day + 1;
        } else if is_unit(t + 1) && page.is(t + 2, end, &["earlier", "ago", "later"]) {
            t += 3;
        } else if page.is(t, end, &["last", "this"]) && is_unit(t + 1) {
            t += 2;
        } else if page.is(t, end, &["morning", "afternoon", "evening", "night"]) && t > from {
            t += 1;
        } else {
            return t;
        }
    }
}

/// Whether a time begins here: "Tuesday", "earlier", "last week".
pub(crate) fn is_time(page: &Page, t: usize, end: usize) -> bool {
    time_end(page, t, end) > t
}

/// "on Tuesday", "in an interview", "last week": no part of the source.
pub(crate) fn is_setting(page: &Page, t: usize, end: usize) -> bool {
    is_time(page, t, end)
        || page.is(t, end, &["in", "at", "during", "on"])
            && (t + 1..end.min(t + 6)).take_while(|&u| page.upos(u) != Upos::Adp).any(|u| {
                page.knowledge.reporting.is_venue(&page.token(u).lemma) || is_time(page, u, end)
            })
        || page.is(t, end, &["when", "as", "after", "before", "while", "because"])
}
