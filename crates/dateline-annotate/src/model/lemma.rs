//! Lemmas: a memory of words, then edits, then a casing.

use super::ModelError;
use super::file::ModelFile;
use super::pieces::Pieces;
use std::ops::Range;

/// How many of the best edits are looked at.
const CANDIDATES: usize = 5;

/// What a result that is a piece of the vocabulary is worth, in scores.
const KNOWN: f32 = 2.0;

/// How lemmas are made.
pub(crate) struct Lemmas {
    edits: Vec<Edit>,
    casings: Vec<Casing>,
    /// Where each line of the memory lies in the file; sorted.
    lines: Vec<Range<usize>>,
}

/// Drop so many characters from the end, append these.
struct Edit {
    cut: usize,
    add: String,
}

#[derive(Clone, Copy)]
enum Casing {
    Lower,
    Title,
    Upper,
    Keep,
}

impl Lemmas {
    pub fn load(file: &ModelFile) -> Result<Self, ModelError> {
        let wrong = |what: &str, label: &str| file.problem(format!("`{label}` is no {what}"));
        let edits = file.labels("edit")?.into_iter().map(|label| {
            let parts = label.split_once(':');
            let edit = parts
                .and_then(|(cut, add)| Some(Edit { cut: cut.parse().ok()?, add: add.to_owned() }));
            edit.ok_or_else(|| wrong("edit", &label))
        });
        let edits = edits.collect::<Result<_, _>>()?;
        let casings = file.labels("case")?.into_iter().map(|label| match label.as_str() {
            "lower" => Ok(Casing::Lower),
            "title" => Ok(Casing::Title),
            "upper" => Ok(Casing::Upper),
            "keep" => Ok(Casing::Keep),
            _ => Err(wrong("casing", &label)),
        });
        let casings = casings.collect::<Result<_, _>>()?;

        let (text, range) = file.text("lemmas")?;
        let mut lines = Vec::new();
        let mut at = range.start;
        for line in text.split('\n') {
            if !line.is_empty() {
                lines.push(at..at + line.len());
            }
            at += line.len() + 1;
        }
        let keys: Vec<_> = text.lines().map(key).collect();
        if !keys.is_sorted() {
            return Err(file.problem("tensor `lemmas` is not sorted"));
        }
        Ok(Self { edits, casings, lines })
    }

    /// The lemma of a word. `scores` are those of the edits; `bytes` is the
    /// whole model file.
    pub fn lemma(
        &self,
        word: &str,
        upos: &str,
        scores: &[f32],
        casing: usize,
        pieces: &Pieces,
        bytes: &[u8],
    ) -> String {
        let low = word.to_lowercase();
        let lemma = match self.remembered(&low, upos, bytes) {
            Some(lemma) => lemma.to_owned(),
            None => self.edited(&low, scores, pieces).unwrap_or_else(|| low.clone()),
        };
        match self.casings[casing] {
            Casing::Lower => lemma,
            Casing::Title => {
                let mut rest = lemma.chars();
                let first = rest.next();
                first.into_iter().flat_map(char::to_uppercase).chain(rest).collect()
            }
            Casing::Upper => lemma.to_uppercase(),
            Casing::Keep => keep(word, &low, lemma),
        }
    }

    fn remembered<'a>(&self, low: &str, upos: &str, bytes: &'a [u8]) -> Option<&'a str> {
        let line =
            |range: &Range<usize>| std::str::from_utf8(&bytes[range.clone()]).unwrap_or_default();
        let found = self.lines.binary_search_by(|range| key(line(range)).cmp(&(low, upos)));
        found.ok().and_then(|at| line(&self.lines[at]).splitn(3, '\t').nth(2))
    }

    fn edited(&self, low: &str, scores: &[f32], pieces: &Pieces) -> Option<String> {
        let mut best: Option<(f32, String)> = None;
        for number in largest(&scores[..self.edits.len()]) {
            let edit = &self.edits[number];
            let Some(lemma) = edit.apply(low) else { continue };
            let bonus = if pieces.knows(&lemma) { KNOWN } else { 0.0 };
            let score = scores[number] + bonus;
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best = Some((score, lemma));
            }
        }
        let lemma = with_y(low, best?.1);
        Some(respelled(low, &lemma, |word| pieces.knows(word)).unwrap_or(lemma))
    }
}

/// An edit that left the word's ending half undone gives no known word
/// ("clashe", "violat", "scann") where its neighbour is one.
fn respelled(low: &str, lemma: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    if lemma == low || known(lemma) || !lemma.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let without_last = &lemma[..lemma.len() - 1];
    let doubled = lemma.len() > 3 && without_last.ends_with(&lemma[lemma.len() - 1..]);
    let neighbours = [
        // "fishermen"
        lemma.strip_suffix("me").filter(|_| low.ends_with("men")).map(|stem| format!("{stem}man")),
        lemma.strip_suffix("ie").map(|stem| format!("{stem}y")),
        lemma.strip_suffix('i').map(|stem| format!("{stem}y")),
        lemma.strip_suffix('e').map(str::to_owned),
        doubled.then(|| without_last.to_owned()),
        Some(format!("{lemma}e")),
    ];
    neighbours.into_iter().flatten().find(|neighbour| known(neighbour))
}

/// "ratified" is of "ratify": no English word changes its y but for an ending.
fn with_y(low: &str, mut lemma: String) -> String {
    if (low.ends_with("ied") || low.ends_with("ies")) && lemma.ends_with('i') {
        lemma.pop();
        lemma.push('y');
    }
    lemma
}

/// Word and tag of a line of the memory.
fn key(line: &str) -> (&str, &str) {
    let mut columns = line.splitn(3, '\t');
    (columns.next().unwrap_or_default(), columns.next().unwrap_or_default())
}

/// The places of the largest scores, best first, lower places first.
fn largest(scores: &[f32]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::with_capacity(CANDIDATES + 1);
    for (at, &score) in scores.iter().enumerate() {
        if found.len() == CANDIDATES && score <= scores[found[CANDIDATES - 1]] {
            continue;
        }
        let place = found.partition_point(|&better| scores[better] >= score);
        found.insert(place, at);
        found.truncate(CANDIDATES);
    }
    found
}

impl Edit {
    /// `None` where the word is too short or nothing would be left.
    fn apply(&self, low: &str) -> Option<String> {
        let kept = low.chars().count().checked_sub(self.cut)?;
        let lemma: String = low.chars().take(kept).chain(self.add.chars()).collect();
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// The characters that the lemma shares with the word, as written there.
fn keep(word: &str, low: &str, lemma: String) -> String {
    if word.chars().count() != low.chars().count() {
        return lemma;
    }
    let shared = low.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    word.chars().take(shared).chain(lemma.chars().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_count_characters() {
        let edit = |cut, add: &str| Edit { cut, add: add.to_owned() };
        assert_eq!(edit(3, "y").apply("studies").as_deref(), Some("study"));
        assert_eq!(edit(1, "").apply("cafés").as_deref(), Some("café"));
        assert_eq!(edit(4, "be").apply("is"), None);
        assert_eq!(edit(2, "").apply("is"), None);
    }

    #[test]
    fn y_comes_back_before_an_ending() {
        assert_eq!(with_y("ratified", "ratifi".to_owned()), "ratify");
        assert_eq!(with_y("skis", "ski".to_owned()), "ski");
        assert_eq!(with_y("tied", "tie".to_owned()), "tie");
    }

    #[test]
    fn an_ending_half_undone_is_undone() {
        let known = |word: &str| ["clash", "violate", "scan", "library", "heavy"].contains(&word);
        let of = |low, lemma| respelled(low, lemma, known);
        assert_eq!(of("clashes", "clashe").as_deref(), Some("clash"));
        assert_eq!(of("violating", "violat").as_deref(), Some("violate"));
        assert_eq!(of("scanned", "scann").as_deref(), Some("scan"));
        assert_eq!(of("libraries", "librarie").as_deref(), Some("library"));
        assert_eq!(of("heavier", "heavi").as_deref(), Some("heavy"));
        assert_eq!(of("clash", "clash"), None);
        assert_eq!(of("12,000", "12000"), None);
        assert_eq!(of("grozny", "grozn"), None);
    }

    #[test]
    fn the_five_best_come_in_order() {
        assert_eq!(largest(&[1.0, 5.0, 5.0, 2.0, 3.0, 4.0, 0.0]), [1, 2, 5, 4, 3]);
        assert_eq!(largest(&[1.0]), [0]);
    }

    #[test]
    fn what_is_kept_looks_as_written() {
        assert_eq!(keep("McDonalds", "mcdonalds", "mcdonald".to_owned()), "McDonald");
        assert_eq!(keep("İs", "i\u{307}s", "x".to_owned()), "x");
    }
}
