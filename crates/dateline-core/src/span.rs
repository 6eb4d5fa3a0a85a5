//! Places in a text: bytes inside, code points outside, and the one type that
//! converts between them.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a report's text in UTF-8 bytes, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, without, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words of `text` in this span.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A stretch of a report's text as published: Unicode code points, end
/// exclusive (as Python counts), with the words themselves.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// How far apart two marks of [`Offsets`] lie, in bytes.
const STRIDE: usize = 128;

/// Converts between the byte offsets and the code point offsets of one text.
///
/// Built in one pass; a conversion looks at no more than 128 bytes. Texts that
/// are ASCII need no table at all.
#[derive(Debug, Clone)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points that start before byte `i * STRIDE`; empty if all is ASCII.
    marks: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// The offsets of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for block in text.as_bytes().chunks(STRIDE) {
                marks.push(before);
                before += starts(block);
            }
            marks.push(before);
        }
        Self { text, marks }
    }

    /// The code point offset of byte `byte`. A byte inside a character counts
    /// as that character's end, one beyond the text as the text's end.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.marks.is_empty() {
            return byte;
        }
        let block = byte / STRIDE;
        self.marks[block] + starts(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The byte offset of code point `code_point`; `None` beyond the text.
    pub fn byte(&self, code_point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (code_point <= self.text.len()).then_some(code_point);
        }
        // The last block that starts at or before the code point.
        let block = self.marks.partition_point(|&m| m <= code_point).saturating_sub(1);
        let mut count = self.marks[block];
        let from = (block * STRIDE).min(self.text.len());
        for (i, &b) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(b) {
                if count == code_point {
                    return Some(from + i);
                }
                count += 1;
            }
        }
        (count == code_point).then_some(self.text.len())
    }

    /// The span as published.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries of the text.
    pub fn quote(&self, span: Span) -> Quote {
        Quote {
            start: self.code_point(span.start),
            end: self.code_point(span.end),
            text: span.of(self.text).to_owned(),
        }
    }

    /// The span of a published place; `None` if it lies beyond the text or
    /// runs backwards.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let (start, end) = (self.byte(start)?, self.byte(end)?);
        (start <= end).then_some(Span { start, end })
    }
}

/// Whether a character starts with this byte of UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let offsets = Offsets::new(text);
        let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        // Beyond a few thousand, a sample is as good as all.
        let step = (bytes.len() / 2000).max(1);
        for (code_point, &byte) in bytes.iter().enumerate().step_by(step) {
            assert_eq!(offsets.code_point(byte), code_point);
            assert_eq!(offsets.byte(code_point), Some(byte));
        }
        assert_eq!(offsets.byte(bytes.len()), None);
        assert_eq!(offsets.code_point(usize::MAX), bytes.len() - 1);
    }

    #[test]
    fn hard_texts_convert_both_ways() {
        let long = "naïve — 🛰️ ".repeat(700_000);
        for text in [
            "",
            "plain",
            "e\u{301}te\u{301} and 👩‍👩‍👧 there",
            "one\r\ntwo\0three",
            "was a lone surrogate: \u{FFFD}",
            &long,
        ] {
            check(text);
        }
        assert!(long.len() > 10_000_000, "one line of 10 MB is among them");
    }

    #[test]
    fn a_byte_inside_a_character_counts_as_its_end() {
        assert_eq!(Offsets::new("é").code_point(1), 1);
    }

    proptest! {
        #[test]
        fn any_text_converts_both_ways(text in any::<String>()) {
            check(&text);
        }

        #[test]
        fn quotes_come_back(text in "\\PC{0,300}", a in 0usize..300, b in 0usize..300) {
            let offsets = Offsets::new(&text);
            if let Some(span) = offsets.span(a.min(b), a.max(b)) {
                let quote = offsets.quote(span);
                prop_assert_eq!((quote.start, quote.end), (a.min(b), a.max(b)));
                let chars: String =
                    text.chars().skip(quote.start).take(quote.end - quote.start).collect();
                prop_assert_eq!(&quote.text, &chars);
            }
        }
    }
}
