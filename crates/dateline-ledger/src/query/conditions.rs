//! From a filter to a WHERE clause.

use super::Filter;
use rusqlite::types::Value;

/// Conditions and the values of their question marks, in order.
pub(crate) struct Conditions {
    sql: Vec<&'static str>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// What holds of every question: `g`, the reading, counts, and `r`, its
    /// report, is as asked.
    pub(crate) fn of(filter: &Filter) -> Self {
        let mut all = Self { sql: Vec::new(), values: Vec::new() };
        all.add(
            "g.seq = (SELECT max(seq) FROM reading x
                      WHERE x.report_id = g.report_id AND x.recorded_at <= ?)",
            Some(moment(filter.as_of.as_deref())),
        );
        all.add("r.outlet = ?", filter.outlet.clone());
        all.add("substr(r.published_at, 1, 10) >= ?", filter.from.clone());
        all.add("substr(r.published_at, 1, 10) <= ?", filter.to.clone());
        all.add(
            "r.seq IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)",
            filter.text.as_deref().map(search),
        );
        all
    }

    /// One more condition, if there is a value for it.
    pub(crate) fn add(&mut self, sql: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.sql.push(sql);
            self.values.push(Value::Text(value));
        }
    }

    /// `select` with its conditions, order and page.
    pub(crate) fn finish(&mut self, select: &str, order: &str, filter: &Filter) -> String {
        self.values.push(Value::Integer(filter.limit.map_or(-1, i64::from)));
        self.values.push(Value::Integer(filter.offset.into()));
        let conditions = self.sql.join(" AND ");
        format!("{select} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?")
    }
}

/// The last moment that `as_of` includes.
pub(crate) fn moment(as_of: Option<&str>) -> String {
    match as_of {
        None => "9999".to_owned(),
        Some(day) if day.len() == 10 => format!("{day}T23:59:59.999Z"),
        Some(moment) => moment.to_owned(),
    }
}

/// A pattern for LIKE that finds `part` anywhere.
pub(crate) fn part(part: Option<&String>) -> Option<String> {
    let escaped = part?.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    Some(format!("%{escaped}%"))
}

/// Words as a person writes them in the language of FTS5, in which dots,
/// hyphens and AND would mean something else.
pub(crate) fn search(text: &str) -> String {
    let mut terms = Vec::new();
    for (i, piece) in text.split('"').enumerate() {
        if i % 2 == 1 {
            terms.push(format!("\"{piece}\""));
        } else {
            terms.extend(piece.split_whitespace().map(|word| match word.strip_suffix('*') {
                Some(beginning) => format!("\"{beginning}\"*"),
                None => format!("\"{word}\""),
            }));
        }
    }
    if terms.is_empty() { "\"\"".to_owned() } else { terms.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_phrases_kept() {
        assert_eq!(search("U.S. \"patrol boats\" del*"), "\"U.S.\" \"patrol boats\" \"del\"*");
        assert_eq!(search(" "), "\"\"");
        assert_eq!(search("open \"end"), "\"open\" \"end\"");
    }
}
