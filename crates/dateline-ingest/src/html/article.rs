//! Which part of a page is its article. This is the one place that knows the
//! extractors.

use super::paragraphs::paragraphs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, Options};

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) paragraphs: Vec<String>,
    /// Who found it.
    pub(super) extractor: &'static str,
    /// What the extractor takes for title and author.
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
}

/// Less than that asks for a second opinion.
const LITTLE: usize = 250;

impl Body {
    /// The length of the text in bytes.
    pub(super) fn len(&self) -> usize {
        self.paragraphs.iter().map(String::len).sum()
    }

    /// The article of the page `html`, which `doc` is the tree of.
    pub(super) fn find(doc: Document, html: &str) -> Self {
        let first = guarded(|| first(doc)).unwrap_or_default();
        if first.len() >= LITTLE {
            return first;
        }
        match guarded(|| second(html)) {
            Some(second) if 2 * second.len() > 3 * first.len() => {
                Body { title: first.title, author: first.author, ..second }
            }
            _ => first,
        }
    }
}

/// Trafilatura, tuned for precision: what is not the article misleads.
fn first(doc: Document) -> Option<Body> {
    let options = Options::default()
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_fallback(true)
        .with_exclude_comments(true);
    let found = trafilatura::extract_document(doc, &options).ok()?;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Some(Body {
        paragraphs: paragraphs(&found.content_html),
        extractor: "trafilatura",
        title: some(found.metadata.title),
        author: some(found.metadata.author),
    })
}

/// Readability, in another implementation.
fn second(html: &str) -> Option<Body> {
    let mut readability = dom_smoothie::Readability::new(html, None, None).ok()?;
    let found = readability.parse().ok()?;
    let paragraphs = paragraphs(&found.content);
    Some(Body { paragraphs, extractor: "dom_smoothie", ..Body::default() })
}

/// Extractors are other people's code and meet every page there is: a panic
/// must cost no more than their opinion.
fn guarded(extract: impl FnOnce() -> Option<Body>) -> Option<Body> {
    catch_unwind(AssertUnwindSafe(extract)).ok().flatten()
}
