//! Reading a text or an address without keeping it, and keeping it.

use super::sign_in::check_token;
use crate::answer;
use crate::app::App;
use crate::asked::sent_json;
use crate::problem::Problem;
use crate::view::layout::{self, page, token};
use crate::view::report;
use crate::view::standing::Standings;
use crate::visitor::Visitor;
use axum::Form;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use dateline_core::Reading;
use dateline_ingest::{IngestError, Input, Loaded, load_bytes, records};
use dateline_ledger::Ledger;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The longest text that is read here, in bytes: about a second of work.
const LONGEST: usize = 100_000;

/// A text, or the address of a page: one of the two.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wish {
    /// The text of a report, its headline in the first line.
    #[schema(max_length = 100000)]
    pub(crate) text: Option<String>,
    /// The address of a page of the public web.
    pub(crate) url: Option<String>,
    /// With a text: the headline.
    pub(crate) title: Option<String>,
    /// With a text: who published it.
    pub(crate) outlet: Option<String>,
    /// With a text: when, 2026-03-30 or with time and zone.
    pub(crate) published_at: Option<String>,
}

/// Reads a text or a page of the web and tells what it says. Nothing is kept.
#[utoipa::path(post, path = "/api/read", tag = "reading", request_body = Wish, responses(
    (status = 200, description = "The reading, dateline/reading/1", content(
        (ref("#/components/schemas/Reading") = "application/json"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn api(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let wish: Wish = sent_json(&headers, &body)?;
    answer::json(&read(&app, &visitor, wish).await?)
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    text: String,
    url: String,
    title: String,
    outlet: String,
    published_at: String,
    keep: Option<String>,
    form_token: String,
}

pub(crate) async fn form(visitor: Visitor) -> Markup {
    sheet(&visitor, &Sent::default(), None)
}

pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    check_token(&app, &visitor, &sent.form_token)?;
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let wish = Wish {
        text: some(&sent.text),
        url: some(&sent.url),
        title: some(&sent.title),
        outlet: some(&sent.outlet),
        published_at: some(&sent.published_at),
    };
    if sent.keep.is_some() {
        visitor.editor()?;
    }
    let reading = match read(&app, &visitor, wish).await {
        Ok(reading) => reading,
        Err(problem @ (Problem::Bad(_) | Problem::Unreadable(_) | Problem::TooLarge(_))) => {
            let told = problem.to_string();
            return Ok((problem.status(), sheet(&visitor, &sent, Some(&told))).into_response());
        }
        Err(problem) => return Err(problem),
    };
    if sent.keep.is_some() {
        let receipt = app.pool.write(move |ledger| ledger.enter(&reading)).await?;
        let address = format!("/reports/{}/{}", receipt.report_id, receipt.version);
        return Ok(Redirect::to(&address).into_response());
    }
    let page = report::Page::new(&reading, Standings::default(), None, 1).ok_or(Problem::Broken)?;
    let body = html! {
        p.lead { "This was read just now and is not in the ledger." }
        (page.write(&visitor))
        (keep(&visitor, &sent))
    };
    Ok(layout::bare_page(&visitor, report::title(&reading), body).into_response())
}

/// Reads what is wished for: on a thread of its own, a few at a time.
async fn read(app: &Arc<App>, visitor: &Visitor, wish: Wish) -> Result<Reading, Problem> {
    let what = what(wish)?;
    app.reads.take(&visitor.counted_as).map_err(Problem::TooOften)?;
    let turn = Arc::clone(&app.reading).acquire_owned().await.map_err(Problem::broken)?;
    let all = Arc::clone(app);
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let loaded = load(&all, what)?;
        if loaded.report.text.len() > LONGEST {
            return Err(too_long());
        }
        let mut reading = dateline_read::read(&loaded.report, &all.reader);
        reading.notices.splice(0..0, loaded.notices);
        Ok(reading)
    });
    work.await.map_err(Problem::broken)?
}

enum What {
    /// A record of JSON, as a file would hold it.
    Record(Vec<u8>),
    Url(String),
}

fn what(wish: Wish) -> Result<What, Problem> {
    let bad = |told: &str| Err(Problem::Bad(told.to_owned()));
    let told_apart = wish.title.is_some() || wish.outlet.is_some() || wish.published_at.is_some();
    match (&wish.text, wish.url) {
        (Some(text), None) if text.len() > LONGEST => Err(too_long()),
        (Some(text), None) if text.trim().is_empty() => bad("the text is empty"),
        (Some(text), None) => {
            let record = serde_json::json!({
                "text": text,
                "title": wish.title,
                "outlet": wish.outlet,
                "published_at": wish.published_at,
            });
            Ok(What::Record(record.to_string().into_bytes()))
        }
        (None, Some(_)) if told_apart => {
            bad("title, outlet and published_at go with a text; a page tells its own")
        }
        (None, Some(url)) if url.starts_with("http://") || url.starts_with("https://") => {
            Ok(What::Url(url))
        }
        (None, Some(_)) => bad("an address begins with http:// or https://"),
        (Some(_), Some(_)) => bad("send a text or an address, not both"),
        (None, None) => bad("send a text or an address"),
    }
}

/// The report that is meant.
fn load(app: &App, what: What) -> Result<Loaded, Problem> {
    let none = || Problem::Unreadable("there is no text in it".to_owned());
    let unreadable = |error: IngestError| Problem::Unreadable(error.to_string());
    let knowledge = app.reader.knowledge();
    match what {
        What::Record(bytes) => {
            let first = load_bytes("what was sent.json", &bytes, knowledge).next();
            let mut loaded = first.ok_or_else(none)?.map_err(unreadable)?;
            // It stood in no file.
            loaded.report.url = None;
            Ok(loaded)
        }
        What::Url(url) => {
            let first = records(&Input::Url(url), &app.options).next();
            let record = first.ok_or_else(none)?.map_err(unreadable)?;
            record.load(knowledge, &app.options).map_err(unreadable)
        }
    }
}

fn too_long() -> Problem {
    Problem::TooLarge(format!(
        "the text is longer than {LONGEST} bytes: read it with `dateline read` or `dateline add`"
    ))
}

fn sheet(visitor: &Visitor, sent: &Sent, told: Option<&str>) -> Markup {
    page(
        visitor,
        "Read a text",
        html! {
            p.lead { "Dateline reads it here, on this machine, and shows what it says. Nothing is kept unless you say so." }
            @if let Some(told) = told { p.problem role="alert" { (told) } }
            form.stack method="post" action="/read" {
                (token(visitor))
                label.field.wide { span { "Text" } textarea name="text" rows="14" maxlength=(LONGEST) { (sent.text) } }
                div.pair {
                    label.field { span { "Headline" } input type="text" name="title" value=(sent.title) maxlength="500"; }
                    label.field { span { "Outlet" } input type="text" name="outlet" value=(sent.outlet) maxlength="200"; }
                    label.field { span { "Published" } input type="date" name="published_at" value=(sent.published_at); }
                }
                label.field.wide { span { "or the address of a page" } input type="url" name="url" value=(sent.url) maxlength="2000" placeholder="https://"; }
                div.go {
                    button type="submit" { "Read" }
                    @if visitor.edits() { button.second type="submit" name="keep" value="yes" { "Read and keep" } }
                }
            }
        },
    )
}

/// The button that enters what was read.
fn keep(visitor: &Visitor, sent: &Sent) -> Markup {
    html! {
        @if visitor.edits() {
            form.keep method="post" action="/read" {
                (token(visitor))
                @for (name, value) in [("text", &sent.text), ("url", &sent.url), ("title", &sent.title), ("outlet", &sent.outlet), ("published_at", &sent.published_at)] {
                    @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                }
                button type="submit" name="keep" value="yes" { "Keep it in the ledger" }
            }
        }
    }
}
