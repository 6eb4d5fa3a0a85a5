//! Watches: saved questions, and what they told.

use super::events::address;
use super::sign_in::check_token;
use crate::answer;
use crate::app::App;
use crate::asked::{filter, filter_with};
use crate::problem::Problem;
use crate::view::layout::token;
use crate::view::text::{safe, when};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::Form;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use dateline_core::{Certainty, EventType, Status};
use dateline_ledger::{Alert, Filter, Kind, Ledger, Watch, WatchQuestion};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// What can be watched.
const KINDS: &[Kind] =
    &[Kind::Events, Kind::Claims, Kind::Reports, Kind::Agreements, Kind::Deliveries];
/// Alerts that are looked through for the latest.
const ALERTS: u32 = 10_000;
const SHOWN: usize = 100;

/// Fields of the form by name.
type Given = HashMap<String, String>;

/// The watches, and the latest of what they told.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Watched {
    watches: Vec<Watch>,
    /// Newest first.
    alerts: Vec<Alert>,
}

/// The latest alerts, newest first.
pub(crate) fn latest(
    ledger: &(impl Ledger + ?Sized),
    most: usize,
) -> Result<Vec<Alert>, dateline_ledger::LedgerError> {
    let mut all: Vec<Alert> = Vec::new();
    loop {
        let after = all.last().map_or(0, |alert| alert.seq);
        let page = ledger.alerts(None, after, ALERTS)?;
        let done = page.len() < ALERTS as usize;
        all.extend(page);
        if all.len() > most {
            all.drain(..all.len() - most);
        }
        if done {
            break;
        }
    }
    all.reverse();
    Ok(all)
}

/// Saved questions and what they told.
#[utoipa::path(get, path = "/watches", tag = "ledger", responses(
    (status = 200, description = "The watches, and the latest alerts; as CSV the alerts", content(
        (ref("#/components/schemas/Watched") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let given = given(&uri)?;
    let mut watched = app
        .pool
        .ask(|ledger| Ok(Watched { watches: ledger.watches()?, alerts: latest(ledger, SHOWN)? }))
        .await?;
    if !visitor.edits() {
        // An address that may be written to is a secret of those who set it.
        watched.watches.iter_mut().for_each(|watch| watch.webhook = None);
    }
    if visitor.wanted == Wanted::Csv {
        let columns = ["seq", "watch", "record", "sentence", "recorded_at"];
        return answer::csv(&columns, &watched.alerts);
    }
    answer::one(&visitor, &watched, || page(&visitor, &watched, &given, None))
}

/// Adds a watch, or takes one away: `remove` holds its name.
pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let field = |name: &str| {
        let found = sent.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty()).map(str::to_owned)
    };
    check_token(&app, &visitor, &field("form_token").unwrap_or_default())?;
    visitor.editor()?;
    if let Some(name) = field("remove") {
        app.pool.write(move |ledger| ledger.unwatch(&name)).await?;
        return Ok(Redirect::to("/watches").into_response());
    }
    let watch = match wish(&sent, &field) {
        Ok(watch) => watch,
        Err(problem) => return again(&app, &visitor, &sent, problem).await,
    };
    match app.pool.write(move |ledger| ledger.watch(&watch)).await {
        Ok(()) => Ok(Redirect::to("/watches").into_response()),
        Err(problem) => again(&app, &visitor, &sent, problem).await,
    }
}

/// What the form is filled with: a table's filters, and `of` what they are.
fn given(uri: &Uri) -> Result<Given, Problem> {
    let pairs = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let given: Given = pairs.into_owned().filter(|(_, value)| !value.is_empty()).collect();
    match given.get("of") {
        None if given.is_empty() => Ok(given),
        None => Err(Problem::Bad("of: what is to be watched?".to_owned())),
        Some(of) => {
            let kind = KINDS.iter().copied().find(|kind| kind.as_str() == of);
            let kind = kind.ok_or_else(|| Problem::Bad("of: what is to be watched?".to_owned()))?;
            filter_with(uri, kind, &["of", "name", "named"])?;
            Ok(given)
        }
    }
}

fn wish(
    sent: &[(String, String)],
    field: &impl Fn(&str) -> Option<String>,
) -> Result<Watch, Problem> {
    let bad = |told: &str| Problem::Bad(told.to_owned());
    let name = field("name").ok_or_else(|| bad("a watch needs a name"))?;
    if name.chars().count() > 100 {
        return Err(bad("a name has at most 100 characters"));
    }
    let of = field("of").unwrap_or_default();
    let kind = KINDS.iter().copied().find(|kind| kind.as_str() == of);
    let kind = kind.ok_or_else(|| bad("of: what is to be watched?"))?;
    // The filters are those of the tables, and are checked as theirs are.
    let own = ["name", "of", "named", "differs", "form_token"];
    let query =
        sent.iter().filter(|(n, value)| !own.contains(&n.as_str()) && !value.trim().is_empty());
    let query: String =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let uri: Uri = format!("/?{query}").parse().map_err(|_| bad("that cannot be asked"))?;
    let filter = Filter { limit: None, ..filter(&uri, kind)? };
    let question =
        WatchQuestion { kind, filter, named: field("named"), differs: field("differs").is_some() };
    Ok(Watch { name, question, webhook: None, secret: None })
}

/// The page again, with what is wrong.
async fn again(
    app: &App,
    visitor: &Visitor,
    sent: &[(String, String)],
    problem: Problem,
) -> Result<Response, Problem> {
    let Problem::Bad(told) = &problem else { return Err(problem) };
    let given: Given = sent.iter().cloned().collect();
    let watched = app
        .pool
        .ask(|ledger| Ok(Watched { watches: ledger.watches()?, alerts: latest(ledger, SHOWN)? }))
        .await?;
    Ok((problem.status(), page(visitor, &watched, &given, Some(told))).into_response())
}

fn page(visitor: &Visitor, watched: &Watched, given: &Given, told: Option<&str>) -> Markup {
    layout::page(
        visitor,
        "Watches",
        html! {
            @if let Some(told) = told { p.problem role="alert" { (told) } }
            @if watched.watches.is_empty() {
                (table::empty("Nothing is watched yet.", html! {
                    p { "A watch is a question that is asked again whenever a report comes in: is this treaty in force yet? "
                        "Does a second origin tell of this attack? A copy of a known text raises no alert." }
                }))
            } @else {
                table.rows {
                    thead { tr { th { "Name" } th { "Asks" } th {} } }
                    tbody { @for watch in &watched.watches {
                        tr data-row {
                            td data-label="Name" { b { (safe(&watch.name)) } }
                            td data-label="Asks" { (question(&watch.question)) }
                            td data-label="" { @if visitor.edits() {
                                form.inline method="post" action="/watch" {
                                    (token(visitor))
                                    button.second type="submit" name="remove" value=(watch.name) { "Remove" }
                                }
                            } }
                        }
                    } }
                }
            }
            h2 { "Alerts" }
            (alerts(&watched.alerts))
            p.meta { "The same for your feed reader: " a href="/alerts.atom" { "Atom" } "." }
            @if visitor.edits() { (add(visitor, given)) }
        },
    )
}

/// What a watch asks, in words.
fn question(question: &WatchQuestion) -> Markup {
    let filter = serde_json::to_value(&question.filter).unwrap_or_default();
    let parts: Vec<(String, String)> = filter
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "sort")
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.replace('_', " "), value)
        })
        .collect();
    html! {
        (question.kind.as_str())
        @if question.differs { " · where they contradict another report" }
        @if let Some(named) = &question.named { " · named: " (safe(named)) }
        @for (name, value) in &parts { " · " (name) ": " (safe(value)) }
    }
}

/// Alerts as a list.
pub(crate) fn alerts(alerts: &[Alert]) -> Markup {
    html! {
        @if alerts.is_empty() { p.faint { "None so far." } }
        @else {
            ol.journal { @for alert in alerts {
                li data-row {
                    a href=(address(&alert.record)) { (safe(&alert.sentence)) }
                    div.faint { (safe(&alert.watch)) " · " (when(Some(&alert.recorded_at))) }
                }
            } }
        }
    }
}

/// Fields for words: name and label.
const WORDS: &[(&str, &str)] = &[
    ("text", "Words of the report"),
    ("actor", "Who acts"),
    ("recipient", "Upon whom"),
    ("speaker", "Who says so"),
    ("country", "Country code"),
    ("stage", "Step on a ladder"),
    ("named", "Name of the agreement or item"),
    ("min_origins", "Origins, at least"),
];

fn add(visitor: &Visitor, given: &Given) -> Markup {
    let value = |name: &str| given.get(name).cloned();
    let of = given.get("of").map_or("events", String::as_str);
    // What has no field of its own here and was asked of the table goes along.
    let shown = ["name", "of", "type", "status", "certainty", "form_token"];
    let others = given.iter().filter(|(name, _)| {
        !shown.contains(&name.as_str()) && WORDS.iter().all(|(known, _)| known != name)
    });
    html! {
        h2 #new { "Watch something" }
        form.stack method="post" action="/watch" {
            (token(visitor))
            div.pair {
                label.field { span { "Name" } input type="text" name="name" value=(value("name").unwrap_or_default()) maxlength="100" required; }
                (form::must_choose("of", "Watch", of, KINDS.iter().map(|k| k.as_str())))
                (form::choice("type", "Type of event", &value("type"), EventType::ALL.iter().map(|t| t.as_str())))
                (form::choice("status", "Status", &value("status"), Status::ALL.iter().map(|s| s.as_str())))
                (form::choice("certainty", "Certainty stated", &value("certainty"), Certainty::ALL.iter().map(|c| c.as_str())))
                @for (name, label) in WORDS { (form::words(name, label, &value(name))) }
                @for (name, value) in others { input type="hidden" name=(name) value=(value); }
            }
            p.meta { "Fields that do not go with what is watched are refused, not passed over." }
            button type="submit" { "Watch" }
        }
    }
}
