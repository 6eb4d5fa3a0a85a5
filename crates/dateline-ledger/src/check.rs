//! Whether everything stored holds together.

use crate::db::{Connection, OptionalExtension, Result};
use crate::enter::sha256;
use crate::totals::{Totals, cells};
use crate::{meet, pack};

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
    let mut pages = db.prepare("PRAGMA integrity_check(20)")?;
    let told = pages.query_map([], |row| row.get::<_, String>(0))?;
    for line in told.collect::<Result<Vec<_>>>()? {
        if line != "ok" {
            found.problems.push(line);
        }
    }
    // Rows on damaged pages would only say the same again.
    if !found.problems.is_empty() {
        return Ok(found);
    }
    found.reports = count("SELECT count(DISTINCT id) FROM report")?;
    found.versions = count("SELECT count(*) FROM report")?;
    found.readings = count("SELECT count(*) FROM reading")?;
    let orphan = db.query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0));
    if let Some(table) = orphan.optional()? {
        found.problems.push(format!("a row of {table} belongs to nothing"));
    }
    check_texts(db, &mut found.problems)?;
    check_readings(db, &mut found.problems)?;
    check_counting(db, &mut found.problems)?;
    meet::check::check(db, &mut found.problems)?;
    Ok(found)
}

fn check_texts(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let sql = "SELECT r.id, r.version, r.text, r.text_sha256,
                      EXISTS (SELECT 1 FROM reading WHERE report = r.seq),
                      EXISTS (SELECT 1 FROM report_words_docsize WHERE id = r.seq), r.seq, r.title
               FROM report r";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, version): (String, u32) = (row.get(0)?, row.get(1)?);
        let text = pack::unpack_text(row.get_ref(2)?.as_bytes()?);
        let title: Option<String> = row.get(7)?;
        if let Ok(text) = &text {
            let body = title.and_then(|title| text.strip_prefix(title.as_str())).unwrap_or(text);
            if !meet::check::is_found(db, row.get(6)?, body)? {
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
    }
    Ok(())
}

fn check_readings(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let sql = "SELECT g.seq, r.id, g.body, r.text, g.sha256,
                      (SELECT count(*) FROM actor WHERE reading = g.seq),
                      (SELECT count(*) FROM claim WHERE reading = g.seq),
                      (SELECT count(*) FROM event WHERE reading = g.seq),
                      NOT EXISTS (SELECT 1 FROM superseded WHERE reading = g.seq)
               FROM reading g JOIN report r ON r.seq = g.report";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut totals = Totals::default();
    while let Some(row) = rows.next()? {
        let (seq, id): (i64, String) = (row.get(0)?, row.get(1)?);
        // A damaged text was told of.
        let text = pack::unpack_text(row.get_ref(3)?.as_bytes()?).unwrap_or_default();
        let Ok((reading, hash)) = pack::whole(row.get_ref(2)?.as_bytes()?, text, None) else {
            problems.push(format!("reading {seq} of {id} cannot be understood"));
            continue;
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
    }
    totals.compare(db, problems)
}

/// Of every report exactly one reading counts.
fn check_counting(db: &Connection, problems: &mut Vec<String>) -> Result<()> {
    let sql = "SELECT r.id, sum(s.reading IS NULL) AS counting FROM report r
               JOIN reading g ON g.report = r.seq LEFT JOIN superseded s ON s.reading = g.seq
               GROUP BY r.id HAVING counting <> 1";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, counting): (String, u32) = (row.get(0)?, row.get(1)?);
        problems.push(format!("of {id} {counting} readings count instead of one"));
    }
    Ok(())
}
