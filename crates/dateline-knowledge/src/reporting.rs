//! `reporting.tsv`: the words by which a report attributes what it says, and
//! what each implies.

use crate::{KnowledgeError, Source, table};
use dateline_core::{Certainty, Stance};
use serde::{Deserialize, Deserializer};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

/// What the speaker does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Says it.
    Assertion,
    /// Says it against their interest.
    Admission,
    /// Says it to their glory.
    Boast,
    /// Makes known what was hidden.
    Leak,
    /// Says it so that others take care.
    Warning,
    /// Found it out.
    Finding,
    /// Holds it to be true.
    Belief,
    /// Says what to think of the thing the content names.
    Judgement,
    /// Wants others to do it.
    Demand,
    /// Says that they will do it, or will not.
    Intent,
    /// Would like it to be so.
    Wish,
    /// Says it is not so.
    Denial,
    /// Is not convinced.
    Doubt,
    /// Wants to know.
    Question,
    /// Says it will be so.
    Prediction,
}

impl Act {
    /// The stance of a claim made by this act.
    pub fn stance(self) -> Stance {
        match self {
            Act::Denial => Stance::Denies,
            Act::Doubt => Stance::Doubts,
            Act::Question => Stance::Asks,
            Act::Prediction => Stance::Predicts,
            _ => Stance::Asserts,
        }
    }
}

/// What can be the content of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Complement {
    /// A clause, with or without "that".
    That,
    /// A quotation; such a cue can also stand in or after its content.
    Quote,
    /// An indirect question.
    Wh,
    /// An infinitive.
    To,
    /// A gerund.
    Ing,
    /// A noun phrase and what follows it.
    Np,
    /// An infinitive after the passive: "is said to".
    Passive,
}

impl FromStr for Complement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "that" => Self::That,
            "quote" => Self::Quote,
            "wh" => Self::Wh,
            "to" => Self::To,
            "ing" => Self::Ing,
            "np" => Self::Np,
            "passive" => Self::Passive,
            _ => return Err(format!("`{text}` is not a complement")),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Phrase,
    Document,
    Venue,
    Time,
    Unit,
}

/// A word or phrase that attributes.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportingCue {
    /// The lemma and its particle, or the phrase.
    pub cue: String,
    kind: Kind,
    /// What the speaker does.
    pub act: Act,
    #[serde(deserialize_with = "table::parts")]
    takes: Vec<Complement>,
    #[serde(deserialize_with = "is_object")]
    hearer: bool,
    #[serde(deserialize_with = "certainty")]
    certainty: Option<Certainty>,
    #[serde(deserialize_with = "is_yes")]
    factive: bool,
}

impl ReportingCue {
    /// Whether this can be its content.
    pub fn takes(&self, complement: Complement) -> bool {
        self.takes.contains(&complement)
    }

    /// Whether a hearer can stand between cue and content: "told reporters that".
    pub fn takes_hearer(&self) -> bool {
        self.hearer
    }

    /// What the cue itself says about the speaker's certainty.
    pub fn certainty(&self) -> Option<Certainty> {
        self.certainty
    }

    /// Whether who uses the cue takes the content to be true.
    pub fn is_factive(&self) -> bool {
        self.factive
    }

    /// The words after the first.
    pub fn particle(&self) -> impl Iterator<Item = &str> {
        self.cue.split(' ').skip(1)
    }
}

/// The table.
#[derive(Debug)]
pub struct Reporting {
    /// By the first word; those of more words first.
    verbs: HashMap<String, Vec<ReportingCue>>,
    /// Adverbs and phrases, likewise.
    phrases: HashMap<String, Vec<ReportingCue>>,
    nouns: HashMap<String, ReportingCue>,
    adjectives: HashMap<String, ReportingCue>,
    documents: HashSet<String>,
    venues: HashSet<String>,
    times: HashSet<String>,
    units: HashSet<String>,
    plain: ReportingCue,
}

impl Reporting {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut reporting = Self {
            verbs: HashMap::new(),
            phrases: HashMap::new(),
            nouns: HashMap::new(),
            adjectives: HashMap::new(),
            documents: HashSet::new(),
            venues: HashSet::new(),
            times: HashSet::new(),
            units: HashSet::new(),
            plain: ReportingCue {
                cue: String::new(),
                kind: Kind::Verb,
                act: Act::Assertion,
                takes: Vec::new(),
                hearer: false,
                certainty: None,
                factive: false,
            },
        };
        for row in table::rows::<ReportingCue>(source, "reporting.tsv")? {
            reporting.add(row);
        }
        for cues in reporting.verbs.values_mut().chain(reporting.phrases.values_mut()) {
            cues.sort_by_key(|cue| std::cmp::Reverse(cue.particle().count()));
        }
        Ok(reporting)
    }

    fn add(&mut self, row: ReportingCue) {
        match row.kind {
            Kind::Verb | Kind::Adverb | Kind::Phrase => {
                let first = row.cue.split(' ').next().unwrap_or_default().to_owned();
                let cues = if row.kind == Kind::Verb { &mut self.verbs } else { &mut self.phrases };
                cues.entry(first).or_default().push(row);
            }
            Kind::Noun => {
                self.nouns.insert(row.cue.clone(), row);
            }
            Kind::Adjective => {
                self.adjectives.insert(row.cue.clone(), row);
            }
            Kind::Document => {
                self.documents.insert(row.cue);
            }
            Kind::Venue => {
                self.venues.insert(row.cue);
            }
            Kind::Time => {
                self.times.insert(row.cue);
            }
            Kind::Unit => {
                self.units.insert(row.cue);
            }
        }
    }

    /// The cues that begin with a verb of this lemma, the longest first.
    pub fn verbs(&self, lemma: &str) -> &[ReportingCue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The adverbs and phrases that begin with this lowercase word, the longest
    /// first.
    pub fn phrases(&self, word: &str) -> &[ReportingCue] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// The cue that a noun of this lemma is.
    pub fn noun(&self, lemma: &str) -> Option<&ReportingCue> {
        self.nouns.get(lemma)
    }

    /// The cue that an adjective of this lemma is: "sure".
    pub fn adjective(&self, lemma: &str) -> Option<&ReportingCue> {
        self.adjectives.get(lemma)
    }

    /// A cue that the table lacks: it says nothing but that somebody said something.
    pub fn plain(&self) -> &ReportingCue {
        &self.plain
    }

    /// Whether a noun of this lemma names a text that can speak.
    pub fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }

    /// Whether this lowercase word is a time of its own: "Tuesday", "yesterday".
    pub fn is_time(&self, word: &str) -> bool {
        self.times.contains(word)
    }

    /// Whether a noun of this lemma measures time: "week".
    pub fn is_time_unit(&self, lemma: &str) -> bool {
        self.units.contains(lemma)
    }

    /// Whether things are said "in a" noun of this lemma.
    pub fn is_venue(&self, lemma: &str) -> bool {
        self.venues.contains(lemma)
    }
}

fn is_yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    flag(deserializer, "yes")
}

fn is_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    flag(deserializer, "object")
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D, word: &str) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "" => Ok(false),
        cell if cell == word => Ok(true),
        cell => Err(serde::de::Error::custom(format!("`{cell}` is neither empty nor `{word}`"))),
    }
}

fn certainty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Certainty>, D::Error> {
    let cell = String::deserialize(deserializer)?;
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Verbs;

    #[test]
    fn every_reporting_verb_has_its_forms() {
        let reporting = Reporting::load(&Source::Embedded).unwrap();
        let verbs = Verbs::load(&Source::Embedded).unwrap();
        for lemma in reporting.verbs.keys() {
            assert!(!verbs.readings(lemma).is_empty(), "{lemma} is not in verbs.tsv");
        }
    }

    #[test]
    fn the_longest_cue_comes_first() {
        let reporting = Reporting::load(&Source::Embedded).unwrap();
        let cues: Vec<_> = reporting.verbs("call").iter().map(|c| c.cue.as_str()).collect();
        assert_eq!(cues.last(), Some(&"call"));
        assert!(cues.contains(&"call for"));
    }

    #[test]
    fn the_act_gives_the_stance() {
        let reporting = Reporting::load(&Source::Embedded).unwrap();
        assert_eq!(reporting.verbs("deny")[0].act.stance(), Stance::Denies);
        assert_eq!(reporting.verbs("say")[0].act.stance(), Stance::Asserts);
        assert!(reporting.noun("claim").is_some() && reporting.is_document("memo"));
    }
}
