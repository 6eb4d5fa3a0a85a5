//! The description of the API, and a page to read it.

use crate::answer::{self, Rows};
use crate::problem::Problem;
use crate::routes::{self, documented};
use crate::view::layout;
use crate::visitor::Visitor;
use axum::response::{IntoResponse, Response};
use dateline_ledger::{ActorRow, ClaimRow, EventRow, ReportRow};
use maud::{Markup, html};
use schemars::{Schema, schema_for};
use serde_json::Value;
use std::sync::LazyLock;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToResponse, ToSchema};

/// Why a request is not answered.
#[derive(ToSchema, ToResponse)]
#[response(description = "Why there is no answer, in one sentence")]
#[allow(dead_code, reason = "only its shape is asked for")]
pub(crate) struct Told {
    /// A sentence for a person.
    error: String,
}

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        if let Some(components) = document.components.as_mut() {
            let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
            components.add_security_scheme("token", SecurityScheme::Http(bearer));
        }
    }
}

#[derive(OpenApi)]
#[openapi(
    info(title = "Dateline", description = "The ledger of what news reports say."),
    modifiers(&Bearer),
    security(("token" = []), ()),
    components(responses(Told), schemas(Told)),
    tags(
        (name = "ledger", description = "What was published, and what it says"),
        (name = "reading", description = "Reading a text"),
        (name = "correcting", description = "What people say of records"),
        (name = "codebook", description = "What codes mean"),
        (name = "operation", description = "For whoever runs the program"),
    )
)]
struct Head;

/// The whole document. Schemas of rows and readings are made from their types,
/// so that they cannot drift.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = Head::openapi();
    document.merge(documented());
    let mut document = serde_json::to_value(document).unwrap_or_default();
    for (name, schema) in schemas() {
        document["components"]["schemas"][name] = schema;
    }
    document
});

/// The schemas that utoipa does not make: those of rows and readings.
fn schemas() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    add(&mut all, "Reading", dateline_core::json_schema());
    add(&mut all, "ReportRows", schema_for!(Rows<ReportRow>));
    add(&mut all, "EventRows", schema_for!(Rows<EventRow>));
    add(&mut all, "ClaimRows", schema_for!(Rows<ClaimRow>));
    add(&mut all, "ActorRows", schema_for!(Rows<ActorRow>));
    for (name, schema) in routes::schemas() {
        add(&mut all, name, schema);
    }
    all
}

/// Adds a schema; its parts stand beside it, where OpenAPI looks for them.
fn add(all: &mut Vec<(String, Value)>, name: &str, schema: Schema) {
    let text = serde_json::to_string(&schema).unwrap_or_default();
    let text = text.replace("#/$defs/", "#/components/schemas/");
    let mut schema: Value = serde_json::from_str(&text).unwrap_or_default();
    let Some(object) = schema.as_object_mut() else { return };
    object.remove("$schema");
    if let Some(Value::Object(parts)) = object.remove("$defs") {
        all.extend(parts);
    }
    all.push((name.to_owned(), schema));
}

/// The description of the API, OpenAPI 3.1.
#[utoipa::path(get, path = "/openapi.json", tag = "operation", responses(
    (status = 200, description = "This document", content((serde_json::Value = "application/json"))),
    (status = "4XX", response = Told), (status = "5XX", response = Told),
))]
pub(crate) async fn document() -> Result<Response, Problem> {
    answer::json(&*DOCUMENT)
}

/// The same for people.
pub(crate) async fn page(visitor: Visitor) -> Response {
    let empty = serde_json::Map::new();
    let paths = DOCUMENT["paths"].as_object().unwrap_or(&empty);
    let body = html! {
        p.lead {
            "Every address below gives a page, JSON or CSV: by its ending (" code { "/events.json" } ", " code { "/events.csv" }
            ") or by the header " code { "Accept" } ". The whole description is " a href="/openapi.json" { "OpenAPI 3.1" } "."
        }
        p { "Programs send a token: " code { "Authorization: Bearer TOKEN" } ". Without users in the program’s settings none is needed." }
        @for (path, methods) in paths {
            @for (method, operation) in methods.as_object().unwrap_or(&empty) { (entry(path, method, operation)) }
        }
    };
    layout::page(&visitor, "Reference", body).into_response()
}

fn entry(path: &str, method: &str, operation: &Value) -> Markup {
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    html! {
        section.operation {
            h2 { code { (method.to_uppercase()) " " (path) } }
            p { (text(operation, "summary")) " " (text(operation, "description")) }
            @if let Some(parameters) = operation["parameters"].as_array() {
                dl.facts { @for parameter in parameters {
                    dt { code { (text(parameter, "name")) } }
                    dd { (text(parameter, "description")) }
                } }
            }
        }
    }
}
