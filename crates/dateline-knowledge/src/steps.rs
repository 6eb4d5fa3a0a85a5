//! `steps.tsv`: words that tell how far an agreement or a delivery has come.

use crate::{KnowledgeError, Predicate, Source, table};
use dateline_core::{AgreementStage, DeliveryStage};
use serde::Deserialize;
use std::collections::HashMap;

/// A rung of one of the ladders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rung {
    /// Of an agreement.
    Agreement(AgreementStage),
    /// Of a delivery.
    Delivery(DeliveryStage),
}

/// What a word tells of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepWord {
    /// How far.
    pub rung: Rung,
    /// Verb or noun.
    pub sort: Predicate,
    /// The words after the first.
    pub rest: Vec<String>,
    /// Which arguments are the agreement or the item: `object`, `second`,
    /// `subject`, or a preposition.
    pub object: Vec<String>,
    /// Of a delivery, whether the recipient does it.
    pub by_recipient: bool,
    /// Whether it gives its rung to what it governs.
    pub governs: bool,
}

/// The step words by their first word.
#[derive(Debug, Default)]
pub struct Steps {
    by_first: HashMap<String, Vec<StepWord>>,
}

#[derive(Deserialize)]
struct Row {
    ladder: String,
    stage: String,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
    sort: String,
    #[serde(deserialize_with = "table::parts")]
    object: Vec<String>,
    who: String,
    #[serde(deserialize_with = "table::yes")]
    governs: bool,
}

const FILE: &str = "steps.tsv";

impl Steps {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut steps = Self::default();
        for row in table::rows::<Row>(source, FILE)? {
            let rung = rung(&row)?;
            let sort = match row.sort.as_str() {
                "verb" => Predicate::Verb,
                "noun" => Predicate::Noun,
                other => return Err(malformed(format!("`{other}` is neither verb nor noun"))),
            };
            for words in &row.words {
                let mut parts = words.split(' ').map(str::to_owned);
                let first = parts.next().unwrap_or_default();
                let word = StepWord {
                    rung,
                    sort,
                    rest: parts.collect(),
                    object: row.object.clone(),
                    by_recipient: row.who == "recipient",
                    governs: row.governs,
                };
                steps.by_first.entry(first).or_default().push(word);
            }
        }
        // The longest first: "tear up" before "tear".
        for words in steps.by_first.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.rest.len()));
        }
        Ok(steps)
    }

    /// What `lemma` tells as its first word, the longest entries first.
    pub fn of(&self, lemma: &str) -> &[StepWord] {
        self.by_first.get(lemma).map_or(&[], Vec::as_slice)
    }
}

fn rung(row: &Row) -> Result<Rung, KnowledgeError> {
    match row.ladder.as_str() {
        "agreement" => row.stage.parse().map(Rung::Agreement).map_err(|e| malformed(e.to_string())),
        "delivery" => row.stage.parse().map(Rung::Delivery).map_err(|e| malformed(e.to_string())),
        other => Err(malformed(format!("`{other}` is no ladder"))),
    }
}

/// The error names no line: the row's words are in the message.
fn malformed(problem: String) -> KnowledgeError {
    KnowledgeError::Row { file: FILE.to_owned(), line: 0, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_rungs() {
        let steps = Steps::load(&Source::Embedded).unwrap();
        let [word] = steps.of("ratify") else { panic!() };
        assert_eq!(word.rung, Rung::Agreement(AgreementStage::Ratified));
        assert!(steps.of("enter").iter().any(|w| w.rest == ["into", "force"]));
        assert!(steps.of("request").iter().any(|w| w.by_recipient && w.governs));
        assert!(steps.of("dance").is_empty());
    }
}
