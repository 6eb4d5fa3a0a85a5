//! Reading a tab-separated table: `#` begins a comment line, the first other
//! line names the columns, `|` separates the parts of a cell that holds several.

use crate::{KnowledgeError, Source};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// The rows of `knowledge/<name>` in file order.
///
/// # Errors
/// If the file cannot be read or a row does not fit `R`.
pub(crate) fn rows<R: DeserializeOwned>(
    source: &Source,
    name: &str,
) -> Result<Vec<R>, KnowledgeError> {
    rows_of(&source.text(name)?, name)
}

/// The rows of a table with this text; `file` is what errors call it.
pub(crate) fn rows_of<R: DeserializeOwned>(
    text: &str,
    file: &str,
) -> Result<Vec<R>, KnowledgeError> {
    let reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .comment(Some(b'#'))
        .quoting(false)
        .flexible(false)
        .from_reader(text.as_bytes());
    reader
        .into_deserialize()
        .map(|row| {
            row.map_err(|error: csv::Error| KnowledgeError::Row {
                file: file.to_owned(),
                line: error.position().map_or(0, csv::Position::line),
                problem: error.to_string(),
            })
        })
        .collect()
}

/// For `#[serde(deserialize_with)]`: a cell of parts separated by `|`.
pub(crate) fn parts<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let cell = String::deserialize(deserializer)?;
    cell.split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(serde::de::Error::custom))
        .collect()
}

/// For `#[serde(deserialize_with)]`: a row's identifier, such as `RUS.state-duma`.
pub(crate) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let cell = String::deserialize(deserializer)?;
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    match cell.chars().all(letter) {
        true => Ok((!cell.is_empty()).then_some(cell)),
        false => Err(serde::de::Error::custom(format!(
            "`{cell}` is no identifier; give letters, digits, `.` and `-` only"
        ))),
    }
}

/// For `#[serde(deserialize_with)]`: the number of an item of Wikidata.
pub(crate) fn wikidata<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    let cell = String::deserialize(deserializer)?;
    let number = cell.strip_prefix('Q').unwrap_or("");
    match (cell.is_empty(), !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())) {
        (true, _) => Ok(None),
        (_, true) => Ok(Some(cell)),
        _ => Err(serde::de::Error::custom(format!(
            "`{cell}` is no item of Wikidata; give `Q` and its number, or nothing"
        ))),
    }
}

/// For `#[serde(deserialize_with)]`: a cell that says yes or no.
pub(crate) fn yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!("`{other}` is neither yes nor no"))),
    }
}
