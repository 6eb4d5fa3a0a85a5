//! Claims.

use super::hits::Hit;
use crate::db::{Connection, Result};
use serde::Serialize;

/// One claim of one report.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ClaimRow {
    /// Report id, version and claim: `0123456789abcdef/1/c3`.
    pub record: String,
    /// Who says so.
    pub speaker: Option<String>,
    /// Who that is to the reader.
    pub speaker_kind: String,
    /// The speaker's country.
    pub country: Option<String>,
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
    SELECT r.id || '/' || r.version || '/' || c.id, n.name, c.speaker_kind, a.country, c.stance,
           c.certainty, c.polarity, words(r.text, c.places), c.confidence, r.outlet, r.published_at
    FROM claim c CROSS JOIN reading g ON g.seq = c.reading CROSS JOIN report r ON r.seq = g.report
    LEFT JOIN name n ON n.id = c.speaker_name
    LEFT JOIN actor a ON a.reading = c.reading AND a.id = c.speaker
    WHERE c.reading = ?1 AND c.id = 'c' || ?2";

pub(super) fn row(db: &Connection, hit: Hit) -> Result<ClaimRow> {
    db.prepare_cached(SELECT)?.query_row((hit.reading, hit.number), |row| {
        Ok(ClaimRow {
            record: row.get(0)?,
            speaker: row.get(1)?,
            speaker_kind: row.get(2)?,
            country: row.get(3)?,
            stance: row.get(4)?,
            certainty: row.get(5)?,
            polarity: row.get(6)?,
            content: row.get(7)?,
            confidence: row.get(8)?,
            outlet: row.get(9)?,
            published_at: row.get(10)?,
        })
    })
}
