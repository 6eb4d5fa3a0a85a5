//! Word pieces: BERT's uncased ones, for text that is already cut into words.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A longer run of letters is unknown, in characters.
const LONGEST_RUN: usize = 100;

/// A web address keeps its first and last four pieces.
pub(crate) const MOST_PIECES: usize = 8;

/// The vocabulary.
pub(crate) struct Pieces {
    /// Pieces that begin a run.
    first: HashMap<Box<str>, u32>,
    /// Pieces that go on, without their `##`.
    next: HashMap<Box<str>, u32>,
    /// No piece has more bytes.
    longest: usize,
    unknown: u32,
    /// `[CLS]`, before a sentence.
    pub begin: u32,
    /// `[SEP]`, after it.
    pub end: u32,
}

impl Pieces {
    /// The vocabulary from its lines; `None` if a mark is missing.
    pub fn new(lines: &str) -> Option<Self> {
        let (mut first, mut next) = (HashMap::with_capacity(1 << 15), HashMap::new());
        let mut longest = 0;
        for (number, line) in (0u32..).zip(lines.split('\n')) {
            match line.strip_prefix("##") {
                // The piece `##` itself begins runs; it has no rest.
                Some(rest) if !rest.is_empty() => next.insert(rest.into(), number),
                _ => first.insert(line.into(), number),
            };
            longest = longest.max(line.len());
        }
        let mark = |mark: &str| first.get(mark).copied();
        let (unknown, begin, end) = (mark("[UNK]")?, mark("[CLS]")?, mark("[SEP]")?);
        Some(Self { first, next, longest, unknown, begin, end })
    }

    /// Whether the word is a piece as it stands.
    pub fn knows(&self, word: &str) -> bool {
        match word.strip_prefix("##") {
            Some(rest) if !rest.is_empty() => self.next.contains_key(rest),
            _ => self.first.contains_key(word),
        }
    }

    /// Appends the pieces of one word: at least one, at most [`MOST_PIECES`].
    pub fn add(&self, word: &str, pieces: &mut Vec<u32>) {
        let from = pieces.len();
        let mut run = String::with_capacity(word.len());
        if word.is_ascii() {
            for c in word.bytes() {
                self.character(c.to_ascii_lowercase().into(), &mut run, pieces);
            }
        } else {
            for c in word.to_lowercase().nfd() {
                self.character(c, &mut run, pieces);
            }
        }
        self.end_run(&mut run, pieces);
        let count = pieces.len() - from;
        if count == 0 {
            pieces.push(self.unknown);
        } else if count > MOST_PIECES {
            let half = MOST_PIECES / 2;
            pieces.drain(from + half..from + count - half);
        }
    }

    /// Takes a character into the run under way, or ends the run.
    fn character(&self, c: char, run: &mut String, pieces: &mut Vec<u32>) {
        match kind(c) {
            Kind::Nothing => {}
            Kind::Blank => self.end_run(run, pieces),
            Kind::Alone => {
                self.end_run(run, pieces);
                run.push(c);
                self.end_run(run, pieces);
            }
            Kind::Letter => run.push(c),
        }
    }

    /// Cuts the run into the longest pieces from the left, or calls it unknown.
    fn end_run(&self, run: &mut String, pieces: &mut Vec<u32>) {
        let from = pieces.len();
        let mut rest = run.as_str();
        if run.len() > LONGEST_RUN && run.chars().count() > LONGEST_RUN {
            pieces.push(self.unknown);
            rest = "";
        }
        let mut known = &self.first;
        while !rest.is_empty() {
            let mut end = floor(rest, self.longest);
            while end > 0 {
                if let Some(&piece) = known.get(&rest[..end]) {
                    pieces.push(piece);
                    break;
                }
                end = floor(rest, end - 1);
            }
            if end == 0 {
                pieces.truncate(from);
                pieces.push(self.unknown);
            }
            rest = if end == 0 { "" } else { &rest[end..] };
            known = &self.next;
        }
        run.clear();
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

enum Kind {
    Nothing,
    Blank,
    Alone,
    Letter,
}

fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return match c {
            '\t' | '\n' | '\r' | ' ' => Kind::Blank,
            _ if c.is_ascii_alphanumeric() => Kind::Letter,
            _ if c.is_ascii_control() => Kind::Nothing,
            _ => Kind::Alone,
        };
    }
    let category = c.general_category();
    if category == GeneralCategory::NonspacingMark || c == '\u{fffd}' {
        return Kind::Nothing;
    }
    match c.general_category_group() {
        GeneralCategoryGroup::Other => Kind::Nothing,
        _ if c.is_whitespace() => Kind::Blank,
        GeneralCategoryGroup::Punctuation => Kind::Alone,
        _ if is_ideograph(c) => Kind::Alone,
        _ => Kind::Letter,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(
        u32::from(c),
        0x4E00..=0x9FFF
            | 0x3400..=0x4DBF
            | 0x20000..=0x2CEAF
            | 0xF900..=0xFAFF
            | 0x2F800..=0x2FA1F
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "[UNK]\n[CLS]\n[SEP]\nport\n##s\n##er\nport##\n-\nto\n##day\n漢\ne";

    fn cut(word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        Pieces::new(LINES).unwrap().add(word, &mut pieces);
        pieces
    }

    #[test]
    fn the_longest_piece_comes_first() {
        assert_eq!(cut("Ports"), [3, 4]);
        assert_eq!(cut("porters-to"), [3, 5, 4, 7, 8]);
        assert_eq!(cut("today"), [8, 9]);
    }

    #[test]
    fn what_does_not_fit_is_unknown_as_a_whole() {
        assert_eq!(cut("portx"), [0]);
        assert_eq!(cut("portx-to"), [0, 7, 8]);
        assert_eq!(cut(&"e".repeat(101)), [0]);
    }

    #[test]
    fn marks_and_controls_leave_nothing() {
        assert_eq!(cut("É"), [11]);
        assert_eq!(cut("\u{200b}"), [0]);
        assert_eq!(cut(""), [0]);
        assert_eq!(cut("漢漢"), [10, 10]);
    }

    #[test]
    fn long_words_keep_both_ends() {
        assert_eq!(cut("to-to-to-to-to-port"), [8, 7, 8, 7, 7, 8, 7, 3]);
        assert_eq!(cut(&"-".repeat(400)).len(), MOST_PIECES);
    }

    #[test]
    fn a_vocabulary_without_marks_is_refused() {
        assert!(Pieces::new("a\nb").is_none());
    }
}
