//! Names and words as people write them.

use crate::db::{self, Connection, Result};

/// The names that have this part, by their numbers.
pub(crate) fn ids(db: &Connection, part: &str) -> Result<Vec<i64>> {
    if db.is_postgres() {
        let sql = "SELECT rowid FROM name_parts WHERE name LIKE ?1 ESCAPE '\\'";
        let part = like(&db::folded(part));
        return db.prepare_cached(sql)?.query_map([part], |row| row.get(0))?.collect();
    }
    // Three letters are the least the index knows.
    let (sql, value) = if part.chars().count() < 3 {
        ("SELECT id FROM name WHERE name LIKE ?1 ESCAPE '\\'", like(part))
    } else {
        let phrase = format!("\"{}\"", part.replace('"', "\"\""));
        ("SELECT rowid FROM name_parts WHERE name_parts MATCH ?1", phrase)
    };
    let mut select = db.prepare_cached(sql)?;
    let ids = select.query_map([value], |row| row.get(0))?;
    ids.collect()
}

/// Numbers as SQL takes many at once: JSON.
pub(crate) fn list(ids: &[i64]) -> String {
    let ids: Vec<_> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}

/// A pattern for LIKE that finds `part` anywhere.
pub(crate) fn like(part: &str) -> String {
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
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
