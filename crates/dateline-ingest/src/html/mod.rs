//! Pages: their article, and what they say about it.
//!
//! [`article`] finds the text, [`facts`] gathers what the page says about
//! itself, the other modules choose from it.

mod article;
mod authors;
mod bare;
mod charset;
mod clean;
mod dom;
mod facts;
mod json_ld;
mod lazy;
mod marks;
mod names;
mod paragraphs;
mod published;
mod tame;

pub(crate) use charset::guess;
pub(crate) use dom::{one_line, unescape};
pub(crate) use paragraphs::paragraphs;

use crate::place::Place;
use crate::text::dateline;
use crate::{Details, IngestError, Loaded, Validators, decode, id, language, stamps};
use article::Body;
use dateline_core::{Notice, NoticeCode, PublishedFrom, Report};
use dateline_knowledge::{MastheadWord, Mastheads};
use facts::Facts;
use trafilatura::dom::Document;
use url::Url;

/// A page as it was had.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    /// The media type that the server gave, with its charset.
    pub(crate) media_type: Option<String>,
    /// Where it was fetched.
    pub(crate) url: Option<String>,
    /// The day on which it was fetched: it cannot have been published later.
    pub(crate) fetched: Option<String>,
    /// Damage met on the way.
    pub(crate) notices: Vec<Notice>,
    pub(crate) validators: Option<Validators>,
}

impl Page {
    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

/// A larger page is none.
pub(crate) const MAX_PAGE: u64 = 16 << 20;
/// Less text than that is no article.
const LEAST: usize = 100;
/// Where the article itself seems to be missing, other places are looked at.
const LITTLE: usize = 250;

/// The report that a page is.
pub(crate) fn load(
    page: Page,
    place: &Place,
    mastheads: &Mastheads,
) -> Result<Loaded, IngestError> {
    if page.bytes.len() as u64 > MAX_PAGE {
        return Err(IngestError::larger_than(place, MAX_PAGE));
    }
    let (html, broken) = charset::decode(&page.bytes, page.media_type.as_deref());
    let html = tame::tame(&html);
    let html = bare::wrap(&html);
    let doc = Document::parse(&html);
    let facts = Facts::of(&doc);
    let mut body = Body::find(doc, &html);
    elsewhere(&mut body, &facts);

    let from = page.url.as_deref();
    let canonical = names::canonical(&facts, from);
    let outlet = names::outlet(&facts, canonical.as_ref(), mastheads);
    let title = names::title(&facts, outlet.as_deref(), body.title.as_deref());
    let is_role = |word: &str| mastheads.is(MastheadWord::Role, word);
    let (signed, dated) = clean::clean(&mut body.paragraphs, title.as_deref(), is_role);
    let paywalled = marks::paywalled(&mut body.paragraphs, &facts);
    let prose = body.paragraphs.iter().any(|paragraph| is_prose(paragraph));
    if !(prose && body.len() >= LEAST || paywalled) {
        return Err(IngestError::NoArticle { place: place.to_string() });
    }
    let mut byline = authors::authors(&facts, outlet.as_deref(), body.author.as_deref(), is_role);
    let agency = marks::agency(&body.paragraphs, &signed, &facts);
    if byline.is_empty() {
        byline = signed;
    }
    let latest = page.fetched.clone().unwrap_or_else(stamps::today);
    let fetched = page.url.as_deref().and_then(|url| Url::parse(url).ok());
    let urls = [fetched.as_ref(), canonical.as_ref()];
    let published = published::published(&facts, urls, &dated, &latest);

    let text = body.paragraphs.join("\n\n");
    let dateline = dateline::find(&text, mastheads);
    let text = match &title {
        Some(title) if text.is_empty() => title.clone(),
        Some(title) => format!("{title}\n\n{text}"),
        None => text,
    };
    let declared = facts.language.as_deref().or(facts.article.language.as_deref());
    let mut report = Report::of_text(text);
    report.language =
        language::of(&body.paragraphs.join(" "), declared).unwrap_or_else(|| "en".to_owned());
    report.section = names::section(&facts, canonical.as_ref(), mastheads);
    report.byline = byline;
    report.outlet = outlet;
    report.title = title;
    report.published_from = published.as_ref().map_or(PublishedFrom::Unknown, |p| p.from);
    report.published_at = published.as_ref().map(|p| p.at.clone());
    // Filed on a day of its own: the last place to look at.
    let filed = dateline.as_ref().and_then(|d| d.date.clone());
    let filed = filed.filter(|filed| stamps::is_sound(filed, &latest));
    if let (None, Some(filed)) = (&report.published_at, filed) {
        report.published_at = Some(filed);
        report.published_from = PublishedFrom::Text;
    }
    report.dateline = dateline.map(|d| d.place);
    let canonical = canonical.map(String::from);
    report.id = id::id(&report, canonical.as_deref());
    report.url = canonical.or_else(|| place.url());

    let details = Details {
        agency,
        corrections: marks::corrections(&body.paragraphs),
        updated_at: published::updated(&facts, &latest),
        paywalled,
        date_found: published.map(|p| p.place),
        extractor: Some(body.extractor).filter(|e| !e.is_empty()),
        validators: page.validators,
    };
    let mut notices = page.notices;
    notices.extend(broken.then(|| decode::bad_encoding(text_of_loss(&report.text))).flatten());
    notices.extend(paywalled.then(|| {
        let message = "Only a part of the text is free to read; the rest is behind a paywall.";
        Notice::new(NoticeCode::Paywall, message)
    }));
    Ok(Loaded { notices, details, ..Loaded::new(report) })
}

/// A sentence, or what is too long for a headline: lists of links have neither.
fn is_prose(paragraph: &str) -> bool {
    paragraph.len() > 160
        || paragraph.len() > 40
            && paragraph.ends_with(['.', '!', '?', '…', '”', '"', '»', '。', '।', '؟', ')'])
}

/// How many characters of the article itself were lost.
fn text_of_loss(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

/// Looks into the page's data where its elements hold little text.
fn elsewhere(body: &mut Body, facts: &Facts) {
    if body.len() >= LITTLE {
        return;
    }
    let described = facts.article.body.as_deref().map(|text| {
        if text.contains("</") {
            return paragraphs(text);
        }
        text.lines().map(one_line).filter(|line| !line.is_empty()).collect()
    });
    let lazy = || Some(lazy::text(&facts.data));
    let size = |found: &Vec<String>| found.iter().map(String::len).sum::<usize>();
    let larger = |found: &Vec<String>| size(found) > LITTLE.max(body.len() * 3 / 2);
    let found = described.filter(larger).map(|found| (found, "json-ld"));
    let found = found.or_else(|| lazy().filter(larger).map(|found| (found, "page data")));
    if let Some((paragraphs, extractor)) = found {
        body.paragraphs = paragraphs;
        body.extractor = extractor;
    }
}
