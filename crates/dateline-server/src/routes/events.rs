//! The table of events.

use crate::answer::Rows;
use crate::app::App;
use crate::asked::{Asked, EventsAsked};
use crate::problem::Problem;
use crate::view::text::{day, first_words, percent, safe};
use crate::view::{form, layout, names, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_core::{Context, EventType, Status};
use dateline_ledger::{EventRow, Filter, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) const COLUMNS: &[&str] = &[
    "record",
    "type",
    "contexts",
    "cameo",
    "status",
    "actors",
    "recipients",
    "claim",
    "sentence",
    "confidence",
    "outlet",
    "published_at",
];

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
    Asked(asked): Asked<EventsAsked>,
) -> Result<Response, Problem> {
    let filter = asked.filter()?;
    let (limit, before) = (filter.limit.unwrap_or_default(), filter.offset);
    let query = Filter { limit: Some(limit + 1), ..filter };
    let rows = app.pool.ask(move |ledger| ledger.events(&query)).await?;
    let rows = Rows::page(rows, limit, before, &visitor);
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &asked, rows))
}

fn page(visitor: &Visitor, asked: &EventsAsked, rows: &Rows<EventRow>) -> Markup {
    let is_set = visitor.here.contains('?');
    let fields = html! {
        (form::choice("type", "Type", &asked.r#type, EventType::ALL.iter().map(|t| t.as_str())))
        (form::choice("status", "Status", &asked.status, Status::ALL.iter().map(|s| s.as_str())))
        (form::words("actor", "Who", &asked.actor))
        (form::words("recipient", "To whom", &asked.recipient))
        (form::words("country", "Country code", &asked.country))
        (form::choice("context", "About", &asked.context, Context::ALL.iter().map(|c| c.as_str())))
        (form::words("text", "Words of the report", &asked.text))
        (form::words("outlet", "Outlet", &asked.outlet))
        (form::day("from", "From", &asked.from))
        (form::day("to", "To", &asked.to))
    };
    layout::page(
        visitor,
        "Events",
        html! {
            (form::filters("/events", is_set, fields))
            @if rows.rows.is_empty() && is_set { (table::nothing_fits("/events")) }
            @else if rows.rows.is_empty() { (table::empty("No events are in the ledger yet.", table::how_to_add())) }
            @else { (list(&rows.rows)) (table::more(rows)) }
        },
    )
}

/// Events as a table.
pub(crate) fn list(rows: &[EventRow]) -> Markup {
    let heads = ["Published", "What", "Who", "To whom", "In the words of the report", "Sure"];
    let cells = rows.iter().map(|row| {
        vec![
            day(row.published_at.as_deref()),
            html! {
                a.code href=(address(&row.record)) { (row.event_type) }
                " " (status(&row.status))
                @if !row.contexts.is_empty() { div.faint { (row.contexts.join(", ")) } }
            },
            html! { (people(&row.actors)) },
            html! { (people(&row.recipients)) },
            html! {
                span.quote { (first_words(&row.sentence, 220)) }
                div.faint {
                    (safe(row.outlet.as_deref().unwrap_or("outlet unknown")))
                    @if row.claim.is_some() { " · somebody’s claim" } @else { " · own voice" }
                }
            },
            html! { (percent(row.confidence)) },
        ]
    });
    table::table("Events", &heads, cells.collect())
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
    match record.rsplit_once('/') {
        Some((report, id)) => format!("/reports/{report}#{id}"),
        None => "/reports".to_owned(),
    }
}
