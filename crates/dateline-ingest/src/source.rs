//! Inputs are opened, unpacked and given to the module of their kind.

use crate::csv::Rows;
use crate::format::Format;
use crate::html::{MAX_PAGE, Page};
use crate::place::Place;
use crate::record::{Raw, Raws};
use crate::unpack::{Packing, unpack};
use crate::web::{Fetched, Web};
use crate::{
    IngestError, Input, Listing, MAX_BYTES, Options, Record, Records, Start, decode, feed, json,
    warc,
};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::iter::once;
use std::path::Path;
use std::sync::Arc;

/// Whether bytes stand in the file as they are.
#[derive(Clone, Copy)]
enum Packed {
    Not,
    Was,
}

/// How much of a file is looked at to tell what it is.
const HEAD: u64 = 8 << 10;

/// The records of an input.
pub(crate) fn of_input(input: &Input, options: &Options) -> Records<'static> {
    let place = Place::new(input);
    let raws = match input {
        Input::Stdin => raws(io::stdin(), &place, Format::named(input)),
        Input::File(path) => match open(path, options) {
            Ok((file, None)) => raws(file, &place, Format::named(input)),
            Ok((file, Some(start))) => {
                let raws = archive(BufReader::new(file), place.clone(), start);
                // The record that begins there is the last that was read.
                let record = options.after.as_ref().map_or(1, |at| at.record);
                return numbered(raws, record, 1, place, options);
            }
            Err(error) => failed(IngestError::at(&place, error)),
        },
        Input::Url(url) => match options.web.get(url, options.validators.as_ref()) {
            Ok(fetched) => of_fetched(fetched, &place),
            Err(error) => failed(error),
        },
    };
    let after = options.after.as_ref().map_or(0, |at| at.record);
    numbered(raws, 1, after, place, options)
}

/// The records of an archive of which `reader` stands at `start`.
fn archive<'b>(mut reader: impl BufRead + 'b, place: Place, start: Start) -> Raws<'b> {
    match reader.fill_buf() {
        Ok(head) if Packing::of(head).is_some() => Box::new(warc::gzipped(reader, place, start)),
        Ok(_) => Box::new(warc::plain(reader, place, start)),
        Err(error) => failed(IngestError::at(&place, error)),
    }
}

/// The file and, if reading goes on in the middle of it, where: the file then
/// stands there.
fn open(path: &Path, options: &Options) -> io::Result<(File, Option<Start>)> {
    let mut file = File::open(path)?;
    let Some(start) = options.after.as_ref().and_then(|at| at.start) else {
        return Ok((file, None));
    };
    file.seek(SeekFrom::Start(start.byte))?;
    Ok((file, Some(start)))
}

/// What is at an address, and what its server wants to hear next time.
pub(crate) fn listing(url: &str, options: &Options) -> Result<Listing, IngestError> {
    let place = Place::new(&Input::Url(url.to_owned()));
    let fetched = options.web.get(url, options.validators.as_ref())?;
    let validators = fetched.validators().clone();
    let records = numbered(of_fetched(fetched, &place), 1, 0, place, options);
    Ok(Listing { records, validators })
}

/// The records of a file that is in memory.
pub(crate) fn of_bytes<'b>(name: &str, bytes: &'b [u8], options: &Options) -> Records<'b> {
    let input = Input::File(name.into());
    let place = Place::new(&input);
    let raws = raws(bytes, &place, Format::named(&input));
    let after = options.after.as_ref().map_or(0, |at| at.record);
    numbered(raws, 1, after, place, options)
}

/// Numbers records from `first` on and passes over so many that were read before.
fn numbered<'b>(
    raws: Raws<'b>,
    first: u64,
    before: u64,
    place: Place,
    options: &Options,
) -> Records<'b> {
    let before = usize::try_from(before).unwrap_or(usize::MAX);
    let raws = if options.follow { opened(raws, options.web.clone()) } else { raws };
    Box::new((first..).zip(raws).skip(before).map(move |(n, raw)| {
        let (at, raw) = raw?;
        Ok(Record { at: place.position(n, &at), place: at, raw })
    }))
}

/// In place of the sitemaps that an index lists, what these list; an index within
/// an index, which the protocol forbids, is left alone.
fn opened<'b>(raws: Raws<'b>, web: Arc<Web>) -> Raws<'b> {
    Box::new(raws.flat_map(move |raw| -> Raws<'b> {
        let url = match &raw {
            Ok((_, Raw::Item(item))) if item.sitemap => item.url.clone(),
            _ => None,
        };
        let Some(url) = url else { return Box::new(once(raw)) };
        match web.get(&url, None) {
            Ok(fetched) => of_fetched(fetched, &Place::new(&Input::Url(url))),
            Err(error) => failed(error),
        }
    }))
}

/// What a server sent: a page, or whatever else is there.
fn of_fetched(fetched: Fetched, place: &Place) -> Raws<'static> {
    let format = fetched.media_type.as_deref().and_then(Format::served);
    let packed = Packing::of(&fetched.body).is_some();
    let head = &fetched.body[..fetched.body.len().min(HEAD as usize)];
    if !packed && !decode::is_binary(head) && Format::settle(format, head) == Format::Html {
        return Box::new(once(Ok((place.clone(), Raw::Page(Box::new(fetched.into_page()))))));
    }
    raws(Cursor::new(fetched.body), place, format)
}

fn raws<'b>(mut reader: impl Read + 'b, place: &Place, named: Option<Format>) -> Raws<'b> {
    let mut head = Vec::new();
    if let Err(error) = reader.by_ref().take(HEAD).read_to_end(&mut head) {
        return failed(IngestError::at(place, error));
    }
    let packing = Packing::of(&head);
    let reader = Cursor::new(head.clone()).chain(reader);
    match packing {
        None => plain(reader, head, place, named, Packed::Not),
        // An archive is unpacked record by record, so that damage in one does
        // not take the others with it.
        Some(Packing::Gzip) if named == Some(Format::Warc) || warc::is_packed(&head) => {
            Box::new(warc::gzipped(BufReader::new(reader), place.clone(), Start::default()))
        }
        Some(packing) => {
            let mut reader = unpack(reader, packing);
            let mut head = Vec::new();
            if let Err(error) = reader.by_ref().take(HEAD).read_to_end(&mut head) {
                // What came before the damage may be enough.
                if head.is_empty() || crate::unpack::is_bomb(&error) {
                    return failed(IngestError::at(place, error));
                }
            }
            plain(Cursor::new(head.clone()).chain(reader), head, place, named, Packed::Was)
        }
    }
}

/// The records of what is not packed, or no longer. `reader` begins with `head`.
fn plain<'b>(
    reader: impl Read + 'b,
    head: Vec<u8>,
    place: &Place,
    named: Option<Format>,
    packed: Packed,
) -> Raws<'b> {
    if !head.starts_with(b"WARC/") && decode::is_binary(&head) {
        return failed(IngestError::Binary { place: place.to_string() });
    }
    let format = Format::settle(named, &head);
    let place = place.clone();
    let wide = decode::is_utf16(&head);
    let one = |raw: Result<Raw, IngestError>, place: Place| -> Raws<'b> {
        Box::new(once(raw.map(|raw| (place, raw))))
    };
    // Records one after the other; in two bytes a character, after all.
    match format {
        Format::Warc => {
            let reader = BufReader::new(reader);
            return match packed {
                Packed::Not => Box::new(warc::plain(reader, place, Start::default())),
                Packed::Was => Box::new(warc::unpacked(reader, place)),
            };
        }
        Format::Xml => return Box::new(feed::Items::new(BufReader::new(reader), place)),
        Format::JsonLines if !wide => {
            return Box::new(json::Lines::new(BufReader::new(reader), place));
        }
        Format::Csv if !wide => return Box::new(Rows::new(reader, delimiter(&head), place)),
        Format::Tsv if !wide => return Box::new(Rows::new(reader, b'\t', place)),
        _ => {}
    }
    let most = if format == Format::Html { MAX_PAGE } else { MAX_BYTES };
    let bytes = match whole(reader, &place, most) {
        Ok(bytes) => bytes,
        Err(error) => return failed(error),
    };
    let text = || decode::decode(&bytes).0;
    match format {
        Format::Text => one(Ok(Raw::Text { bytes, markdown: false }), place),
        Format::Markdown => one(Ok(Raw::Text { bytes, markdown: true }), place),
        Format::Html => one(Ok(Raw::Page(Box::new(Page::of_bytes(bytes)))), place),
        Format::Json => json::whole(text(), &place),
        Format::JsonFeed => feed::json::items(&text(), &place),
        Format::Csv => Box::new(Rows::new(Cursor::new(text()), b',', place)),
        Format::Tsv => Box::new(Rows::new(Cursor::new(text()), b'\t', place)),
        Format::JsonLines => Box::new(json::Lines::new(Cursor::new(text()), place)),
        Format::Warc | Format::Xml => failed(IngestError::Binary { place: place.to_string() }),
    }
}

/// The delimiter of a table: the one that is most frequent in its header.
fn delimiter(head: &[u8]) -> u8 {
    let header = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |d: &u8| header.iter().filter(|b| *b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn whole(reader: impl Read, place: &Place, most: u64) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    let read = reader.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| IngestError::at(place, error))?;
    if bytes.len() as u64 > most {
        return Err(IngestError::larger_than(place, most));
    }
    Ok(bytes)
}

fn failed<'b>(error: IngestError) -> Raws<'b> {
    Box::new(once(Err(error)))
}
