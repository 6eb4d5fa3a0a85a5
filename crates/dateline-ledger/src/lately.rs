//! What is kept at hand while readings are entered one after another. Reports
//! of a story, and copies of a text, come close together.

use crate::db::{Connection, Result};
use crate::meet::{Shingles, Telling};
use crate::totals::Totals;
use std::collections::HashMap;
use std::sync::Arc;

/// Readings and texts that are kept.
const KEPT: usize = 3000;
/// Names that are kept.
const NAMES: usize = 50_000;

/// What was stored never changes, so nothing in it grows stale, unless a
/// transaction fails and its numbers are given again: then it must be forgotten.
#[derive(Debug, Default)]
pub(crate) struct Lately {
    /// The claims and events of readings, by their numbers.
    pub(crate) tellings: Recent<Vec<Telling>>,
    /// Names and sequences of texts, by the numbers of their reports.
    pub(crate) texts: Recent<(String, Shingles)>,
    /// Numbers of names.
    pub(crate) names: HashMap<String, i64>,
    /// What running totals still lack.
    pub(crate) totals: Totals,
}

impl Lately {
    /// Writes what was gathered; called before the transaction ends.
    pub(crate) fn write(&mut self, db: &Connection) -> Result<()> {
        if self.names.len() > NAMES {
            self.names.clear();
        }
        self.totals.write(db)
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Things by numbers that rise; the newest are kept.
#[derive(Debug)]
pub(crate) struct Recent<T>(HashMap<i64, Arc<T>>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Recent<T> {
    pub(crate) fn get(&self, number: i64) -> Option<Arc<T>> {
        self.0.get(&number).map(Arc::clone)
    }

    pub(crate) fn keep(&mut self, number: i64, thing: T) -> Arc<T> {
        if self.0.len() >= KEPT {
            let mut numbers: Vec<i64> = self.0.keys().copied().collect();
            let (_, middle, _) = numbers.select_nth_unstable(KEPT / 2);
            let middle = *middle;
            self.0.retain(|number, _| *number >= middle);
        }
        let thing = Arc::new(thing);
        self.0.insert(number, Arc::clone(&thing));
        thing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept() {
        let mut recent = Recent::default();
        for number in 0..5000 {
            recent.keep(number, number);
        }
        assert!(recent.0.len() <= KEPT);
        assert_eq!(recent.get(4999).as_deref(), Some(&4999));
        assert!(recent.get(0).is_none());
    }
}
