//! The members of a gzip file, one after the other; after a broken one the next
//! is looked for.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// The unpacked content of all members.
pub(crate) struct Members<R> {
    /// The member that is being read.
    member: Option<GzDecoder<R>>,
    /// Between two members.
    between: Option<R>,
    /// The last member was broken.
    broken: bool,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { member: None, between: Some(reader), broken: false }
    }

    /// Reads on to the next member's first bytes; false if there is none.
    fn seek(reader: &mut R) -> io::Result<bool> {
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
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(member) = &mut self.member {
                match member.read(buffer) {
                    Ok(0) if !buffer.is_empty() => {
                        self.between = self.member.take().map(GzDecoder::into_inner);
                    }
                    Ok(n) => return Ok(n),
                    Err(error) => {
                        self.between = self.member.take().map(GzDecoder::into_inner);
                        self.broken = true;
                        return Err(error);
                    }
                }
            }
            let Some(mut reader) = self.between.take() else { return Ok(0) };
            let more = if self.broken || !starts_member(&mut reader)? {
                self.broken = false;
                Self::seek(&mut reader)?
            } else {
                true
            };
            if !more {
                self.between = Some(reader);
                return Ok(0);
            }
            self.member = Some(GzDecoder::new(reader));
        }
    }
}

/// Whether the next bytes may begin a member.
fn starts_member<R: BufRead>(reader: &mut R) -> io::Result<bool> {
    Ok(matches!(reader.fill_buf()?, [0x1F, ..]))
}
