//! The page of somebody: what they did, what was done to them, what they said.

use super::{actors, claims, events};
use crate::answer;
use crate::app::App;
use crate::asked::{Asked, words};
use crate::problem::Problem;
use crate::view::layout;
use crate::view::table::{self, Beside};
use crate::view::text::first_words;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{ActorRow, ClaimRow, EventRow, Filter, Ledger};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::IntoParams;

/// How many of each kind are shown.
const SHOWN: u32 = 25;

/// Whose page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ActorAsked {
    /// A name, or part of one.
    name: Option<String>,
}

/// What the ledger holds of somebody.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Profile {
    name: String,
    did: Vec<EventRow>,
    was_done_to: Vec<EventRow>,
    said: Vec<ClaimRow>,
    described_by: Vec<ActorRow>,
}

/// What somebody did, what was done to them, what they said, and who names them.
#[utoipa::path(get, path = "/actor", tag = "ledger", params(ActorAsked), responses(
    (status = 200, description = "The latest of each kind", content(
        (ref("#/components/schemas/Profile") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(asked): Asked<ActorAsked>,
) -> Result<Response, Problem> {
    let Some(name) = words(&asked.name)? else {
        return Err(Problem::Bad("name: whose page?".to_owned()));
    };
    let filter = Filter { limit: Some(SHOWN), ..Filter::default() };
    let (actor, beside) = app
        .pool
        .ask(move |ledger| {
            let some = Some(name.clone());
            let actor = Profile {
                did: ledger.events(&Filter { actor: some.clone(), ..filter.clone() })?.rows,
                was_done_to: ledger
                    .events(&Filter { recipient: some.clone(), ..filter.clone() })?
                    .rows,
                said: ledger.claims(&Filter { speaker: some.clone(), ..filter.clone() })?.rows,
                described_by: ledger.actors(&Filter { actor: some, ..filter })?.rows,
                name,
            };
            let events = actor.did.iter().chain(&actor.was_done_to).map(|row| row.record.as_str());
            let records = events
                .chain(actor.said.iter().map(|row| row.record.as_str()))
                .chain(actor.described_by.iter().map(|row| row.record.as_str()));
            let beside = Beside::of(ledger, records)?;
            Ok((actor, beside))
        })
        .await?;
    answer::one(&visitor, &actor, || page(&visitor, &actor, &beside))
}

fn page(visitor: &Visitor, actor: &Profile, beside: &Beside) -> Markup {
    let all = |path: &str, field: &str, shown: usize| {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair(field, &actor.name)
            .finish();
        html! { @if shown >= SHOWN as usize { p.more { a.button href=(format!("{path}?{query}")) { "All of it" } } } }
    };
    layout::page(
        visitor,
        &first_words(&actor.name, 80),
        html! {
            @if actor.described_by.is_empty() { (table::nothing_fits("/actors")) }
            @if !actor.did.is_empty() {
                h2 { "What they did" } (events::list(&actor.did, beside)) (all("/events", "actor", actor.did.len()))
            }
            @if !actor.was_done_to.is_empty() {
                h2 { "What was done to them" } (events::list(&actor.was_done_to, beside)) (all("/events", "recipient", actor.was_done_to.len()))
            }
            @if !actor.said.is_empty() {
                h2 { "What they said" } (claims::list(&actor.said, beside)) (all("/claims", "speaker", actor.said.len()))
            }
            @if !actor.described_by.is_empty() {
                h2 { "Who names them" } (actors::list(&actor.described_by, beside)) (all("/actors", "actor", actor.described_by.len()))
            }
        },
    )
}
