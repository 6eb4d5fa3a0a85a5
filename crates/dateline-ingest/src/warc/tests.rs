use super::*;
use crate::{Input, Loaded, Options, Position};
use dateline_knowledge::Knowledge;
use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::{BufReader, Write};

/// A page that is an article, and says its number.
fn article(n: usize) -> String {
    format!(
        "<html lang=en><head><title>Ferry {n} runs - Harbour Gazette</title></head><body><article>\
         <h1>Ferry {n} runs</h1><p>The ferry number {n} runs again from Tuesday after a long delay, the \
         harbour office said in a statement that it sent to the town's council.</p><p>The minister \
         told reporters that the ships would be back on time, and that nobody would pay more than \
         before for a ticket to the islands.</p></article></body></html>"
    )
}

/// A record of a WARC.
fn record(kind: &str, url: &str, content: &[u8]) -> Vec<u8> {
    let media =
        if kind == "response" { "application/http; msgtype=response" } else { "text/plain" };
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-02T10:00:00Z\r\n\
         Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The first nine tenths.
fn cut_off(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() * 9 / 10]
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let chunks =
        body.chunks(100).map(|c| [format!("{:x}\r\n", c.len()).as_bytes(), c, b"\r\n"].concat());
    [chunks.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
}

/// A brotli stream of stored blocks: no encoder is needed to make one.
fn brotli(body: &[u8]) -> Vec<u8> {
    // Window bits "0"; then of each block: not last, two nibbles more of length,
    // stored; at last an empty last block.
    let (mut bits, mut count, mut out) = (0u64, 1u32, Vec::new());
    for block in body.chunks(1 << 16) {
        let length = block.len() as u64 - 1;
        bits |= length << (count + 3) | 1 << (count + 19);
        count = (count + 20).next_multiple_of(8);
        out.extend(&bits.to_le_bytes()[..count as usize / 8]);
        out.extend(block);
        (bits, count) = (0, 0);
    }
    out.push(3);
    out
}

/// The records of ours, of every kind that there is.
fn records() -> Vec<Vec<u8>> {
    let url = |n: usize| format!("https://harbour.example/2024/05/01/ferry-{n}");
    let page = |n: usize| article(n).into_bytes();
    vec![
        record("warcinfo", "", b"software: ours\r\n"),
        record("request", &url(1), b"GET / HTTP/1.1\r\n\r\n"),
        record("response", &url(1), &answer("", &page(1))),
        record("response", &url(2), &answer("Transfer-Encoding: chunked\r\n", &chunked(&page(2)))),
        record("response", &url(3), &answer("Content-Encoding: gzip\r\n", &gzip(&page(3)))),
        record("response", &url(4), &answer("Content-Encoding: br\r\n", &brotli(&page(4)))),
        record("response", &url(1), &answer("", &page(1))),
        record("revisit", &url(1), b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        record("response", &url(5), b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno"),
        record("response", &url(6), b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("response", &url(7), b"nonsense"),
        record(
            "response",
            &url(8),
            &answer("Content-Encoding: gzip\r\n", cut_off(&gzip(&page(8)))),
        ),
        record("response", &url(9), &answer("", &page(9))),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Loaded, String>> {
    let knowledge = Knowledge::embedded();
    let records = crate::source::of_bytes(name, bytes, &Options::default());
    let options = Options::default();
    records
        .map(|r| r?.load(&knowledge, &options))
        .map(|r| r.map_err(|e| e.name().to_owned()))
        .collect()
}

/// What came of every record: a title or the name of what was wrong.
fn told(name: &str, bytes: &[u8]) -> Vec<String> {
    let title = |loaded: Loaded| loaded.report.title.unwrap_or_default();
    read(name, bytes).into_iter().map(|r| r.map_or_else(|name| name, title)).collect()
}

const EXPECTED: [&str; 11] = [
    "Ferry 1 runs",
    "Ferry 2 runs",
    "Ferry 3 runs",
    "Ferry 4 runs",
    "duplicate",
    "revisit",
    "status",
    "not-a-page",
    "damaged",
    "Ferry 8 runs",
    "Ferry 9 runs",
];

#[test]
fn every_kind_of_record_is_read_or_named() {
    let plain = records().concat();
    let members: Vec<u8> = records().iter().flat_map(|r| gzip(r)).collect();
    let frames: Vec<u8> =
        records().iter().flat_map(|r| compress_to_vec(&r[..], CompressionLevel::Fastest)).collect();
    for (name, bytes) in [
        ("a.warc", plain.clone()),
        ("a.warc.gz", members),
        ("a", gzip(&plain)),
        ("a.warc.zst", frames),
    ] {
        assert_eq!(told(name, &bytes), EXPECTED, "{name}");
    }
}

#[test]
fn a_page_knows_where_and_when_it_was_crawled() {
    let all = read("a.warc", &records().concat());
    let first = all[0].as_ref().unwrap();
    assert_eq!(first.report.url.as_deref(), Some("https://harbour.example/2024/05/01/ferry-1"));
    assert_eq!(first.report.published_at.as_deref(), Some("2024-05-01"));
    assert_eq!((first.at.input.as_str(), first.at.record), ("a.warc", 1));
    assert_eq!(all[10].as_ref().unwrap().at.record, 11);
    // What was cut off is read as far as it goes, with a notice.
    let cut = all[9].as_ref().unwrap();
    assert_eq!(cut.notices[0].code, dateline_core::NoticeCode::Damaged);
    // The day of the crawl is no date of publication.
    let crawled =
        record("response", "https://harbour.example/x", &answer("", article(1).as_bytes()));
    assert_eq!(read("a.warc", &crawled)[0].as_ref().unwrap().report.published_at, None);
}

/// Every record as one line: where it stands and what came of it.
fn lines(path: &std::path::Path, after: Option<&Position>) -> Vec<(Option<Position>, String)> {
    let options = Options { after: after.cloned(), ..Options::default() };
    let records = crate::records(&Input::File(path.to_owned()), &options);
    let line = |record: Result<crate::Record, crate::IngestError>| match record {
        Ok(record) => (Some(record.at().clone()), record.at().record.to_string()),
        Err(error) => (None, error.to_string()),
    };
    records.map(line).collect()
}

#[test]
fn reading_goes_on_behind_any_record() {
    let plain = records().concat();
    let members: Vec<u8> = records().iter().flat_map(|r| gzip(r)).collect();
    // A member that is damaged, and a second record in a member.
    let mut damaged = gzip(&records()[5]);
    let middle = damaged.len() / 2;
    damaged[middle..middle + 20].fill(0xA5);
    let page = |n: usize| {
        record("response", &format!("https://h.example/{n}"), &answer("", article(n).as_bytes()))
    };
    let two = gzip(&[page(10), page(11)].concat());
    let odd = [members.clone(), damaged, two].concat();
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes, sought) in [
        ("a.warc", plain.clone(), 6),
        ("a.warc.gz", members, 6),
        ("odd.warc.gz", odd, 7),
        ("b", gzip(&plain), 0),
        ("a.warc.zst", compress_to_vec(&plain[..], CompressionLevel::Fastest), 0),
    ] {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let all = lines(&path, None);
        let starts = all.iter().flat_map(|(at, _)| at).filter(|at| at.start.is_some());
        assert_eq!(starts.count(), sought, "{name}");
        for (n, (at, _)) in all.iter().enumerate() {
            let Some(at) = at else { continue };
            // Where reading begins behind a page, its duplicate, the fifth, is read.
            let is_other =
                |(_, line): &(_, String)| line != "5" && !line.contains("stood in the input");
            let rest = lines(&path, Some(at)).into_iter().filter(is_other);
            let expected = all[n + 1..].iter().filter(|line| is_other(line)).cloned();
            assert_eq!(rest.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn damage_costs_the_record_it_is_in() {
    // Cut off within the last.
    let whole = records().concat();
    let cut = &whole[..whole.len() - 300];
    assert_eq!(told("a.warc", cut)[..10], EXPECTED[..10]);
    assert_eq!(told("a.warc", cut)[10..], ["damaged"]);
    // Garbled in the middle of a member.
    let mut members: Vec<Vec<u8>> = records().iter().map(|r| gzip(r)).collect();
    let middle = members[3].len() / 2;
    members[3][middle..middle + 40].fill(0xA5);
    let found = told("a.warc.gz", &members.concat());
    assert!(
        found.contains(&"damaged".to_owned()) && found.contains(&"Ferry 1 runs".to_owned()),
        "{found:?}"
    );
    assert_eq!(found[found.len() - 9..], EXPECTED[2..], "{found:?}");
    let last = members.concat();
    assert_eq!(told("a.warc.gz", &last[..last.len() - 100]).last().unwrap(), "damaged");
    // A length that is a lie, and one that is none.
    for lie in ["Content-Length: 5\r\n", "Content-Length: 999999\r\n", "Content-Length: x\r\n"] {
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\n{lie}\r\nHTTP/1.1 200 OK\r\n\r\n");
        let found = told("a.warc", &[head.as_bytes(), &whole].concat());
        assert!(found.contains(&"damaged".to_owned()), "{found:?}");
    }
}

#[test]
fn a_million_small_records_need_no_more_memory() {
    // A reader that makes its records as they are asked for.
    struct Endless(u32, Vec<u8>);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.1.is_empty() {
                if self.0 == 0 {
                    return Ok(0);
                }
                self.0 -= 1;
                let url = format!("https://harbour.example/{}", self.0);
                self.1 = record("response", &url, &answer("", b"<p>x"));
            }
            let n = buffer.len().min(self.1.len());
            buffer[..n].copy_from_slice(&self.1[..n]);
            self.1.drain(..n);
            Ok(n)
        }
    }
    let reader = BufReader::new(Endless(100_000, Vec::new()));
    let archive = unpacked(reader, Place::new(&Input::Stdin));
    assert_eq!(archive.filter(Result::is_ok).count(), 100_000);
}
