//! What a query string asks for. An unknown name is an error: a filter that is
//! not understood must not pass for one that holds.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use dateline_core::{ActorKind, Certainty, Context, EventType, Mode, Sector, Stance, Status};
use dateline_ledger::{By, Filter, Kind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};

/// Rows a page holds if it is not said.
const ROWS: u32 = 50;
/// The most that may be asked for at once.
const MOST_ROWS: u32 = 500;
/// The longest word or name, in characters.
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

/// What a program sent as JSON. A page of another site cannot send this type
/// without asking first.
pub(crate) fn sent_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<T, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(Problem::Form("send JSON, with content-type: application/json".to_owned()));
    }
    serde_json::from_slice(body)
        .map_err(|e| Problem::Bad(format!("the JSON cannot be understood: {e}")))
}

/// What is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

use Kind::{Actors, Agreements, Claims, Deliveries, Events, Reports, Stories};

const ALL: &[Kind] = &Kind::ALL;

/// Every filter: its name, what it asks, and of what it can be asked.
const FILTERS: &[(&str, &str, &[Kind])] = &[
    ("text", "Reports with all these words; \"in quotes\" a phrase, word* a beginning", ALL),
    ("outlet", "Reports of this outlet", ALL),
    ("from", "Published on this day or later: 2026-03-30", ALL),
    ("to", "Published on this day or earlier", ALL),
    ("story", "Of this story: s12", ALL),
    (
        "actor",
        "A name, or part of one, of who acts",
        &[Reports, Events, Actors, Agreements, Deliveries],
    ),
    ("recipient", "A name, or part of one, of who is acted upon", &[Events, Deliveries]),
    (
        "country",
        "The country code of anybody in it: ESP",
        &[Reports, Events, Claims, Actors, Agreements, Deliveries],
    ),
    ("sector", "The sector of anybody in it: MIL", &[Reports, Events, Claims, Actors]),
    ("kind", "person, organisation, country, group, document or unnamed", &[Actors]),
    ("type", "The PLOVER type, such as AGREE", &[Events]),
    ("mode", "A PLOVER mode", &[Events]),
    ("context", "What it is about, such as military", &[Events, Agreements]),
    (
        "status",
        "occurred, ongoing, planned, possible or negated",
        &[Events, Agreements, Deliveries],
    ),
    ("stage", "A step that was taken, such as signed", &[Agreements, Deliveries]),
    (
        "certainty",
        "Of a claim, or of the one it stands in: certain, probable, possible or unstated",
        &[Claims, Events],
    ),
    ("stance", "asserts, denies, doubts, asks or predicts", &[Claims, Events]),
    ("speaker", "A name, or part of one, of who says so", &[Claims, Events]),
    ("place", "Where: part of the place's name, or a country's code", &[Events]),
    ("since", "Happened on this day or later", &[Events]),
    ("until", "Happened on this day or earlier", &[Events]),
    ("min_origins", "Told by so many origins at least", &[Events, Claims, Stories]),
    ("as_of", "What was known on this day, or at this moment: 2026-03-30T12:00:00.000Z", ALL),
    ("sort", "published, oldest, happened or confidence", ALL),
];

/// How much of the answer is wanted.
const PAGING: &[(&str, &str)] = &[
    ("limit", "At most so many rows, up to 500"),
    ("after", "Rows after these, as `next` of the page before says"),
];

/// The filter that a query string asks for.
pub(crate) fn filter(uri: &Uri, kind: Kind) -> Result<Filter, Problem> {
    filter_with(uri, kind, &[]).map(|(filter, _)| filter)
}

/// The same, with names of the page's own; their values come beside it.
pub(crate) fn filter_with(
    uri: &Uri,
    kind: Kind,
    own: &[&str],
) -> Result<(Filter, Map<String, Value>), Problem> {
    let bad = |told: String| Err(Problem::Bad(told));
    let (mut asked, mut others) = (Map::new(), Map::new());
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if value.chars().count() > LONGEST {
            return bad(format!("{name}: a word or name has at most {LONGEST} characters"));
        }
        // Forms send their empty fields as well.
        let value = value.trim();
        if value.contains('\0') {
            return bad(format!("{name}: a NUL is no letter"));
        }
        let number = ["limit", "min_origins"].contains(&&*name);
        let known = FILTERS.iter().any(|(known, _, _)| *known == name)
            || PAGING.iter().any(|(known, _)| *known == name);
        let into = match (known, own.contains(&&*name)) {
            (true, _) => &mut asked,
            (_, true) => &mut others,
            _ => {
                return bad(format!(
                    "unknown field `{name}`, expected one of {}",
                    names(kind, own)
                ));
            }
        };
        if value.is_empty() {
            continue;
        }
        let told = match (number, value.parse::<u32>()) {
            (true, Ok(number)) => Value::from(number),
            (true, Err(_)) => return bad(format!("{name}: write a number")),
            _ => Value::from(value),
        };
        if into.insert(name.to_string(), told).is_some() {
            return bad(format!("{name} is asked for twice"));
        }
    }
    let mut filter: Filter = match serde_json::from_value(asked.into()) {
        Ok(filter) => filter,
        Err(error) => return bad(error.to_string()),
    };
    let limit = filter.limit.unwrap_or(ROWS);
    if !(1..=MOST_ROWS).contains(&limit) {
        return bad(format!("limit: a number from 1 to {MOST_ROWS}"));
    }
    filter.limit = Some(limit);
    filter.check(kind)?;
    Ok((filter, others))
}

fn names(kind: Kind, own: &[&str]) -> String {
    let fit = FILTERS.iter().filter(|(_, _, kinds)| kinds.contains(&kind)).map(|f| f.0);
    fit.chain(PAGING.iter().map(|p| p.0)).chain(own.iter().copied()).collect::<Vec<_>>().join(", ")
}

/// The parameters of a table, for the description of the API.
fn parameters(kind: Kind) -> Vec<Parameter> {
    let fit = FILTERS.iter().filter(|(_, _, kinds)| kinds.contains(&kind));
    fit.map(|(name, told, _)| (*name, *told)).chain(PAGING.iter().copied()).map(parameter).collect()
}

fn parameter((name, told): (&str, &str)) -> Parameter {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    let number = || ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer));
    let schema = match (name, known(name)) {
        ("limit", _) => number().minimum(Some(1)).maximum(Some(MOST_ROWS)),
        ("min_origins", _) => number().minimum(Some(0)).maximum(Some(u32::MAX)),
        ("country", _) => text().pattern(Some("^([A-Z]{3})?$")),
        ("story", _) => text().pattern(Some("^(s[0-9]{1,9})?$")),
        ("from" | "to" | "since" | "until", _) => {
            text().pattern(Some("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"))
        }
        // Forms send the fields that were left empty.
        (_, Some(names)) => text().enum_values(Some(names.into_iter().chain([""]))),
        _ => text().max_length(Some(LONGEST)),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(told))
        .schema(Some(schema))
        .build()
}

/// The values that a filter may have, where they are few. Of stages, those of
/// agreements and of deliveries are not told apart.
fn known(name: &str) -> Option<Vec<&'static str>> {
    Some(match name {
        "type" => EventType::ALL.iter().map(|v| v.as_str()).collect(),
        "mode" => Mode::ALL.iter().map(|v| v.as_str()).collect(),
        "status" => Status::ALL.iter().map(|v| v.as_str()).collect(),
        "context" => Context::ALL.iter().map(|v| v.as_str()).collect(),
        "certainty" => Certainty::ALL.iter().map(|v| v.as_str()).collect(),
        "stance" => Stance::ALL.iter().map(|v| v.as_str()).collect(),
        "sector" => Sector::ALL.iter().map(|v| v.as_str()).collect(),
        "kind" => ActorKind::ALL.iter().map(|v| v.as_str()).collect(),
        "sort" => vec!["published", "oldest", "happened", "confidence"],
        "every" => vec!["day", "month", "year"],
        "of" => vec!["events", "claims", "reports", "actors"],
        "by" | "then" => By::ALL.iter().map(|by| by.as_str()).collect(),
        _ => return None,
    })
}

macro_rules! parameters_of {
    ($($(#[$meta:meta])* $name:ident = $kind:ident;)+) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl utoipa::IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                parameters(Kind::$kind)
            }
        }
    )+};
}

parameters_of! {
    /// What can be asked of reports.
    ReportsAsked = Reports;
    /// What can be asked of events.
    EventsAsked = Events;
    /// What can be asked of claims.
    ClaimsAsked = Claims;
    /// What can be asked of actors.
    ActorsAsked = Actors;
    /// What can be asked of stories.
    StoriesAsked = Stories;
    /// What can be asked of agreements.
    AgreementsAsked = Agreements;
    /// What can be asked of deliveries.
    DeliveriesAsked = Deliveries;
}

const OF: (&str, &str) = ("of", "What to count: events, claims, reports or actors");

/// The filters of events with names of the page's own, without paging.
fn counted(own: &[(&str, &str)]) -> Vec<Parameter> {
    let plain = |p: &Parameter| !["limit", "after"].contains(&p.name.as_str());
    let filters = parameters(Kind::Events).into_iter().filter(plain);
    own.iter().copied().map(parameter).chain(filters).collect()
}

macro_rules! counts_of {
    ($($(#[$meta:meta])* $name:ident = $own:expr;)+) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl utoipa::IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                counted($own)
            }
        }
    )+};
}

counts_of! {
    /// What can be asked of counts: the filters of events, and by what to count.
    CountAsked = &[
        OF,
        (
            "by",
            "By what: type, status, actor, recipient, dyad, country, sector, day, month, year, place, speaker, certainty, stance, outlet",
        ),
        ("then", "And by what else"),
    ];
    /// What can be asked of time: the filters of events, and how finely to count.
    TimelineAsked = &[OF, ("every", "day, month or year")];
    /// What can be asked of numbers beside a table: its filters.
    FacetsAsked = &[OF];
}

/// A field that was filled in: forms send the empty ones as well.
pub(crate) fn given(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Words or a name.
pub(crate) fn words(field: &Option<String>) -> Result<Option<String>, Problem> {
    if field.as_ref().is_some_and(|text| text.chars().count() > LONGEST) {
        return Err(Problem::Bad(format!("a word or name has at most {LONGEST} characters")));
    }
    match given(field) {
        Some(text) if text.contains('\0') => Err(Problem::Bad("a NUL is no letter".to_owned())),
        text => Ok(text.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every filter that the ledger knows can be asked for, of the same kinds.
    #[test]
    fn filters_are_those_of_the_ledger() {
        let mut known = serde_json::to_value(Filter {
            min_origins: Some(1),
            limit: Some(1),
            after: Some(String::new()),
            ..Filter::default()
        })
        .unwrap();
        for (name, _, kinds) in FILTERS.iter().filter(|f| !["sort", "min_origins"].contains(&f.0)) {
            for kind in Kind::ALL {
                let mut filter = Map::new();
                filter.insert((*name).to_owned(), "?".into());
                let filter: Filter = serde_json::from_value(filter.into()).unwrap();
                let fits = match filter.check(kind) {
                    Ok(()) => true,
                    Err(error) => !error.to_string().contains("does not filter"),
                };
                assert_eq!(fits, kinds.contains(&kind), "{name} of {}", kind.as_str());
            }
            known[name] = "".into();
        }
        assert_eq!(known.as_object().unwrap().len(), FILTERS.len() + PAGING.len());
    }

    #[test]
    fn a_query_is_a_filter_or_told() {
        let filter = |query: &str| filter(&format!("/events?{query}").parse().unwrap(), Events);
        let good = filter("type=AID&actor=&limit=7").unwrap();
        assert_eq!(
            (good.event_type.as_deref(), good.actor, good.limit),
            (Some("AID"), None, Some(7))
        );
        for (query, told) in [
            ("typ=AID", "unknown field `typ`, expected one of text, "),
            ("type=AID&type=AGREE", "twice"),
            ("limit=501", "from 1 to 500"),
            ("limit=x", "a number"),
            ("sort=x", "unknown variant"),
            ("kind=person", "does not filter events"),
            ("actor=%00", "NUL"),
        ] {
            let error = filter(query).unwrap_err().to_string();
            assert!(error.contains(told), "{query}: {error}");
        }
    }
}
