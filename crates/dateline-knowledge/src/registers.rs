//! `registers.tsv`: under which class arms registers count a category of weapon.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// Classes by the categories of `weapons.tsv`.
#[derive(Debug, Default)]
pub struct Registers {
    by_category: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Row {
    class: String,
    #[serde(deserialize_with = "table::parts")]
    categories: Vec<String>,
}

impl Registers {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut by_category = HashMap::new();
        for Row { class, categories } in table::rows::<Row>(source, "registers.tsv")? {
            by_category.extend(categories.into_iter().map(|c| (c, class.clone())));
        }
        Ok(Self { by_category })
    }

    /// The class of a category; none for what no register counts.
    pub fn of(&self, category: &str) -> Option<&str> {
        self.by_category.get(category).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ArmsKind, Items};

    #[test]
    fn every_system_has_a_class() {
        let registers = Registers::load(&Source::Embedded).unwrap();
        let items = Items::load(&Source::Embedded).unwrap();
        for kind in items.kinds().filter(|k| k.name.is_some() && k.kind != ArmsKind::Other) {
            assert!(registers.of(&kind.category).is_some(), "{}", kind.category);
        }
        assert_eq!(registers.of("tank"), Some("armoured vehicles"));
        assert_eq!(registers.of("food aid"), None);
    }
}
