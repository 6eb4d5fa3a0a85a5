//! Where a record stands, for people and as the URL of a report without one.

use crate::Input;
use std::fmt;

/// Where in its input a report stands, so that reading can go on behind it:
/// hand it to [`Options::after`](crate::Options).
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// The input, as the user named it.
    pub input: String,
    /// The how-manieth record of it, those that failed and those that were
    /// passed over included; counted from 1.
    pub record: u64,
    /// Where it begins in the file, where one can begin to read there.
    pub start: Option<Start>,
}

/// Where a record of an archive begins.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Start {
    /// The byte of the file, counted from 0.
    pub byte: u64,
    /// How many records the archive has before it; the crawl's own included,
    /// which are nobody's reports.
    pub before: u64,
}

/// An input, or one record of it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    input: Input,
    /// `line` or `item`, and which, counted from 1.
    part: Option<(&'static str, u64)>,
    /// Where in the file that begins, if one can begin to read there.
    start: Option<Start>,
}

impl Place {
    pub(crate) fn new(input: &Input) -> Self {
        Self { input: input.clone(), part: None, start: None }
    }

    /// The `n`th line or item of it.
    pub(crate) fn part(&self, what: &'static str, n: u64) -> Self {
        Self { part: Some((what, n)), ..self.clone() }
    }

    /// The same, with where it begins.
    pub(crate) fn starting(self, start: Option<Start>) -> Self {
        Self { start, ..self }
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

    /// Where record `n` of this input stands, which is at `part`.
    pub(crate) fn position(&self, n: u64, part: &Place) -> Position {
        Position { input: self.input.to_string(), record: n, start: part.start }
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
