//! What a reading that was just entered tells a watch.

use super::{Alert, Watch, all};
use crate::db::{Connection, OptionalExtension, Result, params_from_iter};
use crate::diff::diff;
use crate::query::{self, Driver, Filter, Kind, question};
use dateline_core::Reading;
use std::collections::HashSet;

/// Asks every watch of reading `number`, in the transaction that entered it.
pub(crate) fn enter(
    db: &Connection,
    number: i64,
    reading: &Reading,
    version: u32,
    recorded_at: &str,
) -> Result<Vec<Alert>> {
    let watches = all(db)?;
    if watches.is_empty() || (version == 1 && is_copy(db, number)?) {
        return Ok(Vec::new());
    }
    let name = format!("{}/{version}", reading.report.id);
    let before = "SELECT reading FROM superseded WHERE since = ?1";
    let before: Option<i64> =
        db.prepare_cached(before)?.query_row([number], |row| row.get(0)).optional()?;
    // Of a text that was told before, only what changed is new.
    let changed: Option<HashSet<String>> = match before {
        Some(before) if before == number => return Ok(Vec::new()),
        Some(before) => {
            let effects = diff(&query::reading_at(db, before)?, reading).effects;
            Some(effects.into_iter().filter_map(|effect| effect.after).collect())
        }
        None => None,
    };
    let mut alerts = Vec::new();
    for watch in &watches {
        for told in answers(db, watch, number)? {
            let is_new = changed.as_ref().is_none_or(|changed| {
                !matches!(watch.question.kind, Kind::Events | Kind::Claims)
                    || changed.contains(&told.record)
            });
            let record = if told.record.is_empty() {
                name.clone()
            } else {
                format!("{name}/{}", told.record)
            };
            if is_new && let Some(seq) = raise(db, watch, &told, &record, recorded_at)? {
                alerts.push(Alert {
                    seq,
                    watch: watch.name.clone(),
                    record,
                    sentence: told.sentence,
                    recorded_at: recorded_at.to_owned(),
                });
            }
        }
    }
    Ok(alerts)
}

/// Whether the text was published by another report before.
fn is_copy(db: &Connection, number: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (
                   SELECT 1 FROM reading g JOIN report r ON r.seq = g.report
                   JOIN report_copy_group mine ON mine.report = r.seq
                   JOIN copy_member m ON m.copy_group = mine.copy_group AND m.report < r.seq
                   JOIN report o ON o.seq = m.report AND o.id <> r.id
                   WHERE g.seq = ?1)";
    db.prepare_cached(sql)?.query_row([number], |row| row.get(0))
}

/// Something that answers a watch.
struct Told {
    /// Within the reading, `e3`; empty for the report.
    record: String,
    /// The same for everybody who tells the same.
    key: String,
    sentence: String,
}

fn answers(db: &Connection, watch: &Watch, number: i64) -> Result<Vec<Told>> {
    let asked = &watch.question;
    let filter = Filter { limit: None, after: None, ..asked.filter.clone() };
    let mut q = question(db, &filter, asked.kind, &Driver::Days)?;
    q.join_report();
    let mark = q.mark(number);
    q.and(format!("g.seq = {mark}"));
    // What is the same, in the same state, has the same key.
    let key = |record: &str, state: &str| {
        format!(
            "coalesce((SELECT 'same ' || x.same FROM same x
                       WHERE x.reading = g.seq AND x.record = {record}),
                      r.id || ' ' || {record}) || ' ' || {state}"
        )
    };
    let parties = |side: &str| {
        format!(
            "(SELECT string_agg(n.name, ', ' ORDER BY p.actor) FROM event_party p JOIN name n ON n.id = p.name
              WHERE p.reading = e.reading AND p.event = e.id AND p.side = '{side}')"
        )
    };
    // The words stand between what is told before them and after.
    let (record, key, sentence, words) = match asked.kind {
        Kind::Events => (
            "e.id",
            key("e.id", "e.status"),
            format!(
                "e.type || ' (' || e.status || '), ' || coalesce({}, 'nobody named') ||
                 coalesce(' → ' || {}, '') || ': '",
                parties("actor"),
                parties("recipient")
            ),
            "words(r.text, e.places)",
        ),
        Kind::Claims => (
            "c.id",
            key("c.id", "c.stance || ' ' || c.certainty || ' ' || c.polarity"),
            "coalesce((SELECT name FROM name WHERE id = c.speaker_name), 'nobody named') ||
             ' ' || c.stance || ' (' || c.certainty || '): '"
                .to_owned(),
            "words(r.text, c.places)",
        ),
        Kind::Agreements | Kind::Deliveries => {
            q.from += " JOIN ladder_step s ON s.reading = t.reading AND s.record = t.record
                        JOIN ladder l ON l.id = t.ladder
                        LEFT JOIN actor b ON b.reading = s.reading AND b.id = s.taken_by
                        LEFT JOIN name n ON n.id = b.name";
            for (column, value) in [("stage", &filter.stage), ("status", &filter.status)] {
                if let Some(value) = value {
                    let mark = q.mark(value.clone());
                    q.and(format!("s.{column} = {mark}"));
                }
            }
            if let Some(named) = &asked.named {
                let (part, id) = (q.mark(query::like(named)), q.mark(named.clone()));
                q.and(format!(
                    "(t.name LIKE {part} ESCAPE '\\' OR l.name LIKE {part} ESCAPE '\\'
                      OR 'l' || t.ladder = {id})"
                ));
            }
            (
                "t.record",
                "'l' || t.ladder || ' ' || s.stage || ' ' || s.status || ' ' || coalesce(n.name, '')"
                    .to_owned(),
                "l.name || ': ' || s.stage || ' (' || s.status || ')' ||
                 coalesce(' by ' || n.name, '') || coalesce(', ' || s.date_start, '') || ': '"
                    .to_owned(),
                "s.sentence",
            )
        }
        _ => {
            ("''", "r.id".to_owned(), String::from("''"), "coalesce(r.title, 'without a headline')")
        }
    };
    let (key, sentence) = if asked.differs {
        // Either side of a difference may be the one that was entered.
        let here = format!("d.reading = g.seq AND d.record = {record}");
        q.from += &format!(
            " JOIN differs d ON ({here} OR d.other_reading = g.seq AND d.other_record = {record})
              JOIN reading og ON og.seq = CASE WHEN {here} THEN d.other_reading ELSE d.reading END
              JOIN report o ON o.seq = og.report"
        );
        let other = format!(
            "o.id || '/' || o.version || '/' ||
             CASE WHEN {here} THEN d.other_record ELSE d.record END"
        );
        (
            format!("{key} || ' ' || d.kind || ' ' || d.reason"),
            format!("d.kind || ' (' || d.reason || ') against ' || {other} || ': ' || {sentence}"),
        )
    } else {
        (key, sentence)
    };
    // Many origins are told of once, whatever state the last of them tells.
    let least = filter.min_origins.unwrap_or(0);
    let sql = format!(
        "SELECT {record}, {key}, {sentence}, {words}, coalesce(' — ' || r.outlet, '')
         FROM {} WHERE {} ORDER BY 1",
        q.from,
        q.conditions()
    );
    let mut select = db.prepare_cached(&sql)?;
    let rows = select.query_map(params_from_iter(&q.values), |row| {
        let (before, words, after): (String, String, String) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        let sentence = before + &words + &after;
        let mut told = Told { record: row.get(0)?, key: row.get(1)?, sentence };
        if least > 1 {
            told.key =
                told.key.rsplit_once(' ').map_or(told.key.clone(), |(key, _)| key.to_owned());
            told.sentence = format!("told by {least} origins: {}", told.sentence);
        }
        Ok(told)
    })?;
    rows.collect()
}

/// Writes down an alert; none if the same was told before.
fn raise(
    db: &Connection,
    watch: &Watch,
    told: &Told,
    record: &str,
    recorded_at: &str,
) -> Result<Option<i64>> {
    let sql = "INSERT OR IGNORE INTO alert (watch, told, record, sentence, recorded_at)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = (&watch.name, &told.key, record, &told.sentence, recorded_at);
    let new = db.prepare_cached(sql)?.execute(row)? == 1;
    Ok(new.then(|| db.last_insert_rowid()))
}
