//! `times.tsv`: the words of time expressions.

use crate::{KnowledgeError, Source, table};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// What sort of thing a word of a time expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// A month, from 1.
    Month,
    /// A day of the week, 1 is Monday.
    Weekday,
    /// A cardinal number.
    Number,
    /// An ordinal number.
    Ordinal,
    /// Day, week, month, quarter, year, decade, century, weekend, hour, minute,
    /// second, fortnight: 1 to 12.
    Unit,
    /// Last, this, next: -1 to 1.
    Shift,
    /// Yesterday, today, tomorrow: -1 to 1.
    Day,
    /// Spring to winter: 1 to 4.
    Season,
    /// First half, middle, second half, beginning, end: 1 to 5.
    Part,
    /// Morning, afternoon, evening, night, the light hours: 1 to 5.
    Daytime,
    /// An hour with a name: hour * 100 + minute.
    Clock,
    /// Every so often: the unit.
    Often,
    /// A decade of a century: 20 to 90.
    Decade,
    /// A day of every year: month * 100 + day.
    Holiday,
    /// The n-th weekday of a month: month * 1000 + n * 100 + weekday * 10 + days after it.
    Nth,
    /// So many days after Easter Sunday.
    Easter,
    /// A feast whose day is another every year, by another calendar.
    Movable,
    /// Opens a time with other words: "since", "every". By itself it says nothing.
    Opener,
}

/// The words of time expressions.
#[derive(Debug, Default)]
pub struct Times {
    words: HashMap<String, (TimeKind, i32)>,
    /// Openers, and the first words of names of several.
    first: HashSet<String>,
}

#[derive(Deserialize)]
struct Row {
    kind: TimeKind,
    value: i32,
    #[serde(deserialize_with = "table::parts")]
    words: Vec<String>,
}

impl Times {
    pub(crate) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let mut times = Self::default();
        for Row { kind, value, words } in table::rows(source, "times.tsv")? {
            if kind == TimeKind::Opener {
                times.first.extend(words);
                continue;
            }
            let first = |name: &String| name.split_once(['\'', ' ', '-']).map(|f| f.0.to_owned());
            times.first.extend(words.iter().filter_map(first));
            times.words.extend(words.into_iter().map(|word| (word, (kind, value))));
        }
        Ok(times)
    }

    /// Whether a time may begin with `word`, in lower case, that says nothing by
    /// itself.
    pub fn begins(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// What `word`, in lower case, says.
    pub fn get(&self, word: &str) -> Option<(TimeKind, i32)> {
        self.words.get(word).copied()
    }
}
