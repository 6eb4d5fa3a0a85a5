//! Codes as other layouts write them.

use super::Told;
use dateline_core::{Actor, ActorId, Country, Sector};
use std::collections::HashMap;
use std::sync::LazyLock;

static COUNTRIES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| pairs(include_str!("../../../../knowledge/countries.tsv"), "code", "name"));

/// Two columns of a knowledge table; of rows with the same key the first.
fn pairs(table: &'static str, key: &str, value: &str) -> HashMap<&'static str, &'static str> {
    let mut rows = table.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = rows.next().unwrap_or_default().split('\t').collect();
    let place = |name: &str| names.iter().position(|n| *n == name);
    let (Some(key), Some(value)) = (place(key), place(value)) else { return HashMap::new() };
    let mut all = HashMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        if let (Some(key), Some(value)) = (cells.get(key), cells.get(value)) {
            all.entry(*key).or_insert(*value);
        }
    }
    all
}

/// The name of a state; of other codes, the code.
pub(super) fn country_name(code: Country) -> String {
    COUNTRIES.get(code.as_str()).map_or_else(|| code.to_string(), |name| (*name).to_owned())
}

/// CAMEO's code of a sector: there MED are the media and HLH is health.
pub(super) fn cameo_sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Jrn => "MED",
        Sector::Med => "HLH",
        other => other.as_str(),
    }
}

/// CAMEO's code of an actor: country and first sector, `USAGOV`.
pub(super) fn cameo_actor(actor: &Actor) -> String {
    let country = actor.country.map(|c| c.to_string()).unwrap_or_default();
    country + actor.sectors.first().map_or("", |s| cameo_sector(*s))
}

/// Each pair of who acts and who is acted upon; somebody and nobody where a
/// side is empty, and where all act together, each upon each.
pub(super) fn pairs_of<'a>(told: &Told<'a>) -> Vec<(Option<&'a Actor>, Option<&'a Actor>)> {
    let whom = |ids: &[ActorId]| -> Vec<Option<&'a Actor>> {
        let all = ids.iter().map(|id| told.reading.actors.get(id.index()));
        let mut all: Vec<_> = all.filter(Option::is_some).collect();
        if all.is_empty() {
            all.push(None);
        }
        all
    };
    let (actors, recipients) = (whom(&told.event.actors), whom(&told.event.recipients));
    let is_mutual = told.event.recipients.is_empty() && actors.len() > 1;
    let mut pairs = Vec::new();
    for (at, actor) in actors.iter().enumerate() {
        if is_mutual {
            let others = actors.iter().enumerate().filter(|(other, _)| *other != at);
            pairs.extend(others.map(|(_, other)| (*actor, *other)));
        } else {
            pairs.extend(recipients.iter().map(|recipient| (*actor, *recipient)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn tables_are_found() {
        assert_eq!(country_name("ESP".parse().unwrap()), "Spain");
        assert_eq!(country_name("IGO".parse().unwrap()), "IGO");
    }
}
