//! Who is who across reports.

use super::agencies;
use crate::db::{Connection, OptionalExtension, params};
use dateline_core::{Actor, ActorKind, Claim, Form, Reading};

/// The number of each actor of a reading in the whole ledger, in their order;
/// none for those whom nothing joins across reports.
pub(crate) fn of_actors(
    db: &Connection,
    reading: &Reading,
    recorded_at: &str,
) -> rusqlite::Result<Vec<Option<i64>>> {
    reading.actors.iter().map(|actor| of_actor(db, actor, recorded_at)).collect()
}

/// The number of an outlet or agency.
pub(crate) fn of_outlet(
    db: &Connection,
    name: &str,
    recorded_at: &str,
) -> rusqlite::Result<Option<i64>> {
    let key = match agencies::short_name(name) {
        short if short.is_empty() => return Ok(None),
        short => format!("o:{short}"),
    };
    number(db, &Row { key, name, kind: "outlet", country: None }, recorded_at).map(Some)
}

/// The outlet that a claim names as its source without being anybody's mention:
/// "the Accra Morning Ledger reported". Whatever published or was credited before
/// is one, and what is named like one.
pub(crate) fn of_source(
    db: &Connection,
    claim: &Claim,
    recorded_at: &str,
) -> rusqlite::Result<Option<i64>> {
    let [source] = &claim.source[..] else { return Ok(None) };
    let short = agencies::short_name(&source.text);
    if claim.speaker.is_some() || short.is_empty() {
        return Ok(None);
    }
    match find(db, &format!("o:{short}"))? {
        Some((number, _)) => Ok(Some(number)),
        None if is_name(&source.text) && agencies::ends_like_outlet(&source.text) => {
            let name = source.text.strip_prefix("the ").unwrap_or(&source.text);
            of_outlet(db, name, recorded_at)
        }
        None => Ok(None),
    }
}

/// The country of an identity, if it has one.
pub(crate) fn country(db: &Connection, number: i64) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT country FROM identity WHERE id = ?1")?
        .query_row([number], |row| row.get(0))
}

fn of_actor(db: &Connection, actor: &Actor, recorded_at: &str) -> rusqlite::Result<Option<i64>> {
    let country = actor.country.map(String::from);
    // "Meridian Press Agency" is a name even where it was read as a description.
    if actor.kind == ActorKind::Organisation && is_media(actor) {
        let named = is_name(&actor.name);
        return if named { of_outlet(db, &actor.name, recorded_at) } else { Ok(None) };
    }
    let proper = is_name(&actor.name) && actor.mentions.iter().any(|m| m.form == Form::Name);
    let (name, kind) = (actor.name.as_str(), actor.kind.as_str());
    let row = |key| Row { key, name, kind, country: country.clone() };
    let row = match (&actor.entity, &actor.wikidata, actor.kind, &country) {
        (_, _, ActorKind::Country, Some(country)) => row(format!("c:{country}")),
        (Some(entity), ..) => row(format!("e:{entity}")),
        (None, Some(item), ..) => row(format!("q:{item}")),
        // Without a row of knowledge, a name of two words and more is taken for
        // one and the same, but not where countries contradict.
        (None, None, ActorKind::Person | ActorKind::Organisation, _) if proper => {
            return by_name(db, row(String::new()), recorded_at).map(Some);
        }
        // "Norway's defence ministry", "the Norwegian defence ministry".
        (None, None, ActorKind::Organisation, Some(country)) => match common_words(name) {
            what if what.is_empty() => return Ok(None),
            what => row(format!("n:{what}|{country}")),
        },
        _ => return Ok(None),
    };
    number(db, &row, recorded_at).map(Some)
}

/// Whether somebody publishes: PLOVER's sector of journalists.
fn is_media(actor: &Actor) -> bool {
    actor.sectors.iter().any(|sector| sector.as_str() == "JRN")
}

/// Whether these words are a name: two of them in capitals and none, but "of"
/// and the like, without. A possessive in front is no part of a name.
fn is_name(words: &str) -> bool {
    let mut capitals = 0;
    for word in words.strip_prefix("the ").unwrap_or(words).split_whitespace() {
        match word.chars().next() {
            _ if word.ends_with("'s") || word.ends_with("’s") => return false,
            Some(c) if c.is_uppercase() => capitals += 1,
            Some(_) if word.len() > 3 => return false,
            _ => {}
        }
    }
    capitals > 1
}

/// The words of a description that are not in capitals, without articles,
/// possessives and the like.
fn common_words(name: &str) -> String {
    const EMPTY: [&str; 9] = ["the", "a", "an", "its", "his", "her", "their", "our", "of"];
    let common = |word: &&str| {
        word.starts_with(char::is_lowercase) && !EMPTY.contains(word) && !word.ends_with("'s")
    };
    name.split_whitespace().filter(common).collect::<Vec<_>>().join(" ")
}

/// Words of a name in small letters, without points, hyphens and "the".
pub(crate) fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(['\'', '’']).to_lowercase())
        .filter(|word| !word.is_empty() && word != "the")
}

struct Row<'a> {
    key: String,
    name: &'a str,
    kind: &'static str,
    country: Option<String>,
}

fn by_name(db: &Connection, mut row: Row, recorded_at: &str) -> rusqlite::Result<i64> {
    row.key = format!("n:{}", words(row.name).collect::<Vec<_>>().join(" "));
    let Some(country) = &row.country else { return number(db, &row, recorded_at) };
    match find(db, &row.key)? {
        Some((_, Some(other))) if other != *country => {
            row.key = format!("{}|{country}", row.key);
            number(db, &row, recorded_at)
        }
        Some((known, _)) => Ok(known),
        None => number(db, &row, recorded_at),
    }
}

fn find(db: &Connection, key: &str) -> rusqlite::Result<Option<(i64, Option<String>)>> {
    db.prepare_cached("SELECT id, country FROM identity WHERE key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

fn number(db: &Connection, row: &Row, recorded_at: &str) -> rusqlite::Result<i64> {
    if let Some((known, _)) = find(db, &row.key)? {
        return Ok(known);
    }
    let sql = "INSERT INTO identity (key, name, kind, country, recorded_at)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?.execute(params![
        row.key,
        row.name,
        row.kind,
        row.country,
        recorded_at
    ])?;
    Ok(db.last_insert_rowid())
}
