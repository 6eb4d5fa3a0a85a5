//! What a file holds, by its name and by how it begins.

use crate::decode::decode;
use crate::{Input, find};
use std::path::Path;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    JsonLines,
    Csv,
    Tsv,
    Html,
    /// RSS, Atom or a sitemap: all are XML, told apart by their elements.
    Xml,
    JsonFeed,
    Warc,
}

impl Format {
    /// By the file's name.
    pub(crate) fn named(input: &Input) -> Option<Self> {
        let Input::File(path) = input else { return None };
        let extension = match find::extension(path)?.as_str() {
            "gz" | "zst" | "zstd" => find::extension(Path::new(path.file_stem()?))?,
            plain => plain.to_owned(),
        };
        match extension.as_str() {
            "txt" => Some(Format::Text),
            "md" => Some(Format::Markdown),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "xml" | "rss" | "atom" => Some(Format::Xml),
            "warc" => Some(Format::Warc),
            _ => None,
        }
    }

    /// By the media type that a server gave.
    pub(crate) fn served(media_type: &str) -> Option<Self> {
        let media = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Format::Html),
            "application/feed+json" => Some(Format::JsonFeed),
            "application/warc" => Some(Format::Warc),
            "text/csv" => Some(Format::Csv),
            "text/tab-separated-values" => Some(Format::Tsv),
            "text/markdown" => Some(Format::Markdown),
            "application/x-ndjson" | "application/jsonl" => Some(Format::JsonLines),
            media if media == "text/xml" || media == "application/xml" => Some(Format::Xml),
            media if media.ends_with("+xml") => Some(Format::Xml),
            // Anything may be sent as text/plain or application/json.
            _ => None,
        }
    }

    /// What a file that begins with `head` is, if it was said to be `given`. Some
    /// things cannot be mistaken, whatever they are called.
    pub(crate) fn settle(given: Option<Self>, head: &[u8]) -> Self {
        let (text, _) = decode(head);
        let start = text.trim_start();
        if head.starts_with(b"WARC/") {
            return Format::Warc;
        }
        let is_page = Markup::of(start) == Some(Markup::Page);
        match given {
            Some(Format::Text | Format::Markdown | Format::Xml) if is_page => Format::Html,
            Some(Format::Text) if Markup::of(start) == Some(Markup::Feed) => Format::Xml,
            Some(Format::Html) if Markup::of(start) == Some(Markup::Feed) => Format::Xml,
            Some(Format::Json) if start.contains("https://jsonfeed.org/version/") => {
                Format::JsonFeed
            }
            Some(given) => given,
            None => Format::of(start),
        }
    }

    /// By how the file begins: a page or a feed; an object in the first line, an
    /// object or a list of them over several lines, or else text.
    pub(crate) fn of(head: &str) -> Self {
        let head = head.trim_start();
        let first = head.lines().next().unwrap_or_default();
        match Markup::of(head) {
            Some(Markup::Page) => return Format::Html,
            Some(Markup::Feed | Markup::Other) => return Format::Xml,
            None => {}
        }
        if head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{')) {
            Format::Json
        } else if !head.starts_with('{') {
            Format::Text
        } else if head.contains("https://jsonfeed.org/version/") {
            Format::JsonFeed
        } else if first.trim_end().ends_with('}') || first.len() == head.len() {
            Format::JsonLines
        } else {
            Format::Json
        }
    }
}

/// What a text that begins with a tag is.
#[derive(Debug, PartialEq)]
enum Markup {
    Page,
    Feed,
    /// XML of a kind that does not show at once.
    Other,
}

impl Markup {
    fn of(start: &str) -> Option<Self> {
        let mut rest = start;
        let mut xml = false;
        // Declarations and comments may stand before the first element.
        loop {
            rest = rest.trim_start();
            let low = rest.get(..9).map(str::to_ascii_lowercase).unwrap_or_default();
            if low.starts_with("<?") {
                xml = true;
                rest = rest.split_once("?>")?.1;
            } else if low.starts_with("<!--") {
                rest = rest.split_once("-->")?.1;
            } else if low == "<!doctype" {
                if rest[9..].trim_start().to_ascii_lowercase().starts_with("html") {
                    return Some(Markup::Page);
                }
                return Some(Markup::Other);
            } else {
                break;
            }
        }
        let tag = rest.strip_prefix('<')?;
        let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
        match tag[..end].to_ascii_lowercase().as_str() {
            "html" | "head" | "body" => Some(Markup::Page),
            "rss" | "feed" | "rdf:rdf" | "urlset" | "sitemapindex" => Some(Markup::Feed),
            "div" | "p" | "article" | "main" | "section" | "meta" | "title" if !xml => {
                Some(Markup::Page)
            }
            _ if xml => Some(Markup::Other),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_name_the_format_shows() {
        for (text, format) in [
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}", Format::JsonLines),
            ("{\"text\": \"a", Format::JsonLines),
            ("{\n \"text\": \"a\"}", Format::Json),
            (" [ {\"text\": \"a\"}]", Format::Json),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\",", Format::JsonFeed),
            ("[Editor's note] The port opened.", Format::Text),
            ("<1 km from the border", Format::Text),
            ("\n <!DOCTYPE HTML><html>", Format::Html),
            ("<!-- saved --><html lang=en>", Format::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC>", Format::Html),
            ("<?xml version=\"1.0\"?>\n<rss>", Format::Xml),
            ("<feed xmlns=", Format::Xml),
            ("", Format::Text),
        ] {
            assert_eq!(Format::settle(None, text.as_bytes()), format, "{text}");
        }
    }

    #[test]
    fn names_are_believed_unless_the_content_cannot_be_mistaken() {
        let named = |name: &str| Format::named(&Input::File(name.into()));
        assert_eq!(named("a/b.jsonl.gz"), Some(Format::JsonLines));
        assert_eq!(named("b.warc.zst"), Some(Format::Warc));
        assert_eq!((named("b.wire"), named("gz")), (None, None));
        let page = b"<!doctype html><p>The port opened.";
        assert_eq!(Format::settle(Some(Format::Text), page), Format::Html);
        assert_eq!(Format::settle(Some(Format::Markdown), b"# The port"), Format::Markdown);
        assert_eq!(Format::served("text/HTML; charset=utf-8"), Some(Format::Html));
        assert_eq!(Format::served("application/rss+xml"), Some(Format::Xml));
    }
}
