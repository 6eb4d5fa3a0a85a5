//! Times that depend on when they are said: "last week", "two months ago".

use super::calendar::{Day, add_months, date, day, monday, weekday};
use super::counted::{Length, length_of};
use super::parser::{Found, Parser};
use super::point::{Point, Related};
use dateline_knowledge::TimeKind;

/// The period of a unit that lies `by` units from the anchor's own.
pub fn period(unit: i32, anchor: Day, by: i32) -> Point {
    let (y, m, _) = date(anchor);
    match unit {
        1 => Point::of_day(anchor + by),
        2 => {
            let start = monday(anchor) + 7 * by;
            let (iso_year, ..) = date(start + 3);
            let week = (start + 3 - day(iso_year, 1, 1)) / 7 + 1;
            Point::period(start, start + 6, format!("{iso_year:04}-W{week:02}"))
        }
        3 => {
            let (y, m, _) = date(day(y, m + by, 1));
            Point::period(day(y, m, 1), day(y, m + 1, 1) - 1, format!("{y:04}-{m:02}"))
        }
        4 => {
            let (y, m, _) = date(day(y, (m - 1) / 3 * 3 + 1 + 3 * by, 1));
            quarter(y, (m - 1) / 3 + 1)
        }
        5 => Point::year(y + by),
        6 => years(y.div_euclid(10) + by, 10),
        7 => years(y.div_euclid(100) + by, 100),
        _ => {
            let start = monday(anchor) + 5 + 7 * by;
            let week = period(2, start, 0).timex;
            Point::period(start, start + 1, format!("{week}-WE"))
        }
    }
}

/// Decade or century number `n`.
pub fn years(n: i32, long: i32) -> Point {
    Point::period(day(n * long, 1, 1), day((n + 1) * long, 1, 1) - 1, n.to_string())
}

/// A quarter of a year.
pub fn quarter(y: i32, q: i32) -> Point {
    Point::period(day(y, 3 * q - 2, 1), day(y, 3 * q + 1, 1) - 1, format!("{y:04}-Q{q}"))
}

impl Parser<'_> {
    /// Any of the relative times.
    pub fn told(&self, i: usize) -> Found {
        self.named_day(i)
            .or_else(|| self.week_and_day(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.shifted(i))
            .or_else(|| self.on_weekday(i))
            .or_else(|| self.day_of_month(i))
    }

    fn open(&self, found: Option<Point>, timex: &str, end: usize) -> Found {
        Some((Point::relative(found, timex), end))
    }

    /// "yesterday", "the day after tomorrow".
    pub fn named_day(&self, i: usize) -> Found {
        let at = |by: i32| self.anchor.map(|a| Point::of_day(a + by));
        let from = self.skip(i, &["the"]);
        if self.text(from) == "day" && self.is(from + 1, &["before", "after"]) {
            let sign = if self.text(from + 1) == "after" { 1 } else { -1 };
            if let Some(by) = self.says(from + 2, TimeKind::Day) {
                return self.open(at(by + sign), "XXXX-XX-XX", from + 3);
            }
        }
        if self.text(i) == "now" {
            return None;
        }
        let by = self.says(i, TimeKind::Day)?;
        let timex = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][(by + 1) as usize];
        self.open(at(by), timex, i + 1)
    }

    /// How far "last", "this past", "upcoming" shift.
    fn shift(&self, i: usize) -> Option<(i32, bool, usize)> {
        let near = self.says(i, TimeKind::Shift)?;
        match self.says(i + 1, TimeKind::Shift) {
            Some(by) if near == 0 => Some((by, true, i + 2)),
            _ => Some((near, false, i + 1)),
        }
    }

    /// "next week on Monday", "Tuesday of last week", "last Friday".
    pub fn week_and_day(&self, i: usize) -> Found {
        let at =
            |week: i32, d: i32| self.anchor.map(|a| Point::of_day(monday(a) + 7 * week + d - 1));
        if let Some((d, j)) = self.weekday(i)
            && self.text(j) == "of"
            && let Some((by, _, k)) = self.shift(self.skip(j + 1, &["the"]))
            && self.text(k) == "week"
        {
            return self.open(at(by, d), &format!("XXXX-WXX-{d}"), k + 1);
        }
        let (by, near, j) = self.shift(i)?;
        let week = if self.text(j) == "week" { j + 1 } else { j };
        let (d, end) = self.weekday(if week > j { self.skip(week, &["on", "-"]) } else { j })?;
        let written = self.skip(end, &["-", "("]);
        if let Some((mut point, last)) = self.written(written) {
            if let (0, Some((start, stop)), Some(own)) = (by, point.other, point.start)
                && self.anchor.is_some_and(|a| (start - a).abs() < (own - a).abs())
            {
                (point.start, point.end) = (Some(start), Some(stop));
            }
            let closed = self.text(last) == ")" && self.text(end) == "(";
            return Some((point, last + usize::from(closed)));
        }
        let near_by = |a: Day| {
            let ahead = (d - weekday(a)).rem_euclid(7);
            match by {
                1 => Point::of_day(a + if ahead == 0 { 7 } else { ahead }),
                _ => Point::of_day(a + if ahead == 0 { -7 } else { ahead - 7 }),
            }
        };
        let found = if near { self.anchor.map(near_by) } else { at(by, d) };
        self.open(found, &format!("XXXX-WXX-{d}"), end)
    }

    /// "last week", "later this year", "the end of the month", "next spring".
    pub fn shifted(&self, i: usize) -> Found {
        if self.text(i) == "that" {
            // Which one was told before.
            let unit = self.says(i + 1, TimeKind::Unit).filter(|u| *u < 9)?;
            let one = !self.text(i + 1).ends_with('s') && unit != 1;
            let open = Point { vague: true, ..Point::relative(None, "XXXX-XX-XX") };
            return one.then_some((open, i + 2));
        }
        let mut j = self.skip(i, &["the"]);
        let part = self.says(j, TimeKind::Part);
        // "to start in the next decade" tells no part of it.
        if self.is(j, &["start", "beginning", "end"]) && self.text(j + 1) != "of" {
            return None;
        }
        if part.is_some() {
            j = self.skip(j + 1, &["-"]);
            j = self.skip(j, &["of", "in"]);
        }
        let article = self.is(j, &["the"]) || j > i && part.is_none();
        j = self.skip(j, &["the"]);
        let shift = self.shift(j);
        let mut j = shift.map_or(j, |(.., k)| k);
        j = self.skip(j, &["calendar"]);
        if let Some(season) = self.says(j, TimeKind::Season).filter(|_| shift.is_some()) {
            let by = shift.map_or(0, |s| s.0);
            let found = self.anchor.map(|a| self.season(date(a).0 + by, season));
            return self.open(found, &format!("XXXX-S{season}"), j + 1);
        }
        if let (Some((by, ..)), Some((point, end))) = (shift, self.written(j))
            && let Some((None, m, Some(d))) = point.fields
        {
            let found = self.anchor.and_then(|a| {
                let (y, ..) = date(a);
                let ahead = |y: i32| day(y, m, d) > a;
                let y = match by {
                    1 if !ahead(y) => y + 1,
                    -1 if ahead(y) => y - 1,
                    _ => y,
                };
                Point::month(Some(y), m, Some(d), None)
            });
            return self.open(found, &point.timex, end);
        }
        if let (Some((by, ..)), Some((m, end))) =
            (shift, self.month(j).filter(|_| self.words[j].capital || self.text(j) != "may"))
        {
            let found = self.anchor.and_then(|a| {
                let (y, now, _) = date(a);
                let y = match by {
                    -1 if m >= now => y - 1,
                    1 if m <= now => y + 1,
                    _ => y,
                };
                Point::month(Some(y), m, None, None)
            });
            return self.open(found, &format!("XXXX-{m:02}"), end);
        }
        let unit = self.says(j, TimeKind::Unit).filter(|u| *u < 9)?;
        let plural = self.text(j).ends_with('s') || self.text(j).ends_with("ies");
        if plural || shift.is_none() && !article && part.is_none() {
            return None;
        }
        if self.text(j) == "week" && self.is(j + 1, &["after", "before"]) {
            let sign = if self.text(j + 1) == "after" { 2 } else { -2 };
            if self.says(j + 2, TimeKind::Shift) == Some(sign / 2) {
                return self.open(self.anchor.map(|a| period(2, a, sign)), "XXXX-WXX", j + 3);
            }
        }
        let by = shift.map_or(0, |s| s.0);
        let before = i.checked_sub(1).map_or("", |b| self.text(b));
        if unit == 8 && shift.is_none() && part.is_none() {
            return self.open(self.anchor.map(weekend), "XXXX-WXX-WE", j + 1);
        }
        let vague = shift.is_none() && part.is_none();
        if vague
            && (self.is(j + 1, &["of", "after", "before", "that", "in"]) || matches!(unit, 6 | 7))
        {
            return None;
        }
        let found = self.anchor.map(|a| {
            let whole = period(unit, a, by);
            match part {
                // What is "later" than now has not been yet.
                Some(part) => halved(&whole, part, unit),
                None => whole,
            }
        });
        let (mut point, end) = self.open(found, "XXXX-XX-XX", j + 1)?;
        point.vague = vague;
        // "the next day": after what was told before.
        let told = self.is(i, &["following", "previous"]) || self.text(i) == "next" && unit == 1;
        if told && before == "the" && by != 0 {
            let (parts, timex) = (vec![(1, unit)], length_of(1, unit));
            let length = Length { parts, timex, ..Length::default() };
            point.related = Some(Related { sign: by, length, named: false });
        }
        Some((point, end))
    }

    /// A season, by the months of the northern half of the world.
    pub fn season(&self, y: i32, season: i32) -> Point {
        let name = ["SP", "SU", "FA", "WI"][(season - 1).clamp(0, 3) as usize];
        let (start, end) = (day(y, 3 * season, 1), day(y, 3 * season + 3, 1) - 1);
        Point::period(start, end, format!("{y:04}-{name}"))
    }

    /// "on Friday": the last one, today's among them, or else the next.
    pub fn on_weekday(&self, i: usize) -> Found {
        let (d, end) = self.weekday(i)?;
        // A date beside it says which: "Friday, 3 May".
        let mut j = self.skip(end, &[","]);
        j = self.skip(j, &["("]);
        if let Some((point, last)) = self.written(j).filter(|(p, _)| p.is_day) {
            return Some((point, last));
        }
        let found = self.anchor.map(|a| {
            let past = a - (weekday(a) - d).rem_euclid(7);
            Point { other: Some((past + 7, past + 7)), ..Point::of_day(past) }
        });
        // "Tuesday the eleventh", "Monday 21"
        if let Some((n, last)) = self.day(end).filter(|_| {
            self.text(end) == "the" || self.words.get(end).is_some_and(|w| w.digits.is_some())
        }) && self.says(last, TimeKind::Unit).is_none()
            && let Some(a) = self.anchor
        {
            let (y, m, _) = date(a);
            let fits = |k: i32| {
                let at = day(y, m + k, n);
                (date(at).2 == n && weekday(at) == d).then_some(at)
            };
            let past = (0..24).find_map(|k| fits(-k).filter(|at| *at <= a));
            let next = (0..24).find_map(|k| fits(k).filter(|at| *at >= a));
            if let Some(at) = past.or(next) {
                let point = Point { other: next.map(|n| (n, n)), ..Point::of_day(at) };
                return self.open(Some(point), "XXXX-XX-XX", last);
            }
        }
        self.open(found, &format!("XXXX-WXX-{d}"), end)
    }

    /// "the 18th".
    fn day_of_month(&self, i: usize) -> Found {
        let told = [
            "on", "by", "until", "till", "since", "from", "to", "through", "before", "after", "of",
            "between", ",",
        ];
        let from = self.skip(i, &["the"]);
        if !self.is(i.checked_sub(1)?, &told) || self.is(i - 1, &["of"]) && from == i {
            return None;
        }
        self.words.get(from)?.digits?;
        let (n, ordinal, end) = self.number(from)?;
        let noun = self.words.get(end).is_some_and(|w| w.digits.is_none() && w.text.len() > 3);
        if !ordinal
            || !(1..=31).contains(&n)
            || noun
            || self.text(end) == "of"
            || self.text(end) == "-" && self.glued(end)
        {
            return None;
        }
        let found = self.anchor.map(|a| {
            let (y, m, today) = date(a);
            let past = if n <= today { m } else { m - 1 };
            let next = day(y, past + 1, n);
            Point { other: Some((next, next)), ..Point::of_day(day(y, past, n)) }
        });
        self.open(found, &format!("XXXX-XX-{n:02}"), end)
    }
}

/// The last weekend, today's among them, or else the next.
fn weekend(today: Day) -> Point {
    let this = period(8, today, 0);
    let past = if weekday(today) >= 6 { this.clone() } else { period(8, today, -1) };
    Point { other: this.start.zip(this.end), ..past }
}

/// The first half of a period, its middle, its second half; of a year its first
/// and its last four months as well.
pub fn halved(whole: &Point, part: i32, unit: i32) -> Point {
    let (Some(start), Some(end)) = (whole.start, whole.end) else { return whole.clone() };
    let half = match unit {
        2 => start + 3,
        3 => start + 15,
        5 => add_months(start, 6),
        _ => start + (end + 1 - start) / 2,
    };
    let (start, end) = match part {
        4 if unit == 5 => (start, add_months(start, 4) - 1),
        2 if unit == 5 => (add_months(start, 4), add_months(start, 8) - 1),
        5 if unit == 5 => (add_months(start, 8), end),
        1 | 4 => (start, half - 1),
        2 => (start + (end - start) * 3 / 10, end - (end - start) * 3 / 10),
        _ => (half, end),
    };
    Point { start: Some(start), end: Some(end), is_day: false, ..whole.clone() }
}
