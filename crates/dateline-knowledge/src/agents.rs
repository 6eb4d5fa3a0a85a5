//! `agents.tsv`: nouns for those who act and speak.

use crate::names::{Meaning, Names};
use crate::plural::plurals;
use crate::{KnowledgeError, Source, table};
use dateline_core::Sector;
use serde::Deserialize;

/// What a noun of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgentKind {
    /// "lawmaker"; the plural is a group.
    Person,
    /// "ministry".
    Organisation,
    /// "crowd".
    Group,
    /// "survey".
    Document,
    /// A word before such a noun: "rebel" in "rebel commander".
    Modifier,
    /// A name of no state, nobody that acts: "the Middle East".
    Place,
}

/// What the words of one row say of those they name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Agent {
    /// What they are.
    pub kind: AgentKind,
    /// PLOVER sectors, most telling first.
    #[serde(deserialize_with = "table::parts")]
    pub sectors: Vec<Sector>,
    /// Whether the word goes before a name.
    #[serde(deserialize_with = "table::yes")]
    pub title: bool,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
}

pub(crate) fn load(source: &Source, names: &mut Names) -> Result<Vec<Agent>, KnowledgeError> {
    let mut agents = Vec::new();
    add(table::rows(source, "agents.tsv")?, &mut agents, names);
    Ok(agents)
}

/// Adds rows to those there are.
pub(crate) fn add(rows: Vec<Agent>, all: &mut Vec<Agent>, names: &mut Names) {
    for agent in rows {
        let i = all.len();
        for word in &agent.words {
            if agent.kind == AgentKind::Modifier {
                names.add_common(word, Meaning::Modifier(i));
            } else {
                names.add_common(word, Meaning::Agent(i));
                for plural in plurals(word) {
                    names.add_common(&plural, Meaning::Agents(i));
                }
            }
        }
        all.push(agent);
    }
}

/// Takes the words of the rows from whatever they meant.
pub(crate) fn outrank(rows: &[Agent], names: &mut Names) {
    for word in rows.iter().flat_map(|agent| &agent.words) {
        names.forget(word);
        plurals(word).iter().for_each(|plural| names.forget(plural));
    }
}

impl Agent {
    pub(crate) fn meaning(kind: AgentKind, sectors: Vec<Sector>, title: bool) -> Self {
        Self { kind, sectors, title, words: Vec::new() }
    }
}
