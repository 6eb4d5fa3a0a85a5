//! What one line above a body may be, by its form alone.

use super::byline;
use crate::dates;
use dateline_knowledge::{MastheadWord, Mastheads};

/// What a line may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Names after "By".
    Byline(Vec<String>),
    /// A date and nothing else, in ISO 8601.
    Published(String),
    /// The same, of a later version.
    Updated(String),
    /// A name such as outlets bear. `sure`: with a call sign or a domain.
    Outlet { sure: bool },
    /// The name of a section.
    Section,
    /// May be a headline.
    Plain,
    /// Text.
    Body,
}

/// Longest headline, in words and in characters.
const WORDS: usize = 22;
const CHARS: usize = 200;

impl Kind {
    /// Of a byline or a date: never text, wherever it stands above the body.
    pub(super) fn is_furniture(&self) -> bool {
        matches!(self, Kind::Byline(_) | Kind::Published(_) | Kind::Updated(_))
    }

    /// What `line` may be.
    pub(super) fn of(line: &str, mastheads: &Mastheads) -> Self {
        let line = line.trim();
        let plain = line.strip_prefix('*').and_then(|l| l.strip_suffix('*'));
        let line = plain.map_or(line, |l| l.trim_matches('*').trim());
        if !is_short(line) {
            return Kind::Body;
        }
        let role = |word: &str| mastheads.is(MastheadWord::Role, word);
        if let Some(names) = byline::parse(line, role) {
            return Kind::Byline(names);
        }
        if let Some(date) = date(line) {
            return date;
        }
        if is_domain(line) {
            return Kind::Outlet { sure: true };
        }
        if !may_be_headline(line) {
            return Kind::Body;
        }
        if is_section(line, mastheads) {
            return Kind::Section;
        }
        match outlet(line, mastheads) {
            Some(sure) => Kind::Outlet { sure },
            None => Kind::Plain,
        }
    }
}

/// The parts of a line such as "By Jane Doe | 3 May 2024" if each has a
/// meaning of its own; otherwise the line.
pub(super) fn parts<'t>(line: &'t str, mastheads: &Mastheads) -> Vec<(&'t str, Kind)> {
    let line = line.trim();
    let whole = Kind::of(line, mastheads);
    if matches!(whole, Kind::Plain | Kind::Body) && line.len() <= CHARS {
        let parts =
            line.split(['|', '•', '·']).map(|part| (part.trim(), Kind::of(part, mastheads)));
        let parts: Vec<_> = parts.collect();
        let meant = |kind: &Kind| !matches!(kind, Kind::Plain | Kind::Body);
        if parts.len() > 1 && parts.iter().all(|(_, kind)| meant(kind)) {
            return parts;
        }
    }
    vec![(line, whole)]
}

/// "Published: 2024-05-01 10:00 UTC", "Updated 3 May 2024", "3 May 2024".
fn date(line: &str) -> Option<Kind> {
    let mut rest = line;
    let mut updated = false;
    while let Some((word, after)) = rest.split_once([' ', ':']) {
        match word.to_lowercase().as_str() {
            "updated" | "modified" => updated = true,
            "published" | "posted" | "issued" | "released" | "date" => {}
            "first" | "last" | "on" | "" => {}
            _ => break,
        }
        rest = after;
    }
    let date = dates::parse(rest)?;
    Some(if updated { Kind::Updated(date) } else { Kind::Published(date) })
}

const QUOTES: [char; 8] = ['"', '“', '”', '\'', '‘', '’', '«', '»'];

/// No longer than headlines are.
pub(super) fn is_short(line: &str) -> bool {
    line.chars().nth(CHARS).is_none() && line.split_whitespace().nth(WORDS).is_none()
}

/// A short line that does not read like text.
pub(super) fn may_be_headline(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let starts = |c: char| c.is_uppercase() || c.is_numeric() || QUOTES.contains(&c);
    let quoted = line.starts_with(QUOTES) && line.ends_with(QUOTES);
    is_short(line)
        && line.starts_with(starts)
        && line.contains(char::is_alphabetic)
        && !quoted
        && !is_label(words[0])
        && !ends_like_text(line)
        && !holds_sentences(&words)
}

/// What begins a letter, an answer or an item: "Dear", "Q:", "1.", "(a)".
fn is_label(word: &str) -> bool {
    let short = word.chars().count() <= 3;
    let numbered = word.ends_with('.') && word.starts_with(char::is_numeric);
    word.eq_ignore_ascii_case("dear") || short && (word.ends_with([':', ')']) || numbered)
}

/// With a full stop that is not that of "U.S.", or unfinished.
fn ends_like_text(line: &str) -> bool {
    let line = line.trim_end_matches(|c| QUOTES.contains(&c) || c == ')');
    let last = line.split_whitespace().next_back().unwrap_or_default();
    let initials = last.split_terminator('.').all(|part| part.chars().count() == 1);
    match line.chars().next_back() {
        Some('.') => !initials,
        Some('!' | '…' | ';' | ',' | ':' | '-' | '–' | '—') | None => true,
        Some(_) => false,
    }
}

/// "He left. She stayed": a full stop within, after a word of small letters.
fn holds_sentences(words: &[&str]) -> bool {
    words.windows(2).any(|pair| {
        let Some(word) = pair[0].strip_suffix('.') else { return false };
        word.len() > 3
            && word.chars().all(char::is_lowercase)
            && pair[1].starts_with(char::is_uppercase)
    })
}

/// "World", "World News", "World | Americas", "News > Politics".
fn is_section(line: &str, mastheads: &Mastheads) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.');
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    let named = |word: &&str| mastheads.is(MastheadWord::Section, word);
    let joining = |word: &str| matches!(word.to_lowercase().as_str(), "and" | "the" | "news");
    words.len() <= 4
        && !words.is_empty()
        && words.iter().all(|word| named(word) || joining(word))
        && (words.iter().any(named) || words.len() == 1 && joining(words[0]))
}

/// Whether the line is the name of an outlet: capitalised, with a word or a
/// form that such names have; `Some(true)` if it can hardly be anything else.
fn outlet(line: &str, mastheads: &Mastheads) -> Option<bool> {
    let words: Vec<&str> =
        line.split([' ', ',', '|', '(', ')']).filter(|w| !w.is_empty()).collect();
    let small = |word: &str| {
        matches!(word, "of" | "de" | "del" | "la" | "le" | "di" | "and" | "&" | "-" | "–")
    };
    let capitalised = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let [first, ..] = words[..] else { return None };
    // "Meet the Press": an article within is not part of a name.
    if words.len() > 6 || !words.iter().all(|w| capitalised(w) || small(w)) {
        return None;
    }
    let is = |kind, word: &str| mastheads.is(kind, word);
    let name: Vec<&str> = line.split([',', '|', '(']).next()?.split_whitespace().collect();
    let names = is(MastheadWord::Opening, first)
        || name.last().is_some_and(|word| is(MastheadWord::Outlet, word))
        || name
            .windows(2)
            .any(|pair| is(MastheadWord::Outlet, pair[0]) && matches!(pair[1], "of" | "de"));
    let call_sign = words.iter().any(|word| is_call_sign(word));
    let sure = call_sign && (names || words.len() == 1);
    (names || call_sign && words.len() <= 4).then_some(sure)
}

/// Of a broadcaster in North America: "KMIA", "WLRN-TV".
fn is_call_sign(word: &str) -> bool {
    let sign = word.split('-').next().unwrap_or_default();
    (3..=4).contains(&sign.len())
        && sign.starts_with(['K', 'W', 'C', 'X'])
        && sign.bytes().all(|b| b.is_ascii_uppercase())
}

/// "harbourtimes.example", "www.harbourtimes.example".
fn is_domain(word: &str) -> bool {
    let labels: Vec<&str> = word.split('.').collect();
    let sound = |label: &&str| {
        label.len() >= 2 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    labels.len() >= 2
        && labels.iter().all(sound)
        && labels.last().is_some_and(|l| l.bytes().all(|b| b.is_ascii_lowercase()))
}
