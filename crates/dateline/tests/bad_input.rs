//! Bad input: a notice or one clear sentence, never a panic, never a hang.

#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use std::fs;
use support::{dateline, json};

const GOOD: &str = "The minister said on Monday that Spain would sign the treaty.";

/// Asserts that reading `args` fails with one sentence that holds `says`.
fn fails(args: &[&str], says: &str) {
    let output = dateline().arg("read").args(args).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("dateline: ") && stderr.contains(says), "{stderr}");
    assert!(output.stdout.is_empty());
}

fn notices(reading: &Value) -> Vec<&str> {
    let notices = reading["notices"].as_array().unwrap();
    notices.iter().map(|n| n["code"].as_str().unwrap()).collect()
}

#[test]
fn what_cannot_be_read_is_told_in_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fails(&[&path("")], "holds no report");
    fails(&[&path("gone.txt")], "there is no file or folder");
    fails(&[&path("*.txt")], "no file matches");
    fs::write(path("picture.txt"), [0x89, b'P', b'N', b'G', 0, 0, 1, 2, 0xff, 0xfe, 0]).unwrap();
    fails(&[&path("picture.txt")], "not text but binary data");
    fs::write(path("broken.json"), "{ \"text\": ").unwrap();
    fails(&[&path("broken.json")], "not a JSON record");
    fails(&[&path("\u{1b}[31mred")], "␛[31mred");
    fails(&["--knowledge", &path("none"), "-"], "there is no folder");
}

#[test]
fn a_wrong_model_is_told_in_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("notes.txt"), GOOD).unwrap();
    let gold = path("gold.jsonl");
    fs::write(&gold, r#"{"text":"Ada spoke.","entities":[[0,3,"Person"]]}"#).unwrap();
    for (model, says) in [("gone.safetensors", "cannot be read"), ("notes.txt", "is not a")] {
        let (model, report) = (path(model), path("notes.txt"));
        for args in [
            &["read", &report, "--model", &model][..],
            &["parse", &report, "--model", &model],
            &["eval", "entities", &gold, "--model", &model],
        ] {
            let output = dateline().args(args).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{args:?}: {stderr}");
            assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
            assert!(stderr.contains(says), "{stderr}");
        }
    }
}

#[test]
fn what_fails_does_not_keep_the_rest_from_being_read() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.txt", "c.txt"] {
        fs::write(dir.path().join(name), GOOD).unwrap();
    }
    let mut command = dateline();
    command.current_dir(&dir).args(["read", "a.txt", "b.txt", "c.txt", "-f", "jsonl"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let readings = String::from_utf8(output.stdout).unwrap();
    let from = |line: &str| serde_json::from_str::<Value>(line).unwrap()["report"]["url"].clone();
    assert_eq!(readings.lines().map(from).collect::<Vec<_>>(), ["a.txt", "c.txt"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("b.txt") && stderr.lines().count() == 1, "{stderr}");
}

#[test]
fn damage_that_can_be_read_over_is_a_notice() {
    let dir = tempfile::tempdir().unwrap();
    let read = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        json(&["read", path.to_str().unwrap(), "--format", "json"], "")
    };
    assert!(notices(&read("empty.txt", b"")).contains(&"empty"));
    let encoding = read("latin.txt", b"The caf\xe9 in Spain was shut, the minister said.");
    assert!(notices(&encoding).contains(&"bad-encoding"), "{encoding}");
    let control = read("bell.txt", b"Spain rang the bell\x07, the minister said.");
    assert!(notices(&control).contains(&"control-characters"), "{control}");
    let undated = read("undated.txt", b"Spain signed the treaty on Monday.");
    assert_eq!(notices(&undated), ["undated"]);
    let good = read("good.txt", b"Spain signed the treaty on 2 May 2021, the minister said.");
    assert_eq!(notices(&good), Vec::<&str>::new());
}

#[test]
fn fifty_megabytes_of_one_letter_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.txt");
    for c in ["a", "\"", " ", "é"] {
        let repeat = 50_000_000 / c.len();
        // Every mark is a word to the model; only the first, one word, is as long as that.
        fs::write(&path, c.repeat(if c == "a" { repeat } else { repeat / 2500 })).unwrap();
        dateline().args(["read", "-f", "jsonl"]).arg(&path).assert().success();
    }
}

#[test]
fn thousands_of_quotation_marks_are_read() {
    for mark in ["\"", "“", "”", "'", "\" ", "“He said ", "(", "“” "] {
        json(&["read", "-", "-f", "json"], mark.repeat(5_000));
    }
}
