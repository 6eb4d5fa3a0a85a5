//! `people.tsv`: persons and the offices they held, and when.

use crate::names::{Meaning, Names};
use crate::{KnowledgeError, Source, table};
use dateline_core::{Country, Sector};
use serde::Deserialize;
use std::collections::HashMap;

/// A person of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The lasting identifier; somebody of a user's table may have none.
    pub id: Option<String>,
    /// The item of Wikidata, if somebody has checked it.
    pub wikidata: Option<String>,
    /// The usual full name.
    pub name: String,
    /// The name by which a report goes on to call somebody.
    pub surname: String,
    /// Whether "she" can mean this person; "he" can otherwise.
    pub female: bool,
    /// The offices, earliest first.
    pub offices: Vec<Office>,
}

/// What somebody was, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// For which state or body.
    pub country: Country,
    /// PLOVER sectors, most telling first.
    pub sectors: Vec<Sector>,
    /// What the office is called.
    pub title: String,
    /// First day or year, ISO 8601; empty if unknown.
    pub from: String,
    /// Last day or year; empty if it is still held.
    pub until: String,
}

#[derive(Deserialize)]
pub(crate) struct Row {
    #[serde(default, deserialize_with = "table::id")]
    id: Option<String>,
    #[serde(default, deserialize_with = "table::wikidata")]
    wikidata: Option<String>,
    name: String,
    #[serde(deserialize_with = "table::parts")]
    aliases: Vec<String>,
    country: Country,
    #[serde(deserialize_with = "table::parts")]
    sectors: Vec<Sector>,
    title: String,
    from: String,
    until: String,
    gender: String,
}

impl Person {
    /// Somebody of whose sex nothing is known.
    pub(crate) fn new(name: String, offices: Vec<Office>) -> Self {
        let country = offices.first().map_or("", |office| office.country.as_str());
        let surname = surname(&name, country);
        Self { id: None, wikidata: None, name, surname, female: false, offices }
    }

    /// The office held on `date` and whether it was held then. Without a date
    /// it is the one that ended last, and taken as held.
    pub fn office(&self, date: Option<&str>) -> (&Office, bool) {
        let end = |o: &&Office| if o.until.is_empty() { "~" } else { &o.until }.to_owned();
        let Some(date) = date else {
            // Cannot fail: a person is made with an office.
            return (self.offices.iter().max_by_key(end).unwrap_or(&self.offices[0]), true);
        };
        // As dates are written, their order is that of their letters; a year
        // alone stands for all its days.
        let held = |o: &&Office| {
            o.from.as_str() <= date && (o.until.is_empty() || date <= until_end(&o.until).as_str())
        };
        if let Some(office) = self.offices.iter().rev().find(held) {
            return (office, true);
        }
        let before = self.offices.iter().rev().find(|o| o.from.as_str() <= date);
        (before.unwrap_or(&self.offices[0]), false)
    }

    /// Whether every office of the table lies after `date`.
    pub fn is_before_office(&self, date: Option<&str>) -> bool {
        date.is_some_and(|date| self.offices.iter().all(|o| o.from.as_str() > date))
    }
}

/// The last moment a date stands for.
fn until_end(until: &str) -> String {
    format!("{until}~")
}

/// The last name, or the first where the family name comes first.
fn surname(name: &str, country: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let family_first = matches!(country, "CHN" | "PRK" | "KOR" | "TWN" | "HKG");
    let mut own =
        words.iter().filter(|w| !matches!(**w, "Jr." | "Jr" | "II" | "III" | "VI" | "XIV"));
    let word = if family_first { words.first() } else { own.next_back() };
    word.copied().unwrap_or(name).to_owned()
}

pub(crate) fn load(source: &Source, names: &mut Names) -> Result<Vec<Person>, KnowledgeError> {
    let mut people = Vec::new();
    add(table::rows(source, "people.tsv")?, &mut people, names);
    Ok(people)
}

/// Takes what the rows call persons from whoever was called so.
pub(crate) fn outrank(rows: &[Row], names: &mut Names) {
    let called = rows.iter().flat_map(|row| std::iter::once(&row.name).chain(&row.aliases));
    called.for_each(|name| names.forget(name));
}

/// Adds rows to those there are.
pub(crate) fn add(rows: Vec<Row>, people: &mut Vec<Person>, names: &mut Names) {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let i = *by_name.entry(row.name.clone()).or_insert(people.len());
        if i == people.len() {
            names.add(&row.name, Meaning::Person(i));
            let surname = surname(&row.name, row.country.as_str());
            if surname != row.name {
                names.add(&surname, Meaning::Surname(i));
            }
            let female = row.gender == "f";
            let (id, wikidata) = (row.id, row.wikidata);
            people.push(Person { id, wikidata, name: row.name, surname, female, offices: vec![] });
        }
        for alias in &row.aliases {
            names.add(alias, Meaning::Person(i));
        }
        people[i].offices.push(Office {
            country: row.country,
            sectors: row.sectors,
            title: row.title,
            from: row.from,
            until: row.until,
        });
        // A table may list the office best known first.
        people[i].offices.sort_by(|a, b| a.from.cmp(&b.from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        let office = |title: &str, from: &str, until: &str| Office {
            country: "FRA".parse().unwrap(),
            sectors: vec![Sector::Gov],
            title: title.to_owned(),
            from: from.to_owned(),
            until: until.to_owned(),
        };
        let offices = vec![office("minister", "2001", "2004-05"), office("president", "2010", "")];
        Person { female: true, ..Person::new("Anne Test".into(), offices) }
    }

    #[test]
    fn the_office_is_that_of_the_day() {
        let person = person();
        for (date, title, held) in [
            ("2000-01-01", "minister", false),
            ("2001-03-01", "minister", true),
            ("2004-05-31", "minister", true),
            ("2004-06-01", "minister", false),
            ("2020-01-01T10:00:00Z", "president", true),
        ] {
            let (office, is_held) = person.office(Some(date));
            assert_eq!((office.title.as_str(), is_held), (title, held), "{date}");
        }
        assert!(person.is_before_office(Some("2000-01-01")));
        assert!(person.office(None).1);
    }

    #[test]
    fn the_family_name_comes_first_in_east_asia() {
        assert_eq!(surname("Xi Jinping", "CHN"), "Xi");
        assert_eq!(surname("Ferdinand Marcos Jr.", "PHL"), "Marcos");
    }
}
