//! Words of texts and searches as PostgreSQL's `tsvector` and `tsquery` hold
//! them. Which words a text has, this program says, as SQLite's tokenizer
//! `unicode61 remove_diacritics 2` does: runs of letters and digits, small, and
//! without marks; so both stores find the same.

use bytes::{BufMut, BytesMut};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// PostgreSQL's limits: bytes of a word, places told of a word, the last place,
/// and bytes of all words of a text (with room to spare).
const WORD: usize = 2046;
const PLACES: usize = 255;
const LAST: usize = 16_383;
const ALL: usize = 700_000;

/// Letters that a mark makes of others, without it, and small.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    small.collect()
}

/// The words of a text, each with its place in bytes.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(part)?;
        let len = text[start..].find(|c| !part(c)).unwrap_or(text.len() - start);
        rest = start + len;
        Some((start, &text[start..rest]))
    })
}

/// Writes the words of a text and where they stand.
pub(super) fn vector(text: &str, out: &mut BytesMut) {
    let mut found: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    let mut bytes = 0;
    for (at, (_, word)) in words(text).enumerate() {
        let word = folded(word);
        if word.is_empty() || word.len() > WORD {
            continue;
        }
        bytes += 2;
        if !found.contains_key(&word) {
            bytes += word.len() + 8;
        }
        if bytes > ALL {
            break;
        }
        let places = found.entry(word).or_default();
        let place = (at + 1).min(LAST) as u16;
        if places.len() < PLACES && places.last() != Some(&place) {
            places.push(place);
        }
    }
    out.put_i32(found.len() as i32);
    for (word, places) in found {
        out.put_slice(word.as_bytes());
        out.put_u8(0);
        out.put_u16(places.len() as u16);
        places.into_iter().for_each(|place| out.put_u16(place));
    }
}

/// One thing that is searched for: a word or words that follow one another, of
/// which the last may be a beginning only.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) words: Vec<String>,
    pub(super) beginning: bool,
}

/// What a search asks for, written as SQLite's FTS5 reads it: `"patrol boats"
/// "del"*`.
pub(super) fn terms(search: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut pieces = search.split('"').skip(1);
    while let Some(phrase) = pieces.next() {
        let after = pieces.next().unwrap_or_default();
        let words: Vec<String> = words(phrase).map(|(_, word)| folded(word)).collect();
        if !words.is_empty() {
            terms.push(Term { words, beginning: after.starts_with('*') });
        }
    }
    terms
}

const AND: u8 = 2;
const FOLLOWED: u8 = 4;

/// Writes a search: operators before what they join, and of that the right side
/// first.
pub(super) fn query(search: &str, out: &mut BytesMut) {
    let terms = terms(search);
    let words: usize = terms.iter().map(|term| term.words.len()).sum();
    // Each operator joins two.
    out.put_i32((words * 2).saturating_sub(1) as i32);
    for (at, term) in terms.iter().enumerate().rev() {
        if at > 0 {
            out.put_slice(&[2, AND]);
        }
        let end = term.words.len() - 1;
        for (at, word) in term.words.iter().enumerate().rev() {
            if at > 0 {
                out.put_slice(&[2, FOLLOWED]);
                out.put_u16(1);
            }
            out.put_slice(&[1, 0, u8::from(term.beginning && at == end)]);
            out.put_slice(word.as_bytes());
            out.put_u8(0);
        }
    }
}

/// A piece of a text around what a search found, with it in brackets: so many
/// words of it.
pub(crate) fn snippet(text: &str, search: &str, most: usize) -> Option<String> {
    let terms = terms(search);
    let all: Vec<(usize, &str, String)> =
        words(text).map(|(at, word)| (at, word, folded(word))).collect();
    // Where each word that was found begins and ends, as numbers of words.
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in 0..all.len() {
        for term in &terms {
            let here = all.get(at..at + term.words.len()).unwrap_or_default();
            let end = term.words.len() - 1;
            let fits = |(i, want): (usize, &String)| {
                let word = &here[i].2;
                word == want || (term.beginning && i == end && word.starts_with(want.as_str()))
            };
            if !here.is_empty() && term.words.iter().enumerate().all(fits) {
                found.push((at, at + term.words.len()));
            }
        }
    }
    // The window with most of them, and then the first.
    let inside =
        |from: usize| found.iter().filter(|(a, b)| *a >= from && *b <= from + most).count();
    let best =
        found.iter().map(|(at, _)| *at).max_by_key(|at| (inside(*at), std::cmp::Reverse(*at)))?;
    let from = best.saturating_sub(most / 4).min(all.len().saturating_sub(most));
    let until = (from + most).min(all.len());
    let byte = |word: usize| all[word].0;
    let end = |word: usize| all[word].0 + all[word].1.len();
    let mut snippet = String::new();
    if from > 0 {
        snippet += " … ";
    }
    let mut at = if from == 0 { 0 } else { byte(from) };
    for &(a, b) in found.iter().filter(|(a, b)| *a >= from && *b <= until) {
        if byte(a) < at {
            continue;
        }
        snippet += &text[at..byte(a)];
        snippet += &format!("[{}]", &text[byte(a)..end(b - 1)]);
        at = end(b - 1);
    }
    if until == all.len() {
        snippet += &text[at..];
    } else {
        snippet += &text[at..end(until - 1)];
        snippet += " … ";
    }
    Some(snippet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_sqlite() {
        let told: Vec<String> =
            words("U.S. patrol-boats, É́tat 24h").map(|(_, w)| folded(w)).collect();
        assert_eq!(told, ["u", "s", "patrol", "boats", "etat", "24h"]);
    }

    #[test]
    fn searches_are_phrases_and_beginnings() {
        let term = |words: &[&str], beginning| Term {
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            beginning,
        };
        assert_eq!(
            terms("\"U.S.\" \"patrol boats\" \"del\"*"),
            [term(&["u", "s"], false), term(&["patrol", "boats"], false), term(&["del"], true)]
        );
        assert_eq!(terms("\"\""), []);
        assert_eq!(terms("\"…\""), []);
    }

    #[test]
    fn snippets_show_what_was_found() {
        let text = "One two three. Four patrol boats came to Lima and left again, said nobody.";
        assert_eq!(
            snippet(text, "\"patrol boats\" \"lim\"*", 8).as_deref(),
            Some(" … three. Four [patrol boats] came to [Lima] and … ")
        );
        assert_eq!(snippet(text, "\"navy\"", 8), None);
        assert_eq!(snippet("Boats.", "\"boats\"", 8).as_deref(), Some("[Boats]."));
    }
}
