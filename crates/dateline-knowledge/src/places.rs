//! `places.tsv`, made by hand, and `cities.tsv`, from GeoNames: what a name of
//! a place can mean. Cities are many, so their rows stay text: sorted by name,
//! they are looked up where they lie, and cost nothing to load.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A town or city.
    City,
    /// A first-level region, a disputed area, a sea, a strait, a river.
    Region,
    /// A base, a crossing, a port, a plant.
    Point,
}

/// One thing that a name can mean.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPlace {
    /// The usual English name.
    pub name: String,
    /// What sort of place.
    pub kind: PlaceKind,
    /// ISO 3166 alpha-3; none of a sea or a disputed area.
    pub country: Option<String>,
    /// GeoNames' code of the first-level region.
    pub region: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number at GeoNames.
    pub geonames: Option<u32>,
    /// Inhabitants in thousands.
    pub people: u32,
}

/// Every place that is known, but countries.
#[derive(Debug, Default)]
pub struct Places {
    by_name: HashMap<String, Vec<KnownPlace>>,
    cities: Cow<'static, str>,
    /// Where its sorted rows begin.
    first_city: usize,
}

#[derive(Deserialize)]
struct Row {
    #[serde(deserialize_with = "table::parts")]
    names: Vec<String>,
    kind: PlaceKind,
    country: Option<String>,
    region: Option<String>,
    lat: f64,
    lon: f64,
    geonames: Option<u32>,
    people: Option<u32>,
}

impl Places {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let cities = source.text("cities.tsv")?;
        // The head, whose lines are not sorted, ends with the columns' names.
        let head = cities.find("name\ttitle").unwrap_or(0);
        let first_city = cities[head..].find('\n').map_or(cities.len(), |n| head + n + 1);
        let mut places = Self { cities, first_city, ..Self::default() };
        for row in table::rows::<Row>(source, "places.tsv")? {
            let Some(name) = row.names.first().cloned() else { continue };
            let place = KnownPlace {
                name,
                kind: row.kind,
                country: row.country,
                region: row.region.unwrap_or_default(),
                lat: row.lat,
                lon: row.lon,
                geonames: row.geonames,
                people: row.people.unwrap_or_default(),
            };
            for name in &row.names {
                places.by_name.entry(name.to_lowercase()).or_default().push(place.clone());
            }
        }
        Ok(places)
    }

    /// All that `name` can mean, the hand-made rows first, then the largest city.
    pub fn get(&self, name: &str) -> Vec<KnownPlace> {
        let name = name.to_lowercase().replace('’', "'");
        let mut found = self.by_name.get(&name).cloned().unwrap_or_default();
        found.extend(self.cities_named(&name));
        found
    }

    /// The rows of a name, by bisection of the sorted text.
    fn cities_named(&self, name: &str) -> Vec<KnownPlace> {
        let text = self.cities.as_ref();
        let line_at = |byte: usize| {
            let start =
                text.as_bytes()[..byte].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
            let end = text.as_bytes()[start..].iter().position(|&b| b == b'\n');
            (start, end.map_or(text.len(), |n| start + n))
        };
        let key = |line: &str| line.split('\t').next().unwrap_or_default().cmp(name);
        let mut low = self.first_city;
        let mut high = text.len();
        while low < high {
            let (start, end) = line_at(low + (high - low) / 2);
            if key(&text[start..end]).is_lt() {
                low = (end + 1).min(text.len());
            } else {
                high = start.max(low);
            }
        }
        let rows = text[low..].lines().take_while(|line| key(line).is_eq());
        rows.filter_map(city).collect()
    }
}

fn city(line: &str) -> Option<KnownPlace> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [name, title, country, region, lat, lon, geonames, people] = cells[..] else { return None };
    let title = if title.is_empty() { capitalised(name) } else { title.to_owned() };
    Some(KnownPlace {
        name: title,
        kind: PlaceKind::City,
        country: Some(country.to_owned()),
        region: region.to_owned(),
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
        geonames: geonames.parse().ok(),
        people: people.parse().ok()?,
    })
}

/// Every word with a capital, as Python's `title`.
fn capitalised(name: &str) -> String {
    let mut fresh = true;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if fresh {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        fresh = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_lie() {
        let places = Places::load(&Source::Embedded).unwrap();
        let countries = |name: &str| -> Vec<String> {
            places.get(name).into_iter().filter_map(|p| p.country).collect()
        };
        assert!(countries("Tripoli").contains(&"LBY".to_owned()));
        assert!(countries("Paris").contains(&"FRA".to_owned()));
        assert!(countries("Paris").contains(&"USA".to_owned()));
        assert_eq!(places.get("Havana")[0].name, "Havana");
        assert!(places.get("nowhere at all").is_empty() && places.get("").is_empty());
    }

    #[test]
    fn every_row_of_cities_is_well_formed_and_sorted() {
        let text = Source::Embedded.text("cities.tsv").unwrap();
        let rows = text.lines().filter(|l| !l.starts_with('#')).skip(1);
        let mut before = "";
        for line in rows {
            assert!(city(line).is_some(), "{line}");
            let name = line.split('\t').next().unwrap_or_default();
            assert!(before <= name, "{before} stands before {name}");
            before = name;
        }
    }
}
