//! Quotations that go on: a quotation without a cue of its own belongs to the
//! speaker of the one before.

use super::draft::Draft;
use super::page::Page;
use dateline_knowledge::Upos;
use std::ops::Range;

/// The quotations that follow `sentence` as sentences of their own, and the
/// first sentence that is none.
pub(crate) fn following(page: &Page, sentence: usize) -> (Vec<Range<usize>>, usize) {
    let sentences = &page.document.sentences;
    let mut found = Vec::new();
    let mut s = sentence + 1;
    while let Some(next) = sentences.get(s) {
        let Some(q) = page.quotations.opening_at(next.tokens.start) else { break };
        let last = page.document.sentence_of(q.end - 1);
        // What follows the quotation in its last sentence is a cue or a
        // comment: then it is not ours.
        if sentences[last].tokens.end > q.end {
            break;
        }
        found.push(q.clone());
        s = last + 1;
    }
    (found, s)
}

/// Whether quotations after its sentence continue this draft: it ends in a
/// quotation, or its content was quoted before the cue.
pub(crate) fn continues(page: &Page, draft: &Draft, sentence: &Range<usize>) -> bool {
    // "The treaty was dead, she said. “Nobody believes in it.”"
    let closes = draft.content.last().is_some_and(|last| last.end <= draft.cue.tokens.start)
        && (draft.cue.tokens.end..sentence.end).all(|t| page.upos(t) == Upos::Punct);
    page.quotations.of(draft.cue.head).is_none()
        && (closes
            || draft.content.iter().any(|piece| {
                page.quotations.closing_at(piece.end - 1).is_some() && piece.end <= sentence.end
            }))
}
