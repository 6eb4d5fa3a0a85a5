//! Dictionaries that users bring along: actors and agents in the format of
//! PETRARCH and TABARI, or as tables like our own. Their names outrank ours.

mod codes;
mod petrarch;

use crate::agents::{self, Agent, AgentKind};
use crate::names::Meaning;
use crate::organisations::{self, Organisation};
use crate::people::{self, Office, Person};
use crate::{Knowledge, KnowledgeError, table};
use codes::{Codes, Meant};
use dateline_core::{Country, Sector};
use petrarch::{Dated, Entry};
use std::path::Path;

/// What came of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Added {
    /// How many entries were taken in.
    pub entries: usize,
    /// Lines that could not be used, with the reason.
    pub left_out: Vec<(u64, String)>,
}

impl Added {
    /// An error if nothing of the file could be used.
    fn checked(self, file: &str) -> Result<Self, KnowledgeError> {
        if self.entries > 0 {
            return Ok(self);
        }
        let (line, problem) = self.left_out.into_iter().next().unwrap_or_else(|| {
            (
                1,
                "the file holds no entry, neither of a PETRARCH dictionary nor of a table"
                    .to_owned(),
            )
        });
        Err(KnowledgeError::Row { file: file.to_owned(), line, problem })
    }
}

impl Knowledge {
    /// Takes in actors: a PETRARCH dictionary, or a table with the columns of
    /// `organisations.tsv` or `people.tsv`.
    ///
    /// # Errors
    /// If the file cannot be read, a row of a table is malformed, or nothing of
    /// a dictionary can be used.
    pub fn add_actors(&mut self, path: &Path) -> Result<Added, KnowledgeError> {
        let (text, file) = read(path)?;
        match header(&text) {
            Some(columns) if columns.contains(&"from") => {
                let rows = table::rows_of(&text, &file)?;
                let entries = rows.len();
                people::outrank(&rows, &mut self.names);
                people::add(rows, &mut self.people, &mut self.names);
                Ok(Added { entries, ..Added::default() })
            }
            Some(_) => {
                let rows: Vec<Organisation> = table::rows_of(&text, &file)?;
                let entries = rows.len();
                organisations::outrank(&rows, &mut self.names);
                organisations::add(rows, &mut self.organisations, &mut self.names);
                Ok(Added { entries, ..Added::default() })
            }
            None => self.add_entries(&text).and_then(|added| added.checked(&file)),
        }
    }

    /// Takes in agents: a PETRARCH dictionary, or a table with the columns of
    /// `agents.tsv`.
    ///
    /// # Errors
    /// If the file cannot be read, a row of a table is malformed, or nothing of
    /// a dictionary can be used.
    pub fn add_agents(&mut self, path: &Path) -> Result<Added, KnowledgeError> {
        let (text, file) = read(path)?;
        if header(&text).is_some() {
            let rows: Vec<Agent> = table::rows_of(&text, &file)?;
            let entries = rows.len();
            agents::outrank(&rows, &mut self.names);
            agents::add(rows, &mut self.agents, &mut self.names);
            return Ok(Added { entries, ..Added::default() });
        }
        self.add_nouns(&text)?.checked(&file)
    }

    fn add_entries(&mut self, text: &str) -> Result<Added, KnowledgeError> {
        let codes = Codes::load(&self.countries)?;
        let (entries, left_out) = petrarch::parse(text);
        let mut added = Added { left_out, ..Added::default() };
        let mut told = Vec::new();
        for entry in &entries {
            let meant: Vec<(&Dated, Meant)> =
                entry.codes.iter().filter_map(|d| Some((d, codes.meaning(&d.code)?))).collect();
            match meant.iter().find_map(|(_, meant)| meant.country) {
                Some(country) => told.push((entry, self.actor(country, meant))),
                None => added.left_out.push(entry.unknown()),
            }
        }
        added.entries = told.len();
        // All are forgotten before any is added, so that two entries of the
        // dictionary may share a name.
        for (entry, actor) in &told {
            for name in &entry.names {
                if !self.is_known_as(&name.text, actor) {
                    self.names.forget(&name.text);
                }
            }
        }
        for (entry, actor) in told {
            self.add_actor(entry, actor);
        }
        Ok(added)
    }

    /// What kind of row an entry becomes. Dictionaries do not tell persons from
    /// bodies: somebody who was in office from one day to another is a person.
    fn actor(&self, country: Country, meant: Vec<(&Dated, Meant)>) -> UserActor {
        const OFFICES: [Sector; 7] = [
            Sector::Gov,
            Sector::Eli,
            Sector::Leg,
            Sector::Jud,
            Sector::Mil,
            Sector::Opp,
            Sector::Spy,
        ];
        let has_dates = meant.iter().any(|(d, _)| !d.from.is_empty() || !d.until.is_empty());
        let holds_office = |(_, m): &(&Dated, Meant)| m.sectors.iter().any(|s| OFFICES.contains(s));
        if meant.iter().all(|(_, meant)| meant.sectors.is_empty())
            && let Some(state) = self.countries.iter().position(|s| s.code == country)
        {
            return UserActor::State(state);
        }
        if !has_dates || !meant.iter().any(holds_office) {
            let sectors = meant.into_iter().next_back().map(|(_, meant)| meant.sectors);
            return UserActor::Body(country, sectors.unwrap_or_default());
        }
        let mut offices: Vec<Office> = meant
            .into_iter()
            .map(|(dated, meant)| Office {
                country: meant.country.unwrap_or(country),
                sectors: meant.sectors,
                title: String::new(),
                from: dated.from.clone(),
                until: dated.until.clone(),
            })
            .collect();
        offices.sort_by(|a, b| a.from.cmp(&b.from));
        UserActor::Person(offices)
    }

    /// Whether the name means this state already, perhaps as its capital.
    fn is_known_as(&self, name: &str, actor: &UserActor) -> bool {
        let UserActor::State(state) = actor else { return false };
        let code = self.countries[*state].code;
        self.names.meanings(name).iter().any(|meaning| match *meaning {
            Meaning::Country(i)
            | Meaning::Adjective(i)
            | Meaning::People(i)
            | Meaning::Capital(i)
            | Meaning::Seat(i)
            | Meaning::Place(i) => self.countries[i].code == code,
            _ => false,
        })
    }

    fn add_actor(&mut self, entry: &Entry, actor: UserActor) {
        let usual = entry.names[0].text.clone();
        let meaning = match actor {
            UserActor::State(state) => Meaning::Country(state),
            UserActor::Body(country, sectors) => {
                self.organisations.push(Organisation::named(usual, country, sectors));
                Meaning::Organisation(self.organisations.len() - 1)
            }
            UserActor::Person(offices) => {
                self.people.push(Person::new(usual, offices));
                Meaning::Person(self.people.len() - 1)
            }
        };
        for name in &entry.names {
            let known = matches!(meaning, Meaning::Country(state)
                if self.is_known_as(&name.text, &UserActor::State(state)));
            if !known {
                self.names.add(&name.text, meaning);
            }
        }
        if let Meaning::Person(i) = meaning {
            let surname = self.people[i].surname.clone();
            self.names.add(&surname, Meaning::Surname(i));
        }
    }

    fn add_nouns(&mut self, text: &str) -> Result<Added, KnowledgeError> {
        let codes = Codes::load(&self.countries)?;
        let (entries, left_out) = petrarch::parse(text);
        let mut added = Added { left_out, ..Added::default() };
        for entry in &entries {
            let meant = entry.codes.iter().find_map(|d| codes.meaning(&d.code));
            let Some(meant) = meant.filter(|meant| !meant.sectors.is_empty()) else {
                added.left_out.push(entry.unknown());
                continue;
            };
            added.entries += 1;
            // A noun that we know keeps its kind; the dictionary gives its sectors.
            let known = entry.names.iter().flat_map(|name| self.names.meanings(&name.text));
            let known = known.into_iter().find_map(|meaning| match meaning {
                Meaning::Agent(i) | Meaning::Agents(i) => Some(self.agents[i].clone()),
                _ => None,
            });
            let (kind, title) = known.map_or((AgentKind::Person, false), |a| (a.kind, a.title));
            let agent = self.agents.len();
            self.agents.push(Agent::meaning(kind, meant.sectors, title));
            let plurals: Vec<String> =
                entry.names.iter().flat_map(petrarch::Name::plurals).collect();
            for name in entry.names.iter().map(|name| &name.text).chain(&plurals) {
                self.names.forget(name);
            }
            for plural in &plurals {
                self.names.add_common(plural, Meaning::Agents(agent));
            }
            // A set may hold plurals beside their singulars: MAN, MEN.
            for name in entry.names.iter().filter(|name| !plurals.contains(&name.text)) {
                self.names.add_common(&name.text, Meaning::Agent(agent));
            }
        }
        Ok(added)
    }
}

/// What an entry of a dictionary becomes.
enum UserActor {
    /// A state, by its row.
    State(usize),
    Body(Country, Vec<Sector>),
    Person(Vec<Office>),
}

/// The file's text; bytes that are no UTF-8 are replaced, as old dictionaries
/// mix encodings.
fn read(path: &Path) -> Result<(String, String), KnowledgeError> {
    let bytes = std::fs::read(path)
        .map_err(|error| KnowledgeError::Read { path: path.to_owned(), error })?;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), path.display().to_string()))
}

/// The columns, if the text is a table of ours.
fn header(text: &str) -> Option<Vec<&str>> {
    let first = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty())?;
    let columns: Vec<&str> = first.split('\t').collect();
    matches!(columns[0], "name" | "kind" | "id").then_some(columns)
}

#[cfg(test)]
mod tests;
