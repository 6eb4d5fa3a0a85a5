//! Running the program as a user does.
#![allow(dead_code, missing_docs, clippy::unwrap_used)] // each test file uses its part

use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;

pub fn dateline() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "80");
    command
}

/// Standard output of a run that goes well.
pub fn output(args: &[&str], stdin: impl Into<Vec<u8>>) -> String {
    let assert = dateline().args(args).write_stdin(stdin).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

pub fn json(args: &[&str], stdin: impl Into<Vec<u8>>) -> Value {
    serde_json::from_str(&output(args, stdin)).unwrap()
}

/// The sample reports, by name.
pub fn samples() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "json" || e == "jsonl"))
        .collect();
    paths.sort();
    paths
}

/// Asserts that every span in `reading` is the text at its offsets.
pub fn assert_spans(reading: &Value) {
    let text: Vec<char> = reading["report"]["text"].as_str().unwrap().chars().collect();
    let mut ahead = vec![reading];
    while let Some(value) = ahead.pop() {
        match value {
            Value::Array(items) => ahead.extend(items),
            Value::Object(fields) => {
                let offset = |name: &str| fields.get(name).and_then(Value::as_u64);
                if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
                    let place = start as usize..end as usize;
                    let words: String = text.get(place).expect("in the text").iter().collect();
                    let told = fields.get("text").and_then(Value::as_str);
                    assert_eq!(told, Some(words.as_str()), "at {start}..{end}");
                }
                ahead.extend(fields.values());
            }
            _ => {}
        }
    }
}
