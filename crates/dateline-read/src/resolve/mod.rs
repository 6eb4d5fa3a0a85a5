//! Mentions to actors: who is meant, from which country, of which sector.

use dateline_annotate::Document;
use dateline_core::{Actor, ActorId, Country, Report, Sector, Span};
use dateline_knowledge::Knowledge;

/// The actors of a report, and which mention means whom.
#[derive(Debug, Default)]
pub struct Actors {
    /// Every actor, by its id.
    pub list: Vec<Actor<Span>>,
    /// For every mention of the document, the actor it means.
    of_mention: Vec<Option<ActorId>>,
}

impl Actors {
    /// Whom the mention at `index` of the document's list means.
    pub fn of_mention(&self, index: usize) -> Option<ActorId> {
        self.of_mention.get(index).copied().flatten()
    }

    /// The actor with this id.
    pub fn get(&self, id: ActorId) -> &Actor<Span> {
        &self.list[id.index()]
    }
}

/// Resolves the mentions of `document`.
pub(crate) fn resolve(document: &Document, _report: &Report, _knowledge: &Knowledge) -> Actors {
    Actors { list: Vec::new(), of_mention: vec![None; document.mentions.len()] }
}

/// Country and sectors of a phrase that stands alone, such as "retired Kazakh
/// general" or "the State Duma", on the day `date` (ISO 8601) if given.
pub fn describe(
    _phrase: &str,
    _date: Option<&str>,
    _knowledge: &Knowledge,
) -> (Option<Country>, Vec<Sector>) {
    (None, Vec::new())
}
