//! `frames/<type>.toml`: predicates, their arguments, and the events they make.
//!
//! The head of each file documents its type; the fields are those of
//! [`Frame`]. Lookup is by the first word of a predicate.

use crate::{Classes, KnowledgeError, Source};
use dateline_core::{AgreementStage, DeliveryStage, EventType, Mode, Sector, Status};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Slot {
    /// Before the verb; of a noun, its possessor, "by" phrase or the subject
    /// of the light verb that governs it.
    Subject,
    /// After the verb; of a noun, its "of" phrase.
    Object,
    /// Whoever says the sentence.
    Speaker,
    /// After this preposition.
    After(String),
}

impl From<String> for Slot {
    fn from(text: String) -> Self {
        match text.as_str() {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "speaker" => Slot::Speaker,
            _ => Slot::After(text),
        }
    }
}

/// What a predicate makes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Its name within the type.
    pub id: String,
    /// The type of event.
    #[serde(skip, default = "agree")]
    pub event_type: EventType,
    /// Verbs as lemmas, with the words that follow them: "carry out".
    #[serde(default)]
    verbs: Vec<String>,
    /// Nouns as lemmas, two-word terms allowed; a plural fits the plural only.
    #[serde(default)]
    nouns: Vec<String>,
    /// Predicate adjectives: "ready".
    #[serde(default)]
    adjectives: Vec<String>,
    /// The object must hold one of these: a noun anywhere in it, a class of
    /// nouns as its head (`@troops`), or such a class anywhere (`~talks`).
    #[serde(default)]
    pub object: Vec<String>,
    /// The object must hold none of these.
    #[serde(default)]
    pub not_object: Vec<String>,
    /// A phrase after a preposition other than "of" must hold one of these.
    #[serde(default)]
    pub with: Vec<String>,
    /// Where the actor stands: the first filled slot counts.
    #[serde(default = "subject")]
    pub actor: Vec<Slot>,
    /// Where the recipient stands: the first filled slot counts.
    #[serde(default = "object")]
    pub recipient: Vec<Slot>,
    /// "give Ukraine missiles": the first of two objects is the recipient.
    #[serde(default)]
    pub ditransitive: bool,
    /// Both sides are actors.
    #[serde(default)]
    pub reciprocal: bool,
    /// How many actors and recipients there must be at least.
    #[serde(default = "one")]
    pub parties: usize,
    /// An actor must be of one of these sectors.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// No actor may be of these sectors.
    #[serde(default)]
    pub sectors_not: Vec<Sector>,
    /// PLOVER modes.
    #[serde(default)]
    pub modes: Vec<Mode>,
    /// The status of what its complement tells ("threaten to supply"), which
    /// becomes an event within this one.
    pub complement: Option<Status>,
    /// It makes nothing without a complement that tells an event.
    #[serde(default)]
    pub complement_required: bool,
    /// The complement must tell one of these; empty: any.
    #[serde(default)]
    pub complement_types: Vec<EventType>,
    /// The mode that a complement of a type gives.
    #[serde(default)]
    pub complement_modes: BTreeMap<EventType, Mode>,
    /// The type that a complement of a type makes it: who vows to attack
    /// threatens.
    #[serde(default)]
    pub complement_turns: BTreeMap<EventType, EventType>,
    /// Its object is the subject of its complement ("urge Russia to leave").
    #[serde(default)]
    pub object_control: bool,
    /// The step it is for an agreement that it speaks of.
    pub agreement: Option<AgreementStage>,
    /// The step it is for a delivery that it speaks of.
    pub delivery: Option<DeliveryStage>,
    /// How often it is right where its conditions hold: 0 to 1.
    #[serde(default = "usual")]
    pub confidence: f32,
}

impl Frame {
    /// Type and id: "support.ratify".
    pub fn name(&self) -> String {
        format!("{}.{}", self.event_type.as_str().to_lowercase(), self.id)
    }
}

fn agree() -> EventType {
    EventType::Agree
}
fn subject() -> Vec<Slot> {
    vec![Slot::Subject]
}
fn object() -> Vec<Slot> {
    vec![Slot::Object]
}
fn one() -> usize {
    1
}
fn usual() -> f32 {
    0.7
}

/// What holds for all frames of a type.
#[derive(Debug, Clone, Default)]
pub struct TypeRules {
    /// Told as future, the record is of this type and the act stays within it.
    pub future: Option<EventType>,
    /// The mode such a record gets.
    pub future_mode: Option<Mode>,
    /// Told as future and negated ("will not release"), the record is of this type.
    pub refused: Option<EventType>,
    /// The mode such a record gets.
    pub refused_mode: Option<Mode>,
    /// Words near the predicate that give a mode.
    pub instruments: Vec<(Mode, Vec<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "type")]
    event_type: EventType,
    future: Option<EventType>,
    future_mode: Option<Mode>,
    refused: Option<EventType>,
    refused_mode: Option<Mode>,
    frame: Vec<Frame>,
    #[serde(default)]
    instruments: BTreeMap<Mode, Vec<String>>,
}

/// What sort of word a predicate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Predicate {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicate adjective.
    Adjective,
}

/// One predicate of a frame.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The words that follow the first.
    pub rest: Vec<String>,
    /// The frame's place in [`Frames::all`].
    pub frame: usize,
}

/// Every frame.
#[derive(Debug)]
pub struct Frames {
    /// The frames, by type and in file order.
    pub all: Vec<Frame>,
    rules: HashMap<EventType, TypeRules>,
    /// By "type.id".
    names: HashMap<String, usize>,
    index: HashMap<Predicate, HashMap<String, Vec<Entry>>>,
}

impl Frames {
    pub(crate) fn load(source: &Source, classes: &Classes) -> Result<Self, KnowledgeError> {
        let mut frames = Self {
            all: Vec::new(),
            rules: HashMap::new(),
            names: HashMap::new(),
            index: HashMap::new(),
        };
        for &event_type in EventType::ALL {
            let name = format!("frames/{}.toml", event_type.as_str().to_lowercase());
            let text = source.text(&name)?;
            let bad = |line: usize, problem: String| KnowledgeError::Row {
                file: name.clone(),
                line: line as u64,
                problem,
            };
            let file: File = toml::from_str(&text).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                bad(1 + text[..at].matches('\n').count(), error.message().to_owned())
            })?;
            if file.event_type != event_type {
                return Err(bad(1, format!("type is {}", file.event_type)));
            }
            let rules = TypeRules {
                future: file.future,
                future_mode: file.future_mode,
                refused: file.refused,
                refused_mode: file.refused_mode,
                instruments: file.instruments.into_iter().collect(),
            };
            frames.rules.insert(event_type, rules);
            for mut frame in file.frame {
                frame.event_type = event_type;
                if let Some(problem) = problem_of(&frame, classes) {
                    return Err(bad(0, format!("frame {}: {problem}", frame.id)));
                }
                frames.add(frame);
            }
        }
        Ok(frames)
    }

    fn add(&mut self, frame: Frame) {
        let at = self.all.len();
        self.names.insert(frame.name(), at);
        for (kind, predicates) in [
            (Predicate::Verb, &frame.verbs),
            (Predicate::Noun, &frame.nouns),
            (Predicate::Adjective, &frame.adjectives),
        ] {
            let index = self.index.entry(kind).or_default();
            for predicate in predicates {
                let mut words = predicate.split_whitespace().map(str::to_owned);
                let Some(first) = words.next() else { continue };
                let entry = Entry { rest: words.collect(), frame: at };
                index.entry(first).or_default().push(entry);
            }
        }
        self.all.push(frame);
    }

    /// The predicates that begin with this lemma.
    pub fn starting(&self, kind: Predicate, first: &str) -> &[Entry] {
        self.index.get(&kind).and_then(|index| index.get(first)).map_or(&[], Vec::as_slice)
    }

    /// The frame with this [`Frame::name`].
    pub fn named(&self, name: &str) -> Option<&Frame> {
        self.names.get(name).map(|&at| &self.all[at])
    }

    /// What holds for all frames of a type.
    pub fn rules(&self, event_type: EventType) -> &TypeRules {
        &self.rules[&event_type]
    }

    /// The first words of all verb predicates.
    pub fn verbs(&self) -> impl Iterator<Item = &str> {
        self.index.get(&Predicate::Verb).into_iter().flat_map(|i| i.keys()).map(String::as_str)
    }
}

/// What is wrong with a frame that parses.
fn problem_of(frame: &Frame, classes: &Classes) -> Option<String> {
    let named = frame.object.iter().chain(&frame.not_object).chain(&frame.with);
    for class in named.filter_map(|word| word.strip_prefix(['@', '~'])) {
        if classes.words(class).is_none() {
            return Some(format!("no class `{class}` in classes.tsv"));
        }
    }
    let foreign = frame.modes.iter().find(|m| !frame.event_type.modes().contains(m))?;
    Some(format!("{} has no mode {foreign}", frame.event_type))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    #[test]
    fn every_verb_is_known_to_the_tagger() {
        let knowledge = Knowledge::embedded();
        let auxiliary = ["be", "must", "should", "need", "have"];
        let unknown: Vec<&str> = knowledge
            .frames
            .verbs()
            .filter(|verb| knowledge.verbs.readings(verb).is_empty() && !auxiliary.contains(verb))
            .collect();
        assert!(unknown.is_empty(), "not in verbs.tsv: {unknown:?}");
    }

    #[test]
    fn names_are_told_once_and_every_type_has_frames() {
        let frames = &Knowledge::embedded().frames;
        assert_eq!(frames.names.len(), frames.all.len(), "two frames of a type share an id");
        for event_type in EventType::ALL {
            assert!(frames.all.iter().any(|f| f.event_type == *event_type), "{event_type}");
        }
    }

    #[test]
    fn a_bad_file_is_named_with_its_line() {
        let dir = std::env::temp_dir().join(format!("dateline-frames-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("frames")).unwrap();
        let text = "type = \"AID\"\n[[frame]]\nid = \"x\"\nverb = [\"give\"]\n";
        std::fs::write(dir.join("frames/aid.toml"), text).unwrap();
        let error = Knowledge::from_dir(&dir).unwrap_err().to_string();
        std::fs::remove_dir_all(&dir).unwrap();
        assert!(error.starts_with("frames/aid.toml, line 4"), "{error}");
    }
}
