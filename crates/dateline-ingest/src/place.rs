//! Where a record stands, for people and as the URL of a report without one.

use crate::Input;
use std::fmt;

/// Where in its input a report stands, so that reading can go on behind it:
/// hand `record` to [`Options::after`](crate::Options).
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// The input, as the user named it.
    pub input: String,
    /// The how-manieth record of it, those that failed and those that were
    /// passed over included; counted from 1.
    pub record: u64,
}

/// An input, or one record of it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    input: Input,
    /// `line` or `item`, and which, counted from 1.
    part: Option<(&'static str, u64)>,
}

impl Place {
    pub(crate) fn new(input: &Input) -> Self {
        Self { input: input.clone(), part: None }
    }

    /// The `n`th line or item of it.
    pub(crate) fn part(&self, what: &'static str, n: u64) -> Self {
        Self { part: Some((what, n)), ..self.clone() }
    }

    /// The address or path, with the number of the line or item:
    /// `reports.jsonl#3`.
    pub(crate) fn url(&self) -> Option<String> {
        let part = self.part.map(|(_, n)| format!("#{n}")).unwrap_or_default();
        match &self.input {
            Input::Stdin => None,
            Input::File(path) => Some(format!("{}{part}", path.display())),
            Input::Url(url) => Some(format!("{url}{part}")),
        }
    }

    /// Where record `n` of the input stands.
    pub(crate) fn position(&self, n: u64) -> Position {
        Position { input: self.input.to_string(), record: n }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Some((what, n)) => write!(f, "{}, {what} {n},", self.input),
            None => write!(f, "{}", self.input),
        }
    }
}
