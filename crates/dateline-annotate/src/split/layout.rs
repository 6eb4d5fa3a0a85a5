//! What blank lines and line breaks say.
//!
//! A blank line always ends a sentence. A single break ends one where it was
//! made on purpose: after a heading, around a list item, between one-line
//! paragraphs. Where a line is only full, the sentence runs on.

use dateline_core::Span;

/// What stands between a token and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    None = 0,
    Space = 1,
    /// A line break that ends a sentence.
    Break = 2,
}

/// Lines longer than this are not wrapped by hand: each is a paragraph.
const WRAP: usize = 140;
/// Lines shorter than this are headings or items, not wrapped prose.
const SHORT: usize = 40;

/// The gaps after each token of the first paragraph in `tokens`; as many gaps
/// as it has tokens.
pub(super) fn paragraph(text: &str, tokens: &[Span]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut breaks = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let between = &text[pair[0].end..pair[1].start];
        match line_breaks(between) {
            0 => gaps.push(if between.is_empty() { Gap::None } else { Gap::Space }),
            1 => {
                breaks.push(at);
                gaps.push(Gap::Space);
            }
            _ => break,
        }
    }
    gaps.push(Gap::Space);
    if !breaks.is_empty() {
        decide_breaks(text, &tokens[..gaps.len()], &breaks, &mut gaps);
    }
    gaps
}

fn line_breaks(between: &str) -> usize {
    let feeds = between.bytes().filter(|&b| b == b'\n').count();
    let returns = between.bytes().filter(|&b| b == b'\r').count();
    let pages = between.chars().filter(|&c| matches!(c, '\u{c}' | '\u{2029}')).count();
    feeds.max(returns) + 2 * pages
}

/// One line of a paragraph.
struct Line<'a> {
    text: &'a str,
    length: usize,
    /// Its first "word", as long as wrapping would have had to move it.
    first: usize,
    /// Its last token.
    last: usize,
}

fn decide_breaks(text: &str, tokens: &[Span], breaks: &[usize], gaps: &mut [Gap]) {
    let mut lines = Vec::with_capacity(breaks.len() + 1);
    let mut from = 0;
    for &last in breaks.iter().chain(std::iter::once(&(tokens.len() - 1))) {
        let line = &text[tokens[from].start..tokens[last].end];
        let first = line.find(char::is_whitespace).unwrap_or(line.len());
        lines.push(Line { text: line, length: line.chars().count(), first, last });
        from = last + 1;
    }
    let width = lines.iter().map(|line| line.length).max().unwrap_or(0);
    for (number, pair) in lines.windows(2).enumerate() {
        let heading = number == 0 && is_title(pair[0].text);
        if on_purpose(&pair[0], &pair[1], width, heading) {
            gaps[pair[0].last] = Gap::Break;
        }
    }
}

/// Whether the break after `line` was made on purpose.
fn on_purpose(line: &Line, next: &Line, width: usize, heading: bool) -> bool {
    if is_item(next.text) {
        return true;
    }
    let begins =
        next.text.starts_with(|c: char| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | '.'));
    let body = line.text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    let ended = body.ends_with(['.', '!', '?', '…', ':']);
    if !begins || body.ends_with([',', ';', '-', '–', '—']) {
        return false;
    }
    if width > WRAP || line.length < SHORT || is_item(line.text) && ended {
        return true;
    }
    // The next word would have fitted: nobody had to break here.
    let room = line.length + 1 + next.first < width;
    room || (!ended && heading)
}

/// `- text`, `• text`, `1. text`, `(a) text`.
fn is_item(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(char::is_whitespace) else {
        return false;
    };
    if mark.len() > 5 {
        return false;
    }
    let bullet = matches!(mark, "-" | "–" | "—" | "*" | "•" | "·" | "◦" | "■" | "►" | "--" | "o");
    let inner = mark.trim_start_matches('(');
    let closed = inner.ends_with([')', '.']) && inner.len() >= 2;
    let label = inner.trim_end_matches([')', '.']);
    let number = label.bytes().all(|b| b.is_ascii_digit()) && label.len() <= 2;
    let letter = label.len() == 1 && mark.ends_with(')');
    bullet || (closed && !label.is_empty() && (number || letter))
}

/// Most of the longer words have capitals, and so has the last one.
fn is_title(line: &str) -> bool {
    let (mut long, mut capital) = (0, 0);
    for word in line.split_whitespace().filter(|word| word.len() > 3) {
        long += 1;
        capital += usize::from(word.starts_with(|c: char| !c.is_lowercase()));
    }
    let last = line.split_whitespace().next_back().unwrap_or("");
    long > 1 && capital * 4 >= long * 3 && !last.starts_with(char::is_lowercase)
}
