//! Today: where somebody begins.

use super::reports;
use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::{layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{Filter, Ledger, ReportRow};
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// What is on the first page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Today {
    reports: Vec<ReportRow>,
}

/// What was published last.
#[utoipa::path(get, path = "/", tag = "ledger", responses(
    (status = 200, description = "The latest", content(
        (ref("#/components/schemas/Today") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let filter = Filter { limit: Some(20), ..Filter::default() };
    let reports = app.pool.ask(move |ledger| ledger.reports(&filter)).await?.rows;
    let today = Today { reports };
    answer::one(&visitor, &today, || page(&visitor, &today))
}

fn page(visitor: &Visitor, today: &Today) -> Markup {
    layout::page(
        visitor,
        "Today",
        html! {
            @if today.reports.is_empty() {
                (table::empty("This ledger is empty.", html! {
                    p { "Dateline reads news reports and keeps what they say: who did what to whom, who says so, and how sure they are." }
                    (table::how_to_add())
                }))
            } @else {
                h2 { "Latest reports" }
                (reports::list(&today.reports))
                p.more { a.button href="/reports" { "All reports" } }
            }
        },
    )
}
