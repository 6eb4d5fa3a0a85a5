//! The table of actors.

use super::events::address;
use crate::answer::Rows;
use crate::app::App;
use crate::asked::{ActorsAsked, filter};
use crate::problem::Problem;
use crate::view::text::{day, first_words, safe};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{ActorKind, Sector};
use dateline_ledger::{ActorRow, Filter, Kind, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

const COLUMNS: &[&str] =
    &["record", "name", "kind", "country", "sectors", "identity", "outlet", "published_at"];

/// Actors of the readings that count, latest published first.
#[utoipa::path(get, path = "/actors", tag = "ledger", params(ActorsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/ActorRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let filter = filter(&uri, Kind::Actors)?;
    let query = filter.clone();
    let rows = app.pool.ask(move |ledger| ledger.actors(&query)).await?;
    let rows = Rows::of(rows, &visitor);
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &filter, rows))
}

fn page(visitor: &Visitor, asked: &Filter, rows: &Rows<ActorRow>) -> Markup {
    let is_set = visitor.here.contains('?');
    let fields = html! {
        (form::words("actor", "Name", &asked.actor))
        (form::choice("kind", "Kind", &asked.kind, ActorKind::ALL.iter().map(|k| k.as_str())))
        (form::words("country", "Country code", &asked.country))
        (form::choice("sector", "Sector", &asked.sector, Sector::ALL.iter().map(|s| s.as_str())))
        (form::words("text", "Words of the report", &asked.text))
        (form::words("outlet", "Outlet", &asked.outlet))
        (form::day("from", "From", &asked.from))
        (form::day("to", "To", &asked.to))
    };
    layout::page(
        visitor,
        "Actors",
        html! {
            (form::filters("/actors", is_set, fields))
            @if rows.rows.is_empty() && is_set { (table::nothing_fits("/actors")) }
            @else if rows.rows.is_empty() { (table::empty("Nobody is in the ledger yet.", table::how_to_add())) }
            @else { (list(&rows.rows)) (table::more(rows)) }
        },
    )
}

pub(crate) fn list(rows: &[ActorRow]) -> Markup {
    let heads = ["Name", "Codes", "Kind", "Named by", "Published"];
    let cells = rows.iter().map(|row| {
        let sectors = row.sectors.join(" ");
        vec![
            html! { a href=(profile(&row.name)) { b { (first_words(&row.name, 80)) } } },
            html! { span.code { (row.country.as_deref().unwrap_or_default()) " " (sectors) } },
            html! { (row.kind) },
            html! { a href=(address(&row.record)) { (safe(row.outlet.as_deref().unwrap_or("outlet unknown"))) } },
            day(row.published_at.as_deref()),
        ]
    });
    table::table("Actors", &heads, cells.collect())
}

/// The page of everybody of this name.
pub(crate) fn profile(name: &str) -> String {
    let query: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("name", name).finish();
    format!("/actor?{query}")
}
