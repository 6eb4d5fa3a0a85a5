//! What a report says.

use crate::{Actor, Agreement, Claim, Delivery, Event, Notice, Offsets, Quote, Report, Span};
use serde::{Deserialize, Serialize};

/// The name of the public output, `schema` in every reading.
pub const SCHEMA: &str = "dateline/reading/1";

/// Everything one report says, with the evidence for it.
///
/// The reader fills it with [`Span`]s; [`publish`](Reading::publish) makes the
/// public form, whose offsets are code points and whose spans carry their text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Reading<S = Quote> {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What was read.
    pub report: Report,
    /// The sentences, title first.
    pub sentences: Vec<S>,
    /// Who acts, speaks and is acted upon.
    pub actors: Vec<Actor<S>>,
    /// Who says what.
    pub claims: Vec<Claim<S>>,
    /// Who did what to whom.
    pub events: Vec<Event<S>>,
    /// Agreements and the steps they took.
    pub agreements: Vec<Agreement<S>>,
    /// Deliveries and the steps they took.
    pub deliveries: Vec<Delivery<S>>,
    /// Damage and doubts.
    pub notices: Vec<Notice<S>>,
}

impl<S> Reading<S> {
    /// The same with every span as `f` makes it.
    pub fn map<T>(self, f: impl Fn(S) -> T) -> Reading<T> {
        let f = &f;
        Reading {
            schema: self.schema,
            report: self.report,
            sentences: self.sentences.into_iter().map(f).collect(),
            actors: self.actors.into_iter().map(|a| a.map(f)).collect(),
            claims: self.claims.into_iter().map(|c| c.map(f)).collect(),
            events: self.events.into_iter().map(|e| e.map(f)).collect(),
            agreements: self.agreements.into_iter().map(|a| a.map(f)).collect(),
            deliveries: self.deliveries.into_iter().map(|d| d.map(f)).collect(),
            notices: self.notices.into_iter().map(|n| n.map(f)).collect(),
        }
    }
}

impl Reading<Span> {
    /// The public form of a reading.
    pub fn publish(self) -> Reading {
        let text = self.report.text.clone();
        let offsets = Offsets::new(&text);
        self.map(|span| offsets.quote(span))
    }
}

/// The JSON Schema of [`Reading`] as published.
pub fn json_schema() -> schemars::Schema {
    let mut schema = schemars::schema_for!(Reading);
    schema.insert("title".to_owned(), SCHEMA.into());
    if let Some(properties) = schema.get_mut("properties") {
        properties["schema"] = serde_json::json!({ "const": SCHEMA });
    }
    schema
}
