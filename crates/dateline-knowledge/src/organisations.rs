//! `organisations.tsv`: bodies with names of their own.

use crate::names::{Meaning, Names};
use crate::{KnowledgeError, Source, table};
use dateline_core::{Country, Sector};
use serde::Deserialize;

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Organisation {
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
    let organisations = table::rows::<Organisation>(source, "organisations.tsv")?;
    for (i, organisation) in organisations.iter().enumerate() {
        names.add(&organisation.name, Meaning::Organisation(i));
        for alias in &organisation.aliases {
            names.add(alias, Meaning::Organisation(i));
        }
    }
    Ok(organisations)
}
