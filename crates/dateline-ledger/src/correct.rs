//! What people say of records. Nothing is changed by it; it stands beside.

use crate::enter::now;
use crate::meet::by_hand;
use rusqlite::types::Type;
use rusqlite::{Connection, params};
use serde_json::Value;

/// What a person does to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is right.
    Accept,
    /// It is wrong.
    Reject,
    /// It should read otherwise.
    Amend,
    /// It is the same as another.
    Merge,
    /// It is more than one.
    Split,
    /// A remark.
    Note,
}

impl Action {
    const ALL: [(Action, &str); 6] = [
        (Action::Accept, "accept"),
        (Action::Reject, "reject"),
        (Action::Amend, "amend"),
        (Action::Merge, "merge"),
        (Action::Split, "split"),
        (Action::Note, "note"),
    ];

    /// The action of that name.
    pub fn by_name(name: &str) -> Result<Action, String> {
        let known = || Self::ALL.map(|(_, name)| name).join(", ");
        let found = Self::ALL.iter().find(|(_, known)| *known == name).map(|(action, _)| *action);
        found.ok_or_else(|| format!("`{name}` is no action; known are: {}", known()))
    }

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// One correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Report id, version and record: `0123456789abcdef/1/e3`; or a story:
    /// `story/12`.
    pub record: String,
    /// What is done.
    pub action: Action,
    /// Who does it.
    pub who: String,
    /// What is to be read instead, with what to merge, or the note. Of a story,
    /// `{"with": 15}` merges story 15 with it, `{"reports": ["…"]}` splits these
    /// reports off.
    pub detail: Value,
}

/// Writes a correction down and does what it wants of stories, within a
/// transaction; or says in a sentence why that cannot be.
pub(crate) fn write(
    db: &Connection,
    correction: &Correction,
) -> rusqlite::Result<Result<i64, String>> {
    let decision = match by_hand::decision(db, correction)? {
        Ok(decision) => decision,
        Err(why) => return Ok(Err(why)),
    };
    let recorded_at = now(db)?;
    let sql = "INSERT INTO correction (recorded_at, who, action, record, detail)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?.execute(params![
        recorded_at,
        correction.who,
        correction.action.as_str(),
        correction.record,
        correction.detail.to_string(),
    ])?;
    let number = db.last_insert_rowid();
    by_hand::carry_out(db, &decision, &correction.who, &recorded_at)?;
    Ok(Ok(number))
}

pub(crate) fn of(db: &Connection, record: &str) -> rusqlite::Result<Vec<Correction>> {
    let sql = "SELECT action, who, detail FROM correction WHERE record = ?1 ORDER BY seq";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([record], |row| {
        let (name, detail): (String, String) = (row.get(0)?, row.get(2)?);
        let action = Action::ALL.iter().find(|(_, known)| *known == name).map(|(a, _)| *a);
        let unknown = || format!("unknown action {name}").into();
        Ok(Correction {
            record: record.to_owned(),
            action: action.ok_or_else(|| {
                rusqlite::Error::FromSqlConversionFailure(0, Type::Text, unknown())
            })?,
            who: row.get(1)?,
            detail: serde_json::from_str(&detail)
                .map_err(|e| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, e.into()))?,
        })
    })?;
    rows.collect()
}
