//! Factuality: JSON lines of sentences with judged predicates.
//!
//! `{"id": "uw-dev-0", "text", "events": [{"span": [start, end], "score"}]}`,
//! spans in code points, scores from -3 (certainly not) to 3 (certainly). The
//! id begins with the corpus, whose way to use the scale is followed; others
//! are taken as `uw`.

use super::GoldFile;
use crate::EvalError;
use dateline_read::Scale;
use serde::Deserialize;
use std::ops::Range;

/// A sentence with its judged predicates.
#[derive(Debug)]
pub(crate) struct Judged {
    pub text: String,
    pub scale: Scale,
    /// Bytes, and the annotators' score.
    pub events: Vec<(Range<usize>, f64)>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: String,
    text: String,
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    span: [usize; 2],
    score: f64,
}

/// The records of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<Judged>, EvalError> {
    let records = file.records::<Record>()?.into_iter();
    records.map(|(line, record)| judged(record).map_err(|told| file.problem(line, told))).collect()
}

fn judged(record: Record) -> Result<Judged, String> {
    let mut bytes: Vec<usize> = record.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(record.text.len());
    let event = |Event { span: [start, end], score }| {
        if !(-3.0..=3.0).contains(&score) {
            return Err(format!("{score} is no score between -3 and 3"));
        }
        match (bytes.get(start), bytes.get(end)) {
            (Some(&from), Some(&to)) if from < to => Ok((from..to, score)),
            _ => Err(format!("[{start}, {end}] is no place in the text")),
        }
    };
    let events = record.events.into_iter().map(event).collect::<Result<_, _>>()?;
    let corpus = record.id.split('-').next().unwrap_or_default();
    let scale = Scale::ALL.into_iter().find(|scale| scale.as_str() == corpus);
    Ok(Judged { text: record.text, scale: scale.unwrap_or(Scale::Uw), events })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_tells_the_corpus_and_places_are_checked() {
        let line = r#"{"id":"rp-dev-1","text":"« Fled »","events":[{"span":[2,6],"score":2.5}]}"#;
        let read = |line: &str| read(&GoldFile::of(line)).map_err(|error| error.to_string());
        let records = read(line).unwrap();
        assert_eq!(
            (records[0].scale, &records[0].text[records[0].events[0].0.clone()]),
            (Scale::Rp, "Fled")
        );
        assert!(read(&line.replace("[2,6]", "[2,9]")).unwrap_err().contains("[2, 9] is no place"));
        assert!(read(&line.replace("2.5", "4")).unwrap_err().contains("4 is no score"));
    }
}
