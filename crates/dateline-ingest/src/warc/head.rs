//! The head of a record.

use super::located::Located;
use std::io::{self, BufRead, Read};

/// Longer lines are damage.
const MAX_LINE: u64 = 64 << 10;
/// So are more lines.
const MAX_LINES: usize = 200;
/// And longer records.
const MAX_LENGTH: u64 = 1 << 40;

/// What is said of a record.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// `WARC-Type`, in lowercase.
    pub(super) kind: String,
    pub(super) url: Option<String>,
    /// The day of the crawl.
    pub(super) day: Option<String>,
    pub(super) length: u64,
    /// The media type of the record itself, in lowercase.
    pub(super) media_type: String,
    /// The crawler cut it off.
    pub(super) cut: bool,
    /// Where the record begins in the file, if reading can begin there.
    pub(super) at: Option<u64>,
}

impl Head {
    /// The next head; `None` at the end of the archive.
    pub(super) fn read(reader: &mut impl Located) -> io::Result<Option<Self>> {
        let mut line = Vec::new();
        let mut at;
        // Records are parted by blank lines.
        loop {
            at = reader.next_at()?;
            if next_line(reader, &mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                break;
            }
        }
        if !line.starts_with(b"WARC/") {
            return Err(damage("a record does not begin with WARC/"));
        }
        let mut head = Head { at, ..Head::default() };
        let mut length = None;
        for _ in 0..MAX_LINES {
            if next_line(reader, &mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = String::from_utf8_lossy(line.trim_ascii());
            if text.is_empty() {
                head.length = length.ok_or_else(|| damage("a record does not tell its length"))?;
                return Ok(Some(head));
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => {
                    head.url = Some(value.trim_matches(['<', '>']).to_owned());
                }
                "warc-date" => head.day = value.get(..10).map(str::to_owned),
                "content-length" => {
                    length = value.parse().ok().filter(|length| *length < MAX_LENGTH);
                }
                "content-type" => head.media_type = value.to_ascii_lowercase(),
                "warc-truncated" => head.cut = true,
                _ => {}
            }
        }
        Err(damage("the head of a record has no end"))
    }

    /// Whether it may be a page: what a server answered, or a file had otherwise.
    pub(super) fn is_page(&self) -> bool {
        match &*self.kind {
            "response" => {
                self.media_type.starts_with("application/http") || self.media_type.is_empty()
            }
            "resource" | "conversion" => true,
            _ => false,
        }
    }
}

/// Reads on to where the next record begins; false if there is none.
pub(super) fn seek(reader: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        if buffer.starts_with(b"WARC/") {
            return Ok(true);
        }
        let end = buffer.iter().position(|b| *b == b'\n').map_or(buffer.len(), |at| at + 1);
        reader.consume(end);
    }
}

fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', line)?;
    if read as u64 == MAX_LINE {
        return Err(damage("a line of a head has no end"));
    }
    Ok(read)
}

fn damage(problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
