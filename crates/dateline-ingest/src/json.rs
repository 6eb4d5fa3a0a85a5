//! JSON: one record or an array of them (.json), or one a line (.jsonl).
//!
//! A record is an object with `text` (or `body`); `title`, `outlet`,
//! `section`, `url`, `published_at` (or `date`), `byline` (or `authors`),
//! `dateline`, `language` and `id` are taken, anything else is left alone. The
//! text is kept as it stands, but for the title, which is put in front of it
//! where it does not begin with it.

use crate::columns::Columns;
use crate::decode::{bad_encoding, decode};
use crate::place::Place;
use crate::record::Raw;
use crate::text::{byline, dateline};
use crate::{IngestError, Loaded, MAX_BYTES, dates, id, primary_language, undated};
use dateline_core::{PublishedFrom, Report};
use dateline_knowledge::Mastheads;
use serde::Deserializer;
use serde::de::{Error, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::io::{BufRead, Read};

/// The records of a whole file.
pub(crate) fn whole(text: String, place: &Place) -> crate::record::Raws<'static> {
    let start = text.as_ptr() as usize;
    // Where a record stands in the text, which is taken apart as it is asked for.
    let range = |item: &RawValue| {
        let from = item.get().as_ptr() as usize - start;
        from..from + item.get().len()
    };
    let ranges = if text.trim_start().starts_with('[') {
        let items = serde_json::from_str::<Vec<&RawValue>>(&text);
        items.map(|items| (1..).map(Some).zip(items.into_iter().map(range)).collect::<Vec<_>>())
    } else {
        serde_json::from_str::<&RawValue>(&text).map(|item| vec![(None, range(item))])
    };
    let place = place.clone();
    match ranges {
        Ok(ranges) => Box::new(ranges.into_iter().map(move |(n, range)| {
            let place = n.map_or_else(|| place.clone(), |n| place.part("item", n));
            Ok((place, Raw::Json(text[range].as_bytes().to_owned())))
        })),
        Err(error) => Box::new(std::iter::once(Err(malformed(&place, &error)))),
    }
}

/// The records of a file with one a line, read as they are asked for.
pub(crate) struct Lines<R> {
    reader: R,
    place: Place,
    line: u64,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, place: Place) -> Self {
        Self { reader, place, line: 0, done: false }
    }

    /// The next line without its end; `None` after the last. What is longer
    /// than the limit is passed over.
    fn next_line(&mut self) -> Option<Result<Vec<u8>, IngestError>> {
        self.line += 1;
        let mut line = Vec::new();
        match self.reader.by_ref().take(MAX_BYTES).read_until(b'\n', &mut line) {
            Ok(0) => return None,
            Ok(n) if n as u64 == MAX_BYTES && line.last() != Some(&b'\n') => {}
            Ok(_) => return Some(Ok(line)),
            Err(error) => {
                self.done = true;
                return Some(Err(IngestError::at(&self.place, error)));
            }
        }
        drop(line);
        let place = self.place.part("line", self.line);
        Some(Err(match self.reader.skip_until(b'\n') {
            Ok(_) => IngestError::too_large(&place),
            Err(error) => {
                self.done = true;
                IngestError::at(&place, error)
            }
        }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(Place, Raw), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let bytes = match self.next_line()? {
                Ok(bytes) => bytes,
                Err(error) => return Some(Err(error)),
            };
            let blank = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            if !blank.trim_ascii().is_empty() {
                return Some(Ok((self.place.part("line", self.line), Raw::Json(bytes))));
            }
        }
        None
    }
}

/// The fields of one record, as they are asked for.
struct Record<'t> {
    fields: BTreeMap<String, &'t RawValue>,
    place: &'t Place,
    /// Lone surrogates met.
    replaced: usize,
}

/// One record as a report.
pub(crate) fn record(
    bytes: &[u8],
    place: &Place,
    columns: &Columns,
    mastheads: &Mastheads,
) -> Result<Loaded, IngestError> {
    let (text, notice) = decode(bytes);
    let loaded = report(text.trim(), place, columns, mastheads)?;
    Ok(loaded.with(notice))
}

fn report(
    json: &str,
    place: &Place,
    columns: &Columns,
    mastheads: &Mastheads,
) -> Result<Loaded, IngestError> {
    if !json.trim_start().starts_with('{') {
        serde_json::from_str::<&RawValue>(json).map_err(|error| malformed(place, &error))?;
        return Err(IngestError::NoText { place: place.to_string() });
    }
    let fields = serde_json::from_str(json).map_err(|error| malformed(place, &error))?;
    let mut record = Record { fields, place, replaced: 0 };

    let body = record.string(&columns.of("text"))?;
    let body = body.ok_or_else(|| IngestError::NoText { place: place.to_string() })?;
    let title = record.line(&columns.of("title"))?;
    let text = match &title {
        Some(title) if body.is_empty() => title.clone(),
        Some(title) if !begins_with(&body, title) => format!("{title}\n\n{body}"),
        _ => body,
    };
    let url = record.line(&columns.of("url"))?;
    let language = record.line(&columns.of("language"))?;
    let given = record.line(&columns.of("date"))?;
    let published_at = given.as_deref().and_then(dates::parse);
    let given_id = record.line(&columns.of("id"))?;
    let mut report = Report {
        outlet: record.line(&columns.of("outlet"))?,
        section: record.line(&columns.of("section"))?,
        title,
        byline: record.names(&columns.of("byline"))?,
        dateline: match record.line(&columns.of("dateline"))? {
            Some(given) => Some(given),
            None => dateline::find(&text, mastheads).map(|found| found.place),
        },
        published_from: match published_at {
            Some(_) => PublishedFrom::Given,
            None => PublishedFrom::Unknown,
        },
        published_at,
        ..Report::of_text(text)
    };
    if let Some(language) = language {
        report.language = primary_language(&language);
    }
    report.id = given_id.unwrap_or_else(|| id::id(&report, url.as_deref()));
    report.url = url.or_else(|| place.url());

    let undated = given.filter(|_| report.published_at.is_none()).map(|given| undated(&given));
    let loaded = Loaded::new(report);
    Ok(loaded.with(bad_encoding(record.replaced)).with(undated))
}

/// Whether `title` is the first line of `text`.
fn begins_with(text: &str, title: &str) -> bool {
    text.strip_prefix(title).is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']))
}

impl Record<'_> {
    /// The first of `names` that is there and not null.
    fn raw(&self, names: &[&str]) -> Option<(String, String)> {
        let (name, raw) = names.iter().find_map(|n| Some((n, self.fields.get(*n)?)))?;
        (raw.get() != "null").then(|| ((*name).to_owned(), raw.get().to_owned()))
    }

    /// A string, as it stands; a number counts as one.
    fn string(&mut self, names: &[&str]) -> Result<Option<String>, IngestError> {
        let Some((name, raw)) = self.raw(names) else { return Ok(None) };
        match raw.as_bytes() {
            [b'"', ..] => self.unescape(&raw).map(Some),
            [b'-' | b'0'..=b'9', ..] => Ok(Some(raw)),
            _ => Err(self.wrong(name, "a string")),
        }
    }

    /// A string of one line: trimmed, and `None` if nothing is left.
    fn line(&mut self, names: &[&str]) -> Result<Option<String>, IngestError> {
        let text = self.string(names)?.unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        Ok(Some(words.join(" ")).filter(|line| !line.is_empty()))
    }

    /// A string or a list of strings.
    fn names(&mut self, names: &[&str]) -> Result<Vec<String>, IngestError> {
        let Some((name, raw)) = self.raw(names) else { return Ok(Vec::new()) };
        if !raw.starts_with('[') {
            let line = self.line(names)?.unwrap_or_default();
            return Ok(byline::names(&line));
        }
        let items: Vec<&RawValue> =
            serde_json::from_str(&raw).map_err(|error| malformed(self.place, &error))?;
        let mut list = Vec::new();
        for item in items {
            if !item.get().starts_with('"') {
                return Err(self.wrong(name, "a string or a list of strings"));
            }
            list.push(self.unescape(item.get())?);
        }
        Ok(list)
    }

    fn wrong(&self, field: String, expected: &'static str) -> IngestError {
        IngestError::Field { place: self.place.to_string(), field, expected }
    }

    /// The text of a JSON string; lone surrogates become U+FFFD.
    fn unescape(&mut self, raw: &str) -> Result<String, IngestError> {
        // Asked for bytes, serde_json lets lone surrogates through, encoded
        // like any other code point of their range: ED A0..BF xx.
        let mut bytes = serde_json::Deserializer::from_str(raw)
            .deserialize_bytes(Bytes)
            .map_err(|error| malformed(self.place, &error))?;
        for at in 0..bytes.len().saturating_sub(2) {
            if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
                bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
                self.replaced += 1;
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_owned())
    }
}

fn malformed(place: &Place, error: &serde_json::Error) -> IngestError {
    IngestError::Json { place: place.to_string(), problem: error.to_string() }
}
