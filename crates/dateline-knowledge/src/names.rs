//! Names of all tables in one place: the longest that begins at a given piece
//! of text is found by its first piece.

use crate::fold::{Piece, pieces};
use crate::phrase::{Case, Phrase};
use std::collections::HashMap;

/// What a name or noun means: the row of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A state's name.
    Country(usize),
    /// "Russian".
    Adjective(usize),
    /// "Russians".
    People(usize),
    /// A capital: the government, or the place.
    Capital(usize),
    /// A seat of government.
    Seat(usize),
    /// A city or region.
    Place(usize),
    /// An organisation.
    Organisation(usize),
    /// A person, by full name or a name that is nobody else's.
    Person(usize),
    /// A person, by surname.
    Surname(usize),
    /// A noun for one agent.
    Agent(usize),
    /// A noun for several.
    Agents(usize),
    /// A word before such a noun.
    Modifier(usize),
}

#[derive(Debug)]
struct Entry {
    phrase: Phrase,
    meaning: Meaning,
}

/// Every name, by its first piece.
#[derive(Debug, Default)]
pub struct Names {
    by_first: HashMap<String, Vec<Entry>>,
}

impl Names {
    pub(crate) fn add(&mut self, name: &str, meaning: Meaning) {
        let case = match pieces(name).position(|p| p.capital && p.text != "the") {
            Some(at) if name.chars().any(char::is_lowercase) => Case::Capital(at),
            _ => Case::Upper,
        };
        self.insert(name, case, meaning);
    }

    pub(crate) fn add_common(&mut self, words: &str, meaning: Meaning) {
        self.insert(words, Case::Any, meaning);
    }

    fn insert(&mut self, name: &str, case: Case, meaning: Meaning) {
        let Some((first, phrase)) = Phrase::of(name, case) else { return };
        // Most names begin like no other.
        let entries = self.by_first.entry(first).or_insert_with(|| Vec::with_capacity(1));
        entries.push(Entry { phrase, meaning });
    }

    /// Takes a name from whatever it meant.
    pub(crate) fn forget(&mut self, name: &str) {
        let mut parts = pieces(name).map(|p| p.text);
        let Some(entries) = parts.next().and_then(|first| self.by_first.get_mut(&first)) else {
            return;
        };
        let rest: Vec<String> = parts.collect();
        entries.retain(|entry| !entry.phrase.is_called(&rest));
    }

    /// Everything that exactly this name can mean.
    pub(crate) fn meanings(&self, name: &str) -> Vec<Meaning> {
        let mut parts = pieces(name).map(|p| p.text);
        let entries = parts.next().and_then(|first| self.by_first.get(&first));
        let rest: Vec<String> = parts.collect();
        let called = entries.into_iter().flatten().filter(|entry| entry.phrase.is_called(&rest));
        called.map(|entry| entry.meaning).collect()
    }

    /// The longest name at the start of `text` that ends where `may_end` lets
    /// it: how many pieces it has, and everything it can mean, in table order.
    pub fn longest(
        &self,
        text: &[Piece],
        may_end: impl Fn(usize) -> bool,
    ) -> (usize, Vec<Meaning>) {
        let (mut longest, mut meanings) = (0, Vec::new());
        let entries = text.first().and_then(|piece| self.by_first.get(&piece.text));
        for entry in entries.into_iter().flatten() {
            let len = entry.phrase.len();
            if len < longest || !entry.phrase.opens(text) || !may_end(len) {
                continue;
            }
            if len > longest {
                longest = len;
                meanings.clear();
            }
            if !meanings.contains(&entry.meaning) {
                meanings.push(entry.meaning);
            }
        }
        (longest, meanings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(names: &Names, text: &str) -> (usize, Vec<Meaning>) {
        let text: Vec<Piece> = pieces(text).collect();
        names.longest(&text, |_| true)
    }

    #[test]
    fn the_longest_name_wins_and_capitals_count() {
        let mut names = Names::default();
        names.add("Congo", Meaning::Country(0));
        names.add("Congo Republic", Meaning::Country(1));
        names.add("WHO", Meaning::Organisation(0));
        names.add_common("gunman", Meaning::Agent(0));
        assert_eq!(find(&names, "Congo Republic said"), (2, vec![Meaning::Country(1)]));
        assert_eq!(find(&names, "CONGO said"), (1, vec![Meaning::Country(0)]));
        assert_eq!(find(&names, "WHO said"), (1, vec![Meaning::Organisation(0)]));
        assert_eq!(find(&names, "Who said"), (0, vec![]));
        assert_eq!(find(&names, "Gunman held"), (1, vec![Meaning::Agent(0)]));
    }
}
