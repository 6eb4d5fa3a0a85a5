//! Where a text enters the news: the first publication of its copy group, and
//! whose text it is.

use super::copies::{self, Placed};
use super::{Entry, agencies, identity};
use crate::db::{Connection, OptionalExtension, params};
use dateline_core::Report;

/// In how much of a body the dateline is looked for, in bytes.
const HEAD: usize = 200;

/// One that a report says its text is from.
struct Credit {
    agency: String,
    kind: &'static str,
    words: String,
}

/// Notes the credits of a new text, and who now counts as first in its group.
pub(crate) fn enter(db: &Connection, entry: &Entry, placed: &Placed) -> rusqlite::Result<()> {
    for credit in credits(&entry.reading.report) {
        let agency = identity::of_outlet(db, &credit.agency, entry.recorded_at)?;
        db.prepare_cached(
            "INSERT OR IGNORE INTO credit (report, agency, kind, words) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute_soon(params![entry.report, agency, credit.kind, credit.words])?;
    }
    for &group in &placed.changed {
        let members = copies::members(db, group, copies::MOVED + 1)?;
        let all = members.into_iter().map(|report| publication(db, report, entry.recorded_at));
        settle(db, entry, group, all.collect::<rusqlite::Result<_>>()?)?;
    }
    if !placed.changed.contains(&placed.group) {
        let mut all = Vec::from_iter(last_first(db, placed.group, entry.recorded_at)?);
        all.push(publication(db, entry.report, entry.recorded_at)?);
        settle(db, entry, placed.group, all)?;
    }
    Ok(())
}

fn credits(report: &Report) -> Vec<Credit> {
    let mut found = Vec::new();
    for signed in &report.byline {
        for part in signed.split(['/', ',', ';', '|']).map(str::trim) {
            if agencies::is_agency(part) {
                found.push(Credit {
                    agency: part.to_owned(),
                    kind: "byline",
                    words: signed.clone(),
                });
            }
        }
    }
    found.extend(in_dateline(&report.text[report.title_len()..]));
    found
}

/// "VALLETTA, March 3 (Meridian) - ": a name in brackets before the dash that
/// ends a dateline.
fn in_dateline(body: &str) -> Option<Credit> {
    let body = body.trim_start();
    let end = body.char_indices().map(|(i, _)| i).take_while(|i| *i < HEAD).last()?;
    let line = body[..end].lines().next()?;
    let (open, close) = (line.find('(')?, line.find(')')?);
    let name = line.get(open + 1..close)?.trim();
    let dash = line[close + 1..].trim_start().starts_with(['-', '–', '—']);
    // A dateline has no sentence in front of its name.
    let place = !line[..open].contains(['"', '“', '?', '!']) && open < 60;
    let named = name.len() < 40
        && name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_alphabetic() || " -.&'’".contains(c));
    (dash && place && named).then(|| Credit {
        agency: name.to_owned(),
        kind: "dateline",
        words: line[..=close].to_owned(),
    })
}

/// One that may be the first of its group.
struct Publication {
    report: i64,
    name: String,
    outlet: Option<i64>,
    day: Option<String>,
    /// The agency the text is from, and the words that say so.
    credit: Option<(i64, String)>,
}

/// Says who of `all`, members of a group, was first, if that is news.
///
/// The agency that is credited comes before those that credit it; then the
/// earliest day counts, then what the ledger had first.
fn settle(
    db: &Connection,
    entry: &Entry,
    group: i64,
    all: Vec<Publication>,
) -> rusqlite::Result<()> {
    let last = last_first(db, group, entry.recorded_at)?.map(|p| (p.report, p.credit.is_some()));
    let credit = all.iter().find_map(|p| p.credit.clone());
    let agency = credit.as_ref().map(|(agency, _)| *agency);
    let rank = |p: &Publication| {
        let others = agency.is_none() || p.outlet != agency;
        (others, p.day.is_none(), p.day.clone(), p.report)
    };
    let Some(first) = all.iter().min_by_key(|p| rank(p)) else { return Ok(()) };
    if last == Some((first.report, credit.is_some())) {
        return Ok(());
    }
    let when = first.day.as_ref().map_or("undated".to_owned(), |day| format!("published {day}"));
    let reason = match &credit {
        Some(_) if first.outlet == agency => format!("{} ({when}) is the agency's own", first.name),
        _ if all.len() == 1 => format!("{} ({when}) is the only one", first.name),
        _ => format!("{} ({when}) is the earliest by day, then by entry", first.name),
    };
    db.prepare_cached(
        "INSERT INTO copy_first (copy_group, turn, report, origin, credited, reason, recorded_at)
         VALUES (?1, (SELECT coalesce(max(turn), 0) + 1 FROM copy_first WHERE copy_group = ?1),
                 ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        group,
        first.report,
        agency.or(first.outlet),
        credit.as_ref().map(|(_, words)| words),
        reason,
        entry.recorded_at,
    ])?;
    Ok(())
}

/// Who was first in a group until now.
fn last_first(
    db: &Connection,
    group: i64,
    recorded_at: &str,
) -> rusqlite::Result<Option<Publication>> {
    let sql = "SELECT report, origin, credited FROM copy_first WHERE copy_group = ?1
               ORDER BY turn DESC LIMIT 1";
    let last: Option<(i64, Option<i64>, Option<String>)> = db
        .prepare_cached(sql)?
        .query_row([group], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((report, origin, credited)) = last else { return Ok(None) };
    let mut first = publication(db, report, recorded_at)?;
    // The credit may have come from another member.
    first.credit = origin.zip(credited);
    Ok(Some(first))
}

fn publication(db: &Connection, report: i64, recorded_at: &str) -> rusqlite::Result<Publication> {
    let sql = "SELECT r.id || '/' || r.version, r.outlet, substr(r.published_at, 1, 10), c.agency, c.words
               FROM report r LEFT JOIN credit c ON c.report = r.seq
               WHERE r.seq = ?1 ORDER BY c.kind DESC LIMIT 1";
    let mut found = db.prepare_cached(sql)?.query_row([report], |row| {
        let outlet: Option<String> = row.get(1)?;
        let credit = row.get::<_, Option<i64>>(3)?.zip(row.get(4)?);
        Ok((
            Publication { report, name: row.get(0)?, outlet: None, day: row.get(2)?, credit },
            outlet,
        ))
    })?;
    if let Some(outlet) = found.1 {
        found.0.outlet = identity::of_outlet(db, &outlet, recorded_at)?;
    }
    Ok(found.0)
}
