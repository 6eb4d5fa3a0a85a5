//! From files, feeds, archives and the web to [`Report`]s: what was published,
//! apart from who published it, when and under which headline.
//!
//! [`find`] turns what a user typed into [`Input`]s. [`records`] yields the
//! records of one as they are read, in bounded memory; [`Record::load`] makes
//! a report of one, which is the heavy part and can be done on another thread.
//! [`load`] does both. Each kind of source has a module of its own. Bad input
//! never panics: damage that can be read over becomes a [`Notice`], the rest an
//! [`IngestError`] that is one clear sentence; the records after it are still
//! read.
//!
//! Plain text and Markdown come with `\n` at the end of every line, whatever
//! the file had: spans of a reading point into [`Report::text`], not into the
//! file. The text of a JSON record is kept as it stands.

mod body;
mod columns;
mod csv;
mod dates;
mod decode;
mod details;
mod error;
mod feed;
mod find;
mod format;
mod html;
mod id;
mod json;
mod language;
mod months;
mod options;
mod place;
mod record;
mod skip;
mod source;
mod stamps;
mod text;
mod unpack;
mod warc;
mod web;

pub use columns::{BadColumns, Columns};
pub use details::Details;
pub use error::IngestError;
pub use find::{Input, find};
pub use options::Options;
pub use place::{Position, Start};
pub use record::Record;
pub use skip::Skip;
pub use web::{Problem, Validators, Web, WebOptions};

use dateline_core::{Notice, NoticeCode, Report};
use dateline_knowledge::Knowledge;

/// The most that is read at once: a whole file or, of JSON lines, a line.
pub(crate) const MAX_BYTES: u64 = 256 << 20;

/// A report and what a person should know about how it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The report.
    pub report: Report,
    /// Damage met on the way; [`Reading`](dateline_core::Reading) has more.
    pub notices: Vec<Notice>,
    /// Where it stood in its input.
    pub at: Position,
    /// What was seen beside the report itself.
    pub details: Details,
}

impl Loaded {
    pub(crate) fn new(report: Report) -> Self {
        let at = Position { input: String::new(), record: 0, start: None };
        Self { report, notices: Vec::new(), at, details: Details::default() }
    }

    fn with(mut self, notice: Option<Notice>) -> Self {
        self.notices.extend(notice);
        self
    }
}

/// The reports of one input, as they are read.
pub type Reports<'k> = Box<dyn Iterator<Item = Result<Loaded, IngestError>> + 'k>;

/// The reports of `input`. A broken record is an error of its own; those after
/// it are still read.
pub fn load<'k>(input: &Input, knowledge: &'k Knowledge) -> Reports<'k> {
    let options = Options::default();
    let records = records(input, &options);
    Box::new(records.map(move |record| record?.load(knowledge, &options)))
}

/// The reports of a file that is already in memory, as [`load`] would read
/// them from the path `name`.
pub fn load_bytes<'k>(name: &str, bytes: &'k [u8], knowledge: &'k Knowledge) -> Reports<'k> {
    let options = Options::default();
    let records = source::of_bytes(name, bytes, &options);
    Box::new(records.map(move |record| record?.load(knowledge, &options)))
}

/// The report of a page that was had from `url`, if that is known.
///
/// # Errors
/// If it holds no article.
pub fn load_page(
    bytes: Vec<u8>,
    url: Option<&str>,
    knowledge: &Knowledge,
) -> Result<Loaded, IngestError> {
    let place = place::Place::new(&url.map_or(Input::Stdin, |url| Input::Url(url.to_owned())));
    let page = html::Page { url: url.map(str::to_owned), ..html::Page::of_bytes(bytes) };
    html::load(page, &place, &knowledge.mastheads)
}

/// The records of one input, as they are read.
pub type Records<'b> = Box<dyn Iterator<Item = Result<Record, IngestError>> + 'b>;

/// The records of `input` behind [`Options::after`].
pub fn records(input: &Input, options: &Options) -> Records<'static> {
    source::of_input(input, options)
}

/// What stands at an address now.
pub struct Listing {
    /// Its records.
    pub records: Records<'static>,
    /// What the server wants to hear when it is asked again.
    pub validators: Validators,
}

/// What a feed or sitemap lists now. With [`Options::validators`] of an earlier
/// visit, a feed that has not changed is an error that is a skip.
///
/// # Errors
/// If it cannot be fetched.
pub fn list(url: &str, options: &Options) -> Result<Listing, IngestError> {
    source::listing(url, options)
}

/// ISO 639-1 of a language tag: `en` of `en-GB`.
fn primary_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase()
}

/// A notice that a date given cannot be read.
fn undated(given: &str) -> Notice {
    let given: String = given.chars().take(40).collect();
    let message = format!(
        "The date given, `{given}`, cannot be read: write it like 2024-05-01 or 2024-05-01T10:00Z."
    );
    Notice::new(NoticeCode::Undated, message)
}

#[cfg(test)]
mod tests;
