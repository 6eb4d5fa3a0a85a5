//! What the report only recalls.

use super::tree::Tree;
use dateline_knowledge::{CueKind, Upos};

/// A report that tells no date is taken to be of this century.
const UNDATED: u32 = 2000;

impl Tree<'_> {
    /// Whether the report recalls the event at `t` as something long past: a
    /// word that says so belongs to its clause.
    pub fn is_historical(&self, t: usize, recalling: &[usize]) -> bool {
        let own = self.clause_of(t);
        recalling.iter().any(|&c| {
            let clause = self.clause_of(c);
            clause == own
                || self.is_joined_clause(own, clause)
                || self.is_joined_clause(clause, own)
        })
    }

    /// The verb, or root, of the clause in which `t` stands.
    fn clause_of(&self, t: usize) -> usize {
        let is_verb = |&a: &usize| self.upos(a) == Upos::Verb;
        let mut up = std::iter::once(t).chain(self.above(t));
        up.find(is_verb).or_else(|| self.above(t).last()).unwrap_or(t)
    }

    fn is_joined_clause(&self, a: usize, b: usize) -> bool {
        self.head(a) == Some(b) && matches!(self.relation(a), "conj" | "xcomp" | "advcl")
    }

    /// The words of the sentence that put what stands beside them into the past
    /// beyond a report of the year `year`.
    pub fn recalling(&self, year: Option<u32>) -> Vec<usize> {
        self.range.clone().filter(|&c| self.recalls(c, year)).collect()
    }

    fn recalls(&self, c: usize, year: Option<u32>) -> bool {
        let word = self.norm(c);
        let before = (c > self.range.start).then(|| self.norm(c - 1));
        let cues = &self.knowledge.status;
        if cues.status(CueKind::Historical, word).is_some() {
            // "two days ago" is news.
            return word != "ago"
                || before.is_some_and(|unit| {
                    ["year", "decade", "centur"].iter().any(|long| unit.starts_with(long))
                });
        }
        if c + 1 < self.range.end {
            let two = format!("{word} {}", self.norm(c + 1));
            if cues.status(CueKind::Historical, &two).is_some() {
                return true;
            }
        }
        let long_past = word.len() == 4
            && word.parse::<u32>().is_ok_and(|y| y > 1000 && y + 1 < year.unwrap_or(UNDATED));
        long_past && before.is_some_and(|before| before != "since")
    }
}
