//! Every address, one file a page.

mod about;
mod actor;
mod actors;
mod alerts;
mod claims;
mod codebook;
mod correct;
mod corrections;
mod count;
mod diff;
mod events;
mod facets;
mod listed;
mod map;
mod network;
mod operate;
mod read;
mod report;
mod reports;
mod search;
mod sign_in;
mod stories;
mod timeline;
mod today;
mod tracks;
mod watches;

pub(crate) use correct::amendable;
pub(crate) use events::{address, people, status};
pub(crate) use facets::{Facet, FacetValue, has_facets};

use crate::answer::Rows;
use crate::app::App;
use crate::{assets, guard, kept, openapi, visitor, wanted};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use dateline_ledger::{Diff, Journaled, LadderRow, LadderView, StoryRow};
use schemars::{Schema, schema_for};
use serde_json::{Map, Value};
use std::sync::Arc;
use tower::ServiceExt;
use utoipa::OpenApi;

/// The most bytes a request may bring.
const BODY: usize = 1 << 20;

/// Everything that is answered.
pub fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/", get(today::get))
        .route("/reports", get(reports::get))
        .route("/reports/{id}", get(report::newest))
        .route("/reports/{id}/diff", get(diff::get))
        .route("/reports/{id}/{version}", get(report::version))
        .route("/reports/{id}/{version}/{record}", get(report::record))
        .route("/events", get(events::get))
        .route("/claims", get(claims::get))
        .route("/stories", get(stories::get))
        .route("/stories/{id}", get(stories::one))
        .route("/agreements", get(tracks::agreements))
        .route("/agreements/{id}", get(tracks::agreement))
        .route("/deliveries", get(tracks::deliveries))
        .route("/deliveries/{id}", get(tracks::delivery))
        .route("/alerts.atom", get(alerts::feed))
        .route("/watches", get(watches::get))
        .route("/watch", post(watches::submit))
        .route("/actors", get(actors::get))
        .route("/actor", get(actor::get))
        .route("/count", get(count::get))
        .route("/facets", get(facets::get))
        .route("/timeline", get(timeline::get))
        .route("/network", get(network::get))
        .route("/map", get(map::get))
        .route("/search", get(search::get))
        .route("/read", get(read::form).post(read::submit))
        .route("/api/read", post(read::api))
        .route("/correct", post(correct::submit))
        .route("/api/correct", post(correct::api))
        .route("/corrections", get(corrections::get))
        .route("/corrections/gold", get(corrections::gold))
        .route("/codebook", get(codebook::list))
        .route("/codebook/{page}", get(codebook::page))
        .route("/about", get(about::get))
        .route("/about/benchmarks", get(about::benchmarks))
        .route("/login", get(sign_in::form).post(sign_in::submit))
        .route("/logout", post(sign_in::leave))
        .route("/openapi.json", get(openapi::document))
        .route("/reference", get(openapi::page))
        .route("/healthz", get(operate::healthz))
        .route("/metrics", get(operate::metrics))
        .route("/assets/{version}/{name}", get(assets::get))
        .route_layer(from_fn(guard::note_route))
        .layer(from_fn_with_state(Arc::clone(&app), kept::answer))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(Arc::clone(&app), visitor::admit))
        .layer(from_fn_with_state(Arc::clone(&app), guard::finish))
        .with_state(app);
    // Endings are taken off before any route is looked for.
    Router::new().fallback_service(routes.map_request(wanted::note))
}

/// The addresses that programs may rely on.
#[derive(OpenApi)]
#[openapi(paths(
    today::get,
    reports::get,
    report::newest,
    diff::get,
    report::version,
    report::record,
    events::get,
    claims::get,
    stories::get,
    stories::one,
    tracks::agreements,
    tracks::agreement,
    tracks::deliveries,
    tracks::delivery,
    watches::get,
    alerts::feed,
    actors::get,
    actor::get,
    count::get,
    facets::get,
    timeline::get,
    network::get,
    map::get,
    search::get,
    read::api,
    correct::api,
    corrections::get,
    corrections::gold,
    codebook::list,
    codebook::page,
    about::get,
    openapi::document,
    operate::healthz,
    operate::metrics,
))]
struct Documented;

pub(crate) fn documented() -> utoipa::openapi::OpenApi {
    Documented::openapi()
}

/// The schemas of what these pages alone give.
pub(crate) fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("Today", schema_for!(today::Today)),
        ("Found", schema_for!(search::Found)),
        ("Profile", schema_for!(actor::Profile)),
        ("Counts", schema_for!(about::Counts)),
        ("Diff", schema_for!(Diff)),
        ("StoryRows", schema_for!(Rows<StoryRow>)),
        ("Whole", schema_for!(stories::Whole)),
        ("LadderRows", schema_for!(Rows<LadderRow>)),
        ("LadderView", schema_for!(LadderView)),
        ("Watched", schema_for!(watches::Watched)),
        ("Standing", schema_for!(correct::Standing)),
        ("CorrectionRows", schema_for!(Rows<Journaled>)),
        ("Facets", schema_for!(Vec<Facet>)),
        ("CountRows", schema_for!(Rows<Map<String, Value>>)),
        ("MomentRows", schema_for!(Rows<timeline::Moment>)),
        ("TieRows", schema_for!(Rows<network::TieRow>)),
        ("PlaceRows", schema_for!(Rows<map::PlaceRow>)),
        ("Page", schema_for!(codebook::Page)),
        ("Pages", schema_for!(Vec<codebook::Title>)),
    ]
}
