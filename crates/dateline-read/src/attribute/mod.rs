//! Claims: who is reported to have said what, and how sure they were.

use crate::resolve::Actors;
use dateline_annotate::Document;
use dateline_core::{Claim, Span};
use dateline_knowledge::Knowledge;

/// Finds the attributions of `document`.
pub(crate) fn attribute(
    _document: &Document,
    _actors: &Actors,
    _knowledge: &Knowledge,
) -> Vec<Claim<Span>> {
    Vec::new()
}
