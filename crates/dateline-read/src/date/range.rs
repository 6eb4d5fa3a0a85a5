//! Periods that are written out, and periods made of two points or of one.

use super::calendar::{Day, date, day};
use super::parser::{Found, Parser};
use super::point::Point;
use super::relative::{halved, years};
use dateline_knowledge::TimeKind;

/// What opens a period towards the future, the point within it.
const SINCE: [&str; 3] = ["since", "starting", "beginning"];
/// What joins two points.
const TO: [&str; 7] = ["to", "till", "until", "through", "-", "–", "~"];

impl Parser<'_> {
    /// The longest time expression that begins at word `i`.
    pub fn expression(&self, i: usize) -> Found {
        self.between(i)
            .or_else(|| self.bounded(i))
            .or_else(|| self.listed(i))
            .or_else(|| self.point_and_later(i))
    }

    /// A date or period that is not made of others.
    pub fn single(&self, i: usize) -> Found {
        let found = [
            self.holiday(i),
            self.long_weekend(i),
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
        let hour = self.words.get(end + 2).is_some_and(|w| w.digits.is_some());
        if later && !hour && !self.is(end + 2, &["my", "his", "the", "that"]) {
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
                && !(self.is(k, &["/", "-"]) && self.glued(k) && self.glued(k + 1))
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
        let up = self.is(i.wrapping_sub(1), &["up"]);
        if self.is(i, &["to", "till"]) && self.text(i + 1) == "date" && !up {
            let open = Point { end: self.anchor, vague: true, ..Point::default() };
            return Some((Point { timex: "PRESENT_REF".to_owned(), ..open }, i + 2));
        }
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
            // "before the end of June"
            (false, false) if self.is(j, &["end"]) || self.text(j + 1) == "end" => {
                (None, point.end)
            }
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
                vague: !within,
                ..point
            },
            end,
        ))
    }

    /// "18 and 19 June": the first of several days of a month.
    fn listed(&self, i: usize) -> Found {
        let (d, j) = self.day(i).filter(|_| self.words[i].digits.is_some())?;
        let (mut k, mut n) = (j, 0);
        while self.is(k, &[",", "and", "or"]) && n < 6 {
            (k, n) = (k + 1, n + 1);
            if let Some((whole, _)) = self.written(k) {
                let (y, m, own) = whole.fields?;
                own.filter(|own| *own > d)?;
                return Some((Point::month(y, m, Some(d), self.anchor)?, j));
            }
            if let Some((_, next)) = self.day(k) {
                k = next;
            }
        }
        None
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
}
