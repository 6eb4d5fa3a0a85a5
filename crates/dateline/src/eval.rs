//! `dateline eval`: scores against gold data.

use crate::cli::{EvalArgs, EvalFormat};
use crate::page::style::{BOLD, DIM, PLAIN};
use crate::page::{self, Flow};
use crate::{output, progress};
use anyhow::{Result, bail};
use dateline_eval::{Case, Options, Outcome, What, evaluate};
use std::fmt::Write as _;
use std::io::Write as _;

/// Scores the reader and prints what came of it.
pub fn run(args: &EvalArgs) -> Result<()> {
    let mut reader = output::reader(&args.reader)?;
    if args.unfiltered {
        reader = reader.unfiltered();
    }
    let spinner = progress::spinner("reading the gold file's texts");
    let (pages, gold) = match &args.gold[..] {
        [folder, gold] if args.what == What::Extract => (Some(folder.clone()), gold),
        [gold] => (None, gold),
        _ => bail!(output::Usage(format!("`eval {}` takes one gold file", args.what))),
    };
    let options = Options { errors: args.errors, raw: args.raw, pages };
    let outcome = evaluate(args.what, gold, &reader, &options)?;
    spinner.finish_and_clear();

    let mut errors = String::new();
    for (i, case) in outcome.errors.iter().enumerate() {
        write_case(&mut errors, i + 1, case);
    }
    match args.format {
        EvalFormat::Text => {
            let mut page = String::new();
            write_scores(&mut page, &outcome);
            output::print_page(&(page + &errors))
        }
        EvalFormat::Json => {
            let _ = anstream::stderr().write_all(errors.as_bytes());
            output::print(&format!("{}\n", serde_json::to_string_pretty(&outcome)?))
        }
    }
}

/// Scores that lead a row, and those that stand in it.
const ROWS: [(&str, [&str; 2]); 2] =
    [(".f1", [".precision", ".recall"]), (".right", [".stated", ".share"])];

fn write_scores(out: &mut String, outcome: &Outcome) {
    let mut flow = Flow::default();
    flow.add(BOLD, outcome.what.as_str()).add(PLAIN, " against ").add(BOLD, &outcome.gold);
    let (items, seconds, speed) = (outcome.items, outcome.seconds, outcome.words_per_second);
    let told = format!(" · {items} items · {seconds:.1} s reading · {speed:.0} words/s");
    flow.add(DIM, &told).write(out, (PLAIN, ""), 0, page::width());
    out.push('\n');
    let scores = &outcome.scores;
    let longest = scores.keys().map(|name| name.len()).max().unwrap_or(0);
    for (name, score) in scores {
        let led = |(lead, parts): &(&str, [&str; 2])| {
            let mut rows = parts.iter().filter_map(|part| name.strip_suffix(part));
            rows.any(|row| scores.contains_key(&format!("{row}{lead}")))
        };
        if ROWS.iter().any(led) {
            continue;
        }
        let _ = write!(out, "  {name:longest$}  {score:.3}");
        for (row, parts) in ROWS.iter().filter_map(|(l, p)| Some((name.strip_suffix(l)?, p))) {
            for part in parts {
                if let Some(score) = scores.get(&format!("{row}{part}")) {
                    let part = &part[1..];
                    let _ = write!(out, "  {DIM}{part}{DIM:#} {score:.3}");
                }
            }
        }
        out.push('\n');
    }
}

fn write_case(out: &mut String, number: usize, case: &Case) {
    out.push('\n');
    let width = page::width();
    let number = format!("{number:>3}");
    let parts = [(&*number, &case.text), ("  gold", &case.gold), ("  ours", &case.ours)];
    for (label, text) in parts {
        let mut flow = Flow::default();
        flow.add(PLAIN, text);
        flow.write(out, (DIM, label), 8, width);
    }
}
