//! Web archives (WARC 1.0 and 1.1): pages as they were crawled, a record at a
//! time.
//!
//! Damage costs the record it is in: the next one is looked for, in a gzipped
//! archive by its member, in a plain one by its first line.

mod head;
mod located;
mod members;
mod page;

use crate::place::Place;
use crate::record::Raw;
use crate::{IngestError, Skip, Start};
use flate2::bufread::GzDecoder;
use head::Head;
use located::{Counted, Located, Unpacked};
use members::Members;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, Read};

/// More of a record is not kept.
const MAX_RECORD: u64 = 24 << 20;
/// So many pages are remembered to know duplicates.
const REMEMBERED: usize = 1 << 20;

/// Whether what begins with `head` is a gzipped archive.
pub(crate) fn is_packed(head: &[u8]) -> bool {
    let mut start = [0; 5];
    GzDecoder::new(head).read_exact(&mut start).is_ok() && &start == b"WARC/"
}

/// The records of an archive that are pages.
pub(crate) struct Archive<R> {
    reader: R,
    place: Place,
    /// Records so far.
    count: u64,
    seen: HashSet<u64>,
    hasher: RandomState,
    done: bool,
}

/// The records of an archive that is not packed, from where `start` says that
/// `reader` stands.
pub(crate) fn plain<R: BufRead>(
    reader: R,
    place: Place,
    start: Start,
) -> Archive<impl Located + use<R>> {
    Archive::new(Counted::new(reader, start.byte), place, start.before)
}

/// The records of an archive that is unpacked on the way.
pub(crate) fn unpacked<R: BufRead>(reader: R, place: Place) -> Archive<impl Located + use<R>> {
    Archive::new(Unpacked(reader), place, 0)
}

/// The records of a gzipped archive, from where `start` says that `reader` stands.
pub(crate) fn gzipped<R: BufRead>(
    reader: R,
    place: Place,
    start: Start,
) -> Archive<impl Located + use<R>> {
    Archive::new(Members::new(reader, start.byte), place, start.before)
}

/// A record and its content.
struct Record {
    head: Head,
    content: Vec<u8>,
    /// It has more content than is kept.
    large: bool,
}

impl<R: Located> Archive<R> {
    fn new(reader: R, place: Place, count: u64) -> Self {
        let (seen, hasher) = (HashSet::new(), RandomState::new());
        Self { reader, place, count, seen, hasher, done: false }
    }

    /// The next record; `None` after the last.
    fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some(head) = Head::read(&mut self.reader)? else { return Ok(None) };
        self.count += 1;
        let wanted = head.is_page();
        let mut content = Vec::new();
        let keep = if wanted { head.length.min(MAX_RECORD) } else { 0 };
        let kept = self.reader.by_ref().take(keep).read_to_end(&mut content)? as u64;
        let rest = head.length - keep;
        let passed = io::copy(&mut self.reader.by_ref().take(rest), &mut io::sink())?;
        if kept + passed < head.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Some(Record { head, content, large: rest > 0 && wanted }))
    }

    /// What a record of the archive is to us; `None` for those that describe
    /// the crawl.
    fn sort(&mut self, record: Record) -> Option<Result<(Place, Raw), IngestError>> {
        let start = record.head.at.map(|byte| Start { byte, before: self.count - 1 });
        let place = self.place.part("record", self.count).starting(start);
        if record.head.kind == "revisit" {
            return Some(Err(IngestError::skipped(&place, Skip::Revisit)));
        }
        if !record.head.is_page() {
            return None;
        }
        if record.large {
            return Some(Err(IngestError::larger_than(&place, MAX_RECORD)));
        }
        let page = match page::page(record.head, record.content, &place) {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        if !self.seen.insert(self.hasher.hash_one((&page.url, &page.bytes))) {
            return Some(Err(IngestError::skipped(&place, Skip::Duplicate)));
        }
        Some(Ok((place, Raw::Page(Box::new(page)))))
    }
}

impl<R: Located> Iterator for Archive<R> {
    type Item = Result<(Place, Raw), IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let error = match self.next_record() {
                Ok(Some(record)) => match self.sort(record) {
                    Some(found) => return Some(found),
                    None => continue,
                },
                Ok(None) => return None,
                Err(error) => error,
            };
            self.done = !matches!(head::seek(&mut self.reader), Ok(true));
            let place = self.place.part("record", self.count.max(1)).to_string();
            let problem = match error.kind() {
                io::ErrorKind::UnexpectedEof => "it ends within the record".to_owned(),
                _ => error.to_string(),
            };
            return Some(Err(IngestError::Damaged { place, problem }));
        }
        None
    }
}

#[cfg(test)]
pub(crate) mod tests;
