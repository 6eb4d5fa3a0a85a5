//! `cameo_codes.tsv`: what the actor codes of CAMEO dictionaries mean in PLOVER.

use crate::{KnowledgeError, Source, State, table};
use dateline_core::{Country, Sector};
use serde::Deserialize;
use std::collections::HashMap;

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meant {
    pub country: Option<Country>,
    /// Most telling first.
    pub sectors: Vec<Sector>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    #[serde(deserialize_with = "table::parts")]
    country: Vec<Country>,
    #[serde(deserialize_with = "table::parts")]
    sectors: Vec<Sector>,
}

/// The parts of codes that are known.
pub(super) struct Codes {
    by_code: HashMap<String, Meant>,
}

impl Codes {
    /// The table, with the codes of all states.
    pub fn load(states: &[State]) -> Result<Self, KnowledgeError> {
        let mut by_code: HashMap<String, Meant> = HashMap::new();
        for state in states {
            let meant = Meant { country: Some(state.code), sectors: Vec::new() };
            by_code.insert(state.code.as_str().to_owned(), meant);
        }
        for row in table::rows::<Row>(&Source::Embedded, "cameo_codes.tsv")? {
            let meant = Meant { country: row.country.first().copied(), sectors: row.sectors };
            by_code.insert(row.code, meant);
        }
        Ok(Self { by_code })
    }

    /// What `code` means; nothing if no part of it is known. A `~` before it,
    /// as agents have, says nothing.
    pub fn meaning(&self, code: &str) -> Option<Meant> {
        let mut rest = code.trim_start_matches('~');
        let mut found: Option<Meant> = None;
        while !rest.is_empty() {
            let longest = (1..=rest.len() / 3).rev().find_map(|parts| {
                let (part, after) = rest.split_at_checked(3 * parts)?;
                Some((self.by_code.get(part)?, after))
            });
            let Some((meant, after)) = longest else {
                rest = rest.char_indices().nth(3).map_or("", |(at, _)| &rest[at..]);
                continue;
            };
            let all = found.get_or_insert_default();
            // Only the first part can be a country: IND is India, and natives after it.
            if all.country.is_none() && all.sectors.is_empty() {
                all.country = meant.country;
            }
            for &sector in &meant.sectors {
                if !all.sectors.contains(&sector) {
                    all.sectors.push(sector);
                }
            }
            rest = after;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    #[test]
    fn codes_are_read_part_by_part() {
        let codes = Codes::load(&Knowledge::embedded().countries).unwrap();
        for (code, country, sectors) in [
            ("USAGOV", "USA", &[Sector::Gov][..]),
            ("IGOUNOREFHCR", "UNO", &[Sector::Ref]),
            ("INTREB", "IMG", &[Sector::Reb]),
            ("NGAMED", "NGA", &[Sector::Jrn]),
            ("~COP", "", &[Sector::Cop]),
            ("PHLMUSREB", "PHL", &[Sector::Rel, Sector::Reb]),
            ("CANXYZGOV", "CAN", &[Sector::Gov]),
        ] {
            let meant = codes.meaning(code).unwrap();
            assert_eq!(meant.country.map_or(String::new(), String::from), country, "{code}");
            assert_eq!(meant.sectors, sectors, "{code}");
        }
        assert_eq!(codes.meaning("QQQ"), None);
        assert_eq!(codes.meaning("Grüße"), None);
    }
}
