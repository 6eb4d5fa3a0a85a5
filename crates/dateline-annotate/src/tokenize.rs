//! Text into syntactic words as Universal Dependencies cuts English.
//!
//! A word is a span of the surface: `don't` is `do` + `n't`, `Russia's` is
//! `Russia` + `'s`, `U.S.` is one. Every character that is no white space lies
//! in exactly one token, and the time is linear in the text: each scanner either
//! consumes what it looks at or looks ahead a bounded way.

mod address;
mod chars;
mod number;
mod symbol;
mod word;

use dateline_core::Span;

pub(crate) use chars::is_emoji as is_picture;

/// Cuts a text into tokens, in order.
pub fn tokenize(text: &str) -> Vec<Span> {
    let mut scanner = Scanner {
        text,
        start: 0,
        end: 0,
        at: 0,
        at_sign: false,
        dotted: 0,
        mailed: 0,
        tokens: Vec::with_capacity(text.len() / 5),
    };
    let mut from = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                scanner.chunk(start, at);
                from = None;
            }
            _ => {}
        }
    }
    if let Some(start) = from {
        scanner.chunk(start, text.len());
    }
    scanner.tokens
}

/// The state while one chunk (a stretch without white space) is cut.
struct Scanner<'a> {
    text: &'a str,
    /// The chunk.
    start: usize,
    end: usize,
    /// Where the next token begins.
    at: usize,
    /// Whether the chunk holds an `@`, so that only then e-mails are tried.
    at_sign: bool,
    /// Up to here no dotted name is found: not tried again (linear time).
    dotted: usize,
    /// The same for mail addresses.
    mailed: usize,
    tokens: Vec<Span>,
}

impl Scanner<'_> {
    fn chunk(&mut self, start: usize, end: usize) {
        (self.start, self.end, self.at) = (start, end, start);
        self.at_sign = self.text.as_bytes()[start..end].contains(&b'@');
        while self.at < self.end {
            let c = self.char_at(self.at);
            if c.is_ascii_digit() {
                self.number();
            } else if chars::is_word(c) {
                self.word();
            } else {
                self.symbol(c);
            }
        }
    }

    /// Ends the token under way.
    fn push(&mut self, end: usize) {
        debug_assert!(end > self.at && end <= self.end && self.text.is_char_boundary(end));
        self.tokens.push(Span { start: self.at, end });
        self.at = end;
    }

    /// The rest of the chunk from a place in it.
    fn rest(&self, from: usize) -> &str {
        &self.text[from..self.end]
    }

    /// The character at a place, NUL past the end of the chunk: no rule asks
    /// for NUL, so that stands for "none".
    fn char_at(&self, at: usize) -> char {
        if at >= self.end { '\0' } else { self.text[at..].chars().next().unwrap_or('\0') }
    }

    /// The character before a place within the chunk, or NUL.
    fn char_before(&self, at: usize) -> char {
        self.text[self.start..at].chars().next_back().unwrap_or('\0')
    }

    fn byte(&self, at: usize) -> u8 {
        if at < self.end { self.text.as_bytes()[at] } else { 0 }
    }

    /// Where a run of characters that pass `test` ends.
    fn run(&self, from: usize, test: impl Fn(char) -> bool) -> usize {
        self.rest(from)
            .char_indices()
            .find(|&(_, c)| !test(c))
            .map_or(self.end, |(at, _)| from + at)
    }

    /// The last token, as text.
    fn previous(&self) -> &str {
        self.tokens.last().map_or("", |span| &self.text[span.start..span.end])
    }

    /// The first character after the chunk that is no blank; a line break
    /// counts as a character. NUL at the end of the text.
    fn next_after_chunk(&self) -> char {
        self.text[self.end..].chars().take(8).find(|&c| c != ' ' && c != '\t').unwrap_or('\0')
    }

    /// Whether the chunk opens a line.
    fn at_line_start(&self) -> bool {
        self.at == self.start
            && self.text[..self.start]
                .chars()
                .rev()
                .take(16)
                .find(|&c| c != ' ' && c != '\t')
                .is_none_or(|c| c == '\n' || c == '\r')
    }
}
