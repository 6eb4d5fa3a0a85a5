//! `makers.tsv`: which country makes a system of `weapons.tsv`.

use crate::{KnowledgeError, Source, table};
use dateline_core::Country;
use serde::Deserialize;
use std::collections::HashMap;

/// Countries by the usual names of what they make.
#[derive(Debug, Default)]
pub struct Makers {
    by_name: HashMap<String, Country>,
}

#[derive(Deserialize)]
struct Row {
    country: Country,
    #[serde(deserialize_with = "table::parts")]
    names: Vec<String>,
}

impl Makers {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut by_name = HashMap::new();
        for Row { country, names } in table::rows::<Row>(source, "makers.tsv")? {
            by_name.extend(names.into_iter().map(|name| (name, country)));
        }
        Ok(Self { by_name })
    }

    /// Who makes the system with this usual name.
    pub fn of(&self, name: &str) -> Option<Country> {
        self.by_name.get(name).copied()
    }

    /// Every usual name that has a maker.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Items;

    #[test]
    fn every_name_is_a_weapon() {
        let makers = Makers::load(&Source::Embedded).unwrap();
        let items = Items::load(&Source::Embedded).unwrap();
        let known: Vec<&str> = items.kinds().filter_map(|kind| kind.name.as_deref()).collect();
        for name in makers.names() {
            assert!(known.contains(&name), "{name}");
        }
        assert_eq!(makers.of("Oreshnik").map(|c| c.to_string()).as_deref(), Some("RUS"));
    }
}
