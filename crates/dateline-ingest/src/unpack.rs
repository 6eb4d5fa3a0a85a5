//! Compressed files: gzip (of many members) and zstd (of many frames), read as
//! one stream, whatever the file is called.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

/// What no sound file reaches: text is rarely packed 30 to 1.
const BOMB_RATIO: u64 = 200;
/// Below that much, anything may be packed as tightly as it likes.
const BOMB_FROM: u64 = 32 << 20;
/// A frame that wants a larger window is refused.
const WINDOW: u64 = 128 << 20;
const BOMB: &str = "it unpacks to hundreds of times its size, as no report does";

impl Packing {
    /// By how the file begins.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        let skippable = |b: &[u8]| b[0] & 0xF0 == 0x50 && b[1..4] == [0x2A, 0x4D, 0x18];
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstd),
            [_, _, _, _, ..] if skippable(head) => Some(Packing::Zstd),
            _ => None,
        }
    }
}

/// Whether an error of reading is our own refusal of a bomb.
pub(crate) fn is_bomb(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.to_string() == BOMB)
}

/// What is in `packed`, read as it is asked for; a bomb is an error.
pub(crate) fn unpack<'b>(packed: impl Read + 'b, packing: Packing) -> Box<dyn Read + 'b> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = BufReader::new(Counted { inner: packed, count: taken.clone() });
    let inner: Box<dyn Read + 'b> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(counted)),
        Packing::Zstd => Box::new(Frames::new(counted)),
    };
    Box::new(Guarded { inner, given: 0, taken })
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Ends with an error once far more comes out than went in.
struct Guarded<R> {
    inner: R,
    given: u64,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        if self.given > BOMB_FROM && self.given / BOMB_RATIO > self.taken.load(Ordering::Relaxed) {
            return Err(io::Error::other(BOMB));
        }
        Ok(n)
    }
}

/// The frames of a zstd file, one after the other.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether the decoder is within a frame.
    open: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        Self { source, decoder, open: false }
    }

    /// Begins the next frame; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(broken(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open {
                if !self.next_frame()? {
                    return Ok(0);
                }
                self.open = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, step).map_err(broken)?;
            }
            match self.decoder.read(buffer)? {
                0 if !buffer.is_empty() => self.open = false,
                n => return Ok(n),
            }
        }
    }
}

fn broken(error: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn all(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let packing = Packing::of(packed).unwrap();
        unpack(packed, packing).read_to_end(&mut out).map(|_| out)
    }

    #[test]
    fn members_and_frames_are_read_to_the_last() {
        let gzip = [gzip(b"The port "), gzip(b""), gzip(b"opened.")].concat();
        assert_eq!(all(&gzip).unwrap(), b"The port opened.");
        let zstd = |bytes: &[u8]| compress_to_vec(bytes, CompressionLevel::Fastest);
        let skipped = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        let zstd = [zstd(b"The port "), skipped.to_vec(), zstd(b"opened.")].concat();
        assert_eq!(all(&zstd).unwrap(), b"The port opened.");
        assert_eq!(Packing::of(b"The port"), None);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let gzip = gzip(&b"The port opened. ".repeat(100));
        assert!(all(&gzip[..gzip.len() - 12]).is_err());
        let zstd = compress_to_vec(&b"The port opened."[..], CompressionLevel::Fastest);
        assert!(all(&zstd[..zstd.len() - 5]).is_err());
    }

    #[test]
    fn a_bomb_is_refused_early() {
        let bomb = gzip(&vec![b'a'; 100 << 20]);
        let error = all(&bomb).unwrap_err();
        assert!(is_bomb(&error), "{error}");
    }
}
