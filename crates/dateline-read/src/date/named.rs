//! Periods that have a number or a name: quarters, weeks of the year, decades,
//! "the first two weeks of 2021", "fiscal year 2008".

use super::calendar::{Day, date, day, iso_week, monday};
use super::counted::moved;
use super::parser::{Found, Parser};
use super::point::Point;
use super::relative::{halved, quarter, years};
use dateline_knowledge::TimeKind;

impl Parser<'_> {
    /// Quarters, halves, weeks, seasons, centuries with their numbers.
    pub fn named_period(&self, i: usize) -> Found {
        self.numbered_part(i)
            .or_else(|| self.decade(i))
            .or_else(|| self.special_year(i))
            .or_else(|| self.week(i))
            .or_else(|| self.some_of(i))
            .or_else(|| self.nth(i))
    }

    /// "2017 Q1", "Q1 2017", "2019 H2".
    fn numbered_part(&self, i: usize) -> Found {
        let (lead, j) = self.year(i).map_or((None, i), |(y, e)| (Some(y), self.skip(e, &["-"])));
        if !self.is(j, &["q", "h"]) || !self.glued(j + 1) {
            return None;
        }
        let n = self.words.get(j + 1)?.digits?;
        let (y, end) = match lead {
            Some(y) => (Some(y), j + 2),
            None => match self.year(self.skip(j + 2, &["of", ",", "-"])) {
                Some((y, end)) => (Some(y), end),
                None => (self.anchor.map(|a| date(a).0), j + 2),
            },
        };
        let part = match (self.text(j), n) {
            ("q", 1..=4) => n,
            ("h", 1..=2) => n + 4,
            _ => return None,
        };
        let found = y.map(|y| match part {
            5 | 6 => halved(&Point::year(y), if part == 5 { 1 } else { 3 }, 5),
            q => quarter(y, q),
        });
        Some((found.unwrap_or_else(|| Point::relative(None, &format!("XXXX-Q{n}"))), end))
    }

    /// "the nineties", "the 90s".
    fn decade(&self, i: usize) -> Found {
        let from = self.skip(i, &["the"]);
        let before = i.checked_sub(1).map_or("", |b| self.text(b));
        let told = from > i || matches!(before, "in" | "early" | "mid" | "late");
        let (n, end) = match self.says(from, TimeKind::Decade) {
            Some(n) => (n, from + 1),
            None => {
                let quoted = self.skip(from, &["'", "’", "‘"]);
                let n = self.words.get(quoted)?.digits.filter(|n| n % 10 == 0)?;
                let s = self.text(quoted).len() == 2 && self.text(quoted + 1) == "s";
                (s && self.glued(quoted + 1)).then_some((n, quoted + 2))?
            }
        };
        // "the 10s" may be this century's, "his twenties" are an age.
        (told && n >= 30).then(|| (years(190 + n / 10, 10), end))
    }

    /// "fiscal year 2008", "this school year".
    fn special_year(&self, i: usize) -> Found {
        let j = i + usize::from(self.says(i, TimeKind::Shift).is_some());
        if let Some(name) = ["fy", "sy"].iter().find(|n| self.text(j) == **n) {
            let n = self.words.get(j + 1)?.digits.filter(|_| self.glued(j + 1))?;
            let open = Point {
                vague: true,
                ..Point::relative(None, &format!("{}{n}", name.to_uppercase()))
            };
            return Some((open, j + 2));
        }
        let fiscal = self.is(j, &["fiscal", "financial", "school", "academic"]);
        if !fiscal || self.text(j + 1) != "year" {
            return None;
        }
        let (y, end) = self.year(j + 2).map_or((None, j + 2), |(y, e)| (Some(y), e));
        let year = y.map_or("XXXX".to_owned(), |y| format!("{y:04}"));
        let kind = if self.is(j, &["school", "academic"]) { "SY" } else { "FY" };
        // Where it begins is another in every country.
        let open = Point::relative(None, &format!("{kind}{year}"));
        Some((Point { vague: true, relative: false, ..open }, end))
    }

    /// "week 10 of 2019", "the week of 3 May".
    fn week(&self, i: usize) -> Found {
        let from = self.skip(i, &["the"]);
        if self.text(from) == "w" && self.text(from + 1) == "/" && self.text(from + 2) == "c" {
            let (point, end) = self.written(from + 3).filter(|(p, _)| p.is_day)?;
            return Some((week_of(point), end));
        }
        if self.text(from) != "week" {
            return None;
        }
        if self.text(from + 1) == "of" {
            let j = from + 2;
            let day = self.written(j).or_else(|| self.told(j)).filter(|(p, _)| p.is_day);
            return day.map(|(day, end)| (week_of(day), end));
        }
        let n = self.words.get(from + 1)?.digits.filter(|n| (1..=53).contains(n))?;
        let tail = self.year(self.skip(from + 2, &["of", "in", ","]));
        match tail.or_else(|| Some((date(self.anchor?).0, from + 2))) {
            Some((y, end)) => Some((week(iso_week(y, n)), end)),
            None => Some((Point::relative(None, &format!("XXXX-W{n:02}")), from + 2)),
        }
    }

    /// "the first two weeks of 2021", "the last ten days of May".
    fn some_of(&self, i: usize) -> Found {
        let from = self.skip(i, &["the"]);
        let first = self.text(from) == "first";
        if !first && self.text(from) != "last" {
            return None;
        }
        let (n, ordinal, j) = self.number(from + 1)?;
        let unit = self.says(j, TimeKind::Unit).filter(|_| !ordinal)?;
        if !self.is(j + 1, &["of", "in"]) {
            return None;
        }
        let (whole, end) = self.whole(j + 2)?;
        let cut = |start: Day, stop: Day| match (unit, first) {
            // A week is the month's or year's that holds its Thursday.
            (2, true) => (monday(start + 3), monday(start + 3) + 7 * n - 1),
            (2, false) => (monday(stop - 3) - 7 * (n - 1), monday(stop - 3) + 6),
            (_, true) => (start, moved(start, unit, n) - 1),
            (_, false) => (moved(stop + 1, unit, -n), stop),
        };
        let (start, stop) = whole.start.zip(whole.end).map(|(s, e)| cut(s, e)).unzip();
        let other = whole.other.map(|(s, e)| cut(s, e));
        Some((Point { start, end: stop, other, is_day: false, fields: None, ..whole }, end))
    }

    /// A year, a month or a relative period.
    fn whole(&self, i: usize) -> Found {
        let k = self.skip(i, &["the"]);
        self.year(k)
            .map(|(y, e)| (Point::year(y), e))
            .or_else(|| self.written(i))
            .or_else(|| self.told(i))
    }

    /// "the third quarter", "the second week of May", "the 19th century".
    fn nth(&self, i: usize) -> Found {
        let mut from = self.skip(i, &["the"]);
        // "next year's first quarter"
        let mut of = None;
        if let Some((by, 5)) =
            self.says(from, TimeKind::Shift).zip(self.says(from + 1, TimeKind::Unit))
            && self.is(from + 2, &["'", "’"])
        {
            of = Some(date(self.anchor?).0 + by);
            from += 4;
        }
        if let Some(season) = self.says(from, TimeKind::Season) {
            if let Some((y, end)) = self.year(self.skip(from + 1, &["of", ","])) {
                return Some((self.season(y, season), end));
            }
            let before = i.checked_sub(1).map_or("", |b| self.text(b));
            let told =
                from > i || matches!(before, "in" | "during" | "whole" | "throughout" | "of");
            let open = Point::relative(None, &format!("XXXX-S{season}"));
            return told.then_some((Point { vague: true, ..open }, from + 1));
        }
        let last = self.says(from, TimeKind::Shift) == Some(-1) && self.text(from) == "last";
        let (n, ordinal, j) = if last { (0, true, from + 1) } else { self.number(from)? };
        if !ordinal {
            return None;
        }
        let unit = self.says(j, TimeKind::Unit)?;
        if unit == 7 && n > 1 {
            return Some((years(n - 1, 100), j + 1));
        }
        let tail = if self.is(j + 1, &["of", "in"]) {
            self.whole(j + 2)
        } else {
            self.year(self.skip(j + 1, &[","])).map(|(y, e)| (Point::year(y), e))
        };
        let year_of = |p: &Point| p.start.map(|s| date(s).0);
        match (unit, tail) {
            (4, tail) if (1..=4).contains(&n) => {
                let (y, end) = match (of, &tail) {
                    (Some(y), _) => (Some(y), j + 1),
                    (_, Some((p, end))) => (year_of(p), *end),
                    _ => (self.anchor.map(|a| date(a).0), j + 1),
                };
                let open = || Point::relative(None, &format!("XXXX-Q{n}"));
                Some((y.map_or_else(open, |y| quarter(y, n)), end))
            }
            (3, Some((whole, end))) if (1..=12).contains(&n) => {
                let y = year_of(&whole)?;
                Some((Point::month(Some(y), n, None, None)?, end))
            }
            (2, Some((whole, end))) if n <= 53 => {
                let at = |start: Day, stop: Day| {
                    if last { monday(stop - 3) } else { monday(start + 3) + 7 * (n - 1) }
                };
                let start = at(whole.start?, whole.end?);
                let other = whole.other.map(|(s, e)| (at(s, e), at(s, e) + 6));
                Some((Point { other, relative: whole.relative, ..week(start) }, end))
            }
            (1, Some((whole, end))) if (1..=31).contains(&n) || last => {
                let at = if last { whole.end? } else { whole.start? + n - 1 };
                Some((Point { relative: whole.relative, ..Point::of_day(at) }, end))
            }
            _ => None,
        }
    }
}

/// The week that begins on a Monday.
fn week(monday: Day) -> Point {
    let y = date(monday + 3).0;
    let n = (monday + 3 - day(y, 1, 1)) / 7 + 1;
    Point::period(monday, monday + 6, format!("{y:04}-W{n:02}"))
}

/// The week of a day.
fn week_of(day: Point) -> Point {
    let around = |d: Day| (monday(d), monday(d) + 6);
    let (start, end) = day.start.map(around).unzip();
    let other = day.other.map(|(d, _)| around(d));
    Point { start, end, other, is_day: false, fields: None, ..day }
}
