//! Whether everything stored holds together.

use crate::db::{Connection, OptionalExtension, Result, Row};
use crate::enter::sha256;
use crate::totals::{Totals, cells};
use crate::{copy, meet, pack};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Reports, counted once whatever their versions.
    pub reports: u64,
    /// Texts of reports.
    pub versions: u64,
    /// Readings, old ones too.
    pub readings: u64,
    /// What does not hold, a sentence each; empty when all is well.
    pub problems: Vec<String>,
}

pub(crate) fn check(db: &Connection) -> Result<CheckReport> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    let mut found = CheckReport::default();
    check_database(db, &mut found.problems)?;
    if copy::is_unfinished(db)? {
        let told =
            "a copy into this ledger was cut off: give the same `dateline ledger copy` again";
        found.problems.push(told.to_owned());
    }
    // Rows on damaged pages would only say the same again.
    if !found.problems.is_empty() {
        return Ok(found);
    }
    found.reports = count("SELECT count(DISTINCT id) FROM report")?;
    found.versions = count("SELECT count(*) FROM report")?;
    found.readings = count("SELECT count(*) FROM reading")?;
    if let Some(table) = orphan(db)? {
        found.problems.push(format!("a row of {table} belongs to nothing"));
    }
    check_texts(db, &mut found.problems)?;
    check_readings(db, &mut found.problems)?;
    check_counting(db, &mut found.problems)?;
    meet::check::check(db, &mut found.problems)?;
    Ok(found)
}

/// Whether pages hold together; PostgreSQL sees to that itself.
fn check_database(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    if db.is_postgres() {
        return Ok(());
    }
    let mut pages = db.prepare("PRAGMA integrity_check(20)")?;
    for line in pages.query_map([], |row| row.get::<_, String>(0))? {
        problems.extend(Some(line?).filter(|line| line != "ok"));
    }
    Ok(())
}

/// Which tables of PostgreSQL belong to which, where the schema declares none
/// (see there), by which column.
const BELONGS: &[(&str, &str, &str)] = &[
    ("actor", "reading", "reading"),
    ("claim", "reading", "reading"),
    ("event", "reading", "reading"),
    ("event_party", "reading", "reading"),
    ("track_party", "reading", "reading"),
    ("same", "reading", "reading"),
    ("differs", "reading", "reading"),
    ("differs", "other_reading", "reading"),
    ("ladder_member", "reading", "reading"),
    ("ladder_step", "reading", "reading"),
    ("copy_band", "report", "report"),
    ("copy_member", "report", "report"),
    ("copy_member", "copy_group", "report"),
    ("copy_first", "report", "report"),
    ("story_key", "story", "report"),
    ("story_member", "report", "report"),
    ("story_member", "story", "report"),
];

/// A table with a row that names one which is not there.
fn orphan(db: &Connection) -> Result<Option<String>> {
    if !db.is_postgres() {
        return db.query_row("PRAGMA foreign_key_check", [], |row| row.get(0)).optional();
    }
    for (table, column, whole) in BELONGS {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {table} t
                            WHERE NOT EXISTS (SELECT 1 FROM {whole} w WHERE w.seq = t.{column}))"
        );
        if db.query_row(&sql, [], |row| row.get(0))? {
            return Ok(Some((*table).to_owned()));
        }
    }
    Ok(None)
}

/// Rows that are looked at together: PostgreSQL sends all it is asked for.
const TOGETHER: i64 = 500;

/// Calls `look` with every row of a question, of which column 0 is a number that
/// is greater than ?1, in order and up to ?2 of them.
fn each(db: &Connection, sql: &str, mut look: impl FnMut(&Row) -> Result<()>) -> Result<()> {
    let mut select = db.prepare(sql)?;
    let (mut last, mut seen) = (0, TOGETHER);
    while seen == TOGETHER {
        seen = 0;
        let mut rows = select.query([last, TOGETHER])?;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            seen += 1;
            look(&row)?;
        }
    }
    Ok(())
}

fn check_texts(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let worded = if db.is_postgres() {
        "SELECT 1 FROM report_words WHERE rowid = r.seq"
    } else {
        "SELECT 1 FROM report_words_docsize WHERE id = r.seq"
    };
    let sql = format!(
        "SELECT r.seq, r.version, r.text, r.text_sha256,
                EXISTS (SELECT 1 FROM reading WHERE report = r.seq), EXISTS ({worded}), r.id, r.title
         FROM report r WHERE r.seq > ?1 ORDER BY r.seq LIMIT ?2"
    );
    each(db, &sql, |row| {
        let (id, version): (String, u32) = (row.get(6)?, row.get(1)?);
        let text = pack::unpack_text(row.get_ref(2)?.as_bytes()?);
        let title: Option<String> = row.get(7)?;
        if let Ok(text) = &text {
            let body = title.and_then(|title| text.strip_prefix(title.as_str())).unwrap_or(text);
            if !meet::check::is_found(db, row.get(0)?, body)? {
                problems.push(format!("copies of {id}/{version} cannot be found"));
            }
        }
        if text.map(|text| sha256(text.as_bytes())).ok() != row.get(3)? {
            problems.push(format!("the text of {id}/{version} is not the one that was entered"));
        }
        if !row.get::<_, bool>(4)? {
            problems.push(format!("{id}/{version} has no reading"));
        }
        if !row.get::<_, bool>(5)? {
            problems.push(format!("{id}/{version} cannot be found by its words"));
        }
        Ok(())
    })
}

fn check_readings(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let sql = "SELECT g.seq, r.id, g.body, r.text, g.sha256,
                      (SELECT count(*) FROM actor WHERE reading = g.seq),
                      (SELECT count(*) FROM claim WHERE reading = g.seq),
                      (SELECT count(*) FROM event WHERE reading = g.seq),
                      NOT EXISTS (SELECT 1 FROM superseded WHERE reading = g.seq)
               FROM reading g JOIN report r ON r.seq = g.report
               WHERE g.seq > ?1 ORDER BY g.seq LIMIT ?2";
    let mut totals = Totals::default();
    each(db, sql, |row| {
        let (seq, id): (i64, String) = (row.get(0)?, row.get(1)?);
        // A damaged text was told of.
        let text = pack::unpack_text(row.get_ref(3)?.as_bytes()?).unwrap_or_default();
        let Ok((reading, hash)) = pack::whole(row.get_ref(2)?.as_bytes()?, text, None) else {
            problems.push(format!("reading {seq} of {id} cannot be understood"));
            return Ok(());
        };
        if hash != row.get::<_, [u8; 32]>(4)? {
            problems.push(format!("reading {seq} of {id} is not the one that was entered"));
        }
        let stored: (usize, usize, usize) = (row.get(5)?, row.get(6)?, row.get(7)?);
        if stored != (reading.actors.len(), reading.claims.len(), reading.events.len()) {
            problems.push(format!("reading {seq} of {id} has other rows than records"));
        }
        if !meet::check::on_ladders(db, seq, &reading)? {
            problems.push(format!("reading {seq} of {id} tells steps that are on no ladder"));
        }
        if row.get(8)? {
            totals.add(&cells(&reading), 1);
        }
        Ok(())
    })?;
    totals.compare(db, problems)
}

/// Of every report exactly one reading counts.
fn check_counting(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let sql = "SELECT r.id, count(*) - count(s.reading) FROM report r
               JOIN reading g ON g.report = r.seq LEFT JOIN superseded s ON s.reading = g.seq
               GROUP BY r.id HAVING count(*) - count(s.reading) <> 1";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, counting): (String, u32) = (row.get(0)?, row.get(1)?);
        problems.push(format!("of {id} {counting} readings count instead of one"));
    }
    Ok(())
}
