//! Words: what joins them, what parts them, and whether a full stop is theirs.

use super::Scanner;
use super::chars::{is_apostrophe, is_dash, is_mark, is_word};
use crate::lists::{ABBREVIATIONS, CALENDAR, CONTRACTIONS, HYPHENS, OPENERS};

/// What hangs on a word by an apostrophe.
pub(super) fn is_clitic(word: &str) -> bool {
    ["s", "m", "d", "re", "ve", "ll"].iter().any(|clitic| word.eq_ignore_ascii_case(clitic))
}

/// Words with a slash that are one word.
const SLASHED: [&str; 7] = ["w/o", "s/he", "n/a", "c/o", "a/c", "w/", "b/w"];

impl Scanner<'_> {
    pub(super) fn word(&mut self) {
        let address = self.web_address().or_else(|| self.mail_address());
        if let Some(end) = address.or_else(|| self.acronym()).or_else(|| self.dotted_name()) {
            return self.push(end);
        }
        let end = self.word_end();
        if let Some(end) =
            self.dollars(end).or_else(|| self.abbreviation(end)).or_else(|| self.broken_off(end))
        {
            return self.push(end);
        }
        self.part(end);
    }

    /// Letters parted by stops: `U.S.`, `a.m.`, `J.F.`, `Ph.D.`
    fn acronym(&self) -> Option<usize> {
        let first = self.char_at(self.at);
        if !first.is_alphabetic() {
            return None;
        }
        let mut end = self.at + first.len_utf8();
        if self.rest(self.at).starts_with("Ph.D") {
            end += 1;
        }
        let mut letters = 1;
        while self.byte(end) == b'.' {
            let next = self.char_at(end + 1);
            let stop = end + 1 + next.len_utf8();
            if !next.is_alphabetic() || is_word(self.char_at(stop)) {
                break;
            }
            end = stop;
            letters += 1;
        }
        // "U.S", but not "I.i" of a missing space.
        let uniform = letters > 1
            && (letters > 2
                || first.is_lowercase() == self.char_before(end).is_lowercase()
                || self.rest(self.at).starts_with("Ph.D")
                || self.byte(end) == b'.'); // "E.g."
        if !uniform {
            return None;
        }
        Some(if self.byte(end) == b'.' && self.byte(end + 1) != b'.' { end + 1 } else { end })
    }

    /// Where the word ends, inner apostrophes and kept hyphens included.
    fn word_end(&self) -> usize {
        let mut piece = self.at; // since the last hyphen
        let mut end = self.run(self.at, is_word);
        loop {
            let c = self.char_at(end);
            let after = end + c.len_utf8();
            let next = self.char_at(after);
            let joins = match c {
                '_' => end - piece > 0 && (next == '_' || is_word(next)),
                '*' => {
                    next.is_alphabetic() && self.char_before(end).is_alphabetic()
                        || (next == '*' && self.char_at(after + 1).is_alphabetic())
                }
                '&' => self.ampersand(piece, end, after),
                '/' => self.slash(end, after),
                '-' | '‐' | '‑' => is_word(next) && self.hyphen(piece, end, after),
                _ => {
                    is_apostrophe(c)
                        && c != '‘'
                        && next.is_alphabetic()
                        && self.char_before(end).is_alphanumeric()
                }
            };
            if !joins {
                return end;
            }
            if is_dash(c) {
                piece = after;
            }
            end = self.run(after, is_word).max(after);
        }
    }

    /// `AT&T` and `R&D`, not `salt&pepper`.
    fn ampersand(&self, piece: usize, end: usize, after: usize) -> bool {
        let stop = self.run(after, is_word);
        let short = |word: &str| {
            !word.is_empty()
                && word.len() <= 4
                && (word.len() == 1 || word.bytes().all(|b| b.is_ascii_uppercase()))
        };
        let left = &self.text[piece..end];
        let left = left.rsplit('&').next().unwrap_or(left);
        short(left) && short(&self.text[after..stop])
    }

    fn slash(&self, end: usize, after: usize) -> bool {
        if end - self.at > 2 {
            return false;
        }
        let stop = self.run(after, is_word);
        if stop - self.at > 5 {
            return false;
        }
        SLASHED.iter().any(|known| self.text[self.at..stop].eq_ignore_ascii_case(known))
    }

    fn hyphen(&self, piece: usize, end: usize, after: usize) -> bool {
        if HYPHENS.is(&self.text[piece..end], "prefix") {
            return true;
        }
        let stop = self.run(after, is_word);
        let right = &self.text[after..stop];
        HYPHENS.is(right, "suffix")
            || (piece == self.at
                && stop - self.at <= 8
                && HYPHENS.is(&self.text[self.at..stop], "whole"))
    }

    /// `US$` before a sum.
    fn dollars(&self, end: usize) -> Option<usize> {
        let word = &self.text[self.at..end];
        let short = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
        (short && self.byte(end) == b'$').then_some(end + 1)
    }

    /// A word with the full stop that is its own.
    fn abbreviation(&self, end: usize) -> Option<usize> {
        if self.byte(end) != b'.' || matches!(self.byte(end + 1), b'.' | b'!' | b'?') {
            return None;
        }
        let word = &self.text[self.at..end];
        let after =
            if end + 1 < self.end { self.char_at(end + 1) } else { self.next_after_chunk() };
        if is_word(self.char_at(end + 1))
            && !after.is_ascii_digit()
            && end - self.at > 1
            && !ABBREVIATIONS.is(word, "title")
        {
            return None; // a missing space
        }
        let capital = word.starts_with(char::is_uppercase);
        let comma = after == ',';
        let number = || self.previous().ends_with(|c: char| c.is_ascii_digit());
        let kept = ABBREVIATIONS.get(word).iter().any(|&class| match class {
            "title" => after != '\0' && after != '\n' && after != '\r',
            "always" => true,
            "inner" => !matches!(after, '\0' | '\n' | '\r') && !after.is_uppercase(),
            "capital" => capital,
            "number" => after.is_ascii_digit(),
            "unit" => number(),
            "state" => capital && (comma || self.previous() == ","),
            "month" => {
                capital
                    && (comma
                        || after.is_ascii_digit()
                        || after.is_lowercase()
                        || CALENDAR.has(&self.word_after(end + 1)))
            }
            _ => false,
        });
        (kept || self.initial(word, after)).then_some(end + 1)
    }

    /// The first letters of the word after a place.
    fn word_after(&self, at: usize) -> String {
        let rest = self.text[at.min(self.text.len())..].chars();
        rest.skip_while(|c| c.is_whitespace()).take_while(|&c| is_word(c)).take(16).collect()
    }

    /// `J.` before a name. A letter that ends a sentence ("Plan B.") is told
    /// from it by what follows.
    fn initial(&self, word: &str, after: char) -> bool {
        let mut letters = word.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return false;
        };
        let previous = self.previous();
        if !letter.is_uppercase() {
            // "(b. August 2015)"
            return letter.is_lowercase()
                && after.is_alphanumeric()
                && matches!(previous, "(" | ";");
        }
        let listed = previous == "," || previous.ends_with('.'); // "Lee, M. D.; Kim, R."
        if matches!(after, ';' | '(' | '&') {
            return listed;
        }
        if !(after.is_alphabetic() || after == ',') {
            return false;
        }
        let named = previous.starts_with(char::is_uppercase) || self.tokens.is_empty();
        if letter == 'I' && !named {
            return false;
        }
        let next = self.word_after(self.at + letter.len_utf8() + 1);
        after == ',' || after.is_lowercase() || !OPENERS.has(&next)
    }

    /// `th-`: a word broken off in speech, or `mid-` before "to late-May".
    fn broken_off(&self, end: usize) -> Option<usize> {
        if self.byte(end) != b'-'
            || is_word(self.char_at(end + 1))
            || is_dash(self.char_at(end + 1))
        {
            return None;
        }
        let word = &self.text[self.at..end];
        let letters = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_alphabetic());
        let vowel = word.len() > 1 && word.bytes().any(|b| b"aeiouyAEIOUY".contains(&b));
        let shouted = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        let cut = letters && !vowel && !shouted && !self.char_before(self.at).is_ascii_digit();
        (cut || HYPHENS.is(word, "prefix")).then_some(end + 1)
    }

    /// Cuts clitics off a word and pushes the pieces.
    fn part(&mut self, end: usize) {
        let word = &self.text[self.at..end];
        if let [cut] = CONTRACTIONS.get(word) {
            let mut at = self.at;
            let bounds: Vec<usize> = cut
                .split('|')
                .map(|part| {
                    at += part.len();
                    at
                })
                .collect();
            if bounds.last() == Some(&end) {
                bounds.into_iter().for_each(|bound| self.push(bound));
                return;
            }
        }
        // From the right: at most "would|n't|'ve".
        let mut cuts = [end; 4];
        let mut count = 0;
        let mut stop = end;
        while count < 3 {
            let Some(cut) = self.clitic(stop) else { break };
            count += 1;
            cuts[count] = cut;
            stop = cut;
        }
        for &cut in cuts[..=count].iter().rev() {
            self.push(cut);
        }
    }

    /// Where the clitic at the end of `at..stop` begins.
    fn clitic(&self, stop: usize) -> Option<usize> {
        let word = &self.text[self.at..stop];
        let (mark_at, mark) = word.char_indices().rev().take(4).find(|&(_, c)| is_apostrophe(c))?;
        let tail = &word[mark_at + mark.len_utf8()..];
        if mark_at == 0 {
            return None;
        }
        if tail.eq_ignore_ascii_case("t") {
            let stem = &word[..mark_at];
            let n = stem.len() - 1;
            return (n > 0 && stem.ends_with(['n', 'N'])).then_some(self.at + n);
        }
        (is_clitic(tail) && !word[..mark_at].ends_with(is_mark)).then_some(self.at + mark_at)
    }
}
