//! Attributions: the JSON lines of PolNeAR, a record an annotator.
//!
//! `{"text", "attributions": [{"source", "cue", "content"}]}`, each part a list
//! of `[start, end]` in code points; other keys are not looked at.

use super::GoldFile;
use crate::EvalError;
use serde::Deserialize;
use std::ops::Range;

/// A text with one annotator's attributions.
#[derive(Debug)]
pub(crate) struct Attributions {
    pub text: String,
    pub list: Vec<GoldAttribution>,
}

/// One attribution, its parts in code points; a part may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GoldAttribution {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

#[derive(Deserialize)]
struct Record {
    text: String,
    attributions: Vec<Parts>,
}

#[derive(Deserialize)]
struct Parts {
    #[serde(default)]
    source: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    content: Vec<[usize; 2]>,
}

/// The records of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<Attributions>, EvalError> {
    let records = file.records::<Record>()?;
    records
        .into_iter()
        .map(|(line, record)| {
            let length = record.text.chars().count();
            let spans = |part: Vec<[usize; 2]>| -> Result<Vec<Range<usize>>, EvalError> {
                part.into_iter()
                    .map(|[start, end]| match start <= end && end <= length {
                        true => Ok(start..end),
                        false => Err(file.problem(
                            line,
                            format!(
                                "[{start}, {end}] is no place in a text of {length} characters"
                            ),
                        )),
                    })
                    .collect()
            };
            let list = record.attributions.into_iter().map(|a| {
                Ok(GoldAttribution {
                    source: spans(a.source)?,
                    cue: spans(a.cue)?,
                    content: spans(a.content)?,
                })
            });
            Ok(Attributions { list: list.collect::<Result<_, EvalError>>()?, text: record.text })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_lack_but_not_lie_outside() {
        let text = r#"{"text":"Ada spoke.","x":1,"attributions":[{"cue":[[4,9]],"content":[]}]}"#;
        let records = read(&GoldFile::of(text)).unwrap();
        let list = &records[0].list;
        assert_eq!((list[0].source.len(), list[0].cue[0].clone()), (0, 4..9));
        let outside = text.replace("[4,9]", "[4,11]");
        let error = read(&GoldFile::of(&outside)).unwrap_err().to_string();
        assert_eq!(error, "gold, line 1: [4, 11] is no place in a text of 10 characters");
    }
}
