//! Questions to the ledger. Only readings that count are asked: the last of the
//! last version, or what that was at `as_of`.

mod claims;
mod conditions;
mod events;
mod reports;

pub use claims::ClaimRow;
pub(crate) use claims::claims;
pub(crate) use conditions::moment;
pub use events::EventRow;
pub(crate) use events::events;
pub use reports::ReportRow;
pub(crate) use reports::{reading, reading_of, reports};

/// What to ask for; what is not given is not asked.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the report, all of them; in quotes, as a phrase; `word*` as a
    /// beginning.
    pub text: Option<String>,
    /// The outlet, exactly.
    pub outlet: Option<String>,
    /// Published on this day or later.
    pub from: Option<String>,
    /// Published on this day or earlier.
    pub to: Option<String>,
    /// Events: a name, or part of one, among those who act.
    pub actor: Option<String>,
    /// Events: a name, or part of one, among those acted upon.
    pub recipient: Option<String>,
    /// Events: the country of anybody in it.
    pub country: Option<String>,
    /// Events: the PLOVER type.
    pub event_type: Option<String>,
    /// Events: a PLOVER context.
    pub context: Option<String>,
    /// Events: whether it happened.
    pub status: Option<String>,
    /// Claims: the certainty stated.
    pub certainty: Option<String>,
    /// Claims: a name, or part of one, of the speaker.
    pub speaker: Option<String>,
    /// What was known at this moment: UTC, `2026-11-25T08:00:00.000Z`, or a
    /// day, meant to its end.
    pub as_of: Option<String>,
    /// At most so many rows.
    pub limit: Option<u32>,
    /// After so many rows.
    pub offset: u32,
}
