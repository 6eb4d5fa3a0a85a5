//! `weapons.tsv` and `items.tsv`: weapons and military platforms, aid and
//! goods. The longest that begins at a given piece of text is found by its
//! first piece.

use crate::phrase::{Case, Phrase};
use crate::plural::plurals;
use crate::{KnowledgeError, Piece, Source, pieces, table};
use serde::Deserialize;
use std::collections::HashMap;

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemKind {
    /// Its usual name; none for a general word.
    pub name: Option<String>,
    /// Weapon, platform, or neither.
    pub kind: ArmsKind,
    /// What sort of thing it is.
    pub category: String,
    /// Whether its words say enough by themselves; "Patriot" does not.
    pub alone: bool,
}

/// Whether an item kills, carries what kills, or does neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArmsKind {
    /// What kills or wounds.
    Weapon,
    /// What carries weapons or fighters, or watches for them.
    Platform,
    /// Aid and goods.
    Other,
}

#[derive(Debug)]
struct Entry {
    phrase: Phrase,
    item: usize,
}

/// Items by the words that name them.
#[derive(Debug, Default)]
pub struct Items {
    kinds: Vec<ItemKind>,
    by_first: HashMap<String, Vec<Entry>>,
}

#[derive(Deserialize)]
struct Weapon {
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
    name: Option<String>,
    kind: ArmsKind,
    category: String,
    #[serde(deserialize_with = "table::yes")]
    alone: bool,
}

#[derive(Deserialize)]
struct Good {
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
    name: Option<String>,
    category: String,
}

impl Items {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut items = Self::default();
        for Weapon { words, name, kind, category, alone } in table::rows(source, "weapons.tsv")? {
            items.add(&words, ItemKind { name, kind, category, alone });
        }
        for Good { words, name, category } in table::rows(source, "items.tsv")? {
            items.add(&words, ItemKind { name, kind: ArmsKind::Other, category, alone: true });
        }
        Ok(items)
    }

    fn add(&mut self, words: &[String], kind: ItemKind) {
        let item = self.kinds.len();
        self.kinds.push(kind);
        for word in words {
            let capital = pieces(word).position(|piece| piece.capital);
            let case = match capital {
                None => Case::Any,
                Some(at) if word.chars().any(char::is_lowercase) => Case::Capital(at),
                Some(_) => Case::Upper,
            };
            self.insert(word, case, item);
            // The s of "IEDs" is small.
            let case = capital.map_or(Case::Any, Case::Capital);
            for plural in plurals(word) {
                self.insert(&plural, case, item);
            }
        }
    }

    fn insert(&mut self, words: &str, case: Case, item: usize) {
        if let Some((first, phrase)) = Phrase::of(words, case) {
            self.by_first.entry(first).or_default().push(Entry { phrase, item });
        }
    }

    /// Every row of the tables.
    pub fn kinds(&self) -> impl Iterator<Item = &ItemKind> {
        self.kinds.iter()
    }

    /// The item with the most words at the start of `text` that ends where
    /// `may_end` lets it, and how many pieces they are; of equals the one
    /// that says enough alone, then the first in the table.
    pub fn longest(
        &self,
        text: &[Piece],
        may_end: impl Fn(usize) -> bool,
    ) -> Option<(usize, &ItemKind)> {
        let entries = self.by_first.get(&text.first()?.text)?;
        let fitting = entries.iter().filter(|entry| entry.phrase.opens(text));
        let known = fitting.map(|entry| (entry.phrase.len(), &self.kinds[entry.item]));
        known.filter(|&(len, _)| may_end(len)).reduce(|best, next| {
            if (next.0, next.1.alone) > (best.0, best.1.alone) { next } else { best }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Option<(usize, ArmsKind, String, bool)> {
        let items = Items::load(&Source::Embedded).unwrap();
        let text: Vec<Piece> = pieces(text).collect();
        let (len, item) = items.longest(&text, |_| true)?;
        Some((len, item.kind, item.category.clone(), item.alone))
    }

    #[test]
    fn names_and_general_words_are_found_with_their_plurals() {
        for (text, len, kind, category) in [
            ("F-16s over", 2, ArmsKind::Platform, "combat aircraft"),
            ("Tomahawk cruise missiles", 1, ArmsKind::Weapon, "cruise missile"),
            ("rocket-propelled grenades", 3, ArmsKind::Weapon, "grenade launcher"),
            ("IEDs", 1, ArmsKind::Weapon, "explosive device"),
            ("patrol boats", 2, ArmsKind::Platform, "patrol vessel"),
            ("Food aid", 2, ArmsKind::Other, "food aid"),
        ] {
            assert_eq!(find(text), Some((len, kind, category.to_owned(), true)), "{text}");
        }
    }

    #[test]
    fn capitals_tell_names_from_common_words() {
        assert_eq!(find("javelin throwers"), None);
        assert_eq!(find("tow the car"), None);
        assert!(find("Patriot Act").is_some_and(|(_, _, _, alone)| !alone));
    }

    #[test]
    fn a_thousand_systems_have_a_name_of_their_own() {
        let items = Items::load(&Source::Embedded).unwrap();
        let arms = items.kinds.iter().filter(|item| item.kind != ArmsKind::Other);
        let names: std::collections::HashSet<_> = arms.filter_map(|k| k.name.as_ref()).collect();
        assert!(names.len() >= 1000, "{}", names.len());
    }
}
