//! `idioms.tsv`: set phrases in which no predicate is to be looked for.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::HashMap;

/// Idioms by their first lemma.
#[derive(Debug)]
pub struct Idioms {
    rest: HashMap<String, Vec<Vec<String>>>,
}

#[derive(Deserialize)]
struct Row {
    idiom: String,
}

impl Idioms {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut rest: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for row in table::rows::<Row>(source, "idioms.tsv")? {
            let mut lemmas = row.idiom.split_whitespace().map(str::to_owned);
            if let Some(first) = lemmas.next() {
                rest.entry(first).or_default().push(lemmas.collect());
            }
        }
        Ok(Self { rest })
    }

    /// How many words the longest idiom has that begins with `first` and goes
    /// on with the lemmas that `next` gives; 0 if there is none.
    pub fn longest<'a>(&self, first: &str, next: impl Iterator<Item = &'a str> + Clone) -> usize {
        let Some(idioms) = self.rest.get(first) else { return 0 };
        let fits = |rest: &&Vec<String>| {
            let mut next = next.clone();
            rest.iter().all(|lemma| next.next() == Some(lemma))
        };
        idioms.iter().filter(fits).map(|rest| rest.len() + 1).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_idiom_counts() {
        let idioms = Idioms::load(&Source::Embedded).unwrap();
        assert_eq!(idioms.longest("ask", ["not", "to", "be", "named"].into_iter()), 4);
        assert_eq!(idioms.longest("ask", ["for", "help"].into_iter()), 0);
        assert_eq!(idioms.longest("ask", [].into_iter()), 0);
    }
}
