//! Today: where somebody begins.

use super::{reports, stories, watches};
use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::{layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{Alert, Filter, Ledger, ReportRow, StoryRow};
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// What is on the first page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Today {
    /// Told of last first.
    stories: Vec<StoryRow>,
    /// Published last first.
    reports: Vec<ReportRow>,
    /// What watches told last.
    alerts: Vec<Alert>,
}

/// The latest stories, reports and alerts.
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
    let today = app
        .pool
        .ask(|ledger| {
            let most = |limit| Filter { limit: Some(limit), ..Filter::default() };
            Ok(Today {
                stories: ledger.stories(&most(15))?.rows,
                reports: ledger.reports(&most(15))?.rows,
                alerts: watches::latest(ledger, 5)?,
            })
        })
        .await?;
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
                @if !today.alerts.is_empty() {
                h2 { "Alerts" }
                (watches::alerts(&today.alerts))
            }
            div.columns {
                section {
                    h2 { "Stories" }
                    (stories::list(&today.stories))
                    p.more { a.button href="/stories" { "All stories" } }
                }
                section {
            h2 { "Latest reports" }
                (reports::list(&today.reports))
                p.more { a.button href="/reports" { "All reports" } }
                }
            }
            }
        },
    )
}
