//! The frame of every page.

use crate::assets;
use crate::visitor::Visitor;
use axum::http::StatusCode;
use maud::{DOCTYPE, Markup, html};

/// Addresses and names of the sections, in order.
const SECTIONS: &[(&str, &str)] = &[
    ("/", "Today"),
    ("/stories", "Stories"),
    ("/reports", "Reports"),
    ("/events", "Events"),
    ("/claims", "Claims"),
    ("/actors", "Actors"),
    ("/agreements", "Agreements"),
    ("/deliveries", "Deliveries"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/timeline", "Timeline"),
    ("/watches", "Watches"),
];

/// What htmx may not do: write styles or run text as code.
const HTMX: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,"selfRequestsOnly":true}"#;

/// A whole page. `title` is its heading as well.
pub(crate) fn page(visitor: &Visitor, title: &str, body: Markup) -> Markup {
    frame(Some(visitor), title, html! { h1 { (title) } (body) })
}

/// A whole page that brings its own heading.
pub(crate) fn bare_page(visitor: &Visitor, title: &str, body: Markup) -> Markup {
    frame(Some(visitor), title, body)
}

/// A page that tells why there is no other.
pub(crate) fn problem_page(visitor: Option<&Visitor>, status: StatusCode, told: &str) -> Markup {
    let heading = match status {
        StatusCode::NOT_FOUND => "Not here",
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "Not allowed",
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "Not now",
        status if status.is_server_error() => "That went wrong",
        _ => "That cannot be done",
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (sentence(told)) }
        p { a href="/" { "Back to today" } }
    };
    frame(visitor, heading, body)
}

/// With a capital and a full stop.
fn sentence(told: &str) -> String {
    let mut letters = told.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn frame(visitor: Option<&Visitor>, title: &str, body: Markup) -> Markup {
    let here = visitor.map_or("", |visitor| visitor.here.as_str());
    let path = here.split('?').next().unwrap_or_default();
    let known = visitor.is_some_and(|visitor| visitor.user.is_some());
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX);
                title { (title) " · Dateline" }
                link rel="icon" href=(assets::address("icon.svg"));
                @if known { link rel="alternate" type="application/atom+xml" title="Alerts" href="/alerts.atom"; }
                link rel="stylesheet" href=(assets::address("page.css"));
                link rel="stylesheet" href=(assets::address("report.css"));
                script src=(assets::address("theme.js")) {}
                script src=(assets::address("htmx.min.js")) defer {}
                script src=(assets::address("page.js")) defer {}
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header.top {
                    a.mark href="/" { "Dateline" }
                    @if known {
                        form.find action="/search" role="search" {
                            label.hidden for="q" { "Search the ledger" }
                            input #q type="search" name="q" placeholder="Search the ledger" maxlength="500" autocomplete="off";
                        }
                    }
                    nav.aside aria-label="Help and settings" {
                        @if known { a href="/read" { "Read a text" } }
                        a href="/codebook" { "Codebook" }
                        a href="/about" { "About" }
                        button.plain #theme type="button" title="Light or dark" hidden { "◐" }
                        button.plain #keys type="button" title="Keyboard shortcuts" hidden { "?" }
                        @if let Some(visitor) = visitor { (who(visitor)) }
                    }
                }
                @if known {
                    nav.sections aria-label="Sections" {
                        @for (address, name) in SECTIONS {
                            @let is_here = *address == path
                                || *address != "/" && path.strip_prefix(address).is_some_and(|rest| rest.starts_with('/'));
                            a href=(address) aria-current=[is_here.then_some("page")] { (name) }
                        }
                    }
                }
                main #main tabindex="-1" { (body) }
                footer {
                    "Dateline " (env!("CARGO_PKG_VERSION"))
                    " · It records what was published and who said it, and judges no truth."
                    @if known && has_twins(path) {
                        " · " a href=(twin(here, ".json")) { "JSON" }
                        @if !is_one(path) { " · " a href=(twin(here, ".csv")) { "CSV" } }
                    }
                }
                (keys())
            }
        }
    }
}

/// Whether the page is there as JSON too.
fn has_twins(path: &str) -> bool {
    let others = ["/search", "/count", "/corrections"];
    path.starts_with("/reports")
        || others.contains(&path)
        || SECTIONS.iter().any(|(address, _)| *address == path)
}

/// Whether the page shows one thing, which has no rows.
fn is_one(path: &str) -> bool {
    path == "/" || path.matches('/').count() > 1
}

/// The same address in another form.
fn twin(here: &str, ending: &str) -> String {
    let (path, query) = here.split_once('?').map_or((here, None), |(p, q)| (p, Some(q)));
    let path = if path == "/" { "/index" } else { path };
    match query {
        Some(query) => format!("{path}{ending}?{query}"),
        None => format!("{path}{ending}"),
    }
}

fn who(visitor: &Visitor) -> Markup {
    html! {
        @if let (true, Some(user)) = (visitor.signs_in, &visitor.user) {
            form.inline method="post" action="/logout" {
                (token(visitor))
                span.faint { (user.name) ", " (user.role.as_str()) }
                button.plain type="submit" { "Sign out" }
            }
        }
    }
}

/// What every form that changes something carries.
pub(crate) fn token(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="form_token" value=(visitor.form_token); }
}

/// The sheet of keyboard shortcuts; the script shows it.
fn keys() -> Markup {
    let rows = [
        ("?", "this sheet"),
        ("/", "search"),
        ("j, k", "next and previous row or record"),
        ("Enter", "open it"),
        ("a, x", "accept it, reject it"),
        ("e", "amend it"),
        ("u", "undo the last correction of it"),
        ("g t", "today"),
        ("g r", "reports"),
        ("g e", "events"),
        ("g c", "claims"),
        ("Esc", "close"),
    ];
    html! {
        dialog #sheet aria-labelledby="sheet-title" {
            h2 #sheet-title { "Keyboard shortcuts" }
            dl.keys { @for (key, what) in rows { dt { kbd { (key) } } dd { (what) } } }
            form method="dialog" { button type="submit" { "Close" } }
        }
    }
}
