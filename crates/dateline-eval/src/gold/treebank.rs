//! CoNLL-U with everything the model says of words: tags, lemmas, heads,
//! relations and, in GUM, entities.

use super::GoldFile;
use crate::EvalError;
use std::collections::HashMap;
use std::ops::Range;

/// A syntactic word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    /// From 1 within the sentence; 0 is the root.
    pub head: usize,
    pub deprel: String,
}

/// Words that the treebank marks as an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entity {
    pub words: Range<usize>,
    pub kind: String,
}

/// A sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    pub words: Vec<Word>,
    pub entities: Vec<Entity>,
}

impl Sentence {
    /// Whether an entity is named, or a pronoun, by the tag of its head: the
    /// word of it that hangs on a word outside.
    pub fn tag(&self, entity: &Entity) -> &str {
        let outside = |&i: &usize| !entity.words.contains(&self.words[i].head.wrapping_sub(1));
        let head = entity.words.clone().find(outside).unwrap_or(entity.words.start);
        &self.words[head].upos
    }
}

/// The sentences of a file. Only what [`super::conllu`] takes for words.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<Sentence>, EvalError> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut open: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for (i, line) in file.text.lines().enumerate() {
        if line.is_empty() {
            open.clear();
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || columns[0].contains(['-', '.']) {
            continue;
        }
        let &[_, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            let found = columns.len();
            let problem = format!("10 columns parted by tabs are expected, here is {found}");
            return Err(file.problem(i + 1, problem));
        };
        let head = head.parse().map_err(|_| file.problem(i + 1, "the head is no number"))?;
        let own = str::to_owned;
        let at = sentence.words.len();
        sentence.words.push(Word {
            form: own(form),
            lemma: own(lemma),
            upos: own(upos),
            xpos: own(xpos),
            head,
            deprel: own(deprel),
        });
        if let Some(marks) = misc.split('|').find_map(|entry| entry.strip_prefix("Entity=")) {
            brackets(marks, at, &mut open, &mut sentence.entities);
        }
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// GUM's marks at one word: `(id-kind-...` opens, `id)` closes, and a mention
/// of one word does both.
fn brackets(
    marks: &str,
    at: usize,
    open: &mut HashMap<String, Vec<(usize, String)>>,
    entities: &mut Vec<Entity>,
) {
    let mut rest = marks;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.strip_prefix('(').unwrap_or(rest);
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let mut fields = body[..end].split('-');
        let id = fields.next().unwrap_or_default();
        if opens {
            let kind = fields.next().unwrap_or_default().to_owned();
            open.entry(id.to_owned()).or_default().push((at, kind));
        }
        let closes = body[end..].starts_with(')');
        if closes && let Some((start, kind)) = open.get_mut(id).and_then(Vec::pop) {
            entities.push(Entity { words: start..at + 1, kind });
        }
        rest = &body[end + usize::from(closes)..];
        // A mark that says nothing must not hold us up.
        if !opens && !closes && end == 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: usize, form: &str, upos: &str, head: usize, misc: &str) -> String {
        format!("{id}\t{form}\t{form}\t{upos}\t_\t_\t{head}\tdep\t_\t{misc}\n")
    }

    #[test]
    fn entities_nest_and_know_their_heads() {
        let text = [
            line(1, "the", "DET", 2, "Entity=(1-person-new-x-1-coref"),
            line(2, "envoy", "NOUN", 0, "_"),
            line(3, "of", "ADP", 4, "_"),
            line(4, "Tonga", "PROPN", 2, "Entity=(2-place-new-x)1)|SpaceAfter=No"),
            line(5, "she", "PRON", 2, "Entity=(1-person-giv)"),
        ]
        .concat();
        let sentences = read(&GoldFile::of(&text)).unwrap();
        let [sentence] = sentences.as_slice() else { panic!("{sentences:?}") };
        let found: Vec<_> = sentence
            .entities
            .iter()
            .map(|e| (e.words.clone(), e.kind.as_str(), sentence.tag(e)))
            .collect();
        assert_eq!(
            found,
            [(3..4, "place", "PROPN"), (0..4, "person", "NOUN"), (4..5, "person", "PRON")]
        );
    }

    #[test]
    fn heads_must_be_numbers() {
        let text = line(1, "a", "DET", 0, "_").replace("\t0\t", "\tx\t");
        let error = read(&GoldFile::of(&text)).unwrap_err().to_string();
        assert!(error.ends_with("line 1: the head is no number"), "{error}");
    }
}
