//! The records of a reading as rows, so that they can be asked for.

use crate::db::{Connection, OptionalExtension, Result, params};
use crate::functions::day_of;
use crate::meet::of_claims;
use crate::pack::places;
use dateline_core::{Actor, ActorId, Claim, Event, Quote, Reading};
use std::slice;

/// Adds the rows of `reading`, which is stored as number `seq`, and whose actors
/// have these identities. Rows that version 1 of the ledger made get what they
/// lack.
pub(crate) fn add(
    db: &Connection,
    seq: i64,
    reading: &Reading,
    identities: &[Option<i64>],
    recorded_at: &str,
) -> Result<()> {
    let origins = of_claims(db, reading, identities, recorded_at)?;
    let day = day_of(reading.report.published_at.as_deref());
    for (actor, identity) in reading.actors.iter().zip(identities) {
        add_actor(db, seq, actor, *identity)?;
    }
    for (claim, origin) in reading.claims.iter().zip(origins) {
        let speaker = claim.speaker.and_then(|id| reading.actors.get(id.index()));
        let speaker = speaker.map(|actor| name(db, &actor.name)).transpose()?;
        add_claim(db, seq, claim, day, (speaker, origin))?;
    }
    for event in &reading.events {
        add_event(db, seq, event, day, reading.sentences.get(event.evidence.sentence))?;
        add_parties(db, seq, event, day, &reading.actors)?;
    }
    add_tracks(db, seq, reading)
}

fn add_actor(db: &Connection, seq: i64, actor: &Actor, identity: Option<i64>) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO actor (reading, id, name, kind, country, sectors, identity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET name = excluded.name, identity = excluded.identity",
    )?
    .execute(params![
        seq,
        actor.id.to_string(),
        name(db, &actor.name)?,
        actor.kind.as_str(),
        actor.country.map(String::from),
        words(actor.sectors.iter().map(|s| s.as_str())),
        identity,
    ])?;
    Ok(())
}

fn add_claim(
    db: &Connection,
    seq: i64,
    claim: &Claim,
    day: i64,
    (speaker, origin): (Option<i64>, Option<i64>),
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO claim (reading, id, speaker, speaker_kind, stance, certainty, polarity,
                            confidence, places, day, speaker_name, within, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT DO UPDATE SET places = excluded.places, day = excluded.day,
                                   speaker_name = excluded.speaker_name,
                                   within = excluded.within, origin = excluded.origin",
    )?
    .execute(params![
        seq,
        claim.id.to_string(),
        claim.speaker.map(|id| id.to_string()),
        claim.speaker_kind.as_str(),
        claim.stance.as_str(),
        claim.certainty.as_str(),
        claim.polarity.as_str(),
        f64::from(claim.confidence),
        places(&claim.content),
        day,
        speaker,
        claim.within.map(|id| id.to_string()),
        origin,
    ])?;
    Ok(())
}

fn add_event(
    db: &Connection,
    seq: i64,
    event: &Event,
    day: i64,
    sentence: Option<&Quote>,
) -> Result<()> {
    let own = day_of(event.date.as_ref().map(|d| d.start.as_str()));
    db.prepare_cached(
        "INSERT INTO event (reading, id, type, modes, contexts, cameo, status, historical,
                            date_start, date_end, place, country, claim, confidence, places, day,
                            happened)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT DO UPDATE SET places = excluded.places, day = excluded.day,
                                   happened = excluded.happened",
    )?
    .execute(params![
        seq,
        event.id.to_string(),
        event.event_type.as_str(),
        words(event.modes.iter().map(|m| m.as_str())),
        words(event.contexts.iter().map(|c| c.as_str())),
        event.cameo,
        event.status.as_str(),
        event.historical,
        event.date.as_ref().map(|d| &d.start),
        event.date.as_ref().map(|d| &d.end),
        event.place.as_ref().map(|p| &p.name),
        event.place.as_ref().and_then(|p| p.country).map(String::from),
        event.claim.map(|c| c.to_string()),
        f64::from(event.confidence),
        places(sentence),
        day,
        if own == 0 { day } else { own },
    ])?;
    Ok(())
}

fn add_parties(db: &Connection, seq: i64, event: &Event, day: i64, actors: &[Actor]) -> Result<()> {
    // Whoever is named twice on a side still stands there once.
    let mut insert = db.prepare_cached(
        "INSERT INTO event_party (reading, event, side, actor, name, country, day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET name = excluded.name, country = excluded.country,
                                   day = excluded.day",
    )?;
    let id = event.id.to_string();
    for (side, ids) in [("actor", &event.actors), ("recipient", &event.recipients)] {
        for actor in ids {
            let whom = actors.get(actor.index());
            let name = whom.map(|whom| name(db, &whom.name)).transpose()?;
            let country = whom.and_then(|whom| whom.country).map(String::from);
            insert.execute(params![seq, id, side, actor.to_string(), name, country, day])?;
        }
    }
    Ok(())
}

fn add_tracks(db: &Connection, seq: i64, reading: &Reading) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO track_party (reading, record, side, actor) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut add = |record: String, side: &str, actors: &[ActorId]| {
        let mut each = actors.iter();
        each.try_for_each(|a| insert.execute((seq, &record, side, a.to_string())).map(drop))
    };
    for agreement in &reading.agreements {
        add(agreement.id.to_string(), "party", &agreement.parties)?;
    }
    for delivery in &reading.deliveries {
        for (side, actor) in [("supplier", &delivery.supplier), ("recipient", &delivery.recipient)]
        {
            add(delivery.id.to_string(), side, actor.as_ref().map_or(&[], slice::from_ref))?;
        }
    }
    Ok(())
}

/// The number of a name, which is given one if it has none.
fn name(db: &Connection, name: &str) -> Result<i64> {
    let known = db
        .prepare_cached("SELECT id FROM name WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    db.prepare_cached("INSERT INTO name (name) VALUES (?1)")?.execute([name])?;
    let id = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO name_parts (rowid, name) VALUES (?1, ?2)")?
        .execute((id, name))?;
    Ok(id)
}

fn words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}
