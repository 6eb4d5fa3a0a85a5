//! How inputs are read.

use crate::Position;
use crate::columns::Columns;
use crate::web::{Validators, Web};
use std::sync::Arc;

/// What a user may say about how inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the columns of CSV and the fields of JSON are called.
    pub columns: Columns,
    /// Behind which record to begin: the last that was read before an
    /// interruption.
    pub after: Option<Position>,
    /// Fetch the pages that feeds and sitemaps point to.
    pub follow: bool,
    /// What an earlier visit to an address that is the input brought: a page
    /// that has not changed since is passed over.
    pub validators: Option<Validators>,
    /// How pages are fetched; made when first needed.
    pub web: Arc<Web>,
}
