//! Alerts as a feed, for programs that tell people of news.

use super::watches::latest;
use crate::app::App;
use crate::problem::Problem;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use dateline_ledger::atom;
use std::sync::Arc;

/// Alerts that the feed holds.
const SHOWN: usize = 100;

/// The latest alerts as an Atom feed.
#[utoipa::path(get, path = "/alerts.atom", tag = "ledger", responses(
    (status = 200, description = "The latest alerts, newest first", body = String, content_type = "application/atom+xml"),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn feed(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let alerts = app.pool.ask(|ledger| latest(ledger, SHOWN)).await?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let scheme = if visitor.secure { "https" } else { "http" };
    let home = host.map(|host| format!("{scheme}://{host}"));
    let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((kind, atom(&alerts, home.as_deref())).into_response())
}
