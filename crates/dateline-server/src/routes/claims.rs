//! The table of claims.

use super::events::address;
use crate::answer::Rows;
use crate::app::App;
use crate::asked::{ClaimsAsked, filter};
use crate::problem::Problem;
use crate::view::text::{day, first_words, percent, safe};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{Certainty, Sector, Stance};
use dateline_ledger::{ClaimRow, Filter, Kind, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) const COLUMNS: &[&str] = &[
    "record",
    "speaker",
    "speaker_kind",
    "stance",
    "certainty",
    "polarity",
    "content",
    "confidence",
    "outlet",
    "published_at",
];

/// Claims of the readings that count, latest published first.
#[utoipa::path(get, path = "/claims", tag = "ledger", params(ClaimsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/ClaimRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let filter = filter(&uri, Kind::Claims)?;
    let query = filter.clone();
    let rows = app.pool.ask(move |ledger| ledger.claims(&query)).await?;
    let rows = Rows::of(rows, &visitor);
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &filter, rows))
}

fn page(visitor: &Visitor, asked: &Filter, rows: &Rows<ClaimRow>) -> Markup {
    let is_set = visitor.here.contains('?');
    let fields = html! {
        (form::words("speaker", "Speaker", &asked.speaker))
        (form::choice("certainty", "Certainty stated", &asked.certainty, Certainty::ALL.iter().map(|c| c.as_str())))
        (form::choice("stance", "Stance", &asked.stance, Stance::ALL.iter().map(|s| s.as_str())))
        (form::words("country", "Speaker’s country", &asked.country))
        (form::choice("sector", "Speaker’s sector", &asked.sector, Sector::ALL.iter().map(|s| s.as_str())))
        (form::words("text", "Words of the report", &asked.text))
        (form::words("outlet", "Outlet", &asked.outlet))
        (form::day("from", "From", &asked.from))
        (form::day("to", "To", &asked.to))
    };
    layout::page(
        visitor,
        "Claims",
        html! {
            (form::filters("/claims", is_set, fields))
            @if rows.rows.is_empty() && is_set { (table::nothing_fits("/claims")) }
            @else if rows.rows.is_empty() { (table::empty("No claims are in the ledger yet.", table::how_to_add())) }
            @else { (list(&rows.rows)) (table::more(rows)) }
        },
    )
}

/// Claims as a table.
pub(crate) fn list(rows: &[ClaimRow]) -> Markup {
    let heads = ["Published", "Who says so", "How", "What", "Sure"];
    let cells = rows.iter().map(|row| {
        vec![
            day(row.published_at.as_deref()),
            html! {
                b { (first_words(row.speaker.as_deref().unwrap_or("no source given"), 80)) }
                @if row.speaker_kind != "named" { div.faint { (row.speaker_kind) } }
            },
            html! {
                (row.stance)
                div.faint {
                    @if row.certainty == "unstated" { "certainty not stated" }
                    @else { span class=(format!("line {}", row.certainty)) { (row.certainty) } }
                    @if row.polarity == "negative" { ", in the negative" }
                }
            },
            html! {
                a.quote href=(address(&row.record)) { (first_words(&row.content, 220)) }
                div.faint { (safe(row.outlet.as_deref().unwrap_or("outlet unknown"))) }
            },
            html! { (percent(row.confidence)) },
        ]
    });
    table::table("Claims", &heads, cells.collect())
}
