//! What one phrase says of whom it means, before the report as a whole is
//! looked at.

use dateline_core::{ActorKind, Country, Sector};
use std::ops::Range;

/// Whom a phrase means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// A row of the countries.
    State(usize),
    /// A row of the organisations.
    Organisation(usize),
    /// A person of the table.
    Person(usize),
    /// A name no table holds, in comparable letters.
    Name(String),
    /// A surname, to be looked for among the report's persons.
    Surname(String),
    /// A common noun, with whatever tells it from others of its kind.
    Common(String),
    /// No actor: a place, a thing.
    Nobody,
}

/// What is known from a phrase alone.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub who: Who,
    pub kind: ActorKind,
    pub name: String,
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
    /// Title before the name, as the report words it.
    pub title: Option<String>,
    /// The surname, in comparable letters.
    pub surname: Option<String>,
    /// The head noun, if it is one of the agents'.
    pub noun: Option<String>,
    /// "the", "this": it may mean somebody named before.
    pub definite: bool,
    /// Whether "she" or "he" must be used, where that shows.
    pub female: Option<bool>,
    pub confidence: f32,
    pub by: String,
    /// The tokens read, with what follows the head.
    pub tokens: Range<usize>,
}

impl Sketch {
    pub fn nobody(tokens: Range<usize>) -> Self {
        Self {
            who: Who::Nobody,
            kind: ActorKind::Unnamed,
            name: String::new(),
            country: None,
            sectors: Vec::new(),
            title: None,
            surname: None,
            noun: None,
            definite: false,
            female: None,
            confidence: 0.0,
            by: String::new(),
            tokens,
        }
    }

    pub fn is_actor(&self) -> bool {
        self.who != Who::Nobody
    }
}

/// Adds sectors that are not there yet.
pub(super) fn extend(sectors: &mut Vec<Sector>, more: &[Sector]) {
    for sector in more {
        if !sectors.contains(sector) {
            sectors.push(*sector);
        }
    }
}
