//! Web and mail addresses, file names, handles.

use super::Scanner;
use super::chars::is_word;
use crate::lists::ENDINGS;

/// No address part that we look ahead for may be longer: keeps time linear.
const LONGEST: usize = 256;

const SCHEMES: [&str; 6] = ["http://", "https://", "ftp://", "www.", "doi:10.", "mailto:"];

impl Scanner<'_> {
    /// A web address that says so by how it begins; the end of it.
    pub(super) fn web_address(&self) -> Option<usize> {
        let rest = self.rest(self.at);
        let bytes = rest.as_bytes();
        let scheme = SCHEMES.iter().find(|scheme| {
            bytes
                .get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme.as_bytes()))
        })?;
        let stop =
            self.run(self.at, |c| !matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|'));
        let end = self.without_tail(stop);
        (end > self.at + scheme.len()).then_some(end)
    }

    /// Takes punctuation off the end of an address; a closing bracket stays if
    /// the address holds its opening one.
    fn without_tail(&self, stop: usize) -> usize {
        let mut body = &self.text[self.at..stop];
        let opened = body.contains('(');
        while let Some(last) = body.chars().next_back() {
            let loose =
                matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '…')
                    || (last == ')' && !opened)
                    || (last == ')' && body.ends_with("))"));
            if !loose {
                break;
            }
            body = &body[..body.len() - last.len_utf8()];
        }
        self.at + body.len()
    }

    /// `name@host.tld`; the end of it.
    pub(super) fn mail_address(&mut self) -> Option<usize> {
        if !self.at_sign || self.at < self.mailed {
            return None;
        }
        let bytes = self.text.as_bytes();
        let part = |from: usize, extra: &[u8]| {
            let limit = self.end.min(from + LONGEST);
            (from..limit)
                .find(|&at| !bytes[at].is_ascii_alphanumeric() && !extra.contains(&bytes[at]))
                .unwrap_or(limit)
        };
        let name = part(self.at, b"._%+-");
        if self.byte(name) != b'@' {
            self.mailed = name;
        }
        if name == self.at || self.byte(name) != b'@' {
            return None;
        }
        let mut end = part(name + 1, b".-_");
        while end > name + 1 && !bytes[end - 1].is_ascii_alphanumeric() {
            end -= 1;
        }
        // Within a house, addresses go without a dot: "Lee@NEWSDESK".
        let host = &self.text[name + 1..end];
        let letters = |part: &str| part.len() > 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
        let inner = letters(host) && letters(&self.text[self.at..name]);
        (host.contains('.') || inner).then_some(end)
    }

    /// `reuters.com/world`, `minutes.doc`, `comp.sources.unix`; the end of it.
    pub(super) fn dotted_name(&mut self) -> Option<usize> {
        if self.at < self.dotted {
            return None;
        }
        let bytes = self.text.as_bytes();
        let limit = self.end.min(self.at + LONGEST);
        let good = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'#' | b'~')
        };
        let mut end = (self.at..limit).find(|&at| !good(bytes[at])).unwrap_or(limit);
        while end > self.at && !bytes[end - 1].is_ascii_alphanumeric() {
            end -= 1;
        }
        let body = &self.text[self.at..end];
        let parts = || body.split('.');
        let shaped = body.contains('.') && parts().all(|part| !part.is_empty());
        let last = body.rsplit('.').next().unwrap_or("");
        let small = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let domain = ENDINGS.is(last, "domain")
            && (small(last) || body.bytes().all(|b| !b.is_ascii_lowercase()));
        // "home.In" is a missing space, "galleryfurniture.com" is an address.
        let known = shaped && last.len() > 1 && (domain || ENDINGS.is(last, "file"));
        let group = shaped && parts().count() > 2 && parts().all(|p| small(p) && p.len() > 1);
        if !known && !group {
            self.dotted = end.max(self.at + 1);
            return None;
        }
        if self.byte(end) == b'/' && is_word(self.char_at(end + 1)) {
            let stop =
                self.run(end, |c| !matches!(c, '<' | '>' | '"' | '“' | '”' | ')' | ',' | ';'));
            end = self.without_tail(stop);
        }
        Some(end)
    }

    /// A file name that begins with a digit: `20.doc`.
    pub(super) fn file_name(&mut self) -> Option<usize> {
        let end = self.dotted_name()?;
        let last = self.text[self.at..end].rsplit('.').next().unwrap_or("");
        ENDINGS.is(last, "file").then_some(end)
    }

    /// `#hashtag` or `@handle`; the end of it.
    pub(super) fn tag(&self) -> Option<usize> {
        let first = self.char_at(self.at + 1);
        let wanted = first.is_alphabetic() || (first == '_' && self.byte(self.at) == b'@');
        if !wanted || is_word(self.char_before(self.at)) {
            return None;
        }
        let mut end = self.run(self.at + 1, |c| is_word(c) || c == '_' || c == '.');
        while self.byte(end - 1) == b'.' {
            end -= 1;
        }
        // A dot belongs to a handle, not to a hashtag.
        if self.byte(self.at) == b'#' {
            end = self.run(self.at + 1, |c| is_word(c) || c == '_').min(end);
        }
        Some(end)
    }
}
