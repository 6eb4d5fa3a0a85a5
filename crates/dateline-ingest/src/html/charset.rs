//! The encoding of a page: its byte order mark, what the server said, what the
//! page says, and else a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How much of a page is searched for its own word on the matter.
const HEAD: usize = 4096;

/// The text of a page, and whether it holds what is no character.
pub(super) fn decode(bytes: &[u8], served: Option<&str>) -> (String, bool) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => said(bytes, served),
    };
    let (text, _, broken) = encoding.decode(bytes);
    (text.into_owned(), broken)
}

/// What is said, if the bytes bear it out; a wrong word is frequent.
fn said(bytes: &[u8], served: Option<&str>) -> &'static Encoding {
    let served = served.and_then(of_media_type);
    let declared = || declared(&bytes[..bytes.len().min(HEAD)]);
    let valid = std::str::from_utf8(bytes).is_ok();
    match served.or_else(declared) {
        Some(encoding) if encoding != UTF_8 => {
            // Written as UTF-8 by a server that says something else.
            let wide = bytes.iter().any(|b| *b >= 0x80);
            if valid && wide && encoding.is_single_byte() { UTF_8 } else { encoding }
        }
        _ if valid => UTF_8,
        _ => guess(bytes),
    }
}

/// What the bytes look like.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 << 10)], true);
    detector.guess(None, Utf8Detection::Allow)
}

/// `windows-1251` of `text/html; charset=windows-1251`.
fn of_media_type(media_type: &str) -> Option<&'static Encoding> {
    let at = media_type.to_ascii_lowercase().find("charset=")?;
    let label = media_type[at + 8..].trim_matches(['"', '\'', ' ']);
    let end = label.find([';', ' ', '"', '\'']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// What a meta element or the XML declaration at the head of a page says.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.split("<body").next().unwrap_or_default();
    let label = |rest: &str| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
    };
    let xml = head
        .split_once("<?xml")
        .and_then(|(_, rest)| label(rest.split("?>").next()?.split_once("encoding")?.1));
    let meta =
        || head.match_indices("charset").find_map(|(at, word)| label(&head[at + word.len()..]));
    // A page that can say so in ASCII is not UTF-16.
    xml.or_else(meta).map(|e| if e.is_ascii_compatible() { e } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str =
        "Порт открыт после долгой задержки, сообщили власти города в понедельник.";

    #[test]
    fn words_of_server_and_page_are_heard_in_order() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(RUSSIAN);
        let served = Some("text/html; charset=windows-1251");
        assert_eq!(decode(&bytes, served), (RUSSIAN.to_owned(), false));
        let page = [&b"<meta charset=\"windows-1251\">"[..], &bytes].concat();
        assert!(decode(&page, None).0.ends_with(RUSSIAN));
        let old = b"<meta http-equiv=content-type content='text/html; charset=windows-1251'>";
        assert!(decode(&[&old[..], &bytes].concat(), None).0.ends_with(RUSSIAN));
    }

    #[test]
    fn unsaid_or_wrongly_said_it_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(RUSSIAN);
        assert_eq!(decode(&bytes, None).0, RUSSIAN);
        assert_eq!(decode(&bytes, Some("text/html; charset=utf-8")).0, RUSSIAN);
        assert_eq!(decode(RUSSIAN.as_bytes(), Some("text/html; charset=latin1")).0, RUSSIAN);
    }

    #[test]
    fn marks_win() {
        let wide: Vec<u8> = "\u{FEFF}Порт".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide, Some("text/html; charset=latin1")).0, "Порт");
        assert!(decode(b"\xFF\xFEa", None).1);
    }
}
