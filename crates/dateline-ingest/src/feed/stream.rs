//! The bytes of a feed as UTF-8, a bounded number of them an item.

use encoding_rs::{Decoder, Encoding, UTF_8};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// What one item, or the head of a feed, may take up.
pub(super) const MAX_ITEM: u64 = 16 << 20;
const TOO_LARGE: &str = "an item is larger than is read at once";

/// Whether an error of reading is that of an item that is too large.
pub(super) fn is_over(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.to_string() == TOO_LARGE)
}

/// What is left of the bytes that the current item may take up; shared with
/// whoever knows where items begin.
#[derive(Debug, Clone)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    pub(super) fn new() -> Self {
        Self(Rc::new(Cell::new(MAX_ITEM)))
    }

    /// The next item begins.
    pub(super) fn renew(&self) {
        self.0.set(MAX_ITEM);
    }
}

/// The text behind `inner`, whose encoding its XML declaration tells.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Option<Decoder>,
    budget: Budget,
    out: Vec<u8>,
    given: usize,
    done: bool,
}

impl<R: BufRead> Utf8<R> {
    pub(super) fn new(inner: R, budget: Budget) -> Self {
        Self { inner, decoder: None, budget, out: Vec::new(), given: 0, done: false }
    }

    /// Decodes what is buffered.
    fn fill(&mut self) -> io::Result<()> {
        let bytes = self.inner.fill_buf()?;
        let decoder = self.decoder.get_or_insert_with(|| {
            let encoding = Encoding::for_bom(bytes).map_or_else(|| declared(bytes), |(e, _)| e);
            encoding.new_decoder()
        });
        self.done = bytes.is_empty();
        self.given = 0;
        self.out.clear();
        let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
        self.out.resize(most, 0);
        let (_, read, written, _) = decoder.decode_to_utf8(bytes, &mut self.out, self.done);
        self.out.truncate(written);
        self.inner.consume(read);
        let left = self.budget.0.get().checked_sub(written as u64);
        self.budget.0.set(left.ok_or_else(|| io::Error::other(TOO_LARGE))?);
        Ok(())
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() {
            if self.done {
                return Ok(0);
            }
            self.fill()?;
        }
        let n = buffer.len().min(self.out.len() - self.given);
        buffer[..n].copy_from_slice(&self.out[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

/// The encoding that `<?xml encoding="..."?>` tells.
fn declared(head: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&head[..head.len().min(200)]);
    let label = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
        let rest = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let label = rest.split(['"', '\'']).next()?;
        Encoding::for_label(label.as_bytes()).filter(|e| e.is_ascii_compatible())
    };
    label().unwrap_or(UTF_8)
}
