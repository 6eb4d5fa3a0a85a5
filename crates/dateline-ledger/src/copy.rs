//! A ledger moved from one store to another: every row with its number, so that
//! what was decided, corrected and watched stays as it was.
//!
//! A copy that was cut off goes on where it was: rows that are only ever added at
//! the end of a table are taken up after the last one, of the others those that
//! are missing are added. In the end both sides are counted and hashed.

use crate::db::{Connection, OptionalExtension, Value, params_from_iter};
use crate::error::{LedgerError, Result};
use crate::functions::failed;
use crate::open::AnyLedger;
use crate::pack;
use crate::store::Store;
use sha2::{Digest, Sha256};

/// A table, its columns, and how many of these, the first ones, tell rows apart.
struct Table {
    name: &'static str,
    columns: &'static str,
    key: usize,
    /// Whether a new row always stands after all others, by these.
    grows: bool,
}

const fn table(name: &'static str, columns: &'static str, key: usize, grows: bool) -> Table {
    Table { name, columns, key, grows }
}

/// Every table that holds something, those first to which others belong.
const TABLES: &[Table] = &[
    table(
        "report",
        "seq id version url outlet title published_at language text text_sha256 recorded_at",
        1,
        true,
    ),
    table("reading", "seq report day sha256 body actors claims events recorded_at", 1, true),
    table("superseded", "reading since", 1, false),
    table("name", "id name", 1, true),
    table("identity", "id key name kind country recorded_at", 1, true),
    table("actor", "reading id kind country sectors identity name", 2, true),
    table(
        "claim",
        "reading id speaker speaker_kind stance certainty polarity confidence within origin places \
         day speaker_name",
        2,
        true,
    ),
    table(
        "event",
        "reading id type modes contexts cameo status historical date_start date_end place country \
         claim confidence places day happened",
        2,
        true,
    ),
    table("event_party", "reading event side actor name country day", 4, true),
    table("track_party", "reading record side actor", 4, true),
    table("copy_band", "key report", 2, false),
    table("copy_band_new", "key report", 2, false),
    table("copy_member", "report turn copy_group kind alike reason recorded_at", 2, false),
    table("credit", "report agency kind words", 3, true),
    table("copy_first", "copy_group turn report origin credited reason recorded_at", 2, false),
    table("story_key", "week key story", 3, false),
    table("story_member", "report turn story decided reason recorded_at", 2, false),
    table("same", "seq same reading record reason recorded_at", 1, true),
    table(
        "differs",
        "seq reading record other_reading other_record kind reason recorded_at",
        1,
        true,
    ),
    table("ladder", "id kind name parties item recorded_at", 1, true),
    table("ladder_key", "key ladder", 2, false),
    table(
        "ladder_member",
        "reading record turn ladder name subjects quantity reason recorded_at",
        3,
        false,
    ),
    table(
        "ladder_step",
        "reading record step stage status taken_by date_start date_end claim event sentence \
         confidence",
        3,
        true,
    ),
    table("correction", "seq recorded_at who action record detail", 1, true),
    table("alert", "seq watch told record sentence recorded_at", 1, true),
    table("alert_sent", "alert try problem recorded_at", 2, false),
    table("watch", "name question webhook secret recorded_at", 1, false),
    table("bookmark", "input state place recorded_at", 1, false),
    table("total", "cut period who what degree records reports", 5, false),
    table("newest", "block day", 1, false),
];

/// Tables of which rows are changed or go; they are made anew by each try.
const CHANGING: &[&str] = &["watch", "bookmark", "total", "newest"];

/// Rows of one transaction.
const ROWS: usize = 2_000;

/// How many rows of a table were there, and the sum of their hashes: the same
/// whatever the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    hashes: u128,
}

/// What was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Of each table, how many rows it has on either side.
    pub tables: Vec<(&'static str, u64)>,
}

/// Copies all of `from` to `to`, which holds nothing yet or a part of such a
/// copy; `tell` is told each table and how many rows of it were looked at.
pub fn copy(
    from: &AnyLedger,
    to: &AnyLedger,
    mut tell: impl FnMut(&'static str, u64),
) -> Result<Copied> {
    // What is entered meanwhile is not copied, none of it.
    let view = from.db().view().map_err(|e| from.err(&e))?;
    begin(from, to)?;
    let err = |e: rusqlite::Error| to.err(&e);
    let change = to.db().change().map_err(err)?;
    for name in CHANGING {
        change.execute(&format!("DELETE FROM {name}"), []).map_err(err)?;
    }
    change.commit().map_err(err)?;
    let mut copied = Copied::default();
    for table in TABLES {
        let here = table.copy(from, &view, to, &mut |rows| tell(table.name, rows))?;
        let there = table.sum(to.db()).map_err(err)?;
        if here != there {
            return Err(LedgerError::Damaged {
                path: to.db().path().to_owned(),
                what: format!(
                    "{} has {} rows and not the {} of the ledger that was copied, or others",
                    table.name, there.rows, here.rows
                ),
            });
        }
        copied.tables.push((table.name, there.rows));
    }
    end(to.db()).map_err(err)?;
    Ok(copied)
}

/// Whether a copy into this ledger was begun and not ended.
pub(crate) fn is_unfinished(db: &Connection) -> rusqlite::Result<bool> {
    let sql = if db.is_postgres() {
        "SELECT to_regclass('copying') IS NOT NULL"
    } else {
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'copying')"
    };
    db.query_row(sql, [], |row| row.get(0))
}

/// Marks `to` as a copy of `from`, unless that was done before.
fn begin(from: &AnyLedger, to: &AnyLedger) -> Result<()> {
    let err = |e: rusqlite::Error| to.err(&e);
    let first = "SELECT id || ' ' || recorded_at FROM report ORDER BY seq LIMIT 1";
    let ask = |ledger: &AnyLedger| {
        let answer = ledger.db().query_row(first, [], |row| row.get::<_, String>(0)).optional();
        answer.map(Option::unwrap_or_default).map_err(|e| ledger.err(&e))
    };
    let (source, there) = (ask(from)?, ask(to)?);
    if !is_unfinished(to.db()).map_err(err)? {
        if !there.is_empty() {
            return Err(LedgerError::Question(format!(
                "{} holds reports already: copy to a new place",
                to.db().path()
            )));
        }
        let change = to.db().change().map_err(err)?;
        change.execute_batch("CREATE TABLE copying (source TEXT)").map_err(err)?;
        change.execute("INSERT INTO copying (source) VALUES (?1)", [&source]).map_err(err)?;
        return change.commit().map_err(err);
    }
    let begun: String =
        to.db().query_row("SELECT source FROM copying", [], |row| row.get(0)).map_err(err)?;
    if begun != source {
        return Err(LedgerError::Question(format!(
            "{} holds a part of a copy of another ledger: copy to a new place",
            to.db().path()
        )));
    }
    Ok(())
}

/// Takes the mark away, and has new rows get the numbers that follow.
fn end(db: &Connection) -> rusqlite::Result<()> {
    let change = db.change()?;
    if db.is_postgres() {
        for table in
            ["report", "reading", "name", "identity", "differs", "ladder", "correction", "alert"]
        {
            let id = if ["name", "identity", "ladder"].contains(&table) { "id" } else { "seq" };
            change.execute_batch(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{id}'), max({id})) FROM {table}
                 HAVING max({id}) IS NOT NULL"
            ))?;
        }
    }
    change.execute_batch("DROP TABLE copying")?;
    change.commit()
}

impl Table {
    /// Copies what `to` lacks; gives what all of it sums up to.
    fn copy(
        &self,
        from: &AnyLedger,
        view: &Connection,
        to: &AnyLedger,
        tell: &mut dyn FnMut(u64),
    ) -> Result<Sum> {
        let err = |e: rusqlite::Error| to.err(&e);
        let mut last = if self.grows { self.last(to.db()).map_err(err)? } else { None };
        let mut rows = 0;
        loop {
            let chunk = self.after(view, last.as_deref()).map_err(|e| from.err(&e))?;
            let Some(end) = chunk.last() else { break };
            last = Some(end[..self.key].to_vec());
            self.add(to.db(), &chunk).map_err(err)?;
            rows += chunk.len() as u64;
            tell(rows);
        }
        self.sum(view).map_err(|e| from.err(&e))
    }

    fn columns(&self) -> Vec<&'static str> {
        self.columns.split_whitespace().collect()
    }

    /// The key of the last row.
    fn last(&self, db: &Connection) -> rusqlite::Result<Option<Vec<Value>>> {
        let columns = self.columns();
        let key = &columns[..self.key];
        let order: Vec<String> = key.iter().map(|column| format!("{column} DESC")).collect();
        let sql = format!(
            "SELECT {} FROM {} ORDER BY {} LIMIT 1",
            key.join(", "),
            self.name,
            order.join(", ")
        );
        db.query_row(&sql, [], |row| (0..self.key).map(|at| row.get(at)).collect()).optional()
    }

    /// The rows that follow the one with this key.
    fn after(&self, db: &Connection, last: Option<&[Value]>) -> rusqlite::Result<Vec<Vec<Value>>> {
        let columns = self.columns();
        let key = columns[..self.key].join(", ");
        let after = match last {
            None => String::new(),
            Some(last) => {
                let marks: Vec<String> = (1..=last.len()).map(|at| format!("?{at}")).collect();
                format!("WHERE ({key}) > ({})", marks.join(", "))
            }
        };
        let sql = format!(
            "SELECT {} FROM {} {after} ORDER BY {key} LIMIT {ROWS}",
            columns.join(", "),
            self.name
        );
        let mut select = db.prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(last.unwrap_or_default()), |row| {
            (0..columns.len()).map(|at| row.get(at)).collect()
        })?;
        rows.collect()
    }

    /// Adds rows that are not there, in one transaction.
    fn add(&self, db: &Connection, rows: &[Vec<Value>]) -> rusqlite::Result<()> {
        let columns = self.columns();
        let marks: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let sql = format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({})",
            self.name,
            columns.join(", "),
            marks.join(", ")
        );
        let change = db.change()?;
        {
            let mut insert = change.prepare_cached(&sql)?;
            for row in rows {
                insert.execute_soon(params_from_iter(row))?;
                self.index(&change, row)?;
            }
        }
        change.commit()
    }

    /// Has the words of a text and the parts of a name found.
    fn index(&self, db: &Connection, row: &[Value]) -> rusqlite::Result<()> {
        let at = |name: &str| self.columns().iter().position(|column| *column == name);
        let value = |name| at(name).and_then(|at| row.get(at));
        match (self.name, value("text"), value("name")) {
            ("report", Some(Value::Blob(packed)), _) => {
                let text = pack::unpack_text(packed).map_err(failed)?;
                db.prepare_cached("INSERT INTO report_words (rowid, text) VALUES (?1, ?2)")?
                    .execute_soon((&row[0], text))
            }
            ("name", _, Some(name)) => db
                .prepare_cached("INSERT INTO name_parts (rowid, name) VALUES (?1, ?2)")?
                .execute_soon((&row[0], name)),
            _ => Ok(()),
        }
    }

    /// All rows, counted and hashed.
    fn sum(&self, db: &Connection) -> rusqlite::Result<Sum> {
        let mut sum = Sum::default();
        let mut last: Option<Vec<Value>> = None;
        loop {
            let chunk = self.after(db, last.as_deref())?;
            let Some(end) = chunk.last() else { return Ok(sum) };
            last = Some(end[..self.key].to_vec());
            for row in &chunk {
                sum.rows += 1;
                sum.hashes = sum.hashes.wrapping_add(hash(row));
            }
        }
    }
}

/// The first 128 bits of what a row's values hash to.
fn hash(row: &[Value]) -> u128 {
    let mut hash = Sha256::new();
    for value in row {
        match value {
            Value::Null => hash.update([0]),
            Value::Integer(number) => hash.update([&[1], &number.to_be_bytes()[..]].concat()),
            Value::Real(number) => hash.update([&[2], &number.to_be_bytes()[..]].concat()),
            // PostgreSQL holds no NUL in a text.
            Value::Text(text) => {
                let text = text.replace('\0', "\u{FFFD}");
                hash.update([&[3], &text.len().to_be_bytes()[..], text.as_bytes()].concat());
            }
            Value::Blob(bytes) => {
                hash.update([&[4], &bytes.len().to_be_bytes()[..], bytes].concat());
            }
        }
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut first = [0; 16];
    first.copy_from_slice(&whole[..16]);
    u128::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::migrate::VERSIONS;

    /// A table or column that the schema gets and the copy forgets is found here.
    #[test]
    fn every_table_and_column_is_copied() {
        let dir = tempfile::tempdir().unwrap();
        let ledger = crate::open(&dir.path().join("l.db")).unwrap();
        let names = |sql: &str| -> Vec<String> {
            let mut select = ledger.db().prepare(sql).unwrap();
            let rows = select.query_map([], |row| row.get(0)).unwrap();
            rows.map(|row| row.unwrap()).collect()
        };
        let mut all = names(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'report_words%'
                 AND name NOT LIKE 'name_parts%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        );
        let mut copied: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        copied.sort_unstable();
        assert_eq!(all, copied, "version {}", VERSIONS.len());
        for table in TABLES {
            all = names(&format!("SELECT name FROM pragma_table_info('{}')", table.name));
            all.sort_unstable();
            let mut columns = table.columns();
            columns.sort_unstable();
            assert_eq!(all, columns, "{}", table.name);
        }
    }
}
