//! Which reports are one text: reprints, wire copies, light rewordings.
//!
//! A signature finds candidates (`copy_band`); the texts themselves decide.

use super::shingles::Shingles;
use super::{Entry, bands};
use crate::db::{Connection, OptionalExtension, params};
use crate::lately::{Lately, Recent};
use std::collections::HashMap;
use std::sync::Arc;

/// Keys two reports must share to be compared.
const KEYS_SHARED: usize = 2;
/// Reports whose texts are compared, and of one group at most.
const COMPARED: usize = 8;
const COMPARED_OF_GROUP: usize = 2;
/// A copy has at least so much of the shorter text's sequences …
const OF_SHORTER: f64 = 0.5;
/// … and of the longer one's: less is a quotation or a digest.
const OF_LONGER: f64 = 0.25;
/// A new text that several groups hold a part of, but none so much, is a digest.
const OF_DIGEST: f64 = 0.8;
/// A new text of which several groups hold so much shows that they are one.
const OF_ONE: f64 = 0.6;
/// Where the shorter text is less than so much of the longer, that may be a
/// digest and the shorter a part of it: a group's other members are asked.
const SURE: f64 = 0.75;
/// How many of them.
const ASKED: usize = 4;
/// Of the shorter text, what is still kinship with another member …
const KIN: f64 = 0.25;
/// … and what is none at all.
const STRANGER: f64 = 0.05;
/// A group that turns out to be the same as another moves to it, if it has no
/// more members than this.
pub(crate) const MOVED: usize = 256;

/// The name of a report and the sequences of its body.
type Text = (String, Shingles);

struct Candidate {
    report: i64,
    group: i64,
    text: Arc<Text>,
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
    /// Groups to or from which reports were moved.
    pub(crate) changed: Vec<i64>,
    /// The report it is a copy of.
    pub(crate) alike: Option<i64>,
}

/// Puts a new text into its group, or makes one of its own.
pub(crate) fn enter(
    db: &Connection,
    entry: &Entry,
    lately: &mut Lately,
) -> rusqlite::Result<Placed> {
    let texts = &mut lately.texts;
    let own = (entry.name(), entry.ready.shingles.clone());
    let own = texts.keep(entry.report, own);
    let shingles = &own.1;
    let keys = shingles.keys();
    let (mut matches, mut parts, mut changed) = (Vec::new(), 0, Vec::new());
    for found in find(db, texts, shingles, &keys)? {
        parts += usize::from(found.of_other >= OF_SHORTER);
        if found.least() < OF_LONGER {
            continue;
        }
        let others = if found.sizes() < SURE { others(db, texts, &found)? } else { Vec::new() };
        let kin = others.iter().filter(|(_, there)| shingles.of_shorter(&there.1) >= KIN).count();
        let part = found.sizes() < SURE && found.of_new > found.of_other;
        if part && is_digest(db, found.group)? {
            continue;
        }
        if kin * 2 < others.len() {
            if part {
                changed.extend(leave_digest(db, entry, texts, &found, &others)?);
            }
        } else if part && others.is_empty() && holds_others(db, texts, shingles, &found)? {
            let reason = format!("{} and a text of another group stand in it", entry.name());
            add(db, found.report, found.group, ("digest", None), &reason, entry.recorded_at)?;
        } else {
            matches.push(found);
        }
    }
    bands::add(db, entry.report, &keys)?;
    let digest = parts > 1 && matches.iter().all(|m| m.of_new < OF_DIGEST);
    let Some(best) = matches.first().filter(|_| !digest) else {
        let (kind, reason) = match matches.first() {
            Some(m) => {
                ("digest", format!("texts of {parts} groups stand in it; of one, {}", m.reason))
            }
            None => ("first", "no text like it was in the ledger".to_owned()),
        };
        add(db, entry.report, entry.report, (kind, None), &reason, entry.recorded_at)?;
        return Ok(Placed { group: entry.report, changed, alike: None });
    };
    add(
        db,
        entry.report,
        best.group,
        ("copy", Some(best.report)),
        &best.reason,
        entry.recorded_at,
    )?;
    // Nearly all of the new text stands in two groups: they were one all along,
    // and no report told so before.
    let mut placed = Placed { group: best.group, changed, alike: Some(best.report) };
    let one = |m: &&Match| m.of_new >= OF_ONE && m.sizes() >= SURE && m.group != best.group;
    for other in matches.iter().filter(one) {
        join(db, entry, &mut placed, other)?;
    }
    Ok(placed)
}

/// Every report that is a copy of the new one, at most one of a group.
fn find(
    db: &Connection,
    texts: &mut Recent<Text>,
    shingles: &Shingles,
    keys: &[i64],
) -> rusqlite::Result<Vec<Match>> {
    let votes = bands::votes(db, keys)?;
    let needed = KEYS_SHARED.min(keys.len());
    let mut ranked: Vec<(i64, usize)> = votes.into_iter().filter(|(_, n)| *n >= needed).collect();
    ranked.sort_by_key(|&(report, n)| (std::cmp::Reverse(n), report));
    let candidates = candidates(db, texts, &ranked)?;
    let mut best: HashMap<i64, Match> = HashMap::new();
    for candidate in &candidates {
        let Some(found) = compare(shingles, candidate) else { continue };
        if best.get(&found.group).is_none_or(|old| old.least() < found.least()) {
            best.insert(found.group, found);
        }
    }
    let mut matches: Vec<Match> = best.into_values().collect();
    matches.sort_by(|a, b| b.least().total_cmp(&a.least()).then(a.group.cmp(&b.group)));
    Ok(matches)
}

/// The reports to be compared, with their texts.
fn candidates(
    db: &Connection,
    texts: &mut Recent<Text>,
    ranked: &[(i64, usize)],
) -> rusqlite::Result<Vec<Candidate>> {
    let mut of_group: HashMap<i64, usize> = HashMap::new();
    let mut chosen = Vec::new();
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
        chosen.push(Candidate { report, group, text: text_of(db, texts, report)? });
    }
    Ok(chosen)
}

/// Whether `candidate` and the new text are one. The lead of one must stand in
/// the other: boilerplate, background and quotations stand further down.
fn compare(new: &Shingles, candidate: &Candidate) -> Option<Match> {
    let (name, other) = &*candidate.text;
    let shared = new.shared(other);
    let (here, there) = (new.len(), other.len());
    let found = Match {
        report: candidate.report,
        group: candidate.group,
        of_new: shared as f64 / here.max(1) as f64,
        of_other: shared as f64 / there.max(1) as f64,
        reason: format!(
            "{shared} of {here} five-word sequences stand in {name}, which has {there}"
        ),
    };
    let much = found.of_new.max(found.of_other) >= OF_SHORTER;
    (much && new.lead_shared(other)).then_some(found)
}

impl Match {
    /// How much of the longer text is shared.
    fn least(&self) -> f64 {
        self.of_new.min(self.of_other)
    }

    /// The size of the shorter text by that of the longer.
    fn sizes(&self) -> f64 {
        self.least() / self.of_new.max(self.of_other)
    }
}

/// Some of the other members of the group that was found, with their sequences.
fn others(
    db: &Connection,
    texts: &mut Recent<Text>,
    found: &Match,
) -> rusqlite::Result<Vec<(i64, Arc<Text>)>> {
    let mut all = members(db, found.group, ASKED + 1)?;
    all.retain(|&report| report != found.report);
    all.truncate(ASKED);
    all.into_iter().map(|report| Ok((report, text_of(db, texts, report)?))).collect()
}

/// The new text stands in `found`, whose group has nothing else to do with it:
/// if the others stand in it as well, it is a digest of both, and each goes its
/// own way. Gives the groups that changed.
fn leave_digest(
    db: &Connection,
    entry: &Entry,
    texts: &mut Recent<Text>,
    found: &Match,
    others: &[(i64, Arc<Text>)],
) -> rusqlite::Result<Vec<i64>> {
    let text = text_of(db, texts, found.report)?;
    let new = text_of(db, texts, entry.report)?;
    let ((name, digest), (_, new)) = (&*text, &*new);
    let part = |there: &Shingles| {
        there.len() < digest.len()
            && digest.of_shorter(there) >= OF_SHORTER
            && new.of_shorter(there) <= STRANGER
    };
    let of_digest = others.iter().filter(|(_, there)| part(&there.1)).count();
    if of_digest * 2 <= others.len() {
        return Ok(Vec::new());
    }
    let reason =
        format!("{name} turned out to be a digest: {} and others stand in it", entry.name());
    if found.report != found.group {
        add(db, found.report, found.report, ("digest", None), &reason, entry.recorded_at)?;
        return Ok(vec![found.report, found.group]);
    }
    // The group bears the number of the digest, so the others leave.
    let moved = members(db, found.group, MOVED + 1)?;
    if moved.len() > MOVED {
        return Ok(Vec::new());
    }
    add(db, found.report, found.report, ("digest", None), &reason, entry.recorded_at)?;
    let kept = others[0].0;
    for report in moved.into_iter().filter(|&report| report != found.report) {
        let kind = if report == kept { ("first", None) } else { ("copy", Some(kept)) };
        add(db, report, kept, kind, &reason, entry.recorded_at)?;
    }
    Ok(vec![kept, found.group])
}

/// Whether a text of another group, a stranger to the new one, stands in the
/// report that was found.
fn holds_others(
    db: &Connection,
    texts: &mut Recent<Text>,
    new: &Shingles,
    found: &Match,
) -> rusqlite::Result<bool> {
    let text = text_of(db, texts, found.report)?;
    for part in find(db, texts, &text.1, &text.1.keys())? {
        if part.group != found.group && part.of_other >= OF_SHORTER {
            let there = text_of(db, texts, part.report)?;
            if new.of_shorter(&there.1) <= STRANGER {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a group is that of a digest.
fn is_digest(db: &Connection, group: i64) -> rusqlite::Result<bool> {
    let sql =
        "SELECT kind = 'digest' FROM copy_member WHERE report = ?1 ORDER BY turn DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row([group], |row| row.get(0))
}

/// A report's name and sequences.
fn text_of(db: &Connection, texts: &mut Recent<Text>, report: i64) -> rusqlite::Result<Arc<Text>> {
    if let Some(known) = texts.get(report) {
        return Ok(known);
    }
    let sql = "SELECT id, version, title, unpacked_text(text) FROM report WHERE seq = ?1";
    let text = db.prepare_cached(sql)?.query_row([report], |row| {
        let (id, version): (String, u32) = (row.get(0)?, row.get(1)?);
        let (title, text): (Option<String>, String) = (row.get(2)?, row.get(3)?);
        let body = title.and_then(|title| text.strip_prefix(title.as_str())).unwrap_or(&text);
        Ok((format!("{id}/{version}"), Shingles::of(body)))
    })?;
    Ok(texts.keep(report, text))
}

/// Moves the smaller of two groups to the other.
fn join(
    db: &Connection,
    entry: &Entry,
    placed: &mut Placed,
    other: &Match,
) -> rusqlite::Result<()> {
    let (here, there) =
        (members(db, placed.group, MOVED + 1)?, members(db, other.group, MOVED + 1)?);
    let (kept, moved) =
        if here.len() >= there.len() { (placed.group, there) } else { (other.group, here) };
    if moved.len() > MOVED {
        return Ok(());
    }
    let reason = format!("{} shows two groups to be one text: {}", entry.name(), other.reason);
    for report in moved {
        add(db, report, kept, ("copy", Some(entry.report)), &reason, entry.recorded_at)?;
    }
    placed.group = kept;
    placed.changed.push(kept);
    Ok(())
}

/// The reports whose group this now is, the first `most` of them.
pub(crate) fn members(db: &Connection, group: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
    let sql = format!(
        "SELECT m.report FROM copy_member m
         WHERE m.copy_group = ?1
           AND m.turn = (SELECT max(turn) FROM copy_member WHERE report = m.report)
         LIMIT {most}"
    );
    let mut select = db.prepare_cached(&sql)?;
    select.query_map([group], |row| row.get(0))?.collect()
}

/// The report of which this one is a copy.
pub(crate) fn alike(db: &Connection, report: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT alike FROM copy_member WHERE report = ?1 ORDER BY turn DESC LIMIT 1";
    let found = db.prepare_cached(sql)?.query_row([report], |row| row.get(0)).optional()?;
    Ok(found.flatten())
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
    (kind, alike): (&str, Option<i64>),
    reason: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO copy_member (report, turn, copy_group, kind, alike, reason, recorded_at)
         VALUES (?1, (SELECT coalesce(max(turn), 0) + 1 FROM copy_member WHERE report = ?1),
                 ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![report, group, kind, alike, reason, recorded_at])?;
    Ok(())
}
