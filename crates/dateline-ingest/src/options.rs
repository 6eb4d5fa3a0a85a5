//! How inputs are read.

use crate::columns::Columns;
use crate::web::{Validators, Web};
use std::sync::Arc;

/// What a user may say about how inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the columns of CSV and the fields of JSON are called.
    pub columns: Columns,
    /// How many records to pass over: those read before an interruption, that
    /// is, [`Position::record`](crate::Position) of the last.
    pub after: u64,
    /// Fetch the pages that feeds and sitemaps point to.
    pub follow: bool,
    /// What an earlier visit to an address that is the input brought: a page
    /// that has not changed since is passed over.
    pub validators: Option<Validators>,
    /// How pages are fetched; made when first needed.
    pub web: Arc<Web>,
}
