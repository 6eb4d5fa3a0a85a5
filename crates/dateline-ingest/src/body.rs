//! The bodies of HTTP messages: chunks put together, contents unpacked, both
//! within bounds.

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// What became of a body.
#[derive(Debug, PartialEq)]
pub(crate) enum Unpacked {
    /// All of it.
    Whole(Vec<u8>),
    /// As much as could be read before the damage.
    Part(Vec<u8>),
    /// More than the limit.
    TooLarge,
    /// Packed in a way that we do not know.
    Unknown(String),
}

/// The content of a body with `Content-Encoding: encodings`, of at most `limit`
/// bytes.
pub(crate) fn unpack(body: Vec<u8>, encodings: &str, limit: u64) -> Unpacked {
    let mut body = body;
    let mut whole = true;
    // The last encoding was applied last.
    for encoding in encodings.rsplit(',').map(|e| e.trim().to_ascii_lowercase()) {
        let reader: Box<dyn Read + '_> = match &*encoding {
            "" | "identity" | "utf-8" | "none" => continue,
            // Archives often keep the header after they have unpacked the body.
            "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => continue,
            "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(&body[..])),
            "deflate" if is_zlib(&body) => Box::new(ZlibDecoder::new(&body[..])),
            "deflate" => Box::new(DeflateDecoder::new(&body[..])),
            "br" => Box::new(brotli_decompressor::Decompressor::new(&body[..], 8 << 10)),
            "zstd" => crate::unpack::unpack(&body[..], crate::unpack::Packing::Zstd),
            _ => return Unpacked::Unknown(encoding),
        };
        let mut out = Vec::new();
        let read = reader.take(limit + 1).read_to_end(&mut out);
        // Unpacked already, in spite of the header.
        if out.is_empty() && read.is_err() && looks_plain(&body) {
            continue;
        }
        whole &= read.is_ok();
        body = out;
        if body.len() as u64 > limit {
            return Unpacked::TooLarge;
        }
    }
    if whole { Unpacked::Whole(body) } else { Unpacked::Part(body) }
}

/// Two bytes that say so and are a multiple of 31.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [a, b, ..] if a & 0x0F == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
}

fn looks_plain(body: &[u8]) -> bool {
    body.trim_ascii_start().first().is_some_and(|b| matches!(b, b'<' | b'{' | b'['))
}

/// The body that came in chunks, and whether the last of them came; `None` if
/// it did not come in chunks after all.
pub(crate) fn dechunk(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut reader = BufReader::new(body);
    let mut out = Vec::new();
    loop {
        let mut line = String::new();
        // Sizes are short; a long line is no size.
        let read = reader.by_ref().take(256).read_line(&mut line);
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = match (read, u64::from_str_radix(size, 16)) {
            (Ok(n), Ok(size)) if n > 0 => size,
            _ if out.is_empty() => return None,
            _ => return Some((out, false)),
        };
        if size == 0 {
            return Some((out, true));
        }
        let taken = io::copy(&mut reader.by_ref().take(size), &mut out).unwrap_or(0);
        if taken < size {
            return Some((out, false));
        }
        // The line end that closes a chunk.
        let _ = reader.by_ref().take(2).read_line(&mut String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    const TEXT: &[u8] = b"<p>The port opened.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn contents_are_unpacked_within_bounds() {
        assert_eq!(unpack(gzip(TEXT), "gzip", 100), Unpacked::Whole(TEXT.into()));
        assert_eq!(unpack(TEXT.into(), "gzip", 100), Unpacked::Whole(TEXT.into()));
        assert_eq!(unpack(TEXT.into(), "br", 100), Unpacked::Whole(TEXT.into()));
        assert_eq!(unpack(gzip(TEXT), "gzip", 5), Unpacked::TooLarge);
        assert_eq!(unpack(TEXT.into(), "rot13", 100), Unpacked::Unknown("rot13".into()));
        let cut = gzip(TEXT);
        assert!(matches!(unpack(cut[..cut.len() - 9].into(), "gzip", 100), Unpacked::Part(_)));
    }

    #[test]
    fn chunks_are_put_together() {
        let body = b"4\r\n<p>T\r\nf;x=1\r\nhe port opened.\r\n0\r\n\r\n";
        assert_eq!(dechunk(body), Some((TEXT.into(), true)));
        assert_eq!(dechunk(&body[..20]), Some((b"<p>The p".into(), false)));
        assert_eq!(dechunk(TEXT), None);
        assert_eq!(dechunk(b""), None);
    }
}
