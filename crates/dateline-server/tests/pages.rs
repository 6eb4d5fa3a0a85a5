//! Every address answers in every form, and hostile text stays text.

#![allow(clippy::unwrap_used)]

mod support;

use axum::http::{StatusCode, header};
use support::{empty, server};

/// Addresses that give a page and JSON; those with rows give CSV too.
const TABLES: &[&str] = &[
    "/reports",
    "/events",
    "/claims",
    "/actors",
    "/count?by=type",
    "/timeline",
    "/network",
    "/map",
    "/search?q=Spain",
];
const OTHERS: &[&str] = &["/", "/actor?name=Spain", "/about", "/codebook", "/codebook/agree"];

fn with_ending(address: &str, ending: &str) -> String {
    match address.split_once('?') {
        Some((path, query)) => format!("{path}{ending}?{query}"),
        None if address == "/" => format!("/index{ending}"),
        None => format!("{address}{ending}"),
    }
}

#[tokio::test]
async fn every_address_answers_in_every_form() {
    let server = server();
    let report = format!("/reports/{}", server.report);
    let version = format!("{report}/1");
    let record = format!("{report}/1/c1");
    let all = TABLES.iter().chain(OTHERS).copied().chain([&*report, &*version, &*record]);
    for address in all {
        let page = server.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"), "{address}");
        assert!(page.body.contains("<main"), "{address}");
        let json = server.get(&with_ending(address, ".json")).await;
        assert_eq!(json.status, StatusCode::OK, "{address}: {}", json.body);
        json.json();
        let accept = server.get_with(address, &[("accept", "application/json")]).await;
        assert_eq!(accept.body, json.body, "{address}");
        let csv = server.get(&with_ending(address, ".csv")).await;
        if TABLES.contains(&address) {
            assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"), "{address}");
            assert!(csv.body.lines().count() > 1, "{address}: {}", csv.body);
        } else {
            assert_eq!(csv.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
    for address in ["/read", "/reference", "/login", "/about/benchmarks"] {
        assert_eq!(server.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn an_empty_ledger_teaches() {
    let server = empty();
    for address in ["/", "/reports", "/events", "/claims"] {
        let page = server.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.body.contains("dateline add"), "{address}: {}", page.body);
    }
    assert_eq!(server.get("/events.json").await.json()["rows"], serde_json::json!([]));
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let server = server();
    let report = format!("/reports/{}", server.hostile);
    let record = format!("{report}/1/e1");
    for address in ["/", "/reports", "/events", "/claims", "/search?q=minister", &report, &record] {
        let page = server.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for (hostile, why) in [
            ("<script", "a script"),
            ("<img", "an image"),
            ("</p></body>", "tags closed"),
            ("\u{202e}", "text turned"),
            ("href=\"javascript:", "a link that runs"),
            ("href=\"data:", "a link that carries a page"),
            (" style=", "a style that the policy forbids"),
            ("<b>Times", "a tag in the outlet"),
        ] {
            assert!(!main.contains(hostile), "{address} holds {why}: {main}");
        }
        assert!(!main.contains(" onerror=alert(1)>"), "{address}");
    }
    // The words are all there, in order, as they were published.
    let page = server.get(&report).await;
    assert!(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{}", page.body);
    // What is asked for is hostile too.
    let page = server.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
}

#[tokio::test]
async fn the_text_of_a_report_is_whole() {
    let server = server();
    let page = server.get(&format!("/reports/{}", server.report)).await.body;
    let shown: String = page
        .split("class=\"published\">")
        .skip(1)
        .map(|rest| rest.split("<div class=\"margin\"").next().unwrap())
        .collect();
    // Without tags, and without the little links behind records.
    let mut text = String::new();
    let mut rest = shown.as_str();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<sup") {
            rest.find("</sup>").unwrap() + 6
        } else {
            rest.find('>').unwrap() + 1
        };
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = text
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    assert_eq!(text, support::TEXT);
}

#[tokio::test]
async fn pages_lead_on_to_the_last_row() {
    let server = server();
    let all = server.get("/events.json").await.json()["rows"].as_array().unwrap().clone();
    assert!(all.len() > 1);
    let (mut address, mut seen) = ("/events.json?limit=1".to_owned(), Vec::new());
    loop {
        let page = server.get(&address).await;
        let json = page.json();
        seen.extend(json["rows"].as_array().unwrap().clone());
        let Some(next) = json["next"].as_str() else { break };
        assert_eq!(page.header(header::LINK), format!("<{next}>; rel=\"next\""));
        address = next.to_owned();
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn filters_that_are_not_understood_are_told() {
    let server = server();
    for (address, told) in [
        ("/events?typ=AID", "unknown field"),
        ("/events?type=DANCE", "`DANCE` is no type"),
        ("/events?status=maybe", "occurred, ongoing"),
        ("/reports?from=yesterday", "2026-03-30"),
        ("/claims?limit=0", "from 1 to 500"),
        ("/claims?limit=501", "from 1 to 500"),
        ("/claims?after=x", "no cursor"),
        ("/claims?as_of=now", "moment"),
        ("/about?x=1", "unknown field"),
    ] {
        let answer = server.get_with(address, &[("accept", "application/json")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(told), "{address}: {error}");
        // Fields that were left empty are not asked.
    }
    let answer = server.get("/events?type=&status=&actor=&from=&limit=").await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_is_told() {
    let server = server();
    let record = format!("/reports/{}/1/e999", server.report);
    for address in [
        "/nowhere",
        "/reports/ffff",
        "/reports/ffff/1",
        "/reports/x/y",
        "/codebook/DANCE",
        "/assets/1/x.js",
        &record,
    ] {
        let page = server.get(address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert!(page.body.contains("Not here"), "{address}");
        let json = server.get_with(address, &[("accept", "application/json")]).await;
        assert!(json.json()["error"].is_string(), "{address}");
    }
    let put = axum::http::Request::put("/events").header("host", "127.0.0.1");
    let put = server.send(put.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn long_texts_come_in_parts() {
    let server = empty();
    let mut ledger = dateline_ledger::SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    let text = "Spain signed the pact on Monday.\n".repeat(700);
    let reading = support::reading("00000000000000c3", None, &text);
    dateline_ledger::Ledger::enter(&mut ledger, &reading).unwrap();
    let first = server.get("/reports/00000000000000c3").await;
    assert!(first.body.contains("part 1 of 3"));
    assert!(first.body.contains("id=\"s299\"") && !first.body.contains("id=\"s300\""));
    let last = server.get("/reports/00000000000000c3?part=3").await;
    assert!(last.body.contains("id=\"s699\"") && !last.body.contains("rel=\"next\""));
    let beyond = server.get("/reports/00000000000000c3?part=4").await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn five_megabytes_do_not_fill_a_page() {
    let server = empty();
    let mut ledger = dateline_ledger::SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    // Read is its beginning; the rest holds no sentence, or none at all is known.
    let rest = "<script>alert(1)</script> ".repeat(200_000);
    for (id, sentences) in [("00000000000000d4", true), ("00000000000000e5", false)] {
        let mut reading = support::reading(id, None, support::TEXT);
        reading.report.text.push_str(&rest);
        if !sentences {
            reading = support::reading(id, None, "");
            reading.report.text = rest.clone();
        }
        dateline_ledger::Ledger::enter(&mut ledger, &reading).unwrap();
        let page = server.get(&format!("/reports/{id}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.len() < 400_000, "{}", page.body.len());
        assert!(!page.body.contains("<script>alert"));
    }
}

#[tokio::test]
async fn two_versions_are_compared() {
    let server = server();
    let mut ledger = dateline_ledger::SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    let text = support::TEXT.replace("could be ratified", "will be ratified") + " <b>New</b>.";
    let title = Some("Spain and Morocco sign fishing pact");
    dateline_ledger::Ledger::enter(&mut ledger, &support::reading(&server.report, title, &text))
        .unwrap();
    let address = format!("/reports/{}/diff", server.report);
    let page = server.get(&address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(
        page.body.contains("<del>could</del>") && page.body.contains("<ins>will</ins>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("&lt;b&gt;New"), "{}", page.body);
    let json = server.get(&format!("{address}.json?from=1&to=2")).await.json();
    assert_eq!((&json["from"], &json["to"]), (&1.into(), &2.into()));
    assert_eq!(server.get(&format!("{address}?from=7")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get(&format!("{address}?from=x")).await.status, StatusCode::BAD_REQUEST);
    let shown = server.get(&format!("/reports/{}", server.report)).await.body;
    assert!(shown.contains("what changed since version 1"), "{shown}");
}

#[tokio::test]
async fn stories_and_ladders_open() {
    let server = server();
    let ids = async |path: &str| -> Vec<String> {
        let rows = server.get(&format!("{path}.json")).await.json()["rows"].clone();
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    for path in ["/stories", "/agreements"] {
        let ids = ids(path).await;
        assert!(!ids.is_empty(), "{path}");
        for id in ids {
            let page = server.get(&format!("{path}/{id}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}/{id}: {}", page.body);
            assert!(!page.body.contains("<script>alert") && !page.body.contains("<b>Times"));
            server.get(&format!("{path}/{id}.json")).await.json();
        }
        for id in ["s999999", "l999999", "x", "0", "-1"] {
            assert_eq!(server.get(&format!("{path}/{id}")).await.status, StatusCode::NOT_FOUND);
        }
    }
    // An agreement is no delivery.
    let id = &ids("/agreements").await[0];
    assert_eq!(server.get(&format!("/deliveries/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_watch_tells_of_what_is_kept() {
    let server = server();
    let page = server.get("/watches").await;
    assert!(page.body.contains("Nothing is watched yet"));
    let (cookie, token) = (page.cookie(), page.form_token());
    let send = async |path: &str, mut pairs: Vec<(&str, &str)>| {
        pairs.push(("form_token", &token));
        server.form(path, &cookie, &pairs).await
    };
    for (pairs, told) in [
        (vec![("name", ""), ("of", "events")], "needs a name"),
        (vec![("name", "x"), ("of", "weather")], "what is to be watched"),
        (vec![("name", "x"), ("of", "reports"), ("type", "AID")], "does not filter reports"),
    ] {
        let answer = send("/watch", pairs).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.body.contains(told), "{}", answer.body);
    }
    let name = "Norway <b>";
    let watch = vec![("name", name), ("of", "reports"), ("text", "Norway"), ("type", "")];
    let answer = send("/watch", watch.clone()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(send("/watch", watch).await.status, StatusCode::BAD_REQUEST, "the name is taken");
    let text = ("text", "Norway agreed on Monday to talks with Chad about a fishing pact.");
    let kept = send("/read", vec![text, ("title", "Talks"), ("keep", "yes")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let watched = server.get("/watches.json").await.json();
    assert_eq!(watched["alerts"].as_array().unwrap().len(), 1, "{watched}");
    assert!(
        server.get("/").await.body.contains("Norway &lt;b&gt;"),
        "alerts stand on the first page"
    );
    assert_eq!(server.get("/watches.csv").await.body.lines().count(), 2);
    send("/watch", vec![("remove", name)]).await;
    assert_eq!(server.get("/watches.json").await.json()["watches"], serde_json::json!([]));
}

#[tokio::test]
async fn stories_are_merged_and_split_by_hand() {
    let server = server();
    let stories = server.get("/stories.json").await.json()["rows"].clone();
    let ids: Vec<&str> =
        stories.as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2, "{stories}");
    let page = server.get(&format!("/stories/{}", ids[0])).await;
    let (cookie, token) = (page.cookie(), page.form_token());
    let record = format!("story/{}", &ids[0][1..]);
    let merge =
        [("record", &*record), ("action", "merge"), ("with", ids[1]), ("form_token", &*token)];
    let answer = server.form("/correct", &cookie, &merge).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let merged = server.get("/stories.json").await.json()["rows"].clone();
    assert_eq!(
        (merged.as_array().unwrap().len(), &merged[0]["reports"]),
        (1, &2.into()),
        "{merged}"
    );
    let split = [
        ("record", &*record),
        ("action", "split"),
        ("report", &*server.hostile),
        ("form_token", &*token),
    ];
    let answer = server.form("/correct", &cookie, &split).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(server.get("/stories.json").await.json()["rows"].as_array().unwrap().len(), 2);
    let journal = server.get("/corrections").await.body;
    assert!(journal.contains(&format!("/stories/{}", ids[0])), "{journal}");
    let wrong =
        [("record", &*record), ("action", "merge"), ("with", "s99"), ("form_token", &*token)];
    assert_eq!(server.form("/correct", &cookie, &wrong).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_answer_is_kept_until_the_ledger_changes() {
    let server = server();
    let rows = async || server.get("/reports.json").await.json()["rows"].as_array().unwrap().len();
    assert_eq!((rows().await, rows().await), (2, 2));
    // Another program writes.
    let mut ledger = dateline_ledger::SqliteLedger::open(&server.dir.path().join("l.db")).unwrap();
    let new = support::reading("00000000000000f6", None, "Norway agreed to talks with Chad.");
    dateline_ledger::Ledger::enter(&mut ledger, &new).unwrap();
    assert_eq!(rows().await, 3);
    assert_eq!(server.get("/reports.csv").await.body.lines().count(), 4, "CSV is kept apart");
}
