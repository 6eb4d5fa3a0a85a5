//! Saved questions, which are asked again of every reading that is entered.

mod atom;
mod evaluate;
mod store;

pub use atom::atom;
pub(crate) use evaluate::enter;
pub(crate) use store::{add, alerts, all, due, remove, sent, unsent};

use crate::error::{LedgerError, Result};
use crate::query::{Filter, Kind};
use serde::{Deserialize, Serialize};

/// A saved question. What is newly told and answers it raises an alert; what a
/// copy of a known text tells does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Watch {
    /// What it is called.
    pub name: String,
    /// What is asked.
    pub question: WatchQuestion,
    /// Where alerts are sent, if anywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<String>,
    /// What they are signed with.
    #[serde(skip)]
    pub secret: Option<String>,
}

/// What a watch asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WatchQuestion {
    /// Of events, claims, reports; of agreements and deliveries, steps.
    pub kind: Kind,
    /// Which of them. With `min_origins`, what that many origins tell.
    pub filter: Filter,
    /// Of agreements and deliveries: part of the name, or `l7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// Of events and claims: only where they contradict what another report
    /// tells: another status or number, or a denial.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub differs: bool,
}

/// What a watch tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Alert {
    /// Its number.
    pub seq: i64,
    /// Which watch.
    pub watch: String,
    /// The record that raised it: report id, version and record.
    pub record: String,
    /// What is told, for a person.
    pub sentence: String,
    /// When it was raised, UTC.
    pub recorded_at: String,
}

/// An alert that is still to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What to send.
    pub alert: Alert,
    /// Where to.
    pub webhook: String,
    /// Signed with this.
    pub secret: String,
    /// How often that was tried before.
    pub tries: u32,
}

/// An alert that did not come through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Unsent {
    /// The alert.
    pub alert: Alert,
    /// How often it was tried to send it.
    pub tries: u32,
    /// Why the last try failed.
    pub problem: Option<String>,
    /// When that was, UTC.
    pub tried_at: Option<String>,
}

impl Watch {
    /// Whether it can be asked.
    pub fn check(&self) -> Result<()> {
        let wrong = |sentence: &str| Err(LedgerError::Question(sentence.to_owned()));
        let question = &self.question;
        if self.name.trim().is_empty() {
            return wrong("a watch needs a name");
        }
        if matches!(question.kind, Kind::Actors | Kind::Stories) {
            return wrong("watched are events, claims, reports, agreements and deliveries");
        }
        if question.differs && !matches!(question.kind, Kind::Events | Kind::Claims) {
            return wrong("events and claims contradict each other: watch those");
        }
        if question.filter.as_of.is_some() {
            return wrong("a watch looks at what is to come: leave out as-of");
        }
        question.filter.check(question.kind)
    }
}
