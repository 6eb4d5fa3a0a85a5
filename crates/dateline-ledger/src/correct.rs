//! What people say of records. Nothing is changed by it; it stands beside.

use crate::db::Type;
use crate::db::{Connection, OptionalExtension, Row, params};
use crate::enter::now;
use crate::meet::by_hand;
use serde::Serialize;
use serde_json::{Value, json};

/// What a person does to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
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
    /// `story/12`; or a ladder: `ladder/7`.
    pub record: String,
    /// What is done.
    pub action: Action,
    /// Who does it.
    pub who: String,
    /// What is to be read instead, with what to merge, or the note. Of a story,
    /// `{"with": 15}` merges story 15 with it, `{"reports": ["…"]}` splits these
    /// reports off; of a ladder `{"with": 9}` and `{"records": ["…/1/g1"]}`.
    pub detail: Value,
}

/// Writes a correction down and does what it wants of stories and ladders, within a
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
    let number = insert(db, correction, &recorded_at)?;
    by_hand::carry_out(db, &decision, &correction.who, &recorded_at)?;
    Ok(Ok(number))
}

fn insert(db: &Connection, correction: &Correction, recorded_at: &str) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO correction (recorded_at, who, action, record, detail)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?.execute(params![
        recorded_at,
        correction.who,
        correction.action.as_str(),
        correction.record,
        correction.detail.to_string(),
    ])?;
    Ok(db.last_insert_rowid())
}

/// A correction as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Journaled {
    /// Its number.
    pub number: i64,
    /// When it was written down (UTC).
    pub recorded_at: String,
    /// Who did it.
    pub who: String,
    /// What was done; with `undo` in the detail, what was undone.
    pub action: Action,
    /// Report id, version and record.
    pub record: String,
    /// What is to be read instead, with what to merge, the note, or the number
    /// of the correction that is undone.
    pub detail: Value,
    /// Whether it was undone since.
    pub undone: bool,
}

impl Journaled {
    /// Whether reports changed their story by it, or anything its ladder.
    fn moves(&self) -> bool {
        let of_several = ["story/", "ladder/"].iter().any(|head| self.record.starts_with(head));
        matches!(self.action, Action::Merge | Action::Split) && of_several
    }
}

const JOURNAL: &str = "
    SELECT c.seq, c.recorded_at, c.who, c.action, c.record, c.detail,
           EXISTS (SELECT 1 FROM correction u
                   WHERE u.record = c.record AND CAST(u.detail ->> 'undo' AS BIGINT) = c.seq)
    FROM correction c";

pub(crate) fn of(db: &Connection, record: &str) -> rusqlite::Result<Vec<Correction>> {
    let mut select = db.prepare_cached(&format!("{JOURNAL} WHERE c.record = ?1 ORDER BY c.seq"))?;
    let rows = select.query_map([record], journaled)?;
    let plain = |row: rusqlite::Result<Journaled>| {
        row.map(|c| Correction { record: c.record, action: c.action, who: c.who, detail: c.detail })
    };
    rows.map(plain).collect()
}

/// Corrections of a report (`0123456789abcdef`), a version or a record, or all
/// of them; newest first, those before number `before`.
pub(crate) fn journal(
    db: &Connection,
    of: Option<&str>,
    before: Option<i64>,
    limit: u32,
) -> rusqlite::Result<Vec<Journaled>> {
    let before = before.unwrap_or(i64::MAX);
    // All that begins with `of/` lies between that and `of0`, the next character.
    let place = match of {
        Some(_) => "(c.record = ?3 OR c.record > ?3 || '/' AND c.record < ?3 || '0')",
        None => "CAST(?3 AS TEXT) IS NULL",
    };
    let sql = format!("{JOURNAL} WHERE c.seq < ?1 AND {place} ORDER BY c.seq DESC LIMIT ?2");
    db.prepare_cached(&sql)?.query_map(params![before, limit, of], journaled)?.collect()
}

/// Takes the correction `number` back; returns the number of doing so. None if
/// there is no such correction, or it is undone already, or stories or ladders were
/// merged or split by it: that is undone by splitting or merging them.
pub(crate) fn undo(db: &Connection, number: i64, who: &str) -> rusqlite::Result<Option<i64>> {
    let sql = format!("{JOURNAL} WHERE c.seq = ?1");
    let found = db.prepare_cached(&sql)?.query_row([number], journaled).optional()?;
    let Some(found) = found.filter(|c| !c.undone && c.detail.get("undo").is_none() && !c.moves())
    else {
        return Ok(None);
    };
    let undoing = Correction {
        record: found.record,
        action: found.action,
        who: who.to_owned(),
        detail: json!({ "undo": number }),
    };
    insert(db, &undoing, &now(db)?).map(Some)
}

fn journaled(row: &Row) -> rusqlite::Result<Journaled> {
    let (name, detail): (String, String) = (row.get(3)?, row.get(5)?);
    Ok(Journaled {
        number: row.get(0)?,
        recorded_at: row.get(1)?,
        who: row.get(2)?,
        action: Action::by_name(&name)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(3, Type::Text, e.into()))?,
        record: row.get(4)?,
        detail: serde_json::from_str(&detail)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(5, Type::Text, e.into()))?,
        undone: row.get(6)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_correction_is_undone_once_and_both_stay() {
        let db = Connection::in_memory();
        db.execute_batch(include_str!("../sql/001-ledger.sql")).unwrap();
        let correct = |record: &str, action| {
            let (record, who) = (record.to_owned(), "ada".to_owned());
            write(&db, &Correction { record, action, who, detail: Value::Null }).unwrap().unwrap()
        };
        let first = correct("aa/1/e1", Action::Reject);
        correct("aa/1/e11", Action::Accept);
        correct("ab/1/e1", Action::Accept);
        let undone = undo(&db, first, "ben").unwrap().unwrap();
        assert_eq!(undo(&db, first, "ben").unwrap(), None, "only once");
        assert_eq!(undo(&db, undone, "ben").unwrap(), None, "an undoing is not undone");
        assert_eq!(undo(&db, 99, "ben").unwrap(), None);
        let told = |of, before| {
            let found = journal(&db, of, before, 10).unwrap();
            found.iter().map(|c| (c.number, c.undone)).collect::<Vec<_>>()
        };
        assert_eq!(told(Some("aa/1/e1"), None), [(undone, false), (first, true)]);
        assert_eq!(told(Some("aa"), None).len(), 3);
        assert_eq!(told(None, None).len(), 4);
        assert_eq!(told(None, Some(first + 1)), [(first, true)]);
        assert_eq!(told(Some("a"), None), [], "half an id is none");
    }
}
