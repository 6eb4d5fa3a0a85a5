//! Days of the year that have a name: "Christmas", "next Easter", "Eid al-Fitr".

use super::calendar::{Day, date, day, weekday};
use super::parser::{Found, Parser};
use super::point::Point;
use dateline_knowledge::TimeKind;

/// No name has more words and marks.
const LONGEST: usize = 7;

impl Parser<'_> {
    /// A feast, with its year if that is told: "Labor Day 2021", "last Easter".
    pub fn holiday(&self, i: usize) -> Found {
        let shift = self.says(i, TimeKind::Shift);
        let from = i + usize::from(shift.is_some());
        let (kind, value, end) = self.feast(from)?;
        if kind == TimeKind::Movable {
            let open = Point { is_day: true, loose: true, ..Point::relative(None, "XXXX-XX-XX") };
            let k = self.skip(end, &["of", "in", ","]);
            let this = self.says(k, TimeKind::Shift).filter(|_| self.text(k + 1) == "year");
            let end = self.year(k).map_or(end, |(_, end)| end);
            return Some((open, if this.is_some() { k + 2 } else { end }));
        }
        let at = |y: i32| feast_of(y, kind, value);
        let k = self.skip(end, &["of", "in", ","]);
        let this = self.says(k, TimeKind::Shift).filter(|_| self.text(k + 1) == "year");
        let (year, end) = match (self.year(k), this) {
            (Some((y, end)), _) => (Some(y), end),
            (_, Some(by)) => (self.anchor.map(|a| date(a).0 + by), k + 2),
            _ => (None, end),
        };
        if let Some(y) = year {
            return Some((Point::of_day(at(y)), end));
        }
        let timex = match kind {
            TimeKind::Holiday => format!("XXXX-{:02}-{:02}", value / 100, value % 100),
            _ => "XXXX-XX-XX".to_owned(),
        };
        let found = self.anchor.map(|a| {
            let y = date(a).0;
            let past = if at(y) <= a { at(y) } else { at(y - 1) };
            let next = if at(y) >= a { at(y) } else { at(y + 1) };
            match shift {
                Some(1) => Point::of_day(if next == a { at(y + 1) } else { next }),
                Some(-1) => Point::of_day(if past == a { at(y - 1) } else { past }),
                Some(_) => Point::of_day(at(y)),
                None => Point { other: Some((next, next)), ..Point::of_day(past) },
            }
        });
        let fields = (kind == TimeKind::Holiday && shift.is_none()).then_some((
            None,
            value / 100,
            Some(value % 100),
        ));
        Some((Point { fields, is_day: true, ..Point::relative(found, &timex) }, end))
    }

    /// The longest name of a feast that begins here.
    fn feast(&self, i: usize) -> Option<(TimeKind, i32, usize)> {
        if !self.holidays.begins(self.text(i)) && self.words.get(i)?.says.is_none() {
            return None;
        }
        let mut name = String::new();
        let mut found = None;
        for (j, word) in self.words.iter().enumerate().skip(i).take(LONGEST) {
            if !name.is_empty() && !word.glued {
                name.push(' ');
            }
            name.push_str(if word.text == "’" { "'" } else { &word.text });
            let known = self.holidays.get(&name);
            if let Some((kind, value)) = known.filter(|(k, _)| is_feast(*k)) {
                found = Some((kind, value, j + 1));
            }
        }
        found
    }

    /// "the weekend of Halloween", "Labor Day weekend 2021".
    pub fn long_weekend(&self, i: usize) -> Found {
        let from = self.skip(i, &["the"]);
        let (point, end) = if self.text(from) == "weekend" && self.text(from + 1) == "of" {
            self.holiday(from + 2).or_else(|| self.written(from + 2))?
        } else {
            let (mut point, end) = self.holiday(i)?;
            if self.text(end) != "weekend" {
                return None;
            }
            let mut end = end + 1;
            if let Some((y, last)) = self.year(end)
                && let Some((kind, value, _)) = self.feast(i)
            {
                (point, end) = (Point::of_day(feast_of(y, kind, value)), last);
            }
            (point, end)
        };
        let around = |at: Day| match weekday(at) {
            1 => (at - 2, at),
            4 => (at, at + 3),
            d => (at + 6 - d, at + 7 - d),
        };
        let (start, stop) = point.start.map(around).unzip();
        let other = point.other.map(|(at, _)| around(at));
        Some((Point { start, end: stop, other, is_day: false, fields: None, ..point }, end))
    }
}

fn is_feast(kind: TimeKind) -> bool {
    matches!(kind, TimeKind::Holiday | TimeKind::Nth | TimeKind::Easter | TimeKind::Movable)
}

/// The day of a feast in a year.
fn feast_of(y: i32, kind: TimeKind, value: i32) -> Day {
    match kind {
        TimeKind::Nth => {
            let (m, nth, d, later) = (value / 1000, value / 100 % 10, value / 10 % 10, value % 10);
            let first = day(y, m, 1);
            let first = first + (d - weekday(first)).rem_euclid(7);
            let found = first + 7 * (nth - 1);
            // The fifth is the last one, which may be the fourth.
            let last = day(y, m + 1, 1) - 1;
            later + if found > last { found - 7 } else { found }
        }
        TimeKind::Easter => easter(y) + value,
        _ => day(y, value / 100, value % 100),
    }
}

/// Easter Sunday of the Western churches, by the anonymous Gregorian computus.
fn easter(y: i32) -> Day {
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    day(y, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::calendar::iso;

    #[test]
    fn feasts_fall_on_their_days() {
        for (y, on) in [(2018, "2018-04-01"), (2019, "2019-04-21"), (2026, "2026-04-05")] {
            assert_eq!(iso(easter(y)), on);
        }
        assert_eq!(iso(feast_of(2010, TimeKind::Nth, 11441)), "2010-11-26");
        assert_eq!(iso(feast_of(2021, TimeKind::Nth, 9110)), "2021-09-06");
        assert_eq!(iso(feast_of(2021, TimeKind::Nth, 5510)), "2021-05-31");
    }
}
