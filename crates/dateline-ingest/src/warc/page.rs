//! A record of an archive as a page.

use super::head::Head;
use crate::body::{self, Unpacked};
use crate::html::{MAX_PAGE, Page};
use crate::place::Place;
use crate::{IngestError, Skip};
use dateline_core::{Notice, NoticeCode};

/// The page that a record holds.
pub(super) fn page(head: Head, content: Vec<u8>, place: &Place) -> Result<Page, IngestError> {
    let mut page = Page { url: head.url, fetched: head.day, ..Page::default() };
    let mut cut = head.cut;
    if head.kind == "response" {
        let answer = Answer::of(&content, place)?;
        if !(200..300).contains(&answer.status) {
            return Err(IngestError::skipped(place, Skip::Status(answer.status)));
        }
        let media_type = answer.header("content-type").map(str::to_owned);
        is_page(media_type.as_deref(), answer.body, place)?;
        let chunked = answer.header("transfer-encoding").is_some_and(|v| v.contains("chunked"));
        let encodings = answer.header("content-encoding").unwrap_or_default().to_owned();
        let (bytes, whole) = match Some(answer.body).filter(|_| chunked).and_then(body::dechunk) {
            Some(dechunked) => dechunked,
            None => (answer.body.to_vec(), true),
        };
        cut |= !whole;
        page.bytes = match body::unpack(bytes, &encodings, MAX_PAGE) {
            Unpacked::Whole(bytes) => bytes,
            Unpacked::Part(bytes) => {
                cut = true;
                bytes
            }
            Unpacked::TooLarge => return Err(IngestError::larger_than(place, MAX_PAGE)),
            Unpacked::Unknown(name) => {
                let problem = format!("it is packed as `{name}`, which is not known");
                return Err(IngestError::Damaged { place: place.to_string(), problem });
            }
        };
        page.media_type = media_type;
    } else {
        is_page(Some(&head.media_type), &content, place)?;
        page.media_type = Some(head.media_type);
        page.bytes = content;
    }
    page.notices.extend(cut.then(|| {
        Notice::new(
            NoticeCode::Damaged,
            "The archive holds but a part of the page: text may be missing.",
        )
    }));
    Ok(page)
}

/// Whether a media type, or without one the content itself, is that of a page.
fn is_page(media_type: Option<&str>, body: &[u8], place: &Place) -> Result<(), IngestError> {
    let media = media_type.unwrap_or_default().split(';').next().unwrap_or_default();
    let media = media.trim().to_ascii_lowercase();
    let is_page = match &*media {
        "text/html" | "application/xhtml+xml" => true,
        "" => body.trim_ascii_start().starts_with(b"<"),
        _ => false,
    };
    if is_page {
        return Ok(());
    }
    let media = if media.is_empty() { "of no known type".to_owned() } else { media };
    Err(IngestError::skipped(place, Skip::NotAPage(media)))
}

/// What a server answered.
struct Answer<'c> {
    status: u16,
    /// Names in lowercase.
    headers: Vec<(String, String)>,
    body: &'c [u8],
}

impl<'c> Answer<'c> {
    fn of(content: &'c [u8], place: &Place) -> Result<Self, IngestError> {
        let damaged = || IngestError::Damaged {
            place: place.to_string(),
            problem: "it is no answer of a web server".to_owned(),
        };
        let (head, body) = split(content);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().filter(|line| line.starts_with("HTTP/"));
        let status = status.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Self { status: status.ok_or_else(damaged)?, headers, body })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| &**value)
    }
}

/// Head and body, which a blank line parts.
fn split(content: &[u8]) -> (&[u8], &[u8]) {
    let find =
        |end: &[u8]| content.windows(end.len()).position(|w| w == end).map(|at| (at, end.len()));
    let first = [find(b"\r\n\r\n"), find(b"\n\n")].into_iter().flatten().min();
    match first {
        Some((at, len)) => (&content[..at], &content[at + len..]),
        None => (content, &[]),
    }
}
