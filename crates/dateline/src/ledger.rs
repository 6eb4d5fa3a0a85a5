//! `dateline ledger`: check, back up, copy, correct; and where the ledger lies.

use crate::cli::LedgerCommand;
use crate::output;
use anyhow::{Context, Result};
use dateline_ledger::{AnyLedger, Correction, Ledger};
use serde_json::{Map, Value, json};
use std::env;
use std::path::{Path, PathBuf};

/// Checks, copies or corrects a ledger.
pub fn run(command: &LedgerCommand) -> Result<()> {
    match command {
        LedgerCommand::Check { ledger } => check(&path(ledger.as_deref())?),
        LedgerCommand::Backup { to, ledger } => {
            dateline_ledger::open_to_read(&path(ledger.as_deref())?)?.backup(to)?;
            output::print(&format!("backed up to {}\n", to.display()))
        }
        LedgerCommand::Copy { from, to } => copy(from, to),
        LedgerCommand::Correct { record, action, with, reports, records, note, who, ledger } => {
            let mut detail = Map::new();
            detail.extend(with.map(|with| ("with".to_owned(), json!(with))));
            detail.extend((!reports.is_empty()).then(|| ("reports".to_owned(), json!(reports))));
            detail.extend((!records.is_empty()).then(|| ("records".to_owned(), json!(records))));
            detail.extend(note.as_ref().map(|note| ("note".to_owned(), json!(note))));
            let user = || env::var("USER").ok().filter(|user| !user.is_empty());
            let correction = Correction {
                record: record.clone(),
                action: *action,
                who: who.clone().or_else(user).unwrap_or_else(|| "somebody".to_owned()),
                detail: Value::Object(detail),
            };
            let path = path(ledger.as_deref())?;
            // A ledger that is not there is not made only to be corrected.
            drop(dateline_ledger::open_to_read(&path)?);
            let number = dateline_ledger::open(&path)?.correct(&correction)?;
            output::print(&format!("correction {number} is written down\n"))
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let from = dateline_ledger::open_to_read(from)?;
    let mut last = "";
    let copied = dateline_ledger::copy(&from, &dateline_ledger::open(to)?, |table, _| {
        if table != last {
            output::complain(&format!("copying {table}"));
            last = table;
        }
    })?;
    let rows: u64 = copied.tables.iter().map(|(_, rows)| rows).sum();
    let of = |name: &str| {
        let found = copied.tables.iter().find(|(table, _)| *table == name);
        found.map_or(0, |(_, rows)| *rows)
    };
    output::print(&format!(
        "copied {} versions of reports, {} readings, {} corrections and {} watches; all {rows} rows \
         are the same on either side\n",
        of("report"),
        of("reading"),
        of("correction"),
        of("watch"),
    ))
}

fn check(path: &Path) -> Result<()> {
    let ledger = dateline_ledger::open_to_read(path)?;
    let found = ledger.check()?;
    let (reports, versions, readings) = (found.reports, found.versions, found.readings);
    output::print(&format!("{reports} reports, {versions} versions, {readings} readings\n"))?;
    if found.problems.is_empty() {
        return output::print("all is well\n");
    }
    for problem in &found.problems {
        output::print(&format!("problem: {problem}\n"))?;
    }
    anyhow::bail!(
        "the ledger {} is damaged, see above: restore it from a copy made with `dateline ledger \
         backup`",
        ledger.place().display()
    )
}

/// The ledger that was named, here or in DATELINE_LEDGER, or the one in the user's
/// data folder.
pub fn path(named: Option<&Path>) -> Result<PathBuf> {
    let set = || env::var_os("DATELINE_LEDGER").filter(|v| !v.is_empty()).map(PathBuf::from);
    match named.map(Path::to_owned).or_else(set) {
        Some(path) => Ok(path),
        None => default_path().context(
            "no home folder is known, so there is no usual place for a ledger: name one with \
             --ledger FILE",
        ),
    }
}

fn default_path() -> Option<PathBuf> {
    let folder = |name| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")?
    } else if cfg!(target_os = "macos") {
        folder("HOME")?.join("Library/Application Support")
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))?
    };
    Some(data.join("dateline").join("ledger.db"))
}

/// Opens the ledger for writing. The folder of the usual one is made; one that
/// was named must be there, so that a slip of the pen makes no folders.
pub fn open(named: Option<&Path>) -> Result<AnyLedger> {
    let path = path(named)?;
    if let (None, Some(folder)) = (named, path.parent()) {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    Ok(dateline_ledger::open(&path)?)
}
