//! About this ledger: versions and counts.

use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::layout;
use crate::view::text::count as number;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{AnyLedger, By, Cell, Filter, Kind, Ledger, LedgerError, Measures};
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
    reports: u64,
    texts: u64,
    events: u64,
    claims: u64,
    /// The first and the last year in which reports were published.
    years: Option<Years>,
}

/// The first and the last year.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Years {
    first: String,
    last: String,
}

/// Versions and counts.
#[utoipa::path(get, path = "/about", tag = "ledger", responses(
    (status = 200, description = "Versions and counts", content(
        (ref("#/components/schemas/Counts") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let counts = app.pool.ask(count).await?;
    answer::one(&visitor, &counts, || page(&visitor, &counts))
}

fn count(ledger: &AnyLedger) -> Result<Counts, LedgerError> {
    let all = |kind, texts| {
        let measures = Measures { texts, origins: false };
        ledger.count(&Filter::default(), kind, &[By::Year], measures)
    };
    let sum = |cells: &[Cell]| cells.iter().map(|cell| cell.records).sum();
    let reports = all(Kind::Reports, true)?;
    let mut years: Vec<String> = reports.iter().filter_map(|c| c.by.first()?.clone()).collect();
    years.sort();
    Ok(Counts {
        version: env!("CARGO_PKG_VERSION"),
        schema: dateline_core::SCHEMA,
        reports: sum(&reports),
        texts: reports.iter().filter_map(|cell| cell.texts).sum(),
        events: sum(&all(Kind::Events, false)?),
        claims: sum(&all(Kind::Claims, false)?),
        years: years
            .first()
            .cloned()
            .zip(years.last().cloned())
            .map(|(first, last)| Years { first, last }),
    })
}

fn page(visitor: &Visitor, counts: &Counts) -> Markup {
    layout::page(
        visitor,
        "About this ledger",
        html! {
            dl.facts {
                dt { "Reports" } dd { (number(counts.reports, "report")) @if let Some(Years { first, last }) = &counts.years { span.faint { ", published " (first) @if first != last { " to " (last) } } } }
                dt { "Texts" } dd { (number(counts.texts, "text")) span.faint { ", copies counted once" } }
                dt { "Claims" } dd { a href="/claims" { (number(counts.claims, "claim")) } }
                dt { "Events" } dd { a href="/events" { (number(counts.events, "event")) } }
                dt { "Program" } dd { "Dateline " (counts.version) }
                dt { "Readings" } dd { (counts.schema) }
            }
            ul.plain {
                li { a href="/about/benchmarks" { "How good is it?" } " Every figure, the poor ones too, with the command that makes it." }
                li { a href="/corrections" { "Corrections" } " Who corrected what, and when." }
                li { a href="/count" { "Counts" } " By type, status, actor, country, outlet." }
                li { a href="/reference" { "Reference" } " For programs: every page is there as JSON and CSV." }
            }
            p.meta { "Outlines of the map: Natural Earth, public domain. Moving parts: htmx, Zero-Clause BSD. City names: GeoNames, CC BY 4.0." }
        },
    )
}

/// What the program scores on gold data, as its makers measured it.
pub(crate) async fn benchmarks(State(app): State<Arc<App>>, visitor: Visitor) -> Markup {
    let body = html! { article.prose { (super::codebook::markdown(app.benchmarks)) } };
    layout::bare_page(&visitor, "How good is it?", body)
}
