//! Placeholder while the sentence splitter is written.

use dateline_core::Span;
use std::ops::Range;

/// Ends a sentence at `.`, `!`, `?` and blank lines.
pub fn split(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (i, span) in tokens.iter().enumerate() {
        let gap = tokens.get(i + 1).map_or("", |next| &text[span.end..next.start]);
        let stop = matches!(span.of(text), "." | "!" | "?") && !gap.is_empty();
        if stop || gap.matches('\n').count() > 1 || i + 1 == tokens.len() {
            ranges.push(start..i + 1);
            start = i + 1;
        }
    }
    ranges
}
