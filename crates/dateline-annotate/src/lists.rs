//! The word lists of `knowledge/tokens/` that tokens and sentences need.
//!
//! They are TSV with a comment header so that anyone can read and mend them.
//! Unlike the other tables they cannot be replaced at run time: the weights
//! that end sentences were trained on tokens made with these very lists.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// FNV-1a: the keys are short words of our own, so speed matters and
/// resistance to chosen keys does not.
#[derive(Clone)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A list with the second column as its value, keys in lower case.
pub struct List {
    words: HashMap<&'static str, Vec<&'static str>, BuildHasherDefault<Fnv>>,
    longest: usize,
}

impl List {
    fn parse(text: &'static str) -> Self {
        let mut words: HashMap<_, Vec<_>, _> = HashMap::default();
        let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
        for row in rows {
            let (word, value) = row.split_once('\t').unwrap_or((row, ""));
            words.entry(word).or_default().push(value);
        }
        let longest = words.keys().map(|word| word.len()).max().unwrap_or(0);
        Self { words, longest }
    }

    /// The values of a word whatever its case. Long input is never copied.
    pub fn get(&self, word: &str) -> &[&'static str] {
        if word.is_empty() || word.len() > self.longest {
            return &[];
        }
        let mut lower = [0u8; 32];
        let found = match lower.get_mut(..word.len()) {
            Some(buffer) if word.is_ascii() => {
                buffer.copy_from_slice(word.as_bytes());
                buffer.make_ascii_lowercase();
                std::str::from_utf8(buffer).ok().and_then(|key| self.words.get(key))
            }
            _ => self.words.get(word.to_lowercase().as_str()),
        };
        found.map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, word: &str) -> bool {
        !self.get(word).is_empty()
    }

    pub fn is(&self, word: &str, value: &str) -> bool {
        self.get(word).contains(&value)
    }
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub static $name: LazyLock<List> =
            LazyLock::new(|| List::parse(include_str!(concat!("../../../knowledge/tokens/", $file))));
    };
}

list!(
    /// Words whose full stop belongs to them, and when.
    ABBREVIATIONS, "abbreviations.tsv"
);
list!(
    /// Two words in one without an apostrophe, with the place of the cut.
    CONTRACTIONS, "contractions.tsv"
);
list!(
    /// Where a hyphen stays inside its word.
    HYPHENS, "hyphens.tsv"
);
list!(
    /// Units written hard against their number.
    UNITS, "units.tsv"
);
list!(
    /// Last parts of web addresses and file names.
    ENDINGS, "endings.tsv"
);
list!(
    /// Words that open sentences.
    OPENERS, "openers.tsv"
);
list!(
    /// Days and months.
    CALENDAR, "calendar.tsv"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_whatever_the_case() {
        assert!(ABBREVIATIONS.is("Gen", "title"));
        assert!(ABBREVIATIONS.is("no", "number"));
        assert_eq!(CONTRACTIONS.get("Cannot"), ["can|not"]);
        assert!(OPENERS.has("The"));
        assert!(!OPENERS.has("form") && !OPENERS.has(""));
        assert!(HYPHENS.is("co", "prefix"));
    }
}
