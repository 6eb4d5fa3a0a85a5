//! Counts from running totals, for the questions that these can answer. The
//! others go through rows, in `count.rs`; both say the same.

use super::conditions::day;
use super::count::{By, Cell, Measures};
use super::filter::{Filter, Kind, Sort};
use super::names;
use crate::db::Value;
use crate::db::{Connection, Result, params_from_iter};
use crate::totals::{CLAIMS, COUNTRY, DEGREE, DYAD, HAPPENED, REPORTS, WHAT, is_kept};

/// What is summed up.
struct Asked<'f> {
    cut: u8,
    who: Option<&'f String>,
    what: Option<&'f String>,
    degree: Option<&'f String>,
    /// What rows of the answer are told apart by, as SQL.
    keys: Vec<&'static str>,
    /// Rows of days are needed, not of months.
    by_day: bool,
}

const MONTH: &str =
    "CASE WHEN t.period > 0 THEN printf('%04d-%02d', t.period / 10000, t.period / 100 % 100) END";
const YEAR: &str = "CASE WHEN t.period > 0 THEN printf('%04d', t.period / 10000) END";
const DAY: &str = "CASE WHEN t.period > 0 THEN printf('%04d-%02d-%02d', t.period / 10000,
                   t.period / 100 % 100, t.period % 100) END";

/// The count, if totals are kept of what is asked.
pub(super) fn count(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    by: &[By],
    measures: Measures,
) -> Result<Option<Vec<Cell>>> {
    let Some(asked) = asked(filter, kind, by).filter(|_| measures == Measures::default()) else {
        return Ok(None);
    };
    let mut values = vec![Value::from(i64::from(asked.cut))];
    let mut conditions = vec!["t.cut = ?1".to_owned()];
    let mut from = "total t";
    if asked.cut & HAPPENED == 0 {
        from = "(SELECT value FROM json_each(?2)) p CROSS JOIN total t ON t.period = p.value";
        values.push(names::list(&periods(db, filter, asked.by_day)?).into());
    }
    let mut given = |column: &str, value: Option<&String>| {
        if let Some(value) = value {
            values.push(value.clone().into());
            conditions.push(format!("t.{column} = ?{}", values.len()));
        }
    };
    given("who", asked.who);
    given("what", asked.what);
    given("degree", asked.degree);
    values.push(filter.limit.map_or(i64::MAX, i64::from).into());
    let (keys, conditions) = (asked.keys.join(", "), conditions.join(" AND "));
    let places: Vec<_> = (1..=by.len()).map(|at| at.to_string()).collect();
    let (comma, group, places) = match by.len() {
        // Nothing is a number, too, where there is but one.
        0 => ("", String::new(), String::new()),
        _ => (
            ",",
            format!("GROUP BY {} HAVING sum(t.records) <> 0", places.join(", ")),
            places.iter().map(|at| format!(", {at} NULLS FIRST")).collect(),
        ),
    };
    let sql = format!(
        "SELECT {keys}{comma} CAST(coalesce(sum(t.records), 0) AS BIGINT) AS records,
                CAST(coalesce(sum(t.reports), 0) AS BIGINT)
         FROM {from} WHERE {conditions} {group} ORDER BY records DESC{places} LIMIT ?{}",
        values.len()
    );
    let mut select = db.prepare_cached(&sql)?;
    let rows = select.query_map(params_from_iter(values), |row| {
        let key = (0..by.len()).map(|at| row.get(at)).collect::<Result<_>>()?;
        let (records, reports) = (row.get(by.len())?, row.get(by.len() + 1)?);
        Ok(Cell { by: key, records, reports, texts: None, origins: None })
    })?;
    rows.collect::<Result<_>>().map(Some)
}

/// Which totals are asked for; none, if they are not kept.
fn asked<'f>(filter: &'f Filter, kind: Kind, by: &[By]) -> Option<Asked<'f>> {
    let (what, degree) = match kind {
        Kind::Events => (&filter.event_type, &filter.status),
        Kind::Claims => (&filter.stance, &filter.certainty),
        Kind::Reports => (&None, &None),
        _ => return None,
    };
    let rest = Filter {
        country: None,
        event_type: None,
        status: None,
        from: None,
        to: None,
        limit: None,
        after: None,
        sort: Sort::default(),
        ..filter.clone()
    };
    let rest = match kind {
        Kind::Claims => Filter { stance: None, certainty: None, ..rest },
        _ => rest,
    };
    if rest != Filter::default() {
        return None;
    }
    let mut asked = Asked {
        cut: match kind {
            Kind::Claims => CLAIMS,
            Kind::Reports => REPORTS,
            _ => 0,
        },
        who: filter.country.as_ref(),
        what: what.as_ref(),
        degree: degree.as_ref(),
        keys: Vec::new(),
        by_day: false,
    };
    for (bit, given) in [
        (COUNTRY, asked.who.is_some()),
        (WHAT, asked.what.is_some()),
        (DEGREE, asked.degree.is_some()),
    ] {
        asked.cut |= if given { bit } else { 0 };
    }
    for by in by {
        let (bit, key) = match (by, kind) {
            // Countries beside the one that is asked for, a country and a pair:
            // totals do not tell who is in one event.
            (By::Country, Kind::Events) if asked.who.is_some() => return None,
            (By::Country | By::Dyad, Kind::Events) if asked.cut & (COUNTRY | DYAD) != 0 => {
                return None;
            }
            (By::Country, Kind::Events | Kind::Claims) => (COUNTRY, "nullif(t.who, '')"),
            (By::Dyad, Kind::Events) => (DYAD, "t.who"),
            (By::Type, Kind::Events) | (By::Stance, Kind::Claims) => (WHAT, "t.what"),
            (By::Status, Kind::Events) | (By::Certainty, Kind::Claims) => (DEGREE, "t.degree"),
            (By::Month, Kind::Events) if filter.from.is_none() && filter.to.is_none() => {
                (HAPPENED, MONTH)
            }
            (By::Month, Kind::Claims | Kind::Reports) => (0, MONTH),
            (By::Year, Kind::Claims | Kind::Reports) => (0, YEAR),
            (By::Day, Kind::Claims | Kind::Reports) => {
                asked.by_day = true;
                (0, DAY)
            }
            _ => return None,
        };
        asked.cut |= bit;
        asked.keys.push(key);
    }
    is_kept(asked.cut).then_some(asked)
}

/// The months, and days of months of which some are left out, in which there
/// are reports as asked for.
fn periods(db: &Connection, filter: &Filter, by_day: bool) -> Result<Vec<i64>> {
    let sql = "SELECT period FROM total WHERE cut = ?1 ORDER BY period";
    let mut select = db.prepare_cached(sql)?;
    let all: Vec<i64> =
        select.query_map([i64::from(REPORTS)], |row| row.get(0))?.collect::<Result<_>>()?;
    let from = filter.from.as_deref().map_or(i64::MIN, day);
    let to = filter.to.as_deref().map_or(i64::MAX, day);
    let within = |period: &i64| (from..=to).contains(period);
    // A month stands before its days; no day is a month of its own.
    let months = all.chunk_by(|before, period| *period % 100 != 0 && *before != 0);
    let mut found = Vec::new();
    for month in months {
        let days = if month.len() > 1 { &month[1..] } else { month };
        if !by_day && days.iter().all(within) {
            found.push(month[0]);
        } else {
            found.extend(days.iter().filter(|day| within(day)));
        }
    }
    Ok(found)
}

#[cfg(test)]
#[path = "../../examples/made/mod.rs"]
mod made;

/// Totals say what rows say, whatever is asked, also when readings were
/// superseded and days are not known.
#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::count::count_rows;
    use super::made::Stream;
    use super::*;
    use crate::{Ledger, SqliteLedger};

    fn ledger(path: &std::path::Path) -> SqliteLedger {
        let mut ledger = SqliteLedger::open(path).unwrap();
        let mut stream = Stream::new(7);
        let mut readings: Vec<_> = (0..600).map(|_| stream.next().1).collect();
        // Three months, and some of no day.
        for (n, reading) in readings.iter_mut().enumerate() {
            let day = format!("2026-{:02}-{:02}", 1 + n % 3, 1 + n % 28);
            reading.report.published_at = (n % 50 != 0).then_some(day);
        }
        ledger.enter_all(&readings).unwrap();
        // Other readings, other texts, other days, an old text read anew.
        let mut again = Vec::new();
        for reading in readings.iter().step_by(5) {
            let mut other = reading.clone();
            other.events.pop();
            other.claims.pop();
            again.push(other.clone());
            other.report.text.push_str(" Corrected.");
            other.report.published_at = Some("2026-02-14".to_owned());
            again.push(other.clone());
            other.report.text = reading.report.text.clone();
            other.events.clear();
            again.push(other);
        }
        ledger.enter_all(&again).unwrap();
        assert_eq!(ledger.check().unwrap().problems, Vec::<String>::new());
        ledger
    }

    #[test]
    fn totals_and_rows_say_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("l.db");
        let ledger = ledger(&path);
        let db = &ledger.db;
        let mut chance = 0x2545_F491_4F6C_DD1D_u64;
        let mut below = |n: usize| {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            (chance % n as u64) as usize
        };
        let (mut answered, mut all) = (0, 0);
        for _ in 0..1500 {
            let kind = [Kind::Events, Kind::Claims, Kind::Reports][below(3)];
            let mut pick = |values: &[&str]| {
                let chosen = below(values.len() * 3);
                values.get(chosen).map(|value| (*value).to_owned())
            };
            let mut filter = Filter {
                from: pick(&["2026-01-01", "2026-01-17", "2026-02-01", "2026-03-04"]),
                to: pick(&["2026-01-31", "2026-02-14", "2026-02-31", "2027-01-01"]),
                ..Filter::default()
            };
            if kind != Kind::Reports {
                filter.country = pick(&["FRA", "NOR", "ESP", "EGY", "XXX"]);
            }
            match kind {
                Kind::Events => {
                    filter.event_type = pick(&["AGREE", "ASSAULT", "SUPPORT"]);
                    filter.status = pick(&["occurred", "possible", "negated"]);
                }
                Kind::Claims => {
                    filter.stance = pick(&["asserts", "denies"]);
                    filter.certainty = pick(&["possible", "unstated"]);
                }
                _ => {}
            }
            filter.limit = pick(&["3"]).map(|_| 3);
            let fit: Vec<By> =
                By::ALL.into_iter().filter(|by| By::of(by.as_str(), kind).is_ok()).collect();
            let mut by: Vec<By> = (0..below(3)).map(|_| fit[below(fit.len())]).collect();
            by.dedup();
            let told = count(db, &filter, kind, &by, Measures::default()).unwrap();
            all += 1;
            if let Some(told) = told {
                let rows = count_rows(db, &filter, kind, &by, Measures::default()).unwrap();
                assert_eq!(told, rows, "{kind:?} {filter:?} {by:?}");
                answered += 1;
            }
        }
        assert!(answered * 4 > all, "{answered} of {all}");
    }
}
