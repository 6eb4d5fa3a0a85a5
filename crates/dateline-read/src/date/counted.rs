//! Counted times: "two weeks ago", "in three days", "the last 3 months",
//! "a year after the coup", and lengths of time by themselves.

use super::calendar::{Day, add_months, monday, weekday};
use super::parser::{Found, Parser};
use super::point::{Point, Related, TimeSort};
use dateline_knowledge::TimeKind;

/// So many units in TIMEX3.
pub fn length_of(n: i32, unit: i32) -> String {
    written(&n.to_string(), n, unit)
}

fn written(n: &str, count: i32, unit: i32) -> String {
    match unit {
        1 => format!("P{n}D"),
        2 => format!("P{n}W"),
        3 => format!("P{n}M"),
        4 => format!("P{}M", 3 * count),
        5 => format!("P{n}Y"),
        6 => format!("P{}Y", 10 * count),
        7 => format!("P{}Y", 100 * count),
        8 => format!("P{n}WE"),
        9 => format!("PT{n}H"),
        10 => format!("PT{n}M"),
        11 => format!("PT{n}S"),
        _ => format!("P{}W", 2 * count),
    }
}

/// So many units from a day; hours reach into the days around them.
pub fn moved(from: Day, unit: i32, by: i32) -> Day {
    match unit {
        1 => from + by,
        2 | 8 => from + 7 * by,
        3 => add_months(from, by),
        4 => add_months(from, 3 * by),
        5 => add_months(from, 12 * by),
        6 => add_months(from, 120 * by),
        7 => add_months(from, 1200 * by),
        9 => from + (by.abs() + 23) / 24 * by.signum(),
        10 => from + (by.abs() + 1439) / 1440 * by.signum(),
        11 => from + by.signum(),
        _ => from + 14 * by,
    }
}

/// A length of time: "two weeks and three days".
#[derive(Debug, Clone, Default)]
pub struct Length {
    /// Numbers and units.
    pub parts: Vec<(i32, i32)>,
    pub timex: String,
    /// "a few days": nobody can count by it.
    pub vague: bool,
    /// "three working days".
    pub business: bool,
    /// Whether it is all days or longer.
    pub days: bool,
}

impl Length {
    /// So long before a day (`sign` -1) or after it.
    pub fn from(&self, day: Day, sign: i32) -> Day {
        self.parts.iter().fold(day, |at, &(n, unit)| match self.business {
            true => business_days(at, sign * n),
            false => moved(at, unit, sign * n),
        })
    }
}

impl Parser<'_> {
    /// "two weeks", "a year and a half", "several days", "half an hour".
    pub fn length(&self, i: usize) -> Option<(Length, usize)> {
        if self.text(i) == "half" && self.is(i + 1, &["a", "an"]) {
            let unit = self.says(i + 2, TimeKind::Unit)?;
            let timex = written("0.5", 0, unit);
            return Some((
                Length { timex, vague: true, days: unit < 9, ..Length::default() },
                i + 3,
            ));
        }
        let mut j = self.skip(i, &["a"]);
        j = if self.is(j, &["few", "couple"]) { j } else { i };
        let many = self.is(j, &["few", "several", "some", "many"]);
        let (n, mut end) = match many {
            true => (None, j + 1),
            false => {
                let (n, ordinal, end) = self.number(j)?;
                (!ordinal && n <= 3000).then_some((Some(n), end))?
            }
        };
        let mut fraction = String::new();
        // "3.5 years"
        if self.text(end) == "." && self.glued(end) && self.glued(end + 1) {
            fraction = format!(".{}", self.words.get(end + 1)?.digits?);
            end += 2;
        }
        end = self.skip(end, &["of"]);
        if let Some(last) = self.and_half(end) {
            (fraction, end) = (".5".to_owned(), last);
        }
        let business = self.is(end, &["business", "working"]);
        let more = ["more", "full", "whole", "straight", "consecutive", "long", "further"];
        end += usize::from(business || self.is(end, &more));
        end = self.skip(end, &["-"]);
        let unit = self.says(end, TimeKind::Unit)?;
        end += 1;
        if let Some(last) = self.and_half(end).filter(|_| fraction.is_empty()) {
            (fraction, end) = (".5".to_owned(), last);
        }
        let count = n.map_or("X".to_owned(), |n| format!("{n}{fraction}"));
        let mut length = Length {
            parts: n.map(|n| (n, unit)).into_iter().collect(),
            timex: written(&count, n.unwrap_or(1), unit),
            vague: many || !fraction.is_empty(),
            business,
            days: !(9..=11).contains(&unit),
        };
        // "two weeks and three days"
        while self.text(end) == "and"
            && let Some((n, false, k)) = self.number(end + 1)
            && let Some(unit) = self.says(k, TimeKind::Unit)
            && length.days == (unit < 9)
        {
            length.parts.push((n, unit));
            let tail = length_of(n, unit);
            length.timex.push_str(tail.trim_start_matches("PT").trim_start_matches('P'));
            end = k + 1;
        }
        Some((length, end))
    }

    fn and_half(&self, i: usize) -> Option<usize> {
        let j = self.skip(i + 1, &["a"]);
        (self.text(i) == "and" && self.is(j, &["half", "quarter"])).then_some(j + 1)
    }

    /// A length as an expression of its own: "for three weeks".
    pub fn duration(&self, i: usize) -> Found {
        let whole = self.is(i, &["all", "whole"]).then(|| self.says(i + 1, TimeKind::Unit));
        if let Some(unit) = whole.flatten().filter(|_| !self.text(i + 1).ends_with('s')) {
            let timex = length_of(1, unit);
            return Some((Point { timex, sort: TimeSort::Duration, ..Point::default() }, i + 2));
        }
        let than = self.is(i, &["more", "less", "fewer", "longer"]) && self.text(i + 1) == "than";
        let (length, end) = self.length(if than { i + 2 } else { i })?;
        // An age is no length of what happened.
        let aged = self.is(end, &["old"]) || self.text(end) == "-" && self.text(end + 1) == "old";
        let timex = length.timex;
        let point = Point { timex, sort: TimeSort::Duration, ..Point::default() };
        (!aged).then_some((point, end))
    }

    /// Any time that is counted from another.
    pub fn counted(&self, i: usize) -> Found {
        self.started(i)
            .or_else(|| self.counted_period(i))
            .or_else(|| self.on_day_of_count(i))
            .or_else(|| self.counted_day(i))
            .or_else(|| self.beside_untold(i))
    }

    /// "the week starting on 4 February", "for two weeks from 20 May".
    fn started(&self, i: usize) -> Found {
        let from = self.skip(i, &["for"]);
        let (length, end) = match self.text(from) == "the" && from == i {
            true => {
                let unit = self.says(from + 1, TimeKind::Unit)?;
                (Length { parts: vec![(1, unit)], ..Length::default() }, from + 2)
            }
            false => self.length(from)?,
        };
        let j = self.skip(end, &[","]);
        let starts = self.is(j, &["starting", "beginning", "commencing"]);
        let from_day = self.text(j) == "from" && from > i;
        if starts && from > i || !starts && !from_day || length.vague {
            return None;
        }
        let j = self.skip(j + 1, &["on", "from"]);
        let (point, end) = self.plain_day(j)?;
        let until = |start: Day| (start, length.from(start, 1) - 1);
        let (start, stop) = point.start.map(until).unzip();
        let other = point.other.map(|(start, _)| until(start));
        Some((Point { start, end: stop, other, is_day: false, fields: None, ..point }, end))
    }

    /// A day that is not counted from another.
    fn plain_day(&self, i: usize) -> Found {
        let found = self
            .written(i)
            .or_else(|| self.named_day(i))
            .or_else(|| self.holiday(i))
            .or_else(|| self.week_and_day(i))
            .or_else(|| self.on_weekday(i));
        found.filter(|(point, _)| point.is_day)
    }

    /// "the next three days", "last 3 months", "2 coming days".
    fn counted_period(&self, i: usize) -> Found {
        let the = self.text(i) == "the";
        let j = i + usize::from(the || self.text(i) == "within");
        let (by, length, end) = match self.says(j, TimeKind::Shift).filter(|s| *s != 0) {
            Some(by) if self.says(j + 1, TimeKind::Unit) == Some(12) => {
                let timex = length_of(1, 12);
                let one = Length { parts: vec![(1, 12)], timex, days: true, ..Length::default() };
                (by, one, j + 2)
            }
            Some(by) => self.length(j + 1).map(|(length, end)| (by, length, end))?,
            None => {
                let (n, ordinal, k) = self.number(j)?;
                let by = self.says(k, TimeKind::Shift).filter(|s| *s != 0 && !ordinal)?;
                let unit = self.says(k + 1, TimeKind::Unit)?;
                let timex = length_of(n, unit);
                let parts = vec![(n, unit)];
                let many = self.text(k + 1).ends_with('s');
                let days = !(9..=11).contains(&unit);
                let length = Length { parts, timex, days, ..Length::default() };
                many.then_some((by, length, k + 2))?
            }
        };
        let unit = length.parts.first().map_or(0, |p| p.1);
        // "the last 3 weeks of this year" is another; decades are told with "the".
        if the && !matches!(unit, 6 | 7) || self.text(end) == "of" {
            return None;
        }
        let n = length.parts.first().map_or(0, |p| p.0);
        let found = self.anchor.filter(|_| !length.vague).map(|a| {
            if matches!(unit, 4 | 6) && length.parts.len() == 1 {
                return whole_units(a, unit, n, by);
            }
            match by {
                1 => {
                    let last = length.from(a + 1, 1);
                    let stop = if length.business { length.from(a, 1) } else { last - 1 };
                    let last = (!length.business).then_some(last);
                    Point { last, ..Point::period(a + 1, stop, length.timex.clone()) }
                }
                _ => Point::period(length.from(a, -1), a - 1, length.timex.clone()),
            }
        });
        let found = found.map(|p| match length.days {
            true => p,
            // "the last 24 hours" reach to the report.
            false if by < 0 => Point { end: self.anchor, ..p },
            false => Point { start: self.anchor, last: None, ..p },
        });
        let point = Point::relative(found, &length.timex);
        let sort = if length.days { TimeSort::Days } else { TimeSort::Clock };
        Some((Point { sort, ..point }, end))
    }

    /// "Monday two weeks from now", "in three days on Friday".
    fn on_day_of_count(&self, i: usize) -> Found {
        if let Some((d, end)) = self.weekday(i) {
            let (point, end) = self.counted_day(self.skip(end, &[","]))?;
            let own = |at: Day| monday(at) + d - 1;
            let start = point.start.map(own);
            return Some((Point { start, end: start, ..point }, end));
        }
        let (point, end) = self.counted_day(i)?;
        let (d, last) = self.weekday(end + 1).filter(|_| self.text(end) == "on")?;
        let start = point.start.map(|at| monday(at) + d - 1);
        Some((Point { start, end: start, ..point }, last))
    }

    /// "two weeks ago", "in two weeks", "more than 2 days before yesterday".
    fn counted_day(&self, i: usize) -> Found {
        let than = self.text(i + 1) == "than";
        let (more, less) = (self.text(i) == "more" && than, self.text(i) == "less" && than);
        let from = if more || less { i + 2 } else { i };
        let within = self.text(from) == "within";
        let lead = within || self.text(from) == "in";
        let (length, end) = self.length(from + usize::from(lead))?;
        let (sign, base, last) = match self.text(end) {
            "ago" => (-1, self.anchor, end + 1),
            "from" | "after" | "before" if lead => return None,
            word @ ("from" | "after" | "before" | "since") => {
                let sign = if word == "before" { -1 } else { 1 };
                let (point, last) = self.base(end + 1)?;
                (sign, point.other.map(|o| o.0).or(point.start), last)
            }
            "later" | "earlier" => return None,
            // "in a fortnight's time"
            _ if lead => (1, self.anchor, end),
            _ => return None,
        };
        let there = |b: Day| length.from(b, sign);
        let found = base.filter(|_| !length.vague).map(|b| match (within, length.days) {
            (true, _) => {
                Point { last: Some(there(b)), ..Point::period(b, there(b), String::new()) }
            }
            (_, false) => {
                let (x, y) = (b.min(there(b)), b.max(there(b)));
                Point::period(x, y, String::new())
            }
            _ => Point { timex: String::new(), ..Point::of_day(there(b)) },
        });
        let found = found.map(|p| match (more || less, sign) {
            (false, _) => p,
            (_, 1) if more => Point { start: p.start, end: None, is_day: false, ..p },
            (_, -1) if more => Point { start: None, last: p.end, is_day: false, ..p },
            (_, 1) => Point { start: base, last: p.end, is_day: false, ..p },
            _ => Point { end: base, last: base, is_day: false, ..p },
        });
        let timex = length.timex.clone();
        let sort = if length.days { TimeSort::Days } else { TimeSort::Clock };
        let loose = length.vague || more || less;
        let known = found
            .map(|p| Point { timex: p.start.map_or(timex.clone(), super::calendar::iso), ..p });
        Some((Point { sort, loose, ..Point::relative(known, &timex) }, last))
    }

    /// The day that is counted from.
    fn base(&self, i: usize) -> Found {
        if self.text(i) == "now" {
            return Some((Point { start: self.anchor, ..Point::default() }, i + 1));
        }
        self.named_day(i)
            .or_else(|| self.holiday(i))
            .or_else(|| self.written(i))
            .or_else(|| self.year(i).map(|(y, end)| (Point::year(y), end)))
            .or_else(|| self.week_and_day(i))
            .or_else(|| self.shifted(i))
    }

    /// "two weeks later", "the day after the coup", "days before the vote": from
    /// what was told before, or from what the next words name.
    fn beside_untold(&self, i: usize) -> Found {
        let the = self.text(i) == "the";
        let bare = self.says(i + usize::from(the), TimeKind::Unit);
        let (length, end) = match bare {
            Some(unit) => {
                let vague = self.text(i).ends_with('s');
                if vague == the || !vague && !the {
                    return None;
                }
                let (timex, parts) = (length_of(1, unit), vec![(1, unit)]);
                let timex = if vague { timex.replace('1', "X") } else { timex };
                let days = !(9..=11).contains(&unit);
                let own = Length { parts, timex, vague, days, ..Length::default() };
                (own, i + 1 + usize::from(the))
            }
            None => self.length(i)?,
        };
        let word = self.text(end);
        let sign = if matches!(word, "later" | "after" | "since") { 1 } else { -1 };
        let named = match word {
            // "30 minutes later this week"
            "later" | "earlier" if self.says(end + 1, TimeKind::Shift).is_some() => return None,
            "later" | "earlier" => false,
            "after" | "before" => self.begins_phrase(end + 1),
            "since" if self.begins_phrase(end + 1) => true,
            _ => return None,
        };
        if !named
            && matches!(word, "after" | "before")
            && self.words.get(end + 1).is_some_and(|w| w.text.len() > 1)
        {
            return None; // "the year before independence": we cannot tell what it is
        }
        let found = self.anchor.filter(|_| !named && !length.vague);
        let found = found.map(|a| Point::of_day(length.from(a, sign)));
        let related = Some(Related { sign, length: length.clone(), named });
        let sort = if length.days { TimeSort::Days } else { TimeSort::Clock };
        Some((Point { related, sort, ..Point::relative(found, &length.timex) }, end + 1))
    }

    /// Whether a name or a phrase with an article begins here.
    fn begins_phrase(&self, i: usize) -> bool {
        let article = ["the", "a", "an", "his", "her", "its", "their", "that", "this", "our"];
        self.is(i, &article) || self.words.get(i).is_some_and(|w| w.capital && w.says.is_none())
    }
}

/// The last quarters or the next decades: whole ones.
fn whole_units(a: Day, unit: i32, n: i32, by: i32) -> Point {
    let own = super::relative::period(unit, a, 0);
    let (Some(start), Some(end)) = (own.start, own.end) else { return own };
    let timex = length_of(n, unit);
    match by {
        1 => Point::period(end + 1, moved(end + 1, unit, n) - 1, timex),
        _ => Point::period(moved(start, unit, -n), start - 1, timex),
    }
}

/// The n-th business day after a day, or before it.
fn business_days(from: Day, n: i32) -> Day {
    let (mut at, mut left) = (from, n.abs().min(5000));
    while left > 0 {
        at += n.signum();
        left -= i32::from(weekday(at) <= 5);
    }
    at
}
