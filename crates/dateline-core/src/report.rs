//! What was published.

use crate::named_enum::named_enum;
use serde::{Deserialize, Serialize};

named_enum! {
    /// Where the publication date was found.
    PublishedFrom {
        /// The page's JSON-LD.
        JsonLd = "json-ld",
        /// A meta element.
        Meta = "meta",
        /// The URL.
        Url = "url",
        /// The visible text.
        Text = "text",
        /// Given by whoever handed the report in.
        Given = "given",
        /// Nowhere: the report is undated.
        Unknown = "unknown",
    }
}

/// One item as published.
///
/// [`text`](Self::text) begins with the title when there is one, followed by
/// a blank line: headlines are read too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Report {
    /// Stable over versions: a hash of the canonical URL or, without one, of
    /// outlet, title and text.
    pub id: String,
    /// 1 for the first text seen under this id, 2 for the first changed one.
    pub version: u32,
    /// Canonical URL, or the path it was read from.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The section it stood in ("World News").
    pub section: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who signed it.
    pub byline: Vec<String>,
    /// The place in front of the first sentence ("HAVANA").
    pub dateline: Option<String>,
    /// ISO 8601, as exact as it was given: a date, or a time with its zone.
    pub published_at: Option<String>,
    /// Where that was found.
    pub published_from: PublishedFrom,
    /// ISO 639-1.
    pub language: String,
    /// Title and body. Spans of every record point here.
    pub text: String,
}

impl Report {
    /// A report of which nothing but its text is known.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self {
            id: String::new(),
            version: 1,
            url: None,
            outlet: None,
            section: None,
            title: None,
            byline: Vec::new(),
            dateline: None,
            published_at: None,
            published_from: PublishedFrom::Unknown,
            language: "en".to_owned(),
            text: text.into(),
        }
    }

    /// Length of the title at the head of the text, in bytes; 0 without one.
    pub fn title_len(&self) -> usize {
        match &self.title {
            Some(title) if self.text.starts_with(title.as_str()) => title.len(),
            _ => 0,
        }
    }
}
