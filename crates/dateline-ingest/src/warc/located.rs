//! Readers that know where in the file what they give next stands.

use std::io::{self, BufRead, Read};

/// The bytes of an archive.
pub(crate) trait Located: BufRead {
    /// The byte of the file at which the next one given begins, if reading can
    /// begin there.
    fn next_at(&mut self) -> io::Result<Option<u64>>;
}

/// A reader that counts what is taken from it.
pub(crate) struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R> Counted<R> {
    /// Counts on from `taken`.
    pub(super) fn new(inner: R, taken: u64) -> Self {
        Self { inner, taken }
    }

    pub(super) fn taken(&self) -> u64 {
        self.taken
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken += n as u64;
        self.inner.consume(n);
    }
}

impl<R: BufRead> Located for Counted<R> {
    fn next_at(&mut self) -> io::Result<Option<u64>> {
        Ok(Some(self.taken))
    }
}

/// A reader of what was unpacked on the way: nowhere in it can reading begin.
pub(crate) struct Unpacked<R>(pub(super) R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.0.consume(n);
    }
}

impl<R: BufRead> Located for Unpacked<R> {
    fn next_at(&mut self) -> io::Result<Option<u64>> {
        Ok(None)
    }
}
