//! One ladder for each agreement and delivery of the whole ledger.

use super::shingles::key_of;
use super::stems::stems;
use super::{Entry, identity, ladders_by_hand, steps};
use crate::db::{Connection, OptionalExtension, params};
use dateline_core::{ActorId, ActorKind, Agreement, Delivery};
use std::collections::BTreeSet;

/// Ladders of a key that are looked at, the newest.
const PER_KEY: usize = 24;
/// Pairs of parties that an agreement is found by.
const PAIRS: usize = 4;
/// Members of a ladder that are asked whether they are of the same story.
const ASKED: usize = 16;
/// Names that any agreement has. "Ceasefire" is not one: it tells what it is.
const ANY_AGREEMENT: &[&str] = &[
    "accord", "agreem", "arrang", "conven", "contra", "deal", "docume", "draft", "memora", "pact",
    "pap", "plan", "protoc", "text", "treaty", "unders",
];

/// An agreement or delivery of a reading, as far as it tells which ladder it is.
struct Seen {
    kind: &'static str,
    name: String,
    /// An agreement's in order; a delivery's supplier and recipient.
    parties: Vec<String>,
    item: Option<String>,
    /// Stems of the name or item that tell it from others.
    telling: BTreeSet<String>,
    /// What it is found by, the surest first: pairs of parties, then each.
    keys: Vec<i64>,
}

/// A ladder that is there.
struct Ladder {
    id: i64,
    name: String,
    parties: Vec<String>,
    telling: BTreeSet<String>,
}

/// Finds or begins the ladder of each agreement and delivery of a reading.
pub(crate) fn enter(db: &Connection, entry: &Entry, story: i64) -> rusqlite::Result<()> {
    let reading = entry.reading;
    // Those that name most parties first: the others of the report follow them.
    let mut agreements: Vec<(Seen, &Agreement)> = Vec::new();
    for agreement in &reading.agreements {
        agreements.push((seen_agreement(db, entry, agreement)?, agreement));
    }
    agreements.sort_by_key(|(seen, _)| std::cmp::Reverse(seen.parties.len()));
    for (seen, agreement) in agreements {
        let record = agreement.id.to_string();
        let (ladder, reason) = place(db, entry, story, &seen)?;
        let subjects: Vec<&str> = agreement.subjects.iter().map(|s| s.as_str()).collect();
        let told = (agreement.name.as_str(), subjects.join(" "), None);
        add_member(db, entry, &record, ladder, told, &reason)?;
        steps::add(db, entry, &record, &agreement.steps, |stage| stage.as_str())?;
    }
    for delivery in &reading.deliveries {
        let record = delivery.id.to_string();
        let seen = seen_delivery(db, entry, delivery)?;
        let (ladder, reason) = place(db, entry, story, &seen)?;
        let category = delivery.item.category.clone().unwrap_or_default();
        let told = (delivery.item.text.as_str(), category, delivery.quantity.as_deref());
        add_member(db, entry, &record, ladder, told, &reason)?;
        steps::add(db, entry, &record, &delivery.steps, |stage| stage.as_str())?;
    }
    Ok(())
}

/// What a party is called in the whole ledger: its state, its state's rebels, or
/// itself where no state is known.
fn party(db: &Connection, entry: &Entry, id: ActorId) -> rusqlite::Result<Option<String>> {
    let Some(actor) = entry.reading.actors.get(id.index()) else { return Ok(None) };
    let number = entry.actors.get(id.index()).copied().flatten();
    let country = match (actor.country, number) {
        (Some(country), _) => Some(String::from(country)),
        (None, Some(number)) => identity::country(db, number)?,
        (None, None) => None,
    };
    let rebel = actor.kind != ActorKind::Country
        && actor.sectors.first().is_some_and(|sector| sector.as_str() == "REB");
    Ok(match (country, number) {
        (Some(country), _) if rebel => Some(format!("{country}/REB")),
        (Some(country), _) => Some(country),
        (None, Some(number)) => Some(format!("#{number}")),
        (None, None) => None,
    })
}

fn seen_agreement(db: &Connection, entry: &Entry, agreement: &Agreement) -> rusqlite::Result<Seen> {
    let mut parties = BTreeSet::new();
    for &id in &agreement.parties {
        parties.extend(party(db, entry, id)?);
    }
    let parties: Vec<String> = parties.into_iter().collect();
    let mut pairs = Vec::new();
    for (at, one) in parties.iter().enumerate() {
        for other in &parties[at + 1..] {
            pairs.push(key_of(&format!("agreement {one} {other}")));
        }
    }
    pairs.truncate(PAIRS);
    let single: Vec<i64> = parties.iter().map(|p| key_of(&format!("agreement {p}"))).collect();
    let telling = stems(&agreement.name).filter(|s| !ANY_AGREEMENT.contains(&s.as_str())).collect();
    Ok(Seen {
        kind: "agreement",
        name: agreement.name.clone(),
        item: None,
        telling,
        keys: [pairs, single].concat(),
        parties,
    })
}

fn seen_delivery(db: &Connection, entry: &Entry, delivery: &Delivery) -> rusqlite::Result<Seen> {
    let code = |id: Option<ActorId>| match id {
        Some(id) => party(db, entry, id).map(|found| found.unwrap_or_else(|| "-".to_owned())),
        None => Ok("-".to_owned()),
    };
    let parties = vec![code(delivery.supplier)?, code(delivery.recipient)?];
    let item = &delivery.item;
    let what = item.name.as_ref().or(item.category.as_ref()).unwrap_or(&item.text);
    // "vessels" and "patrol boats": the words and the category tell what it is.
    let telling: BTreeSet<String> = [Some(&item.text), item.name.as_ref(), item.category.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|text| stems(text))
        .collect();
    let both = key_of(&format!("delivery {} {}", parties[0], parties[1]));
    let mut keys = vec![both];
    let known = parties.iter().enumerate().filter(|(_, code)| *code != "-");
    keys.extend(known.map(|(side, code)| key_of(&format!("delivery {side} {code}"))));
    Ok(Seen {
        kind: "delivery",
        name: item.text.clone(),
        item: Some(what.clone()),
        telling,
        keys,
        parties,
    })
}

/// The ladder that `seen` is on and why; a new one, if there is none.
fn place(
    db: &Connection,
    entry: &Entry,
    story: i64,
    seen: &Seen,
) -> rusqlite::Result<(i64, String)> {
    if let Some(ladder) = ladders_by_hand::placed(db, entry, &seen.name)? {
        return Ok((ladder, "a person put what this report calls so on it".to_owned()));
    }
    let mut best: Option<(f64, i64, String)> = None;
    for ladder in candidates(db, seen)? {
        let Some(parties) = parties_agree(seen, &ladder) else { continue };
        let shared: Vec<&str> =
            seen.telling.intersection(&ladder.telling).map(String::as_str).collect();
        let fewer = seen.telling.len().min(ladder.telling.len());
        let words = if fewer == 0 { 0.0 } else { shared.len() as f64 / fewer as f64 };
        // Asked only where it may decide: it takes longest.
        let may_be = words >= 0.5 || (parties == Parties::All && fewer == 0);
        if !may_be {
            continue;
        }
        let near = meets(db, entry, story, ladder.id)?;
        // With all parties the same, half of the name is enough; a name that
        // tells nothing, or a party that is not told, needs the same story.
        let enough = match (parties, fewer) {
            (Parties::All, 0) => near,
            (Parties::All, _) => words >= 0.5,
            (Parties::Some, _) => near && words >= 0.5,
        };
        let score =
            words + if near { 0.5 } else { 0.0 } + if parties == Parties::All { 1.0 } else { 0.0 };
        let better = enough && best.as_ref().is_none_or(|(old, ..)| *old < score);
        if better && ladders_by_hand::is_alive(db, ladder.id)? {
            let told = if shared.is_empty() {
                String::new()
            } else {
                format!(", both of {}", shared.join(", "))
            };
            let where_ = if near { ", in the same story" } else { "" };
            let reason =
                format!("between {} as {}{told}{where_}", seen.parties.join(" and "), ladder.name);
            best = Some((score, ladder.id, reason));
        }
    }
    let (id, reason) = match best {
        Some((_, id, reason)) => (id, reason),
        None => (begin(db, entry, seen)?, "no ladder of these parties is like it".to_owned()),
    };
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO ladder_key (key, ladder) VALUES (?1, ?2)")?;
    for key in &seen.keys {
        insert.execute_soon((key, id))?;
    }
    Ok((id, reason))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parties {
    /// The same on both.
    All,
    /// Some are the same, the others are not told on one of them.
    Some,
}

fn parties_agree(seen: &Seen, ladder: &Ladder) -> Option<Parties> {
    if seen.kind == "delivery" {
        let pairs = || seen.parties.iter().zip(&ladder.parties);
        let clash = pairs().any(|(a, b)| a != b && a != "-" && b != "-");
        let same = pairs().filter(|(a, b)| a == b && *a != "-").count();
        return match (clash, same) {
            (true, _) | (_, 0) => None,
            (false, 2) => Some(Parties::All),
            (false, _) => Some(Parties::Some),
        };
    }
    let shared = seen.parties.iter().filter(|party| ladder.parties.contains(party)).count();
    let (fewer, more) = (
        seen.parties.len().min(ladder.parties.len()),
        seen.parties.len().max(ladder.parties.len()),
    );
    match shared {
        0 => None,
        n if n == more && n > 1 => Some(Parties::All),
        n if n == fewer => Some(Parties::Some),
        _ => None,
    }
}

fn candidates(db: &Connection, seen: &Seen) -> rusqlite::Result<Vec<Ladder>> {
    let sql = format!(
        "SELECT l.id, l.name, l.parties, coalesce(l.item, '') FROM ladder_key k
         JOIN ladder l ON l.id = k.ladder
         WHERE k.key = ?1 AND l.kind = ?2 ORDER BY k.ladder DESC LIMIT {PER_KEY}"
    );
    let mut select = db.prepare_cached(&sql)?;
    let mut found: Vec<Ladder> = Vec::new();
    for key in &seen.keys {
        let mut rows = select.query(params![key, seen.kind])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if found.iter().any(|ladder| ladder.id == id) {
                continue;
            }
            let (name, parties): (String, String) = (row.get(1)?, row.get(2)?);
            let text = format!("{name} {}", row.get::<_, String>(3)?);
            let words = stems(&text);
            let telling = if seen.kind == "agreement" {
                words.filter(|s| !ANY_AGREEMENT.contains(&s.as_str())).collect()
            } else {
                words.collect()
            };
            let parties = parties.split(' ').filter(|p| !p.is_empty()).map(str::to_owned).collect();
            found.push(Ladder { id, name, parties, telling });
        }
    }
    Ok(found)
}

/// Whether one of the ladder's reports is this one or of its story.
fn meets(db: &Connection, entry: &Entry, story: i64, ladder: i64) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT max(CASE WHEN g.report = ?2 OR s.story = ?3 THEN 1 ELSE 0 END) FROM
             (SELECT reading FROM ladder_member WHERE ladder = ?1 ORDER BY reading DESC LIMIT {ASKED}) m
         JOIN reading g ON g.seq = m.reading JOIN report_story s ON s.report = g.report"
    );
    let found: Option<bool> = db
        .prepare_cached(&sql)?
        .query_row(params![ladder, entry.report, story], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(found.unwrap_or(false))
}

fn begin(db: &Connection, entry: &Entry, seen: &Seen) -> rusqlite::Result<i64> {
    let sql =
        "INSERT INTO ladder (kind, name, parties, item, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let parties = seen.parties.join(" ");
    db.prepare_cached(sql)?.execute(params![
        seen.kind,
        seen.name,
        parties,
        seen.item,
        entry.recorded_at
    ])?;
    Ok(db.last_insert_rowid())
}

fn add_member(
    db: &Connection,
    entry: &Entry,
    record: &str,
    ladder: i64,
    (name, subjects, quantity): (&str, String, Option<&str>),
    reason: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO ladder_member (reading, record, turn, ladder, name, subjects, quantity,
                                    reason, recorded_at)
         VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        entry.number,
        record,
        ladder,
        name,
        subjects,
        quantity,
        reason,
        entry.recorded_at
    ])?;
    Ok(())
}
