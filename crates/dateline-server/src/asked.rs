//! What a query string asks for. An unknown name is an error: a filter that is
//! not understood must not pass for one that holds.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use dateline_core::{Certainty, Context, Country, EventType, SpeakerKind, Status};
use dateline_ledger::Filter;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;
use utoipa::IntoParams;

/// Rows a page holds if it is not said.
const ROWS: u32 = 50;
/// The most that may be asked for at once.
const MOST_ROWS: u32 = 500;
/// The furthest that paging goes.
const FURTHEST: u32 = 10_000_000;
/// The longest word or name.
const LONGEST: usize = 500;

/// The query string, as `T`.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(error) => {
                let told = error.body_text();
                let told = told.strip_prefix("Failed to deserialize query string: ");
                let told = told.unwrap_or("the query cannot be understood");
                Err(Problem::Bad(told.to_owned()))
            }
        }
    }
}

/// What is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// What can be asked of reports.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReportsAsked {
    /// Reports with all these words; "in quotes" a phrase, word* a beginning.
    pub(crate) text: Option<String>,
    /// Reports of this outlet.
    pub(crate) outlet: Option<String>,
    /// Published on this day or later: 2026-03-30.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// Published on this day or earlier.
    #[param(format = Date)]
    pub(crate) to: Option<String>,
    /// What was known on this day, or at this moment: 2026-03-30T12:00:00.000Z.
    pub(crate) as_of: Option<String>,
    /// At most so many rows.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    pub(crate) limit: Option<String>,
    /// After this one, as `next` of the page before says.
    pub(crate) after: Option<String>,
}

/// What can be asked of events.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsAsked {
    /// Reports with all these words; "in quotes" a phrase, word* a beginning.
    pub(crate) text: Option<String>,
    /// Reports of this outlet.
    pub(crate) outlet: Option<String>,
    /// Published on this day or later: 2026-03-30.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// Published on this day or earlier.
    #[param(format = Date)]
    pub(crate) to: Option<String>,
    /// A name, or part of one, of who acts.
    pub(crate) actor: Option<String>,
    /// A name, or part of one, of who is acted upon.
    pub(crate) recipient: Option<String>,
    /// The country code of anybody in it.
    pub(crate) country: Option<String>,
    /// The PLOVER type, such as AGREE.
    pub(crate) r#type: Option<String>,
    /// What they are about, such as military.
    pub(crate) context: Option<String>,
    /// occurred, ongoing, planned, possible or negated.
    pub(crate) status: Option<String>,
    /// What was known on this day, or at this moment: 2026-03-30T12:00:00.000Z.
    pub(crate) as_of: Option<String>,
    /// At most so many rows.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    pub(crate) limit: Option<String>,
    /// After this one, as `next` of the page before says.
    pub(crate) after: Option<String>,
}

/// What can be asked of claims.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ClaimsAsked {
    /// Reports with all these words; "in quotes" a phrase, word* a beginning.
    pub(crate) text: Option<String>,
    /// Reports of this outlet.
    pub(crate) outlet: Option<String>,
    /// Published on this day or later: 2026-03-30.
    #[param(format = Date)]
    pub(crate) from: Option<String>,
    /// Published on this day or earlier.
    #[param(format = Date)]
    pub(crate) to: Option<String>,
    /// A name, or part of one, of the speaker.
    pub(crate) speaker: Option<String>,
    /// certain, probable, possible or unstated.
    pub(crate) certainty: Option<String>,
    /// What was known on this day, or at this moment: 2026-03-30T12:00:00.000Z.
    pub(crate) as_of: Option<String>,
    /// At most so many rows.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    pub(crate) limit: Option<String>,
    /// After this one, as `next` of the page before says.
    pub(crate) after: Option<String>,
}

impl ReportsAsked {
    pub(crate) fn filter(&self) -> Result<Filter, Problem> {
        Ok(Filter {
            text: words(&self.text)?,
            outlet: words(&self.outlet)?,
            from: day("from", &self.from)?,
            to: day("to", &self.to)?,
            as_of: moment(&self.as_of)?,
            limit: Some(rows(&self.limit)?),
            offset: place(&self.after)?,
            ..Filter::default()
        })
    }
}

impl EventsAsked {
    pub(crate) fn filter(&self) -> Result<Filter, Problem> {
        Ok(Filter {
            text: words(&self.text)?,
            outlet: words(&self.outlet)?,
            from: day("from", &self.from)?,
            to: day("to", &self.to)?,
            actor: words(&self.actor)?,
            recipient: words(&self.recipient)?,
            country: known::<Country>(&self.country)?,
            event_type: known::<EventType>(&self.r#type)?,
            context: known::<Context>(&self.context)?,
            status: known::<Status>(&self.status)?,
            as_of: moment(&self.as_of)?,
            limit: Some(rows(&self.limit)?),
            offset: place(&self.after)?,
            ..Filter::default()
        })
    }
}

impl ClaimsAsked {
    pub(crate) fn filter(&self) -> Result<Filter, Problem> {
        Ok(Filter {
            text: words(&self.text)?,
            outlet: words(&self.outlet)?,
            from: day("from", &self.from)?,
            to: day("to", &self.to)?,
            speaker: words(&self.speaker)?,
            certainty: known::<Certainty>(&self.certainty)?,
            as_of: moment(&self.as_of)?,
            limit: Some(rows(&self.limit)?),
            offset: place(&self.after)?,
            ..Filter::default()
        })
    }
}

/// A field that was filled in: forms send the empty ones as well.
pub(crate) fn given(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Words or a name.
pub(crate) fn words(field: &Option<String>) -> Result<Option<String>, Problem> {
    match given(field) {
        Some(text) if text.len() > LONGEST => {
            Err(Problem::Bad(format!("a word or name has at most {LONGEST} bytes")))
        }
        Some(text) if text.contains('\0') => Err(Problem::Bad("a NUL is no letter".to_owned())),
        text => Ok(text.map(str::to_owned)),
    }
}

/// The name of something known.
pub(crate) fn known<T: FromStr<Err: Display>>(
    field: &Option<String>,
) -> Result<Option<String>, Problem> {
    let Some(text) = given(field) else { return Ok(None) };
    match text.parse::<T>() {
        Ok(_) => Ok(Some(text.to_owned())),
        Err(error) => Err(Problem::Bad(error.to_string())),
    }
}

/// A day, as filters compare it.
pub(crate) fn day(name: &str, field: &Option<String>) -> Result<Option<String>, Problem> {
    match given(field) {
        Some(text) if !is_day(text) => {
            Err(Problem::Bad(format!("{name}: write a day like 2026-03-30")))
        }
        text => Ok(text.map(str::to_owned)),
    }
}

fn is_day(text: &str) -> bool {
    let number = |range| text.get(range).and_then(|n: &str| n.parse::<u32>().ok()).unwrap_or(0);
    let digits = text.bytes().enumerate().all(|(i, b)| match i {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    text.len() == 10
        && digits
        && (1..=12).contains(&number(5..7))
        && (1..=31).contains(&number(8..10))
}

fn moment(field: &Option<String>) -> Result<Option<String>, Problem> {
    let Some(text) = given(field) else { return Ok(None) };
    let clock = |clock: &str| {
        clock.len() == 13
            && clock.bytes().zip(*b"00:00:00.000Z").all(|(b, shape)| match shape {
                b'0' => b.is_ascii_digit(),
                _ => b == shape,
            })
    };
    let good = match text.split_once('T') {
        None => is_day(text),
        Some((date, time)) => is_day(date) && clock(time),
    };
    if good {
        return Ok(Some(text.to_owned()));
    }
    let told = "as_of: write a day, or a moment like 2026-03-30T12:00:00.000Z";
    Err(Problem::Bad(told.to_owned()))
}

/// How many rows.
pub(crate) fn rows(field: &Option<String>) -> Result<u32, Problem> {
    let Some(text) = given(field) else { return Ok(ROWS) };
    let number = text.parse().ok().filter(|n| (1..=MOST_ROWS).contains(n));
    number.ok_or_else(|| Problem::Bad(format!("limit: a number from 1 to {MOST_ROWS}")))
}

/// How many rows were shown before.
pub(crate) fn place(field: &Option<String>) -> Result<u32, Problem> {
    let Some(text) = given(field) else { return Ok(0) };
    let number = text.parse().ok().filter(|n| *n <= FURTHEST);
    number.ok_or_else(|| Problem::Bad("after: take it from `next` of the page before".to_owned()))
}

/// The kinds of speakers, for forms.
pub(crate) fn speaker_kinds() -> impl Iterator<Item = &'static str> {
    SpeakerKind::ALL.iter().map(|kind| kind.as_str())
}
