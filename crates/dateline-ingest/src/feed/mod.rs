//! Items of feeds and sitemaps: RSS, Atom and sitemaps in [`xml`], JSON Feed in
//! [`json`].

pub(crate) mod json;
mod stream;
mod xml;

pub(crate) use xml::Items;

use crate::html::{one_line, paragraphs, unescape};
use crate::place::Place;
use crate::text::{byline, dateline};
use crate::{IngestError, Loaded, Options, Skip, html, id, language, primary_language, stamps};
use dateline_core::{PublishedFrom, Report};
use dateline_knowledge::Mastheads;

/// An item, whatever the feed was written in.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Item {
    /// Whether it is no report but another sitemap, of an index of them.
    pub(crate) sitemap: bool,
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    /// The text or, where the feed has but that, its summary; HTML or plain.
    pub(crate) text: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) section: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) outlet: Option<String>,
}

/// The report that an item is; with [`Options::follow`] the page it points to.
pub(crate) fn load(
    item: Item,
    place: &Place,
    mastheads: &Mastheads,
    options: &Options,
) -> Result<Loaded, IngestError> {
    match &item.url {
        Some(url) if options.follow => {
            let page = options.web.get(url, None)?.into_page();
            let mut loaded = html::load(page, place, mastheads)?;
            complete(&mut loaded.report, item);
            Ok(loaded)
        }
        _ => given(item, place, mastheads),
    }
}

/// What a page leaves open, its feed may know.
fn complete(report: &mut Report, item: Item) {
    if report.published_at.is_none() {
        report.published_at = date(&item);
        if report.published_at.is_some() {
            report.published_from = PublishedFrom::Given;
        }
    }
    if report.byline.is_empty() {
        report.byline = names(&item);
    }
    report.section = report.section.take().or(item.section);
}

/// The report that stands in the feed itself.
fn given(item: Item, place: &Place, mastheads: &Mastheads) -> Result<Loaded, IngestError> {
    let title = item.title.as_deref().map(plain).filter(|title| !title.is_empty());
    let body = item.text.as_deref().or(item.summary.as_deref()).unwrap_or_default();
    let mut body = text(body);
    if body.first().is_some_and(|first| Some(first) == title.as_ref()) {
        body.remove(0);
    }
    if body.is_empty() {
        return Err(IngestError::skipped(place, Skip::LinkOnly));
    }
    let text = body.join("\n\n");
    let dateline = dateline::find(&text, mastheads).map(|found| found.place);
    let published_at = date(&item);
    let mut report = Report {
        outlet: item.outlet.as_deref().map(plain),
        section: item.section.as_deref().map(plain),
        byline: names(&item),
        dateline,
        published_from: match published_at {
            Some(_) => PublishedFrom::Given,
            None => PublishedFrom::Unknown,
        },
        published_at,
        ..Report::of_text(match &title {
            Some(title) => format!("{title}\n\n{text}"),
            None => text.clone(),
        })
    };
    let declared = item.language.as_deref();
    report.language = language::of(&text, declared)
        .or(declared.map(primary_language))
        .unwrap_or_else(|| "en".to_owned());
    report.title = title;
    report.id = id::id(&report, item.url.as_deref());
    report.url = item.url.or_else(|| place.url());
    Ok(Loaded::new(report))
}

/// The date the feed gives, if one can have been published then.
fn date(item: &Item) -> Option<String> {
    let at = stamps::parse(item.published.as_deref()?)?;
    stamps::is_sound(&at, &stamps::today()).then_some(at)
}

fn names(item: &Item) -> Vec<String> {
    let lines = item.authors.iter().map(|author| plain(author));
    // "jane@harbour.example (Jane Doe)"
    let names = lines.map(|line| match line.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').to_owned(),
        _ => line,
    });
    names.flat_map(|line| byline::names(&line)).filter(|name| !name.contains('@')).collect()
}

/// Text of one line, without the markup that titles are sometimes given.
fn plain(text: &str) -> String {
    let text = unescape(text);
    if text.contains("</") || text.contains("<b") || text.contains("<i") {
        return paragraphs(&text).join(" ");
    }
    one_line(&text)
}

/// The paragraphs of HTML or of plain text.
fn text(body: &str) -> Vec<String> {
    if body.contains('<') && body.contains('>') || body.contains('&') {
        return paragraphs(body);
    }
    body.lines().map(one_line).filter(|line| !line.is_empty()).collect()
}
