//! What holds for every answer: it comes in time, in the form that was asked
//! for, with the headers that keep a page of hostile text harmless.

use crate::App;
use crate::pack::{is_kind, pack, takes_gzip, unless_known};
use crate::problem::Problem;
use crate::view::layout;
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use std::time::Instant;
use tokio::task::JoinHandle;
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

/// Remembers which route answered, for the metrics.
pub(crate) async fn note_route(route: MatchedPath, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.extensions_mut().insert(route);
    response
}

struct Task(JoinHandle<Response>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Runs the request and finishes its answer.
pub(crate) async fn finish(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let wanted = request.extensions().get().copied().unwrap_or(Wanted::Html);
    let headers = request.headers().clone();
    // A task of its own: a panic in it ends the request, not the connection.
    // It ends with this one, in time or when the other side has gone, and so
    // does what it asks the ledger.
    let mut task = Task(tokio::spawn(next.run(request)));
    let response = match timeout(app.patience, &mut task.0).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => Problem::broken(error).into_response(),
        Err(_) => {
            let told = "this took too long: ask for less, or try again later";
            Problem::Busy(told.to_owned()).into_response()
        }
    };
    let route = response.extensions().get::<MatchedPath>().cloned();
    let user = response.extensions().get::<Visitor>().and_then(|v| v.user.clone());
    let mut response = tell_problem(response, wanted, &method);
    response = pack(response, method == Method::GET, takes_gzip(&headers)).await;
    response = unless_known(response, &headers);
    let cached = response.headers_mut().entry(header::CACHE_CONTROL);
    cached.or_insert(HeaderValue::from_static("private, no-cache"));
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
