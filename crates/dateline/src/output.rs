//! Data to standard output, complaints to standard error.

use crate::page::clean;
use crate::page::style::WARNING;
use anyhow::{Context, Result};
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

/// Whether the reader of our output has gone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
    })
}

/// A reader with the embedded tables, or with those of a folder.
pub fn reader(knowledge: Option<&Path>) -> Result<Reader> {
    let Some(dir) = knowledge else { return Ok(Reader::default()) };
    if !dir.is_dir() {
        anyhow::bail!("there is no folder {}: --knowledge takes a folder of tables", dir.display());
    }
    let tables = dateline_knowledge::Knowledge::from_dir(dir)
        .with_context(|| format!("the tables in {} cannot be used", dir.display()))?;
    Ok(Reader::with_knowledge(tables))
}
