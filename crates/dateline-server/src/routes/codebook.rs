//! The codebook, as it is built into the program.

use crate::answer;
use crate::app::App;
use crate::asked::{Asked, Nothing};
use crate::problem::Problem;
use crate::view::layout;
use crate::visitor::Visitor;
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde::Serialize;
use std::sync::Arc;

/// A page of the codebook.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Page {
    /// What it is asked for by.
    name: &'static str,
    /// Its folder, for the list.
    folder: &'static str,
    title: &'static str,
    text: &'static str,
}

/// An entry of the list.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Title {
    name: &'static str,
    title: &'static str,
}

fn pages(app: &App) -> impl Iterator<Item = Page> + use<> {
    app.codebook.iter().filter_map(|(path, text)| {
        let path = path.strip_prefix("codebook/")?.strip_suffix(".md")?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let title = text.lines().next().unwrap_or_default().trim_start_matches('#').trim();
        (name != "README").then_some(Page { name, folder, title, text })
    })
}

/// The pages of the codebook.
#[utoipa::path(get, path = "/codebook", tag = "codebook", responses(
    (status = 200, description = "Name and title of each", content(
        (ref("#/components/schemas/Pages") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let pages: Vec<Page> = pages(&app).collect();
    let names: Vec<Title> = pages.iter().map(|p| Title { name: p.name, title: p.title }).collect();
    answer::one(&visitor, &names, || {
        layout::page(
            &visitor,
            "Codebook",
            html! {
                p.lead { "What each code means, how it differs from its neighbours, and sentences that show it." }
                (section(&pages, "plover", "Events"))
                (section(&pages, "claims", "Claims"))
                (section(&pages, "", "Actors, status, time, places, ladders"))
            },
        )
    })
}

fn section(pages: &[Page], folder: &str, heading: &str) -> Markup {
    html! {
        @if pages.iter().any(|p| p.folder == folder) {
            h2 { (heading) }
            ul.plain { @for page in pages.iter().filter(|p| p.folder == folder) {
                li { a href=(format!("/codebook/{}", page.name)) { (page.title) } }
            } }
        }
    }
}

/// One page.
#[utoipa::path(get, path = "/codebook/{page}", tag = "codebook",
    params(("page" = String, Path, description = "Its name, in whatever case")), responses(
    (status = 200, description = "Name, title and Markdown", content(
        (ref("#/components/schemas/Page") = "application/json"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(name): Path<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Response, Problem> {
    let found = pages(&app).find(|page| page.name.eq_ignore_ascii_case(&name));
    let missing = || Problem::Missing("the codebook has no page of this name".to_owned());
    let page = found.ok_or_else(missing)?;
    answer::one(&visitor, &page, || {
        let body = html! { article.prose { (markdown(page.text)) } };
        layout::bare_page(&visitor, page.title, body)
    })
}

/// Our own Markdown as HTML; links to other pages are made to fit.
pub(super) fn markdown(text: &str) -> Markup {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let name = dest_url.rsplit('/').next().and_then(|last| last.strip_suffix(".md"));
            let address = name.map(|name| format!("/codebook/{name}").into());
            Event::Start(Tag::Link { link_type, dest_url: address.unwrap_or(dest_url), title, id })
        }
        // The pages hold none; if one ever does, it is shown as text.
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_and_html_is_text() {
        let page = markdown("see [status](../status.md) <b>x</b>").into_string();
        assert!(page.contains(r#"<a href="/codebook/status">"#), "{page}");
        assert!(page.contains("&lt;b&gt;"), "{page}");
    }
}
