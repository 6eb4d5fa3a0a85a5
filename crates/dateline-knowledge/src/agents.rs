//! `agents.tsv`: nouns for those who act and speak.

use crate::names::{Meaning, Names};
use crate::{KnowledgeError, Source, table};
use dateline_core::Sector;
use serde::{Deserialize, Deserializer};

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
    #[serde(deserialize_with = "yes")]
    pub title: bool,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
}

pub(crate) fn load(source: &Source, names: &mut Names) -> Result<Vec<Agent>, KnowledgeError> {
    let agents = table::rows::<Agent>(source, "agents.tsv")?;
    for (i, agent) in agents.iter().enumerate() {
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
    }
    Ok(agents)
}

/// The plural of a noun or phrase, at its end or before its "of".
fn plurals(phrase: &str) -> Vec<String> {
    let (head, rest) = match phrase.find(" of ").or_else(|| phrase.find("-in-")) {
        Some(at) => phrase.split_at(at),
        None => (phrase, ""),
    };
    let regular = match head.as_bytes() {
        _ if head.ends_with("man") => format!("{}men", &head[..head.len() - 3]),
        _ if head.ends_with("person") => format!("{}people", &head[..head.len() - 6]),
        _ if head.ends_with("child") => format!("{head}ren"),
        _ if head.ends_with("wife") => format!("{}ves", &head[..head.len() - 2]),
        [.., before, b'y'] if !b"aeiou".contains(before) => {
            format!("{}ies", &head[..head.len() - 1])
        }
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| head.ends_with(end)) => {
            format!("{head}es")
        }
        _ => format!("{head}s"),
    };
    let mut all = vec![format!("{regular}{rest}")];
    // "attorneys general"
    if rest.is_empty()
        && let Some((noun, general)) = head.rsplit_once([' ', '-'])
        && matches!(general, "general" | "elect")
    {
        all.push(format!("{noun}s {general}"));
    }
    all
}

fn yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!("`{other}` is neither yes nor no"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_stand_where_english_puts_them() {
        for (one, many) in [
            ("gunman", "gunmen"),
            ("deputy", "deputies"),
            ("member of parliament", "members of parliament"),
            ("spokesperson", "spokespeople"),
            ("attorney general", "attorneys general"),
            ("coach", "coaches"),
        ] {
            assert!(plurals(one).contains(&many.to_owned()), "{one}");
        }
    }
}
