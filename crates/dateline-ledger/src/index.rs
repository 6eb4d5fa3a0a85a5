//! The records of a reading as rows, so that they can be asked for.

use crate::db::{Connection, OptionalExtension, Result, params};
use crate::functions::day_of;
use crate::lately::Lately;
use crate::meet::of_claims;
use crate::pack::places;
use dateline_core::{ActorId, Country, Event, Reading};
use std::collections::HashMap;
use std::slice;

/// Adds the rows of `reading`, which is stored as number `seq`, and whose actors
/// have these identities. No row of it may be there.
pub(crate) fn add(
    db: &Connection,
    seq: i64,
    reading: &Reading,
    identities: &[Option<i64>],
    recorded_at: &str,
    lately: &mut Lately,
) -> Result<()> {
    let mut names = Vec::with_capacity(reading.actors.len());
    for actor in &reading.actors {
        names.push(name(db, &actor.name, &mut lately.names)?);
    }
    let day = day_of(reading.report.published_at.as_deref());
    let rows = Rows { db, seq, day, reading, names: &names };
    rows.add_actors(identities)?;
    rows.add_claims(&of_claims(db, reading, identities, recorded_at)?)?;
    rows.add_events()?;
    rows.add_parties()?;
    rows.add_tracks()
}

/// A reading whose rows are added.
struct Rows<'a> {
    db: &'a Connection,
    seq: i64,
    day: i64,
    reading: &'a Reading,
    /// The names of its actors, by number.
    names: &'a [i64],
}

impl Rows<'_> {
    fn add_actors(&self, identities: &[Option<i64>]) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO actor (reading, id, name, kind, country, sectors, identity)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for ((actor, name), identity) in self.reading.actors.iter().zip(self.names).zip(identities)
        {
            insert.execute(params![
                self.seq,
                actor.id.to_string(),
                name,
                actor.kind.as_str(),
                actor.country.as_ref().map(Country::as_str),
                words(actor.sectors.iter().map(|s| s.as_str())),
                identity,
            ])?;
        }
        Ok(())
    }

    fn add_claims(&self, origins: &[Option<i64>]) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO claim (reading, id, speaker, speaker_kind, stance, certainty, polarity,
                                confidence, places, day, speaker_name, within, origin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (claim, origin) in self.reading.claims.iter().zip(origins) {
            insert.execute(params![
                self.seq,
                claim.id.to_string(),
                claim.speaker.map(|id| id.to_string()),
                claim.speaker_kind.as_str(),
                claim.stance.as_str(),
                claim.certainty.as_str(),
                claim.polarity.as_str(),
                f64::from(claim.confidence),
                places(&claim.content),
                self.day,
                claim.speaker.and_then(|id| self.names.get(id.index())),
                claim.within.map(|id| id.to_string()),
                origin,
            ])?;
        }
        Ok(())
    }

    fn add_events(&self) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO event (reading, id, type, modes, contexts, cameo, status, historical,
                                date_start, date_end, place, country, claim, confidence, places,
                                day, happened)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?;
        for event in &self.reading.events {
            let place = event.place.as_ref();
            insert.execute(params![
                self.seq,
                event.id.to_string(),
                event.event_type.as_str(),
                words(event.modes.iter().map(|m| m.as_str())),
                words(event.contexts.iter().map(|c| c.as_str())),
                event.cameo,
                event.status.as_str(),
                event.historical,
                event.date.as_ref().map(|d| &d.start),
                event.date.as_ref().map(|d| &d.end),
                place.map(|p| &p.name),
                place.and_then(|p| p.country.as_ref()).map(Country::as_str),
                event.claim.map(|c| c.to_string()),
                f64::from(event.confidence),
                places(self.reading.sentences.get(event.evidence.sentence)),
                self.day,
                happened(event, self.day),
            ])?;
        }
        Ok(())
    }

    fn add_parties(&self) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO event_party (reading, event, side, actor, name, country, day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for event in &self.reading.events {
            let id = event.id.to_string();
            for (side, ids) in [("actor", &event.actors), ("recipient", &event.recipients)] {
                for actor in once_each(ids) {
                    let country = self.reading.actors.get(actor.index());
                    let country = country.and_then(|whom| whom.country.as_ref());
                    insert.execute(params![
                        self.seq,
                        id,
                        side,
                        actor.to_string(),
                        self.names.get(actor.index()),
                        country.map(Country::as_str),
                        self.day
                    ])?;
                }
            }
        }
        Ok(())
    }

    fn add_tracks(&self) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO track_party (reading, record, side, actor) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut add = |record: String, side: &str, actors: &[ActorId]| {
            once_each(actors).try_for_each(|a| {
                insert.execute((self.seq, &record, side, a.to_string())).map(drop)
            })
        };
        for agreement in &self.reading.agreements {
            add(agreement.id.to_string(), "party", &agreement.parties)?;
        }
        for delivery in &self.reading.deliveries {
            let sides = [("supplier", &delivery.supplier), ("recipient", &delivery.recipient)];
            for (side, actor) in sides {
                add(delivery.id.to_string(), side, actor.as_ref().map_or(&[], slice::from_ref))?;
            }
        }
        Ok(())
    }
}

/// The day an event happened; where none is told, that of the report.
pub(crate) fn happened(event: &Event, published: i64) -> i64 {
    match day_of(event.date.as_ref().map(|d| d.start.as_str())) {
        0 => published,
        own => own,
    }
}

/// Whoever is named twice on a side still stands there once.
fn once_each(ids: &[ActorId]) -> impl Iterator<Item = &ActorId> {
    ids.iter().enumerate().filter(|(at, id)| !ids[..*at].contains(id)).map(|(_, id)| id)
}

/// The number of a name, which is given one if it has none.
fn name(db: &Connection, name: &str, lately: &mut HashMap<String, i64>) -> Result<i64> {
    if let Some(id) = lately.get(name) {
        return Ok(*id);
    }
    let known = db
        .prepare_cached("SELECT id FROM name WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    let id = match known {
        Some(id) => id,
        None => {
            db.prepare_cached("INSERT INTO name (name) VALUES (?1)")?.execute([name])?;
            let id = db.last_insert_rowid();
            db.prepare_cached("INSERT INTO name_parts (rowid, name) VALUES (?1, ?2)")?
                .execute((id, name))?;
            id
        }
    };
    lately.insert(name.to_owned(), id);
    Ok(id)
}

fn words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}
