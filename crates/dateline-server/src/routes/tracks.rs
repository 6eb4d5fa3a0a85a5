//! Agreements and deliveries of the whole ledger, and the page of one.

use super::events::address;
use super::listed::Listed;
use crate::answer;
use crate::app::App;
use crate::asked::{AgreementsAsked, Asked, DeliveriesAsked, Nothing};
use crate::problem::Problem;
use crate::view::ladder::{Rung, TO_FORCE, TO_HANDS, ladder};
use crate::view::text::{count, first_words, safe, when};
use crate::view::{form, layout};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{AgreementStage, Context, DeliveryStage, Status};
use dateline_ledger::{Filter, Kind, LadderRow, LadderView, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

const COLUMNS: &[&str] = &["id", "name", "parties", "subjects", "reports", "origins", "steps"];
const AGREEMENTS: Listed<LadderRow> = Listed {
    kind: Kind::Agreements,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.tracks(filter, Kind::Agreements),
    record: |_| None,
    fields: |asked| fields(Kind::Agreements, asked),
    list: |rows, _| list(Kind::Agreements, rows),
};
const DELIVERIES: Listed<LadderRow> = Listed {
    kind: Kind::Deliveries,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.tracks(filter, Kind::Deliveries),
    record: |_| None,
    fields: |asked| fields(Kind::Deliveries, asked),
    list: |rows, _| list(Kind::Deliveries, rows),
};

/// What can be asked.
fn fields(kind: Kind, asked: &Filter) -> Markup {
    let deliveries = kind == Kind::Deliveries;
    let stages: Vec<&str> = if deliveries {
        DeliveryStage::ALL.iter().map(|s| s.as_str()).collect()
    } else {
        AgreementStage::ALL.iter().map(|s| s.as_str()).collect()
    };
    html! {
        (form::words("actor", if deliveries { "Supplier" } else { "A party" }, &asked.actor))
        @if deliveries { (form::words("recipient", "Recipient", &asked.recipient)) }
        (form::choice("stage", "A step taken", &asked.stage, stages.iter().copied()))
        (form::choice("status", "Status", &asked.status, Status::ALL.iter().map(|s| s.as_str())))
        @if !deliveries { (form::choice("context", "About", &asked.context, Context::ALL.iter().map(|c| c.as_str()))) }
        (form::words("country", "Country code", &asked.country))
        (form::words("text", "Words of the report", &asked.text))
        (form::day("from", "Published from", &asked.from))
        (form::day("to", "Published to", &asked.to))
    }
}

fn list(kind: Kind, rows: &[LadderRow]) -> Markup {
    html! { div.tracks { @for row in rows { (track(row, kind)) } } }
}

/// Agreements with the steps they took, the one told of last first.
#[utoipa::path(get, path = "/agreements", tag = "ledger", params(AgreementsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/LadderRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn agreements(
    state: State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    AGREEMENTS.answer(&state, &visitor, &uri).await
}

/// Deliveries with the steps they took, the one told of last first.
#[utoipa::path(get, path = "/deliveries", tag = "ledger", params(DeliveriesAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/LadderRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn deliveries(
    state: State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    DELIVERIES.answer(&state, &visitor, &uri).await
}

/// One ladder with the rungs that are told.
fn track(row: &LadderRow, kind: Kind) -> Markup {
    let steps = row.steps.iter().map(|step| {
        let told = html! {
            @if let Some(by) = &step.by { "by " (first_words(by, 60)) " " }
            @if step.date.is_some() { (when(step.date.as_deref())) " " }
            span.faint { (count(step.origins, "origin")) ", " (count(step.reports, "report")) }
            @if let Some(record) = step.records.first() { " " a href=(address(record)) { "read it" } }
        };
        (step.stage.as_str(), status(&step.status), told)
    });
    html! {
        article.track data-row {
            h3 { a href=(format!("/{}/{}", kind.as_str(), row.id)) { (first_words(&row.name, 120)) } }
            p.meta {
                @if !row.parties.is_empty() { (safe(&row.parties.join(if kind == Kind::Deliveries { " → " } else { ", " }))) " · " }
                @for subject in &row.subjects { (safe(subject)) " · " }
                (count(row.origins, "origin")) ", " (count(row.reports, "report"))
            }
            (draw(kind, steps.collect()))
        }
    }
}

fn status(name: &str) -> Status {
    name.parse().unwrap_or(Status::Possible)
}

/// The ladder of its kind. A stage that is not known is left out.
fn draw(kind: Kind, steps: Vec<(&str, Status, Markup)>) -> Markup {
    if kind == Kind::Deliveries {
        let steps: Vec<(DeliveryStage, Rung)> = steps
            .into_iter()
            .filter_map(|(stage, status, told)| Some((stage.parse().ok()?, Rung { status, told })))
            .collect();
        let ended =
            |s: &DeliveryStage| matches!(s, DeliveryStage::Refused | DeliveryStage::Cancelled);
        let ended = steps.iter().any(|(s, _)| ended(s));
        return ladder(TO_HANDS, ended, steps);
    }
    let steps: Vec<(AgreementStage, Rung)> = steps
        .into_iter()
        .filter_map(|(stage, status, told)| Some((stage.parse().ok()?, Rung { status, told })))
        .collect();
    let ended = |s: &AgreementStage| matches!(s, AgreementStage::Ended | AgreementStage::Rejected);
    let ended = steps.iter().any(|(s, _)| ended(s));
    ladder(TO_FORCE, ended, steps)
}

/// One agreement with everything that is told of it.
#[utoipa::path(get, path = "/agreements/{id}", tag = "ledger",
    params(("id" = String, Path, description = "Its number: l7")), responses(
    (status = 200, description = "Its steps, and the sentences that tell them", content(
        (ref("#/components/schemas/LadderView") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn agreement(
    state: State<Arc<App>>,
    visitor: Visitor,
    id: Path<String>,
    _: Asked<Nothing>,
) -> Result<Response, Problem> {
    one(&state, &visitor, &id, Kind::Agreements).await
}

/// One delivery with everything that is told of it.
#[utoipa::path(get, path = "/deliveries/{id}", tag = "ledger",
    params(("id" = String, Path, description = "Its number: l7")), responses(
    (status = 200, description = "Its steps, and the sentences that tell them", content(
        (ref("#/components/schemas/LadderView") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn delivery(
    state: State<Arc<App>>,
    visitor: Visitor,
    id: Path<String>,
    _: Asked<Nothing>,
) -> Result<Response, Problem> {
    one(&state, &visitor, &id, Kind::Deliveries).await
}

async fn one(app: &App, visitor: &Visitor, id: &str, kind: Kind) -> Result<Response, Problem> {
    let what = if kind == Kind::Deliveries { "delivery" } else { "agreement" };
    let missing = || Problem::Missing(format!("the ledger has no such {what}"));
    let number: i64 = id.strip_prefix('l').unwrap_or(id).parse().map_err(|_| missing())?;
    let found = app.pool.ask(move |ledger| ledger.ladder(number, None)).await?;
    let view = found.filter(|view| view.kind == what).ok_or_else(missing)?;
    answer::one(visitor, &view, || {
        layout::page(visitor, &first_words(&view.name, 120), ladder_page(&view, kind))
    })
}

fn ladder_page(view: &LadderView, kind: Kind) -> Markup {
    let steps = view.rungs.iter().map(|rung| {
        let told = html! {
            @if let Some(by) = &rung.by { "by " (first_words(by, 60)) " " }
            @if rung.date.is_some() { (when(rung.date.as_deref())) " " }
            span.faint { (count(rung.backing.origins.len() as u64, "origin")) ", " (count(rung.backing.reports.len() as u64, "report")) }
            ul.plain {
                @for (sentence, record) in rung.told.iter().take(20) {
                    li { a.quote href=(address(record)) { (first_words(sentence, 260)) } }
                }
            }
        };
        (rung.stage.as_str(), status(&rung.status), told)
    });
    let backing = &view.backing;
    html! {
        p.meta {
            (safe(&view.parties.join(if kind == Kind::Deliveries { " → " } else { ", " })))
            @if let Some(item) = &view.item { " · " (safe(item)) }
        }
        p.lead {
            (count(backing.reports.len() as u64, "report")) ", " (count(backing.texts.len() as u64, "text")) ", "
            b { (count(backing.origins.len() as u64, "origin")) }
        }
        (draw(kind, steps.collect()))
    }
}
