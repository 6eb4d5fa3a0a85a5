//! Mutates sound inputs and reads them, where no fuzzer is at hand: `mutate SECONDS
//! [SEED]`. The fuzz targets of `fuzz/` do the same with feedback.
//!
//! Pages, feeds, tables and archives are cut, spliced and garbled; whatever comes
//! out must be read or refused, without a panic and within a second or so. A panic
//! within an extractor of others is caught by us, and counted.

use dateline_ingest::load_bytes;
use dateline_knowledge::Knowledge;
use std::panic::{catch_unwind, set_hook};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What was said at the last panic, and how many there were.
static PANICS: Mutex<(usize, String)> = Mutex::new((0, String::new()));

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Pieces that are more likely to hurt than any byte.
const PIECES: [&[u8]; 22] = [
    b"<",
    b">",
    b"<div>",
    b"</div>",
    b"<p>",
    b"<table>",
    b"<script>",
    b"<!--",
    b"<![CDATA[",
    b"&amp;",
    b"&#x110000;",
    b"\"",
    b"\0",
    b"\xFF\xFE",
    b"\xED\xA0\x80",
    b"\r\n\r\n",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999\r\n",
    b"{\"@type\":\"NewsArticle\"",
    b"2024-02-30T25:61:00Z",
    b"]]>",
    b"\x1F\x8B\x08",
];

fn mutate(chance: &mut Chance, input: &[u8], other: &[u8]) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(out.len() + 1);
        let end = (at + chance.below(400)).min(out.len());
        match chance.below(6) {
            0 => drop(out.drain(at..end)),
            1 => {
                let piece = out[at..end].repeat(1 + chance.below(20));
                drop(out.splice(at..at, piece));
            }
            2 => drop(out.splice(at..end, PIECES[chance.below(PIECES.len())].iter().copied())),
            3 => {
                let from = chance.below(other.len());
                let to = (from + chance.below(2000)).min(other.len());
                drop(out.splice(at..end, other[from..to].iter().copied()));
            }
            4 => out.truncate(at.max(1)),
            _ => {
                if let Some(byte) = out.get_mut(at) {
                    *byte = chance.below(256) as u8;
                }
            }
        }
    }
    out
}

fn main() {
    let argument = |n| std::env::args().nth(n).and_then(|text| text.parse::<u64>().ok());
    let (seconds, mut chance) = (argument(1).unwrap_or(60), Chance(argument(2).unwrap_or(1)));
    set_hook(Box::new(|panic| {
        if let Ok(mut panics) = PANICS.lock() {
            *panics = (panics.0 + 1, panic.to_string());
        }
    }));
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> =
        std::fs::read_dir(pages).expect("the pages are there").flatten().collect();
    names.sort_by_key(std::fs::DirEntry::path);
    let pages: Vec<Vec<u8>> = names
        .iter()
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "html"))
        .flat_map(|entry| std::fs::read(entry.path()))
        .filter(|page| page.len() < 60_000)
        .collect();
    let feed = b"<?xml version='1.0' encoding='utf-8'?><rss xmlns:dc='d'><channel><title>G</title><item><title>Port &amp;amp; ferry</title><link>https://h.example/1</link><description><![CDATA[<p>The port opened.</p>]]></description><dc:creator>Jane Doe</dc:creator><pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate></item></channel></rss>";
    let table = b"title,text,date\nPort,\"The port \"\"opened\"\".\",2024-05-01\nFerry,It runs.,\n";
    let lines = b"{\"title\": \"Port\", \"text\": \"It \\ud83d\\ude80 opened.\", \"authors\": [\"Jane Doe\"]}\n{\"text\": \"Two.\"}\n";
    let archive: Vec<u8> = pages.iter().take(3).flat_map(|page| {
        let body = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", &page[..]].concat();
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://h.example/2024/05/01/a\r\nContent-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), &body, b"\r\n\r\n"].concat()
    }).collect();
    let others: [(&str, &[u8]); 5] = [
        ("a.xml", feed),
        ("a.csv", table),
        ("a.jsonl", lines),
        ("a.json", lines),
        ("a.warc", &archive),
    ];

    let knowledge = Knowledge::embedded();
    let (start, mut runs, mut slowest, mut unguarded) = (Instant::now(), 0u64, Duration::ZERO, 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        let page = &pages[chance.below(pages.len())];
        let (name, sound) = match chance.below(2) {
            0 => ("a.html", &page[..]),
            _ => others[chance.below(others.len())],
        };
        let bytes = mutate(&mut chance, sound, page);
        let begun = Instant::now();
        let read = catch_unwind(|| load_bytes(name, &bytes, &knowledge).count());
        slowest = slowest.max(begun.elapsed());
        match read {
            Ok(records) => assert!(records <= bytes.len() + 1, "a record takes a byte"),
            Err(_) => {
                unguarded += 1;
                let path = std::env::temp_dir().join(format!("mutate-{unguarded}-{name}"));
                let _ = std::fs::write(&path, &bytes);
                println!(
                    "PANIC, see {}: {}",
                    path.display(),
                    PANICS.lock().map_or_else(|_| String::new(), |p| p.1.clone())
                );
            }
        }
        runs += 1;
    }
    let panics = PANICS.lock().map_or(0, |panics| panics.0);
    println!(
        "{runs} inputs, {unguarded} panics, {} more within extractors of others, slowest {:.2} s by the clock",
        panics - unguarded,
        slowest.as_secs_f64()
    );
}
