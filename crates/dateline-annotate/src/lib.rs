//! From the text of a report to a [`Document`]: tokens, sentences, tags and
//! mentions, in the terms of Universal Dependencies.

mod document;
mod headline;
mod lists;
mod mend;
mod mentions;
pub mod model;
mod parse;
mod quoted;
pub mod split;
pub mod tokenize;
mod tree;

pub use document::{Document, MentionSpan, NameKind, NameSpan, Sentence, Token};
pub use split::split;
pub use tokenize::tokenize;
pub use tree::Tree;

use dateline_core::Report;
use dateline_knowledge::Knowledge;
use model::Model;

/// Reads the text of `report` up to what can be said without knowing who is
/// who. Never fails; time grows linearly with the text.
pub fn annotate(report: &Report, knowledge: &Knowledge, model: &Model) -> Document {
    let spans = tokenize(&report.text);
    let ranges = split(&report.text, &spans);
    let mut document = Document::new(report, &spans, ranges);
    parse::parse(&mut document, knowledge, model);
    mentions::find(&mut document, knowledge);
    document
}
