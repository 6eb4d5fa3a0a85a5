//! Who is who across reports.

use super::agencies;
use dateline_core::{Actor, ActorKind, Reading};
use rusqlite::{Connection, OptionalExtension, params};

/// Somebody or some outlet as `identity` holds it.
pub(crate) struct Known<'a> {
    key: String,
    name: &'a str,
    kind: &'static str,
    country: Option<String>,
}

/// The number of each actor of a reading in the whole ledger, in their order;
/// none for those whom nothing joins across reports.
pub(crate) fn of_actors(
    db: &Connection,
    reading: &Reading,
    recorded_at: &str,
) -> rusqlite::Result<Vec<Option<i64>>> {
    let number = |actor| of_actor(actor).map(|known| known.number(db, recorded_at)).transpose();
    reading.actors.iter().map(number).collect()
}

/// The number of an outlet or agency.
pub(crate) fn of_outlet(
    db: &Connection,
    name: &str,
    recorded_at: &str,
) -> rusqlite::Result<Option<i64>> {
    outlet(name, None).map(|known| known.number(db, recorded_at)).transpose()
}

fn outlet(name: &str, country: Option<String>) -> Option<Known<'_>> {
    let short = agencies::short_name(name);
    (!short.is_empty()).then(|| Known { key: format!("o:{short}"), name, kind: "outlet", country })
}

fn of_actor(actor: &Actor) -> Option<Known<'_>> {
    let country = actor.country.map(String::from);
    let named = actor.mentions.iter().any(|m| m.form == dateline_core::Form::Name);
    if actor.kind == ActorKind::Organisation && is_media(actor) {
        return outlet(&actor.name, country);
    }
    let key = match (&actor.entity, &actor.wikidata, actor.kind) {
        (Some(entity), ..) => format!("e:{entity}"),
        (None, Some(item), _) => format!("q:{item}"),
        (None, None, ActorKind::Country) => format!("c:{}", country.as_ref()?),
        // Without a row of knowledge, somebody is joined by name and by what
        // the name belongs to. A surname alone may be anybody's.
        (None, None, ActorKind::Person) if words(&actor.name).count() > 1 => by_name(actor),
        (None, None, ActorKind::Organisation) if named => by_name(actor),
        _ => return None,
    };
    Some(Known { key, name: &actor.name, kind: actor.kind.as_str(), country })
}

/// Whether somebody publishes: PLOVER's sector of journalists.
pub(crate) fn is_media(actor: &Actor) -> bool {
    actor.sectors.iter().any(|sector| sector.as_str() == "JRN")
}

fn by_name(actor: &Actor) -> String {
    let place = actor.country.map(String::from).unwrap_or_default();
    format!("n:{}|{place}", words(&actor.name).collect::<Vec<_>>().join(" "))
}

/// Words of a name in small letters, without points, hyphens and "the".
pub(crate) fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(['\'', '’']).to_lowercase())
        .filter(|word| !word.is_empty() && word != "the")
}

impl Known<'_> {
    fn number(&self, db: &Connection, recorded_at: &str) -> rusqlite::Result<i64> {
        let known = db
            .prepare_cached("SELECT id FROM identity WHERE key = ?1")?
            .query_row([&self.key], |row| row.get(0))
            .optional()?;
        if let Some(number) = known {
            return Ok(number);
        }
        db.prepare_cached(
            "INSERT INTO identity (key, name, kind, country, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![self.key, self.name, self.kind, self.country, recorded_at])?;
        Ok(db.last_insert_rowid())
    }
}
