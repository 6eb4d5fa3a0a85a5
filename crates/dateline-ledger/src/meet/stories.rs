//! Which reports are about the same happening, decided as each one comes in.

use super::Entry;
use super::copies::Placed;
use super::story_keys::{Key, Kind, keys};
use crate::db::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Stories of one key and week that are looked at. A key of that many tells
/// nothing.
const PER_KEY: usize = 24;
/// What a story must share of the weight of a report's keys …
const ENOUGH: f64 = 0.38;
/// … or so much, if two of the keys are persons or bodies.
const WITH_ACTORS: f64 = 0.3;
/// Keys that must be shared, of two kinds at least.
const KEYS_SHARED: usize = 3;
/// Keys told in a reason.
const TOLD: usize = 6;

/// A report's story, and why.
struct Choice {
    story: i64,
    reason: String,
}

/// A story that shares keys with a report.
struct Candidate {
    score: f64,
    story: i64,
    /// Which of the report's keys, with what each weighs.
    keys: Vec<(usize, f64)>,
}

/// Puts a new text into a story, or begins one; gives its number.
pub(crate) fn enter(db: &Connection, entry: &Entry, placed: &Placed) -> rusqlite::Result<i64> {
    let published_at = entry.reading.report.published_at.as_deref();
    let week = week_of(published_at, entry.recorded_at);
    let own = keys(entry.reading, entry.actors);
    let choice = match inherited(db, entry, placed)? {
        Some(choice) => choice,
        None => find(db, &own, week)?.unwrap_or_else(|| Choice {
            story: entry.report,
            reason: "no story of these weeks shares enough with it".to_owned(),
        }),
    };
    add(db, entry.report, choice.story, "program", &choice.reason, entry.recorded_at)?;
    // A copy has nothing to add.
    if placed.alike.is_none() {
        add_keys(db, &own, week, choice.story)?;
    }
    Ok(choice.story)
}

/// The story of the report's earlier version, or of the text it copies. A
/// person's decision about those is followed.
fn inherited(db: &Connection, entry: &Entry, placed: &Placed) -> rusqlite::Result<Option<Choice>> {
    let sql = "SELECT seq FROM report WHERE id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1";
    let before: Option<i64> = db
        .prepare_cached(sql)?
        .query_row((&entry.reading.report.id, entry.report), |row| row.get(0))
        .optional()?;
    let (from, reason) = match (before, placed.alike) {
        (Some(before), _) => (before, "another version of the report is of it"),
        (None, Some(alike)) => (alike, "the text it copies is of it"),
        (None, None) => return Ok(None),
    };
    let story = story_of(db, from)?;
    Ok(story.map(|story| Choice { story, reason: reason.to_owned() }))
}

/// The story that shares most with a report that has these keys, if enough.
fn find(db: &Connection, own: &[Key], week: i64) -> rusqlite::Result<Option<Choice>> {
    let mut shared: HashMap<i64, Vec<(usize, f64)>> = HashMap::new();
    let mut all = 0.0;
    let sql = format!(
        "SELECT story FROM story_key WHERE week = ?1 AND key = ?2
         ORDER BY story DESC LIMIT {PER_KEY}"
    );
    let mut select = db.prepare_cached(&sql)?;
    let asked = own.iter().flat_map(|key| [-1, 0, 1].map(|off| (week + off, key.hash)));
    let stories = select.query_each(asked, |row| row.get::<_, i64>(0))?;
    for (at, (key, found)) in own.iter().zip(stories.chunks(3)).enumerate() {
        let mut found = found.concat();
        found.sort_unstable();
        found.dedup();
        // The more stories a key has, the less it tells.
        let rare = 1.0 - ((found.len() as f64).ln_1p() / (PER_KEY as f64).ln_1p()).min(1.0);
        let weight = key.weight() * if found.len() < 2 { 1.0 } else { rare };
        all += weight;
        for &story in &found {
            shared.entry(story).or_default().push((at, weight));
        }
    }
    let ranked = shared.into_iter().map(|(story, keys)| Candidate {
        score: keys.iter().map(|(_, weight)| weight).sum::<f64>() / all,
        story,
        keys,
    });
    let mut ranked: Vec<Candidate> = ranked.filter(|c| enough(own, c.score, &c.keys)).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.story.cmp(&b.story)));
    for Candidate { score, story, mut keys } in ranked {
        // One that was merged into another by hand has nobody left.
        if !is_alive(db, story)? {
            continue;
        }
        keys.sort_by(|a, b| b.1.total_cmp(&a.1));
        let told: Vec<&str> =
            keys.iter().take(TOLD).map(|&(at, _)| own[at].label.as_str()).collect();
        let share = score * 100.0;
        let reason = format!("shares {} ({share:.0}% of its keys by weight)", told.join(", "));
        return Ok(Some(Choice { story, reason }));
    }
    Ok(None)
}

/// Words alone, or the same two states alone, make no story.
fn enough(own: &[Key], score: f64, keys: &[(usize, f64)]) -> bool {
    let kind = |&(at, _): &(usize, f64)| own[at].kind;
    let actors = keys.iter().filter(|&key| kind(key) == Kind::Actor).count();
    keys.len() >= KEYS_SHARED
        && keys.iter().any(|key| kind(key) != kind(&keys[0]))
        && (score >= ENOUGH || (score >= WITH_ACTORS && actors > 1))
}

pub(crate) fn add_keys(
    db: &Connection,
    own: &[Key],
    week: i64,
    story: i64,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO story_key (week, key, story) VALUES (?1, ?2, ?3)";
    let mut insert = db.prepare_cached(sql)?;
    for key in own {
        insert.execute_soon((week, key.hash, story))?;
    }
    Ok(())
}

pub(crate) fn add(
    db: &Connection,
    report: i64,
    story: i64,
    decided: &str,
    reason: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO story_member (report, turn, story, decided, reason, recorded_at)
         VALUES (?1, (SELECT coalesce(max(turn), 0) + 1 FROM story_member WHERE report = ?1),
                 ?2, ?3, ?4, ?5)",
    )?
    .execute(params![report, story, decided, reason, recorded_at])?;
    Ok(())
}

/// The story a report is in now.
pub(crate) fn story_of(db: &Connection, report: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT story FROM story_member WHERE report = ?1 ORDER BY turn DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row([report], |row| row.get(0)).optional()
}

/// The story of the newest version of a report.
pub(crate) fn of_id(db: &Connection, report_id: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT max(seq) FROM report WHERE id = ?1";
    let report: Option<i64> = db.prepare_cached(sql)?.query_row([report_id], |row| row.get(0))?;
    report.map_or(Ok(None), |report| story_of(db, report))
}

fn is_alive(db: &Connection, story: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM story_member m WHERE m.story = ?1
                 AND m.turn = (SELECT max(turn) FROM story_member WHERE report = m.report))";
    db.prepare_cached(sql)?.query_row([story], |row| row.get(0))
}

/// The week a report was published in or, if that is not known, entered.
pub(crate) fn week_of(published_at: Option<&str>, recorded_at: &str) -> i64 {
    published_at.and_then(days).or_else(|| days(recorded_at)).unwrap_or(0).div_euclid(7)
}

/// Days since 1970 of what begins with `2026-03-03`.
pub(crate) fn days(moment: &str) -> Option<i64> {
    let number = |range| moment.get(range).and_then(|part: &str| part.parse::<i64>().ok());
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last of one.
    let year = year - i64::from(month < 3);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let known = [("1970-01-01", 0), ("2000-03-01", 11_017), ("2026-04-08T05:30Z", 20_551)];
        for (moment, day) in known {
            assert_eq!(days(moment), Some(day), "{moment}");
        }
        assert_eq!(days("2026"), None);
        assert_eq!(days("2026-13-01"), None);
    }
}
