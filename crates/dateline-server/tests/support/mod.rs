//! A server within the test: requests go straight into the router.

#![allow(clippy::unwrap_used, dead_code, reason = "each test file uses a part of it")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use dateline_core::{Reading, Report};
use dateline_ledger::{Ledger, SqliteLedger};
use dateline_read::{Reader, read};
use dateline_server::{Access, App, Role, Settings, line, router};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;
use tower::ServiceExt;

pub const TEXT: &str = "Spain and Morocco sign fishing pact\n\nSpain and Morocco signed a fishing \
    agreement in Rabat on Monday. Spanish Foreign Minister Luis Paredes said the pact could be \
    ratified by May. \"We are not satisfied,\" a union leader said.\n\nMorocco denied that it had \
    promised patrol boats to Spain.";

/// What a hostile outlet would publish.
pub const HOSTILE: &str = "<script>alert(1)</script> Minister \u{202e}said\n\nSpain's minister \
    \"><img src=x onerror=alert(1)> said on Monday that Iran would sign '\"</p></body> the deal. \
    See data:text/html;base64,PHNjcmlwdD4= or javascript:alert(1). {{7*7}} ${7*7} <!-- ]]>";

pub struct Server {
    pub app: Router,
    pub dir: TempDir,
    pub report: String,
    pub hostile: String,
}

/// An answer, whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The token of the first form on the page.
    pub fn form_token(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"form_token\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// The cookie that was set, as it is sent back.
    pub fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }
}

pub fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::default)
}

pub fn reading(id: &str, title: Option<&str>, text: &str) -> Reading {
    let report = Report {
        id: id.to_owned(),
        title: title.map(str::to_owned),
        outlet: Some("Harbour <b>Times".to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        dateline: Some("RABAT".to_owned()),
        published_at: Some("2026-03-30T09:00:00+02:00".to_owned()),
        ..Report::of_text(text)
    };
    read(&report, reader())
}

const CODEBOOK: &[(&str, &str)] = &[
    ("codebook/README.md", "# The codebook"),
    (
        "codebook/plover/AGREE.md",
        "# AGREE: to promise\n\nSee [status](../status.md).\n\n> Spain agreed.\n- event: AGREE",
    ),
    ("codebook/status.md", "# Status\n\nWhether it happened."),
];

pub fn settings(dir: &TempDir, access: Option<Access>) -> Settings {
    Settings {
        ledger: dir.path().join("l.db"),
        access,
        codebook: CODEBOOK,
        benchmarks: "# Benchmarks\n\n| what | how |\n|---|---|\n| claims | .80 |",
        allow_private: false,
        patience: Duration::from_secs(60),
    }
}

/// A server over a ledger of two reports, one of them hostile.
pub fn server_with(access: Option<Access>) -> Server {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = SqliteLedger::open(&dir.path().join("l.db")).unwrap();
    let title = "Spain and Morocco sign fishing pact";
    let hostile_title = HOSTILE.split('\n').next();
    let (report, hostile) = ("00000000000000a1".to_owned(), "00000000000000b2".to_owned());
    ledger.enter(&reading(&report, Some(title), TEXT)).unwrap();
    ledger.enter(&reading(&hostile, hostile_title, HOSTILE)).unwrap();
    drop(ledger);
    let app = router(App::open(settings(&dir, access)).unwrap());
    Server { app, dir, report, hostile }
}

pub fn server() -> Server {
    server_with(None)
}

pub fn empty() -> Server {
    let dir = tempfile::tempdir().unwrap();
    let app = router(App::open(settings(&dir, None)).unwrap());
    Server { app, dir, report: String::new(), hostile: String::new() }
}

pub const PASSWORD: &str = "correct horse battery";

/// Users ada, an editor, and ben, a reader, with the same password.
pub fn access() -> Access {
    static LINES: OnceLock<String> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        line("ada", Role::Editor, PASSWORD).unwrap() + &line("ben", Role::Reader, PASSWORD).unwrap()
    });
    Access::parse(lines, "users.tsv").unwrap()
}

impl Server {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path).header(header::HOST, "127.0.0.1:8180");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::post(path).header(header::HOST, "127.0.0.1:8180");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Sends a form as a browser would that was shown `page`.
    pub async fn form(&self, path: &str, cookie: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(pairs).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.post(path, &[kind, ("cookie", cookie)], &body).await
    }
}
