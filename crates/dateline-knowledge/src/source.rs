//! Where tables come from: the program itself, or a folder of edited copies.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A table could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The file is there but cannot be read.
    #[error("cannot read {path}: {error}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The folder holds no table, so nothing in it would be used.
    #[error(
        "{0} holds none of Dateline's tables; give a folder with a file named as in knowledge/, such as countries.tsv or frames/agree.toml"
    )]
    NoTables(PathBuf),
    /// A row or entry is malformed.
    #[error("{file}, line {line}: {problem}")]
    Row {
        /// The file's name within `knowledge/`.
        file: String,
        /// Counted from 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
}

/// Where tables come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The program itself.
    Embedded,
    /// A folder; files it lacks are the embedded ones.
    Dir(PathBuf),
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        /// The name and the text of every embedded file.
        const EMBEDDED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../knowledge/", $name)))),+];
    };
}

embedded![
    "agents.tsv",
    "cameo.tsv",
    "cameo_codes.tsv",
    "certainty.tsv",
    "cities.tsv",
    "classes.tsv",
    "contexts.tsv",
    "countries.tsv",
    "factuality.tsv",
    "frames/accuse.toml",
    "frames/agree.toml",
    "frames/aid.toml",
    "frames/assault.toml",
    "frames/coerce.toml",
    "frames/concede.toml",
    "frames/consult.toml",
    "frames/cooperate.toml",
    "frames/mobilize.toml",
    "frames/protest.toml",
    "frames/reject.toml",
    "frames/request.toml",
    "frames/retreat.toml",
    "frames/sanction.toml",
    "frames/support.toml",
    "frames/threaten.toml",
    "idioms.tsv",
    "items.tsv",
    "makers.tsv",
    "mastheads.tsv",
    "organisations.tsv",
    "people.tsv",
    "places.tsv",
    "registers.tsv",
    "reporting.tsv",
    "status.tsv",
    "steps.tsv",
    "times.tsv",
    "verbs.tsv",
    "weapons.tsv",
    "words.tsv",
];

impl Source {
    /// Whether a folder holds at least one table.
    pub(crate) fn check(dir: &Path) -> Result<(), KnowledgeError> {
        match EMBEDDED.iter().any(|(name, _)| dir.join(name).exists()) {
            true => Ok(()),
            false => Err(KnowledgeError::NoTables(dir.to_owned())),
        }
    }

    /// The text of a file of `knowledge/`.
    pub(crate) fn text(&self, name: &str) -> Result<Cow<'static, str>, KnowledgeError> {
        if let Source::Dir(dir) = self {
            let path = dir.join(name);
            match std::fs::read_to_string(&path) {
                Ok(text) => return Ok(text.into()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(KnowledgeError::Read { path, error }),
            }
        }
        let embedded = EMBEDDED.iter().find(|(n, _)| *n == name).map(|(_, text)| *text);
        Ok(embedded.unwrap_or_default().into())
    }
}
