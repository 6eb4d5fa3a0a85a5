//! Quotations: what stands between quotation marks, over sentences and
//! paragraphs. One pass over the text, whatever marks it holds.

use dateline_annotate::Document;
use std::ops::Range;

/// The quotations of a document, in order, none within another.
#[derive(Debug)]
pub(crate) struct Quotations {
    list: Vec<Range<usize>>,
    /// For every token, the quotation it lies in, marks included.
    of_token: Vec<Option<u32>>,
}

/// Which sort of mark opened the quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
}

/// What a mark can do where it stands.
struct Sign {
    mark: Mark,
    opens: bool,
    closes: bool,
    len: usize,
}

impl Quotations {
    /// Finds the quotations of `document`. A mark that is never closed in its
    /// paragraph opens nothing, unless the next paragraph opens with a mark
    /// again, as long quotations do.
    pub(crate) fn find(document: &Document) -> Self {
        let text = document.text.as_str();
        let mut found = Vec::new();
        let mut open: Option<(Mark, usize)> = None;
        let mut skip = 0;
        let mut before = ' ';
        let mut newlines = 0;
        for (at, c) in text.char_indices() {
            let previous = std::mem::replace(&mut before, c);
            if c == '\n' {
                newlines += 1;
            }
            if c.is_whitespace() || at < skip {
                continue;
            }
            let breaks = std::mem::take(&mut newlines) >= 2;
            let sign = sign(previous, c, &text[at..]);
            if breaks {
                match (&sign, open) {
                    (Some(s), Some((mark, _))) if s.mark == mark && s.opens => {
                        skip = at + s.len;
                        continue;
                    }
                    _ => open = None,
                }
            }
            let Some(sign) = sign else { continue };
            skip = at + sign.len;
            match open {
                Some((mark, start)) if mark == sign.mark && sign.closes => {
                    found.push(start..at + sign.len);
                    open = None;
                }
                // A quotation in single marks never holds one in double marks.
                Some((Mark::Single, _)) if sign.mark == Mark::Double && sign.opens => {
                    open = Some((Mark::Double, at));
                }
                None if sign.opens => open = Some((sign.mark, at)),
                _ => {}
            }
        }
        Self::of_bytes(document, &found)
    }

    fn of_bytes(document: &Document, found: &[Range<usize>]) -> Self {
        let mut quotations = Self { list: Vec::new(), of_token: vec![None; document.tokens.len()] };
        let mut t = 0;
        for bytes in found {
            while document.tokens.get(t).is_some_and(|token| token.span.end <= bytes.start) {
                t += 1;
            }
            let from = t;
            while document.tokens.get(t).is_some_and(|token| token.span.start < bytes.end) {
                t += 1;
            }
            // Two marks with nothing between them quote nothing.
            if t - from > 2 {
                let id = u32::try_from(quotations.list.len()).ok();
                quotations.of_token[from..t].fill(id);
                quotations.list.push(from..t);
            }
        }
        quotations
    }

    /// The quotation that holds a token.
    pub(crate) fn of(&self, token: usize) -> Option<&Range<usize>> {
        let id = (*self.of_token.get(token)?)?;
        self.list.get(id as usize)
    }

    /// The quotation whose first token this is.
    pub(crate) fn opening_at(&self, token: usize) -> Option<&Range<usize>> {
        self.of(token).filter(|q| q.start == token)
    }

    /// The quotation whose last token this is.
    pub(crate) fn closing_at(&self, token: usize) -> Option<&Range<usize>> {
        self.of(token).filter(|q| q.end == token + 1)
    }
}

/// What the character `c` can do as a quotation mark after `previous`.
fn sign(previous: char, c: char, rest: &str) -> Option<Sign> {
    let doubled = rest.starts_with("''") || rest.starts_with("``") || rest.starts_with("’’");
    let len = if doubled { c.len_utf8() * 2 } else { c.len_utf8() };
    let next = rest[len..].chars().next().unwrap_or(' ');
    let at_start = previous.is_whitespace() || matches!(previous, '(' | '[' | '—' | '–' | '-');
    let before_word = !next.is_whitespace();
    let (mark, opens, closes) = match c {
        '“' | '«' | '„' => (Mark::Double, true, false),
        // Some writers open and close with the same curly mark.
        '”' | '»' => (Mark::Double, at_start && before_word, true),
        '"' => (
            Mark::Double,
            before_word && (at_start || !next.is_alphanumeric()),
            !at_start || !before_word,
        ),
        '\'' | '`' | '’' if doubled => (Mark::Double, at_start && before_word, !at_start),
        '‘' => (Mark::Single, true, false),
        '\'' | '’' => {
            let opens = c == '\'' && at_start && next.is_alphabetic();
            (Mark::Single, opens, !at_start && !next.is_alphanumeric())
        }
        _ => return None,
    };
    Some(Sign { mark, opens, closes, len })
}
