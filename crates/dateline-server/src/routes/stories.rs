//! Stories: the table, and the page of one.

use super::events;
use crate::answer::{self, Rows};
use crate::app::App;
use crate::asked::{Asked, Nothing, StoriesAsked, filter};
use crate::problem::Problem;
use crate::view::text::{count, day, first_words};
use crate::view::{form, layout, story, table};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{EventRow, Filter, Kind, Ledger, Story, StoryRow};
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

const COLUMNS: &[&str] = &["id", "title", "reports", "texts", "origins", "first", "last"];
/// How many events of a story are shown.
const EVENTS: u32 = 30;

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
    let filter = filter(&uri, Kind::Stories)?;
    let query = filter.clone();
    let rows = app.pool.ask(move |ledger| ledger.stories(&query)).await?;
    let rows = Rows::of(rows, &visitor);
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &filter, rows))
}

fn page(visitor: &Visitor, asked: &Filter, rows: &Rows<StoryRow>) -> Markup {
    let is_set = visitor.here.contains('?');
    let least = asked.min_origins.map(|n| n.to_string());
    let fields = html! {
        (form::words("text", "Words", &asked.text))
        (form::words("outlet", "Outlet", &asked.outlet))
        (form::words("min_origins", "Origins, at least", &least))
        (form::day("from", "From", &asked.from))
        (form::day("to", "To", &asked.to))
    };
    layout::page(
        visitor,
        "Stories",
        html! {
            (form::filters("/stories", is_set, fields))
            @if rows.rows.is_empty() && is_set { (table::nothing_fits("/stories")) }
            @else if rows.rows.is_empty() { (table::empty("No stories are in the ledger yet.", table::how_to_add())) }
            @else { (list(&rows.rows)) (table::more(rows)) }
        },
    )
}

/// Stories as a list, with how many tell them.
pub(crate) fn list(rows: &[StoryRow]) -> Markup {
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
            Ok(Some(Whole { story, events: ledger.events(&filter)?.rows }))
        })
        .await?;
    let whole = found.ok_or_else(missing)?;
    answer::one(&visitor, &whole, || {
        let page = story::page(&visitor, &whole.story, events::list(&whole.events));
        layout::page(&visitor, story::title(&whole.story), page)
    })
}
