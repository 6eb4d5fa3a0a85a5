//! Placeholder while the tokenizer is written.

use dateline_core::Span;

/// Splits at blanks and punctuation.
pub fn tokenize(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric() {
            open.get_or_insert(i);
            continue;
        }
        if let Some(start) = open.take() {
            spans.push(Span::new(start, i));
        }
        if !c.is_whitespace() {
            spans.push(Span::new(i, i + c.len_utf8()));
        }
    }
    if let Some(start) = open {
        spans.push(Span::new(start, text.len()));
    }
    spans
}
