//! Plain text and Markdown: what stands above the body (masthead, section,
//! headline, byline, date) is told from the body by its form.
//!
//! In doubt a line belongs to the body. No line is lost: each is a field of
//! the report or part of its text.

pub(crate) mod byline;
pub(crate) mod dateline;
mod front_matter;
mod head;
mod line;

use crate::place::Place;
use crate::{Loaded, dates, id, primary_language, undated};
use dateline_core::{PublishedFrom, Report};
use dateline_knowledge::Mastheads;
use head::Head;

/// The report that `text` is. In Markdown a first line `# Title` is the title.
pub(crate) fn load(text: &str, markdown: bool, place: &Place, mastheads: &Mastheads) -> Loaded {
    let (given, rest) = front_matter::parse(text, mastheads);
    let (heading, rest) = if markdown { heading(rest) } else { (None, rest) };
    let title = given.title.or(heading.map(str::to_owned));
    let head = Head::of(rest, title.as_deref(), mastheads);
    let dateline = dateline::find(head.body, mastheads);

    let title = title.or(head.title);
    let parts = title.iter().map(String::as_str).chain(head.decks).chain([head.body]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let mut report = Report::of_text(parts.join("\n\n"));

    let filed = || dateline.as_ref().and_then(|d| d.date.clone());
    let given_at = given.date.as_deref().and_then(dates::parse);
    let (published_at, published_from) =
        match (given_at, head.published.or(head.updated).or_else(filed)) {
            (Some(date), _) => (Some(date), PublishedFrom::Given),
            (None, Some(date)) => (Some(date), PublishedFrom::Text),
            (None, None) => (None, PublishedFrom::Unknown),
        };
    report.published_at = published_at;
    report.published_from = published_from;
    report.outlet = given.outlet.or(head.outlet);
    report.section = given.section.or(head.section);
    report.byline = if given.byline.is_empty() { head.byline } else { given.byline };
    // "By Jane Doe, Harbour Gazette" in the Harbour Gazette.
    report.byline.retain(|name| Some(name) != report.outlet.as_ref());
    report.dateline = given.dateline.or(dateline.map(|d| d.place));
    report.title = title;
    if let Some(language) = given.language {
        report.language = primary_language(&language);
    }
    report.id = id::id(&report, given.url.as_deref());
    report.url = given.url.or_else(|| place.url());
    let notice = given.date.filter(|date| dates::parse(date).is_none()).map(|date| undated(&date));
    Loaded::new(report).with(notice)
}

/// The title of a Markdown text and what follows it.
fn heading(text: &str) -> (Option<&str>, &str) {
    let trimmed = text.trim_start();
    let (line, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    match line.strip_prefix("# ").map(|title| title.trim().trim_end_matches('#').trim_end()) {
        Some(title) if !title.is_empty() => (Some(title), rest),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests;
