//! Periods that are written out, and periods made of two points or of one.

use super::calendar::{Day, date, day, iso_week, monday};
use super::parser::{Found, Parser};
use super::point::Point;
use super::relative::{halved, quarter, years};
use dateline_knowledge::TimeKind;

/// What opens a period towards the future, the point within it.
const SINCE: [&str; 3] = ["since", "starting", "beginning"];
/// What joins two points.
const TO: [&str; 7] = ["to", "till", "until", "through", "-", "–", "~"];

impl Parser<'_> {
    /// The longest time expression that begins at word `i`.
    pub fn expression(&self, i: usize) -> Found {
        self.between(i).or_else(|| self.bounded(i)).or_else(|| self.point_and_later(i))
    }

    /// A date or period that is not made of others.
    fn single(&self, i: usize) -> Found {
        let found = [
            self.holiday(i),
            self.part_of_month(i),
            self.written(i),
            self.named_period(i),
            self.told(i),
            self.bare_year(i),
        ];
        found.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    fn point_and_later(&self, i: usize) -> Found {
        let (point, end) = self.single(i)?;
        let later =
            self.is(end, &["or", "and"]) && self.is(end + 1, &["later", "greater", "after"]);
        if later && !self.is(end + 2, &["my", "his", "the", "that"]) {
            return Some((Point { end: None, is_day: false, ..point }, end + 2));
        }
        Some((point, end))
    }

    /// "from May to June", "between 3 and 12 September", "2014-2018".
    fn between(&self, i: usize) -> Found {
        let opened = self.is(i, &["from", "between"]);
        let from = if opened { i + 1 } else { i };
        let and = self.text(i) == "between";
        let joins = |j: usize| self.is(j, &TO) || and && self.text(j) == "and";
        let now = self.text(from) == "now";
        let first = match (now, self.anchor) {
            (true, Some(a)) => Some((Point { relative: true, ..Point::of_day(a) }, from + 1)),
            _ => self.single(from),
        };
        if let Some((a, j)) = first
            && joins(j)
        {
            // "November 18-19, 2015"
            if let (Some((y, m, Some(d))), Some((n, k))) = (a.fields, self.day(j + 1))
                && n > d
                && self.says(k, TimeKind::Month).is_none()
                && (self.words.get(j + 1).is_some_and(|w| w.digits.is_some())
                    || self.number(self.skip(j + 1, &["the"])).is_some_and(|n| n.1))
                && !(self.text(k) == "/" && self.glued(k))
                && self.says(k, TimeKind::Unit).is_none()
            {
                let tail = self.year(self.skip(k, &[",", "of", "in"])).filter(|_| y.is_none());
                let (y, end) = tail.map_or((y, k), |(y, e)| (Some(y), e));
                let a = Point::month(y, m, Some(d), self.anchor)?;
                let b = Point::month(y, m, Some(n), self.anchor)?;
                return Some((a.to(&b, self.anchor)?, end));
            }
            if let ("now", Some(today)) = (self.text(j + 1), self.anchor) {
                let b = Point { relative: true, ..Point::of_day(today) };
                return Some((a.to(&b, self.anchor)?, j + 2));
            }
            if let Some((b, end)) = self.single(j + 1) {
                return Some((a.to(&b, self.anchor)?, end));
            }
        }
        // "3 and 12 of September", "4-23 in next month"
        let (d, j) = self.day(from)?;
        if !joins(j) {
            return None;
        }
        if let Some((b, end)) = self.written(j + 1)
            && let Some((y, m, Some(_))) = b.fields
        {
            let a = Point::month(y, m, Some(d), self.anchor)?;
            return Some((a.to(&b, self.anchor)?, end));
        }
        let (n, k) = self.day(j + 1)?;
        if !self.is(k, &["of", "in"]) || n <= d {
            return None;
        }
        let (month, end) = self.told(k + 1)?;
        let (y, m, one) = date(month.start.filter(|_| self.text(end - 1) == "month")?);
        let (a, b) = (day(y, m, one + d - 1), day(y, m, one + n - 1));
        Some((Point::of_day(a).to(&Point::of_day(b), self.anchor)?, end))
    }

    /// "since 2014", "before June", "later than 2018", "by Friday".
    fn bounded(&self, i: usize) -> Found {
        let three = [self.text(i), self.text(i + 1), self.text(i + 2)];
        // Whether it opens to the future, and whether the point itself is within.
        let (future, within, j) = match three {
            ["as", "early", "as"] => (true, true, i + 3),
            ["as", "late", "as"] => (false, true, i + 3),
            ["later" | "greater", "than", _] => (true, false, i + 2),
            ["earlier", "than", _] | ["prior", "to", _] => (false, false, i + 2),
            ["not" | "no", "later", "than"] => (false, true, i + 3),
            [word, next, _] if SINCE.contains(&word) => {
                (true, true, i + 1 + usize::from(next == "on" || next == "from"))
            }
            ["after", ..] => (true, false, i + 1),
            ["before", ..] => (false, false, i + 1),
            ["until" | "till" | "by", ..] => (false, true, i + 1),
            _ => return None,
        };
        let (point, end) = self.single(j)?;
        let step = |d: Day, by: i32| d + by;
        let (start, stop) = match (future, within) {
            (true, true) => (point.start, None),
            (true, false) => (point.end.map(|d| step(d, if point.is_day { 0 } else { 1 })), None),
            (false, true) => (None, point.end),
            (false, false) => (None, point.start),
        };
        let timex =
            if future { format!("{}/..", point.timex) } else { format!("../{}", point.timex) };
        let last = if future { None } else { point.start };
        Some((
            Point {
                start,
                end: stop,
                last,
                timex,
                other: None,
                is_day: false,
                vague: true,
                ..point
            },
            end,
        ))
    }

    fn bare_year(&self, i: usize) -> Found {
        let (y, end) = self.year(i)?;
        // "the 1990s"
        if self.is(end, &["s"]) && y % 10 == 0 {
            return Some((years(y / 10, 10), end + 1));
        }
        if self.is(end, &["'", "’"]) && self.text(end + 1) == "s" && y % 10 == 0 && self.glued(end)
        {
            return Some((years(y / 10, 10), end + 2));
        }
        let named = end > i + 1;
        let word = self.words.get(end);
        let counted = word.is_some_and(|w| {
            !w.glued
                && w.says.is_none()
                && w.text.len() > 3
                && w.text.ends_with('s')
                && !w.capital
                && w.text != "was"
        });
        let before = i.checked_sub(1).map_or("", |b| self.text(b));
        let told = matches!(
            before,
            "in" | "since" | "of" | "by" | "until" | "before" | "after" | "during" | "from" | "("
        );
        if !named
            && (!(1500..2100).contains(&y)
                || counted && !told
                || self.glued(end)
                    && self.words.get(end).is_some_and(|w| w.text.chars().all(char::is_alphabetic)))
        {
            return None;
        }
        Some((Point::year(y), end))
    }

    /// "early May", "mid-November 2016", "late 2015".
    fn part_of_month(&self, i: usize) -> Found {
        let from = self.skip(i, &["the"]);
        let part = self.says(from, TimeKind::Part)?;
        let mut j = self.skip(from + 1, &["-"]);
        j = self.skip(j, &["of", "in"]);
        let (whole, end) =
            self.written(j).or_else(|| self.year(j).map(|(y, e)| (Point::year(y), e)))?;
        if whole.is_day {
            return None;
        }
        let month = whole.fields.is_some();
        if part == 2 && month {
            let cut = |s: Day| (s + 9, s + 19);
            let other = whole.other.map(|(s, _)| cut(s));
            let (start, stop) = whole.start.map(cut).unzip();
            return Some((Point { start, end: stop, other, fields: None, ..whole }, end));
        }
        let unit = if month { 3 } else { 5 };
        let next =
            whole.other.map(|(s, e)| halved(&Point::period(s, e, String::new()), part, unit));
        let other = next.and_then(|p| p.start.zip(p.end));
        Some((Point { other, fields: None, ..halved(&whole, part, unit) }, end))
    }

    /// Quarters, halves, weeks, seasons, centuries with their numbers.
    fn named_period(&self, i: usize) -> Found {
        let year_of = |p: &Point| p.start.map(|s| date(s).0);
        // "2017 Q1", "Q1 2017", "2019 H2"
        let (lead, j) = self.year(i).map_or((None, i), |(y, e)| (Some(y), self.skip(e, &["-"])));
        if self.is(j, &["q", "h"]) && self.glued(j + 1) {
            let n = self.words.get(j + 1)?.digits?;
            let (y, end) = match lead {
                Some(y) => (y, j + 2),
                None => self
                    .year(self.skip(j + 2, &["of", ",", "-"]))
                    .or_else(|| Some((date(self.anchor?).0, j + 2)))?,
            };
            return match (self.text(j), n) {
                ("q", 1..=4) => Some((quarter(y, n), end)),
                ("h", 1..=2) => Some((halved(&Point::year(y), if n == 1 { 1 } else { 3 }, 5), end)),
                _ => None,
            };
        }
        let mut from = self.skip(i, &["the"]);
        // "next year's first quarter"
        let mut of = None;
        if let Some((by, unit)) =
            self.says(from, TimeKind::Shift).zip(self.says(from + 1, TimeKind::Unit))
            && unit == 5
            && self.is(from + 2, &["'", "’"])
        {
            of = Some(date(self.anchor?).0 + by);
            from += 4;
        }
        if let Some(season) = self.says(from, TimeKind::Season) {
            let (y, end) = self.year(self.skip(from + 1, &["of", ","]))?;
            return Some((self.season(y, season), end));
        }
        if self.text(from) == "week" {
            if self.text(from + 1) == "of"
                && let Some((day, end)) = self.written(from + 2).or_else(|| self.told(from + 2))
                && day.is_day
            {
                let week = |d: Day| (monday(d), monday(d) + 6);
                let (start, stop) = day.start.map(week).unzip();
                let other = day.other.map(|(d, _)| week(d));
                return Some((
                    Point { start, end: stop, other, is_day: false, fields: None, ..day },
                    end,
                ));
            }
            let n = self.words.get(from + 1)?.digits.filter(|n| (1..=53).contains(n))?;
            let tail = self.year(self.skip(from + 2, &["of", "in", ","]));
            let (y, end) = tail.or_else(|| Some((date(self.anchor?).0, from + 2)))?;
            return Some((week(iso_week(y, n)), end));
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
            let k = self.skip(j + 2, &["the"]);
            self.year(k)
                .map(|(y, e)| (Point::year(y), e))
                .or_else(|| self.written(j + 2))
                .or_else(|| self.told(j + 2))
        } else {
            self.year(self.skip(j + 1, &[","])).map(|(y, e)| (Point::year(y), e))
        };
        match (unit, tail) {
            (4, tail) if (1..=4).contains(&n) => {
                let (y, end) = match (of, &tail) {
                    (Some(y), _) => (y, j + 1),
                    (_, Some((p, end))) => (year_of(p)?, *end),
                    _ => (date(self.anchor?).0, j + 1),
                };
                Some((quarter(y, n), end))
            }
            (2, Some((whole, end))) if n <= 53 => {
                let at = |start: Day, stop: Day| {
                    // A week is the month's or year's that holds its Thursday.
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

    /// Days that every year has.
    fn holiday(&self, i: usize) -> Found {
        let mut name = String::new();
        let mut found = None;
        for (j, word) in self.words.iter().enumerate().skip(i).take(5) {
            if !name.is_empty() && !word.glued {
                name.push(' ');
            }
            name.push_str(if word.text == "’" { "'" } else { &word.text });
            if let Some(md) =
                self.holidays.get(&name).and_then(|(k, v)| (k == TimeKind::Holiday).then_some(v))
            {
                found = Some((md, j + 1));
            }
        }
        let (md, end) = found?;
        let k = self.skip(end, &["of", "in", ","]);
        let this = self.says(k, TimeKind::Shift).filter(|_| self.text(k + 1) == "year");
        let (y, end) = match (self.year(k), this) {
            (Some((y, end)), _) => (Some(y), end),
            (_, Some(by)) => (self.anchor.map(|a| date(a).0 + by), k + 2),
            _ => (None, end),
        };
        Some((Point::month(y, md / 100, Some(md % 100), self.anchor)?, end))
    }
}

/// The week that begins on a Monday.
fn week(monday: Day) -> Point {
    let y = date(monday + 3).0;
    let n = (monday + 3 - day(y, 1, 1)) / 7 + 1;
    Point::period(monday, monday + 6, format!("{y:04}-W{n:02}"))
}
