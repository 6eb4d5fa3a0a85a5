//! Pages, feeds, tables and archives on the command line.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::fs;
use support::{dateline, json};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../dateline-ingest/tests/pages");

#[test]
fn a_page_is_read_without_what_stands_around_it() {
    let reading = json(&["read", &format!("{PAGES}/plain-article.html"), "-f", "json"], "");
    let report = &reading["report"];
    assert_eq!(report["title"], "Council votes to reopen ferry line");
    assert_eq!(
        (&report["outlet"], &report["published_from"]),
        (&"Almera Courier".into(), &"meta".into())
    );
    assert!(!report["text"].as_str().unwrap().contains("Sport results"));
    assert!(!reading["claims"].as_array().unwrap().is_empty());
}

#[test]
fn columns_are_mapped() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    fs::write(&path, "headline,story\nPort opens,The port opened on Monday.\n").unwrap();
    let path = path.to_str().unwrap();
    let reading = json(&["read", path, "-f", "json", "--map", "title=headline,text=story"], "");
    assert_eq!(reading["report"]["title"], "Port opens");
    dateline().args(["read", path, "--map", "headline"]).assert().code(2);
    let output = dateline().args(["read", path]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("--map text=NAME"));
}

#[test]
fn what_was_passed_over_and_failed_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.jsonl"), "{\"text\": \"The port opened.\"}\n{\n{\n").unwrap();
    let item = "<item><title>T</title><link>https://h.example/1</link></item>";
    fs::write(path("b.xml"), format!("<rss><channel>{item}{item}{item}</channel></rss>")).unwrap();
    let report = path("report.json");
    let mut command = dateline();
    command.args(["read", &path("a.jsonl"), &path("b.xml"), "-f", "jsonl", "--report", &report]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    // Both broken lines are told, and one of what was passed over.
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.lines().count(), 3, "{stderr}");
    let told: Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
    assert_eq!(told["schema"], "dateline/ingest-report/1");
    assert_eq!((&told["records"], &told["read"]), (&6.into(), &1.into()));
    assert_eq!((&told["failed"]["json"], &told["skipped"]["link-only"]), (&2.into(), &3.into()));
    assert_eq!(
        (told["inputs"].as_array().unwrap().len(), &told["inputs"][1]["records"]),
        (2, &3.into())
    );
    assert_eq!(told["problems"].as_array().unwrap().len(), 5);
}

#[test]
fn addresses_of_this_machine_are_refused() {
    let output = dateline().args(["read", "http://127.0.0.1:9/"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains("--allow-private"), "{stderr}");
}
