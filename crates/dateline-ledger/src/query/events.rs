//! Events.

use super::Filter;
use super::conditions::{Conditions, part};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

/// One event of one report, with the sentence it stands in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// Report id, version and event: `0123456789abcdef/1/e3`.
    pub record: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// The claim it stands in.
    pub claim: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// How sure we are of our reading.
    pub confidence: f64,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
}

// Names come by line feed, which no name holds.
const SELECT: &str = "
    SELECT r.id || '/' || r.version || '/' || e.id, e.type, e.contexts, e.cameo, e.status,
           (SELECT group_concat(a.name, char(10)) FROM event_party p
            JOIN actor a ON a.reading = p.reading AND a.id = p.actor
            WHERE p.reading = e.reading AND p.event = e.id AND p.side = 'actor'),
           (SELECT group_concat(a.name, char(10)) FROM event_party p
            JOIN actor a ON a.reading = p.reading AND a.id = p.actor
            WHERE p.reading = e.reading AND p.event = e.id AND p.side = 'recipient'),
           e.claim, e.sentence, e.confidence, r.outlet, r.published_at
    FROM event e JOIN reading g ON g.seq = e.reading JOIN report r ON r.seq = g.report";

pub(crate) fn events(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<EventRow>> {
    let mut conditions = Conditions::of(filter);
    conditions.add("e.type = ?", filter.event_type.clone());
    conditions.add("e.status = ?", filter.status.clone());
    conditions.add("' ' || e.contexts || ' ' LIKE '% ' || ? || ' %'", filter.context.clone());
    conditions.add(
        "EXISTS (SELECT 1 FROM event_party p JOIN actor a ON a.reading = p.reading AND a.id = p.actor
                 WHERE p.reading = e.reading AND p.event = e.id AND p.side = 'actor'
                   AND a.name LIKE ? ESCAPE '\\')",
        part(filter.actor.as_ref()),
    );
    conditions.add(
        "EXISTS (SELECT 1 FROM event_party p JOIN actor a ON a.reading = p.reading AND a.id = p.actor
                 WHERE p.reading = e.reading AND p.event = e.id AND p.side = 'recipient'
                   AND a.name LIKE ? ESCAPE '\\')",
        part(filter.recipient.as_ref()),
    );
    conditions.add(
        "EXISTS (SELECT 1 FROM event_party p JOIN actor a ON a.reading = p.reading AND a.id = p.actor
                 WHERE p.reading = e.reading AND p.event = e.id AND a.country = ?)",
        filter.country.clone(),
    );
    let order = "r.published_at DESC, e.reading, CAST(substr(e.id, 2) AS INTEGER)";
    let sql = conditions.finish(SELECT, order, filter);
    let mut select = db.prepare(&sql)?;
    let rows = select.query_map(params_from_iter(&conditions.values), |row| {
        let names = |at| row.get::<_, Option<String>>(at).map(|names| lines(names.as_deref()));
        Ok(EventRow {
            record: row.get(0)?,
            event_type: row.get(1)?,
            contexts: row.get::<_, String>(2)?.split_whitespace().map(str::to_owned).collect(),
            cameo: row.get(3)?,
            status: row.get(4)?,
            actors: names(5)?,
            recipients: names(6)?,
            claim: row.get(7)?,
            sentence: row.get(8)?,
            confidence: row.get(9)?,
            outlet: row.get(10)?,
            published_at: row.get(11)?,
        })
    })?;
    rows.collect()
}

fn lines(names: Option<&str>) -> Vec<String> {
    names.map_or_else(Vec::new, |names| names.lines().map(str::to_owned).collect())
}
