//! From files to [`Report`]s: what was published, apart from who published it,
//! when and under which headline.
//!
//! [`find`] turns what a user typed into [`Input`]s, [`load`] yields the
//! reports of one. Each kind of file has a module of its own. Bad input never
//! panics: damage that can be read over becomes a [`Notice`], the rest an
//! [`IngestError`] that is one clear sentence; the reports after it are still
//! read.
//!
//! Plain text and Markdown come with `\n` at the end of every line, whatever
//! the file had: spans of a reading point into [`Report::text`], not into the
//! file. The text of a JSON record is kept as it stands.

mod dates;
mod decode;
mod error;
mod find;
mod id;
mod json;
mod place;
mod text;

pub use error::IngestError;
pub use find::{Input, find};

use dateline_core::{Notice, NoticeCode, Report};
use dateline_knowledge::Knowledge;
use place::Place;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::iter::once;

/// The most that is read at once: a whole file or, of JSON lines, a line.
pub(crate) const MAX_BYTES: u64 = 256 << 20;

/// How much of a file is looked at to tell what it is.
const HEAD: u64 = 8 << 10;

/// A report and what a person should know about how it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The report.
    pub report: Report,
    /// Damage met on the way; [`Reading`](dateline_core::Reading) has more.
    pub notices: Vec<Notice>,
}

impl Loaded {
    fn with(mut self, notice: Option<Notice>) -> Self {
        self.notices.extend(notice);
        self
    }
}

/// The reports of one input, as they are read.
pub type Reports<'k> = Box<dyn Iterator<Item = Result<Loaded, IngestError>> + 'k>;

/// The reports of `input`. A broken record is an error of its own; those after
/// it are still read. JSON lines are read one at a time.
pub fn load<'k>(input: &Input, knowledge: &'k Knowledge) -> Reports<'k> {
    let place = Place::new(input);
    let opened: io::Result<Box<dyn Read>> = match input {
        Input::Stdin => Ok(Box::new(io::stdin())),
        Input::File(path) => File::open(path).map(|file| Box::new(file) as _),
    };
    match opened {
        Ok(reader) => load_from(reader, &place, Format::named(input), knowledge),
        Err(error) => failed(IngestError::at(&place, error)),
    }
}

/// The reports of a file that is already in memory, as [`load`] would read
/// them from the path `name`.
pub fn load_bytes<'k>(name: &str, bytes: &'k [u8], knowledge: &'k Knowledge) -> Reports<'k> {
    let input = Input::File(name.into());
    load_from(bytes, &Place::new(&input), Format::named(&input), knowledge)
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    Text,
    Markdown,
    Json,
    JsonLines,
}

impl Format {
    /// By the file's name.
    fn named(input: &Input) -> Option<Self> {
        let Input::File(path) = input else { return None };
        match find::extension(path)?.as_str() {
            "txt" => Some(Format::Text),
            "md" => Some(Format::Markdown),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ => None,
        }
    }

    /// By how the file begins: an object in the first line, an object or a
    /// list of them over several lines, or else text.
    fn of(head: &str) -> Self {
        let head = head.trim_start();
        let first = head.lines().next().unwrap_or_default();
        if head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{')) {
            Format::Json
        } else if !head.starts_with('{') {
            Format::Text
        } else if first.trim_end().ends_with('}') || first.len() == head.len() {
            Format::JsonLines
        } else {
            Format::Json
        }
    }
}

fn load_from<'k>(
    mut reader: impl Read + 'k,
    place: &Place,
    format: Option<Format>,
    knowledge: &'k Knowledge,
) -> Reports<'k> {
    let mastheads = &knowledge.mastheads;
    let mut head = Vec::new();
    if let Err(error) = reader.by_ref().take(HEAD).read_to_end(&mut head) {
        return failed(IngestError::at(place, error));
    }
    if decode::is_binary(&head) {
        return failed(IngestError::Binary { place: place.to_string() });
    }
    if decode::is_markup(&head) {
        return failed(IngestError::Html { place: place.to_string() });
    }
    let format = format.unwrap_or_else(|| Format::of(&decode::decode(&head).0));
    let wide = decode::is_utf16(&head);
    let reader = Cursor::new(head).chain(reader);
    if format == Format::JsonLines && !wide {
        return Box::new(json::Lines::new(BufReader::new(reader), place.clone(), mastheads));
    }
    let (text, notice) = match whole(reader, place) {
        Ok(bytes) => decode::decode(&bytes),
        Err(error) => return failed(error),
    };
    let mut reports = match format {
        Format::Json => json::load(&text, place, mastheads),
        Format::JsonLines => json::Lines::new(text.as_bytes(), place.clone(), mastheads).collect(),
        Format::Text | Format::Markdown => {
            let markdown = format == Format::Markdown;
            vec![Ok(text::load(&text, markdown, place, mastheads))]
        }
    };
    if let Some(first) = reports.iter_mut().flatten().next() {
        first.notices.extend(notice);
    }
    Box::new(reports.into_iter())
}

fn whole(reader: impl Read, place: &Place) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| IngestError::at(place, error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(IngestError::too_large(place));
    }
    Ok(bytes)
}

fn failed<'k>(error: IngestError) -> Reports<'k> {
    Box::new(once(Err(error)))
}

/// ISO 639-1 of a language tag: `en` of `en-GB`.
fn primary_language(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
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
