//! Claims.

use super::Filter;
use super::conditions::{Conditions, part};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

/// One claim of one report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimRow {
    /// Report id, version and claim: `0123456789abcdef/1/c3`.
    pub record: String,
    /// Who says so.
    pub speaker: Option<String>,
    /// Who that is to the reader.
    pub speaker_kind: String,
    /// What the speaker does with the content.
    pub stance: String,
    /// The certainty the speaker states.
    pub certainty: String,
    /// Whether the content is affirmed or negated.
    pub polarity: String,
    /// The words.
    pub content: String,
    /// How sure we are of our reading.
    pub confidence: f64,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
}

const SELECT: &str = "
    SELECT r.id || '/' || r.version || '/' || c.id, a.name, c.speaker_kind, c.stance, c.certainty,
           c.polarity, c.content, c.confidence, r.outlet, r.published_at
    FROM claim c JOIN reading g ON g.seq = c.reading JOIN report r ON r.seq = g.report
    LEFT JOIN actor a ON a.reading = c.reading AND a.id = c.speaker";

pub(crate) fn claims(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<ClaimRow>> {
    let mut conditions = Conditions::of(filter);
    conditions.add("c.certainty = ?", filter.certainty.clone());
    conditions.add("a.name LIKE ? ESCAPE '\\'", part(filter.speaker.as_ref()));
    let order = "r.published_at DESC, c.reading, CAST(substr(c.id, 2) AS INTEGER)";
    let sql = conditions.finish(SELECT, order, filter);
    let mut select = db.prepare(&sql)?;
    let rows = select.query_map(params_from_iter(&conditions.values), |row| {
        Ok(ClaimRow {
            record: row.get(0)?,
            speaker: row.get(1)?,
            speaker_kind: row.get(2)?,
            stance: row.get(3)?,
            certainty: row.get(4)?,
            polarity: row.get(5)?,
            content: row.get(6)?,
            confidence: row.get(7)?,
            outlet: row.get(8)?,
            published_at: row.get(9)?,
        })
    })?;
    rows.collect()
}
