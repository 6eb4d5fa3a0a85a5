//! Everything that `read` prints obeys the schema that `schema` prints.

#![allow(clippy::unwrap_used)]

mod support;

use support::{assert_spans, dateline, json, samples};

fn validator() -> jsonschema::Validator {
    let schema = json(&["schema"], "");
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one");
    jsonschema::validator_for(&schema).unwrap()
}

fn check(validator: &jsonschema::Validator, reading: &serde_json::Value) {
    let errors: Vec<_> = validator.iter_errors(reading).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_spans(reading);
}

#[test]
fn the_samples_obey_it() {
    let validator = validator();
    let paths = samples();
    assert!(!paths.is_empty());
    let mut command = dateline();
    let output = command.args(["read", "--format", "jsonl"]).args(&paths).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(text.lines().count() >= paths.len());
    for line in text.lines() {
        check(&validator, &serde_json::from_str(line).unwrap());
    }
}

#[test]
fn hard_texts_obey_it() {
    let validator = validator();
    let long = "The minister said that the ferry would sail. ".repeat(200);
    let deep = "He said that ".repeat(400);
    let texts = [
        "",
        " \n\n \t",
        "One.",
        "“",
        "\"He said \"she said \"they deny\"\".",
        "Ruritania 🛰️ said the naïve e\u{301}lite 👩‍👩‍👧 would “sign” 条約 on Monday.",
        "The premier said:\r\n“We\r\nwill sign.”\r\n\r\nNobody replied.\r\n",
        "\u{feff}Spain may sign. \u{202e}Chad denied it.\u{2028}Peru accused Chad.",
        &long,
        &deep,
        &"x".repeat(100_000),
    ];
    for text in texts {
        // In JSON any text goes through as it is, NUL and all.
        let record = serde_json::json!({ "text": text, "title": "Spain may sign" }).to_string();
        check(&validator, &json(&["read", "-", "--format", "json"], record));
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("report.txt");
        std::fs::write(&file, text).unwrap();
        check(&validator, &json(&["read", file.to_str().unwrap(), "--format", "json"], ""));
    }
    let record = serde_json::json!({ "text": "Chad said\0 no.\u{1b}[2J \u{9b}2J" }).to_string();
    check(&validator, &json(&["read", "-", "-f", "json"], record));
    let lone = r#"{ "text": "A lone \ud83d surrogate stood in Spain." }"#;
    let output = dateline().args(["read", "-", "-f", "json"]).write_stdin(lone).output().unwrap();
    if output.status.success() {
        check(&validator, &serde_json::from_slice(&output.stdout).unwrap());
    }
}
