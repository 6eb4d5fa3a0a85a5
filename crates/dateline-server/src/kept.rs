//! What is the same as long as the ledger does not change: browsers are told
//! that they have it, and tables are kept here, since programs ask for the same
//! rows again and again.

use crate::app::App;
use crate::pack::{is_known, pack, tag, takes_gzip};
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What does not come from the ledger alone.
const MOVING: &[&str] = &["/healthz", "/metrics", "/login"];
/// Tables whose rows are the same for everybody.
const TABLES: &[&str] = &[
    "/reports",
    "/events",
    "/claims",
    "/actors",
    "/stories",
    "/agreements",
    "/deliveries",
    "/count",
    "/timeline",
    "/network",
    "/map",
    "/facets",
];
/// The most bytes that are kept; beyond them, it is begun anew.
const MOST: usize = 32 << 20;

/// The form, the address, and whether it is packed.
type Key = (Wanted, String, bool);

/// What was answered, and how the ledger was then.
#[derive(Default)]
pub(crate) struct Kept {
    answers: HashMap<Key, (Parts, Bytes)>,
    bytes: usize,
    changes: i64,
}

/// Tells that nothing has changed, gives a kept answer, or keeps this one.
/// Whoever comes here has been let in.
pub(crate) async fn answer(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let still = !MOVING.contains(&path) && !path.starts_with("/assets/");
    let Some(visitor) = request.extensions().get::<Visitor>().filter(|_| still) else {
        return next.run(request).await;
    };
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    // Asked before the answer is made: what changes meanwhile makes it old.
    let changes = match app.pool.changes().await {
        Ok(changes) => changes,
        Err(problem) => return problem.into_response(),
    };
    let wanted = visitor.wanted;
    let tag = tag_of(&app, visitor, changes);
    if is_known(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    // Of pages, only numbers without a frame are the same for everybody.
    let is_own = wanted == Wanted::Html && !(visitor.part && path == "/facets");
    if is_own || !TABLES.contains(&path) {
        return tagged(next.run(request).await, tag);
    }
    let key = (wanted, request.uri().to_string(), takes_gzip(request.headers()));
    if let Some(found) = find(&app.kept, &key, changes) {
        return tagged(found, tag);
    }
    let response = pack(next.run(request).await, false, key.2).await;
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if parts.status == StatusCode::OK {
        keep(&app.kept, key, changes, &parts, &body);
    }
    tagged(Response::from_parts(parts, Body::from(body)), tag)
}

/// A tag for what this visitor is shown of the ledger as it is now. A page
/// carries the token of its session; rows do not.
fn tag_of(app: &App, visitor: &Visitor, changes: i64) -> HeaderValue {
    let is_page = visitor.wanted == Wanted::Html;
    tag(&[
        &app.started,
        &changes.to_le_bytes(),
        &[visitor.wanted as u8, visitor.part.into(), visitor.edits().into()],
        visitor.user.as_ref().map_or("", |user| &user.name).as_bytes(),
        if is_page { visitor.session.as_bytes() } else { b"" },
        visitor.here.as_bytes(),
    ])
}

fn tagged(mut response: Response, tag: HeaderValue) -> Response {
    if response.status() == StatusCode::OK {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn find(kept: &Mutex<Kept>, key: &Key, changes: i64) -> Option<Response> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let (parts, body) = kept.answers.get(key).filter(|_| kept.changes == changes)?;
    Some(Response::from_parts(parts.clone(), Body::from(body.clone())))
}

fn keep(kept: &Mutex<Kept>, key: Key, changes: i64, parts: &Parts, body: &Bytes) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.changes != changes || kept.bytes > MOST {
        *kept = Kept { changes, ..Kept::default() };
    }
    kept.bytes += body.len() + key.1.len() + 1_000;
    kept.answers.insert(key, (parts.clone(), body.clone()));
}
