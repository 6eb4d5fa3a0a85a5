//! What stands beside the rows of tables: numbers, views, corrections, and the
//! words that were looked for.

#![allow(clippy::unwrap_used)]

mod support;

use axum::http::{StatusCode, header};
use support::{Server, server, server_with};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn correct(server: &Server, wish: serde_json::Value) {
    let answer = server.post("/api/correct", &[JSON], &wish.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

/// Every number of a facet is the number of rows that its address asks for.
#[tokio::test]
async fn numbers_are_those_of_the_rows() {
    let server = server();
    for of in ["events", "claims", "reports", "actors", "events&status=occurred"] {
        let facets = server.get(&format!("/facets.json?of={of}")).await.json();
        let facets = facets.as_array().unwrap();
        assert!(facets.len() > 1, "{of}");
        let mut checked = 0;
        for facet in facets {
            for value in facet["values"].as_array().unwrap() {
                let Some(address) = value["address"].as_str() else { continue };
                if value["chosen"] == true {
                    assert!(!address.contains("status"), "{address}");
                    continue;
                }
                let address = address.replacen('?', ".json?", 1);
                let rows = server.get(&address).await.json()["rows"].as_array().unwrap().len();
                assert_eq!(value["records"], rows, "{address}: {facet}");
                checked += 1;
            }
        }
        assert!(checked > 1, "{of}");
    }
    let refused = server.get("/facets?of=weather").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    // The same as a part of a page, for htmx, and as a page of its own.
    let part = server.get_with("/facets?of=events", &[("hx-request", "true")]).await.body;
    assert!(part.starts_with("<section class=\"facet\">"), "{part}");
    assert!(server.get("/facets?of=events").await.body.contains("<main"));
    assert!(
        server.get("/events?type=AGREE").await.body.contains("/facets?of=events&amp;type=AGREE")
    );
}

#[tokio::test]
async fn numbers_are_kept_until_the_ledger_changes() {
    let server = server();
    let part = async || server.get_with("/facets?of=reports", &[("hx-request", "true")]).await.body;
    let before = part().await;
    assert_eq!(part().await, before);
    let mut ledger = dateline_ledger::SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    let new = support::reading("00000000000000f6", None, "Norway agreed to talks with Chad.");
    dateline_ledger::Ledger::enter(&mut ledger, &new).unwrap();
    assert_ne!(part().await, before);
}

#[tokio::test]
async fn corrections_show_in_tables() {
    let server = server();
    let report = format!("{}/1", server.report);
    let plain = server.get("/events").await.body;
    assert!(!plain.contains("mark-line") && !plain.contains("<tr class"), "{plain}");
    correct(&server, serde_json::json!({ "record": format!("{report}/e1"), "action": "reject" }))
        .await;
    let amend = serde_json::json!({ "status": "planned", "type": "CONSULT", "place": "Rabat <b>" });
    let record = format!("{report}/e2");
    correct(&server, serde_json::json!({ "record": record, "action": "amend", "amend": amend }))
        .await;
    let page = server.get("/events").await.body;
    for part in [
        "<tr class=\"rejected\"",
        "✗ Rejected</span> by ",
        "✎ Amended</span> by ",
        "<ins title=\"amended\">planned</ins>",
        "<ins title=\"amended\">CONSULT</ins>",
        "<ins title=\"amended\">Rabat &lt;b&gt;</ins>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let amend =
        serde_json::json!({ "certainty": "possible", "speaker": "Ada", "polarity": "negative" });
    let record = format!("{report}/c1");
    correct(&server, serde_json::json!({ "record": record, "action": "amend", "amend": amend }))
        .await;
    correct(&server, serde_json::json!({ "record": record, "action": "accept" })).await;
    for address in ["/claims", "/search?q=pact", "/stories/s1"] {
        let page = server.get(address).await.body;
        for part in [
            "<tr class=\"accepted\"",
            "✓ Accepted</span> by ",
            "<ins title=\"amended\">Ada</ins>",
            "<ins title=\"amended\">in the negative</ins>",
        ] {
            assert!(page.contains(part), "{address} {part}: {page}");
        }
    }
    // What was undone shows no more, and rows for programs stay the evidence.
    correct(&server, serde_json::json!({ "record": format!("{report}/e1"), "action": "undo" }))
        .await;
    assert!(!server.get("/events").await.body.contains("<tr class=\"rejected\""));
    let rows = server.get("/events.json").await.json()["rows"].clone();
    let row = rows.as_array().unwrap().iter().find(|r| r["record"] == format!("{report}/e2"));
    assert_ne!(row.unwrap()["status"], "planned");
}

#[tokio::test]
async fn words_that_were_looked_for_are_lit() {
    let server = server();
    let page = server.get("/search?q=patrol").await.body;
    let (_, claims) = page.split_once("Claims in them").unwrap();
    assert!(claims.contains("<mark>patrol</mark> boats"), "{claims}");
    let page = server.get("/events?text=%22patrol+boats%22").await.body;
    assert!(page.contains("<mark>patrol boats</mark>"), "{page}");
    assert!(!server.get("/events").await.body.contains("<mark>"));
}

#[tokio::test]
async fn a_view_is_a_link_and_can_be_watched() {
    let server = server();
    let page = server.get("/events?type=AGREE&status=occurred").await.body;
    assert!(page.contains("href=\"/events?type=AGREE&amp;status=occurred\""), "{page}");
    let watch = "/watches?of=events&type=AGREE&status=occurred";
    assert!(page.contains(&watch.replace('&', "&amp;")), "{page}");
    let form = server.get(watch).await.body;
    assert!(form.contains("<option value=\"AGREE\" selected"), "{form}");
    let wrong = server.get("/watches?of=events&kind=person").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/watches?type=AID").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn today_tells_what_came_in_and_what_went_wrong() {
    use dateline_ledger::{Kind, Ledger, SqliteLedger, Watch, WatchQuestion};
    let server = server();
    let today = server.get("/index.json").await.json();
    assert_eq!(today["failures"], serde_json::json!({ "reports": [], "alerts": [] }));
    assert!(!server.get("/").await.body.contains("lately"));
    let mut ledger = SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    let filter = Default::default();
    let question = WatchQuestion { kind: Kind::Reports, filter, named: None, differs: false };
    let hook = Some("https://example.org/secret".to_owned());
    ledger.watch(&Watch { name: "all".to_owned(), question, webhook: hook, secret: None }).unwrap();
    let mut new = support::reading("00000000000000f6", Some("Noruega"), "Noruega firmó el pacto.");
    new.report.language = "es".to_owned();
    ledger.enter(&new).unwrap();
    let due = ledger.due().unwrap();
    ledger.sent(due[0].alert.seq, Some("no <answer>")).unwrap();
    let today = server.get("/index.json").await.json();
    assert_eq!(today["reports"][0]["id"], "00000000000000f6", "entered last first");
    assert_eq!(today["failures"]["reports"][0]["language"], "es");
    assert_eq!(today["failures"]["alerts"][0]["problem"], "no <answer>");
    let page = server.get("/").await.body;
    for part in ["2 failures", "a language that is not read (es)", "no &lt;answer&gt;"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // Alerts are a feed as well.
    let feed = server.get("/alerts.atom").await;
    assert!(feed.header(header::CONTENT_TYPE).starts_with("application/atom+xml"));
    assert!(
        feed.body.contains("http://127.0.0.1:8180/reports/00000000000000f6/1"),
        "{}",
        feed.body
    );
    assert!(page.contains("type=\"application/atom+xml\""));
    let fenced = server_with(Some(support::access()));
    let feed = fenced.get_with("/alerts.atom", &[("accept", "application/atom+xml")]).await;
    assert_ne!(feed.status, StatusCode::OK, "alerts are not for everybody");
}

/// A browser that has a page is told so, until the ledger changes.
#[tokio::test]
async fn pages_are_tagged_by_what_the_ledger_holds() {
    let server = server();
    let page = server.get("/events").await;
    let (cookie, tag) = (page.cookie(), page.header(header::ETAG).to_owned());
    let again = async |cookie: &str, address: &str| {
        let headers = [("cookie", cookie), ("if-none-match", tag.as_str())];
        server.get_with(address, &headers).await.status
    };
    assert_eq!(again(&cookie, "/events").await, StatusCode::NOT_MODIFIED);
    assert_eq!(again(&cookie, "/claims").await, StatusCode::OK, "another page");
    assert_eq!(again("", "/events").await, StatusCode::OK, "another session has other forms");
    correct(
        &server,
        serde_json::json!({ "record": format!("{}/1/e1", server.report), "action": "accept" }),
    )
    .await;
    assert_eq!(again(&cookie, "/events").await, StatusCode::OK, "it was corrected");
}
