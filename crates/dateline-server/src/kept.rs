//! Answers that are kept as long as the ledger does not change: programs ask
//! for the same rows again and again.

use crate::app::App;
use crate::wanted::Wanted;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::response::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
];
/// The most bytes that are kept; beyond them, it is begun anew.
const MOST: usize = 32 << 20;

/// What was answered, and how the ledger was then.
#[derive(Default)]
pub(crate) struct Kept {
    answers: HashMap<(Wanted, String), (Parts, Bytes)>,
    bytes: usize,
    changes: i64,
}

/// Gives a kept answer, or keeps this one. Whoever comes here has been let in.
pub(crate) async fn answer(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let wanted = request.extensions().get().copied().unwrap_or(Wanted::Html);
    let is_table = TABLES.contains(&request.uri().path());
    if wanted == Wanted::Html || !is_table || request.method() != Method::GET {
        return next.run(request).await;
    }
    let key = (wanted, request.uri().to_string());
    // Asked before the answer is made: what changes meanwhile makes it old.
    let changes = match app.pool.changes().await {
        Ok(changes) => changes,
        Err(problem) => return problem.into_response(),
    };
    if let Some(found) = find(&app.kept, &key, changes) {
        return found;
    }
    let (parts, body) = next.run(request).await.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if parts.status == StatusCode::OK {
        keep(&app.kept, key, changes, &parts, &body);
    }
    Response::from_parts(parts, Body::from(body))
}

fn find(kept: &Mutex<Kept>, key: &(Wanted, String), changes: i64) -> Option<Response> {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let (parts, body) = kept.answers.get(key).filter(|_| kept.changes == changes)?;
    Some(Response::from_parts(parts.clone(), Body::from(body.clone())))
}

fn keep(kept: &Mutex<Kept>, key: (Wanted, String), changes: i64, parts: &Parts, body: &Bytes) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.changes != changes || kept.bytes > MOST {
        *kept = Kept { changes, ..Kept::default() };
    }
    kept.bytes += body.len() + key.1.len() + 1_000;
    kept.answers.insert(key, (parts.clone(), body.clone()));
}
