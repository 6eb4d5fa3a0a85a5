//! Which reports are one text: reprints, wire copies, light rewordings.
//!
//! A signature finds candidates (`copy_band`); the texts themselves decide.

use super::Entry;
use super::shingles::Shingles;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Newest reports of a band's key that are looked at: more than that share
/// only what everybody prints.
const PER_KEY: i64 = 64;
/// Keys two reports must share to be compared.
const KEYS_SHARED: usize = 2;
/// Reports whose texts are compared, and of one group at most.
const COMPARED: usize = 8;
const COMPARED_OF_GROUP: usize = 2;
/// A copy has at least so much of the shorter text's sequences …
const OF_SHORTER: f64 = 0.5;
/// … and of the longer one's: less is a quotation or a digest.
const OF_LONGER: f64 = 0.2;
/// Two texts that share so much of both are one, boilerplate or not.
const OF_BOTH: f64 = 0.8;
/// A text of which no group holds so much, but several hold a part, is a digest
/// of them; one of which several hold so much shows that they are one.
const OF_ONE: f64 = 0.6;
/// A group that turns out to be the same as another moves to it, if it has no
/// more members than this.
const MOVED: usize = 256;

struct Candidate {
    report: i64,
    group: i64,
    name: String,
    shingles: Shingles,
}

struct Match {
    report: i64,
    group: i64,
    of_new: f64,
    of_other: f64,
    reason: String,
}

/// Where a new text went.
pub(crate) struct Placed {
    /// Its group.
    pub(crate) group: i64,
    /// Groups that turned out to be this one.
    pub(crate) gone: Vec<i64>,
    /// The report it is a copy of.
    pub(crate) alike: Option<i64>,
}

/// Puts a new text into its group, or makes one of its own.
pub(crate) fn enter(db: &Connection, entry: &Entry) -> rusqlite::Result<Placed> {
    let shingles = Shingles::of_report(&entry.reading.report);
    let keys = shingles.keys();
    let matches = find(db, &shingles, &keys)?;
    let mut insert = db.prepare_cached("INSERT INTO copy_band (key, report) VALUES (?1, ?2)")?;
    for key in &keys {
        insert.execute((key, entry.report))?;
    }
    let digest = matches.len() > 1 && matches.iter().all(|m| m.of_new < OF_ONE);
    let Some(best) = matches.first().filter(|_| !digest) else {
        let reason = if digest {
            let groups = matches.len();
            format!("it puts texts of {groups} groups together; first, {}", matches[0].reason)
        } else {
            "no text like it was in the ledger".to_owned()
        };
        add(db, entry.report, entry.report, None, &reason, entry.recorded_at)?;
        return Ok(Placed { group: entry.report, gone: Vec::new(), alike: None });
    };
    add(db, entry.report, best.group, Some(best.report), &best.reason, entry.recorded_at)?;
    // Nearly all of the new text stands in two groups: they were one all along,
    // and no report told so before.
    let mut placed = Placed { group: best.group, gone: Vec::new(), alike: Some(best.report) };
    for other in matches.iter().filter(|m| m.of_new >= OF_ONE && m.group != best.group) {
        join(db, entry, &mut placed, other)?;
    }
    Ok(placed)
}

/// Every report that is a copy of the new one, at most one of a group.
fn find(db: &Connection, shingles: &Shingles, keys: &[i64]) -> rusqlite::Result<Vec<Match>> {
    let mut votes: HashMap<i64, usize> = HashMap::new();
    let mut select = db.prepare_cached(
        "SELECT report FROM copy_band WHERE key = ?1 ORDER BY report DESC LIMIT ?2",
    )?;
    for key in keys {
        let mut rows = select.query((key, PER_KEY))?;
        while let Some(row) = rows.next()? {
            *votes.entry(row.get(0)?).or_default() += 1;
        }
    }
    let needed = KEYS_SHARED.min(keys.len());
    let mut ranked: Vec<(i64, usize)> = votes.into_iter().filter(|(_, n)| *n >= needed).collect();
    ranked.sort_by_key(|&(report, n)| (std::cmp::Reverse(n), report));
    let candidates = candidates(db, &ranked)?;
    let common = boilerplate(shingles, &candidates);
    let mut best: HashMap<i64, Match> = HashMap::new();
    for candidate in &candidates {
        let Some(found) = compare(shingles, candidate, &common) else { continue };
        if best.get(&found.group).is_none_or(|old| old.weight() < found.weight()) {
            best.insert(found.group, found);
        }
    }
    let mut matches: Vec<Match> = best.into_values().collect();
    matches.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.group.cmp(&b.group)));
    Ok(matches)
}

/// The reports to be compared, with their texts.
fn candidates(db: &Connection, ranked: &[(i64, usize)]) -> rusqlite::Result<Vec<Candidate>> {
    let mut of_group: HashMap<i64, usize> = HashMap::new();
    let mut chosen = Vec::new();
    let mut select = db.prepare_cached(
        "SELECT id, version, title, unpacked_text(text) FROM report WHERE seq = ?1",
    )?;
    for &(report, _) in ranked {
        if chosen.len() == COMPARED {
            break;
        }
        let Some(group) = group_of(db, report)? else { continue };
        let seen = of_group.entry(group).or_default();
        *seen += 1;
        if *seen > COMPARED_OF_GROUP {
            continue;
        }
        chosen.push(select.query_row([report], |row| {
            let (id, version): (String, u32) = (row.get(0)?, row.get(1)?);
            let (title, text): (Option<String>, String) = (row.get(2)?, row.get(3)?);
            let body = title.and_then(|title| text.strip_prefix(title.as_str())).unwrap_or(&text);
            Ok(Candidate {
                report,
                group,
                name: format!("{id}/{version}"),
                shingles: Shingles::of(body),
            })
        })?);
    }
    Ok(chosen)
}

/// Sequences of the new text that stand in three groups and more: what every
/// report of an outlet ends with, what everybody writes.
fn boilerplate(shingles: &Shingles, candidates: &[Candidate]) -> Shingles {
    shingles.only(|hash| {
        let mut groups: Vec<i64> =
            candidates.iter().filter(|c| c.shingles.contains(hash)).map(|c| c.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len() > 2
    })
}

/// Whether `candidate` and the new text are one. Boilerplate does not count,
/// unless the two are the same from end to end.
fn compare(new: &Shingles, candidate: &Candidate, common: &Shingles) -> Option<Match> {
    let found = |left_out: usize, left_out_there: usize| {
        let shared = new.shared(&candidate.shingles) - left_out;
        let (of_new, of_other) = (new.len() - left_out, candidate.shingles.len() - left_out_there);
        Match {
            report: candidate.report,
            group: candidate.group,
            of_new: shared as f64 / of_new.max(1) as f64,
            of_other: shared as f64 / of_other.max(1) as f64,
            reason: format!(
                "{shared} of {of_new} five-word sequences stand in {}, which has {of_other}",
                candidate.name
            ),
        }
    };
    let whole = found(0, 0);
    if whole.of_new.min(whole.of_other) >= OF_BOTH {
        return Some(whole);
    }
    let there = common.shared(&candidate.shingles);
    let rest = found(there, there);
    (rest.weight() >= OF_SHORTER && rest.of_new.min(rest.of_other) >= OF_LONGER).then_some(rest)
}

impl Match {
    /// How much of the shorter text is shared.
    fn weight(&self) -> f64 {
        self.of_new.max(self.of_other)
    }
}

/// Moves the smaller of two groups to the other.
fn join(
    db: &Connection,
    entry: &Entry,
    placed: &mut Placed,
    other: &Match,
) -> rusqlite::Result<()> {
    let (here, there) = (members(db, placed.group)?, members(db, other.group)?);
    let (kept, gone, moved) = if here.len() >= there.len() {
        (placed.group, other.group, there)
    } else {
        (other.group, placed.group, here)
    };
    if moved.len() > MOVED {
        return Ok(());
    }
    let reason = format!("{} shows two groups to be one text: {}", entry.name(), other.reason);
    for report in moved {
        add(db, report, kept, Some(entry.report), &reason, entry.recorded_at)?;
    }
    placed.group = kept;
    placed.gone.push(gone);
    Ok(())
}

/// The reports whose group this now is.
pub(crate) fn members(db: &Connection, group: i64) -> rusqlite::Result<Vec<i64>> {
    let mut select = db.prepare_cached(
        "SELECT DISTINCT m.report FROM copy_member m
         WHERE m.copy_group = ?1
           AND m.turn = (SELECT max(turn) FROM copy_member WHERE report = m.report)",
    )?;
    select.query_map([group], |row| row.get(0))?.collect()
}

/// The group a report is in now.
pub(crate) fn group_of(db: &Connection, report: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "SELECT copy_group FROM copy_member WHERE report = ?1 ORDER BY turn DESC LIMIT 1",
    )?
    .query_row([report], |row| row.get(0))
    .optional()
}

fn add(
    db: &Connection,
    report: i64,
    group: i64,
    alike: Option<i64>,
    reason: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO copy_member (report, turn, copy_group, alike, reason, recorded_at)
         VALUES (?1, (SELECT coalesce(max(turn), 0) + 1 FROM copy_member WHERE report = ?1),
                 ?2, ?3, ?4, ?5)",
    )?
    .execute(params![report, group, alike, reason, recorded_at])?;
    Ok(())
}
