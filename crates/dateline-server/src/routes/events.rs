//! The table of events.

use super::listed::Listed;
use crate::app::App;
use crate::asked::EventsAsked;
use crate::problem::Problem;
use crate::view::standing::as_amended;
use crate::view::table::{self, Beside};
use crate::view::text::{day, first_words, percent, safe};
use crate::view::{form, names};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{Context, EventType, Sector, Status};
use dateline_ledger::{EventRow, Filter, Kind, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) const COLUMNS: &[&str] = &[
    "record",
    "type",
    "modes",
    "contexts",
    "cameo",
    "status",
    "historical",
    "actors",
    "recipients",
    "date_start",
    "date_end",
    "place",
    "country",
    "claim",
    "speaker",
    "certainty",
    "sentence",
    "confidence",
    "outlet",
    "published_at",
];

const TABLE: Listed<EventRow> = Listed {
    kind: Kind::Events,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.events(filter),
    record: |row| Some(&row.record),
    fields,
    list,
};

/// Events of the readings that count, latest published first.
#[utoipa::path(get, path = "/events", tag = "ledger", params(EventsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/EventRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    TABLE.answer(&app, &visitor, &uri).await
}

/// What can be asked.
fn fields(asked: &Filter) -> Markup {
    html! {
        (form::choice("type", "Type", &asked.event_type, EventType::ALL.iter().map(|t| t.as_str())))
        (form::choice("status", "Status", &asked.status, Status::ALL.iter().map(|s| s.as_str())))
        (form::words("actor", "Who", &asked.actor))
        (form::words("recipient", "To whom", &asked.recipient))
        (form::words("country", "Country code", &asked.country))
        (form::choice("context", "About", &asked.context, Context::ALL.iter().map(|c| c.as_str())))
        (form::choice("sector", "Sector of anybody", &asked.sector, Sector::ALL.iter().map(|s| s.as_str())))
        (form::words("speaker", "Who says so", &asked.speaker))
        (form::words("place", "Where", &asked.place))
        (form::day("since", "Happened from", &asked.since))
        (form::day("until", "Happened to", &asked.until))
        (form::of_report(asked))
    }
}

/// Events as a table.
pub(crate) fn list(rows: &[EventRow], beside: &Beside) -> Markup {
    let heads = ["When and where", "What", "Who", "To whom", "In the words of the report", "Sure"];
    let rows = rows.iter().map(|row| {
        let amended = |field| beside.standings.amended(&row.record, field);
        let place = row.place.as_deref().unwrap_or_default();
        let cells = vec![
            html! {
                @let when = html! {
                    @if row.date_start.is_some() { (day(row.date_start.as_deref())) }
                    @else { span.faint { "published " (day(row.published_at.as_deref())) } }
                };
                (as_amended(when, amended("date")))
                @if row.place.is_some() || amended("place").is_some() {
                    div.faint { (as_amended(html! { (first_words(place, 40)) }, amended("place"))) }
                }
            },
            html! {
                (as_amended(html! { a.code href=(address(&row.record)) { (row.event_type) } }, amended("type")))
                " " (as_amended(status(&row.status), amended("status")))
                @if amended("historical") == Some("true") { div { ins { "background" } } }
                @if !row.contexts.is_empty() { div.faint { (row.contexts.join(", ").replace('_', " ")) } }
            },
            html! { (people(&row.actors)) },
            html! { (people(&row.recipients)) },
            html! {
                span.quote { (beside.found.lit(&row.sentence, 220)) }
                div.faint {
                    (safe(row.outlet.as_deref().unwrap_or("outlet unknown")))
                    @if row.claim.is_none() { " · in its own voice" }
                    @else {
                        " · says " (first_words(row.speaker.as_deref().unwrap_or("somebody"), 60))
                        @if let Some(certainty) = row.certainty.as_deref().filter(|c| *c != "unstated") { ", " (certainty) }
                    }
                }
            },
            html! { (percent(row.confidence)) (beside.standings.mark(&row.record)) },
        ];
        (beside.class(&row.record), cells)
    });
    table::marked("Events", &heads, rows)
}

/// A status with its mark.
pub(crate) fn status(status: &str) -> Markup {
    let glyph = status.parse::<Status>().map(names::glyph).unwrap_or_default();
    html! { span class=(format!("status {status}")) { (glyph) " " (status) } }
}

/// Names, or a dash for nobody.
pub(crate) fn people(names: &[String]) -> Markup {
    html! {
        @if names.is_empty() { span.faint { "–" } }
        @for (i, name) in names.iter().enumerate() { @if i > 0 { ", " } (first_words(name, 80)) }
    }
}

/// Where a record stands in its report.
pub(crate) fn address(record: &str) -> String {
    if let Some(story) = record.strip_prefix("story/") {
        return format!("/stories/s{story}");
    }
    match record.rsplit_once('/') {
        Some((report, id)) => format!("/reports/{report}#{id}"),
        None => "/reports".to_owned(),
    }
}
