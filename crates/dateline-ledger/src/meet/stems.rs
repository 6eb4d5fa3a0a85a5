//! Words as far as two texts can be about the same by them.

use super::shingles::hash_of;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that tell nothing about what a text is about.
const EMPTY: &[&str] = &[
    "about",
    "after",
    "again",
    "against",
    "also",
    "among",
    "been",
    "before",
    "being",
    "between",
    "both",
    "could",
    "does",
    "each",
    "from",
    "have",
    "having",
    "into",
    "just",
    "last",
    "more",
    "most",
    "much",
    "must",
    "next",
    "only",
    "other",
    "over",
    "said",
    "says",
    "same",
    "should",
    "some",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "told",
    "under",
    "until",
    "very",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "would",
    "year",
    "years",
    "your",
    "the",
    "and",
    "for",
    "has",
    "had",
    "was",
    "are",
    "its",
    "his",
    "her",
    "not",
    "but",
    "who",
    "all",
    "any",
    "one",
    "two",
    "may",
    "can",
    "did",
    "new",
    "out",
    "our",
    "you",
    "she",
    "him",
    "according",
    "report",
    "reported",
];

static TELL_NOTHING: LazyLock<HashSet<&str>> = LazyLock::new(|| EMPTY.iter().copied().collect());

/// The words of a text in small letters without their endings, those left out
/// that tell nothing.
pub(crate) fn stems(text: &str) -> impl Iterator<Item = String> {
    super::identity::words(text).filter_map(|word| stem(&word).map(str::to_owned))
}

/// The hashes of a text's stems, in order of number, each once.
pub(crate) fn stem_hashes(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut word = String::new();
    for piece in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        word.clear();
        if piece.is_ascii() {
            word.push_str(piece);
            word.make_ascii_lowercase();
        } else {
            word.extend(piece.chars().flat_map(char::to_lowercase));
        }
        found.extend(stem(word.trim_matches(['\'', '’'])).map(hash_of));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A word without "s", "ed", "ing" and what stands after its sixth letter; none
/// of one that tells nothing.
fn stem(word: &str) -> Option<&str> {
    if word.len() < 3 || TELL_NOTHING.contains(word) {
        return None;
    }
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    let bare = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|bare| bare.len() > 3))
        .unwrap_or(word);
    let bare = bare.trim_end_matches('e');
    Some(bare.char_indices().nth(6).map_or(bare, |(end, _)| &bare[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_make_no_difference() {
        for (one, other) in [("boats", "boat"), ("selling", "sell"), ("ratified", "ratifi")] {
            assert_eq!(stem(one), stem(other));
        }
        assert_eq!(stems("It said that Norway's boats").collect::<Vec<_>>(), ["norway", "boat"]);
        let mut hashes = vec![hash_of("norway"), hash_of("boat")];
        hashes.sort_unstable();
        assert_eq!(stem_hashes("It said that Norway's boats"), hashes);
    }
}
