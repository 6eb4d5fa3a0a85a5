//! An `add` that is stopped in the middle of an input and run again.

#![allow(clippy::unwrap_used)]

mod support;

use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::output;

/// Reports in an input.
const N: usize = 240;

fn title(n: usize) -> String {
    format!("Talks number {n}")
}

fn text(n: usize) -> String {
    format!(
        "Spain agreed on Monday to hold a round of talks with Italy, the {n}th of this year. The \
         minister told reporters in Madrid that the boats of both countries would fish again."
    )
}

fn json_lines(first: usize) -> Vec<u8> {
    let line = |n| serde_json::json!({ "headline": title(n), "story": text(n) }).to_string() + "\n";
    // A broken line counts too.
    (first..first + N).map(line).collect::<String>().replacen('\n', "\n{\n", 3).into_bytes()
}

fn table() -> Vec<u8> {
    let rows: String = (0..N).map(|n| format!("{},\"{}\"\n", title(n), text(n))).collect();
    format!("headline,story\n{rows}").into_bytes()
}

fn feed() -> Vec<u8> {
    let item = |n| {
        format!("<item><title>{}</title><description>{}</description></item>", title(n), text(n))
    };
    format!("<rss><channel>{}</channel></rss>", (0..N).map(item).collect::<String>()).into_bytes()
}

/// Every record of an archive, the crawl's own too, and a page that is none.
fn archive() -> Vec<Vec<u8>> {
    let record = |kind: &str, url: String, content: String| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        format!("{head}{content}\r\n\r\n").into_bytes()
    };
    let pages = (0..N).flat_map(|n| {
        let page = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html lang=en><head><title>{0}</title>\
             </head><body><article><h1>{0}</h1><p>{1}</p><p>{1}</p></article></body></html>",
            title(n),
            text(n)
        );
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx".to_owned();
        let url = format!("https://h.example/{n}");
        [
            record("request", url.clone(), "GET / HTTP/1.1\r\n\r\n".to_owned()),
            record("response", url.clone(), page),
            record("response", url + ".png", image),
        ]
    });
    pages.collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn add(input: &str, ledger: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["add", input, "--ledger", ledger, "--map", "title=headline,text=story"]);
    command.args(more);
    command
}

/// The whole lines that a program has printed so far: a stopped one may have
/// printed half a line.
fn whole_lines(told: &Path) -> Vec<String> {
    let text = fs::read_to_string(told).unwrap();
    text[..text.rfind('\n').map_or(0, |end| end + 1)].lines().map(str::to_owned).collect()
}

/// Runs `add` until it has come to its end, stopped each time after `most` lines;
/// returns the lines of all runs and how often it was stopped.
fn add_and_stop(
    input: &str,
    ledger: &str,
    told: &Path,
    most: usize,
    signal: &str,
) -> (Vec<String>, usize) {
    let (mut lines, mut stopped) = (Vec::new(), 0);
    for round in 0..=N {
        let mut child = add(input, ledger, &[])
            .stdout(File::create(told).unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while whole_lines(told).len() < most
            && child.try_wait().unwrap().is_none()
            && start.elapsed() < Duration::from_secs(120)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros((round * 1_733 % 9_000) as u64));
        let ended = child.try_wait().unwrap().is_some();
        if !ended {
            Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        lines.extend(whole_lines(told));
        let notes = String::from_utf8(output.stderr).unwrap();
        if stopped > 0 && !notes.contains("read through") {
            assert!(notes.contains("goes on behind record"), "{notes}");
        }
        // It may have come to its end just before the signal.
        if ended || output.status.code().is_some() {
            return (lines, stopped);
        }
        stopped += 1;
    }
    panic!("{input} does not come to an end");
}

fn rows(ledger: &str) -> BTreeMap<String, (u64, String)> {
    let lines = output(&["query", "reports", "--ledger", ledger, "-f", "jsonl"], "");
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        (text("id"), (row["version"].as_u64().unwrap(), text("title")))
    };
    lines.lines().map(row).collect()
}

/// Stopped again and again, every report of `bytes` is entered, and none of them
/// read twice.
fn goes_on(name: &str, bytes: &[u8]) {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let named = |name: &str| path(name).to_str().unwrap().to_owned();
    fs::write(path(name), bytes).unwrap();
    for (signal, most) in [("-KILL", 40), ("-INT", 70)] {
        let ledger = named(&format!("{most}.db"));
        let (lines, stopped) = add_and_stop(&named(name), &ledger, &path("told"), most, signal);
        assert!(stopped > 0, "{name} was stopped");
        let ids: Vec<&str> = lines.iter().map(|line| line.split('\t').next().unwrap()).collect();
        let rows = rows(&ledger);
        assert_eq!(rows.len(), N, "{name}");
        assert!(rows.values().all(|(version, _)| *version == 1));
        // What is told is new each time: nothing that was entered is read again.
        assert!(lines.iter().all(|line| line.split('\t').nth(2) == Some("new")), "{lines:?}");
        assert!(ids.iter().all(|id| rows.contains_key(*id)));
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name}: a report is told twice");
        // At most one a stop was entered and could no longer be told.
        assert!(ids.len() + stopped >= N, "{} and {stopped}", ids.len());
        let check = output(&["ledger", "check", "--ledger", &ledger], "");
        assert_eq!(check, format!("{N} reports, {N} versions, {N} readings\nall is well\n"));
    }
}

#[test]
fn json_lines_packed_or_not() {
    goes_on("a.jsonl", &json_lines(0));
    goes_on("a.jsonl.gz", &gzip(&json_lines(0)));
}

#[test]
fn tables_and_feeds() {
    goes_on("a.csv", &table());
    goes_on("feed.xml", &feed());
}

#[test]
fn archives_of_every_packing() {
    goes_on("a.warc", &archive().concat());
    goes_on("a.warc.gz", &archive().iter().flat_map(|record| gzip(record)).collect::<Vec<_>>());
    goes_on("a.warc.zst", &compress_to_vec(&archive().concat()[..], CompressionLevel::Fastest));
}

#[test]
fn folders_and_changed_files() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let named = |name: &str| path(name).to_str().unwrap().to_owned();
    fs::create_dir(path("news")).unwrap();
    for n in 0..N {
        fs::write(path(&format!("news/{n:02}.txt")), format!("{}\n\n{}", title(n), text(n)))
            .unwrap();
    }
    fs::write(path("news/a.jsonl"), json_lines(N)).unwrap();
    let ledger = named("l.db");
    // Stopped in the middle of the last file.
    let told = path("told");
    let mut child = add(&named("news"), &ledger, &[])
        .stdout(File::create(&told).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while whole_lines(&told).len() < N + 3 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // Two files change meanwhile: one that was through, and the one in hand.
    fs::write(path("news/03.txt"), "Ferry runs\n\nThe ferry runs again, the port office said.")
        .unwrap();
    let longer = [json_lines(N), b"{\"story\": \"Spain left.\"}\n".to_vec()];
    fs::write(path("news/a.jsonl"), longer.concat()).unwrap();
    let run = add(&named("news"), &ledger, &[]).output().unwrap();
    let (lines, notes) =
        (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    assert_eq!(notes.matches("was read through before").count(), N - 1, "{notes}");
    assert_eq!(notes.matches("has changed since").count(), 2, "{notes}");
    assert!(lines.contains("Ferry runs") && lines.lines().count() == N + 2, "{lines}");
    assert_eq!(rows(&ledger).len(), 2 * N + 2);
    // A run that came to its end leaves no bookmark: everything is read again.
    let again = output(&["add", &named("news/00.txt"), "--ledger", &ledger], "");
    assert!(again.contains("\tknown\t"), "{again}");
}

#[test]
fn from_the_beginning_if_that_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let named = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(named("a.jsonl"), json_lines(0)).unwrap();
    let (ledger, told) = (named("l.db"), dir.path().join("told"));
    let mut child = add(&named("a.jsonl"), &ledger, &[])
        .stdout(File::create(&told).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while whole_lines(&told).len() < 5 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let report = named("report.json");
    let again =
        add(&named("a.jsonl"), &ledger, &["--again", "--report", &report]).output().unwrap();
    // The broken lines fail.
    assert_eq!(again.status.code(), Some(1));
    let lines = String::from_utf8(again.stdout).unwrap();
    assert!(lines.lines().count() == N && lines.contains("\tknown\t"), "{lines}");
    let told: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    assert_eq!((&told["read"], &told["failed"]["json"]), (&N.into(), &3.into()));
}
