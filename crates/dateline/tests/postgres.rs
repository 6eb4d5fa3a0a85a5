//! The program with a ledger on PostgreSQL: every command that names one.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../../dateline-ledger/tests/support/server.rs"]
mod server;
mod support;

use support::{dateline, output, samples};

/// Rows without `found`: which words of a text are shown, each database decides.
fn without_excerpts(lines: &str) -> Vec<serde_json::Value> {
    let rows = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    rows.map(|mut row: serde_json::Value| {
        row.as_object_mut().unwrap().remove("found");
        row
    })
    .collect()
}

#[test]
fn a_ledger_on_postgresql_is_named_as_a_file_is() {
    let Some(server) = server::server() else { return };
    // Whoever is let in without a password may give one all the same.
    let address = server.database().replace("dateline@", "dateline:geheim@");
    let at = ["--ledger", &address];
    let run = |args: &[&str]| output(&[args, &at].concat(), "");
    let samples: Vec<String> = samples().iter().map(|p| p.display().to_string()).collect();
    let add: Vec<&str> = ["add"].into_iter().chain(samples.iter().map(String::as_str)).collect();
    run(&add);
    let again = run(&["query", "reports", "--format", "jsonl"]).lines().count();
    run(&add);
    assert_eq!(run(&["query", "reports", "--format", "jsonl"]).lines().count(), again);
    let checked = run(&["ledger", "check"]);
    assert!(checked.ends_with("all is well\n"), "{checked}");

    // The same questions of a file have the same answers.
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("l.db").display().to_string();
    let told = output(&["ledger", "copy", &address, &file], "");
    assert!(told.contains("the same on either side"), "{told}");
    for question in [
        &["query", "events", "--format", "jsonl"][..],
        &["query", "claims", "--format", "jsonl"],
        &["query", "actors", "--format", "jsonl"],
        &["query", "agreements", "--format", "jsonl"],
        &["query", "deliveries", "--format", "jsonl"],
        &["query", "stories", "--format", "jsonl"],
        &["query", "reports", "--text", "fuel accord", "--format", "jsonl"],
        &["count", "--by", "type,country", "--format", "jsonl"],
        &["count", "--by", "dyad,month,sector", "--format", "jsonl"],
        &["count", "--what", "claims", "--by", "speaker", "--format", "jsonl"],
    ] {
        let there = run(question);
        assert!(there.lines().count() > 1, "{question:?}");
        let here = output(&[question, &["--ledger", &file]].concat(), "");
        assert_eq!(without_excerpts(&there), without_excerpts(&here), "{question:?}");
    }

    let told = dateline().args(["ledger", "backup", "x.db"]).args(at).assert().failure();
    let told = String::from_utf8(told.get_output().stderr.clone()).unwrap();
    assert!(told.contains("pg_dump") && !told.contains("geheim"), "{told}");
    let nowhere = "postgres://dateline:geheim@127.0.0.1:1/none";
    let told = dateline().args(["query", "events", "--ledger", nowhere]).assert().failure();
    let told = String::from_utf8(told.get_output().stderr.clone()).unwrap();
    assert!(told.contains("cannot be reached") && !told.contains("geheim"), "{told}");
}
