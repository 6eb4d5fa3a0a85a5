//! Exports open in what reads them: DuckDB and pandas, from PyPI.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::process::Command;
use support::{dateline, output};

/// Python with duckdb, pandas and pyarrow; none if there is no such.
/// DATELINE_PYTHON names one, DATELINE_REQUIRE_SERVICES=1 demands one.
fn python() -> Option<String> {
    let python = std::env::var("DATELINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let loads = ["-c", "import duckdb, pandas, pyarrow"];
    let found = Command::new(&python).args(loads).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    let demanded = std::env::var("DATELINE_REQUIRE_SERVICES").is_ok_and(|v| v == "1");
    assert!(!demanded, "{python} lacks duckdb, pandas or pyarrow: pip install them");
    eprintln!("SKIPPED: exports are not loaded, since {python} lacks duckdb, pandas or pyarrow");
    None
}

fn header(path: &str) -> String {
    fs::read_to_string(path).unwrap().lines().next().unwrap().to_owned()
}

#[test]
fn every_export_opens_in_its_consumer() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let ledger = path("l.db");
    let samples = support::samples();
    let folder = samples[0].parent().unwrap().to_str().unwrap();
    output(&["add", folder, "--ledger", &ledger], "");
    let mut files = Vec::new();
    for layout in ["dateline", "polecat", "icews", "gdelt", "gdelt1", "cameo", "plover"] {
        for format in ["csv", "tsv", "jsonl", "parquet"] {
            let file = path(&format!("{layout}.{format}"));
            output(&["export", &file, "--layout", layout, "--ledger", &ledger], "");
            files.push(file);
        }
    }
    for what in ["claims", "actors", "reports", "stories", "agreements", "deliveries"] {
        for format in ["csv", "tsv", "jsonl", "parquet"] {
            let file = path(&format!("{what}.{format}"));
            output(&["export", &file, "--what", what, "--ledger", &ledger], "");
            files.push(file);
        }
    }
    // The columns as those who publish such data name them.
    let polecat = header(&path("polecat.tsv"));
    assert!(
        polecat.starts_with("Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity"),
        "{polecat}"
    );
    assert_eq!(polecat.split('\t').count(), 40);
    let icews = header(&path("icews.tsv"));
    assert!(icews.starts_with("Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country"));
    assert_eq!(icews.split('\t').count(), 20);
    assert_eq!(header(&path("gdelt.tsv")).split('\t').count(), 61);
    assert_eq!(header(&path("gdelt1.tsv")).split('\t').count(), 58);
    assert!(header(&path("gdelt.csv")).ends_with("ActionGeo_FeatureID,DATEADDED,SOURCEURL"));
    if let Some(python) = python() {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/consumers/load.py");
        let loaded = Command::new(python).arg(script).args(&files).output().unwrap();
        let (out, err) =
            (String::from_utf8_lossy(&loaded.stdout), String::from_utf8_lossy(&loaded.stderr));
        assert!(loaded.status.success(), "{out}{err}");
        assert_eq!(out.lines().count(), files.len());
    }
}

#[test]
fn an_export_says_what_it_is_and_can_be_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (ledger, first, second) = (path("l.db"), path("first.csv"), path("second.csv"));
    let samples = support::samples();
    let sample = |n: usize| samples[n].to_str().unwrap().to_owned();
    output(&["add", &sample(0), &sample(5), "--ledger", &ledger], "");
    output(&["export", &first, "--ledger", &ledger, "--status", "occurred"], "");
    let text = fs::read_to_string(format!("{first}.manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(manifest["schema"], "dateline/export/1");
    assert_eq!(manifest["filter"]["status"], "occurred");
    assert_eq!(manifest["reports"], 2);
    // What is entered later is not in it when it is asked for as of then.
    output(&["add", &sample(8), "--ledger", &ledger], "");
    let then = manifest["filter"]["as_of"].as_str().unwrap();
    let again = ["export", &second, "--ledger", &ledger, "--status", "occurred", "--as-of", then];
    output(&again, "");
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    // Nothing is written over, and nothing of ours has a denied event unasked.
    dateline().args(again).assert().code(1);
    let all = output(&["export", "-", "--format", "jsonl", "--ledger", &ledger], "");
    assert!(all.contains("\"status\":\"negated\""));
    let plover = ["export", "-", "--format", "jsonl", "--layout", "polecat", "--ledger", &ledger];
    let polecat = output(&plover, "");
    let dateline_events = all.lines().filter(|line| line.contains("negated")).count();
    assert!(dateline_events > 0 && !polecat.is_empty());
    for line in all.lines().filter(|line| line.contains("\"negated\"")) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let record = row["record"].as_str().unwrap();
        assert!(!polecat.contains(&format!("{record}/")), "{record}");
    }
    for wrong in [
        &["export", "events", "--ledger", &ledger][..],
        &["export", "c.csv", "--what", "claims", "--layout", "icews", "--ledger", &ledger],
        &["export", "s.csv", "--what", "stories", "--layout", "polecat", "--ledger", &ledger],
    ] {
        dateline().args(wrong).current_dir(dir.path()).assert().code(2);
    }
}
