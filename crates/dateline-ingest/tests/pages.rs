//! Pages of ours, each of a structure that is met on the web. What of them is
//! text, title, author and date, `dateline eval extract` scores.

#![allow(clippy::unwrap_used)]

use dateline_core::{NoticeCode, PublishedFrom};
use dateline_ingest::{IngestError, Loaded, load_page};
use dateline_knowledge::Knowledge;

fn read(name: &str) -> Result<Loaded, IngestError> {
    let path = format!("tests/pages/{name}.html");
    let outlet = name.split('-').next().unwrap();
    let url = format!("https://{outlet}.example/news/{name}");
    load_page(std::fs::read(path).unwrap(), Some(&url), &Knowledge::embedded())
}

fn loaded(name: &str) -> Loaded {
    read(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn what_is_behind_a_wall_is_flagged() {
    for (name, walled) in
        [("paywall-flag", true), ("paywall-phrase", true), ("plain-article", false)]
    {
        let loaded = loaded(name);
        assert_eq!(loaded.details.paywalled, walled, "{name}");
        let notice = loaded.notices.iter().any(|notice| notice.code == NoticeCode::Paywall);
        assert_eq!(notice, walled, "{name}");
    }
}

#[test]
fn corrections_and_agencies_are_seen() {
    let corrected = loaded("correction-note").details;
    assert_eq!(corrected.corrections.len(), 1);
    assert_eq!(corrected.updated_at.as_deref(), Some("2024-05-04T06:00:00Z"));
    let wire = loaded("wire-dateline");
    assert_eq!(wire.details.agency.as_deref(), Some("Reuters"));
    assert_eq!(wire.report.dateline.as_deref(), Some("PORT ALMERA"));
    assert_eq!(wire.report.outlet.as_deref(), Some("Meridian Wire"));
}

#[test]
fn dates_say_where_they_were_found() {
    for (name, date, from) in [
        ("plain-article", Some("2024-05-06T18:30:00+02:00"), PublishedFrom::Meta),
        ("jsonld-graph", Some("2023-11-14T07:05:00Z"), PublishedFrom::JsonLd),
        ("impossible-date", Some("2024-05-07"), PublishedFrom::Text),
        ("visible-date", Some("2024-05-08T09:15"), PublishedFrom::Text),
        ("undated-page", None, PublishedFrom::Unknown),
    ] {
        let report = loaded(name).report;
        assert_eq!((report.published_at.as_deref(), report.published_from), (date, from), "{name}");
    }
    assert_eq!(
        loaded("plain-article").details.date_found.as_deref(),
        Some("meta article:published_time")
    );
}

#[test]
fn languages_are_told() {
    for (name, language) in [
        ("plain-article", "en"),
        ("windows-1251", "ru"),
        ("undeclared-1251", "ru"),
        ("spanish-page", "es"),
        ("latin1-page", "de"),
    ] {
        assert_eq!(loaded(name).report.language, language, "{name}");
    }
}

#[test]
fn texts_from_other_places_say_so() {
    assert_eq!(loaded("lazy-json").details.extractor, Some("page data"));
    assert_eq!(loaded("articlebody-only").details.extractor, Some("json-ld"));
    assert!(read("front-page").is_err_and(|error| error.name() == "no-article"));
}

#[test]
fn nothing_stands_twice_and_the_title_once() {
    let report = loaded("repeated-text").report;
    let paragraphs: Vec<&str> = report.text.split("\n\n").collect();
    let mut unique = paragraphs.clone();
    unique.dedup();
    unique.sort();
    unique.dedup();
    assert_eq!((paragraphs.len(), unique.len()), (5, 5));
    assert_eq!(report.title_len(), report.title.unwrap().len());
}

#[test]
fn any_page_cut_anywhere_is_read_or_refused() {
    for entry in std::fs::read_dir("tests/pages").unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for part in 1..4 {
            let _ =
                load_page(bytes[..bytes.len() * part / 4].to_vec(), None, &Knowledge::embedded());
        }
    }
}
