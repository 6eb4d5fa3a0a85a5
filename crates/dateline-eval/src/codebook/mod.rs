//! The codebook: pages of example sentences with the records that should be
//! read in them. `codebook/README.md` says how an example is written.

mod check;
#[cfg(test)]
mod check_tests;
mod item;
mod nearest;
mod page;
mod party;
mod show;
mod track;
mod when;
mod words;

pub(crate) use check::is_within;
pub use check::{Miss, check};
pub use item::{ClaimPattern, EventPattern, Expect, Item};
pub(crate) use nearest::{events_of_type, nearest_claim};
pub use party::{Party, PartyList};
pub use track::{TrackKind, TrackPattern};
pub use when::When;

use crate::EvalError;
use dateline_core::{PublishedFrom, Report};
use std::path::{Path, PathBuf};

/// A page of the codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its path within the codebook, such as `claims/direct.md`.
    pub name: String,
    /// Its examples, in order.
    pub examples: Vec<Example>,
}

impl Page {
    /// What it counts under: the folder it lies in, or its own name without
    /// the ending where it lies in none.
    pub fn folder(&self) -> &str {
        match self.name.rsplit_once('/') {
            Some((folder, _)) => folder,
            None => self.name.strip_suffix(".md").unwrap_or(&self.name),
        }
    }

    /// The examples of a page's text.
    ///
    /// # Errors
    /// If an example or one of its items is malformed: the error names page
    /// and line.
    pub fn parse(name: &str, text: &str) -> Result<Self, EvalError> {
        match page::parse(text) {
            Ok(examples) => Ok(Self { name: name.to_owned(), examples }),
            Err((line, problem)) => Err(EvalError::Record { file: name.to_owned(), line, problem }),
        }
    }
}

/// A report and what must be read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Where its first line stands, counted from 1.
    pub line: usize,
    /// The report's text.
    pub text: String,
    /// When it was published (ISO 8601), if it is dated.
    pub published: Option<String>,
    /// What must be read.
    pub items: Vec<Item>,
    /// Why it is known not to be read so yet, if it is.
    pub known_failure: Option<String>,
}

impl Example {
    /// The report to read.
    pub fn report(&self) -> Report {
        let published_from = match self.published {
            Some(_) => PublishedFrom::Given,
            None => PublishedFrom::Unknown,
        };
        let published_at = self.published.clone();
        Report { published_at, published_from, ..Report::of_text(self.text.as_str()) }
    }
}

/// Every page under a folder, in order of name, or the one page of a file. The
/// `README.md` explains the format and is no page.
///
/// # Errors
/// If a file cannot be read, or something on a page is malformed.
pub fn pages(path: &Path) -> Result<Vec<Page>, EvalError> {
    let mut files = Vec::new();
    let root = if path.is_dir() {
        collect(path, &mut files)?;
        path
    } else {
        files.push(path.to_owned());
        path.parent().unwrap_or(path)
    };
    files.sort();
    let mut pages = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| EvalError::Read { path: file.clone(), error })?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        // The same names on every system.
        let name = name.to_string_lossy().replace('\\', "/");
        pages.push(Page::parse(&name, &text)?);
    }
    Ok(pages)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), EvalError> {
    let failed = |error| EvalError::Read { path: folder.to_owned(), error };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "md")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            files.push(path);
        }
    }
    Ok(())
}
