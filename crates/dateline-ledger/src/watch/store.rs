//! Watches and alerts as rows.

use super::{Alert, Due, Unsent, Watch};
use crate::db::{Connection, Result, Row};
use crate::enter::now;
use crate::functions::failed;

/// An alert is tried to be sent so often before it is left.
const TRIES: u32 = 8;

/// Keeps a watch; false if its name is taken.
pub(crate) fn add(db: &Connection, watch: &Watch) -> Result<bool> {
    let question = serde_json::to_string(&watch.question).map_err(failed)?;
    let secret = match (&watch.webhook, &watch.secret) {
        (None, _) => None,
        (_, Some(secret)) => Some(secret.clone()),
        (Some(_), None) => Some(db.query_row(db.random(), [], |row| row.get(0))?),
    };
    let sql = "INSERT OR IGNORE INTO watch (name, question, webhook, secret, recorded_at)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = (&watch.name, question, &watch.webhook, secret, now(db)?);
    Ok(db.prepare_cached(sql)?.execute(row)? == 1)
}

/// Forgets a watch; false if there was none. Its alerts stay.
pub(crate) fn remove(db: &Connection, name: &str) -> Result<bool> {
    Ok(db.execute("DELETE FROM watch WHERE name = ?1", [name])? == 1)
}

/// Every watch, by name.
pub(crate) fn all(db: &Connection) -> Result<Vec<Watch>> {
    let sql = "SELECT name, question, webhook, secret FROM watch ORDER BY name";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([], |row| {
        Ok(Watch {
            name: row.get(0)?,
            question: serde_json::from_str(&row.get::<_, String>(1)?).map_err(failed)?,
            webhook: row.get(2)?,
            secret: row.get(3)?,
        })
    })?;
    rows.collect()
}

/// Alerts after number `after`, of one watch or of all, oldest first.
pub(crate) fn alerts(
    db: &Connection,
    watch: Option<&str>,
    after: i64,
    limit: u32,
) -> Result<Vec<Alert>> {
    let sql = "SELECT seq, watch, record, sentence, recorded_at FROM alert
               WHERE seq > ?1 AND (CAST(?2 AS TEXT) IS NULL OR watch = ?2) ORDER BY seq LIMIT ?3";
    let mut select = db.prepare_cached(sql)?;
    select.query_map((after, watch, limit), alert)?.collect()
}

/// Alerts with a webhook that did not come through yet, oldest first.
pub(crate) fn due(db: &Connection) -> Result<Vec<Due>> {
    let sql = "SELECT a.seq, a.watch, a.record, a.sentence, a.recorded_at, w.webhook, w.secret,
                      (SELECT count(*) FROM alert_sent WHERE alert = a.seq)
               FROM alert a JOIN watch w ON w.name = a.watch
               WHERE w.webhook IS NOT NULL AND a.recorded_at >= w.recorded_at
                 AND (SELECT count(*) FROM alert_sent WHERE alert = a.seq) < ?1
                 AND NOT EXISTS (SELECT 1 FROM alert_sent WHERE alert = a.seq AND problem IS NULL)
               ORDER BY a.seq";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([TRIES], |row| {
        Ok(Due {
            alert: alert(row)?,
            webhook: row.get(5)?,
            secret: row.get(6)?,
            tries: row.get(7)?,
        })
    })?;
    rows.collect()
}

/// Alerts that were tried to be sent and did not come through, tried last first.
pub(crate) fn unsent(db: &Connection, limit: u32) -> Result<Vec<Unsent>> {
    let sql = "SELECT a.seq, a.watch, a.record, a.sentence, a.recorded_at, s.try, s.problem,
                      s.recorded_at
               FROM alert_sent s JOIN alert a ON a.seq = s.alert
               WHERE s.try = (SELECT max(try) FROM alert_sent WHERE alert = a.seq)
                 AND s.problem IS NOT NULL
               ORDER BY s.recorded_at DESC, a.seq DESC LIMIT ?1";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([limit], |row| {
        let (tries, problem) = (row.get(5)?, row.get(6)?);
        Ok(Unsent { alert: alert(row)?, tries, problem, tried_at: row.get(7)? })
    })?;
    rows.collect()
}

/// Notes that it was tried to send an alert, and what came of it.
pub(crate) fn sent(db: &Connection, alert: i64, problem: Option<&str>) -> Result<()> {
    let sql = "INSERT INTO alert_sent (alert, try, problem, recorded_at)
               VALUES (?1, (SELECT count(*) + 1 FROM alert_sent WHERE alert = ?1), ?2, ?3)";
    db.prepare_cached(sql)?.execute((alert, problem, now(db)?)).map(drop)
}

fn alert(row: &Row) -> Result<Alert> {
    Ok(Alert {
        seq: row.get(0)?,
        watch: row.get(1)?,
        record: row.get(2)?,
        sentence: row.get(3)?,
        recorded_at: row.get(4)?,
    })
}
