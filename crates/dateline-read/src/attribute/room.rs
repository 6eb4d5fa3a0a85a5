//! Where a cue can look for its source and content.

use super::cues::Cue;
use super::page::Page;
use dateline_knowledge::Upos;
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
pub(crate) fn after_dateline(page: &Page, sentence: &Range<usize>) -> usize {
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
