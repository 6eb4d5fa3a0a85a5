//! The table of claims.

use super::events::address;
use super::listed::Listed;
use crate::app::App;
use crate::asked::ClaimsAsked;
use crate::problem::Problem;
use crate::view::form;
use crate::view::standing::as_amended;
use crate::view::table::{self, Beside};
use crate::view::text::{day, first_words, percent, safe};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_core::{Certainty, Sector, Stance};
use dateline_ledger::{ClaimRow, Filter, Kind, Ledger};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) const COLUMNS: &[&str] = &[
    "record",
    "speaker",
    "speaker_kind",
    "stance",
    "certainty",
    "polarity",
    "content",
    "confidence",
    "outlet",
    "published_at",
];

const TABLE: Listed<ClaimRow> = Listed {
    kind: Kind::Claims,
    columns: COLUMNS,
    ask: |ledger, filter| ledger.claims(filter),
    record: |row| Some(&row.record),
    fields,
    list,
};

/// Claims of the readings that count, latest published first.
#[utoipa::path(get, path = "/claims", tag = "ledger", params(ClaimsAsked), responses(
    (status = 200, description = "Rows, and where the next are", content(
        (ref("#/components/schemas/ClaimRows") = "application/json"),
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
    html! {
        (form::words("speaker", "Speaker", &asked.speaker))
        (form::choice("certainty", "Certainty stated", &asked.certainty, Certainty::ALL.iter().map(|c| c.as_str())))
        (form::choice("stance", "Stance", &asked.stance, Stance::ALL.iter().map(|s| s.as_str())))
        (form::words("country", "Speaker’s country", &asked.country))
        (form::choice("sector", "Speaker’s sector", &asked.sector, Sector::ALL.iter().map(|s| s.as_str())))
        (form::of_report(asked))
    }
}

/// Claims as a table.
pub(crate) fn list(rows: &[ClaimRow], beside: &Beside) -> Markup {
    let heads = ["Published", "Who says so", "How", "What", "Sure"];
    let rows = rows.iter().map(|row| {
        let amended = |field| beside.standings.amended(&row.record, field);
        let speaker = row.speaker.as_deref().unwrap_or("no source given");
        let cells = vec![
            day(row.published_at.as_deref()),
            html! {
                (as_amended(html! { b { (first_words(speaker, 80)) } }, amended("speaker")))
                @if row.speaker_kind != "named" { div.faint { (row.speaker_kind) } }
            },
            html! {
                (as_amended(html! { (row.stance) }, amended("stance")))
                div.faint {
                    @let certainty = html! {
                        @if row.certainty == "unstated" { "certainty not stated" }
                        @else { span class=(format!("line {}", row.certainty)) { (row.certainty) } }
                    };
                    (as_amended(certainty, amended("certainty")))
                    @let negative = row.polarity == "negative";
                    @match amended("polarity") {
                        Some(polarity) => { ", " ins title="amended" { "in the " (polarity) } },
                        None if negative => ", in the negative",
                        None => {}
                    }
                }
            },
            html! {
                a.quote href=(address(&row.record)) { (beside.found.lit(&row.content, 220)) }
                div.faint { (safe(row.outlet.as_deref().unwrap_or("outlet unknown"))) }
            },
            html! { (percent(row.confidence)) (beside.standings.mark(&row.record)) },
        ];
        (beside.class(&row.record), cells)
    });
    table::marked("Claims", &heads, rows)
}
