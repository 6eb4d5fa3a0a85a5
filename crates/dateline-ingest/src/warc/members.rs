//! The members of a gzip file, one after the other; after a broken one the next
//! is looked for.

use super::located::{Counted, Located};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// So much is unpacked at once.
const CHUNK: usize = 32 << 10;

/// The unpacked content of all members.
pub(crate) struct Members<R> {
    /// The member that is being read.
    member: Option<GzDecoder<Counted<R>>>,
    /// Between two members.
    between: Option<Counted<R>>,
    /// Where in the file the member begins.
    begins: u64,
    /// The last member was broken.
    broken: bool,
    /// What is unpacked, all of one member, and how much of it was given.
    chunk: Box<[u8]>,
    filled: usize,
    given: usize,
    /// Whether the chunk is the member's first.
    first: bool,
}

impl<R: BufRead> Members<R> {
    /// The members of `reader`, which stands at byte `at` of the file.
    pub(super) fn new(reader: R, at: u64) -> Self {
        Self {
            member: None,
            between: Some(Counted::new(reader, at)),
            begins: at,
            broken: false,
            chunk: vec![0; CHUNK].into(),
            filled: 0,
            given: 0,
            first: false,
        }
    }

    /// Reads on to the next member's first bytes; false if there is none.
    fn seek(reader: &mut Counted<R>) -> io::Result<bool> {
        loop {
            let buffer = reader.fill_buf()?;
            let skip = match buffer {
                [] => return Ok(false),
                [0x1F, 0x8B, 8, ..] => return Ok(true),
                // At the very end of the buffer it cannot be seen: there are few
                // such ends, and a member that begins at one is lost.
                [_, rest @ ..] => 1 + rest.iter().position(|b| *b == 0x1F).unwrap_or(rest.len()),
            };
            reader.consume(skip);
        }
    }

    /// Unpacks the next chunk; none is left if it is empty.
    fn fill(&mut self) -> io::Result<()> {
        (self.given, self.filled) = (0, 0);
        self.first = false;
        loop {
            if let Some(member) = &mut self.member {
                match member.read(&mut self.chunk) {
                    Ok(0) => self.between = self.member.take().map(GzDecoder::into_inner),
                    Ok(n) => {
                        self.filled = n;
                        return Ok(());
                    }
                    Err(error) => {
                        self.between = self.member.take().map(GzDecoder::into_inner);
                        self.broken = true;
                        return Err(error);
                    }
                }
            }
            let Some(mut reader) = self.between.take() else { return Ok(()) };
            let more = if self.broken || !starts_member(&mut reader)? {
                self.broken = false;
                Self::seek(&mut reader)?
            } else {
                true
            };
            if !more {
                self.between = Some(reader);
                return Ok(());
            }
            self.begins = reader.taken();
            self.first = true;
            self.member = Some(GzDecoder::new(reader));
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Members<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given == self.filled {
            self.fill()?;
        }
        Ok(&self.chunk[self.given..self.filled])
    }

    fn consume(&mut self, n: usize) {
        self.given = (self.given + n).min(self.filled);
    }
}

impl<R: BufRead> Located for Members<R> {
    fn next_at(&mut self) -> io::Result<Option<u64>> {
        self.fill_buf()?;
        Ok((self.first && self.given == 0).then_some(self.begins))
    }
}

/// Whether the next bytes may begin a member.
fn starts_member<R: BufRead>(reader: &mut R) -> io::Result<bool> {
    Ok(matches!(reader.fill_buf()?, [0x1F, ..]))
}
