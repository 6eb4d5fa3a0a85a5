//! Data to standard output, complaints to standard error.

use crate::cli::ReaderArgs;
use crate::page::clean;
use crate::page::style::WARNING;
use anyhow::{Context, Result};
use dateline_annotate::model::Model;
use dateline_knowledge::{Added, Knowledge};
use dateline_ledger::LedgerError;
use dateline_read::Reader;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Something failed, and the user was told of it where it happened.
#[derive(Debug, thiserror::Error)]
#[error("something failed")]
pub struct Told;

/// The command line asks for what there is not; the exit status is then 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Whether what was asked makes no sense, rather than something failed.
pub fn is_usage(error: &anyhow::Error) -> bool {
    let question = error.downcast_ref::<LedgerError>();
    error.is::<Usage>() || matches!(question, Some(LedgerError::Question(_)))
}

/// Prints `text` as it is.
pub fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Prints a page; its colours are left out where they are not wanted.
pub fn print_page(page: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(page.as_bytes())?;
    Ok(out.flush()?)
}

/// Says on standard error, in one sentence, what is wrong. File names may hold
/// anything, so the sentence is cleaned.
pub fn complain(sentence: &str) {
    let sentence = clean::line(sentence);
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{WARNING}dateline:{WARNING:#} {sentence}");
}

/// Says on standard error what is good to know.
pub fn note(sentence: &str) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{}", clean::line(sentence));
}

/// Whether the reader of our output has gone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
    })
}

/// The reader that the options ask for; the embedded tables and model without any.
pub fn reader(args: &ReaderArgs) -> Result<Reader> {
    let model = args.model.as_deref();
    if args.knowledge.is_none() && args.actors.is_empty() && args.agents.is_empty() {
        return with_model(Reader::default(), model);
    }
    let mut tables = match &args.knowledge {
        Some(dir) if !dir.is_dir() => {
            let dir = dir.display();
            anyhow::bail!("there is no folder {dir}: --knowledge takes a folder of tables");
        }
        Some(dir) => Knowledge::from_dir(dir)
            .with_context(|| format!("the tables in {} cannot be used", dir.display()))?,
        None => Knowledge::to_extend(),
    };
    for path in &args.actors {
        tell_of_left_out(path, tables.add_actors(path)?);
    }
    for path in &args.agents {
        tell_of_left_out(path, tables.add_agents(path)?);
    }
    with_model(Reader::with_knowledge(tables), model)
}

/// The reader with the model of a file, if one is given.
pub fn with_model(reader: Reader, model: Option<&Path>) -> Result<Reader> {
    Ok(match model {
        Some(path) => reader.with_model(Model::load(path)?),
        None => reader,
    })
}

/// Says which entries of a dictionary were left out.
fn tell_of_left_out(path: &Path, added: Added) {
    if let Some((line, problem)) = added.left_out.first() {
        let (path, entries, left) = (path.display(), added.entries, added.left_out.len());
        let lines = if left == 1 { "line was" } else { "lines were" };
        complain(&format!(
            "{path}: {entries} entries taken in, {left} {lines} left out; line {line}: {problem}"
        ));
    }
}
