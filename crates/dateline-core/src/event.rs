//! Who did what to whom.

use crate::named_enum::named_enum;
use crate::{ActorId, ClaimId, Context, Country, EventId, EventType, Evidence, Mode, Quad, Quote};
use serde::{Deserialize, Serialize};

named_enum! {
    /// Whether the event happened. Takes the place of PLOVER's auxiliary modes
    /// *future*, *hypothetical* and *negation*; see `codebook/status.md`.
    Status {
        /// It happened.
        Occurred = "occurred",
        /// It was happening at the time of the report.
        Ongoing = "ongoing",
        /// It is intended or scheduled.
        Planned = "planned",
        /// It may happen or may have happened.
        Possible = "possible",
        /// It did not happen, or somebody denies that it did.
        Negated = "negated",
    }
}

/// When, as an interval of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct EventDate {
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, ISO 8601.
    pub end: String,
    /// The words.
    pub text: String,
    /// TIMEX3 value of the words: `2026-W48`, `2026-11-24TEV`. Ledgers hold
    /// readings without it.
    #[serde(default)]
    pub timex: String,
}

named_enum! {
    /// Why a date is not known.
    UndatedReason {
        /// The sentence tells no time.
        Untold = "untold",
        /// The words count from the day of the report, which has no date.
        ReportUndated = "report-undated",
        /// The words count from something of which no day is told.
        Relative = "relative",
        /// The words are too loose to be days: "a few days ago".
        Vague = "vague",
    }
}

/// Why there is no date, and what was told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Undated {
    /// Why.
    pub reason: UndatedReason,
    /// The words that tell a time all the same: "two weeks after the coup".
    pub text: Option<String>,
    /// Their TIMEX3 value.
    pub timex: Option<String>,
    /// The words from which they count: "the coup".
    pub anchor: Option<String>,
}

impl Undated {
    /// Nothing was told of the time.
    pub fn untold() -> Self {
        Self { reason: UndatedReason::Untold, text: None, timex: None, anchor: None }
    }
}

named_enum! {
    /// How exactly a place is known.
    Precision {
        /// Somewhere in a country.
        Country = "country",
        /// Somewhere in a region, at a sea or a river.
        Region = "region",
        /// In a town or city.
        City = "city",
        /// At a base, a crossing, a port.
        Point = "point",
    }
}

/// Where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Place {
    /// The place's usual English name.
    pub name: String,
    /// The state it lies in.
    pub country: Option<Country>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Its number at GeoNames.
    pub geonames: Option<u32>,
    /// How exactly it is known.
    pub precision: Precision,
    /// Whether the sentence tells no place and this is the report's dateline.
    pub from_dateline: bool,
    /// How sure we are that it was there, 0 to 1: an estimate, lower where the name
    /// is that of several places, lowest where it is the dateline's. Ledgers hold
    /// readings without it.
    #[serde(default)]
    pub confidence: f32,
}

/// Who did what to whom, in PLOVER 2.0 with the CAMEO code beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Event<S = Quote> {
    /// Identifier within the reading.
    pub id: EventId,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER modes of that type.
    pub modes: Vec<Mode>,
    /// PLOVER contexts.
    pub contexts: Vec<Context>,
    /// The CAMEO code a user would expect.
    pub cameo: Option<String>,
    /// Who did it; everybody, where the act is mutual.
    pub actors: Vec<ActorId>,
    /// To whom.
    pub recipients: Vec<ActorId>,
    /// Whether it happened.
    pub status: Status,
    /// Background: an earlier event that the report recalls.
    pub historical: bool,
    /// When.
    pub date: Option<EventDate>,
    /// Why there is no date; none where there is one.
    pub undated: Option<Undated>,
    /// Where.
    pub place: Option<Place>,
    /// The claim it stands in; none if the outlet says it in its own voice.
    pub claim: Option<ClaimId>,
    /// The event it is part of: what a threat threatens, a promise promises.
    pub within: Option<EventId>,
    /// PLOVER's score for type and mode, from -10 to 10.
    pub intensity: f32,
    /// PLOVER's quad class.
    pub quad: Quad,
    /// The words it rests on.
    pub evidence: Evidence<S>,
    /// How sure we are of our reading: 0 to 1.
    pub confidence: f32,
}

impl<S> Event<S> {
    pub(crate) fn map<T>(self, f: &impl Fn(S) -> T) -> Event<T> {
        Event {
            id: self.id,
            event_type: self.event_type,
            modes: self.modes,
            contexts: self.contexts,
            cameo: self.cameo,
            actors: self.actors,
            recipients: self.recipients,
            status: self.status,
            historical: self.historical,
            date: self.date,
            undated: self.undated,
            place: self.place,
            claim: self.claim,
            within: self.within,
            intensity: self.intensity,
            quad: self.quad,
            evidence: self.evidence.map(f),
            confidence: self.confidence,
        }
    }
}
