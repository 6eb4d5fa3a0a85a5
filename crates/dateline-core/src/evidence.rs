//! Why a record stands in the ledger.

use crate::Quote;
use serde::{Deserialize, Serialize};

/// The sentence and the words a record rests on, and what made it of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Evidence<S = Quote> {
    /// Index into the reading's sentences.
    pub sentence: usize,
    /// The words that made the record.
    pub spans: Vec<S>,
    /// The rule or model, such as `frame support.ratify`.
    pub by: String,
}

impl<S> Evidence<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Evidence<T> {
        Evidence {
            sentence: self.sentence,
            spans: self.spans.into_iter().map(f).collect(),
            by: self.by,
        }
    }
}
