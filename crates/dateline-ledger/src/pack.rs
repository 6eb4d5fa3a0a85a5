//! Texts and readings as they are stored: deflated, with words that most of
//! them share given beforehand, and readings without what their text says.

use crate::enter::sha256;
use dateline_core::{Offsets, Quote, Reading};
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::io;

/// Beginnings for the two kinds of content. What was stored with them needs
/// them ever after: these files are never edited. They are the sample reports
/// and what `read` printed of them, cut to half a window of deflate.
const TEXTS: &[u8] = include_bytes!("../sql/003-texts.txt");
const READINGS: &[u8] = include_bytes!("../sql/003-readings.txt");

/// What is said of content that cannot be unpacked.
pub(crate) const DAMAGED: &str = "stored content is cut off or garbled";

/// A quote without its words, which stand in the text of the report; with them
/// only if others stand there.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Bare {
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A reading, and what tells it from others.
#[derive(Debug)]
pub(crate) struct Packed {
    pub(crate) body: Vec<u8>,
    pub(crate) sha256: [u8; 32],
}

/// `reading` without text and URL, which stand in its report. The URL may be
/// the path a file was read from, and the same report from another folder is
/// nothing new.
pub(crate) fn reading(reading: &Reading, version: u32) -> io::Result<Packed> {
    let text = &reading.report.text;
    let offsets = Offsets::new(text);
    let mut bare = reading.clone().map(|quote| {
        let there = offsets.span(quote.start, quote.end).map(|span| span.of(text));
        let own = (there != Some(quote.text.as_str())).then_some(quote.text);
        Bare { start: quote.start, end: quote.end, text: own }
    });
    bare.report.text.clear();
    bare.report.url = None;
    bare.report.version = version;
    let json = serde_json::to_vec(&bare)?;
    Ok(Packed { body: deflate(&json, READINGS)?, sha256: sha256(&json) })
}

/// A reading as it was entered, and the hash of what is stored of it.
pub(crate) fn whole(
    body: &[u8],
    text: String,
    url: Option<String>,
) -> io::Result<(Reading, [u8; 32])> {
    let json = inflate(body, READINGS)?;
    let bare: Reading<Bare> = serde_json::from_slice(&json)?;
    let offsets = Offsets::new(&text);
    let mut reading = bare.map(|bare| {
        let there = || offsets.span(bare.start, bare.end).map(|span| span.of(&text));
        let words = bare.text.unwrap_or_else(|| there().unwrap_or_default().to_owned());
        Quote { start: bare.start, end: bare.end, text: words }
    });
    reading.report.text = text;
    reading.report.url = url;
    Ok((reading, sha256(&json)))
}

/// The text of a report.
pub(crate) fn text(text: &str) -> io::Result<Vec<u8>> {
    deflate(text.as_bytes(), TEXTS)
}

/// The text that [`text`] made small.
pub(crate) fn unpack_text(packed: &[u8]) -> io::Result<String> {
    String::from_utf8(inflate(packed, TEXTS)?).map_err(io::Error::other)
}

/// Places in a text, `12-34 40-52`, from which [`cut`] makes words again.
pub(crate) fn places<'q>(quotes: impl IntoIterator<Item = &'q Quote>) -> String {
    let each = quotes.into_iter().map(|quote| format!("{}-{}", quote.start, quote.end));
    each.collect::<Vec<_>>().join(" ")
}

/// The words at `places` of `text`.
pub(crate) fn cut(text: &str, places: &str) -> String {
    let offsets = Offsets::new(text);
    let words = places.split(' ').filter_map(|place| {
        let (start, end) = place.split_once('-')?;
        Some(offsets.span(start.parse().ok()?, end.parse().ok()?)?.of(text))
    });
    words.collect::<Vec<_>>().join(" … ")
}

/// Half the work of level 6 for one part in fifty more of room.
const LEVEL: Compression = Compression::new(3);

thread_local! {
    /// Made once: a quarter of a megabyte that is taken and given back for every
    /// reading leaves holes in memory which small things that stay then break up.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(LEVEL, false));
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// The length of the content, four bytes, and then the content, deflated.
fn deflate(content: &[u8], beginning: &[u8]) -> io::Result<Vec<u8>> {
    let len = u32::try_from(content.len()).map_err(io::Error::other)?;
    let mut packed = len.to_le_bytes().to_vec();
    // Deflate may add a little to what it cannot make smaller.
    packed.reserve(content.len() + content.len() / 1000 + 64);
    let status = DEFLATE.with_borrow_mut(|deflate| {
        deflate.reset();
        deflate.set_dictionary(beginning)?;
        deflate.compress_vec(content, &mut packed, FlushCompress::Finish)
    })?;
    match status {
        Status::StreamEnd => Ok(packed),
        _ => Err(io::Error::other("deflate needs more room than it should")),
    }
}

fn inflate(packed: &[u8], beginning: &[u8]) -> io::Result<Vec<u8>> {
    let damaged = || io::Error::other(DAMAGED);
    let (len, packed) = packed.split_first_chunk::<4>().ok_or_else(damaged)?;
    let len = u32::from_le_bytes(*len) as usize;
    // Deflate makes nothing smaller than by this; a damaged length must not
    // take all memory.
    if len / 1100 > packed.len() {
        return Err(damaged());
    }
    let mut content = Vec::with_capacity(len + 1);
    let status = INFLATE.with_borrow_mut(|inflate| {
        inflate.reset(false);
        inflate.set_dictionary(beginning)?;
        inflate.decompress_vec(packed, &mut content, FlushDecompress::Finish)
    });
    if !matches!(status, Ok(Status::StreamEnd)) || content.len() != len {
        return Err(damaged());
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn hex(bytes: [u8; 32]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn texts_come_back_whatever_is_in_them() {
        let noise: String = (0..50_000u32)
            .filter_map(|i| char::from_u32(i.wrapping_mul(2_654_435_761) % 0x11_0000))
            .collect();
        for original in ["", "a", "Ministers met in Lima.", "é\0\u{202e}", &noise] {
            let packed = text(original).unwrap();
            assert_eq!(unpack_text(&packed).unwrap(), original);
        }
        assert!(text(&"Ministers met. ".repeat(1000)).unwrap().len() < 200);
    }

    #[test]
    fn garbled_content_is_an_error() {
        let packed = text("Ministers met in Lima on Monday.").unwrap();
        for cut in 0..packed.len() {
            unpack_text(&packed[..cut]).unwrap_err();
        }
        unpack_text(&[0xFF; 40]).unwrap_err();
    }

    #[test]
    fn places_are_cut_in_code_points() {
        let quote = |start, end| Quote { start, end, text: String::new() };
        assert_eq!(places(&[quote(0, 2), quote(4, 5)]), "0-2 4-5");
        assert_eq!(cut("éa — b", "0-2 5-6"), "éa … b");
        assert_eq!(cut("short", "3-99 x"), "");
    }

    /// Every ledger in the world is packed with these.
    #[test]
    fn the_beginnings_are_what_they_were() {
        assert_eq!(
            hex(sha256(TEXTS)),
            "77fd8df40ed20220214909aeedf909cef7506ad311ad298874a44d5c1456aafe"
        );
        assert_eq!(
            hex(sha256(READINGS)),
            "37fac4e2c429b8e6d6cbd3309e0bed151bce50bd227914952ee9c401e520a56c"
        );
    }
}
