//! A text's words and numbers as time expressions are made of them.

use dateline_core::Span;
use dateline_knowledge::{TimeKind, Times};

/// A run of letters, a run of digits, or one other character.
#[derive(Debug, Clone)]
pub struct Word {
    pub span: Span,
    /// In lower case.
    pub text: String,
    /// The number, if it is a run of at most four digits.
    pub digits: Option<i32>,
    /// What the table says of it.
    pub says: Option<(TimeKind, i32)>,
    /// Whether nothing parts it from the word before.
    pub glued: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// The words of `text`.
pub fn lex(text: &str, times: &Times) -> Vec<Word> {
    #[derive(PartialEq, Clone, Copy)]
    enum Sort {
        Letter,
        Digit,
        Other,
    }
    let sort = |c: char| match c {
        c if c.is_ascii_digit() => Sort::Digit,
        c if c.is_alphabetic() => Sort::Letter,
        _ => Sort::Other,
    };
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let own = sort(c);
        let mut end = start + c.len_utf8();
        while own != Sort::Other && chars.peek().is_some_and(|&(_, c)| sort(c) == own) {
            if let Some((at, c)) = chars.next() {
                end = at + c.len_utf8();
            }
        }
        let span = Span::new(start, end);
        let lower = span.of(text).to_lowercase();
        let digits = if own == Sort::Digit && end - start <= 4 { lower.parse().ok() } else { None };
        let glued = words.last().is_some_and(|before| before.span.end == start);
        let says = if own == Sort::Letter { times.get(&lower) } else { None };
        words.push(Word { span, digits, says, glued, capital: c.is_uppercase(), text: lower });
    }
    words
}
