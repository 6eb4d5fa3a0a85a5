//! What the model sees of a place between two tokens.
//!
//! A feature is a number: the hash of its name and values, cut to the size of
//! the weight table. Words enter by their first bytes only, so that a token of
//! 50 MB costs no more than a short one.

use super::layout::Gap;
use crate::lists::{ABBREVIATIONS, CALENDAR, OPENERS};

/// Bits of the weight table's index.
pub const BITS: u32 = 17;

/// Features of one place.
pub const COUNT: usize = 34;
/// The features of one place: places in the weight table.
pub type Features = [u32; COUNT];

/// Bytes of a token that are looked at.
const SEEN: usize = 24;

/// What a token is, as far as sentences care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    Stop,
    Shout,
    Ellipsis,
    Colon,
    Semicolon,
    Comma,
    Dash,
    Quote,
    OpenQuote,
    CloseQuote,
    Apostrophe,
    Open,
    Close,
    Bullet,
    Face,
    Address,
    Number,
    Opener,
    Calendar,
    Capital,
    Capitals,
    Initial,
    Small,
    Other,
}

impl Kind {
    fn of(word: &str) -> Self {
        let mut chars = word.chars();
        let Some(first) = chars.next() else {
            return Self::Other;
        };
        let single = chars.next().is_none();
        match first {
            '.' if single => Self::Stop,
            '。' => Self::Stop,
            '.' | '…' if !word[first.len_utf8()..].starts_with(char::is_alphanumeric) => {
                Self::ellipsis(word)
            }
            '!' | '?' => Self::Shout,
            ':' if single => Self::Colon,
            ';' if single => Self::Semicolon,
            ',' => Self::Comma,
            '"' => Self::Quote,
            '“' | '„' | '«' | '‹' => Self::OpenQuote,
            '”' | '»' | '›' => Self::CloseQuote,
            '‘' => Self::OpenQuote,
            '\'' | '’' | '`' if single => Self::Apostrophe,
            '\'' | '’' | '`' if word[first.len_utf8()..].starts_with(first) => Self::Quote,
            '(' | '[' | '{' if single => Self::Open,
            ')' | ']' | '}' if single => Self::Close,
            '-' | '–' | '—' | '―' => Self::Dash,
            '•' | '*' | '·' | '>' | '|' | '#' | '_' | '=' | '■' | '►' | '◦' => {
                Self::Bullet
            }
            ':' | ';' | '<' => Self::Face,
            _ if first.is_ascii_digit() => Self::Number,
            _ if crate::tokenize::is_picture(first) => Self::Face,
            _ if first.is_alphabetic() => Self::word(word, first, single),
            _ => Self::Other,
        }
    }

    fn ellipsis(word: &str) -> Self {
        if word.contains(['!', '?']) { Self::Shout } else { Self::Ellipsis }
    }

    fn word(word: &str, first: char, single: bool) -> Self {
        let head = &word.as_bytes()[..word.len().min(SEEN)];
        let address =
            head.contains(&b'@') || head.starts_with(b"http") || head.starts_with(b"www.");
        if address {
            return Self::Address;
        }
        if !first.is_uppercase() {
            return Self::Small;
        }
        if OPENERS.has(word) {
            return Self::Opener;
        }
        if CALENDAR.has(word) {
            return Self::Calendar;
        }
        if single || (word.len() == 2 && word.ends_with('.')) {
            return Self::Initial;
        }
        if head.iter().any(u8::is_ascii_lowercase) { Self::Capital } else { Self::Capitals }
    }

    /// Marks that end a sentence.
    pub fn ends(self) -> bool {
        matches!(self, Self::Stop | Self::Shout | Self::Ellipsis)
    }

    /// What a sentence can end with where its full stop is missing, too.
    pub fn may_end(self) -> bool {
        let loose = matches!(self, Self::Colon | Self::Semicolon | Self::Dash | Self::Apostrophe);
        let other = matches!(self, Self::Quote | Self::Face | Self::Address);
        self.ends() || self.closes() || loose || other
    }

    pub fn closes(self) -> bool {
        matches!(self, Self::Close | Self::CloseQuote)
    }

    pub fn opens(self) -> bool {
        matches!(self, Self::Open | Self::OpenQuote)
    }

    /// What may open a sentence that no mark announces.
    pub fn begins(self) -> bool {
        !matches!(
            self,
            Self::Small
                | Self::Comma
                | Self::Stop
                | Self::Colon
                | Self::Semicolon
                | Self::Close
                | Self::CloseQuote
                | Self::Ellipsis
                | Self::Shout
        )
    }
}

/// A token reduced to what features need.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub kind: Kind,
    /// Hash of the word in lower case, digits as 0.
    word: u32,
    /// Hash of the shape: `Xx.` for `Gen.`
    shape: u32,
    /// Ends with its own full stop.
    pub dotted: bool,
    /// A title before a name (`Gen.`): no sentence ends after it.
    pub title: bool,
    length: u8,
}

impl Token {
    pub fn new(text: &str) -> Self {
        let bytes = &text.as_bytes()[..text.len().min(SEEN)];
        let (mut word, mut shape, mut last, mut run) = (SEED, SEED, 0u8, 0);
        for &byte in bytes {
            let (lower, class) = match byte {
                b'A'..=b'Z' => (byte.to_ascii_lowercase(), b'X'),
                b'a'..=b'z' => (byte, b'x'),
                b'0'..=b'9' => (b'0', b'0'),
                128.. => (byte, b'u'),
                _ => (byte, byte),
            };
            word = mix(word, u32::from(lower));
            run = if class == last { run + 1 } else { 0 };
            last = class;
            if run < 2 {
                shape = mix(shape, u32::from(class));
            }
        }
        let kind = Kind::of(text);
        let dotted =
            text.len() > 1 && text.ends_with('.') && !matches!(kind, Kind::Ellipsis | Kind::Shout);
        let title = dotted && ABBREVIATIONS.is(&text[..text.len() - 1], "title");
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        Self { kind, word, shape, dotted, title, length }
    }
}

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, value: u32) -> u32 {
    let mixed = (hash ^ value).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}

/// What is remembered while walking through a paragraph.
#[derive(Debug, Clone)]
pub struct State {
    /// Inside straight or curly quotation marks.
    pub quoted: bool,
    /// Inside brackets.
    depth: u8,
    /// Sentences ended in this paragraph.
    pub sentences: u32,
    /// The last token that closes nothing.
    body: Kind,
    /// The same where the last bracket opened: a note may follow a full stop.
    before: Kind,
    /// Whether the sentence began with a bracket; `None` before its first token.
    bracketed: Option<bool>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            quoted: false,
            depth: 0,
            sentences: 0,
            body: Kind::Other,
            before: Kind::Other,
            bracketed: None,
        }
    }
}

impl State {
    pub fn see(&mut self, kind: Kind, spaced: bool) {
        self.bracketed.get_or_insert(kind == Kind::Open);
        if kind == Kind::Open {
            self.before = self.body;
        }
        if !kind.closes() && kind != Kind::Quote {
            self.body = kind;
        }
        match kind {
            // A mark after a space opens whatever went before: a quotation
            // left open in one paragraph must not turn all later ones round.
            Kind::Quote => self.quoted = spaced,
            Kind::OpenQuote => self.quoted = true,
            Kind::CloseQuote => self.quoted = false,
            Kind::Open => self.depth = self.depth.saturating_add(1).min(3),
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether `kind` closes something in which no sentence ended, and which is
    /// not all there was of this sentence.
    pub fn closed_inside(&self, kind: Kind) -> bool {
        let quote = matches!(kind, Kind::Quote | Kind::CloseQuote);
        let bracket = kind == Kind::Close && self.bracketed != Some(true) && !self.before.ends();
        (quote || bracket) && !self.body.ends()
    }

    pub fn end_sentence(&mut self) {
        self.depth = 0;
        self.sentences += 1;
        self.bracketed = None;
    }
}

/// Lengths in few steps.
fn bucket(length: usize) -> u32 {
    match length {
        0..=4 => length as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=40 => 9,
        _ => 10,
    }
}

/// The features of the place after `tokens[at]`.
pub fn extract(
    tokens: &[Token],
    gaps: &[Gap],
    at: usize,
    start: usize,
    state: &State,
    ended: bool,
) -> Features {
    let get = |index: Option<usize>| index.and_then(|i| tokens.get(i));
    let word = |token: Option<&Token>| token.map_or(1, |t| t.word);
    let shape = |token: Option<&Token>| token.map_or(1, |t| t.shape);
    let kind = |token: Option<&Token>| token.map_or(99, |t| t.kind as u32);
    let l1 = get(Some(at));
    let l2 = get(at.checked_sub(1).filter(|&i| i >= start));
    let l3 = get(at.checked_sub(2).filter(|&i| i >= start));
    let (r1, r2, r3) = (get(Some(at + 1)), get(Some(at + 2)), get(Some(at + 3)));
    let gap = |index: usize| gaps.get(index).map_or(9, |&gap| gap as u32);
    let spaces = gap(at) * 16 + at.checked_sub(1).map_or(9, gap);
    let (k1, k2, q1, q2) = (kind(l1), kind(l2), kind(r1), kind(r2));
    let inside = u32::from(state.quoted) * 4 + u32::from(state.depth);
    let since = bucket(at - start + 1);
    let left = bucket(tokens.len() - at - 1);
    let dotted = l1.map_or(0, |t| u32::from(t.dotted) * 16 + u32::from(t.length.min(15)));
    // How the tokens up to 20 ahead go on: the next mark that ends a sentence.
    let ahead = tokens[at + 1..].iter().take(20).position(|t| t.kind.ends());
    let ahead = ahead.map_or(11, bucket);
    let values: [&[u32]; COUNT] = [
        &[],
        &[word(l1)],
        &[word(l2)],
        &[word(r1)],
        &[word(r2)],
        &[shape(l1)],
        &[shape(l2)],
        &[shape(r1)],
        &[shape(r2)],
        &[k1, q1],
        &[k1, q1, spaces],
        &[k1, q1, q2],
        &[k2, k1, q1],
        &[k2, k1, q1, q2],
        &[k1, word(r1)],
        &[word(l1), q1],
        &[word(l1), word(r1)],
        &[word(l2), k1, q1],
        &[k1, q1, word(r2)],
        &[k1, q1, inside],
        &[k1, q1, since],
        &[k1, q1, left],
        &[k1, q1, u32::from(ended), ahead],
        &[k1, since, left],
        &[kind(l3), k2, k1, q1, q2, kind(r3)],
        &[dotted, q1],
        &[dotted, word(r1)],
        &[shape(l1), shape(r1)],
        &[shape(l2), k1, shape(r1)],
        &[k1, shape(r1), shape(r2)],
        &[spaces, k1, q1, u32::from(state.quoted)],
        &[k1, q1, u32::from(ended), bucket(state.sentences as usize), since],
        &[k2, word(l1), q1, shape(r2)],
        &[kind(l3), k2, k1, q1],
    ];
    let mut features = [0; COUNT];
    for (index, (feature, value)) in features.iter_mut().zip(values).enumerate() {
        let hash = value.iter().fold(mix(SEED, index as u32 + 1), |hash, &v| mix(hash, v));
        *feature = hash >> (32 - BITS);
    }
    features
}
