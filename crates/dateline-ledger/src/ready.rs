//! What can be made of a reading without the ledger: the third of the work of
//! entering it that other threads can do.

use crate::enter::sha256;
use crate::meet::{Shingles, Words, words_of};
use crate::pack::{self, Packed};
use crate::totals::{Key, cells};
use dateline_core::Reading;
use std::borrow::Cow;
use std::io;

/// A reading that is ready to be entered.
#[derive(Debug)]
pub struct Ready<'r> {
    pub(crate) reading: Cow<'r, Reading>,
    /// The hash of its text, and the text made small.
    pub(crate) hash: [u8; 32],
    pub(crate) text: io::Result<Vec<u8>>,
    /// Itself made small, as it is if this is the first version of its report.
    pub(crate) packed: io::Result<Packed>,
    /// The five-word sequences of its body.
    pub(crate) shingles: Shingles,
    /// The stems of what it tells: events, then claims.
    pub(crate) words: Vec<Words>,
    /// What running totals count of it.
    pub(crate) cells: Vec<(Key, i64)>,
}

impl Ready<'static> {
    /// Makes a reading ready.
    pub fn new(reading: Reading) -> Self {
        Ready::of(Cow::Owned(reading))
    }
}

impl<'r> Ready<'r> {
    /// The reading.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    pub(crate) fn of(reading: Cow<'r, Reading>) -> Self {
        let text = &reading.report.text;
        Self {
            hash: sha256(text.as_bytes()),
            text: pack::text(text),
            packed: pack::reading(&reading, 1),
            shingles: Shingles::of_report(&reading.report),
            words: words_of(&reading),
            cells: cells(&reading),
            reading,
        }
    }
}
