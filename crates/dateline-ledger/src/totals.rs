//! Running totals: how many records, and how many reports, there are of what is
//! counted often. They are gathered while readings are entered and written in
//! the same transaction; `query/sums.rs` answers from them.

use crate::db::{Connection, Result, params};
use crate::functions::day_of;
use crate::index::happened;
use dateline_core::{Country, Reading};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Bits of `total.cut`; stored, so they never change.
pub(crate) const COUNTRY: u8 = 1;
pub(crate) const DYAD: u8 = 2;
pub(crate) const WHAT: u8 = 4;
pub(crate) const DEGREE: u8 = 8;
pub(crate) const HAPPENED: u8 = 16;
pub(crate) const CLAIMS: u8 = 32;
pub(crate) const REPORTS: u8 = 64;

/// What events are told apart by.
const OF_EVENTS: [u8; 15] = [
    0,
    WHAT,
    DEGREE,
    WHAT | DEGREE,
    COUNTRY,
    COUNTRY | WHAT,
    COUNTRY | DEGREE,
    COUNTRY | WHAT | DEGREE,
    DYAD,
    HAPPENED,
    HAPPENED | WHAT,
    HAPPENED | COUNTRY,
    HAPPENED | COUNTRY | WHAT,
    HAPPENED | DYAD,
    HAPPENED | DYAD | WHAT,
];

/// What claims are told apart by.
const OF_CLAIMS: [u8; 8] = [
    CLAIMS,
    CLAIMS | WHAT,
    CLAIMS | DEGREE,
    CLAIMS | WHAT | DEGREE,
    CLAIMS | COUNTRY,
    CLAIMS | COUNTRY | WHAT,
    CLAIMS | COUNTRY | DEGREE,
    CLAIMS | COUNTRY | WHAT | DEGREE,
];

/// Whether totals are kept by this cut.
pub(crate) fn is_kept(cut: u8) -> bool {
    cut == REPORTS || OF_EVENTS.contains(&cut) || OF_CLAIMS.contains(&cut)
}

/// Reports of a block of `newest`.
pub(crate) const BLOCK: i64 = 4096;

/// A country, or one and another, or nobody.
type Who = [Option<Country>; 2];

/// A row of `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    cut: u8,
    period: i64,
    who: Who,
    what: &'static str,
    degree: &'static str,
}

/// Records and reports.
type Sums = (i64, i64);

/// What rows of `total` and `newest` still lack.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    days: HashMap<Key, Sums>,
    newest: HashMap<i64, i64>,
}

impl Totals {
    /// Adds the cells of a reading that counts now (`sign` 1), or takes away those
    /// of one that counts no more (-1).
    pub(crate) fn add(&mut self, cells: &[(Key, i64)], sign: i64) {
        for &(key, records) in cells {
            let sums = self.days.entry(key).or_default();
            sums.0 += sign * records;
            sums.1 += sign;
        }
    }

    /// Notes the day of a reading of the report with this number.
    pub(crate) fn published(&mut self, report: i64, day: i64) {
        let newest = self.newest.entry(report / BLOCK).or_default();
        *newest = day.max(*newest);
    }

    /// Every row, months too, in order.
    fn rows(&mut self) -> BTreeMap<Key, Sums> {
        let mut rows = BTreeMap::new();
        for (key, sums) in self.days.drain() {
            // A month that things happened in is no day, nor is no day at all.
            let month = key.period / 100 * 100;
            if month != key.period {
                add(rows.entry(Key { period: month, ..key }).or_default(), sums);
            }
            add(rows.entry(key).or_default(), sums);
        }
        rows.retain(|_, sums| *sums != (0, 0));
        rows
    }

    /// Adds all to the tables.
    pub(crate) fn write(&mut self, db: &Connection) -> Result<()> {
        if db.is_postgres() {
            return self.send(db);
        }
        // No upsert: that would have FTS5 write out the words it still gathers.
        let mut update = db.prepare_cached(
            "UPDATE total SET records = records + ?6, reports = reports + ?7
             WHERE cut = ?1 AND period = ?2 AND who = ?3 AND what = ?4 AND degree = ?5",
        )?;
        let mut insert = db.prepare_cached(
            "INSERT INTO total (cut, period, who, what, degree, records, reports)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (key, (records, reports)) in self.rows() {
            let who = name(key.who);
            let row = params![key.cut, key.period, who, key.what, key.degree, records, reports];
            if update.execute(row)? == 0 {
                insert.execute(row)?;
            }
        }
        let mut update =
            db.prepare_cached("UPDATE newest SET day = ?2 WHERE block = ?1 AND day < ?2")?;
        let mut insert = db.prepare_cached(
            "INSERT INTO newest (block, day) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?;
        for (block, day) in self.newest.drain() {
            if update.execute((block, day))? == 0 {
                insert.execute((block, day))?;
            }
        }
        Ok(())
    }

    /// The same for PostgreSQL, all rows together.
    fn send(&mut self, db: &Connection) -> Result<()> {
        let rows: Vec<_> = self
            .rows()
            .into_iter()
            .map(|(k, (records, reports))| {
                json!([k.cut, k.period, name(k.who), k.what, k.degree, records, reports])
            })
            .collect();
        let sql = "INSERT INTO total (cut, period, who, what, degree, records, reports)
                   SELECT CAST(r ->> 0 AS BIGINT), CAST(r ->> 1 AS BIGINT), r ->> 2, r ->> 3,
                          r ->> 4, CAST(r ->> 5 AS BIGINT), CAST(r ->> 6 AS BIGINT)
                   FROM json_array_elements(CAST(?1 AS JSON)) r
                   ON CONFLICT (cut, period, who, what, degree) DO UPDATE
                   SET records = total.records + excluded.records,
                       reports = total.reports + excluded.reports";
        db.prepare_cached(sql)?.execute_soon([Value::from(rows).to_string()])?;
        let sql = "INSERT INTO newest (block, day) VALUES (?1, ?2)
                   ON CONFLICT (block) DO UPDATE SET day = greatest(newest.day, excluded.day)";
        let mut insert = db.prepare_cached(sql)?;
        self.newest.drain().try_for_each(|newest| insert.execute_soon(newest))
    }

    /// A sentence for each month in which the tables say something else than
    /// what was added here, of all readings that count.
    pub(crate) fn compare(mut self, db: &Connection, problems: &mut Vec<String>) -> Result<()> {
        let mut here = self.rows();
        here.retain(|key, _| key.period % 100 == 0);
        let mut here: HashMap<_, Sums> = here
            .into_iter()
            .map(|(k, sums)| {
                ((k.cut, k.period, name(k.who), k.what.to_owned(), k.degree.to_owned()), sums)
            })
            .collect();
        let mut wrong = BTreeSet::new();
        let sql = "SELECT cut, period, who, what, degree, records, reports FROM total
                   WHERE period % 100 = 0";
        let mut select = db.prepare(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let key = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            let sums = here.remove(&key).unwrap_or_default();
            if sums != (row.get(5)?, row.get(6)?) {
                wrong.insert(key.1);
            }
        }
        wrong.extend(here.keys().map(|key| key.1));
        problems.extend(wrong.into_iter().map(|period: i64| {
            format!("the running totals of {period} are not what its readings add up to")
        }));
        Ok(())
    }
}

fn add(to: &mut Sums, sums: Sums) {
    to.0 += sums.0;
    to.1 += sums.1;
}

/// The cells that a reading has records in, with how many.
pub(crate) fn cells(reading: &Reading) -> Vec<(Key, i64)> {
    let day = day_of(reading.report.published_at.as_deref());
    let mut cells: HashMap<Key, i64> = HashMap::new();
    let mut count = |cut: u8, who: Who, period: i64, what: &'static str, degree: &'static str| {
        let what = if cut & WHAT == 0 { "" } else { what };
        let degree = if cut & DEGREE == 0 { "" } else { degree };
        *cells.entry(Key { cut, period, who, what, degree }).or_default() += 1;
    };
    count(REPORTS, [None; 2], day, "", "");
    let country = |id: &dateline_core::ActorId| reading.actors.get(id.index())?.country;
    for event in &reading.events {
        let actors: BTreeSet<Country> = event.actors.iter().filter_map(country).collect();
        let others: BTreeSet<Country> = event.recipients.iter().filter_map(country).collect();
        for cut in OF_EVENTS {
            let period = if cut & HAPPENED == 0 { day } else { happened(event, day) / 100 * 100 };
            let mut count = |who| {
                count(cut, who, period, event.event_type.as_str(), event.status.as_str());
            };
            match cut & (COUNTRY | DYAD) {
                COUNTRY => actors.union(&others).for_each(|one| count([Some(*one), None])),
                DYAD => {
                    for one in &actors {
                        others.iter().for_each(|other| count([Some(*one), Some(*other)]));
                    }
                }
                _ => count([None; 2]),
            }
        }
    }
    for claim in &reading.claims {
        let speaker = claim.speaker.as_ref().and_then(country);
        for cut in OF_CLAIMS {
            let who = if cut & COUNTRY == 0 { [None; 2] } else { [speaker, None] };
            count(cut, who, day, claim.stance.as_str(), claim.certainty.as_str());
        }
    }
    cells.into_iter().collect()
}

fn name(who: Who) -> String {
    match who {
        [Some(one), Some(other)] => format!("{one}-{other}"),
        [Some(one), None] => one.to_string(),
        _ => String::new(),
    }
}
