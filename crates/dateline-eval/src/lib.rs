//! Scores of the reader against gold data, ours or a user's own.
//!
//! [`evaluate`] reads a gold file ([`gold`] knows the formats), has the reader
//! read its texts, and compares ([`score`] defines every figure). Scorers take
//! readings, not the reader, so their definitions can be tested by hand.

pub mod codebook;
mod error;
mod gold;
mod outcome;
mod run;
mod run_certainty;
mod run_extract;
mod run_model;
mod score;
mod what;

pub use error::EvalError;
pub use outcome::{Case, Outcome};
#[doc(hidden)]
pub use run::{Weighed, weighed};
#[doc(hidden)]
pub use run_certainty::judged;
pub use what::{UnknownWhat, What};

use dateline_read::Reader;
use std::path::{Path, PathBuf};

/// What a person may ask for beside the scores.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How many of the worst cases to bring back.
    pub errors: usize,
    /// Score trees on the raw text, with our own words and sentences.
    pub raw: bool,
    /// The folder of the pages that the gold is about.
    pub pages: Option<PathBuf>,
}

/// Scores `reader` against the gold file `gold`, plain or gzipped; for
/// [`What::Codebook`], against a page or a folder of pages.
///
/// # Errors
/// If the file cannot be read, a record is malformed, or no record is there
/// that could be scored.
pub fn evaluate(
    what: What,
    gold: &Path,
    reader: &Reader,
    options: &Options,
) -> Result<Outcome, EvalError> {
    let file = || gold::GoldFile::open(gold);
    let run = match what {
        What::Tokens => run::tokens(&file()?)?,
        What::Claims => run::claims(&file()?, reader)?,
        What::Actors => run::actors(&file()?, reader)?,
        What::Events => run::events(&file()?, reader)?,
        What::Parse => run_model::parse(&file()?, reader.model(), options.raw)?,
        What::Entities => run_model::entities(&file()?, reader)?,
        What::Certainty => run_certainty::certainty(&file()?, reader)?,
        What::Extract => {
            // Pages lie beside their gold unless it is said otherwise.
            let folder = options.pages.as_deref().or(gold.parent()).unwrap_or(Path::new("."));
            run_extract::extract(&file()?, folder, reader.knowledge())?
        }
        What::Time => run::times(&file()?, reader)?,
        What::Codebook => run::codebook(&codebook::pages(gold)?, reader),
    };
    let gold = gold.display().to_string();
    if run.items == 0 {
        return Err(EvalError::Empty { file: gold });
    }
    Ok(Outcome::new(what, gold, run, options.errors))
}
