//! About this ledger: versions and counts.

use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::layout;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// What the ledger is and holds.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Counts {
    /// The program's version.
    version: &'static str,
    /// The schema of readings.
    schema: &'static str,
}

/// Versions and counts.
#[utoipa::path(get, path = "/about", tag = "ledger", responses(
    (status = 200, description = "Versions and counts", content(
        (ref("#/components/schemas/Counts") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(_app): State<Arc<App>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let counts = Counts { version: env!("CARGO_PKG_VERSION"), schema: dateline_core::SCHEMA };
    answer::one(&visitor, &counts, || page(&visitor, &counts))
}

fn page(visitor: &Visitor, counts: &Counts) -> Markup {
    layout::page(
        visitor,
        "About this ledger",
        html! {
            dl.facts {
                dt { "Program" } dd { "Dateline " (counts.version) }
                dt { "Readings" } dd { (counts.schema) }
            }
            p { "For programs: every page is there as JSON and CSV, see the " a href="/reference" { "reference" } "." }
        },
    )
}
