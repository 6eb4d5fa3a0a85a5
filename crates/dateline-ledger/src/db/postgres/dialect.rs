//! Where PostgreSQL's SQL is another than SQLite's, in which the statements of
//! this crate are written. What both understand is preferred there; what cannot
//! be said so is listed here. Functions that SQLite has and PostgreSQL has not
//! stand in `sql/postgres`.

use super::Does;
use std::borrow::Cow;

/// Tables whose rows get a number, and what that is called.
const NUMBERED: &[(&str, &str)] = &[
    ("report", "seq"),
    ("reading", "seq"),
    ("correction", "seq"),
    ("alert", "seq"),
    ("identity", "id"),
    ("name", "id"),
    ("ladder", "id"),
];

/// The same for PostgreSQL, and what it does.
pub(super) fn told(sql: &str) -> (String, Does) {
    let mut does = Does::Other;
    let mut told = Cow::Borrowed(sql.trim());
    let ignoring = told.starts_with("INSERT OR IGNORE INTO ");
    if ignoring {
        told = Cow::Owned(told.replacen("INSERT OR IGNORE INTO", "INSERT INTO", 1));
    }
    if let Some(rest) = told.strip_prefix("INSERT INTO ") {
        let table = rest.split([' ', '(', '\n']).next().unwrap_or_default();
        let number = NUMBERED.iter().find(|(name, _)| *name == table).map(|(_, number)| *number);
        let one = told.contains("VALUES (") && !told.contains("ON CONFLICT");
        if ignoring {
            told.to_mut().push_str(" ON CONFLICT DO NOTHING");
        }
        if let Some(number) = number {
            told.to_mut().push_str(&format!(" RETURNING {number}"));
            does = Does::Number;
        } else if one && !ignoring {
            does = Does::Add;
        }
    }
    // Only SQLite takes this for a hint about the order.
    let told = told.replace("CROSS JOIN", "JOIN");
    // Of either case there, ASCII alone; as columns here are ordered by bytes, so
    // is ILIKE.
    let told = told.replace(" LIKE ", " ILIKE ");
    let told = told.replace("report_words MATCH ", "report_words.text @@ ");
    // Numbers in a list.
    let told = told.replace(
        "SELECT value FROM json_each(",
        "SELECT CAST(value AS BIGINT) FROM json_array_elements_text(?JSON?",
    );
    (marks(&told), does)
}

/// `$1` for `?1`; a list of numbers after `?JSON?` is JSON.
fn marks(sql: &str) -> String {
    let mut told = String::with_capacity(sql.len());
    let mut pieces = sql.split('?');
    told += pieces.next().unwrap_or_default();
    let mut list = false;
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match piece {
            "JSON" => list = true,
            "" if list => {}
            _ if digits > 0 && list => {
                told += &format!("CAST(${} AS JSON){}", &piece[..digits], &piece[digits..]);
                list = false;
            }
            _ if digits > 0 => told += &format!("${piece}"),
            _ => told += &format!("?{piece}"),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_are_told_otherwise() {
        let (sql, does) = told("INSERT OR IGNORE INTO alert (watch, told) VALUES (?1, ?12)");
        assert_eq!(
            sql,
            "INSERT INTO alert (watch, told) VALUES ($1, $12) ON CONFLICT DO NOTHING RETURNING seq"
        );
        assert_eq!(does, Does::Number);
        assert_eq!(told("INSERT INTO same (seq) VALUES (?1)").1, Does::Add);
        assert_eq!(told("INSERT INTO same SELECT 1").1, Does::Other);
        assert_eq!(
            told("SELECT 1 FROM a CROSS JOIN b ON b.x IN (SELECT value FROM json_each(?3))").0,
            "SELECT 1 FROM a JOIN b ON b.x IN (SELECT CAST(value AS BIGINT) FROM \
             json_array_elements_text(CAST($3 AS JSON)))"
        );
        assert_eq!(told("SELECT report_words MATCH ?1").0, "SELECT report_words.text @@ $1");
    }
}
