//! The description of the API, and a page to read it.

use crate::answer;
use crate::problem::Problem;
use crate::routes::documented;
use crate::view::layout;
use crate::visitor::Visitor;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde_json::{Value, json};
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

/// The schemas that utoipa does not make.
fn schemas() -> Vec<(&'static str, Value)> {
    let reading = dateline_core::json_schema();
    let mut reading = serde_json::to_value(reading).unwrap_or_default();
    let mut all = Vec::new();
    // Its parts stand beside it, where OpenAPI looks for them.
    if let Some(Value::Object(parts)) = reading.as_object_mut().and_then(|r| r.remove("$defs")) {
        all.extend(parts.into_iter().map(|(name, part)| (leak(name), moved(part))));
    }
    if let Some(reading) = reading.as_object_mut() {
        reading.remove("$schema");
    }
    all.push(("Reading", moved(reading)));
    all
}

/// Names of schemas live as long as the program: they are made once.
fn leak(name: String) -> &'static str {
    Box::leak(name.into_boxed_str())
}

/// A schema whose references point to where its parts now are.
fn moved(schema: Value) -> Value {
    let text = schema.to_string().replace("#/$defs/", "#/components/schemas/");
    serde_json::from_str(&text).unwrap_or_default()
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

/// A row's page: rows and where the next are.
#[allow(dead_code, reason = "schemas of rows follow with the ledger's own")]
fn rows_of(row: Value) -> Value {
    json!({
        "type": "object",
        "properties": { "rows": { "type": "array", "items": row }, "next": { "type": ["string", "null"] } },
        "required": ["rows", "next"],
    })
}
