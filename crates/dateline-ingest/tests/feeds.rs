//! Feeds and sitemaps, as they stand in files.

#![allow(clippy::unwrap_used)]

use dateline_core::PublishedFrom;
use dateline_ingest::{Loaded, load_bytes};
use dateline_knowledge::Knowledge;

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Loaded, String>> {
    let knowledge = Knowledge::embedded();
    load_bytes(name, bytes, &knowledge).map(|r| r.map_err(|e| e.name().to_owned())).collect()
}

fn one(name: &str, text: &str) -> Loaded {
    let mut all = read(name, text.as_bytes());
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).unwrap()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Gazette</title><link>https://h.example/</link><language>en-gb</language>
<image><url>https://h.example/i.png</url><title>A picture</title></image>
<item><title>Port &amp;amp; ferry open</title><link>https://h.example/1</link>
<description>In short.</description>
<content:encoded><![CDATA[<p>The port opened on Monday, <b>the office</b> said.</p><p>The ferry runs &amp; runs.</p>]]></content:encoded>
<dc:creator>Jane Doe</dc:creator><category>World</category>
<pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate></item>
<item><title>Only a link</title><link>https://h.example/2</link></item>
<item><guid isPermaLink="true">https://h.example/3</guid><description>&lt;p&gt;Ships came in.&lt;/p&gt; &nbsp;&unknown;</description></item>
</channel></rss>"#;

#[test]
fn rss() {
    let all = read("feed.xml", RSS.as_bytes());
    assert_eq!(all.len(), 3);
    let report = &all[0].as_ref().unwrap().report;
    assert_eq!(
        report.text,
        "Port & ferry open\n\nThe port opened on Monday, the office said.\n\nThe ferry runs & runs."
    );
    assert_eq!(report.outlet.as_deref(), Some("Harbour Gazette"));
    assert_eq!(report.published_at.as_deref(), Some("2024-05-01T10:00:00+02:00"));
    assert_eq!((report.published_from, &*report.language), (PublishedFrom::Given, "en"));
    assert_eq!(
        (report.byline.as_slice(), report.section.as_deref()),
        (&["Jane Doe".to_owned()][..], Some("World"))
    );
    assert_eq!(all[1].as_ref().unwrap_err(), "link-only");
    let third = &all[2].as_ref().unwrap().report;
    assert_eq!(third.url.as_deref(), Some("https://h.example/3"));
    assert!(third.text.starts_with("Ships came in."), "{}", third.text);
}

#[test]
fn atom() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Gazette</title>
      <entry><title type="html">Port &lt;b&gt;opens&lt;/b&gt;</title><link rel="self" href="https://h.example/x"/>
      <link href="https://h.example/1?a=1&amp;b=2"/><author><name>Jane Doe</name><email>j@h.example</email></author>
      <updated>2024-06-01T00:00:00Z</updated><published>2024-05-01T00:00:00Z</published>
      <content type="xhtml"><div><p>The port opened.</p><p>Ships came in.</p></div></content></entry></feed>"#;
    let report = one("feed.atom", feed).report;
    assert_eq!(report.text, "Port opens\n\nThe port opened.\n\nShips came in.");
    assert_eq!(report.url.as_deref(), Some("https://h.example/1?a=1&b=2"));
    assert_eq!(
        (report.published_at.as_deref(), &report.byline[..]),
        (Some("2024-05-01T00:00:00Z"), &["Jane Doe".to_owned()][..])
    );
}

#[test]
fn json_feed() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Gazette", "items": [
      {"id": "1", "url": "https://h.example/1", "title": "Port opens", "content_html": "<p>It opened.</p>",
       "date_published": "2024-05-01T10:00:00Z", "authors": [{"name": "Jane Doe"}]}, 3]}"#;
    let all = read("feed.json", feed.as_bytes());
    let report = &all[0].as_ref().unwrap().report;
    assert_eq!(
        (report.text.as_str(), report.byline[0].as_str()),
        ("Port opens\n\nIt opened.", "Jane Doe")
    );
    assert_eq!(all[1].as_ref().unwrap_err(), "field");
}

#[test]
fn a_sitemap_holds_links() {
    let map = r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://h.example/1</loc><news:news><news:publication><news:name>HG</news:name><news:language>en</news:language>
      </news:publication><news:publication_date>2024-05-01</news:publication_date><news:title>Port opens</news:title></news:news></url>
      <url><loc>https://h.example/2</loc><lastmod>2024-05-01</lastmod></url></urlset>"#;
    let all = read("sitemap.xml", map.as_bytes());
    assert_eq!(
        all.iter().map(|r| r.as_ref().unwrap_err().as_str()).collect::<Vec<_>>(),
        ["link-only"; 2]
    );
}

#[test]
fn other_encodings_are_read() {
    let feed = "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><description>Порт открыт.</description></item></channel></rss>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(feed);
    assert_eq!(read("feed.xml", &bytes)[0].as_ref().unwrap().report.text, "Порт открыт.");
}

#[test]
fn what_is_broken_costs_what_follows_only() {
    let item = "<item><description>The port opened.</description></item>";
    for (end, name) in [("<item><descr", "xml"), ("<item><description>Th", "xml"), ("<item", "xml")]
    {
        let all = read("feed.xml", format!("<rss><channel>{item}{item}{end}").as_bytes());
        assert!(all[0].is_ok() && all[1].is_ok(), "{all:?}");
        assert_eq!(all[2].as_ref().unwrap_err(), name);
    }
    assert_eq!(
        read("feed.xml", b"<?xml version='1.0'?><svg></svg>")[0].as_ref().unwrap_err(),
        "xml"
    );
    assert!(read("feed.xml", b"").is_empty());
    // Elements that close one another.
    let all = read(
        "feed.xml",
        b"<rss><channel><item><description>One.</title></description></b></item></channel>",
    );
    assert!(all[0].is_ok(), "{all:?}");
}
