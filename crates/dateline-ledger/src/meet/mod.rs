//! Where reports meet: on entry, in the same transaction, each new reading is
//! set against what is there. Work per reading is bounded, whatever the ledger
//! holds; every decision is a row with its reason.

mod agencies;
mod bands;
pub(crate) mod by_hand;
pub(crate) mod check;
mod copies;
mod corrections;
mod count;
pub(crate) mod identity;
mod ladder_view;
mod ladders;
mod ladders_by_hand;
mod life;
mod origins;
mod same;
mod shingles;
mod stems;
mod steps;
mod stories;
mod story_keys;
mod story_view;
mod telling;
mod voices;

pub(crate) use count::backing;
pub use count::{Backing, Origin, Text};
pub use ladder_view::{LadderView, Rung};
pub(crate) use ladder_view::{ladder, ladders};
pub use life::Moment;
pub(crate) use life::life;
pub(crate) use shingles::Shingles;
pub(crate) use stories::of_id as story_of;
pub(crate) use story_view::story;
pub use story_view::{Difference, Story, StoryReport, Told, ToldRecord};
pub(crate) use telling::{Telling, Words, words_of};
pub(crate) use voices::of_claims;

use crate::db::Connection;
use crate::lately::Lately;
use crate::ready::Ready;
use dateline_core::Reading;

/// A reading that was just stored.
pub(crate) struct Entry<'a> {
    /// report.seq.
    pub(crate) report: i64,
    /// reading.seq.
    pub(crate) number: i64,
    /// Which text of the report.
    pub(crate) version: u32,
    /// Whether this text is new.
    pub(crate) new_text: bool,
    pub(crate) ready: &'a Ready<'a>,
    pub(crate) reading: &'a Reading,
    /// The identity of each of its actors, in their order.
    pub(crate) actors: &'a [Option<i64>],
    pub(crate) recorded_at: &'a str,
}

impl Entry<'_> {
    /// `0123456789abcdef/1`
    fn name(&self) -> String {
        format!("{}/{}", self.reading.report.id, self.version)
    }
}

/// Sets a stored reading against the ledger.
pub(crate) fn enter(db: &Connection, entry: &Entry, lately: &mut Lately) -> rusqlite::Result<()> {
    let (story, alike) = if entry.new_text {
        let placed = copies::enter(db, entry, lately)?;
        origins::enter(db, entry, &placed)?;
        (stories::enter(db, entry, &placed)?, placed.alike)
    } else {
        // A new reading of a known text stays where the text is.
        let story = stories::story_of(db, entry.report)?;
        (story.unwrap_or(entry.report), copies::alike(db, entry.report)?)
    };
    same::enter(db, entry, story, alike, lately)?;
    ladders::enter(db, entry, story)
}

/// The keys of a text's signature.
pub(crate) fn signature(text: &str) -> Vec<i64> {
    shingles::Shingles::of(text).keys()
}
