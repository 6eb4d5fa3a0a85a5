//! What a user's columns are called: `--map title=headline,text=body`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The fields of a report, each with the names it may have in a record.
const FIELDS: [(&str, &[&str]); 10] = [
    ("text", &["text", "body"]),
    ("title", &["title"]),
    ("outlet", &["outlet"]),
    ("section", &["section"]),
    ("url", &["url"]),
    ("date", &["published_at", "date"]),
    ("byline", &["byline", "authors"]),
    ("dateline", &["dateline"]),
    ("language", &["language"]),
    ("id", &["id"]),
];

/// Names of columns, by the field of the report that they fill.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    named: BTreeMap<&'static str, String>,
}

/// The map names no field of a report, or is no map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` maps no field: write FIELD=COLUMN, by comma; fields are text, title, outlet, section, url, date, byline, dateline, language, id"
)]
pub struct BadColumns(String);

impl Columns {
    /// The names that `field` may have in a record, the first there is wins.
    pub(crate) fn of(&self, field: &str) -> Vec<&str> {
        if let Some(name) = self.named.get(field) {
            return vec![name];
        }
        let known = FIELDS.iter().find(|(known, _)| *known == field);
        known.map_or_else(Vec::new, |(_, names)| names.to_vec())
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<String> = self.named.iter().map(|(f, c)| format!("{f}={c}")).collect();
        f.write_str(&pairs.join(","))
    }
}

impl FromStr for Columns {
    type Err = BadColumns;

    fn from_str(map: &str) -> Result<Self, BadColumns> {
        let mut named = BTreeMap::new();
        for pair in map.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let bad = || BadColumns(pair.to_owned());
            let (field, column) = pair.split_once('=').ok_or_else(bad)?;
            let (field, column) = (field.trim(), column.trim());
            let is_field = |names: &[&str]| names.contains(&field);
            let known = FIELDS.iter().find(|(known, names)| *known == field || is_field(names));
            let (known, _) = known.filter(|_| !column.is_empty()).ok_or_else(bad)?;
            named.insert(*known, column.to_owned());
        }
        Ok(Self { named })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_renames_fields() {
        let columns: Columns = "title=headline, body = Full Text".parse().unwrap();
        assert_eq!(columns.of("title"), ["headline"]);
        assert_eq!(columns.of("text"), ["Full Text"]);
        assert_eq!(columns.of("date"), ["published_at", "date"]);
        assert_eq!("".parse(), Ok(Columns::default()));
        for bad in ["headline", "headline=title", "title="] {
            assert!(bad.parse::<Columns>().is_err(), "{bad}");
        }
    }
}
