//! What a person should know about how a report was read.

use crate::Quote;
use crate::named_enum::named_enum;
use serde::{Deserialize, Serialize};

named_enum! {
    /// What the notice is about.
    NoticeCode {
        /// The report holds no text.
        Empty = "empty",
        /// Bytes that are not UTF-8 were replaced.
        BadEncoding = "bad-encoding",
        /// The input looks like a binary file.
        Binary = "binary",
        /// NUL or other control characters stand in the text.
        ControlCharacters = "control-characters",
        /// The report is not in a language the reader knows.
        Language = "language",
        /// Only a part of the text is free to read.
        Paywall = "paywall",
        /// The input was cut off or garbled: a part of the text may be missing.
        Damaged = "damaged",
        /// A part was too long to be read as closely as the rest.
        TooLong = "too-long",
        /// The report has no date: relative times stay relative.
        Undated = "undated",
        /// An item that looks like a system is in no table.
        UnknownItem = "unknown-item",
    }
}

/// Damage met, or a doubt about the whole report. Reading never fails; it
/// leaves notices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Notice<S = Quote> {
    /// What it is about.
    pub code: NoticeCode,
    /// One sentence for a person.
    pub message: String,
    /// Where, if at one place.
    pub span: Option<S>,
}

impl<S> Notice<S> {
    /// A notice about the whole report.
    pub fn new(code: NoticeCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None }
    }

    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Notice<T> {
        Notice { code: self.code, message: self.message, span: self.span.map(f) }
    }
}
