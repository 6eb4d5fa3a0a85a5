//! Counting what stands behind a set of records: reports, texts and origins.

use crate::db::{Connection, OptionalExtension};
use crate::query::moment;
use serde::Serialize;
use std::collections::BTreeMap;

/// "41 reports, 6 texts, 1 origin", each with its list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Backing {
    /// Reports, by id.
    pub reports: Vec<String>,
    /// Texts: copy groups.
    pub texts: Vec<Text>,
    /// Where the records come from.
    pub origins: Vec<Origin>,
}

/// One text, however often it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Text {
    /// The number of its copy group.
    pub group: i64,
    /// Its first publication: report id and version.
    pub first: String,
    /// Why that is the first.
    pub reason: String,
    /// The reports among those counted.
    pub reports: Vec<String>,
}

/// Somebody, or some publication, that records come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Origin {
    /// Its number in `identity`; none where only the text itself is known.
    pub identity: Option<i64>,
    /// Its name; of a text without outlet, its first publication.
    pub name: String,
    /// `person`, `organisation`, `country`, `outlet`; `text` where nothing else
    /// is known.
    pub kind: String,
    /// The records that come from it.
    pub records: Vec<String>,
}

impl std::fmt::Display for Backing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let several = |n: usize, what| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let (reports, texts) = (self.reports.len(), self.texts.len());
        let origins = several(self.origins.len(), "origin");
        write!(f, "{}, {}, {origins}", several(reports, "report"), several(texts, "text"))
    }
}

/// What stands behind `records`: claims and events by name
/// (`0123456789abcdef/1/e3`), or whole reports (`0123456789abcdef/1`), which
/// come from whoever their text is from. Names of nothing are left out.
pub(crate) fn backing(
    db: &Connection,
    records: &[String],
    as_of: Option<&str>,
) -> rusqlite::Result<Backing> {
    let moment = moment(as_of);
    let mut texts: BTreeMap<i64, Text> = BTreeMap::new();
    let mut origins: BTreeMap<(Option<i64>, i64), Origin> = BTreeMap::new();
    let mut reports = Vec::new();
    for name in records {
        let Some(record) = find(db, name, &moment)? else { continue };
        let first = first(db, record.group, &moment)?;
        let text = texts.entry(record.group).or_insert_with(|| Text {
            group: record.group,
            first: first.name.clone(),
            reason: first.reason.clone(),
            reports: Vec::new(),
        });
        text.reports.push(record.report.clone());
        reports.push(record.report);
        let identity = record.origin.or(first.origin);
        // One text without an outlet is no other's origin.
        let own = if identity.is_some() { 0 } else { record.group };
        let origin = match origins.entry((identity, own)) {
            std::collections::btree_map::Entry::Occupied(found) => found.into_mut(),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(origin(db, identity, &first.name)?)
            }
        };
        origin.records.push(name.clone());
    }
    let once = |list: &mut Vec<String>| {
        list.sort_unstable();
        list.dedup();
    };
    once(&mut reports);
    texts.values_mut().for_each(|text| once(&mut text.reports));
    origins.values_mut().for_each(|origin| once(&mut origin.records));
    Ok(Backing {
        reports,
        texts: texts.into_values().collect(),
        origins: origins.into_values().collect(),
    })
}

struct Record {
    report: String,
    group: i64,
    /// The speaker behind it, where one is named.
    origin: Option<i64>,
}

fn find(db: &Connection, name: &str, moment: &str) -> rusqlite::Result<Option<Record>> {
    let mut parts = name.splitn(3, '/');
    let (Some(id), Some(version)) = (parts.next(), parts.next()) else { return Ok(None) };
    let Ok(version) = version.parse::<u32>() else { return Ok(None) };
    let record = parts.next().unwrap_or_default();
    // The claim that the record is, or that the event stands in.
    let sql = "
        SELECT r.id, m.copy_group,
               (SELECT c.origin FROM claim c WHERE c.reading = g.seq AND c.id = coalesce(
                    (SELECT e.claim FROM event e WHERE e.reading = g.seq AND e.id = ?3), ?3)),
               ?3 = '' OR EXISTS (SELECT 1 FROM claim WHERE reading = g.seq AND id = ?3)
                       OR EXISTS (SELECT 1 FROM event WHERE reading = g.seq AND id = ?3)
        FROM report r
        JOIN reading g ON g.seq = (SELECT max(seq) FROM reading
                                   WHERE report = r.seq AND recorded_at <= ?4)
        JOIN copy_member m ON m.report = r.seq AND m.turn =
            (SELECT max(turn) FROM copy_member WHERE report = r.seq AND recorded_at <= ?4)
        WHERE r.id = ?1 AND r.version = ?2";
    let found = db
        .prepare_cached(sql)?
        .query_row((id, version, record, moment), |row| {
            let known: bool = row.get(3)?;
            let record = Record { report: row.get(0)?, group: row.get(1)?, origin: row.get(2)? };
            Ok(known.then_some(record))
        })
        .optional()?;
    Ok(found.flatten())
}

struct First {
    name: String,
    origin: Option<i64>,
    reason: String,
}

fn first(db: &Connection, group: i64, moment: &str) -> rusqlite::Result<First> {
    let sql = "SELECT r.id || '/' || r.version, f.origin, f.reason
               FROM copy_first f JOIN report r ON r.seq = f.report
               WHERE f.copy_group = ?1 AND f.recorded_at <= ?2 ORDER BY f.turn DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row((group, moment), |row| {
        Ok(First { name: row.get(0)?, origin: row.get(1)?, reason: row.get(2)? })
    })
}

fn origin(db: &Connection, identity: Option<i64>, first: &str) -> rusqlite::Result<Origin> {
    let Some(number) = identity else {
        let (name, kind) = (first.to_owned(), "text".to_owned());
        return Ok(Origin { identity, name, kind, records: Vec::new() });
    };
    let sql = "SELECT name, kind FROM identity WHERE id = ?1";
    db.prepare_cached(sql)?.query_row([number], |row| {
        Ok(Origin { identity, name: row.get(0)?, kind: row.get(1)?, records: Vec::new() })
    })
}
