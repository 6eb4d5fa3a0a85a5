//! The records of a reading as rows, so that they can be asked for.

use crate::meet::of_claims;
use dateline_core::{Actor, ActorId, Claim, Event, Quote, Reading};
use rusqlite::{Connection, params};

/// Adds the rows of `reading`, which is stored as number `seq`, and whose actors
/// have these identities.
pub(crate) fn add(
    db: &Connection,
    seq: i64,
    reading: &Reading,
    identities: &[Option<i64>],
) -> rusqlite::Result<()> {
    for (actor, identity) in reading.actors.iter().zip(identities) {
        add_actor(db, seq, actor, *identity)?;
    }
    for (claim, origin) in reading.claims.iter().zip(of_claims(db, reading, identities)?) {
        add_claim(db, seq, claim, origin)?;
    }
    for event in &reading.events {
        add_event(db, seq, event, reading)?;
    }
    Ok(())
}

fn add_actor(
    db: &Connection,
    seq: i64,
    actor: &Actor,
    identity: Option<i64>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO actor (reading, id, name, kind, country, sectors, identity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        seq,
        actor.id.to_string(),
        actor.name,
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
    origin: Option<i64>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO claim (reading, id, speaker, speaker_kind, stance, certainty, polarity,
                            content, confidence, within, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        seq,
        claim.id.to_string(),
        claim.speaker.map(|id| id.to_string()),
        claim.speaker_kind.as_str(),
        claim.stance.as_str(),
        claim.certainty.as_str(),
        claim.polarity.as_str(),
        pieces(&claim.content),
        f64::from(claim.confidence),
        claim.within.map(|id| id.to_string()),
        origin,
    ])?;
    Ok(())
}

fn add_event(db: &Connection, seq: i64, event: &Event, reading: &Reading) -> rusqlite::Result<()> {
    let id = event.id.to_string();
    let sentence = reading.sentences.get(event.evidence.sentence);
    db.prepare_cached(
        "INSERT INTO event (reading, id, type, modes, contexts, cameo, status, historical,
                            date_start, date_end, place, country, claim, sentence, confidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        seq,
        id,
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
        sentence.map_or("", |s| s.text.as_str()),
        f64::from(event.confidence),
    ])?;
    add_parties(db, seq, &id, "actor", &event.actors)?;
    add_parties(db, seq, &id, "recipient", &event.recipients)
}

fn add_parties(
    db: &Connection,
    seq: i64,
    event: &str,
    side: &str,
    actors: &[ActorId],
) -> rusqlite::Result<()> {
    // Whoever is named twice on a side still stands there once.
    let sql = "INSERT OR IGNORE INTO event_party (reading, event, side, actor)
               VALUES (?1, ?2, ?3, ?4)";
    let mut insert = db.prepare_cached(sql)?;
    for actor in actors {
        insert.execute(params![seq, event, side, actor.to_string()])?;
    }
    Ok(())
}

fn words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

fn pieces(quotes: &[Quote]) -> String {
    quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ")
}
