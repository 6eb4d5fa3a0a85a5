//! One record of an input, and the report that it is.

use crate::place::Place;
use crate::{IngestError, Loaded, Options, Position, decode, feed, html, json, text};
use dateline_knowledge::Knowledge;

/// A record as it stands in its input. Cheap to have, and to pass over.
#[derive(Debug)]
pub struct Record {
    pub(crate) at: Position,
    pub(crate) place: Place,
    pub(crate) raw: Raw,
}

/// What a source found.
#[derive(Debug)]
pub(crate) enum Raw {
    /// A file of text.
    Text { bytes: Vec<u8>, markdown: bool },
    /// A JSON object, or a row as one.
    Json(Vec<u8>),
    /// A page.
    Page(Box<html::Page>),
    /// An item of a feed or sitemap.
    Item(Box<feed::Item>),
}

/// What a kind of source yields.
pub(crate) type Raws<'b> = Box<dyn Iterator<Item = Result<(Place, Raw), IngestError>> + 'b>;

impl Record {
    /// Where it stands.
    pub fn at(&self) -> &Position {
        &self.at
    }

    /// The page that an item of a feed or sitemap points to.
    pub fn link(&self) -> Option<&str> {
        match &self.raw {
            Raw::Item(item) => item.url.as_deref(),
            _ => None,
        }
    }

    /// The report that it is.
    ///
    /// # Errors
    /// If it holds no report, or it is broken.
    pub fn load(self, knowledge: &Knowledge, options: &Options) -> Result<Loaded, IngestError> {
        let (place, mastheads) = (&self.place, &knowledge.mastheads);
        let mut loaded = match self.raw {
            Raw::Text { bytes, markdown } => {
                let (text, notice) = decode::decode(&bytes);
                text::load(&text, markdown, place, mastheads).with(notice)
            }
            Raw::Json(bytes) => json::record(&bytes, place, &options.columns, mastheads)?,
            Raw::Page(page) => html::load(*page, place, mastheads)?,
            Raw::Item(item) => feed::load(*item, place, mastheads, options)?,
        };
        loaded.at = self.at;
        Ok(loaded)
    }
}
