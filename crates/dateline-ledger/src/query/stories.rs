//! Stories: reports about the same happening.

use super::conditions::Known;
use super::filter::{Filter, Kind};
use super::{Page, hits, path};
use crate::db::{Connection, OptionalExtension};
use crate::error::{LedgerError, Result};
use serde::Serialize;
use std::collections::HashSet;

/// One story, with how many tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct StoryRow {
    /// `s12`.
    pub id: String,
    /// The headline of the report that was published first.
    pub title: Option<String>,
    /// How many reports.
    pub reports: u64,
    /// Of these, texts.
    pub texts: u64,
    /// The publications and agencies that these are from.
    pub origins: u64,
    /// When the first was published.
    pub first: Option<String>,
    /// When the last was.
    pub last: Option<String>,
}

/// Stories with a report as asked for, the one that was told of last first.
pub(crate) fn stories(db: &Connection, filter: &Filter) -> Result<Page<StoryRow>> {
    paged(filter, |each| for_each_story(db, filter, each))
}

/// Calls `each` with every one of them, until it says `false`.
pub(crate) fn for_each_story(
    db: &Connection,
    filter: &Filter,
    mut each: impl FnMut(StoryRow) -> Result<bool>,
) -> Result<()> {
    filter.check(Kind::Stories)?;
    let err = |e: rusqlite::Error| LedgerError::of(path(db), &e);
    let known = Known::of(db, filter.as_of.as_deref()).map_err(err)?;
    let mut seen = HashSet::new();
    let walk = Filter { limit: None, after: None, ..filter.clone() };
    hits::for_each(db, &walk, Kind::Stories, |hit| {
        let sql = "SELECT m.story FROM reading g JOIN story_member m ON m.report = g.report
                   WHERE g.seq = ?1 AND m.recorded_at <= ?2 ORDER BY m.turn DESC LIMIT 1";
        let story: Option<i64> = db
            .prepare_cached(sql)
            .and_then(|mut s| {
                s.query_row((hit.reading, &known.moment), |row| row.get(0)).optional()
            })
            .map_err(err)?;
        let Some(story) = story.filter(|story| seen.insert(*story)) else { return Ok(true) };
        let row = row(db, story, &known).map_err(err)?;
        let least = u64::from(filter.min_origins.unwrap_or(0));
        if row.origins >= least { each(row) } else { Ok(true) }
    })
}

/// A page of what stands over several reports, which `walk` gives one after
/// another. A cursor is how many were shown.
pub(super) fn paged<T>(
    filter: &Filter,
    walk: impl FnOnce(&mut dyn FnMut(T) -> Result<bool>) -> Result<()>,
) -> Result<Page<T>> {
    let skip: usize = match filter.after.as_deref().map(str::parse) {
        None => 0,
        Some(Ok(shown)) => shown,
        Some(Err(_)) => {
            return Err(LedgerError::Question(
                "take as cursor the one that stands below a page of rows".to_owned(),
            ));
        }
    };
    let most = filter.limit.map_or(usize::MAX, |limit| limit as usize);
    let (mut found, mut rows, mut more) = (0, Vec::new(), false);
    walk(&mut |row| {
        found += 1;
        if found <= skip {
            return Ok(true);
        }
        more = rows.len() == most;
        if !more {
            rows.push(row);
        }
        Ok(!more)
    })?;
    let next = more.then(|| (skip + rows.len()).to_string());
    Ok(Page { rows, next })
}

fn row(db: &Connection, story: i64, known: &Known) -> rusqlite::Result<StoryRow> {
    let sql = format!(
        "WITH told AS (
             SELECT r.seq, r.id, r.title, r.published_at, c.copy_group,
                    coalesce((SELECT f.origin FROM copy_first f
                              WHERE f.copy_group = c.copy_group AND f.recorded_at <= ?2
                              ORDER BY f.turn DESC LIMIT 1), -c.copy_group) AS origin
             FROM story_member m CROSS JOIN report r ON r.seq = m.report
             CROSS JOIN reading g ON g.report = r.seq
             CROSS JOIN copy_member c ON c.report = r.seq AND c.turn =
                 (SELECT max(turn) FROM copy_member WHERE report = r.seq AND recorded_at <= ?2)
             WHERE m.story = ?1 AND m.turn = (SELECT max(turn) FROM story_member
                                              WHERE report = m.report AND recorded_at <= ?2)
               AND {})
         SELECT (SELECT title FROM told ORDER BY published_at IS NULL, published_at, seq LIMIT 1),
                count(DISTINCT id), count(DISTINCT copy_group), count(DISTINCT origin),
                min(published_at), max(published_at)
         FROM told",
        known.counts("g.seq")
    );
    db.prepare_cached(&sql)?.query_row((story, &known.moment), |row| {
        Ok(StoryRow {
            id: format!("s{story}"),
            title: row.get(0)?,
            reports: row.get(1)?,
            texts: row.get(2)?,
            origins: row.get(3)?,
            first: row.get(4)?,
            last: row.get(5)?,
        })
    })
}
