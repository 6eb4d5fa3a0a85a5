//! What can be scored.

use std::fmt;
use std::str::FromStr;

/// A part of the reading that gold data can be had for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// Words and sentences, against CoNLL-U.
    Tokens,
    /// Attributions: source, cue, content.
    Claims,
    /// Country and sector of a phrase.
    Actors,
    /// PLOVER events of a sentence.
    Events,
    /// Tags, lemmas and trees, against CoNLL-U.
    Parse,
    /// Mentions and names.
    Entities,
    /// How sure a text is of its predicates.
    Certainty,
    /// Texts and fields of pages.
    Extract,
    /// Dates and periods, with their values.
    Time,
    /// The example sentences of the codebook.
    Codebook,
}

/// The text names nothing that can be scored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` cannot be scored; known are: tokens, claims, actors, events, parse, entities, certainty, extract, time, codebook"
)]
pub struct UnknownWhat(pub String);

impl What {
    /// Everything that can be scored.
    pub const ALL: &'static [What] = &[
        What::Tokens,
        What::Claims,
        What::Actors,
        What::Events,
        What::Parse,
        What::Entities,
        What::Certainty,
        What::Extract,
        What::Time,
        What::Codebook,
    ];

    /// The name on the command line and in the output.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Tokens => "tokens",
            What::Claims => "claims",
            What::Actors => "actors",
            What::Events => "events",
            What::Parse => "parse",
            What::Entities => "entities",
            What::Certainty => "certainty",
            What::Extract => "extract",
            What::Time => "time",
            What::Codebook => "codebook",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for What {
    type Err = UnknownWhat;

    fn from_str(text: &str) -> Result<Self, UnknownWhat> {
        let found = Self::ALL.iter().copied().find(|what| what.as_str() == text);
        found.ok_or_else(|| UnknownWhat(text.to_owned()))
    }
}

impl serde::Serialize for What {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for &what in What::ALL {
            assert_eq!(what.as_str().parse(), Ok(what));
        }
        assert!("syntax".parse::<What>().is_err());
    }
}
