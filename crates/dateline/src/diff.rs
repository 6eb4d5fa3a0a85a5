//! `dateline diff`: what changed between two versions of a report.

use crate::cli::{DiffArgs, DiffFormat};
use crate::page::clean;
use crate::page::style::{DIM, GOOD, WARNING};
use crate::{ledger, output};
use anyhow::{Context, Result};
use dateline_ledger::{Change, Diff, Ledger};
use std::fmt::Write;

/// So many words around a change are shown.
const AROUND: usize = 8;

/// Prints the words that changed, and what that did.
pub fn run(args: &DiffArgs) -> Result<()> {
    let ledger = dateline_ledger::open_to_read(&ledger::path(args.ledger.as_deref())?)?;
    let report = args.report.split('/').next().unwrap_or_default();
    let diff = ledger.diff(report, args.from, args.to)?.with_context(|| {
        format!("the ledger holds no two versions of a report {report}, or not those")
    })?;
    match args.format {
        DiffFormat::Json => output::print(&clean::json(serde_json::to_string(&diff)? + "\n")),
        DiffFormat::Text => output::print_page(&page(&diff)),
    }
}

/// The words that changed, in their place, and what that did.
pub fn page(diff: &Diff) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{} from version {} to {}", diff.report, diff.from, diff.to);
    let _ = writeln!(out, "\nWords\n");
    let last = diff.words.len().saturating_sub(1);
    for (at, piece) in diff.words.iter().enumerate() {
        let text = clean::line(piece.text.trim_matches('\n'));
        let _ = match piece.change {
            Change::Gone => write!(out, "{WARNING}[-{text}-]{WARNING:#}"),
            Change::New => write!(out, "{GOOD}{{+{text}+}}{GOOD:#}"),
            _ => write!(out, "{DIM}{}{DIM:#}", around(&text, at > 0, at < last)),
        };
    }
    let _ = writeln!(out, "\n\nClaims and events\n");
    if diff.effects.is_empty() {
        let _ = writeln!(out, "  all as they were");
    }
    for effect in &diff.effects {
        let ids = [effect.before.as_deref(), effect.after.as_deref()].map(|id| id.unwrap_or("–"));
        let change = match effect.change {
            Change::Gone => "gone",
            Change::New => "new",
            _ => "changed",
        };
        let _ = writeln!(out, "  {} → {}  {change}: {}", ids[0], ids[1], clean::line(&effect.says));
        for difference in &effect.differences {
            let _ = writeln!(out, "           {}", clean::line(difference));
        }
    }
    out
}

/// The ends of a text that stayed which lie beside a change.
fn around(text: &str, before: bool, after: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    if words.len() <= 2 * AROUND {
        return text.to_owned();
    }
    let head = if before { words[..AROUND].concat() } else { String::new() };
    let tail = if after { words[words.len() - AROUND..].concat() } else { String::new() };
    format!("{head}… {tail}")
}
