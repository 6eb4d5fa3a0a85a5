//! Where a record stands, for people and as the URL of a report without one.

use crate::Input;
use std::fmt;

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

    /// The path, with the number of the line or item: `reports.jsonl#3`.
    pub(crate) fn url(&self) -> Option<String> {
        let Input::File(path) = &self.input else { return None };
        let part = self.part.map(|(_, n)| format!("#{n}")).unwrap_or_default();
        Some(format!("{}{part}", path.display()))
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
