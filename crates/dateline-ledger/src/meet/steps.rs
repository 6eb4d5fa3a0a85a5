//! The steps of agreements and deliveries as rows.

use super::Entry;
use crate::db::{Connection, params};
use dateline_core::Step;

/// Adds the steps of one agreement or delivery, whose stages are called so.
pub(crate) fn add<G: Copy>(
    db: &Connection,
    entry: &Entry,
    record: &str,
    steps: &[Step<G>],
    name: impl Fn(G) -> &'static str,
) -> rusqlite::Result<()> {
    for (at, step) in steps.iter().enumerate() {
        let sentence = entry.reading.sentences.get(step.evidence.sentence);
        db.prepare_cached(
            "INSERT INTO ladder_step (reading, record, step, stage, status, taken_by, date_start,
                                      date_end, claim, event, sentence, confidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            entry.number,
            record,
            at + 1,
            name(step.stage),
            step.status.as_str(),
            step.by.map(|id| id.to_string()),
            step.date.as_ref().map(|d| &d.start),
            step.date.as_ref().map(|d| &d.end),
            step.claim.map(|id| id.to_string()),
            step.event.map(|id| id.to_string()),
            sentence.map_or("", |s| s.text.as_str()),
            f64::from(step.confidence),
        ])?;
    }
    Ok(())
}
