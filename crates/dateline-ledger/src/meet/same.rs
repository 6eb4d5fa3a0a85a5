//! Records of a story that tell the same, and where they do not agree.

use super::Entry;
use super::telling::{Telling, numbers};
use crate::db::{Connection, OptionalExtension, params};
use crate::lately::Lately;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reports of a story that a new one is compared with, the newest.
const COMPARED: usize = 8;
/// Stems two sentences of one act must share, and of the shorter's so much.
const EVENT_WORDS: (usize, f64) = (3, 0.4);
/// Stems two claims must share, and of the shorter's so much.
const CLAIM_WORDS: (usize, f64) = (3, 0.6);
/// Disagreements noted of one record.
const DIFFERENCES: usize = 3;
/// Words told in a reason.
const TOLD: usize = 6;

/// Another report's reading.
struct Other {
    name: String,
    reading: i64,
    tellings: Arc<Vec<Telling>>,
}

/// Joins the records of a new reading with those of its story that tell the
/// same. A copy only repeats the report it is a copy of.
pub(crate) fn enter(
    db: &Connection,
    entry: &Entry,
    story: i64,
    alike: Option<i64>,
    lately: &mut Lately,
) -> rusqlite::Result<()> {
    let own = lately.telling_of_entry(entry);
    let others = others(db, entry, story, alike, lately)?;
    if others.is_empty() {
        return Ok(());
    }
    for own in own.iter() {
        let mut matches: Vec<(f64, &Other, &Telling)> = Vec::new();
        for other in &others {
            let best = other.tellings.iter().filter_map(|t| Some((likeness(own, t)?, other, t)));
            matches.extend(best.max_by(|a, b| a.0.total_cmp(&b.0)));
        }
        matches.sort_by(|a, b| b.0.total_cmp(&a.0));
        let Some((_, other, there)) = matches.first() else { continue };
        join(db, entry, own, other, there, alike.is_some())?;
        if alike.is_none() {
            note_differences(db, entry, own, &matches)?;
        }
    }
    Ok(())
}

/// The newest readings of the story's other reports, copies left out.
fn others(
    db: &Connection,
    entry: &Entry,
    story: i64,
    alike: Option<i64>,
    lately: &mut Lately,
) -> rusqlite::Result<Vec<Other>> {
    let reports: Vec<i64> = match alike {
        Some(alike) => vec![alike],
        None => {
            let sql = format!(
                "SELECT m.report FROM story_member m JOIN report_copy_group g ON g.report = m.report
                 WHERE m.story = ?1 AND m.report <> ?2
                   AND m.turn = (SELECT max(turn) FROM story_member WHERE report = m.report)
                   AND (g.copy_group = m.report
                        OR EXISTS (SELECT 1 FROM report WHERE seq = m.report AND id = ?3))
                 ORDER BY m.report DESC LIMIT {COMPARED}"
            );
            let id = &entry.reading.report.id;
            db.prepare_cached(&sql)?
                .query_map(params![story, entry.report, id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        }
    };
    let sql = "SELECT r.id || '/' || r.version, (SELECT max(seq) FROM reading WHERE report = r.seq)
               FROM report r WHERE r.seq = ?1";
    let mut select = db.prepare_cached(sql)?;
    let mut found = Vec::new();
    for report in reports {
        let (name, reading): (String, Option<i64>) =
            select.query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if let Some(reading) = reading {
            found.push(Other { name, reading, tellings: lately.telling(db, reading)? });
        }
    }
    Ok(found)
}

/// How much two records are alike, if they tell the same at all: events the
/// same act by the same parties on dates that can be one, claims the same words.
fn likeness(one: &Telling, other: &Telling) -> Option<f64> {
    let (least, share) = match (&one.act, &other.act) {
        (Some(here), Some(there)) => {
            let coded_alike = here.1.is_none() || there.1.is_none() || here.1 == there.1;
            if here.0 != there.0
                || !coded_alike
                || !same_parties(one, other)
                || !same_time(one, other)
            {
                return None;
            }
            EVENT_WORDS
        }
        (None, None) => CLAIM_WORDS,
        _ => return None,
    };
    let shorter = one.words.len().min(other.words.len());
    if shorter < least {
        return None;
    }
    let shared = one.shared(other);
    let of_shorter = shared as f64 / shorter as f64;
    (shared >= least && of_shorter >= share).then_some(of_shorter + shared as f64 / 1000.0)
}

fn same_parties(one: &Telling, other: &Telling) -> bool {
    let meet = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).next().is_some();
    let recipients = one.recipients.is_empty()
        || other.recipients.is_empty()
        || meet(&one.recipients, &other.recipients);
    meet(&one.actors, &other.actors) && recipients
}

/// Whether both can be of one time. A day apart is as good as the same: reports
/// are from other time zones.
fn same_time(one: &Telling, other: &Telling) -> bool {
    match (one.dates, other.dates) {
        (Some((a, b)), Some((c, d))) => a <= d + 1 && c <= b + 1,
        _ => true,
    }
}

/// Puts both records into one set: the other's, if it has one.
fn join(
    db: &Connection,
    entry: &Entry,
    own: &Telling,
    other: &Other,
    there: &Telling,
    copied: bool,
) -> rusqlite::Result<()> {
    let sql = "SELECT same FROM same WHERE reading = ?1 AND record = ?2";
    let known: Option<i64> = db
        .prepare_cached(sql)?
        .query_row(params![other.reading, there.record], |row| row.get(0))
        .optional()?;
    let name = format!("{}/{}", other.name, there.record);
    let same = match known {
        Some(same) => same,
        None => {
            let reason = "the first to tell it".to_owned();
            add(db, None, other.reading, &there.record, &reason, entry.recorded_at)?
        }
    };
    let reason = match &own.act {
        // All of the text is the same, not only these words.
        _ if copied => format!("as in {name}, which it copies"),
        Some((act, _)) => {
            let who: Vec<&str> =
                own.actors.intersection(&there.actors).map(String::as_str).collect();
            let shared = own.shared_words(there, TOLD);
            format!("{act} by {} as in {name}: {shared}", who.join(", "))
        }
        None => format!("says what {name} says: {}", own.shared_words(there, TOLD)),
    };
    add(db, Some(same), entry.number, &own.record, &reason, entry.recorded_at)?;
    Ok(())
}

fn add(
    db: &Connection,
    same: Option<i64>,
    reading: i64,
    record: &str,
    reason: &str,
    recorded_at: &str,
) -> rusqlite::Result<i64> {
    let next: i64 = db
        .prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM same")?
        .query_row([], |row| row.get(0))?;
    let same = same.unwrap_or(next);
    let sql = "INSERT INTO same (seq, same, reading, record, reason, recorded_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    db.prepare_cached(sql)?.execute(params![next, same, reading, record, reason, recorded_at])?;
    Ok(same)
}

/// Notes where a new record and those it is joined with say different things.
fn note_differences(
    db: &Connection,
    entry: &Entry,
    own: &Telling,
    matches: &[(f64, &Other, &Telling)],
) -> rusqlite::Result<()> {
    let mut noted = 0;
    for (_, other, there) in matches {
        let Some((kind, reason)) = difference(own, there) else { continue };
        let (here, there) = ((entry.number, &own.record), (other.reading, &there.record));
        // Who denies stands first.
        let (one, two) =
            if kind == "denies" && own.sign > 0 { (there, here) } else { (here, there) };
        db.prepare_cached(
            "INSERT INTO differs (reading, record, other_reading, other_record, kind, reason,
                                  recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![one.0, one.1, two.0, two.1, kind, reason, entry.recorded_at])?;
        noted += 1;
        if noted == DIFFERENCES {
            break;
        }
    }
    Ok(())
}

fn difference(own: &Telling, there: &Telling) -> Option<(&'static str, String)> {
    if own.sign * there.sign < 0 {
        let how = |t: &Telling| if t.sign < 0 { "is not so" } else { "is so" };
        return Some((
            "denies",
            format!("one says that it {}, the other that it {}", how(own), how(there)),
        ));
    }
    let (here, others) = (numbers(&own.text), numbers(&there.text));
    let mut counted: Vec<_> = here.iter().collect();
    counted.sort();
    for (what, here) in counted {
        let Some(others) = others.get(what).filter(|n| n.is_disjoint(here)) else { continue };
        let list =
            |set: &BTreeSet<String>| set.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        return Some(("number", format!("{what}: {} here, {} there", list(here), list(others))));
    }
    let (here, other) = (rank(&own.degree)?, rank(&there.degree)?);
    (here != other).then(|| ("status", format!("{} here, {} there", own.degree, there.degree)))
}

/// What counts as different: whether something is so, or only may be.
fn rank(degree: &str) -> Option<u8> {
    match degree {
        "occurred" | "ongoing" | "certain" => Some(2),
        "planned" | "probable" => Some(1),
        "possible" => Some(0),
        _ => None,
    }
}
