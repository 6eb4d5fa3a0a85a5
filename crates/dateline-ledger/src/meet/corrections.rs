//! Reports that say of themselves that they correct, or take back, what was
//! published before; and which report that was.

use crate::db::{Connection, OptionalExtension, params};
use std::sync::LazyLock;

/// The words that say so.
const TABLE: &str = include_str!("../../../../knowledge/corrections.tsv");

/// Later reports of the outlet in the story that are read for them.
const READ: usize = 50;

struct Row {
    kind: &'static str,
    in_title: bool,
    words: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [kind, place, words] => Some(Row { kind, in_title: place == "title", words }),
        // The test below reads every row.
        _ => None,
    };
    rows.filter_map(row).collect()
});

/// A report that corrects another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Correcting {
    /// `corrected` or `withdrawn`.
    pub(super) kind: &'static str,
    /// `0123456789abcdef/1`
    pub(super) report: String,
    pub(super) published_at: Option<String>,
    /// The sentence that says so.
    pub(super) sentence: String,
}

/// What the words of a report say of what was published before: whether that is
/// corrected or withdrawn, and the sentence that says so.
fn notice(title: &str, text: &str) -> Option<(&'static str, String)> {
    let (small_title, small) = (title.to_lowercase(), text.to_lowercase());
    let said = |row: &&Row| {
        if row.in_title { small_title.starts_with(row.words) } else { small.contains(row.words) }
    };
    // What is taken back is more than corrected.
    let row = ROWS.iter().filter(said).max_by_key(|row| row.kind)?;
    if row.in_title {
        return Some((row.kind, title.to_owned()));
    }
    let line = text.lines().find(|line| line.to_lowercase().contains(row.words))?;
    let sentence = line.split_inclusive(". ").find(|s| s.to_lowercase().contains(row.words));
    Some((row.kind, sentence.unwrap_or(line).trim().to_owned()))
}

/// The reports that correct this one: of its outlet and story, published no
/// earlier, that say so, and are of its copy group or have no other report to
/// correct since.
pub(super) fn of(db: &Connection, report: &str, until: &str) -> rusqlite::Result<Vec<Correcting>> {
    let Some((id, version)) = report.split_once('/') else { return Ok(Vec::new()) };
    let sql = "SELECT r.seq, r.outlet, s.story, g.copy_group, coalesce(r.published_at, '')
               FROM report r JOIN report_story s ON s.report = r.seq
               JOIN report_copy_group g ON g.report = r.seq
               WHERE r.id = ?1 AND r.version = ?2";
    type Corrected = (i64, Option<String>, i64, i64, String);
    let found: Option<Corrected> = db
        .prepare_cached(sql)?
        .query_row(params![id, version], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((seq, Some(outlet), story, group, published)) = found else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT r.id || '/' || r.version, r.published_at, coalesce(r.title, ''),
                unpacked_text(r.text), min(c.copy_group)
         FROM story_member m JOIN report r ON r.seq = m.report
         JOIN report_story s ON s.report = r.seq AND s.story = m.story
         JOIN report_copy_group c ON c.report = r.seq
         WHERE m.story = ?1 AND r.outlet = ?2 AND r.seq <> ?3 AND r.id <> ?4
           AND coalesce(r.published_at, '') >= ?5 AND r.recorded_at <= ?6
         GROUP BY r.seq ORDER BY r.published_at, r.seq LIMIT {READ}"
    );
    let mut select = db.prepare_cached(&sql)?;
    let later = select
        .query_map(params![story, outlet, seq, id, published, until], |row| {
            let (title, text): (String, String) = (row.get(2)?, row.get(3)?);
            let said = notice(&title, &text);
            let same_text = row.get::<_, i64>(4)? == group;
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, same_text, said))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut correcting = Vec::new();
    // The newest report before a correction is the one it means, unless a text of
    // its own group is there.
    let mut is_newest = true;
    for (report, published_at, same_text, said) in later {
        match said {
            Some((kind, sentence)) if same_text || is_newest => {
                correcting.push(Correcting { kind, report, published_at, sentence });
            }
            Some(_) => {}
            None => is_newest = false,
        }
    }
    Ok(correcting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(ROWS.len(), rows);
        for row in ROWS.iter() {
            assert!(["corrected", "withdrawn"].contains(&row.kind), "{}", row.words);
            assert_eq!(row.words, row.words.to_lowercase());
        }
    }

    #[test]
    fn a_report_says_that_it_corrects() {
        let text = "Malta signed. An earlier version of this article named Albania. It was Libya.";
        let said = "An earlier version of this article named Albania.";
        assert_eq!(notice("Malta signs", text), Some(("corrected", said.to_owned())));
        let told = Some(("withdrawn", "Retraction: Malta signs".to_owned()));
        assert_eq!(notice("Retraction: Malta signs", text), told);
        assert_eq!(notice("Malta makes a correction", "It corrected the draft."), None);
    }
}
