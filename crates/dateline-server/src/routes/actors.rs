//! The table of actors.

use super::events::address;
use super::listed::Listed;
use crate::app::App;
use crate::asked::ActorsAsked;
use crate::problem::Problem;
use crate::view::form;
use crate::view::standing::as_amended;
use crate::view::table::{self, Beside};
use crate::view::text::{day, first_words, safe};
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

const TABLE: Listed<ActorRow> = Listed {
    kind: Kind::Actors,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.actors(filter),
    record: |row| Some(&row.record),
    fields,
    list,
};

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
    TABLE.answer(&app, &visitor, &uri).await
}

/// What can be asked.
fn fields(asked: &Filter) -> Markup {
    html! {
        (form::words("actor", "Name", &asked.actor))
        (form::choice("kind", "Kind", &asked.kind, ActorKind::ALL.iter().map(|k| k.as_str())))
        (form::words("country", "Country code", &asked.country))
        (form::choice("sector", "Sector", &asked.sector, Sector::ALL.iter().map(|s| s.as_str())))
        (form::of_report(asked))
    }
}

/// Actors as a table.
pub(crate) fn list(rows: &[ActorRow], beside: &Beside) -> Markup {
    let heads = ["Name", "Codes", "Kind", "Named by", "Published"];
    let rows = rows.iter().map(|row| {
        let amended = |field| beside.standings.amended(&row.record, field);
        let name = html! { a href=(profile(&row.name)) { b { (first_words(&row.name, 80)) } } };
        let country = html! { (row.country.as_deref().unwrap_or_default()) };
        let cells = vec![
            html! { (as_amended(name, amended("name"))) (beside.standings.mark(&row.record)) },
            html! { span.code { (as_amended(country, amended("country"))) " " (row.sectors.join(" ")) } },
            as_amended(html! { (row.kind) }, amended("kind")),
            html! { a href=(address(&row.record)) { (safe(row.outlet.as_deref().unwrap_or("outlet unknown"))) } },
            day(row.published_at.as_deref()),
        ];
        (beside.class(&row.record), cells)
    });
    table::marked("Actors", &heads, rows)
}

/// The page of everybody of this name.
pub(crate) fn profile(name: &str) -> String {
    let query: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("name", name).finish();
    format!("/actor?{query}")
}
