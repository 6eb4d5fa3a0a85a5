//! One date or period, as exact as its words tell it.

use super::calendar::{Day, date, day, iso};
use super::counted::Length;

/// What sort of time an expression tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TimeSort {
    /// A day, or a period of days.
    #[default]
    Days,
    /// An hour or a part of a day, with its day or without.
    Clock,
    /// How long.
    Duration,
    /// How often.
    Set,
}

/// A time counted from something else than the report: "two weeks later",
/// "the day after the coup".
#[derive(Debug, Clone)]
pub struct Related {
    /// -1 before it, 1 after it.
    pub sign: i32,
    pub length: Length,
    /// Whether the words after it name what it is counted from; or else that was
    /// told before.
    pub named: bool,
}

/// A date or a period.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// First day; none where it is open or the report is undated.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
    /// First day of the last of several periods: 2018 in "2014 to 2018".
    pub last: Option<Day>,
    /// The other reading, in the future, where the words leave open which.
    pub other: Option<(Day, Day)>,
    /// TIMEX3 value.
    pub timex: String,
    /// Year, month and day as far as they are written.
    pub fields: Option<(Option<i32>, i32, Option<i32>)>,
    /// Whether it is a single day.
    pub is_day: bool,
    /// Whether it depends on when it is said.
    pub relative: bool,
    /// Whether the words are too vague to date an event: "the week".
    pub vague: bool,
    /// Whether a time is told, but not as days: "a few weeks ago".
    pub loose: bool,
    pub sort: TimeSort,
    pub related: Option<Related>,
}

impl Point {
    /// A period of known days.
    pub fn period(start: Day, end: Day, timex: String) -> Self {
        Self { start: Some(start), end: Some(end), timex, ..Self::default() }
    }

    /// One day.
    pub fn of_day(at: Day) -> Self {
        Self { is_day: true, ..Self::period(at, at, iso(at)) }
    }

    /// A day or period that depends on the anchor; without one it stays open.
    pub fn relative(found: Option<Self>, timex: &str) -> Self {
        let open = Self { timex: timex.to_owned(), ..Self::default() };
        Self { relative: true, ..found.unwrap_or(open) }
    }

    /// A year.
    pub fn year(y: i32) -> Self {
        Self::period(day(y, 1, 1), day(y + 1, 1, 1) - 1, format!("{y:04}"))
    }

    /// A month or a day of it. Without its year it is the last one before or
    /// on the anchor's day, or else the next one.
    pub fn month(y: Option<i32>, m: i32, d: Option<i32>, anchor: Option<Day>) -> Option<Self> {
        if !(1..=12).contains(&m) || d.is_some_and(|d| d < 1 || date(day(2024, m, d)).1 != m) {
            return None;
        }
        let at = |y: i32| match d {
            Some(d) => (day(y, m, d), day(y, m, d)),
            None => (day(y, m, 1), day(y, m + 1, 1) - 1),
        };
        let tail = d.map_or(String::new(), |d| format!("-{d:02}"));
        let fields = Some((y, m, d));
        let is_day = d.is_some();
        let is_day_of = |y: i32| d.is_none_or(|d| date(day(y, m, d)).1 == m);
        if let Some(y) = y {
            if !is_day_of(y) {
                return None; // 29 February of a common year
            }
            let (start, end) = at(y);
            let timex = format!("{y:04}-{m:02}{tail}");
            return Some(Self { fields, is_day, ..Self::period(start, end, timex) });
        }
        let timex = format!("XXXX-{m:02}{tail}");
        let Some(anchor) = anchor else {
            return Some(Self { timex, fields, is_day, relative: true, ..Self::default() });
        };
        let this = date(anchor).0;
        let last = if at(this).0 <= anchor { this } else { this - 1 };
        let past = (0..9).map(|k| last - k).find(|y| is_day_of(*y))?;
        let next = (1..10).map(|k| last + k).find(|y| is_day_of(*y))?;
        let (start, end) = at(past);
        let other = Some(at(next));
        let timex = format!("{past:04}-{m:02}{tail}");
        Some(Self { fields, is_day, other, relative: true, ..Self::period(start, end, timex) })
    }

    /// The span from this to `to`; years told by one count for both.
    pub fn to(&self, to: &Self, anchor: Option<Day>) -> Option<Self> {
        let (mut a, mut b) = (self.clone(), to.clone());
        if let (Some((ya, ma, da)), Some((yb, mb, db))) = (a.fields, b.fields) {
            let turns = (ma, da.unwrap_or(0)) > (mb, db.unwrap_or(31));
            if let (None, Some(yb)) = (ya, yb) {
                a = Self::month(Some(yb - i32::from(turns)), ma, da, anchor)?;
            } else if let (Some(ya), None) = (ya, yb) {
                b = Self::month(Some(ya + i32::from(turns)), mb, db, anchor)?;
            } else if let (None, None, Some(start)) = (ya, yb, a.start) {
                let y = date(start).0;
                b = Self::month(Some(y + i32::from(turns)), mb, db, anchor)?;
                let next = Self::month(Some(y + 1 + i32::from(turns)), mb, db, anchor)?;
                b.other = next.start.zip(next.end);
            }
        } else if b.other.is_some() && b.start < a.start {
            // "from next Monday to Friday"
            if let (Some(from), Some((at, _))) = (a.start, b.other) {
                let at = at + (from - at + 6).max(0) / 7 * 7;
                (b.start, b.end) = (Some(at), Some(at));
            }
        }
        if a.start.zip(b.end).is_some_and(|(start, end)| start > end) {
            return None;
        }
        Some(Self {
            start: a.start,
            end: b.end,
            last: b.start,
            other: a.other.zip(b.other).map(|(a, b)| (a.0, b.1)),
            timex: format!("{}/{}", a.timex, b.timex),
            fields: None,
            is_day: false,
            relative: a.relative || b.relative,
            ..Self::default()
        })
    }
}
