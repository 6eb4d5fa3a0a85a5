//! The program as a good citizen of the command line.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::Read;
use std::process::{Command, Stdio};
use support::{dateline, json, output};

const GOOD: &str = "The minister said on Monday that Spain would sign the treaty.";

#[test]
fn wrong_usage_exits_with_2() {
    for args in [
        &["read"][..],
        &["read", "-", "--format", "yaml"],
        &["read", "-", "--format", "json", "--only", "events"],
        &["eval", "weather", "gold.jsonl"],
        &["eval", "tokens"],
        &["completions", "cobol"],
        &["dance"],
        &[],
    ] {
        dateline().args(args).write_stdin("").assert().code(2);
    }
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let output = dateline().args(["read", "-", "--format", "yaml"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("text, json, jsonl"), "{stderr}");
}

#[test]
fn a_missing_gold_file_is_told_in_one_sentence() {
    let output = dateline().args(["eval", "claims", "/nowhere/gold.jsonl"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains("/nowhere/gold.jsonl"), "{stderr}");
}

#[test]
fn scores_are_a_table_or_one_object() {
    let dir = tempfile::tempdir().unwrap();
    let gold = dir.path().join("actors.jsonl");
    let case = r#"{"id": "1", "actor": "Spain", "date": "", "country": "ESP", "sector": ""}"#;
    std::fs::write(&gold, case).unwrap();
    let gold = gold.to_str().unwrap();
    let scores = json(&["eval", "actors", gold, "--format", "json"], "");
    assert_eq!((&scores["what"], &scores["items"]), (&"actors".into(), &1.into()), "{scores}");
    let score = scores["scores"]["country.accuracy"].as_f64().unwrap();
    let table = output(&["eval", "actors", gold], "");
    assert!(table.contains("country.accuracy"), "{table}");
    assert!(table.contains(&format!("{score:.3}")), "{table}");
}

#[test]
fn a_page_of_the_codebook_is_found_in_whatever_case() {
    let list = output(&["codebook"], "");
    assert!(list.contains("status"), "{list}");
    let page = output(&["codebook", "STATUS"], "");
    assert!(page.starts_with("# "), "{page}");
    assert_eq!(page, output(&["codebook", "Status"], ""));
    assert!(output(&["codebook", "claims/direct"], "").contains("\n> "));
}

#[test]
fn an_unknown_page_of_the_codebook_is_told_in_one_sentence() {
    let output = dateline().args(["codebook", "DANCE"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(2), 1), "{stderr}");
    assert!(stderr.contains("no page DANCE; it has") && stderr.contains("status"), "{stderr}");
}

#[test]
fn a_model_from_a_file_does_as_the_embedded_one() {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english-1.safetensors");
    for command in ["read", "parse"] {
        let named = output(&[command, "-", "--model", model], GOOD);
        assert_eq!(named, output(&[command, "-"], GOOD));
    }
}

#[test]
fn one_report_is_an_object_and_several_are_an_array() {
    let one = json(&["read", "-", "--format", "json"], GOOD);
    assert_eq!(one["schema"], "dateline/reading/1");
    let record = serde_json::json!({ "text": GOOD }).to_string();
    let three = format!("{record}\n{record}\n{record}\n");
    let several = json(&["read", "-", "--format", "json"], three.as_str());
    assert_eq!(several.as_array().map(Vec::len), Some(3));
    let lines = output(&["read", "-", "--format", "jsonl"], three);
    assert_eq!(lines.lines().count(), 3);
    assert!(lines.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let page = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = dateline();
        command.envs(env.iter().copied()).args(args).write_stdin(GOOD);
        String::from_utf8(command.output().unwrap().stdout).unwrap().contains('\x1b')
    };
    assert!(!page(&["read", "-"], &[]), "a pipe");
    assert!(page(&["read", "-", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(page(&["read", "-"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!page(&["read", "-"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")]));
    assert!(!page(&["--color", "never", "read", "-"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!page(&["read", "-", "--format", "json", "--color", "always"], &[]), "data");
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let text = format!("{GOOD}\n\n").repeat(500);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.txt");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    for args in [
        &["read", path][..],
        &["read", path, "--format", "jsonl"],
        &["read", path, path, "--format", "json"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // As `head` does: a little is read, then the pipe is closed.
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn help_teaches_by_example() {
    for command in ["demo", "read", "eval", "codebook", "schema", "completions", "man"] {
        let help = output(&[command, "--help"], "");
        assert!(help.contains(&format!("Examples:\n  dateline {command}")), "{help}");
        assert!(help.lines().all(|l| l.chars().count() <= 100), "{help}");
    }
    assert!(output(&["--version"], "").starts_with("dateline 0."));
}

#[test]
fn what_a_shell_installs_is_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(output(&["completions", shell], "").contains("completions"), "{shell}");
    }
    let page = output(&["man"], "");
    assert!(page.contains(".TH dateline") && !page.contains('\x1b'));
    let dir = tempfile::tempdir().unwrap();
    output(&["man", dir.path().to_str().unwrap()], "");
    for page in ["dateline.1", "dateline-read.1", "dateline-eval.1"] {
        assert!(dir.path().join(page).is_file(), "{page}");
    }
}

#[test]
fn the_demo_shows_every_sample() {
    let page = output(&["demo"], "");
    assert!(page.starts_with(&format!("{} sample reports", support::samples().len())), "{page}");
    for heading in
        ["In short", "in full", "Who says what", "What happened", "All together", "What next"]
    {
        assert!(page.contains(heading), "{heading}");
    }
    // And what they say together: the reprints are one text, and a denial finds
    // what it denies.
    for told in ["One story in many reports", "5 reports, 3 texts", "denies", "denied 2026-04-09"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let ladder = page.split("One agreement, step by step").nth(1).unwrap_or_default();
    assert!(ladder.contains("signed") && ladder.contains("ratified"), "{ladder}");
    // What a later version of one of them changed.
    let diff = page.split("One report, changed by its outlet").nth(1).unwrap_or_default();
    assert!(diff.contains("{+might") && diff.contains("from version 1 to 2"), "{diff}");
}

#[test]
fn a_users_dictionary_names_its_actors_and_a_useless_one_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let (good, bad) = (dir.path().join("actors.txt"), dir.path().join("notes.txt"));
    std::fs::write(&good, "QUARRY_FRONT_ [PERREB]\nODD_ [QQQ]\n").unwrap();
    std::fs::write(&bad, "Buy milk.\n").unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let text = "The Quarry Front attacked a village.";
    let reading = json(&["read", "-", "--format", "json", "--actors", good], text);
    let front = reading["actors"].as_array().unwrap().iter().find(|a| a["name"] == "Quarry Front");
    let front = front.unwrap_or_else(|| panic!("{reading}"));
    assert_eq!((&front["country"], &front["sectors"][0]), (&"PER".into(), &"REB".into()));

    for option in ["--actors", "--agents"] {
        let output =
            dateline().args(["read", "-", option, bad]).write_stdin(text).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
        assert!(stderr.contains("notes.txt, line 1: "), "{stderr}");
    }
}
