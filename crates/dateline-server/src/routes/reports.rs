//! The table of reports.

use super::listed::Listed;
use crate::app::App;
use crate::asked::ReportsAsked;
use crate::problem::Problem;
use crate::view::form;
use crate::view::table::Beside;
use crate::view::text::{count, day, first_words, safe};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{Filter, Kind, Ledger, ReportRow};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "version",
    "url",
    "outlet",
    "title",
    "published_at",
    "language",
    "claims",
    "events",
    "recorded_at",
    "found",
];

const TABLE: Listed<ReportRow> = Listed {
    kind: Kind::Reports,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.reports(filter),
    record: |_| None,
    fields,
    list,
};

/// Reports, newest version each, latest published first.
#[utoipa::path(get, path = "/reports", tag = "ledger", params(ReportsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/ReportRows") = "application/json"),
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
        (form::words("actor", "Who is in it", &asked.actor))
        (form::words("country", "Country code", &asked.country))
        (form::of_report(asked))
    }
}

/// Reports as a list: headline, outlet, day, what the reading holds.
pub(crate) fn list(rows: &[ReportRow], _: &Beside) -> Markup {
    html! {
        ol.reports {
            @for row in rows {
                li data-row {
                    a.title href=(format!("/reports/{}", row.id)) {
                        (first_words(row.title.as_deref().unwrap_or("Without a headline"), 160))
                    }
                    p.meta {
                        (safe(row.outlet.as_deref().unwrap_or("outlet unknown")))
                        " · " (day(row.published_at.as_deref()))
                        " · " (count(row.claims.into(), "claim"))
                        " · " (count(row.events.into(), "event"))
                        @if row.version > 1 { " · version " (row.version) }
                        @if row.language != "en" { " · " (safe(&row.language)) }
                    }
                    @if let Some(found) = &row.found { p.found { (highlighted(found)) } }
                }
            }
        }
    }
}

/// A piece of text whose found words stand in brackets: they are marked. A
/// bracket of the text itself marks nothing worse than a word too many.
pub(crate) fn highlighted(found: &str) -> Markup {
    html! {
        @for (i, piece) in found.split('[').enumerate() {
            @match piece.split_once(']') {
                Some((word, rest)) if i > 0 => { mark { (safe(word)) } (safe(rest)) },
                _ => { (safe(piece)) }
            }
        }
    }
}
