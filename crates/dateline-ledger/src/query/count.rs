//! How many: records, and the reports, texts and origins they are told by.

use super::conditions::{Known, Question, question};
use super::drive::Driver;
use super::filter::{Filter, Kind};
use super::hits::number_of;
use super::sums;
use crate::db::Value;
use crate::db::{Connection, params_from_iter};
use crate::error::{LedgerError, Result};
use serde::Serialize;

/// By what things are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// From country to country: who acts, and upon whom.
    Dyad,
    /// Who acts.
    Actor,
    /// Who is acted upon.
    Recipient,
    /// The PLOVER type.
    Type,
    /// The CAMEO code.
    Cameo,
    /// The day it happened; of claims and reports, the day they were published.
    Day,
    /// That month.
    Month,
    /// That year.
    Year,
    /// The country of anybody in it; of a claim, of the speaker.
    Country,
    /// The sector of anybody in it; of a claim, of the speaker.
    Sector,
    /// Whether it happened.
    Status,
    /// The country where it happened.
    Place,
    /// Who says so.
    Speaker,
    /// How sure the speaker is.
    Certainty,
    /// What the speaker does.
    Stance,
    /// The outlet.
    Outlet,
}

impl By {
    /// All of them.
    pub const ALL: [By; 16] = [
        By::Dyad,
        By::Actor,
        By::Recipient,
        By::Type,
        By::Cameo,
        By::Day,
        By::Month,
        By::Year,
        By::Country,
        By::Sector,
        By::Status,
        By::Place,
        By::Speaker,
        By::Certainty,
        By::Stance,
        By::Outlet,
    ];

    /// As it is asked for.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Dyad => "dyad",
            By::Actor => "actor",
            By::Recipient => "recipient",
            By::Type => "type",
            By::Cameo => "cameo",
            By::Day => "day",
            By::Month => "month",
            By::Year => "year",
            By::Country => "country",
            By::Sector => "sector",
            By::Status => "status",
            By::Place => "place",
            By::Speaker => "speaker",
            By::Certainty => "certainty",
            By::Stance => "stance",
            By::Outlet => "outlet",
        }
    }

    /// The one of this name that goes with `kind`.
    pub fn of(name: &str, kind: Kind) -> Result<Self> {
        let fit: Vec<By> = By::ALL.into_iter().filter(|by| by.column(kind).is_some()).collect();
        fit.iter().copied().find(|by| by.as_str() == name).ok_or_else(|| {
            let fit: Vec<_> = fit.iter().map(|by| by.as_str()).collect();
            LedgerError::Question(format!(
                "{} are not counted by `{name}`: write one of {}",
                kind.as_str(),
                fit.join(", ")
            ))
        })
    }

    /// What is grouped by, and what must be joined for it; none if `kind` has
    /// no such thing.
    fn column(self, kind: Kind) -> Option<Column> {
        let plain = |sql: &str| Some(Column { sql: sql.to_owned(), join: "" });
        let joined = |sql: &str, join| Some(Column { sql: sql.to_owned(), join });
        let day = if kind == Kind::Events { "e.happened" } else { "g.day" };
        match (self, kind) {
            (By::Outlet, _) => plain("r.outlet"),
            (By::Day, _) => plain(&format!(
                "CASE WHEN {day} > 0 THEN printf('%04d-%02d-%02d', {day} / 10000,
                                {day} / 100 % 100, {day} % 100) END"
            )),
            (By::Month, _) => plain(&format!(
                "CASE WHEN {day} > 0 THEN printf('%04d-%02d', {day} / 10000, {day} / 100 % 100) END"
            )),
            (By::Year, _) => plain(&format!("CASE WHEN {day} > 0 THEN ({day} / 10000) || '' END")),
            (By::Dyad, Kind::Events) => joined(
                "p1.country || '-' || p2.country",
                " JOIN event_party p1 ON p1.reading = e.reading AND p1.event = e.id
                      AND p1.side = 'actor' AND p1.country IS NOT NULL
                  JOIN event_party p2 ON p2.reading = e.reading AND p2.event = e.id
                      AND p2.side = 'recipient' AND p2.country IS NOT NULL",
            ),
            (By::Actor, Kind::Events) => joined(
                "n1.name",
                " JOIN event_party q1 ON q1.reading = e.reading AND q1.event = e.id
                      AND q1.side = 'actor' JOIN name n1 ON n1.id = q1.name",
            ),
            (By::Recipient, Kind::Events) => joined(
                "n2.name",
                " JOIN event_party q2 ON q2.reading = e.reading AND q2.event = e.id
                      AND q2.side = 'recipient' JOIN name n2 ON n2.id = q2.name",
            ),
            (By::Country, Kind::Events) => joined(
                "p3.country",
                " JOIN event_party p3 ON p3.reading = e.reading AND p3.event = e.id
                      AND p3.country IS NOT NULL",
            ),
            (By::Sector, Kind::Events) => joined(
                "s1.value",
                " JOIN event_party p4 ON p4.reading = e.reading AND p4.event = e.id
                  JOIN actor a1 ON a1.reading = p4.reading AND a1.id = p4.actor
                  JOIN json_each('[\"' || replace(a1.sectors, ' ', '\",\"') || '\"]') s1
                      ON s1.value <> ''",
            ),
            (By::Type, Kind::Events) => plain("e.type"),
            (By::Cameo, Kind::Events) => plain("e.cameo"),
            (By::Status, Kind::Events) => plain("e.status"),
            (By::Place, Kind::Events) => plain("e.country"),
            (By::Speaker, Kind::Events) => joined("n3.name", OF_EVENTS_CLAIM),
            (By::Certainty, Kind::Events) => joined("c1.certainty", OF_EVENTS_CLAIM),
            (By::Stance, Kind::Events) => joined("c1.stance", OF_EVENTS_CLAIM),
            (By::Speaker, Kind::Claims) => {
                joined("n4.name", " LEFT JOIN name n4 ON n4.id = c.speaker_name")
            }
            (By::Certainty, Kind::Claims) => plain("c.certainty"),
            (By::Stance, Kind::Claims) => plain("c.stance"),
            (By::Country, Kind::Claims) => joined("a2.country", OF_CLAIMS_SPEAKER),
            (By::Sector, Kind::Claims) => joined(
                "s2.value",
                " JOIN actor a3 ON a3.reading = c.reading AND a3.id = c.speaker
                  JOIN json_each('[\"' || replace(a3.sectors, ' ', '\",\"') || '\"]') s2
                      ON s2.value <> ''",
            ),
            (By::Country, Kind::Actors) => plain("a.country"),
            _ => None,
        }
    }
}

const OF_EVENTS_CLAIM: &str = " LEFT JOIN claim c1 ON c1.reading = e.reading AND c1.id = e.claim
                                LEFT JOIN name n3 ON n3.id = c1.speaker_name";
const OF_CLAIMS_SPEAKER: &str =
    " LEFT JOIN actor a2 ON a2.reading = c.reading AND a2.id = c.speaker";

struct Column {
    sql: String,
    join: &'static str,
}

/// What is counted beside records and reports, which costs more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measures {
    /// Texts: copy groups.
    pub texts: bool,
    /// Where they come from.
    pub origins: bool,
}

/// One cell of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Cell {
    /// What it is counted by, in the order asked for; none where it is not told.
    pub by: Vec<Option<String>>,
    /// Events, claims, actors or reports.
    pub records: u64,
    /// The reports that tell them.
    pub reports: u64,
    /// Of these, texts.
    pub texts: Option<u64>,
    /// The origins of these.
    pub origins: Option<u64>,
}

/// How many rows of `kind` answer `filter`, by `by`; most first.
pub(crate) fn count(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    by: &[By],
    measures: Measures,
) -> Result<Vec<Cell>> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    filter.check(kind)?;
    columns(by, kind)?;
    if let Some(cells) = sums::count(db, filter, kind, by, measures).map_err(err)? {
        return Ok(cells);
    }
    count_rows(db, filter, kind, by, measures)
}

/// The same, row by row.
pub(crate) fn count_rows(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    by: &[By],
    measures: Measures,
) -> Result<Vec<Cell>> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    let (sql, values) = select(db, filter, kind, by, measures)?;
    let mut select = db.prepare(&sql).map_err(err)?;
    let rows = select.query_map(params_from_iter(values), |row| {
        let key = (0..by.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
        let at = by.len();
        Ok(Cell {
            by: key,
            records: row.get(at)?,
            reports: row.get(at + 1)?,
            texts: row.get(at + 2)?,
            origins: row.get(at + 3)?,
        })
    });
    rows.map_err(err)?.collect::<rusqlite::Result<_>>().map_err(err)
}

fn select(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    by: &[By],
    measures: Measures,
) -> Result<(String, Vec<Value>)> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    filter.check(kind)?;
    let driver = Driver::choose(db, filter, kind).map_err(err)?;
    let mut q = question(db, filter, kind, &driver).map_err(err)?;
    let columns = columns(by, kind)?;
    if measures.texts || measures.origins || by.contains(&By::Outlet) {
        q.join_report();
    }
    let mut from = join(&q, &columns);
    let origin = match kind {
        Kind::Events => {
            "(SELECT o.origin FROM claim o WHERE o.reading = e.reading AND o.id = e.claim)"
        }
        Kind::Claims => "c.origin",
        _ => "NULL",
    };
    let (mut texts, mut origins) = ("NULL".to_owned(), "NULL".to_owned());
    if measures.texts || measures.origins {
        let known = Known::of(db, filter.as_of.as_deref()).map_err(err)?;
        let moment = q.mark(known.moment);
        from += &format!(
            " CROSS JOIN copy_member m ON m.report = r.seq AND m.turn =
                  (SELECT max(turn) FROM copy_member
                   WHERE report = r.seq AND recorded_at <= {moment})"
        );
        if measures.texts {
            texts = "count(DISTINCT m.copy_group)".to_owned();
        }
        if measures.origins {
            origins = format!(
                "count(DISTINCT coalesce({origin},
                     (SELECT f.origin FROM copy_first f
                      WHERE f.copy_group = m.copy_group AND f.recorded_at <= {moment}
                      ORDER BY f.turn DESC LIMIT 1), -m.copy_group))"
            );
        }
    }
    // A record with two actors of a country is one record of that country.
    let records = if columns.iter().any(|c| !c.join.is_empty()) {
        format!("count(DISTINCT {} * 65536 + {})", q.seq, number_of(kind))
    } else {
        "count(*)".to_owned()
    };
    let keys: Vec<_> = columns.iter().map(|c| c.sql.replace("g.day", q.day)).collect();
    let places: Vec<_> = (1..=keys.len()).map(|at| at.to_string()).collect();
    let group =
        if keys.is_empty() { String::new() } else { format!(" GROUP BY {}", places.join(", ")) };
    let limit = q.mark(filter.limit.map_or(i64::MAX, i64::from));
    let sql = format!(
        "SELECT {}{} {records} AS records, count(DISTINCT {}), {texts}, {origins}
         FROM {from} WHERE {}{group} ORDER BY records DESC{}{} LIMIT {limit}",
        keys.join(", "),
        if keys.is_empty() { "" } else { "," },
        q.seq,
        q.conditions(),
        if keys.is_empty() { "" } else { ", " },
        places.iter().map(|at| format!("{at} NULLS FIRST")).collect::<Vec<_>>().join(", "),
    );
    Ok((sql, q.values))
}

fn columns(by: &[By], kind: Kind) -> Result<Vec<Column>> {
    // `of` tells what goes with the kind.
    let column = |by: &By| By::of(by.as_str(), kind).map(|by| by.column(kind));
    Ok(by.iter().map(column).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// What `q` goes through, with what columns need.
fn join(q: &Question, columns: &[Column]) -> String {
    let mut from = q.from.clone();
    for column in columns {
        if !from.contains(column.join) {
            from += column.join;
        }
    }
    from
}

/// Names of the records in one cell, latest published first.
pub(crate) fn in_cell(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    cell: &[(By, Option<String>)],
) -> Result<Vec<String>> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    filter.check(kind)?;
    let driver = Driver::choose(db, filter, kind).map_err(err)?;
    let mut q = question(db, filter, kind, &driver).map_err(err)?;
    let by: Vec<By> = cell.iter().map(|(by, _)| *by).collect();
    let columns = columns(&by, kind)?;
    for (column, (_, value)) in columns.iter().zip(cell) {
        let condition = match value {
            Some(value) => format!("{} = {}", column.sql, q.mark(value.clone())),
            None => format!("{} IS NULL", column.sql),
        };
        q.and(condition);
    }
    q.join_report();
    let from = join(&q, &columns);
    let record = match kind {
        Kind::Events => "|| '/' || e.id",
        Kind::Claims => "|| '/' || c.id",
        Kind::Actors => "|| '/' || a.id",
        _ => "",
    };
    let limit = q.mark(filter.limit.map_or(i64::MAX, i64::from));
    let sql = format!(
        "SELECT DISTINCT r.id || '/' || r.version {record}, g.day, g.seq, {} FROM {from} WHERE {}
         ORDER BY 2 DESC, 3 DESC, 4 LIMIT {limit}",
        number_of(kind),
        q.conditions()
    );
    let mut select = db.prepare(&sql).map_err(err)?;
    let rows = select.query_map(params_from_iter(&q.values), |row| row.get(0)).map_err(err)?;
    rows.collect::<rusqlite::Result<_>>().map_err(err)
}
