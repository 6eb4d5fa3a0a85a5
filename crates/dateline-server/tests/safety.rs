//! Who may come in, and what a request may not do.

#![allow(clippy::unwrap_used)]

mod support;

use axum::http::{StatusCode, header};
use dateline_server::{ServeError, serve};
use support::{PASSWORD, access, server, server_with, settings};

#[tokio::test]
async fn an_open_address_needs_passwords() {
    let dir = tempfile::tempdir().unwrap();
    let listen = "0.0.0.0:0".parse().unwrap();
    let error =
        serve(settings(&dir, None), listen, |_| (), std::future::ready(())).await.unwrap_err();
    assert!(matches!(error, ServeError::Open(_)));
    let told = error.to_string();
    assert!(told.contains("dateline access") && told.contains("--access"), "{told}");
    assert!(!dir.path().join("l.db").exists(), "nothing was made");
    let listen = "127.0.0.1:0".parse().unwrap();
    serve(settings(&dir, None), listen, |_| (), std::future::ready(())).await.unwrap();
}

#[tokio::test]
async fn every_answer_is_fenced_in() {
    let server = server();
    for address in ["/", "/events.json", "/nowhere", "/healthz", "/assets/x/page.js"] {
        let answer = server.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
    }
}

#[tokio::test]
async fn pages_hold_no_script_and_no_style_of_their_own() {
    let server = server();
    for address in ["/", "/events", "/reports/00000000000000a1", "/read", "/codebook/agree"] {
        let page = server.get(address).await.body;
        assert!(!page.contains(" style=\"") && !page.contains("<style"), "{address}");
        assert!(!page.contains(" onclick"), "{address}");
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/"), "{address}: {script:.60}");
        }
        for link in page.split("src=\"").skip(1).chain(page.split("<link").skip(1)) {
            assert!(!link.split('>').next().unwrap().contains("//"), "{address}: {link:.60}");
        }
    }
}

#[tokio::test]
async fn a_name_that_leads_here_is_not_enough() {
    let server = server();
    let answer = server.get_with("/", &[("host", "evil.example")]).await;
    // Two hosts: the first counts, which is ours.
    assert_eq!(answer.status, StatusCode::OK);
    let request = axum::http::Request::get("/").header(header::HOST, "evil.example:8180");
    let answer = server.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_another_page_is_refused() {
    let server = server();
    let page = server.get("/read").await;
    let (cookie, token) = (page.cookie(), page.form_token());
    let text = ("text", "Spain signed the pact.");
    for (cookie, token) in [("", ""), (&*cookie, ""), ("", &*token), (&*cookie, "0f0f")] {
        let answer = server.form("/read", cookie, &[text, ("form_token", token)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{cookie} {token}");
    }
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let body = format!("text=Spain+signed.&form_token={token}");
    let origin = ("origin", "https://evil.example");
    let answer = server.post("/read", &[kind, ("cookie", &cookie), origin], &body).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = server.form("/read", &cookie, &[text, ("form_token", &token)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[tokio::test]
async fn those_who_have_not_signed_in_see_nothing() {
    let server = server_with(Some(access()));
    for address in ["/", "/events", "/reports/00000000000000a1", "/metrics", "/openapi.json"] {
        let page = server.get(address).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{address}");
        assert!(page.header(header::LOCATION).starts_with("/login?next="), "{address}");
        assert!(!page.body.contains("Spain"), "{address}");
        let json = server.get_with(address, &[("accept", "application/json")]).await;
        assert_eq!(json.status, StatusCode::UNAUTHORIZED, "{address}");
    }
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_in_and_out() {
    let server = server_with(Some(access()));
    let page = server.get("/login?next=/events").await;
    let (cookie, token) = (page.cookie(), page.form_token());
    let sent = |password| {
        [("name", "ada"), ("password", password), ("next", "/events"), ("form_token", &*token)]
    };
    let wrong = server.form("/login", &cookie, &sent("wrong horse battery")).await;
    assert!(wrong.body.contains("No user has this name and password"), "{}", wrong.body);
    let right = server.form("/login", &cookie, &sent(PASSWORD)).await;
    assert_eq!((right.status, right.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/events"));
    let set = right.header(header::SET_COOKIE);
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    let new = right.cookie();
    assert_ne!(new, cookie, "the number from before is not kept");
    assert_eq!(
        server.get_with("/events", &[("cookie", &cookie)]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = server.get_with("/events", &[("cookie", &new)]).await;
    assert!(page.status == StatusCode::OK && page.body.contains("ada"), "{}", page.body);
    let out = server.form("/logout", &new, &[("form_token", &page.form_token())]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(server.get_with("/events", &[("cookie", &new)]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn passwords_cannot_be_tried_for_long() {
    let server = server_with(Some(access()));
    let wrong = [("authorization", "Bearer wrong"), ("accept", "application/json")];
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(server.get_with("/events", &wrong).await.status.as_u16());
    }
    assert_eq!(seen, [401, 401, 401, 401, 401, 429, 429]);
}

#[tokio::test]
async fn a_token_opens_the_api_to_its_role() {
    let server = server_with(Some(access()));
    let bearer = format!("Bearer {PASSWORD}");
    let answer = server.get_with("/events.json", &[("authorization", &bearer)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.json()["rows"].as_array().is_some_and(|rows| !rows.is_empty()));
}

#[tokio::test]
async fn a_reader_keeps_nothing() {
    let server = server_with(Some(access()));
    let page = server.get("/login").await;
    let sent = [("name", "ben"), ("password", PASSWORD), ("form_token", &*page.form_token())];
    let cookie = server.form("/login", &page.cookie(), &sent).await.cookie();
    let page = server.get_with("/read", &[("cookie", &cookie)]).await;
    assert!(!page.body.contains("Read and keep"), "{}", page.body);
    let token = page.form_token();
    let sent = [("text", "Spain signed the pact."), ("keep", "yes"), ("form_token", &*token)];
    assert_eq!(server.form("/read", &cookie, &sent).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn more_than_a_request_may_bring_is_refused() {
    let server = server();
    let json = ("content-type", "application/json");
    let five = format!("{{\"text\": \"{}\"}}", "word ".repeat(1_000_000));
    let answer = server.post("/api/read", &[json], &five).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = format!("{{\"text\": \"{}\"}}", "word ".repeat(30_000));
    let answer = server.post("/api/read", &[json, ("accept", "application/json")], &long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.json()["error"].as_str().unwrap().contains("dateline add"), "{}", answer.body);
}

#[tokio::test]
async fn reading_has_its_measure() {
    let server = server();
    let json = ("content-type", "application/json");
    let mut seen = Vec::new();
    for _ in 0..12 {
        let answer = server.post("/api/read", &[json], r#"{"text": "Spain signed."}"#).await;
        seen.push(answer.status);
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.header(header::RETRY_AFTER).parse::<u64>().unwrap() >= 1);
        }
    }
    assert!(seen[..10].iter().all(|s| *s == StatusCode::OK), "{seen:?}");
    assert!(seen.contains(&StatusCode::TOO_MANY_REQUESTS), "{seen:?}");
}

#[tokio::test]
async fn the_inside_of_the_network_is_not_read() {
    let server = server();
    let json = [("content-type", "application/json"), ("accept", "application/json")];
    for url in [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/latest/",
        "http://localhost:1/",
    ] {
        let answer = server.post("/api/read", &json, &format!("{{\"url\": \"{url}\"}}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}: {}", answer.body);
        assert!(
            answer.body.contains("not public") || answer.body.contains("private"),
            "{url}: {}",
            answer.body
        );
    }
    let answer = server.post("/api/read", &json, r#"{"url": "file:///etc/passwd"}"#).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_to_read_is_checked() {
    let server = server();
    let json = [("content-type", "application/json"), ("accept", "application/json")];
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"text": " "}"#,
        r#"{"text": "x", "url": "http://x.example"}"#,
        r#"{"txt": "x"}"#,
    ] {
        let answer = server.post("/api/read", &json, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}: {}", answer.body);
    }
    let answer = server.post("/api/read", &[("accept", "application/json")], "{}").await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let sent = r#"{"text": "Spain signed the pact on Monday.", "title": "Pact", "published_at": "2026-03-30"}"#;
    let answer = server.post("/api/read", &json, sent).await;
    let reading = answer.json();
    assert_eq!(reading["schema"], "dateline/reading/1");
    assert_eq!(reading["report"]["published_at"], "2026-03-30");
    assert!(reading["report"]["url"].is_null());
}

#[tokio::test]
async fn answers_are_tagged_and_packed() {
    let server = server();
    let first = server.get("/events.json").await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(!tag.is_empty());
    let again = server.get_with("/events.json", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = server.get_with("/events.json", &[("if-none-match", "W/\"0\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
    let packed = server.get_with("/events.json", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
    let plain = server.get_with("/events.json", &[("accept-encoding", "gzip;q=0")]).await;
    assert_eq!(plain.header(header::CONTENT_ENCODING), "");
}

#[tokio::test]
async fn what_is_kept_is_shown() {
    let server = server();
    let page = server.get("/read").await;
    let (cookie, token) = (page.cookie(), page.form_token());
    let sent = [
        ("text", "Norway agreed to talks with Chad."),
        ("title", "Talks"),
        ("outlet", "Fjord Post"),
        ("keep", "yes"),
        ("form_token", &token),
    ];
    let answer = server.form("/read", &cookie, &sent).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = server.get(answer.header(header::LOCATION)).await;
    assert!(page.body.contains("Fjord Post"), "{}", page.body);
    let found = server.get("/reports.json?outlet=Fjord+Post").await.json();
    assert_eq!(found["rows"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn metrics_count_what_was_answered() {
    let server = server();
    server.get("/events").await;
    server.get("/nowhere").await;
    let told = server.get("/metrics").await.body;
    assert!(
        told.contains(r#"dateline_answers_total{route="/events",method="GET",status="200"} 1"#),
        "{told}"
    );
    assert!(told.contains(r#"{route="",method="GET",status="404"} 1"#), "{told}");
}
