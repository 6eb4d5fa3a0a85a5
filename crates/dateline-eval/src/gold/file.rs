//! A gold file's text, and JSON records in it.

use crate::EvalError;
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use std::io::Read;
use std::path::Path;

/// A gold file in memory, unpacked.
#[derive(Debug)]
pub(crate) struct GoldFile {
    /// The path as given.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl GoldFile {
    /// Reads a plain or gzipped file; its first bytes tell which it is.
    pub fn open(path: &Path) -> Result<Self, EvalError> {
        let failed = |error| EvalError::Read { path: path.to_owned(), error };
        let mut bytes = std::fs::read(path).map_err(failed)?;
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = Vec::new();
            MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).map_err(failed)?;
            bytes = unpacked;
        }
        Self::of_bytes(path.display().to_string(), bytes)
    }

    fn of_bytes(name: String, bytes: Vec<u8>) -> Result<Self, EvalError> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
            EvalError::Record { file: name.clone(), line, problem: "not UTF-8".to_owned() }
        })?;
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        Ok(Self { name, text })
    }

    /// What is wrong on a line.
    pub fn problem(&self, line: usize, problem: impl Into<String>) -> EvalError {
        EvalError::Record { file: self.name.clone(), line, problem: problem.into() }
    }

    /// The JSON records with their lines: one array of them, or one a line.
    pub fn records<T: DeserializeOwned>(&self) -> Result<Vec<(usize, T)>, EvalError> {
        if self.text.trim_start().starts_with('[') { self.array() } else { self.lines() }
    }

    fn lines<T: DeserializeOwned>(&self) -> Result<Vec<(usize, T)>, EvalError> {
        let lines = self.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(i, line)| match serde_json::from_str(line) {
                Ok(record) => Ok((i + 1, record)),
                Err(error) => Err(self.problem(i + 1, says(&error))),
            })
            .collect()
    }

    /// Elements are parsed one by one, so that each is known by its line.
    fn array<T: DeserializeOwned>(&self) -> Result<Vec<(usize, T)>, EvalError> {
        let (mut at, mut line) = (0, 1);
        // Moves over blanks to the next character.
        let skip = |at: &mut usize, line: &mut usize| -> Option<char> {
            let rest = &self.text[*at..];
            let blanks = rest.len() - rest.trim_start().len();
            *line += newlines(&rest[..blanks]);
            *at += blanks;
            self.text[*at..].chars().next()
        };
        skip(&mut at, &mut line);
        at += 1; // the bracket
        let mut records = Vec::new();
        while let Some(next) = skip(&mut at, &mut line) {
            match next {
                ']' => return Ok(records),
                ',' if !records.is_empty() => {
                    at += 1;
                    skip(&mut at, &mut line);
                }
                _ if records.is_empty() => {}
                _ => break,
            }
            let mut elements = serde_json::Deserializer::from_str(&self.text[at..]).into_iter();
            match elements.next() {
                Some(Ok(record)) => records.push((line, record)),
                Some(Err(error)) if error.is_data() => {
                    return Err(self.problem(line, says(&error)));
                }
                Some(Err(error)) => {
                    return Err(self.problem(line + error.line().saturating_sub(1), says(&error)));
                }
                None => break,
            }
            let from = at;
            at += elements.byte_offset();
            line += newlines(&self.text[from..at]);
        }
        Err(self.problem(line, "the JSON array does not end here with `]` nor go on with `,`"))
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|&b| b == b'\n').count()
}

/// The error without its own idea of the place.
fn says(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).to_owned()
}

#[cfg(test)]
impl GoldFile {
    /// A gold file for tests.
    pub fn of(text: &str) -> Self {
        Self { name: "gold".to_owned(), text: text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Record = BTreeMap<String, u32>;

    fn lines_of(text: &str) -> Result<Vec<usize>, String> {
        let records = GoldFile::of(text).records::<Record>().map_err(|e| e.to_string())?;
        Ok(records.into_iter().map(|(line, _)| line).collect())
    }

    #[test]
    fn lines_and_arrays_are_told_apart() {
        assert_eq!(lines_of("{\"a\":1}\r\n\n{\"a\":2}\n"), Ok(vec![1, 3]));
        assert_eq!(lines_of(" [\n {\"a\":\n1}\n,\n {\"a\":2} ]\n"), Ok(vec![2, 5]));
        assert_eq!(lines_of("[]"), Ok(vec![]));
        assert_eq!(lines_of(""), Ok(vec![]));
    }

    #[test]
    fn what_is_malformed_is_named_by_its_line() {
        let wrong = |text: &str| lines_of(text).unwrap_err();
        assert!(wrong("{\"a\":1}\n{\"a\":\n").starts_with("gold, line 2: EOF"));
        assert!(wrong("[\n{\"a\":1},\n{\"a\":\"x\"}]").starts_with("gold, line 3: invalid type"));
        assert!(wrong("[\n{\"a\":1}\n{\"a\":1}]").starts_with("gold, line 3: the JSON array"));
        assert!(wrong("[\n{\"a\":1},").starts_with("gold, line 2: "));
        assert!(wrong("text").starts_with("gold, line 1: expected"));
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        let error = GoldFile::of_bytes("gold".into(), b"a\nb\xff".to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "gold, line 2: not UTF-8");
    }
}
