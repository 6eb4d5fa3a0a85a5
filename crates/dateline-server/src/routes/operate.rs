//! For whoever runs the program.

use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use dateline_ledger::{Filter, Ledger};
use std::sync::Arc;

/// Whether the ledger answers.
#[utoipa::path(get, path = "/healthz", tag = "operation", security(()), responses(
    (status = 200, description = "It does", body = String, content_type = "text/plain"),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn healthz(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let filter = Filter { limit: Some(1), ..Filter::default() };
    app.pool.ask(move |ledger| ledger.reports(&filter)).await?;
    Ok("ok\n".into_response())
}

/// What was answered since the start, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses(
    (status = 200, description = "Counts", body = String, content_type = "text/plain"),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], app.metrics.told()).into_response()
}
