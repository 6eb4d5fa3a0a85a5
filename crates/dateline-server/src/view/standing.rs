//! What people said of records: what stands, and the means to say more.

use super::layout::token;
use super::text::{day, safe, when};
use crate::visitor::Visitor;
use dateline_ledger::{Action, Journaled, Ledger, LedgerError};
use maud::{Markup, html};
use serde_json::Value;
use std::collections::HashMap;

/// The corrections of a report, by record.
#[derive(Debug, Default)]
pub(crate) struct Standings(HashMap<String, Vec<Journaled>>);

impl Standings {
    /// Of what the journal holds, newest first. What was undone is left out,
    /// and so is the undoing.
    pub(crate) fn of(journal: Vec<Journaled>) -> Self {
        let mut all: HashMap<String, Vec<Journaled>> = HashMap::new();
        for entry in journal.into_iter().filter(stands) {
            all.entry(entry.record.clone()).or_default().push(entry);
        }
        Self(all)
    }

    /// What stands of these records.
    pub(crate) fn of_records<'r>(
        ledger: &(impl Ledger + ?Sized),
        records: impl IntoIterator<Item = &'r str>,
    ) -> Result<Self, LedgerError> {
        // Many ledgers hold no correction at all.
        if ledger.journal(None, None, 1)?.is_empty() {
            return Ok(Self::default());
        }
        let mut all = Vec::new();
        for record in records {
            all.extend(ledger.journal(Some(record), None, 100)?);
        }
        Ok(Self::of(all))
    }

    /// What is to be read instead in a field of a record, if that was amended.
    pub(crate) fn amended(&self, record: &str, field: &str) -> Option<&str> {
        self.of_record(record)
            .iter()
            .filter(|entry| entry.action == Action::Amend)
            .find_map(|entry| entry.detail.get(field)?.as_str())
    }

    /// What stands of a record, in one line: what was done, by whom, when.
    pub(crate) fn mark(&self, record: &str) -> Markup {
        html! {
            @for entry in self.of_record(record).iter().take(3) {
                div.mark-line {
                    span class=(format!("did {}", entry.action.as_str())) { (glyph(entry.action)) " " (did(entry.action)) }
                    " by " (safe(&entry.who)) ", " (day(Some(&entry.recorded_at)))
                }
            }
        }
    }

    /// What stands of a record, newest first.
    pub(crate) fn of_record(&self, record: &str) -> &[Journaled] {
        self.0.get(record).map_or(&[], Vec::as_slice)
    }
}

/// Whether a correction holds: it is not undone, and is no undoing itself.
pub(crate) fn stands(entry: &Journaled) -> bool {
    !entry.undone && entry.detail.get("undo").is_none()
}

/// The last verdict on a record: accepted or rejected.
pub(crate) fn verdict(entries: &[Journaled]) -> Option<Action> {
    entries.iter().map(|e| e.action).find(|a| matches!(a, Action::Accept | Action::Reject))
}

/// The words that go with a record's standing.
pub(crate) fn class(entries: &[Journaled]) -> &'static str {
    match verdict(entries) {
        Some(Action::Accept) => "accepted",
        Some(Action::Reject) => "rejected",
        _ => "",
    }
}

/// What stands, and for editors the buttons. This is the part that htmx puts
/// in place of itself.
pub(crate) fn acts(visitor: &Visitor, record: &str, entries: &[Journaled]) -> Markup {
    let verdict = verdict(entries);
    html! {
        div.standing {
            @for entry in entries { p.entry { (told(entry)) } }
            @if visitor.edits() {
                form.acts method="post" action="/correct" hx-post="/correct" hx-target="closest .standing" hx-swap="outerHTML" {
                    (token(visitor))
                    input type="hidden" name="record" value=(record);
                    button type="submit" name="action" value="accept" aria-pressed=(verdict == Some(Action::Accept)) { "Accept" }
                    button type="submit" name="action" value="reject" aria-pressed=(verdict == Some(Action::Reject)) { "Reject" }
                    @if !entries.is_empty() { button.second type="submit" name="action" value="undo" { "Undo" } }
                    input type="text" name="note" aria-label="A note" placeholder="A note" maxlength="2000";
                    button.second type="submit" name="action" value="note" { "Note" }
                    a.amend href=(format!("/reports/{record}")) { "Amend" }
                }
            } @else {
                p.acts { a href=(format!("/reports/{record}")) { "this record" } }
            }
        }
    }
}

fn did(action: Action) -> &'static str {
    match action {
        Action::Accept => "Accepted",
        Action::Reject => "Rejected",
        Action::Amend => "Amended",
        Action::Merge => "Merged",
        Action::Split => "Split",
        Action::Note => "Note",
    }
}

/// The mark that goes with the word, so that colour is not needed.
fn glyph(action: Action) -> &'static str {
    match action {
        Action::Accept => "✓",
        Action::Reject => "✗",
        Action::Amend => "✎",
        Action::Merge | Action::Split => "⇄",
        Action::Note => "✉",
    }
}

/// A value as it was read and, if a person amended it, as it is to be read.
pub(crate) fn as_amended(read: Markup, amended: Option<&str>) -> Markup {
    match amended {
        None => read,
        Some(value) => html! { del { (read) } " " ins title="amended" { (safe(value)) } },
    }
}

/// "Accepted by ada, 25 November 2026".
pub(crate) fn told(entry: &Journaled) -> Markup {
    html! {
        b class=(format!("did {}", entry.action.as_str())) { (did(entry.action)) }
        " by " (safe(&entry.who)) span.faint { ", " (when(Some(&entry.recorded_at))) }
        @match &entry.detail {
            Value::Object(fields) => { @for (name, value) in fields { " · " (safe(name)) ": " (plain(value)) } }
            Value::String(text) => { " · " (safe(text)) }
            _ => {}
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => safe(text).into_owned(),
        other => safe(&other.to_string()).into_owned(),
    }
}
