//! Correcting: what a person says of a record is written beside it.

use super::report::{missing, read_version, record_json};
use super::sign_in::check_token;
use crate::answer;
use crate::app::App;
use crate::asked::sent_json;
use crate::problem::Problem;
use crate::view::standing::{Standings, acts};
use crate::visitor::Visitor;
use axum::Form;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use dateline_core::{ActorKind, Certainty, Country, EventType, Polarity, Stance, Status};
use dateline_ledger::{Action, Correction, Journaled, Ledger};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use utoipa::ToSchema;

/// The longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// A correction of one record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    /// Report id, version and record: 0123456789abcdef/1/e3.
    pub(crate) record: String,
    /// accept, reject, amend, note, or undo: takes back the last that stands.
    pub(crate) action: String,
    /// With note: the words.
    #[serde(default)]
    pub(crate) note: Option<String>,
    /// With amend: what is to be read instead, by field.
    #[serde(default)]
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    pub(crate) amend: Option<HashMap<String, String>>,
}

/// What stands of the record now.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Standing {
    record: String,
    /// Newest first; what was undone is left out.
    corrections: Vec<Journaled>,
}

/// Corrects a record; needs the role of an editor.
#[utoipa::path(post, path = "/api/correct", tag = "correcting", request_body = Wish, responses(
    (status = 200, description = "What stands of the record now", content(
        (ref("#/components/schemas/Standing") = "application/json"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn api(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let wish: Wish = sent_json(&headers, &body)?;
    let record = wish.record.clone();
    let corrections = correct(&app, &visitor, wish).await?;
    answer::json(&Standing { record, corrections })
}

/// What the form sends; amendments come as `amend.FIELD`.
pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let field = |name: &str| sent.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    check_token(&app, &visitor, &field("form_token").unwrap_or_default())?;
    let need = |name: &str| field(name).ok_or_else(|| Problem::Bad(format!("{name} is missing")));
    if let Some(story) = need("record")?.strip_prefix("story/") {
        return by_hand(&app, &visitor, story, &sent).await;
    }
    let amend = sent
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, value)| Some((name.strip_prefix("amend.")?.to_owned(), value.clone())));
    let record = need("record")?;
    let wish = Wish {
        record: record.clone(),
        action: need("action")?,
        note: field("note"),
        amend: Some(amend.collect()),
    };
    let standing = correct(&app, &visitor, wish).await?;
    if visitor.part {
        return Ok(acts(&visitor, &record, &standing).into_response());
    }
    Ok(Redirect::to(&super::events::address(&record)).into_response())
}

/// Merges a story with another, or splits reports off it.
async fn by_hand(
    app: &App,
    visitor: &Visitor,
    story: &str,
    sent: &[(String, String)],
) -> Result<Response, Problem> {
    let who = visitor.editor()?.to_owned();
    let all = |name: &str| -> Vec<String> {
        sent.iter().filter(|(n, _)| n == name).map(|(_, value)| value.trim().to_owned()).collect()
    };
    let (action, detail) = match all("action").first().map(String::as_str) {
        Some("merge") => {
            let with =
                all("with").first().and_then(|w| w.trim_start_matches('s').parse::<i64>().ok());
            let told = || Problem::Bad("with: the number of a story, such as s12".to_owned());
            (Action::Merge, json!({ "with": with.ok_or_else(told)? }))
        }
        Some("split") => (Action::Split, json!({ "reports": all("report") })),
        _ => return Err(Problem::Bad("a story is merged or split".to_owned())),
    };
    let record = format!("story/{story}");
    let correction = Correction { record, action, who, detail };
    app.pool.write(move |ledger| ledger.correct(&correction)).await?;
    Ok(Redirect::to(&format!("/stories/s{story}")).into_response())
}

/// Writes the correction down; returns what stands of the record now.
async fn correct(app: &App, visitor: &Visitor, wish: Wish) -> Result<Vec<Journaled>, Problem> {
    let who = visitor.editor()?.to_owned();
    let record = wish.record.clone();
    let mut parts = record.splitn(3, '/');
    let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Problem::Bad("a record is written like 0123456789abcdef/1/e3".to_owned()));
    };
    let reading = read_version(app, id.to_owned(), version).await?;
    if record_json(&reading, name).is_none() {
        return Err(missing());
    }
    let of = record.clone();
    let journal = app.pool.ask(move |ledger| ledger.journal(Some(&of), None, 1_000)).await?;
    let standing = Standings::of(journal);
    let last = standing.of_record(&record).first().map(|entry| entry.number);
    if wish.action == "undo" {
        let none = || Problem::Bad("there is nothing to undo".to_owned());
        let number = last.ok_or_else(none)?;
        app.pool.write(move |ledger| ledger.undo(number, &who)).await?.ok_or_else(none)?;
    } else {
        let (action, detail) = what(&wish, name)?;
        let correction = Correction { record: record.clone(), action, who, detail };
        app.pool.write(move |ledger| ledger.correct(&correction)).await?;
    }
    let of = record.clone();
    let journal = app.pool.ask(move |ledger| ledger.journal(Some(&of), None, 1_000)).await?;
    Ok(Standings::of(journal).of_record(&record).to_vec())
}

fn what(wish: &Wish, name: &str) -> Result<(Action, Value), Problem> {
    let bad = |told: &str| Err(Problem::Bad(told.to_owned()));
    let note = wish.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
        return bad("a note has at most 2000 characters");
    }
    match (wish.action.as_str(), note) {
        ("accept", note) => Ok((Action::Accept, with(note, Map::new()))),
        ("reject", note) => Ok((Action::Reject, with(note, Map::new()))),
        ("note", Some(note)) => Ok((Action::Note, with(Some(note), Map::new()))),
        ("note", None) => bad("the note is empty"),
        ("amend", note) => {
            let mut fields = Map::new();
            for (field, value) in wish.amend.iter().flatten() {
                check_amendment(name, field, value)?;
                fields.insert(field.clone(), Value::from(value.clone()));
            }
            if fields.is_empty() {
                return bad("nothing is amended: say what is to be read instead");
            }
            Ok((Action::Amend, with(note, fields)))
        }
        _ => bad("the action is accept, reject, amend, note or undo"),
    }
}

fn with(note: Option<&str>, mut fields: Map<String, Value>) -> Value {
    if let Some(note) = note {
        fields.insert("note".to_owned(), json!(note));
    }
    fields.into()
}

/// The fields of a record that can be amended, and what they may be; nothing
/// where it is any short text.
pub(crate) fn amendable(record: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    match record.as_bytes().first() {
        Some(b'c') => vec![
            ("stance", Stance::ALL.iter().map(|v| v.as_str()).collect()),
            ("certainty", Certainty::ALL.iter().map(|v| v.as_str()).collect()),
            ("polarity", Polarity::ALL.iter().map(|v| v.as_str()).collect()),
            ("speaker", Vec::new()),
        ],
        Some(b'e') => vec![
            ("type", EventType::ALL.iter().map(|v| v.as_str()).collect()),
            ("status", Status::ALL.iter().map(|v| v.as_str()).collect()),
            ("historical", vec!["true", "false"]),
            ("date", Vec::new()),
            ("place", Vec::new()),
        ],
        Some(b'a') => vec![
            ("kind", ActorKind::ALL.iter().map(|v| v.as_str()).collect()),
            ("name", Vec::new()),
            ("country", Vec::new()),
        ],
        _ => Vec::new(),
    }
}

fn check_amendment(record: &str, field: &str, value: &str) -> Result<(), Problem> {
    let fields = amendable(record);
    let Some((_, known)) = fields.iter().find(|(name, _)| *name == field) else {
        let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
        let names = if names.is_empty() { "a note only".to_owned() } else { names.join(", ") };
        return Err(Problem::Bad(format!("`{field}` cannot be amended here; there is {names}")));
    };
    if field == "country" {
        let told = |e: <Country as FromStr>::Err| Problem::Bad(e.to_string());
        return value.parse::<Country>().map(drop).map_err(told);
    }
    if !known.is_empty() && !known.contains(&value) {
        return Err(Problem::Bad(format!("{field}: one of {}", known.join(", "))));
    }
    if value.chars().count() > 200 {
        return Err(Problem::Bad(format!("{field}: at most 200 characters")));
    }
    Ok(())
}
