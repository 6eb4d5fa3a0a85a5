//! Names in running words (IOB2) or in texts (re3d's JSON lines).

use super::GoldFile;
use crate::EvalError;
use serde::Deserialize;
use std::ops::Range;

/// Words with the names among them.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Marked {
    pub words: Vec<String>,
    /// Words, and the gold's own label.
    pub names: Vec<(Range<usize>, String)>,
}

/// A text with names by code points.
#[derive(Debug, Deserialize)]
pub(crate) struct Text {
    pub text: String,
    pub entities: Vec<(usize, usize, String)>,
}

/// The kind of ours that a label of a gold means, if any.
pub(crate) fn kind(label: &str) -> Option<&'static str> {
    Some(match label.to_ascii_lowercase().as_str() {
        "per" | "person" | "politician" => "person",
        "loc" | "location" | "country" | "gpe" => "place",
        "org" | "organisation" | "organization" | "politicalparty" => "organization",
        "event" | "election" => "event",
        "nationality" | "norp" => "people",
        _ => return None,
    })
}

/// The label of ours that a label for weapons and military platforms means, if any.
pub(crate) fn arms(label: &str) -> Option<&'static str> {
    match label {
        "Weapon" => Some("weapon"),
        "MilitaryPlatform" => Some("platform"),
        _ => None,
    }
}

/// Sentences in IOB2: `word tag`, or `number word tag` and whatever follows.
pub(crate) fn iob2(file: &GoldFile) -> Result<Vec<Marked>, EvalError> {
    let mut sentences = Vec::new();
    let mut sentence = Marked::default();
    for (i, line) in file.text.lines().enumerate() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let (word, tag) = match columns.as_slice() {
            [] => {
                if !sentence.words.is_empty() {
                    sentences.push(std::mem::take(&mut sentence));
                }
                continue;
            }
            ["#", ..] => continue,
            [word, tag] => (*word, *tag),
            [_, word, tag, ..] => (*word, *tag),
            _ => return Err(file.problem(i + 1, "a word and a tag are expected")),
        };
        let at = sentence.words.len();
        sentence.words.push(word.to_owned());
        match (tag.split_once('-'), sentence.names.last_mut()) {
            (Some(("I", label)), Some((words, last))) if words.end == at && last == label => {
                words.end = at + 1;
            }
            (Some(("B" | "I", label)), _) => sentence.names.push((at..at + 1, label.to_owned())),
            _ if tag == "O" => {}
            _ => return Err(file.problem(i + 1, format!("`{tag}` is neither O nor B- nor I-"))),
        }
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_names() {
        let text =
            "# id = 1\n1\tNew\tB-LOC\t-\n2\tYork\tI-LOC\t-\n3\tand\tO\t-\n\nLisbon B-country\n";
        let found = iob2(&GoldFile::of(text)).unwrap();
        assert_eq!(found[0].names, [(0..2, "LOC".to_owned())]);
        assert_eq!(found[0].words, ["New", "York", "and"]);
        assert_eq!(found[1].names, [(0..1, "country".to_owned())]);
        assert_eq!(
            (kind("LOC"), kind("country"), kind("Money")),
            (Some("place"), Some("place"), None)
        );
    }

    #[test]
    fn other_tags_are_refused() {
        let error = iob2(&GoldFile::of("Lisbon X\n")).unwrap_err().to_string();
        assert!(error.ends_with("line 1: `X` is neither O nor B- nor I-"), "{error}");
    }
}
