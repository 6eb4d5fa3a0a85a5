//! Punctuation, symbols, emoticons, and words that begin with an apostrophe.

use super::Scanner;
use super::chars::{is_apostrophe, is_emoji, is_mark, is_word};
use crate::lists::{CONTRACTIONS, ENDINGS};

const EYES: &[u8] = b":;=8";
const NOSES: &[u8] = b"-o^";
const MOUTHS: &[u8] = b")(DPp]/|*O";

/// Clipped words that begin with an apostrophe and stay whole.
const CLIPPED: [&str; 8] = ["em", "til", "till", "cause", "bout", "round", "n", "cos"];

impl Scanner<'_> {
    pub(super) fn symbol(&mut self, c: char) {
        let end = match c {
            '#' | '@' => self.tag(),
            '.' => self.full_stop(),
            '!' | '?' => Some(self.run(self.at, |c| matches!(c, '.' | '!' | '?' | '…'))),
            '…' => Some(self.run(self.at, |c| matches!(c, '.' | '…'))),
            '[' => self.cut_out(),
            '+' => self.signed(),
            _ => None,
        };
        if let Some(end) = end {
            return self.push(end);
        }
        if let Some(end) = self.emoticon() {
            return self.push(end);
        }
        if is_apostrophe(c) {
            return self.apostrophe(c);
        }
        let end = if is_emoji(c) { self.emoji() } else { self.repeated(c) };
        self.push(end);
    }

    /// A run of the same line-drawing character is one token, other
    /// punctuation stands alone with its marks.
    fn repeated(&self, c: char) -> usize {
        let drawn = matches!(
            c,
            '-' | '–' | '—' | '=' | '*' | '_' | '+' | '~' | '<' | '>' | '|' | '\u{fffd}' | '\0'
        );
        let next = self.at + c.len_utf8();
        if drawn { self.run(self.at, |d| d == c) } else { self.run(next, is_mark) }
    }

    /// `...`, `.5`, `.doc`, or a lone full stop.
    fn full_stop(&self) -> Option<usize> {
        let next = self.char_at(self.at + 1);
        if matches!(next, '.' | '!' | '?' | '…') {
            return Some(self.run(self.at, |c| matches!(c, '.' | '!' | '?' | '…')));
        }
        let before = self.char_before(self.at);
        if next.is_ascii_digit() && !is_word(before) {
            return Some(self.plain_number(self.at + 1));
        }
        let stop = self.run(self.at + 1, is_word);
        if self.at == self.start && ENDINGS.is(&self.text[self.at + 1..stop], "file") {
            return Some(stop);
        }
        None
    }

    /// `[...]`, where words of a quotation are left out.
    fn cut_out(&self) -> Option<usize> {
        let rest = self.rest(self.at);
        ["[...]", "[…]", "[....]"]
            .iter()
            .find(|mark| rest.starts_with(**mark))
            .map(|mark| self.at + mark.len())
    }

    /// A telephone number with its country: `+44`.
    fn signed(&self) -> Option<usize> {
        let digit = self.byte(self.at + 1).is_ascii_digit();
        if !digit || is_word(self.char_before(self.at)) || self.char_before(self.at) == ')' {
            return None;
        }
        Some(self.run(self.at + 1, |c| c.is_ascii_digit() || c == '-'))
            .map(|end| if self.byte(end - 1) == b'-' { end - 1 } else { end })
    }

    fn emoticon(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..self.end)?;
        if rest.starts_with(b"<3") && !is_word(self.char_at(self.at + 2)) {
            return Some(self.at + 2);
        }
        if rest.starts_with(b"^_^") || rest.starts_with(b"-_-") {
            return Some(self.at + 3);
        }
        if !EYES.contains(rest.first()?) {
            return None;
        }
        let nose = usize::from(rest.get(1).is_some_and(|b| NOSES.contains(b)));
        let mouth = *rest.get(1 + nose)?;
        if !MOUTHS.contains(&mouth) {
            return None;
        }
        // A colon before a bracket is only a face where it stands apart.
        let before = self.char_before(self.at);
        let apart = self.at == self.start || nose == 1 || matches!(before, '.' | '!' | '?');
        let mut end = self.at + 2 + nose;
        while self.byte(end) == mouth && matches!(mouth, b')' | b'(') {
            end += 1;
        }
        (apart && !is_word(self.char_at(end)) && self.byte(end) != b'/').then_some(end)
    }

    /// One picture with its skin tone, joiners and what is joined to it; two
    /// letters of a flag.
    fn emoji(&self) -> usize {
        let mut joined = false;
        let regional = |c: char| matches!(u32::from(c), 0x1F1E6..=0x1F1FF);
        let mut flag = regional(self.char_at(self.at));
        for (at, c) in self.rest(self.at).char_indices().skip(1) {
            if is_mark(c) {
                joined = c == '\u{200d}';
            } else if joined || (flag && regional(c)) {
                (joined, flag) = (false, false);
            } else {
                return self.at + at;
            }
        }
        self.end
    }

    /// An apostrophe that no word before it has taken.
    fn apostrophe(&mut self, c: char) {
        let after = self.at + c.len_utf8();
        let next = self.char_at(after);
        if matches!(c, '\'' | '’' | '‘' | '`') && next == c {
            return self.push(after + c.len_utf8());
        }
        let stop = self.run(after, is_word);
        let word = &self.text[after..stop];
        let before = self.char_before(self.at);
        let hung = before != '\0' && !is_apostrophe(before) && !matches!(before, '(' | '[' | '“' | '-' | '—' | '–' | '/')
            // The quotation mark closes something: "Pravda"'s editor.
            && (before != '"' || self.at > self.start + 1);
        let alone = self.at == self.start && stop == self.end && c == '\'';
        if (hung || alone) && super::word::is_clitic(word) {
            return self.push(stop);
        }
        let year = word.len() >= 2
            && word.len() <= 3
            && word.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && (word.len() == 2 || word.ends_with('s'));
        let clipped = CLIPPED.iter().any(|known| word.eq_ignore_ascii_case(known));
        if (year || clipped) && !is_apostrophe(self.char_at(stop)) {
            return self.push(stop);
        }
        if let [cut] = CONTRACTIONS.get(&format!("'{}", if word.len() < 8 { word } else { "" })) {
            let first = cut.find('|').unwrap_or(0).saturating_sub(1);
            if first > 0 && word.len() > first {
                self.push(after + first);
                return self.push(stop);
            }
        }
        self.push(after);
    }
}
