//! Two versions of a report, side by side: the words, and what they did to
//! what is read.

use crate::answer;
use crate::app::App;
use crate::asked::{Asked, given};
use crate::problem::Problem;
use crate::view::layout;
use crate::view::text::{count, first_words, safe};
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::response::Response;
use dateline_ledger::{Change, Diff, Ledger};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Text that stayed is shown in full up to so many characters.
const STAYED: usize = 400;

/// Which versions; without them the two newest.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionsAsked {
    /// The older version.
    #[param(value_type = Option<u32>, minimum = 1)]
    from: Option<String>,
    /// The newer one.
    #[param(value_type = Option<u32>, minimum = 1)]
    to: Option<String>,
}

/// What changed between two versions of a report, and what that did to its claims and events.
#[utoipa::path(get, path = "/reports/{id}/diff", tag = "ledger",
    params(("id" = String, Path, description = "The report's id"), VersionsAsked), responses(
    (status = 200, description = "Words that stayed, went and came, and the effects", content(
        (ref("#/components/schemas/Diff") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Asked(asked): Asked<VersionsAsked>,
) -> Result<Response, Problem> {
    let number = |name: &str, field: &Option<String>| match given(field) {
        None => Ok(None),
        Some(text) => text
            .parse::<u32>()
            .ok()
            .filter(|n| *n > 0)
            .map(Some)
            .ok_or_else(|| Problem::Bad(format!("{name}: the number of a version, from 1"))),
    };
    let (from, to) = (number("from", &asked.from)?, number("to", &asked.to)?);
    let found = app.pool.ask(move |ledger| ledger.diff(&id, from, to)).await?;
    let none = "the ledger has no such versions of this report";
    let diff = found.ok_or_else(|| Problem::Missing(none.to_owned()))?;
    answer::one(&visitor, &diff, || page(&visitor, &diff))
}

fn page(visitor: &Visitor, diff: &Diff) -> Markup {
    let address = |version: u32| format!("/reports/{}/{version}", diff.report);
    layout::page(
        visitor,
        &format!("Version {} and version {}", diff.from, diff.to),
        html! {
            p.meta {
                a href=(address(diff.from)) { "version " (diff.from) } " · " a href=(address(diff.to)) { "version " (diff.to) }
            }
            h2 { "What it did to what is read" }
            @if diff.effects.is_empty() { p { "Nothing: every claim and event stands as before." } }
            @else {
                ul.effects {
                    @for effect in &diff.effects {
                        li class=(class(effect.change)) {
                            b { (word(effect.change)) } " "
                            @if let Some(id) = &effect.before { a.code href=(format!("{}#{id}", address(diff.from))) { (id) } }
                            @if effect.before.is_some() && effect.after.is_some() { " → " }
                            @if let Some(id) = &effect.after { a.code href=(format!("{}#{id}", address(diff.to))) { (id) } }
                            " " span.quote { (first_words(&effect.says, 240)) }
                            @for difference in &effect.differences { div.faint { (safe(difference)) } }
                        }
                    }
                }
            }
            h2 { "The text" }
            div.published {
                @for piece in &diff.words {
                    @match piece.change {
                        Change::Gone => del { (first_words(&piece.text, 20_000)) },
                        Change::New => ins { (first_words(&piece.text, 20_000)) },
                        _ => (stayed(&piece.text)),
                    }
                }
            }
        },
    )
}

/// The ends of what stayed; its middle can be unfolded.
fn stayed(text: &str) -> Markup {
    let long = text.chars().count();
    if long <= STAYED * 2 {
        return html! { (safe(text)) };
    }
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let (head, tail) = (at(STAYED), at(long - STAYED));
    html! {
        (safe(&text[..head])) "… "
        span.faint { (count((long - 2 * STAYED) as u64, "character")) " unchanged" }
        " …" (safe(&text[tail..]))
    }
}

fn class(change: Change) -> &'static str {
    match change {
        Change::Gone => "gone",
        Change::New => "new",
        Change::Changed => "changed",
        Change::Stayed => "",
    }
}

fn word(change: Change) -> &'static str {
    match change {
        Change::Gone => "− gone",
        Change::New => "+ new",
        Change::Changed => "± changed",
        Change::Stayed => "stayed",
    }
}
