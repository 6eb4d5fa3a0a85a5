//! `organisations.tsv`: bodies with names of their own.

use crate::names::{Meaning, Names};
use crate::{KnowledgeError, Source, table};
use dateline_core::{Country, Sector};
use serde::Deserialize;

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Organisation {
    /// The row's lasting identifier; a user's row may have none.
    #[serde(default, deserialize_with = "table::id")]
    pub id: Option<String>,
    /// The item of Wikidata, if somebody has checked it.
    #[serde(default, deserialize_with = "table::wikidata")]
    pub wikidata: Option<String>,
    /// The full name.
    pub name: String,
    #[serde(deserialize_with = "table::parts")]
    aliases: Vec<String>,
    /// Its state, or PLOVER's code for what is none.
    pub country: Country,
    /// PLOVER sectors, most telling first.
    #[serde(deserialize_with = "table::parts")]
    pub sectors: Vec<Sector>,
}

pub(crate) fn load(
    source: &Source,
    names: &mut Names,
) -> Result<Vec<Organisation>, KnowledgeError> {
    let mut organisations = Vec::new();
    add(table::rows(source, "organisations.tsv")?, &mut organisations, names);
    Ok(organisations)
}

/// Adds rows to those there are.
pub(crate) fn add(rows: Vec<Organisation>, all: &mut Vec<Organisation>, names: &mut Names) {
    for row in rows {
        let meaning = Meaning::Organisation(all.len());
        row.called().for_each(|name| names.add(name, meaning));
        all.push(row);
    }
}

/// Takes what the rows are called from whoever was called so.
pub(crate) fn outrank(rows: &[Organisation], names: &mut Names) {
    rows.iter().flat_map(Organisation::called).for_each(|name| names.forget(name));
}

impl Organisation {
    pub(crate) fn named(name: String, country: Country, sectors: Vec<Sector>) -> Self {
        Self { id: None, wikidata: None, name, aliases: Vec::new(), country, sectors }
    }

    /// The name and the others.
    fn called(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}
