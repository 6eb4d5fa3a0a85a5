//! When a page was published, from the most to the least trusted place that
//! says so.

use super::facts::{Facts, Time};
use crate::stamps;
use dateline_core::PublishedFrom;
use url::Url;

/// A date, and where it was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Published {
    /// ISO 8601.
    pub(super) at: String,
    pub(super) from: PublishedFrom,
    /// The very place: `meta article:published_time`.
    pub(super) place: String,
}

/// Metas that hold the date of publication, best first.
const METAS: [&str; 36] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time_telegram",
    "pubdate",
    "pub_date",
    "date_published",
    "published-date",
    "displaydate",
    "vr:published_time",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "article:post_date",
    "shareaholic:article_published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "datecreated",
    "article:created",
    "created",
    "date",
];

/// Days that the date in an address and another may lie apart: midnight falls at
/// other times elsewhere.
const APART: i64 = 2;

/// When the page was published; nothing later than `latest` is believed.
pub(super) fn published(
    facts: &Facts,
    urls: [Option<&Url>; 2],
    visible: &[String],
    latest: &str,
) -> Option<Published> {
    let sound = |at: &String| stamps::is_sound(at, latest);
    let address =
        urls.into_iter().flatten().find_map(|url| stamps::in_path(url.path()).filter(sound));
    let address =
        address.map(|at| Published { at, from: PublishedFrom::Url, place: "url".to_owned() });

    let described = facts.article.published.as_deref().and_then(stamps::parse).filter(sound);
    let described = described.map(|at| Published {
        at,
        from: PublishedFrom::JsonLd,
        place: "json-ld datePublished".to_owned(),
    });
    let said = METAS.iter().find_map(|name| {
        let at = stamps::parse(facts.meta_of(&[name])?).filter(sound)?;
        Some(Published { at, from: PublishedFrom::Meta, place: format!("meta {name}") })
    });
    let element = |wanted: &dyn Fn(&Time) -> bool, place: &str| {
        let times = facts.times.iter().filter(|time| !time.modified && wanted(time));
        let at = times.filter_map(stamp).find(sound)?;
        Some(Published { at, from: PublishedFrom::Text, place: place.to_owned() })
    };
    let marked = || element(&|time| time.published, "time, marked as published");
    let structured = described.or(said).or_else(marked);
    // An address was given once; metas are written anew with every change.
    match (structured, address) {
        (Some(found), Some(address)) if stamps::days_apart(&found.at, &address.at) > APART => {
            return Some(address);
        }
        (Some(found), _) | (None, Some(found)) => return Some(found),
        (None, None) => {}
    }
    element(&|time| time.within, "time in the article")
        .or_else(|| element(&|_| true, "time"))
        .or_else(|| {
            let texts = facts.dated.iter().chain(&facts.bylines).chain(visible);
            let at = texts.filter_map(|text| stamps::labelled(text)).find(sound)?;
            Some(Published { at, from: PublishedFrom::Text, place: "text".to_owned() })
        })
}

/// When the page was last changed.
pub(super) fn updated(facts: &Facts, latest: &str) -> Option<String> {
    let metas = [
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "last-modified",
        "dcterms.modified",
    ];
    let said = facts.article.modified.as_deref().or_else(|| facts.meta_of(&metas));
    let marked = || facts.times.iter().filter(|time| time.modified).find_map(stamp);
    said.and_then(stamps::parse).or_else(marked).filter(|at| stamps::is_sound(at, latest))
}

fn stamp(time: &Time) -> Option<String> {
    let machine = time.machine.as_deref().and_then(stamps::parse);
    machine.or_else(|| stamps::labelled(&time.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATEST: &str = "2026-01-01";

    fn of(facts: &Facts, url: &str) -> Option<(String, PublishedFrom)> {
        let url = Url::parse(url).unwrap();
        published(facts, [Some(&url), None], &[], LATEST).map(|p| (p.at, p.from))
    }

    fn time(machine: &str, text: &str) -> Time {
        let machine = Some(machine.to_owned()).filter(|m| !m.is_empty());
        Time { machine, text: text.to_owned(), published: false, modified: false, within: true }
    }

    #[test]
    fn places_are_trusted_in_order() {
        let mut facts = Facts::default();
        let plain = "https://h.example/port-opens";
        assert_eq!(of(&facts, plain), None);
        facts.dated.push("Published: 5 May 2024, 10:00 UTC".into());
        assert_eq!(of(&facts, plain), Some(("2024-05-05T10:00Z".into(), PublishedFrom::Text)));
        facts.times.push(time("2024-05-04T10:00:00Z", ""));
        assert_eq!(of(&facts, plain).unwrap().0, "2024-05-04T10:00:00Z");
        let dated = "https://h.example/2024/05/03/port-opens";
        assert_eq!(of(&facts, dated), Some(("2024-05-03".into(), PublishedFrom::Url)));
        facts.metas.push(("article:published_time".into(), "2024-05-02T23:00:00-05:00".into()));
        assert_eq!(
            of(&facts, dated).unwrap(),
            ("2024-05-02T23:00:00-05:00".into(), PublishedFrom::Meta)
        );
        facts.article.published = Some("2024-05-03T04:00:00Z".into());
        assert_eq!(of(&facts, dated).unwrap().1, PublishedFrom::JsonLd);
        // Written anew months later.
        facts.article.published = Some("2024-11-03T04:00:00Z".into());
        assert_eq!(of(&facts, dated).unwrap(), ("2024-05-03".into(), PublishedFrom::Url));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut facts = Facts::default();
        let plain = "https://h.example/9999/12/31/port";
        for said in ["9999-01-01", "2026-03-01", "1970-01-01T00:00:00Z", "0000-00-00", "soon"] {
            facts.article.published = Some(said.into());
            assert_eq!(of(&facts, plain), None, "{said}");
        }
        let mut changed = time("2024-05-04", "");
        changed.modified = true;
        facts.times.push(changed);
        assert_eq!(of(&facts, plain), None);
        assert_eq!(updated(&facts, LATEST).as_deref(), Some("2024-05-04"));
    }
}
