//! Search over everything.

use super::{claims, events, reports};
use crate::answer::{self};
use crate::app::App;
use crate::asked::{Asked, words};
use crate::problem::Problem;
use crate::view::layout;
use crate::view::table::{self, Beside};
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{ClaimRow, EventRow, Filter, Ledger, ReportRow};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::IntoParams;

/// How many of each kind are shown.
const SHOWN: u32 = 20;

/// What to search for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchAsked {
    /// All these words; "in quotes" a phrase, word* a beginning.
    q: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Found {
    reports: Vec<ReportRow>,
    events: Vec<EventRow>,
    claims: Vec<ClaimRow>,
}

/// Reports with these words, and what is told in them.
#[utoipa::path(get, path = "/search", tag = "ledger", params(SearchAsked), responses(
    (status = 200, description = "The first of each kind", content(
        (ref("#/components/schemas/Found") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(asked): Asked<SearchAsked>,
) -> Result<Response, Problem> {
    let Some(text) = words(&asked.q)? else {
        let nothing = Found { reports: Vec::new(), events: Vec::new(), claims: Vec::new() };
        return answer::one(&visitor, &nothing, || ask(&visitor));
    };
    let filter = Filter { text: Some(text.clone()), limit: Some(SHOWN), ..Filter::default() };
    let (found, beside) = app
        .pool
        .ask(move |ledger| {
            let found = Found {
                reports: ledger.reports(&filter)?.rows,
                events: ledger.events(&filter)?.rows,
                claims: ledger.claims(&filter)?.rows,
            };
            let events = found.events.iter().map(|row| row.record.as_str());
            let records = events.chain(found.claims.iter().map(|row| row.record.as_str()));
            let beside = Beside::of(ledger, records)?.lighting(&filter.text);
            Ok((found, beside))
        })
        .await?;
    match visitor.wanted {
        Wanted::Csv => answer::csv(reports::COLUMNS, &found.reports),
        _ => answer::one(&visitor, &found, || page(&visitor, &text, &found, &beside)),
    }
}

fn ask(visitor: &Visitor) -> Markup {
    layout::page(
        visitor,
        "Search",
        html! {
            (table::empty("Write what you look for into the field above.", html! {
                p { "All the words must stand in a report. " code { "\"patrol boats\"" } " in quotes is a phrase, "
                    code { "deliver*" } " a beginning." }
            }))
        },
    )
}

fn page(visitor: &Visitor, text: &str, found: &Found, beside: &Beside) -> Markup {
    let all = |path: &str, shown: usize| {
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
        html! { @if shown >= SHOWN as usize { p.more { a.button href=(format!("{path}?{query}")) { "All of them" } } } }
    };
    layout::page(
        visitor,
        &format!("Search: {}", crate::view::text::first_words(text, 60)),
        html! {
            @if found.reports.is_empty() {
                (table::empty("No report has all of these words.", html! {
                    p { "Try fewer words, or the beginning of one: " code { "deliver*" } "." }
                }))
            } @else {
                h2 { "Reports" }
                (reports::list(&found.reports, beside)) (all("/reports", found.reports.len()))
                @if !found.claims.is_empty() {
                    h2 { "Claims in them" }
                    (claims::list(&found.claims, beside)) (all("/claims", found.claims.len()))
                }
                @if !found.events.is_empty() {
                    h2 { "Events in them" }
                    (events::list(&found.events, beside)) (all("/events", found.events.len()))
                }
            }
        },
    )
}
