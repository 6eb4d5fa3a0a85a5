//! Stories: the table, and the page of one.

use super::listed::Listed;
use super::{claims, events};
use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing, StoriesAsked};
use crate::problem::Problem;
use crate::view::table::Beside;
use crate::view::text::{count, day, first_words};
use crate::view::{form, layout, story};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{ClaimRow, EventRow, Filter, Kind, Ledger, Story, StoryRow};
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

const COLUMNS: &[&str] = &["id", "title", "reports", "texts", "origins", "first", "last"];

const TABLE: Listed<StoryRow> = Listed {
    kind: Kind::Stories,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.stories(filter),
    record: |_| None,
    fields,
    list,
};
/// How many events of a story are shown.
const EVENTS: u32 = 60;

/// Stories, the one told of last first.
#[utoipa::path(get, path = "/stories", tag = "ledger", params(StoriesAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/StoryRows") = "application/json"),
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
    let least = asked.min_origins.map(|n| n.to_string());
    html! {
        (form::words("min_origins", "Origins, at least", &least))
        (form::of_report(asked))
    }
}

/// Stories as a list, with how many tell them.
pub(crate) fn list(rows: &[StoryRow], _: &Beside) -> Markup {
    html! {
        ol.reports {
            @for row in rows {
                li data-row {
                    a.title href=(format!("/stories/{}", row.id)) {
                        (first_words(row.title.as_deref().unwrap_or("Without a headline"), 160))
                    }
                    p.meta {
                        b { (count(row.origins, "origin")) } " · " (count(row.texts, "text")) " · " (count(row.reports, "report"))
                        " · " (day(row.first.as_deref()))
                        @if row.last != row.first { " to " (day(row.last.as_deref())) }
                    }
                }
            }
        }
    }
}

/// A story with its events.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Whole {
    pub(crate) story: Story,
    /// The latest events of its reports.
    pub(crate) events: Vec<EventRow>,
    /// The latest claims.
    pub(crate) claims: Vec<ClaimRow>,
}

/// One story: its reports, what several of them tell, and where they do not agree.
#[utoipa::path(get, path = "/stories/{id}", tag = "ledger",
    params(("id" = String, Path, description = "Its number: s12")), responses(
    (status = 200, description = "The story and the latest events of its reports", content(
        (ref("#/components/schemas/Whole") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let missing = || Problem::Missing("the ledger has no such story".to_owned());
    let number: i64 = id.strip_prefix('s').unwrap_or(&id).parse().map_err(|_| missing())?;
    let found = app
        .pool
        .ask(move |ledger| {
            let Some(story) = ledger.story(number, None)? else { return Ok(None) };
            let filter = Filter {
                story: Some(format!("s{number}")),
                limit: Some(EVENTS),
                ..Filter::default()
            };
            let events = ledger.events(&filter)?.rows;
            let whole = Whole { story, events, claims: ledger.claims(&filter)?.rows };
            let events = whole.events.iter().map(|row| row.record.as_str());
            let records = events.chain(whole.claims.iter().map(|row| row.record.as_str()));
            let beside = Beside::of(ledger, records)?;
            Ok(Some((whole, beside)))
        })
        .await?;
    let (whole, beside) = found.ok_or_else(missing)?;
    answer::one(&visitor, &whole, || {
        let all = |path: &str, shown: usize| {
            let address = format!("{path}?story=s{number}");
            html! { @if shown >= EVENTS as usize { p.more { a.button href=(address) { "All of them" } } } }
        };
        let events =
            html! { (events::list(&whole.events, &beside)) (all("/events", whole.events.len())) };
        let claims =
            html! { (claims::list(&whole.claims, &beside)) (all("/claims", whole.claims.len())) };
        let page = story::page(
            &visitor,
            &whole.story,
            &whole.events,
            (!whole.events.is_empty()).then_some(events),
            (!whole.claims.is_empty()).then_some(claims),
        );
        layout::page(&visitor, story::title(&whole.story), page)
    })
}
