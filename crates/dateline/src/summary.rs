//! What became of the inputs: how much was read, what was passed over, what
//! failed, and why; as a table for people and as JSON for machines.

use crate::output;
use crate::page::style::{BOLD, DIM};
use anyhow::{Context, Result};
use dateline_ingest::IngestError;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::path::Path;

/// The name of the JSON.
const SCHEMA: &str = "dateline/ingest-report/1";
/// So many complaints of a kind are made; the rest is counted.
const COMPLAINTS: usize = 10;
/// So many problems are kept for the JSON, of a million there may be.
const KEPT: usize = 10_000;
/// From so many records on the table is of use to those who keep a log.
const MANY: usize = 20;

/// Counts of one input, or of all of them.
#[derive(Debug, Default, Clone)]
struct Counts {
    read: usize,
    skipped: BTreeMap<&'static str, usize>,
    failed: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn add(&mut self, error: &IngestError) -> usize {
        let kind = if error.is_skip() { &mut self.skipped } else { &mut self.failed };
        let count = kind.entry(error.name()).or_default();
        *count += 1;
        *count
    }

    fn records(&self) -> usize {
        self.read + self.skipped.values().sum::<usize>() + self.failed.values().sum::<usize>()
    }

    fn json(&self) -> Value {
        json!({ "records": self.records(), "read": self.read, "skipped": self.skipped, "failed": self.failed })
    }
}

/// Everything that was met.
#[derive(Debug, Default)]
pub struct Summary {
    all: Counts,
    /// Of the input that is being read.
    current: Counts,
    inputs: Vec<Value>,
    problems: Vec<Value>,
    left_out: usize,
}

impl Summary {
    /// A report was read.
    pub fn read(&mut self) {
        self.all.read += 1;
        self.current.read += 1;
    }

    /// How many were read.
    pub fn reports(&self) -> usize {
        self.all.read
    }

    /// Whether anything failed.
    pub fn failed(&self) -> bool {
        !self.all.failed.is_empty()
    }

    /// A record was passed over or failed; whether it should be told at once.
    pub fn met(&mut self, error: &IngestError) -> bool {
        self.current.add(error);
        let count = self.all.add(error);
        if self.problems.len() < KEPT {
            let what = if error.is_skip() { "skipped" } else { "failed" };
            self.problems.push(json!({ what: error.name(), "message": error.to_string() }));
        } else {
            self.left_out += 1;
        }
        count <= if error.is_skip() { 1 } else { COMPLAINTS }
    }

    /// An input is through.
    pub fn end(&mut self, input: &str) {
        let counts = std::mem::take(&mut self.current);
        let mut told = counts.json();
        told["input"] = input.into();
        self.inputs.push(told);
    }

    /// Shows the table where somebody may want it, and writes the JSON.
    pub fn finish(&self, report: Option<&Path>) -> Result<()> {
        let problems = self.all.records() > self.all.read;
        let wanted = std::io::stderr().is_terminal() && self.all.records() > 1;
        if problems && (wanted || self.all.records() > MANY) {
            // With standard error gone there is nobody left to tell.
            let _ = anstream::stderr().write_all(self.table().as_bytes());
        }
        let Some(path) = report else { return Ok(()) };
        let mut told = self.all.json();
        told["schema"] = SCHEMA.into();
        told["inputs"] = self.inputs.clone().into();
        told["problems"] = self.problems.clone().into();
        told["problems_left_out"] = self.left_out.into();
        std::fs::write(path, serde_json::to_string_pretty(&told)? + "\n")
            .with_context(|| format!("the report cannot be written to {}", path.display()))
    }

    fn table(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{BOLD}{:>8}  read{BOLD:#}", self.all.read);
        for (what, counts) in [("passed over", &self.all.skipped), ("failed", &self.all.failed)] {
            let total: usize = counts.values().sum();
            if total > 0 {
                let _ = writeln!(out, "{BOLD}{total:>8}  {what}{BOLD:#}");
            }
            let mut rows: Vec<_> = counts.iter().collect();
            rows.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), **name));
            for (name, count) in rows {
                let _ = writeln!(out, "{DIM}{count:>16}  {name}{DIM:#}");
            }
        }
        out
    }
}

/// Tells of `error` if it is one of few of its kind.
pub fn complain(summary: &mut Summary, error: &IngestError) {
    if summary.met(error) {
        output::complain(&error.to_string());
    }
}
