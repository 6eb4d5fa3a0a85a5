//! Numbers, dates, times, telephone numbers, ordinals and what hangs on them.

use super::Scanner;
use super::chars::{is_apostrophe, is_word};
use crate::lists::UNITS;

/// Digit groups of one date or telephone number.
const MOST_GROUPS: usize = 5;

impl Scanner<'_> {
    pub(super) fn number(&mut self) {
        if let Some(end) = self.mail_address().or_else(|| self.file_name()) {
            return self.push(end);
        }
        if let Some(end) = self.grouped() {
            return self.push(end);
        }
        let end = self.plain_number(self.at);
        let end = self.number_tail(end);
        let end = self.list_number(end);
        self.push(end);
    }

    /// `1,000.5`, `10:30`, `3.2.1`: digits with separators between digits.
    pub(super) fn plain_number(&self, from: usize) -> usize {
        let mut end = self.digits(from);
        let mut last = end - from;
        loop {
            let next = self.digits(end + 1);
            let length = next.saturating_sub(end + 1);
            let goes_on = length > 0
                && match self.byte(end) {
                    b',' => length == 3 && last <= 3,
                    b'.' => true,
                    b':' => last <= 2 && length <= 2,
                    _ => false,
                };
            if !goes_on {
                return end;
            }
            (end, last) = (next, length);
        }
    }

    fn digits(&self, from: usize) -> usize {
        (from..self.end)
            .find(|&at| !self.text.as_bytes()[at].is_ascii_digit())
            .unwrap_or(from.max(self.end))
    }

    /// `713-853-3989`, `2025-10-09`, `11/28/2000`, `3/4`: which groups of digits
    /// make one token is a matter of their lengths.
    fn grouped(&self) -> Option<usize> {
        let mut lengths = [0usize; MOST_GROUPS];
        let (mut count, mut at, mut slashes) = (0, self.at, 0);
        loop {
            let end = self.digits(at);
            if end == at || count == MOST_GROUPS {
                return None;
            }
            lengths[count] = end - at;
            count += 1;
            at = end;
            let separator = self.byte(end);
            if !matches!(separator, b'/' | b'-') || !self.byte(end + 1).is_ascii_digit() {
                break;
            }
            slashes += usize::from(separator == b'/');
            at += 1;
        }
        if self.char_at(at).is_alphabetic() {
            return None;
        }
        let whole = match lengths.get(..count)? {
            [1..=2, 1..=2] => slashes == 1,
            [1..=2, 4] => slashes == 1,
            [3, 4] | [5, 4] | [3, 3, 4] | [1, 3, 3, 4] => true,
            [1..=2, 1..=2, 2 | 4] => true,
            [4, 1..=2, 1..=2] => true,
            _ => false,
        };
        whole.then_some(at)
    }

    /// Letters hard against the number: `20th` and `2D` are one token, `35mm`
    /// and `5pm` are two, `1960s` and `60's` are one.
    fn number_tail(&self, end: usize) -> usize {
        let next = self.char_at(end);
        if is_apostrophe(next) {
            let s = end + next.len_utf8();
            let decade = self.byte(end - 1) == b'0'
                && matches!(self.byte(s), b's')
                && !is_word(self.char_at(s + 1));
            return if decade { s + 1 } else { end };
        }
        if !is_word(next) {
            return end;
        }
        let stop = self.run(end, is_word);
        let letters = &self.text[end..stop];
        if letters.len() <= 3
            && matches!(letters, "s" | "st" | "nd" | "rd" | "th" | "S" | "ST" | "ND" | "RD" | "TH")
        {
            return stop;
        }
        let money = matches!(self.previous().chars().next_back(), Some('$' | '€' | '£' | '¥'));
        let unit = UNITS.get(letters).iter().any(|&case| match case {
            "any" => true,
            "exact" => letters.bytes().all(|b| b.is_ascii_lowercase()),
            _ => money && letters.bytes().all(|b| b.is_ascii_uppercase()),
        });
        let clock = matches!(letters, "a" | "p") && self.rest(stop).starts_with(".m");
        if unit || clock { end } else { stop }
    }

    /// `1.` at the head of a line numbers a list item.
    fn list_number(&self, end: usize) -> usize {
        let item = end - self.at <= 2
            && self.byte(end) == b'.'
            && end + 1 == self.end
            && self.at_line_start();
        if item { end + 1 } else { end }
    }
}
