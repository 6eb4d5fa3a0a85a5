//! Correcting: who may, what is written down, and that nothing is lost by it.

#![allow(clippy::unwrap_used)]

mod support;

use axum::http::{StatusCode, header};
use support::{PASSWORD, Server, access, server, server_with};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn correct(server: &Server, body: &str) -> support::Answer {
    server.post("/api/correct", &[JSON, ("accept", "application/json")], body).await
}

fn wish(record: &str, action: &str) -> String {
    format!(r#"{{"record": "{record}", "action": "{action}"}}"#)
}

#[tokio::test]
async fn a_correction_stands_until_it_is_undone() {
    let server = server();
    let record = format!("{}/1/e1", server.report);
    let page = format!("/reports/{}/1", server.report);
    let answer = correct(&server, &wish(&record, "reject")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.json()["corrections"][0]["action"], "reject");
    let shown = server.get(&page).await.body;
    assert!(shown.contains("rec rejected") && shown.contains("Rejected"), "{shown}");
    let before = server.get(&format!("{page}.json")).await.body;
    let answer = correct(&server, &wish(&record, "undo")).await;
    assert_eq!(answer.json()["corrections"], serde_json::json!([]));
    assert!(!server.get(&page).await.body.contains("rec rejected"));
    assert_eq!(server.get(&format!("{page}.json")).await.body, before, "the evidence stays");
    let answer = correct(&server, &wish(&record, "undo")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // Both are in the journal.
    let journal = server.get("/corrections.json").await.json();
    let undone: Vec<_> = journal["rows"].as_array().unwrap().iter().map(|r| &r["undone"]).collect();
    assert_eq!(undone, [false, true]);
    assert_eq!(server.get("/corrections.csv").await.body.lines().count(), 3);
}

#[tokio::test]
async fn what_is_amended_is_checked() {
    let server = server();
    let record = format!("{}/1/e1", server.report);
    for (body, told) in [
        (wish("nothing", "accept"), "a record is written like"),
        (wish(&record, "dance"), "the action is"),
        (wish(&record, "note"), "the note is empty"),
        (wish(&record, "amend"), "nothing is amended"),
        (
            format!(
                r#"{{"record": "{record}", "action": "amend", "amend": {{"status": "maybe"}}}}"#
            ),
            "one of occurred",
        ),
        (
            format!(
                r#"{{"record": "{record}", "action": "amend", "amend": {{"stance": "asserts"}}}}"#
            ),
            "cannot be amended",
        ),
        (
            format!(r#"{{"record": "{record}", "action": "accept", "who": "root"}}"#),
            "unknown field",
        ),
    ] {
        let answer = correct(&server, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.body.contains(told), "{body}: {}", answer.body);
    }
    let answer = correct(&server, &wish(&format!("{}/1/e99", server.report), "accept")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let good = format!(
        r#"{{"record": "{record}", "action": "amend", "amend": {{"status": "planned"}}, "note": "in May"}}"#
    );
    let answer = correct(&server, &good).await.json();
    assert_eq!(
        answer["corrections"][0]["detail"],
        serde_json::json!({"status": "planned", "note": "in May"})
    );
}

#[tokio::test]
async fn the_form_works_without_scripts_and_with() {
    let server = server();
    let record = format!("{}/1/c1", server.report);
    let page = server.get(&format!("/reports/{record}")).await;
    let (cookie, token) = (page.cookie(), page.form_token());
    let sent = |action| {
        [
            ("record", record.as_str()),
            ("action", action),
            ("note", "<b>x</b>"),
            ("form_token", &*token),
        ]
    };
    let answer = server.form("/correct", &cookie, &sent("note")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), format!("/reports/{}/1#c1", server.report));
    let body = format!("record={record}&action=accept&form_token={token}");
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let part =
        server.post("/correct", &[kind, ("cookie", &cookie), ("hx-request", "true")], &body).await;
    assert!(part.body.starts_with("<div class=\"standing\">"), "{}", part.body);
    assert!(
        part.body.contains("&lt;b&gt;x&lt;/b&gt;") && part.body.contains("Accepted"),
        "{}",
        part.body
    );
    let forged = server
        .form("/correct", &cookie, &[("record", &record), ("action", "accept"), ("form_token", "")])
        .await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn corrections_are_gold_data() {
    let server = server();
    let report = &server.report;
    correct(&server, &wish(&format!("{report}/1/e1"), "accept")).await;
    let events = server.get(&format!("/reports/{report}/1.json")).await.json()["events"].clone();
    let sentence = &events[1]["evidence"]["sentence"];
    for event in
        events.as_array().unwrap().iter().filter(|e| &e["evidence"]["sentence"] == sentence)
    {
        correct(&server, &wish(&format!("{report}/1/{}", event["id"].as_str().unwrap()), "reject"))
            .await;
    }
    let gold = server.get("/corrections/gold").await;
    assert_eq!(gold.header(header::CONTENT_TYPE), "application/x-ndjson");
    let lines: Vec<serde_json::Value> =
        gold.body.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.iter().filter(|l| l["event"] == events[0]["type"]).count(), 1, "{lines:?}");
    assert_eq!(
        lines.iter().filter(|l| l["events"] == serde_json::json!([])).count(),
        1,
        "{lines:?}"
    );
}

#[tokio::test]
async fn only_editors_correct_and_sign_with_their_name() {
    let server = server_with(Some(access()));
    let record = format!("{}/1/e1", server.report);
    let sign_in = async |name: &str| {
        let page = server.get("/login").await;
        let sent = [("name", name), ("password", PASSWORD), ("form_token", &*page.form_token())];
        server.form("/login", &page.cookie(), &sent).await.cookie()
    };
    let (ada, ben) = (sign_in("ada").await, sign_in("ben").await);
    let send = async |cookie: &str| {
        let headers = [JSON, ("accept", "application/json"), ("cookie", cookie)];
        server.post("/api/correct", &headers, &wish(&record, "accept")).await
    };
    assert_eq!(send("").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(send(&ben).await.status, StatusCode::FORBIDDEN);
    let answer = send(&ada).await;
    assert_eq!(answer.json()["corrections"][0]["who"], "ada");
    let page = server.get_with(&format!("/reports/{}", server.report), &[("cookie", &ben)]).await;
    assert!(!page.body.contains("value=\"reject\""), "readers see no buttons");
}
