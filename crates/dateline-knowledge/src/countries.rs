//! `countries.tsv`: states and breakaway entities.

use crate::names::{Meaning, Names};
use crate::{KnowledgeError, Source, table};
use dateline_core::{Country, Sector};
use serde::Deserialize;

/// A state, or an entity that has broken away from one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct State {
    /// The row's lasting identifier.
    #[serde(default, deserialize_with = "table::id")]
    pub id: Option<String>,
    /// The item of Wikidata, if somebody has checked it.
    #[serde(default, deserialize_with = "table::wikidata")]
    pub wikidata: Option<String>,
    /// Its code; a breakaway entity has the recognised state's.
    pub code: Country,
    /// The usual English name.
    pub name: String,
    #[serde(deserialize_with = "table::parts")]
    aliases: Vec<String>,
    #[serde(deserialize_with = "table::parts")]
    adjectives: Vec<String>,
    #[serde(deserialize_with = "table::parts")]
    people: Vec<String>,
    #[serde(deserialize_with = "table::parts")]
    capital: Vec<String>,
    #[serde(deserialize_with = "table::parts")]
    seats: Vec<String>,
    #[serde(deserialize_with = "table::parts")]
    places: Vec<String>,
    /// `PRE` for a breakaway entity, else none.
    #[serde(deserialize_with = "table::parts")]
    pub sectors: Vec<Sector>,
}

pub(crate) fn load(source: &Source, names: &mut Names) -> Result<Vec<State>, KnowledgeError> {
    let states = table::rows::<State>(source, "countries.tsv")?;
    for (i, state) in states.iter().enumerate() {
        names.add(&state.name, Meaning::Country(i));
        for (words, meaning) in [
            (&state.aliases, Meaning::Country(i)),
            (&state.adjectives, Meaning::Adjective(i)),
            (&state.people, Meaning::People(i)),
            (&state.capital, Meaning::Capital(i)),
            (&state.seats, Meaning::Seat(i)),
            (&state.places, Meaning::Place(i)),
        ] {
            for word in words {
                names.add(word, meaning);
            }
        }
        for word in state.adjectives.iter().chain(&state.people) {
            names.add(&format!("{word}s"), Meaning::People(i));
        }
    }
    Ok(states)
}
