//! Today: where somebody begins.

use super::{reports, stories, watches};
use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::layout;
use crate::view::table::{self, Beside};
use crate::view::text::{count, first_words, safe, when};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use dateline_ledger::{Alert, Filter, Ledger, LedgerError, ReportRow, Sort, StoryRow, Unsent};
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// Stories that were told of last, of which those with most origins are shown.
const RECENT: u32 = 40;
const STORIES: usize = 12;
/// Reports that were entered last, and are looked through for what went wrong.
const ENTERED: u32 = 12;

/// What is on the first page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Today {
    /// Of those told of last, the ones with most origins first.
    stories: Vec<StoryRow>,
    /// Entered last first.
    reports: Vec<ReportRow>,
    /// What watches told last.
    alerts: Vec<Alert>,
    /// What went wrong lately.
    failures: Failures,
}

/// What went wrong lately.
#[derive(Debug, Default, Serialize, schemars::JsonSchema)]
pub(crate) struct Failures {
    /// Of the reports entered last, those that were not read as they should.
    reports: Vec<Flawed>,
    /// Alerts that did not come through.
    alerts: Vec<Unsent>,
}

/// A report that was not read as it should.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Flawed {
    id: String,
    title: Option<String>,
    /// The language, if it is none that is read.
    language: Option<String>,
    /// What the reader and the loader say.
    notices: Vec<String>,
}

/// The latest stories, reports and alerts, and what went wrong.
#[utoipa::path(get, path = "/", tag = "ledger", responses(
    (status = 200, description = "The latest", content(
        (ref("#/components/schemas/Today") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let today = app
        .pool
        .ask(|ledger| {
            let most = |limit, sort| Filter { limit: Some(limit), sort, ..Filter::default() };
            let mut stories = ledger.stories(&most(RECENT, Sort::Published))?.rows;
            // The sort keeps those that were told of last first.
            stories.sort_by_key(|story| std::cmp::Reverse(story.origins));
            stories.truncate(STORIES);
            let reports = ledger.reports(&most(ENTERED, Sort::Entered))?.rows;
            let failures =
                Failures { reports: flawed(ledger, &reports)?, alerts: ledger.unsent(5)? };
            Ok(Today { stories, reports, alerts: watches::latest(ledger, 5)?, failures })
        })
        .await?;
    // Where alerts are sent is a secret of those who set it; why it failed tells.
    let mut today = today;
    if !visitor.edits() {
        today.failures.alerts.iter_mut().for_each(|unsent| unsent.problem = None);
    }
    answer::one(&visitor, &today, || page(&visitor, &today))
}

/// Of these reports, those that were not read as they should.
fn flawed(
    ledger: &(impl Ledger + ?Sized),
    reports: &[ReportRow],
) -> Result<Vec<Flawed>, LedgerError> {
    let mut flawed = Vec::new();
    for report in reports {
        let Some(reading) = ledger.reading_of(&report.id, report.version)? else { continue };
        let notices: Vec<String> = reading.notices.iter().map(|n| n.message.clone()).collect();
        let language = (report.language != "en").then(|| report.language.clone());
        if language.is_some() || !notices.is_empty() {
            let (id, title) = (report.id.clone(), report.title.clone());
            flawed.push(Flawed { id, title, language, notices });
        }
    }
    Ok(flawed)
}

fn page(visitor: &Visitor, today: &Today) -> Markup {
    let beside = Beside::default();
    layout::page(
        visitor,
        "Today",
        html! {
            @if today.reports.is_empty() {
                (table::empty("This ledger is empty.", html! {
                    p { "Dateline reads news reports and keeps what they say: who did what to whom, who says so, and how sure they are." }
                    (table::how_to_add())
                }))
            } @else {
                @if !today.alerts.is_empty() {
                    h2 { "Alerts" }
                    (watches::alerts(&today.alerts))
                }
                (failures(&today.failures))
                div.columns {
                    section {
                        h2 { "Stories by origins" }
                        p.meta { "An origin is where a statement enters the news. A copy of a text adds a report, and no origin." }
                        (stories::list(&today.stories, &beside))
                        p.more { a.button href="/stories" { "All stories" } }
                    }
                    section {
                        h2 { "Entered last" }
                        p.meta { @if let Some(last) = today.reports.first() { "The last came in on " (when(Some(&last.recorded_at))) "." } }
                        (reports::list(&today.reports, &beside))
                        p.more { a.button href="/reports" { "All reports" } }
                    }
                }
            }
        },
    )
}

/// What went wrong, folded: it is seldom what somebody came for.
fn failures(failures: &Failures) -> Markup {
    let all = failures.reports.len() + failures.alerts.len();
    html! {
        @if all > 0 {
            details.failures {
                summary { (count(all as u64, "failure")) " lately" }
                ul.plain {
                    @for unsent in &failures.alerts {
                        li {
                            "An alert of the watch " a href="/watches" { (safe(&unsent.alert.watch)) } " was not sent"
                            @if let Some(problem) = &unsent.problem { ": " (first_words(problem, 160)) }
                            span.faint { " · tried " (count(unsent.tries.into(), "time")) @if unsent.tried_at.is_some() { ", last on " (when(unsent.tried_at.as_deref())) } }
                        }
                    }
                    @for report in &failures.reports {
                        li {
                            a href=(format!("/reports/{}", report.id)) { (first_words(report.title.as_deref().unwrap_or("A report without a headline"), 100)) }
                            @if let Some(language) = &report.language { " is in a language that is not read (" (safe(language)) ")" }
                            @for notice in report.notices.iter().take(3) { " · " (first_words(notice, 160)) }
                            @if report.notices.len() > 3 { span.faint { " and " (report.notices.len() - 3) " more" } }
                        }
                    }
                }
            }
        }
    }
}
