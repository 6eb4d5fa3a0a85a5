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
    let rounds: usize = rounds.unwrap_or(20);
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
fn two_adds_at_once_and_a_reader_all_the_while() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = dir.path().join("l.db");
    let ledger = ledger.to_str().unwrap();
    output(&["add", "-", "--ledger", ledger], "Spain agreed.");
    let adds: Vec<_> = (0..2)
        .map(|round| {
            let news = dir.path().join(format!("{round}.jsonl"));
            write_reports(&news, round);
            Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["add", news.to_str().unwrap(), "--ledger", ledger])
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut before = 0;
    let mut adds = adds;
    while adds.iter_mut().any(|add| add.try_wait().unwrap().is_none()) {
        let now = rows(ledger).len();
        assert!(now >= before, "{now} after {before}");
        before = now;
    }
    for mut add in adds {
        assert!(add.wait().unwrap().success());
    }
    let n = 2 * A_ROUND + 1;
    let check = output(&["ledger", "check", "--ledger", ledger], "");
    assert_eq!(check, format!("{n} reports, {n} versions, {n} readings\nall is well\n"));
}

#[test]
fn questions_counts_diffs_and_explanations() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = dir.path().join("l.db");
    let ledger = ledger.to_str().unwrap();
    let samples = support::samples();
    let folder = samples[0].parent().unwrap().to_str().unwrap();
    output(&["add", folder, "--ledger", ledger], "");
    let ask = |args: &[&str]| output(&[args, &["--ledger", ledger]].concat(), "");
    // Pages follow one another and hold everything once.
    let whole = ask(&["query", "events", "-f", "jsonl"]);
    let (mut paged, mut cursor) = (String::new(), None::<String>);
    loop {
        let mut args = vec!["query", "events", "-f", "jsonl", "--limit", "40", "--ledger", ledger];
        if let Some(cursor) = &cursor {
            args.extend(["--after", cursor]);
        }
        let page = dateline().args(&args).output().unwrap();
        paged += &String::from_utf8(page.stdout).unwrap();
        let told = String::from_utf8(page.stderr).unwrap();
        cursor = told.split_once("--after ").map(|(_, cursor)| cursor.trim().to_owned());
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);
    // The cells of a count are as many as the rows, and open to them.
    let cells = ask(&["count", "--by", "type", "-f", "jsonl"]);
    let cells: Vec<serde_json::Value> =
        cells.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sum: u64 = cells.iter().map(|cell| cell["events"].as_u64().unwrap()).sum();
    assert_eq!(sum as usize, whole.lines().count());
    let opened = ask(&["explain", cells[0]["id"].as_str().unwrap()]);
    let (n, texts) = (cells[0]["events"].as_u64().unwrap(), cells[0]["texts"].as_u64().unwrap());
    assert!(opened.starts_with(&format!("{n} events: ")), "{opened}");
    assert!(opened.contains(&format!(", {texts} texts, ")), "{opened}");
    // Three reports of one wire text are one text of one origin.
    let accord = ask(&["count", "--by", "dyad", "--from", "2026-03-03", "--to", "2026-03-04"]);
    let line = accord.lines().find(|line| line.contains("ALB-MLT")).unwrap().to_owned();
    let numbers: Vec<&str> = line.split_whitespace().skip(1).take(4).collect();
    assert_eq!(numbers[1..], ["3", "1", "1"], "{line}");
    assert!(ask(&["query", "agreements", "--country", "ALB"]).contains("signed occurred"));
    assert!(ask(&["query", "deliveries", "--stage", "shipped"]).lines().count() == 2);
    let stories = ask(&["query", "stories", "--min-origins", "2", "-f", "jsonl"]);
    let story: serde_json::Value = serde_json::from_str(stories.lines().next().unwrap()).unwrap();
    let of_it = ask(&["query", "reports", "--story", story["id"].as_str().unwrap(), "-f", "jsonl"]);
    assert_eq!(of_it.lines().count() as u64, story["reports"].as_u64().unwrap());
    // A changed text under the same address.
    let version = |text: &str| {
        serde_json::json!({ "url": "https://example.org/pact", "title": "Pact", "text": text })
            .to_string()
    };
    let told = output(
        &["add", "-", "--ledger", ledger],
        version("Spain confirmed on Monday that it had signed the pact with Italy.")
            + "\n"
            + &version("Spain reportedly signed the pact with Italy."),
    );
    let id = told.split('\t').next().unwrap();
    let page = ask(&["diff", id]);
    assert!(page.contains("[-") && page.contains("{+"), "{page}");
    let json: serde_json::Value = serde_json::from_str(&ask(&["diff", id, "-f", "json"])).unwrap();
    assert_eq!((json["from"].as_u64(), json["to"].as_u64()), (Some(1), Some(2)));
    dateline().args(["diff", id, "--from", "7", "--ledger", ledger]).assert().code(1);
    for wrong in [
        &["query", "events", "--type", "agree"][..],
        &["query", "claims", "--place", "Lima"],
        &["query", "reports", "--date", "May"],
        &["count", "--by", "shoe"],
        &["explain", "events?by.shoe=9"],
    ] {
        dateline().args(wrong).args(["--ledger", ledger]).assert().code(2);
    }
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
        // A folder that nobody may write to, whoever runs this.
        (&["add", "-", "--ledger", "/proc/l.db"], 1, "cannot be opened"),
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
