//! The page of a report, and of one of its records.

use crate::answer;
use crate::app::App;
use crate::asked::{Asked, given};
use crate::problem::Problem;
use crate::view::standing::Standings;
use crate::view::{layout, report};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::response::Response;
use dateline_core::Reading;
use dateline_ledger::Ledger;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Which part of a long text is shown.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct PartAsked {
    /// Of a page: the part of a long text, from 1.
    #[param(value_type = Option<u32>, minimum = 1)]
    part: Option<String>,
}

impl PartAsked {
    fn part(&self) -> Result<usize, Problem> {
        let Some(text) = given(&self.part) else { return Ok(1) };
        let part = text.parse().ok().filter(|n| (1..=100_000).contains(n));
        part.ok_or_else(|| Problem::Bad("part: a number from 1".to_owned()))
    }
}

/// What the newest version of a report says.
#[utoipa::path(get, path = "/reports/{id}", tag = "ledger",
    params(("id" = String, Path, description = "The report's id"), PartAsked), responses(
    (status = 200, description = "The reading, dateline/reading/1", content(
        (ref("#/components/schemas/Reading") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn newest(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(asked): Asked<PartAsked>,
) -> Result<Response, Problem> {
    let part = asked.part()?;
    let found = app.pool.ask(move |ledger| ledger.reading(&id, None)).await?;
    show(&app, &visitor, found.ok_or_else(missing)?, part).await
}

/// What one version of a report says.
#[utoipa::path(get, path = "/reports/{id}/{version}", tag = "ledger", params(
    ("id" = String, Path, description = "The report's id"),
    ("version" = u32, Path, description = "Its version, from 1"), PartAsked), responses(
    (status = 200, description = "The reading, dateline/reading/1", content(
        (ref("#/components/schemas/Reading") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn version(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((id, version)): Path<(String, String)>,
    Asked(asked): Asked<PartAsked>,
) -> Result<Response, Problem> {
    let part = asked.part()?;
    show(&app, &visitor, read_version(&app, id, &version).await?, part).await
}

async fn show(
    app: &App,
    visitor: &Visitor,
    reading: Reading,
    part: usize,
) -> Result<Response, Problem> {
    let standings = standings(app, &reading).await?;
    let id = reading.report.id.clone();
    let story = app.pool.ask(move |ledger| ledger.story_of(&id)).await?;
    let page = report::Page::new(&reading, standings, story, part)
        .ok_or_else(|| Problem::Missing("the report has no such part".to_owned()))?;
    answer::one(visitor, &reading, || {
        layout::bare_page(visitor, report::title(&reading), page.write(visitor))
    })
}

/// One record, with the words it rests on.
#[utoipa::path(get, path = "/reports/{id}/{version}/{record}", tag = "ledger", params(
    ("id" = String, Path, description = "The report's id"),
    ("version" = u32, Path, description = "Its version, from 1"),
    ("record" = String, Path, description = "The record: c3, e1, a2, g1, d1")), responses(
    (status = 200, description = "The record as it stands in the reading", content(
        (serde_json::Value = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn record(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((id, version, record)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let reading = read_version(&app, id, &version).await?;
    let none = || Problem::Missing("the report has no such record".to_owned());
    let value = record_json(&reading, &record).ok_or_else(none)?;
    let standings = standings(&app, &reading).await?;
    let whole = format!("{}/{}/{record}", reading.report.id, reading.report.version);
    let life = app.pool.ask(move |ledger| ledger.life(&whole, None)).await?;
    answer::one(&visitor, &value, || {
        report::record_page(&visitor, &reading, &record, &standings, &life)
    })
}

/// What people said of the records of a reading; the last thousand times.
async fn standings(app: &App, reading: &Reading) -> Result<Standings, Problem> {
    let of = format!("{}/{}", reading.report.id, reading.report.version);
    let journal = app.pool.ask(move |ledger| ledger.journal(Some(&of), None, 1_000)).await?;
    Ok(Standings::of(journal))
}

/// The record as it stands in the reading.
pub(super) fn record_json(reading: &Reading, record: &str) -> Option<serde_json::Value> {
    let index = record.get(1..)?.parse::<usize>().ok()?.checked_sub(1)?;
    let json = |value: Option<serde_json::Result<serde_json::Value>>| value?.ok();
    match record.as_bytes().first()? {
        b'a' => json(reading.actors.get(index).map(serde_json::to_value)),
        b'c' => json(reading.claims.get(index).map(serde_json::to_value)),
        b'e' => json(reading.events.get(index).map(serde_json::to_value)),
        b'g' => json(reading.agreements.get(index).map(serde_json::to_value)),
        b'd' => json(reading.deliveries.get(index).map(serde_json::to_value)),
        _ => None,
    }
}

pub(super) async fn read_version(app: &App, id: String, version: &str) -> Result<Reading, Problem> {
    let version: u32 = version.parse().map_err(|_| missing())?;
    let found = app.pool.ask(move |ledger| ledger.reading_of(&id, version)).await?;
    found.ok_or_else(missing)
}

pub(super) fn missing() -> Problem {
    Problem::Missing("the ledger has no such report".to_owned())
}
