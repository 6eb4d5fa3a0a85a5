//! Where it happened. What is known to the country is a shaded country; only
//! what is known to the town or better is a pin.

use crate::answer::Rows;
use crate::app::App;
use crate::asked::{EventsAsked, filter};
use crate::problem::Problem;
use crate::view::globe::{self, Pin};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{EventType, Precision, Reading, Status};
use dateline_ledger::{AnyLedger, By, Filter, Kind, Ledger, LedgerError, Measures};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

const COLUMNS: &[&str] = &["country", "events", "reports"];
/// From how many events pins are made, the latest.
const LATEST: u32 = 300;

/// How many events happened in a state.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct PlaceRow {
    country: String,
    events: u64,
    reports: u64,
}

/// Events by the state they happened in; most first.
#[utoipa::path(get, path = "/map", tag = "ledger", params(EventsAsked), responses(
    (status = 200, description = "Rows", content(
        (ref("#/components/schemas/PlaceRows") = "application/json"),
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
    let latest = Filter { limit: Some(LATEST), ..filter.clone() };
    let wants_pins = visitor.wanted == crate::wanted::Wanted::Html;
    let (cells, pins) = app
        .pool
        .ask(move |ledger| {
            let cells = ledger.count(&query, Kind::Events, &[By::Place], Measures::default())?;
            Ok((cells, if wants_pins { pins(ledger, &latest)? } else { Vec::new() }))
        })
        .await?;
    let row = |cell: dateline_ledger::Cell| {
        let country = cell.by.into_iter().next()??;
        Some(PlaceRow { country, events: cell.records, reports: cell.reports })
    };
    let rows = Rows { rows: cells.into_iter().filter_map(row).collect(), next: None };
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &filter, rows, &pins))
}

/// The places of the latest events that are known to the town or better.
fn pins(ledger: &AnyLedger, filter: &Filter) -> Result<Vec<Pin>, LedgerError> {
    let mut readings: HashMap<(String, u32), Option<Reading>> = HashMap::new();
    let mut pins: BTreeMap<String, Pin> = BTreeMap::new();
    for event in ledger.events(filter)?.rows.into_iter().filter(|e| e.place.is_some()) {
        let mut parts = event.record.splitn(3, '/');
        let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let Ok(version) = version.parse::<u32>() else { continue };
        let key = (id.to_owned(), version);
        if !readings.contains_key(&key) {
            readings.insert(key.clone(), ledger.reading_of(id, version)?);
        }
        let Some(Some(reading)) = readings.get(&key) else { continue };
        let found = reading.events.iter().find(|e| e.id.to_string() == name);
        let Some(place) = found.and_then(|e| e.place.as_ref()) else { continue };
        let (Some(lat), Some(lon)) = (place.lat, place.lon) else { continue };
        if !matches!(place.precision, Precision::City | Precision::Point) {
            continue;
        }
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("place", &place.name)
            .finish();
        let pin = pins.entry(place.name.clone()).or_insert_with(|| Pin {
            name: place.name.clone(),
            lat,
            lon,
            count: 0,
            address: format!("/events?{query}"),
        });
        pin.count += 1;
    }
    Ok(pins.into_values().collect())
}

fn page(visitor: &Visitor, asked: &Filter, rows: &Rows<PlaceRow>, pins: &[Pin]) -> Markup {
    let fields = html! {
        (form::choice("type", "Type", &asked.event_type, EventType::ALL.iter().map(|t| t.as_str())))
        (form::choice("status", "Status", &asked.status, Status::ALL.iter().map(|s| s.as_str())))
        (form::words("actor", "Who", &asked.actor))
        (form::words("text", "Words of the report", &asked.text))
        (form::day("since", "Happened from", &asked.since))
        (form::day("until", "Happened to", &asked.until))
    };
    let counts = rows.rows.iter().map(|row| (row.country.clone(), row.events)).collect();
    let address = |code: &str| format!("/events?place={code}");
    let heads = ["Country", "Events", "Reports"];
    let cells = rows.rows.iter().map(|row| {
        vec![
            html! { a href=(address(&row.country)) { (globe::name(&row.country)) } },
            html! { (row.events) },
            html! { (row.reports) },
        ]
    });
    layout::page(
        visitor,
        "Map",
        html! {
            p.lead { "A country is shaded by what happened somewhere in it. A pin stands only where the town is known." }
            (form::filters("/map", visitor.here.contains('?'), fields))
            @if rows.rows.is_empty() { (table::nothing_fits("/map")) }
            (globe::map(&counts, pins, address))
            @if !rows.rows.is_empty() {
                p.meta { "Pins are of the latest " (LATEST) " events. Outlines: Natural Earth." }
                (table::table("Events by country", &heads, cells.collect()))
            }
        },
    )
}
