//! What holds for every answer: it comes in time, in the form that was asked
//! for, with the headers that keep a page of hostile text harmless.

use crate::App;
use crate::problem::Problem;
use crate::view::layout;
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;
use tokio::time::timeout;

/// No scripts and styles but our own files, no other host, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("vary", "accept, accept-encoding, cookie, authorization, hx-request"),
];

/// Smaller bodies are sent as they are.
const WORTH_PACKING: usize = 1_000;

/// Remembers which route answered, for the metrics.
pub(crate) async fn note_route(route: MatchedPath, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.extensions_mut().insert(route);
    response
}

/// Runs the request and finishes its answer.
pub(crate) async fn finish(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let wanted = request.extensions().get().copied().unwrap_or(Wanted::Html);
    let headers = request.headers().clone();
    // A task of its own: a panic in it ends the request, not the connection.
    let mut task = tokio::spawn(next.run(request));
    let response = match timeout(app.patience, &mut task).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => Problem::broken(error).into_response(),
        Err(_) => {
            task.abort();
            let told = "this took too long: ask for less, or try again later";
            Problem::Busy(told.to_owned()).into_response()
        }
    };
    let route = response.extensions().get::<MatchedPath>().cloned();
    let user = response.extensions().get::<Visitor>().and_then(|v| v.user.clone());
    let mut response = tell_problem(response, wanted, &method);
    response = pack(response, &method, &headers).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    let status = response.status();
    let route = route.as_ref().map_or("", |route| route.as_str());
    app.metrics.count(route, method.as_str(), status.as_u16(), started.elapsed());
    tracing::info!(
        method = method.as_str(),
        path,
        status = status.as_u16(),
        milliseconds = started.elapsed().as_secs_f64() * 1_000.0,
        user = user.map_or_else(String::new, |user| user.name),
        "answered"
    );
    response
}

/// Writes a problem in the form that was asked for.
fn tell_problem(response: Response, wanted: Wanted, method: &Method) -> Response {
    let status = response.status();
    let known = response.extensions().get::<Problem>().cloned();
    // A form that is shown again with what is wrong tells it itself.
    let is_page = is_kind(response.headers(), "text/html");
    let bare = || if is_page { None } else { Problem::of_status(status) };
    let Some(problem) = known.or_else(bare) else { return response };
    let visitor = response.extensions().get::<Visitor>().cloned();
    let told = problem.to_string();
    let mut answer = match (&problem, wanted, &visitor) {
        (Problem::SignIn, Wanted::Html, Some(visitor)) if *method == Method::GET => {
            let query: String = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("next", &visitor.here)
                .finish();
            Redirect::to(&format!("/login?{query}")).into_response()
        }
        (_, Wanted::Html, _) => {
            (status, layout::problem_page(visitor.as_ref(), status, &told)).into_response()
        }
        _ => {
            let json = serde_json::json!({ "error": told }).to_string();
            (status, [(header::CONTENT_TYPE, "application/json")], json).into_response()
        }
    };
    for name in [header::SET_COOKIE, header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    if status == StatusCode::UNAUTHORIZED && answer.status() == status {
        let bearer = HeaderValue::from_static("Bearer");
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
    }
    answer
}

/// Tags the body, leaves it out if it is known already, packs it if it may be.
async fn pack(response: Response, method: &Method, asked: &HeaderMap) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if !parts.headers.contains_key(header::CACHE_CONTROL) {
        let kept = HeaderValue::from_static("private, no-cache");
        parts.headers.insert(header::CACHE_CONTROL, kept);
    }
    if parts.status == StatusCode::OK && *method == Method::GET {
        let hash = Sha256::digest(&body);
        let tag = format!("\"{}\"", crate::access::hex(&hash[..12]));
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
        let known =
            known.flat_map(|v| v.split(',')).any(|v| v.trim().trim_start_matches("W/") == tag);
        if let Ok(value) = format!("W/{tag}").parse() {
            parts.headers.insert(header::ETAG, value);
        }
        if known {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(header::CONTENT_TYPE);
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
    }
    let takes = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    let takes_gzip = takes.flat_map(|v| v.split(',')).any(|v| {
        let mut pieces = v.split(';').map(str::trim);
        pieces.next() == Some("gzip") && !pieces.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00"))
    });
    if takes_gzip
        && body.len() >= WORTH_PACKING
        && is_text(&parts.headers)
        && let Some(packed) = gzip(&body)
    {
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return Response::from_parts(parts, Body::from(packed));
    }
    Response::from_parts(parts, Body::from(body))
}

fn is_text(headers: &HeaderMap) -> bool {
    ["text/", "application/json", "application/x-ndjson", "image/svg"]
        .iter()
        .any(|k| is_kind(headers, k))
}

fn is_kind(headers: &HeaderMap, kind: &str) -> bool {
    let told = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    told.is_some_and(|told| told.starts_with(kind))
}

fn gzip(body: &Bytes) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::new(4));
    packer.write_all(body).ok()?;
    packer.finish().ok()
}
