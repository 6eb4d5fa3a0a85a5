//! Who does what to whom, between states.

use crate::answer::Rows;
use crate::app::App;
use crate::asked::{EventsAsked, filter};
use crate::problem::Problem;
use crate::view::web::{Tie, ring};
use crate::view::{form, globe, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{EventType, Quad, Status};
use dateline_ledger::{By, Filter, Kind, Ledger, Measures};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

const COLUMNS: &[&str] = &[
    "from",
    "to",
    "events",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
];
/// The most ties that are drawn; the table has more.
const DRAWN: usize = 40;
const SHOWN: usize = 200;

/// What one state does to another.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct TieRow {
    from: String,
    to: String,
    events: u64,
    verbal_cooperation: u64,
    material_cooperation: u64,
    verbal_conflict: u64,
    material_conflict: u64,
}

/// Events from state to state, by class; most first.
#[utoipa::path(get, path = "/network", tag = "ledger", params(EventsAsked), responses(
    (status = 200, description = "Rows, up to 200", content(
        (ref("#/components/schemas/TieRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let filter = filter(&uri, Kind::Events)?;
    let query = Filter { limit: None, ..filter.clone() };
    let by = [By::Dyad, By::Type];
    let measures = Measures::default();
    let cells =
        app.pool.ask(move |ledger| ledger.count(&query, Kind::Events, &by, measures)).await?;
    let mut ties: HashMap<String, [u64; 4]> = HashMap::new();
    for cell in cells {
        let [Some(dyad), Some(name)] = &cell.by[..] else { continue };
        let Ok(event_type) = name.parse::<EventType>() else { continue };
        let class = usize::from(event_type.quad().number() - 1);
        ties.entry(dyad.clone()).or_default()[class] += cell.records;
    }
    let tie = |(dyad, counts): (String, [u64; 4])| {
        let (from, to) = dyad.split_once('-')?;
        Some(Tie { from: from.to_owned(), to: to.to_owned(), counts })
    };
    let mut ties: Vec<Tie> = ties.into_iter().filter_map(tie).collect();
    ties.sort_by(|a, b| (b.count(), &a.from, &a.to).cmp(&(a.count(), &b.from, &b.to)));
    ties.truncate(SHOWN);
    let row = |tie: &Tie| TieRow {
        from: tie.from.clone(),
        to: tie.to.clone(),
        events: tie.count(),
        verbal_cooperation: tie.counts[0],
        material_cooperation: tie.counts[1],
        verbal_conflict: tie.counts[2],
        material_conflict: tie.counts[3],
    };
    let rows = Rows { rows: ties.iter().map(row).collect(), next: None };
    rows.answer(&visitor, COLUMNS, |_| page(&visitor, &filter, &ties))
}

fn page(visitor: &Visitor, asked: &Filter, ties: &[Tie]) -> Markup {
    let fields = html! {
        (form::words("country", "Country code", &asked.country))
        (form::choice("type", "Type", &asked.event_type, EventType::ALL.iter().map(|t| t.as_str())))
        (form::choice("status", "Status", &asked.status, Status::ALL.iter().map(|s| s.as_str())))
        (form::words("outlet", "Outlet", &asked.outlet))
        (form::day("since", "Happened from", &asked.since))
        (form::day("until", "Happened to", &asked.until))
    };
    let drawn = &ties[..ties.len().min(DRAWN)];
    let heads = ["From", "To", "Events", "Mostly"];
    let cells = ties.iter().map(|tie| {
        let state = |code: &str| html! { a href=(format!("/events?country={code}")) { (globe::name(code)) } };
        vec![state(&tie.from), state(&tie.to), html! { (tie.count()) }, html! { span class=(format!("quad-word {}", tie.quad())) { (tie.quad()) } }]
    });
    layout::page(
        visitor,
        "Network",
        html! {
            p.lead { "Who does what to whom, as the reports tell it." }
            (form::filters("/network", visitor.here.contains('?'), fields))
            @if ties.is_empty() { (table::nothing_fits("/network")) }
            @else {
                p.quads { @for quad in Quad::ALL { svg.sample viewBox="0 0 40 8" aria-hidden="true" { line class=(format!("tie quad {quad}")) x1="0" y1="4" x2="40" y2="4" stroke-width="3" {} } " " (quad) " " } }
                (ring(drawn, |code| format!("/network?country={code}")))
                @if ties.len() > DRAWN { p.meta { "Drawn are the " (DRAWN) " most frequent of " (ties.len()) "." } }
                (table::table("From state to state", &heads, cells.collect()))
            }
        },
    )
}
