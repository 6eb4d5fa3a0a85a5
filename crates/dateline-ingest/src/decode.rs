//! From bytes to text: UTF-8, or UTF-16 that says so with a byte order mark,
//! or what the bytes look like.

use crate::html::guess;
use dateline_core::{Notice, NoticeCode};
use encoding_rs::UTF_8;

/// Fewer bytes tell no encoding from another.
const LEAST: usize = 40;

/// The text of `bytes` with `\n` at the end of every line, whatever stood
/// there. What is not a character becomes U+FFFD, with a notice.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<Notice>) {
    let (mut text, replaced) = characters(bytes);
    let mut notice = bad_encoding(replaced);
    // More than a slip: another encoding.
    if bytes.len() >= LEAST && replaced * 20 > text.chars().count() {
        let encoding = guess(bytes);
        let (guessed, _, broken) = encoding.decode(bytes);
        if encoding != UTF_8 && !broken {
            text = guessed.into_owned();
            let name = encoding.name();
            let told = format!("The input is not UTF-8; it was read as {name}, which is a guess.");
            notice = Some(Notice::new(NoticeCode::BadEncoding, told));
        }
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    (text, notice)
}

/// A notice that `replaced` characters are lost, if any is.
pub(crate) fn bad_encoding(replaced: usize) -> Option<Notice> {
    (replaced > 0).then(|| {
        let (places, were) = if replaced == 1 { ("place", "was") } else { ("places", "were") };
        Notice::new(
            NoticeCode::BadEncoding,
            format!(
                "The input is not valid Unicode in {replaced} {places}, which {were} replaced by \u{FFFD}."
            ),
        )
    })
}

/// Whether `bytes` begin like UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn characters(bytes: &[u8]) -> (String, usize) {
    if is_utf16(bytes) {
        let unit = if bytes[0] == 0xFF { u16::from_le_bytes } else { u16::from_be_bytes };
        let pairs = bytes[2..].chunks_exact(2);
        let mut replaced = pairs.remainder().len();
        let text = char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]])))
            .map(|c| {
                c.unwrap_or_else(|_| {
                    replaced += 1;
                    char::REPLACEMENT_CHARACTER
                })
            })
            .collect();
        return (text, replaced);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (text, replaced)
}

/// Whether a file that begins with `head` is no text: rich in control
/// characters. A stray NUL in a text is let through; `read` gives notice of it.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    let (text, _) = characters(head);
    let is_control = |c: &char| c.is_ascii_control() && !"\n\r\t\u{c}\u{1b}".contains(*c);
    let all = text.chars().count();
    let control = text.chars().filter(is_control).count();
    (control > 8 && control * 20 > all) || control * 3 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).0
    }

    #[test]
    fn marks_are_dropped_and_line_ends_are_alike() {
        assert_eq!(text(b"\xEF\xBB\xBFone\r\ntwo\rthree\n"), "one\ntwo\nthree\n");
        assert_eq!(text(b"\xFF\xFEh\0\xe9\0"), "h\u{e9}");
        assert_eq!(text(b"\xFE\xFF\0h\xD8\x3D\xDE\x80"), "h\u{1F680}");
        assert_eq!(text(b""), "");
    }

    #[test]
    fn what_is_lost_is_counted() {
        let (text, notice) = decode(b"caf\xE9 in M\xFCnster");
        assert_eq!(text, "caf\u{FFFD} in M\u{FFFD}nster");
        let notice = notice.unwrap();
        assert_eq!(notice.code, NoticeCode::BadEncoding);
        assert!(notice.message.contains("in 2 places"), "{}", notice.message);
        // A lone surrogate and half a unit.
        let (text, notice) = decode(b"\xFF\xFE\x00\xD8a\0b");
        assert_eq!(text, "\u{FFFD}a");
        assert!(notice.unwrap().message.contains("2 places"));
        assert!(decode("naïve".as_bytes()).1.is_none());
    }

    #[test]
    fn other_encodings_are_guessed() {
        let russian = "Порт открылся в понедельник после долгой задержки.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        let (text, notice) = decode(&bytes);
        assert_eq!(text, russian);
        assert!(notice.unwrap().message.contains("windows-1251"));
    }

    #[test]
    fn binary_data_is_told_from_damaged_text() {
        let noise: Vec<u8> =
            (0..2000u32).map(|i| (i.wrapping_mul(2654435761) >> 24) as u8).collect();
        assert!(is_binary(&noise));
        assert!(is_binary(&[0; 40]));
        assert!(is_binary(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"));
        assert!(!is_binary(b"The port\0opened on Monday, the harbour office said."));
        assert!(!is_binary("\u{FEFF}Порт открыт.".as_bytes()));
        assert!(!is_binary(b""));
    }
}
