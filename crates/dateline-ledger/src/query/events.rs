//! Events.

use super::hits::Hit;
use crate::db::{Connection, Result};
use serde::Serialize;

/// One event of one report, with the sentence it stands in.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct EventRow {
    /// Report id, version and event: `0123456789abcdef/1/e3`.
    pub record: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// Background: an earlier event that the report recalls.
    pub historical: bool,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// When, if it is told: the first day.
    pub date_start: Option<String>,
    /// The last day.
    pub date_end: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// In which state.
    pub country: Option<String>,
    /// The claim it stands in.
    pub claim: Option<String>,
    /// Who says so; none in the outlet's own voice.
    pub speaker: Option<String>,
    /// How sure that speaker is.
    pub certainty: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// How sure we are of our reading.
    pub confidence: f64,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
}

const SELECT: &str = "
    SELECT r.id || '/' || r.version || '/' || e.id, e.type, e.modes, e.contexts, e.cameo, e.status,
           e.historical, e.date_start, e.date_end, e.place, e.country, e.claim, n.name,
           c.certainty, words(r.text, e.places), e.confidence, r.outlet, r.published_at
    FROM event e CROSS JOIN reading g ON g.seq = e.reading CROSS JOIN report r ON r.seq = g.report
    LEFT JOIN claim c ON c.reading = e.reading AND c.id = e.claim
    LEFT JOIN name n ON n.id = c.speaker_name
    WHERE e.reading = ?1 AND e.id = 'e' || ?2";

const PARTIES: &str = "
    SELECT p.side, n.name FROM event_party p CROSS JOIN name n ON n.id = p.name
    WHERE p.reading = ?1 AND p.event = 'e' || ?2";

pub(super) fn row(db: &Connection, hit: Hit) -> Result<EventRow> {
    let at = (hit.reading, hit.number);
    let (mut actors, mut recipients) = (Vec::new(), Vec::new());
    let mut parties = db.prepare_cached(PARTIES)?;
    let mut rows = parties.query(at)?;
    while let Some(row) = rows.next()? {
        match row.get_ref(0)?.as_str()? {
            "actor" => actors.push(row.get(1)?),
            _ => recipients.push(row.get(1)?),
        }
    }
    db.prepare_cached(SELECT)?.query_row(at, |row| {
        let words = |at| row.get::<_, String>(at).map(|words| split(&words));
        Ok(EventRow {
            record: row.get(0)?,
            event_type: row.get(1)?,
            modes: words(2)?,
            contexts: words(3)?,
            cameo: row.get(4)?,
            status: row.get(5)?,
            historical: row.get(6)?,
            actors,
            recipients,
            date_start: row.get(7)?,
            date_end: row.get(8)?,
            place: row.get(9)?,
            country: row.get(10)?,
            claim: row.get(11)?,
            speaker: row.get(12)?,
            certainty: row.get(13)?,
            sentence: row.get(14)?,
            confidence: row.get(15)?,
            outlet: row.get(16)?,
            published_at: row.get(17)?,
        })
    })
}

/// Names that stand by space.
pub(super) fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}
