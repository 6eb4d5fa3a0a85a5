//! Bad input: a named failure, and everything else is still read.

#![allow(clippy::unwrap_used)]

use dateline_ingest::{
    Columns, IngestError, Input, Loaded, Options, Position, load_bytes, records,
};
use dateline_knowledge::Knowledge;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

fn gzip(write: impl FnOnce(&mut GzEncoder<Vec<u8>>)) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    write(&mut encoder);
    encoder.finish().unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Loaded, IngestError>> {
    load_bytes(name, bytes, &Knowledge::embedded()).collect()
}

/// Titles, or the names of what was wrong.
fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = |loaded: Loaded| loaded.report.text.lines().next().unwrap_or_default().to_owned();
    read(name, bytes).into_iter().map(|r| r.map_or_else(|e| e.name().to_owned(), text)).collect()
}

const GOOD: &str = "{\"text\": \"The port opened.\"}\n";

#[test]
fn bombs() {
    let bomb = gzip(|encoder| (0..300).for_each(|_| encoder.write_all(&[b'a'; 1 << 20]).unwrap()));
    for name in ["a.txt.gz", "a.jsonl.gz"] {
        assert_eq!(told(name, &bomb), ["bomb"], "{name}");
    }
    for name in ["a.xml.gz", "a.html.gz"] {
        assert_eq!(told(name, &bomb), ["too-large"], "{name}");
    }
    // Packed twice: the inner file is no text.
    let twice = gzip(|encoder| encoder.write_all(&bomb).unwrap());
    assert_eq!(told("a.txt.gz", &twice), ["binary"]);
    assert_eq!(told("a.zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\x01\x02\x05\0\0\0"), ["binary"]);
    // What came before the bomb is read.
    let late = gzip(|encoder| {
        encoder.write_all(GOOD.as_bytes()).unwrap();
        (0..300).for_each(|_| encoder.write_all(&[b'a'; 1 << 20]).unwrap());
    });
    assert_eq!(told("a.jsonl.gz", &late), ["The port opened.", "bomb"]);
}

#[test]
fn a_page_that_is_too_large_or_nests_without_end() {
    // 500 MB of them, as they come out of a packed file, take 16 MB.
    let tags = b"<div>".repeat(1 << 20);
    let packed = gzip(|encoder| encoder.write_all(&tags).unwrap()).repeat(100);
    assert_eq!(told("a.html.gz", &packed), ["too-large"]);
    assert_eq!(told("a.html", &b"<div>".repeat(4 << 20)), ["too-large"]);
    assert_eq!(told("a.html", &b"<div>".repeat(200_000)), ["no-article"]);
    assert_eq!(told("a.html", &b"<b a=1><i>".repeat(100_000)), ["no-article"]);
    let text = "<p>The port opened on Monday after a long delay, the harbour office said to the town.</p><p>The ferry runs again from Tuesday, the minister told reporters on the quay.</p>";
    let page = format!("{}{}{}", "<span>".repeat(100_000), text, "</span>".repeat(100_000));
    assert!(told("a.html", page.as_bytes())[0].starts_with("The port opened"));
    for broken in [
        "<",
        "<html",
        "<!doctype html><",
        "<html><script>",
        "<html>\0\0",
        "<html><table><a><table><a>",
    ] {
        assert_eq!(told("a.html", broken.as_bytes()), ["no-article"], "{broken}");
    }
}

#[test]
fn entities_and_external_entities_are_not_expanded() {
    let mut feed = String::from(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'boom'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    );
    feed += "<rss><channel><item><title>T</title><description>The port &x; opened. ";
    feed += &"&a;".repeat(1_000_000);
    feed += "</description></item><item><description>Next.</description></item></channel></rss>";
    let all = read("feed.xml", feed.as_bytes());
    let text = &all[0].as_ref().unwrap().report.text;
    assert!(!text.contains("root:") && !text.contains("boom") && text.contains("The port"));
    assert_eq!(all[1].as_ref().unwrap().report.text, "Next.");
    let laughs: String =
        (1..20).map(|n| format!("<!ENTITY a{n} '&a{};&a{};'>", n - 1, n - 1)).collect();
    let feed = format!(
        "<!DOCTYPE rss [<!ENTITY a0 'ha'>{laughs}]><rss><item><description>&a19;</description></item></rss>"
    );
    assert_eq!(read("feed.xml", feed.as_bytes()).len(), 1);
}

#[test]
fn a_feed_item_or_nest_without_end() {
    let long = format!("<rss><item><description>{}", "a ".repeat(10 << 20));
    assert_eq!(told("feed.xml", long.as_bytes()), ["too-large"]);
    assert_eq!(told("feed.xml", &[b"<rss>", &b"<a>".repeat(8 << 20)[..]].concat()), ["too-large"]);
}

#[test]
fn a_broken_line_in_the_middle() {
    let lines = format!("{GOOD}{GOOD}{{\"text\": \n\"\u{0}\n{GOOD}");
    assert_eq!(
        told("a.jsonl", lines.as_bytes()),
        ["The port opened.", "The port opened.", "json", "json", "The port opened."]
    );
    let cut = gzip(|encoder| {
        (0..1000).for_each(|n| writeln!(encoder, "{{\"text\": \"{n}.\"}}").unwrap())
    });
    let found = told("a.jsonl.gz", &cut[..cut.len() / 2]);
    assert!(
        found.len() > 10 && found[0] == "0." && found.last().unwrap() == "damaged",
        "{}",
        found.len()
    );
}

#[test]
fn tables_are_mapped_and_ragged_rows_named() {
    let table = "\u{FEFF}headline;Full text;when\r\nPort opens;\"It opened.\nAt \"\"noon\"\".\";2024-05-01\r\nonly one\r\nNo text;;\r\nFerry;It runs.;\r\n";
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    std::fs::write(&path, table).unwrap();
    let columns: Columns = "title=headline,text=Full text,date=when".parse().unwrap();
    let read = |after| {
        let after = Position { input: String::new(), record: after, start: None };
        let options =
            Options { columns: columns.clone(), after: Some(after), ..Options::default() };
        let knowledge = Knowledge::embedded();
        let all =
            records(&Input::File(path.clone()), &options).map(|r| r?.load(&knowledge, &options));
        all.collect::<Vec<_>>()
    };
    let all = read(0);
    let first = &all[0].as_ref().unwrap();
    assert_eq!(first.report.text, "Port opens\n\nIt opened.\nAt \"noon\".");
    assert_eq!((first.report.published_at.as_deref(), first.at.record), (Some("2024-05-01"), 1));
    assert_eq!(all[1].as_ref().unwrap_err().name(), "row");
    assert_eq!(all[2].as_ref().unwrap_err().name(), "no-text");
    assert_eq!(all[3].as_ref().unwrap().report.title.as_deref(), Some("Ferry"));
    // From where it was interrupted.
    let rest = read(3);
    assert_eq!((rest.len(), rest[0].as_ref().unwrap().at.record), (1, 4));
    assert!(rest[0].as_ref().unwrap().report.url.as_ref().unwrap().ends_with("a.csv#4"));
}
