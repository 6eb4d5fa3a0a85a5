//! What a question goes through first: the filter with the fewest rows, if
//! they are few; else an index that has the rows in the order asked for.

use super::conditions::Question;
use super::filter::{Filter, Kind, Sort};
use super::names;
use crate::db::{Connection, Result, ToSql};

/// So few rows are looked at and sorted in no time.
const FEW: usize = 2_000;

/// What is gone through first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Driver {
    /// Readings, latest published first.
    Days,
    /// Reports with words, in the language of FTS5; `many` of them are best gone
    /// through a block at a time.
    Text { words: String, many: bool },
    /// Who stands on a side of an event, by numbers of names.
    Party { side: &'static str, names: Vec<i64> },
    /// Who stands in an event, by country.
    Country(String),
    /// The rows of the kind themselves, by an index that a condition has.
    Rows,
}

impl Driver {
    /// The one to take for `filter`.
    pub(crate) fn choose(db: &Connection, filter: &Filter, kind: Kind) -> Result<Self> {
        let mut few: Option<(usize, Driver)> = None;
        let mut ordered = Driver::Days;
        let mut offer = |rows: usize, most: usize, driver: Driver| {
            if rows < most && few.as_ref().is_none_or(|(least, _)| rows < *least) {
                few = Some((rows, driver));
            }
        };
        if let Some(text) = &filter.text {
            let words = names::search(text);
            let sql = "SELECT 1 FROM report_words WHERE report_words MATCH ?1";
            let found = rows(db, sql, FEW, &words)?;
            offer(found, FEW, Driver::Text { words, many: false });
        }
        if kind == Kind::Events {
            if let Some(event_type) = &filter.event_type {
                ordered = Driver::Rows;
                let sql = "SELECT 1 FROM event WHERE type = ?1";
                offer(rows(db, sql, FEW, event_type)?, FEW, Driver::Rows);
            }
            if let Some(country) = &filter.country {
                ordered = Driver::Country(country.clone());
                let sql = "SELECT 1 FROM event_party WHERE country = ?1";
                offer(rows(db, sql, FEW, country)?, FEW, ordered.clone());
            }
            for (side, part) in [("actor", &filter.actor), ("recipient", &filter.recipient)] {
                let Some(part) = part else { continue };
                let names = names::ids(db, part)?;
                let sql = "SELECT 1 FROM event_party
                           WHERE name IN (SELECT value FROM json_each(?1))";
                let found = rows(db, sql, FEW, &names::list(&names))?;
                let driver = Driver::Party { side, names };
                if matches!(&driver, Driver::Party { names, .. } if names.len() == 1) {
                    ordered = driver.clone();
                }
                offer(found, FEW, driver);
            }
        }
        let by_name = match kind {
            Kind::Claims => Some((&filter.speaker, "SELECT 1 FROM claim WHERE speaker_name")),
            Kind::Actors => Some((&filter.actor, "SELECT 1 FROM actor WHERE name")),
            _ => None,
        };
        if let Some((Some(part), sql)) = by_name {
            let names = names::ids(db, part)?;
            let sql = format!("{sql} IN (SELECT value FROM json_each(?1))");
            offer(rows(db, &sql, FEW, &names::list(&names))?, FEW, Driver::Rows);
            if names.len() == 1 && kind == Kind::Claims {
                ordered = Driver::Rows;
            }
        }
        Ok(match (few, &filter.text) {
            (Some((_, driver)), _) => driver,
            // There, one report is looked at after another, latest first.
            (None, Some(_)) if db.is_postgres() => Driver::Days,
            (None, Some(text)) => Driver::Text { words: names::search(text), many: true },
            (None, None) if filter.sort == Sort::Published => ordered,
            (None, None) => Driver::Days,
        })
    }

    /// Whether many reports have the words that are asked for.
    pub(crate) fn is_of_many(&self) -> bool {
        matches!(self, Driver::Text { many: true, .. })
    }

    /// Begins `q`: what is joined in which order, and what holds of the first.
    pub(crate) fn start(&self, q: &mut Question, kind: Kind) {
        let of_reading = match kind {
            Kind::Events => " CROSS JOIN event e ON e.reading = g.seq",
            Kind::Claims => " CROSS JOIN claim c ON c.reading = g.seq",
            Kind::Actors => " CROSS JOIN actor a ON a.reading = g.seq",
            _ => "",
        };
        let of_party =
            "event_party d CROSS JOIN event e ON e.reading = d.reading AND e.id = d.event";
        (q.day, q.seq) = self.order(kind);
        match self {
            Driver::Days => {
                q.from = "reading g".to_owned() + of_reading;
            }
            Driver::Text { words, .. } => {
                q.from = "report_words CROSS JOIN reading g ON g.report = report_words.rowid"
                    .to_owned()
                    + of_reading;
                let words = q.mark(words.clone());
                q.and(format!("report_words MATCH {words}"));
            }
            Driver::Rows => {
                let rows = match kind {
                    Kind::Events => "event e",
                    Kind::Claims => "claim c",
                    _ => "actor a CROSS JOIN reading g ON g.seq = a.reading",
                };
                q.from = rows.to_owned();
            }
            Driver::Party { side, names } => {
                q.from = of_party.to_owned();
                let is_one = match names.as_slice() {
                    [one] => format!("= {}", q.mark(*one)),
                    many => {
                        format!("IN (SELECT value FROM json_each({}))", q.mark(names::list(many)))
                    }
                };
                q.and(format!("d.name {is_one} AND d.side = '{side}'"));
                // An event with two of them is still one.
                q.and(format!(
                    "NOT EXISTS (SELECT 1 FROM event_party f WHERE f.reading = d.reading
                                 AND f.event = d.event AND f.side = d.side AND f.actor < d.actor
                                 AND f.name {is_one})"
                ));
            }
            Driver::Country(country) => {
                q.from = of_party.to_owned();
                let country = q.mark(country.clone());
                q.and(format!("d.country = {country}"));
                q.and(
                    "NOT EXISTS (SELECT 1 FROM event_party f WHERE f.reading = d.reading
                                 AND f.event = d.event AND f.country = d.country
                                 AND (f.side, f.actor) < (d.side, d.actor))"
                        .to_owned(),
                );
            }
        }
    }

    /// Day and reading as the index has them that is gone through.
    fn order(&self, kind: Kind) -> (&'static str, &'static str) {
        match (self, kind) {
            (Driver::Party { .. } | Driver::Country(_), _) => ("d.day", "d.reading"),
            (Driver::Rows, Kind::Events) => ("e.day", "e.reading"),
            (Driver::Rows, Kind::Claims) => ("c.day", "c.reading"),
            _ => ("g.day", "g.seq"),
        }
    }
}

/// How many rows, up to `most`.
fn rows(db: &Connection, sql: &str, most: usize, value: &dyn ToSql) -> Result<usize> {
    let sql = format!("SELECT count(*) FROM ({sql} LIMIT {most}) AS found");
    db.prepare_cached(&sql)?.query_row([value], |row| row.get(0))
}
