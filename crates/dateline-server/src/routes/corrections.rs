//! Who corrected what, and when: the journal, and its export.

use super::events::address;
use crate::answer::Rows;
use crate::app::App;
use crate::asked::{Asked, words};
use crate::problem::Problem;
use crate::view::{layout, standing, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use dateline_ledger::{Journaled, Ledger, Page};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

const COLUMNS: &[&str] = &["number", "recorded_at", "who", "action", "record", "detail", "undone"];
const ROWS: u32 = 100;

/// Which corrections.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct CorrectionsAsked {
    /// Of this report, version or record: 0123456789abcdef/1/e3.
    of: Option<String>,
    /// Those before this one, as `next` of the page before says.
    after: Option<String>,
}

/// Every correction, newest first; what was undone as well.
#[utoipa::path(get, path = "/corrections", tag = "correcting", params(CorrectionsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/CorrectionRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(asked): Asked<CorrectionsAsked>,
) -> Result<Response, Problem> {
    let of = words(&asked.of)?;
    let before = match words(&asked.after)? {
        None => None,
        Some(text) => {
            let told = || Problem::Bad("after: take it from `next` of the page before".to_owned());
            Some(text.parse::<i64>().map_err(|_| told())?)
        }
    };
    let mut rows =
        app.pool.ask(move |ledger| ledger.journal(of.as_deref(), before, ROWS + 1)).await?;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let next = rows.last().filter(|_| more).map(|last| last.number.to_string());
    let rows = Rows::of(Page { rows, next }, &visitor);
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, rows))
}

fn page(visitor: &Visitor, rows: &Rows<Journaled>) -> Markup {
    layout::page(
        visitor,
        "Corrections",
        html! {
            p.lead { "Nothing that was read is changed by a correction: it stands beside it, with who and when." }
            @if rows.rows.is_empty() {
                (table::empty("Nobody has corrected anything yet.", html! {
                    p { "Open a report, click a mark or a line of the margin, and accept or reject what was read." }
                }))
            } @else {
                ol.journal {
                    @for entry in &rows.rows {
                        li.undone[entry.undone] data-row {
                            a.code href=(address(&entry.record)) { (entry.record) } " "
                            @if entry.detail.get("undo").is_some() { span.faint { "undone: " } }
                            (standing::told(entry))
                            @if entry.undone { span.faint { " · undone since" } }
                        }
                    }
                }
                (table::more(rows))
                p {
                    "What was accepted and rejected, as gold data: for " code { "dateline eval events" } " "
                    a href="/corrections/gold" { "events" } ", for " code { "dateline eval claims" } " "
                    a href="/corrections/gold?of=claims" { "claims" } "."
                }
            }
        },
    )
}

/// Which gold data.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct GoldAsked {
    /// events or claims.
    #[param(inline)]
    of: Option<Gold>,
}

/// What gold data can be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Gold {
    Events,
    Claims,
}

/// What people accepted and rejected, as gold data for `dateline eval events` or `dateline eval claims`, one JSON object a line.
#[utoipa::path(get, path = "/corrections/gold", tag = "correcting", params(GoldAsked), responses(
    (status = 200, description = "Sentences with what they hold, or nothing", body = String, content_type = "application/x-ndjson"),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn gold(
    State(app): State<Arc<App>>,
    Asked(asked): Asked<GoldAsked>,
) -> Result<Response, Problem> {
    let of = asked.of.unwrap_or(Gold::Events);
    let lines = app
        .pool
        .ask(move |ledger| {
            let mut before = None;
            let mut all = Vec::new();
            loop {
                let page = ledger.journal(None, before, 1_000)?;
                before = page.last().map(|entry| entry.number);
                let done = page.len() < 1_000;
                all.extend(page);
                if done {
                    break;
                }
            }
            match of {
                Gold::Events => crate::gold::events(ledger, all),
                Gold::Claims => crate::gold::claims(ledger, all),
            }
        })
        .await?;
    let file = match of {
        Gold::Events => "attachment; filename=\"gold-events.jsonl\"",
        Gold::Claims => "attachment; filename=\"gold-claims.jsonl\"",
    };
    let headers =
        [(header::CONTENT_TYPE, "application/x-ndjson"), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, lines).into_response())
}
