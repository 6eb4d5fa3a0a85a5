//! The ledger as users call it.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::{dateline, output};

/// Reports a round that are killed in the midst of being entered.
const A_ROUND: usize = 12;

fn write_reports(path: &Path, round: usize) {
    let line = |i: usize| {
        let text = format!("Spain agreed to talks in round {round}, number {i}.");
        serde_json::json!({ "text": text, "title": format!("Talks {round} {i}") }).to_string()
    };
    fs::write(path, (0..A_ROUND).map(|i| line(i) + "\n").collect::<String>()).unwrap();
}

fn ids(text: &str) -> Vec<String> {
    // A killed program may have printed half a line.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().filter_map(|l| l.split('\t').next()).map(str::to_owned).collect()
}

fn rows(ledger: &str) -> Vec<serde_json::Value> {
    let lines = output(&["query", "reports", "--ledger", ledger, "--format", "jsonl"], "");
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// DATELINE_KILL_ROUNDS=200 for the long run.
#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_doubled() {
    let rounds = std::env::var("DATELINE_KILL_ROUNDS").ok().and_then(|n| n.parse().ok());
    let rounds: usize = rounds.unwrap_or(4);
    let dir = tempfile::tempdir().unwrap();
    let ledger = dir.path().join("l.db");
    let ledger = ledger.to_str().unwrap();
    let mut reported = BTreeSet::new();
    for round in 0..rounds {
        let (news, told) = (dir.path().join(format!("{round}.jsonl")), dir.path().join("told"));
        write_reports(&news, round);
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["add", news.to_str().unwrap(), "--ledger", ledger])
            .stdout(File::create(&told).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // After so many reports, and somewhere within the next.
        let start = Instant::now();
        while ids(&fs::read_to_string(&told).unwrap()).len() < round * 5 % A_ROUND
            && child.try_wait().unwrap().is_none()
            && start.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros((round * 1_733 % 9_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        reported.extend(ids(&fs::read_to_string(&told).unwrap()));
        if Path::new(ledger).exists() && !rows_or_none(ledger).is_empty() {
            assert!(output(&["ledger", "check", "--ledger", ledger], "").contains("all is well"));
        }
    }
    assert!(rounds < 2 || !reported.is_empty(), "some were entered before the end came");
    let found: BTreeSet<_> = rows_or_none(ledger).into_iter().collect();
    assert_eq!(reported.difference(&found).count(), 0, "reported as entered, but not there");

    let pattern = dir.path().join("*.jsonl");
    output(&["add", pattern.to_str().unwrap(), "--ledger", ledger], "");
    let all = rows(ledger);
    assert_eq!(all.len(), rounds * A_ROUND);
    assert!(all.iter().all(|row| row["version"] == 1));
    let check = output(&["ledger", "check", "--ledger", ledger], "");
    let n = rounds * A_ROUND;
    assert_eq!(check, format!("{n} reports, {n} versions, {n} readings\nall is well\n"));
}

/// Killed before its tables stood, a ledger is still an empty file.
fn rows_or_none(ledger: &str) -> Vec<String> {
    let args = ["query", "reports", "--ledger", ledger, "--format", "jsonl"];
    let found = dateline().args(args).output().unwrap();
    let text = String::from_utf8(found.stdout).unwrap();
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].clone();
    text.lines().map(|line| id(line).as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_sample_is_added_asked_for_and_backed_up() {
    let dir = tempfile::tempdir().unwrap();
    let (ledger, copy) = (dir.path().join("l.db"), dir.path().join("copy.db"));
    let (ledger, copy) = (ledger.to_str().unwrap(), copy.to_str().unwrap());
    let sample = support::samples().into_iter().find(|p| p.to_str().unwrap().contains("16-"));
    let sample = sample.unwrap();
    let sample = sample.to_str().unwrap();
    assert!(output(&["add", sample, "--ledger", ledger], "").contains("\t1\tnew\tChad"));
    assert!(output(&["add", sample, "--ledger", ledger], "").contains("\t1\tknown\tChad"));
    let row = &rows(ledger)[0];
    assert_eq!(row["outlet"], "Sahel Observer");
    let events = output(&["query", "events", "--ledger", ledger, "--status", "negated"], "");
    assert!(events.starts_with("record") && events.lines().count() > 1, "{events}");
    let claims = ["query", "claims", "--ledger", ledger, "--format", "csv"];
    assert_eq!(output(&claims, "").lines().count() as u64, row["claims"].as_u64().unwrap() + 1);
    let words =
        ["query", "reports", "--ledger", ledger, "--text", "\"nine-page text\"", "-f", "jsonl"];
    assert!(output(&words, "").contains("[nine-page text]"), "{}", output(&words, ""));
    let negated = events.lines().nth(1).unwrap().split_whitespace().next().unwrap();
    let opened = output(&["explain", negated, "--ledger", ledger], "");
    assert!(opened.contains("Sahel Observer") && opened.contains("negated"), "{opened}");
    let none = format!("{}/e999", negated.rsplit_once('/').unwrap().0);
    dateline().args(["explain", &none, "--ledger", ledger]).assert().code(1);
    dateline().args(["explain", "e1", "--ledger", ledger]).assert().code(2);
    output(&["ledger", "backup", copy, "--ledger", ledger], "");
    assert_eq!(rows(copy), rows(ledger));
}

#[test]
fn what_goes_wrong_is_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("letter"), "no ledger at all ".repeat(100)).unwrap();
    let (letter, none, nowhere) = (path("letter"), path("none.db"), path("no/where.db"));
    for (args, code, words) in [
        (&["query", "reports", "--ledger", &none][..], 1, "there is no ledger"),
        (&["ledger", "check", "--ledger", &none], 1, "there is no ledger"),
        (&["ledger", "check", "--ledger", &letter], 1, "is not a Dateline ledger"),
        (&["add", "-", "--ledger", &letter], 1, "is not a Dateline ledger"),
        (&["add", "-", "--ledger", &nowhere], 1, "cannot be opened"),
    ] {
        let output = dateline().args(args).write_stdin("Spain agreed.").output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.lines().count()), (Some(code), 1), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");
    }
    let stray = ["query", "reports", "--ledger", &none, "--type", "AGREE"];
    dateline().args(["query", "reports", "--as-of", "yesterday"]).assert().code(2);
    dateline().args(stray).assert().code(2);
}
