//! Sentences with the PLOVER events they hold, in four shapes. The keys tell
//! them apart record by record; other keys are not looked at.
//!
//! - `event`: the published PLOVER gold records: `{"text", "event", "source":
//!   [{"actorText", "code"}], "target": [..]}`. Several sources without a
//!   target are a mutual act.
//! - `root`: a marked pair: `{"text", "marked", "source", "target", "root"}`,
//!   where `marked` has `<s>` and `<t>` around the words of the pair.
//! - `events`: `{"text", "events": []}`, `"kind": "hard"` where a word tempts.
//! - `quad`: `{"text", "quad": 1 to 4}`; 0 is left out: CAMEO's statements
//!   and appeals, of which many are REQUEST in PLOVER.
//!
//! A fifth is no JSON: sentences in IOB2 whose labels are `S` for the words of
//! the source, `T` for those of the target, `R` where the act is mutual.

use super::marks::unmark;
use super::{GoldFile, names};
use crate::EvalError;
use dateline_core::{EventType, Quad};
use serde_json::{Map, Value};
use std::ops::Range;

/// A sentence and what it holds.
#[derive(Debug, PartialEq)]
pub(crate) struct EventCase {
    pub text: String,
    pub gold: GoldEvents,
}

/// What a sentence holds.
#[derive(Debug, PartialEq)]
pub(crate) enum GoldEvents {
    /// An event between two sides.
    Typed(GoldEvent),
    /// An event of which only the sides are known.
    Roles(GoldEvent),
    /// An event of this class.
    Quad(Quad),
    /// Events or none, nothing else is known.
    Sentence { holds_event: bool, hard: bool },
}

/// A typed event.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct GoldEvent {
    /// None for a type that PLOVER 2.0 no longer has.
    pub class: Option<Class>,
    pub sources: Vec<Party>,
    pub targets: Vec<Party>,
    /// Everybody is an actor: sources and targets may change places.
    pub mutual: bool,
    /// Whether the record names countries, so that a dyad can be looked for.
    pub coded: bool,
}

/// What one side is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Party {
    /// Where it stands, in code points; none if the words are not in the text.
    pub spans: Vec<Range<usize>>,
    pub country: Option<String>,
}

/// An event type as the gold tells them apart: `YIELD` is CONCEDE or RETREAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Type(EventType),
    Yield,
}

impl Class {
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Type(event_type) => event_type.as_str(),
            Class::Yield => "YIELD",
        }
    }

    /// The type of this name, also of the older set of 18 types; `None` inside
    /// for one without a successor.
    fn parse(name: &str) -> Result<Option<Self>, String> {
        let event_type = match name.trim().to_ascii_uppercase().as_str() {
            "YIELD" => return Ok(Some(Class::Yield)),
            "CRIME" => return Ok(None),
            "DEMAND" => EventType::Request,
            "DISAPPROVE" | "INVESTIGATE" => EventType::Accuse,
            "FIGHT" => EventType::Assault,
            "REDUCE" => EventType::Sanction,
            other => other.parse().map_err(|error| format!("{error}"))?,
        };
        Ok(Some(Class::Type(event_type)))
    }
}

/// The cases of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<EventCase>, EvalError> {
    if !file.text.trim_start().starts_with(['{', '[']) {
        return Ok(names::iob2(file)?.into_iter().filter_map(roles).collect());
    }
    let mut cases = Vec::new();
    for (line, record) in file.records::<Map<String, Value>>()? {
        cases.extend(case(&record).map_err(|problem| file.problem(line, problem))?);
    }
    Ok(cases)
}

/// A sentence whose words are marked with their roles.
fn roles(sentence: names::Marked) -> Option<EventCase> {
    let mut starts = Vec::with_capacity(sentence.words.len());
    let mut at = 0; // code points
    for word in &sentence.words {
        starts.push(at);
        at += word.chars().count() + 1;
    }
    let mut event = GoldEvent::default();
    for (words, label) in sentence.names {
        let last = words.end - 1;
        let span = starts[words.start]..starts[last] + sentence.words[last].chars().count();
        let party = Party { spans: vec![span], country: None };
        match label.as_str() {
            "S" => event.sources.push(party),
            "T" => event.targets.push(party),
            _ => {
                event.mutual = true;
                event.sources.push(party);
            }
        }
    }
    let told = !event.sources.is_empty() || !event.targets.is_empty();
    told.then(|| EventCase { text: sentence.words.join(" "), gold: GoldEvents::Roles(event) })
}

fn case(record: &Map<String, Value>) -> Result<Option<EventCase>, String> {
    let mut text = string(record, "text")?.to_owned();
    let gold = if record.contains_key("event") {
        GoldEvents::Typed(gold_record(record, &text)?)
    } else if record.contains_key("root") {
        GoldEvents::Typed(pair(record, &mut text)?)
    } else if let Some(events) = record.get("events") {
        let events = events.as_array().ok_or("`events` is not a list")?;
        let hard = record.get("kind").and_then(Value::as_str) == Some("hard");
        GoldEvents::Sentence { holds_event: !events.is_empty(), hard }
    } else if let Some(quad) = record.get("quad") {
        match number(quad) {
            Some(0) => return Ok(None),
            Some(n) => match Quad::ALL.iter().find(|q| u64::from(q.number()) == n) {
                Some(&quad) => GoldEvents::Quad(quad),
                None => return Err(format!("`quad` is {n}, not one of 0 to 4")),
            },
            None => return Err("`quad` is not a number".to_owned()),
        }
    } else {
        return Err("none of the keys `event`, `root`, `events`, `quad` is there".to_owned());
    };
    Ok(Some(EventCase { text, gold }))
}

/// A record of the published gold file.
fn gold_record(record: &Map<String, Value>, text: &str) -> Result<GoldEvent, String> {
    let mut sources = parties(record, "source", text)?;
    let mut targets = parties(record, "target", text)?;
    let mutual = targets.is_empty() && sources.len() > 1;
    if mutual {
        targets = sources.split_off(1);
    }
    let coded = sources.iter().chain(&targets).any(|party| party.country.is_some());
    let class = Class::parse(string(record, "event")?)?;
    Ok(GoldEvent { class, sources, targets, mutual, coded })
}

fn parties(record: &Map<String, Value>, key: &str, text: &str) -> Result<Vec<Party>, String> {
    let list = match record.get(key) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::String(words)) => {
            let spans: Vec<_> = find(text, words).into_iter().collect();
            return Ok(if words.is_empty() {
                vec![]
            } else {
                vec![Party { spans, country: None }]
            });
        }
        Some(Value::Array(list)) => list.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        Some(_) => return Err(format!("`{key}` is not a list of actors")),
    };
    let party = |side: &Value| {
        let words = side.get("actorText").and_then(Value::as_str).unwrap_or_default();
        let code = side.get("code").and_then(Value::as_str).unwrap_or_default().trim();
        let known = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        Party {
            spans: find(text, words).into_iter().collect(),
            country: known.then(|| super::country(code)),
        }
    };
    Ok(list.iter().map(party).collect())
}

/// A marked pair; `text` becomes the marked text without its marks, so that
/// the marks point into it.
fn pair(record: &Map<String, Value>, text: &mut String) -> Result<GoldEvent, String> {
    let class = Class::parse(string(record, "root")?)?;
    let (sources, targets);
    if let Some(marked) = record.get("marked").and_then(Value::as_str) {
        let plain = unmark(marked)?;
        (*text, sources, targets) = (plain.text, plain.sources, plain.targets);
    } else {
        let named = |key| record.get(key).and_then(Value::as_str).and_then(|w| find(text, w));
        sources = named("source").into_iter().collect();
        targets = named("target").into_iter().collect();
    }
    let side = |spans: Vec<Range<usize>>| match spans.is_empty() {
        true => Vec::new(),
        false => vec![Party { spans, country: None }],
    };
    let (sources, targets) = (side(sources), side(targets));
    Ok(GoldEvent { class, sources, targets, ..GoldEvent::default() })
}

/// Where `words` first stand in `text`, in code points.
fn find(text: &str, words: &str) -> Option<Range<usize>> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let start = text[..text.find(words)?].chars().count();
    Some(start..start + words.chars().count())
}

fn string<'r>(record: &'r Map<String, Value>, key: &str) -> Result<&'r str, String> {
    match record.get(key) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("`{key}` is not a text")),
        None => Err(format!("missing field `{key}`")),
    }
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(record: &str) -> Result<Option<EventCase>, String> {
        let cases = read(&GoldFile::of(record)).map_err(|error| error.to_string())?;
        Ok(cases.into_iter().next())
    }

    fn typed(record: &str) -> GoldEvent {
        match one(record).unwrap().unwrap().gold {
            GoldEvents::Typed(event) => event,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_gold_record_has_countries_and_places() {
        let event = typed(
            r#"[{"text": "Été: Peru sued Chile.", "event": "INVESTIGATE",
                 "source": [{"actorText": "Peru", "code": "PER"}],
                 "target": [{"actorText": "Chile", "code": "***"}]}]"#,
        );
        assert_eq!(event.class, Some(Class::Type(EventType::Accuse)));
        assert_eq!(event.sources[0].spans.first(), Some(&(5..9)));
        assert_eq!(event.sources[0].country.as_deref(), Some("PER"));
        assert!(event.coded && !event.mutual && event.targets[0].country.is_none());
    }

    #[test]
    fn sources_without_a_target_are_mutual() {
        let event = typed(
            r#"{"text": "Japan and Italy met.", "event": "CONSULT", "source":
            [{"actorText": "Japan", "code": "JAP"}, {"actorText": "Italy", "code": "ITA"}]}"#
                .replace('\n', " ")
                .as_str(),
        );
        assert!(event.mutual);
        assert_eq!(event.sources[0].country.as_deref(), Some("JPN"));
        assert_eq!(event.targets[0].country.as_deref(), Some("ITA"));
    }

    #[test]
    fn marks_are_taken_out_and_point_into_the_text() {
        let record =
            r#"{"text":"x","marked":"«<t>The mayor</t>» fled <s>them</s>.","root":"YIELD"}"#;
        let case = one(record).unwrap().unwrap();
        assert_eq!(case.text, "«The mayor» fled them.");
        let event = typed(record);
        assert_eq!(event.class, Some(Class::Yield));
        assert_eq!((&event.targets[0].spans[0], &event.sources[0].spans[0]), (&(1..10), &(17..21)));
    }

    #[test]
    fn roles_of_words_point_into_the_sentence() {
        let text = "Peru B-S\nsued O\nSão B-T\nPaulo I-T\n. O\n\nThey B-R\nmet O\n";
        let cases = read(&GoldFile::of(text)).unwrap();
        assert_eq!((cases.len(), cases[0].text.as_str()), (2, "Peru sued São Paulo ."));
        let GoldEvents::Roles(first) = &cases[0].gold else { panic!("{:?}", cases[0]) };
        assert_eq!(first.sources[0].spans.first(), Some(&(0..4)));
        assert_eq!(first.targets[0].spans.first(), Some(&(10..19)));
        assert!(matches!(&cases[1].gold, GoldEvents::Roles(e) if e.mutual));
    }

    #[test]
    fn sentences_with_a_label_only() {
        let quad = one(r#"{"text":"x","quad":"4"}"#).unwrap().unwrap();
        assert_eq!(quad.gold, GoldEvents::Quad(Quad::MaterialConflict));
        assert_eq!(one(r#"{"text":"x","quad":0}"#), Ok(None));
        let none = one(r#"{"text":"x","events":[],"kind":"hard"}"#).unwrap().unwrap();
        assert_eq!(none.gold, GoldEvents::Sentence { holds_event: false, hard: true });
    }

    #[test]
    fn what_is_malformed_is_said_in_a_sentence() {
        let wrong = |record: &str| one(record).unwrap_err();
        assert!(wrong(r#"{"text":"x"}"#).starts_with("gold, line 1: none of the keys"));
        assert!(wrong(r#"{"quad":1}"#).ends_with("missing field `text`"));
        assert!(wrong(r#"{"text":"x","quad":7}"#).ends_with("not one of 0 to 4"));
        assert!(wrong(r#"{"text":"x","event":"WAVE"}"#).contains("`WAVE` is not a EventType"));
        assert!(
            wrong(r#"{"text":"x","marked":"<s>x","root":"AID"}"#).ends_with("leaves a mark open")
        );
    }
}
