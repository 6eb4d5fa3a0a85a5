//! Events: who did what to whom, and whether it happened.

use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Claim, Event, Span};
use dateline_knowledge::Knowledge;

/// Finds the events of `document`.
pub(crate) fn code(
    _document: &Document,
    _actors: &Actors,
    _claims: &[Claim<Span>],
    _knowledge: &Knowledge,
) -> Vec<Event<Span>> {
    Vec::new()
}
