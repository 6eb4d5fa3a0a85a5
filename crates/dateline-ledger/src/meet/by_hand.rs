//! Stories that a person puts together or takes apart; ladders, too, as
//! `ladders_by_hand` does it. The program never
//! decides again about a report that a person placed; what comes in later
//! follows the texts it is like, wherever those are by then.

use super::ladders_by_hand::{self, Member};
use super::stories::{add, add_keys, story_of, week_of};
use super::story_keys::keys;
use crate::correct::{Action, Correction};
use crate::db::{Connection, params};
use crate::query;
use serde_json::Value;
use std::collections::BTreeSet;

/// What a correction does to stories; nothing, if it is about something else.
pub(crate) enum Decision {
    None,
    /// All reports of the second story become the first's.
    Merge(i64, i64),
    /// Some reports (their numbers) of a story become a new one.
    Split {
        story: i64,
        moved: Vec<i64>,
        new: i64,
    },
    /// All of the second ladder comes to the first.
    MergeLadders(i64, i64),
    /// These leave a ladder for one of their own.
    SplitLadder(i64, Vec<Member>),
}

/// What `correction` wants of stories, or a sentence that says why that cannot
/// be done.
pub(crate) fn decision(
    db: &Connection,
    correction: &Correction,
) -> rusqlite::Result<Result<Decision, String>> {
    if let Some(name) = correction.record.strip_prefix("ladder/") {
        return ladders_by_hand::decision(db, correction, name);
    }
    let Some(name) = correction.record.strip_prefix("story/") else {
        return Ok(Ok(Decision::None));
    };
    let Some(story) = number(name) else {
        return Ok(Err(format!(
            "`{}` is no story: write story/ and its number",
            correction.record
        )));
    };
    if members(db, story)?.is_empty() {
        return Ok(Err(format!("the ledger has no story {story}")));
    }
    let wrong = |how: &str| Ok(Err(format!("the detail of this correction must be {how}")));
    match correction.action {
        Action::Merge => {
            let with = &correction.detail["with"];
            let with = with.as_i64().or_else(|| with.as_str().and_then(number));
            let Some(with) = with else {
                return wrong("{\"with\": N}, N being the story to be merged with this one");
            };
            match members(db, with)?.is_empty() {
                _ if with == story => Ok(Err(format!("story {story} is this one already"))),
                true => Ok(Err(format!("the ledger has no story {with}"))),
                false => Ok(Ok(Decision::Merge(story, with))),
            }
        }
        Action::Split => {
            let Some(ids) = correction.detail["reports"].as_array() else {
                return wrong("{\"reports\": [\"0123456789abcdef\"]}, the reports that leave");
            };
            let ids: BTreeSet<&str> = ids.iter().filter_map(Value::as_str).collect();
            let all = members(db, story)?;
            let leaving: Vec<i64> =
                all.iter().filter(|(_, id)| ids.contains(id.as_str())).map(|(n, _)| *n).collect();
            let found: BTreeSet<&str> = all.iter().map(|(_, id)| id.as_str()).collect();
            match ids.difference(&found).next() {
                Some(id) => Ok(Err(format!("report {id} is not in story {story}"))),
                None if leaving.is_empty() || leaving.len() == all.len() => {
                    Ok(Err("some reports must leave the story and some must stay".to_owned()))
                }
                None => {
                    let staying = all.iter().map(|(report, _)| *report);
                    let staying = staying.filter(|report| !leaving.contains(report)).collect();
                    split(db, story, leaving, staying)
                }
            }
        }
        _ => Ok(Ok(Decision::None)),
    }
}

/// Of `story/12`, `ladder/7` or `l7`, or of the number alone.
pub(super) fn number(name: &str) -> Option<i64> {
    let bare = ["story/", "ladder/", "l"].iter().find_map(|head| name.strip_prefix(head));
    bare.unwrap_or(name).parse().ok()
}

/// The reports of a story, all versions, with their ids.
fn members(db: &Connection, story: i64) -> rusqlite::Result<Vec<(i64, String)>> {
    let sql = "SELECT r.seq, r.id FROM report_story s JOIN report r ON r.seq = s.report
               WHERE s.report IN (SELECT report FROM story_member WHERE story = ?1) AND s.story = ?1
               ORDER BY r.seq";
    db.prepare_cached(sql)?.query_map([story], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Does it.
pub(crate) fn carry_out(
    db: &Connection,
    decision: &Decision,
    who: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    match decision {
        Decision::None => Ok(()),
        Decision::MergeLadders(ladder, with) => {
            ladders_by_hand::merge(db, *ladder, *with, who, recorded_at)
        }
        Decision::SplitLadder(ladder, moved) => {
            ladders_by_hand::split(db, *ladder, moved, who, recorded_at)
        }
        Decision::Merge(story, with) => {
            let reason = format!("{who} merged story {with} with story {story}");
            for (report, _) in members(db, *with)? {
                add(db, report, *story, "hand", &reason, recorded_at)?;
            }
            // What the one could be found by finds the other.
            let sql = "INSERT OR IGNORE INTO story_key (week, key, story)
                       SELECT week, key, CAST(?1 AS BIGINT) FROM story_key WHERE story = ?2";
            db.prepare_cached(sql)?.execute([story, with])?;
            Ok(())
        }
        Decision::Split { story, moved, new } => {
            let reason = format!("{who} split story {story}");
            for (report, _) in members(db, *story)? {
                // Those that stay were decided about as well.
                let to = if moved.contains(&report) { *new } else { *story };
                add(db, report, to, "hand", &reason, recorded_at)?;
            }
            moved.iter().try_for_each(|&report| find_again(db, report, *new))
        }
    }
}

/// A story bears the number of one of its reports that no other story bears. If
/// those that leave have none but the founder's, the others leave instead: apart
/// is apart.
fn split(
    db: &Connection,
    story: i64,
    leaving: Vec<i64>,
    staying: Vec<i64>,
) -> rusqlite::Result<Result<Decision, String>> {
    for moved in [leaving, staying] {
        for &new in &moved {
            if new != story && members(db, new)?.is_empty() {
                return Ok(Ok(Decision::Split { story, moved, new }));
            }
        }
    }
    Ok(Err(format!("no report of story {story} can give its number to a new story")))
}

/// Makes the story to be found by what the report tells.
fn find_again(db: &Connection, report: i64, story: i64) -> rusqlite::Result<()> {
    let sql = "SELECT r.id, r.version, r.published_at, r.recorded_at,
                      (SELECT max(seq) FROM reading WHERE report = r.seq)
               FROM report r WHERE r.seq = ?1";
    let (id, version, published_at, recorded_at, number): (
        String,
        u32,
        Option<String>,
        String,
        i64,
    ) = db.prepare_cached(sql)?.query_row([report], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let Some(reading) = query::reading_of(db, &id, version)? else { return Ok(()) };
    let sql = "SELECT identity FROM actor WHERE reading = ?1 AND id = ?2";
    let mut select = db.prepare_cached(sql)?;
    let actors = reading
        .actors
        .iter()
        .map(|actor| select.query_row(params![number, actor.id.to_string()], |row| row.get(0)))
        .collect::<rusqlite::Result<Vec<Option<i64>>>>()?;
    let week = week_of(published_at.as_deref(), &recorded_at);
    add_keys(db, &keys(&reading, &actors), week, story)?;
    debug_assert_eq!(story_of(db, report)?, Some(story));
    Ok(())
}
