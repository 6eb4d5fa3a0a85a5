//! Hours and parts of days, alone or with their day: "5 p.m.", "overnight",
//! "Friday evening", "from 9 to 11 a.m. on Monday".

use super::calendar::{Day, iso};
use super::lex::Word;
use super::parser::{Found, Parser};
use super::point::{Point, TimeSort};
use dateline_knowledge::TimeKind;

/// TIMEX3 of the parts of a day, by their numbers in the table.
const PARTS: [&str; 6] = ["", "TMO", "TAF", "TEV", "TNI", "TDT"];

/// An hour, and whether its words say so without a day beside it.
struct Hour {
    value: String,
    sure: bool,
}

impl Parser<'_> {
    /// A time of day, with its day where that stands beside it.
    pub fn timed(&self, i: usize) -> Found {
        self.part_of_named_day(i)
            .or_else(|| self.day_and_time(i))
            .or_else(|| self.time_and_day(i))
            .or_else(|| self.this_hour(i))
    }

    /// "last night", "this morning", "tonight", "overnight".
    fn part_of_named_day(&self, i: usize) -> Found {
        let at = |from: i32, to: i32, part: &str| {
            let found = self.anchor.map(|a| Point {
                is_day: from == to,
                ..Point::period(a + from, a + to, format!("{}{part}", iso(a + from)))
            });
            let open = Point::relative(found, &format!("XXXX-XX-XX{part}"));
            Point { sort: TimeSort::Clock, ..open }
        };
        if self.is(i, &["tonight", "tonite"]) {
            return self.with_hour(at(0, 0, "TNI"), i + 1);
        }
        if self.text(i) == "overnight" && !self.is(i.wrapping_sub(1), &["an", "the"]) {
            // From the evening before to the morning of the report.
            return Some((at(-1, 0, "TNI"), i + 1));
        }
        let early = self.is(i, &["early", "late", "later", "earlier"]);
        let j = i + usize::from(early);
        let by = self.says(j, TimeKind::Shift)?;
        let part = self.says(j + 1, TimeKind::Daytime)?;
        if by == 1 && part != 4 && part != 3 {
            return None;
        }
        self.with_hour(at(by, by, PARTS[part as usize]), j + 2)
    }

    /// The hour after a part of a day makes its value exact: "tonight at 9".
    fn with_hour(&self, point: Point, end: usize) -> Found {
        let j = self.skip(end, &["at", "around", ","]);
        match self.hours(j).filter(|(hour, _)| hour.sure || j > end) {
            Some((hour, end)) => {
                let day = point.timex.split('T').next().unwrap_or_default();
                let timex = format!("{day}{}", hour.value);
                Some((Point { timex, ..point }, end))
            }
            None => Some((point, end)),
        }
    }

    /// "Friday at 5 p.m.", "3 May 2016, 14:30", "yesterday evening".
    fn day_and_time(&self, i: usize) -> Found {
        let (day, end) = self.single(i).filter(|(p, _)| p.is_day)?;
        let close = self.skip(end, &[",", "-"]);
        let early = self.skip(close, &["early", "late", "later"]);
        let early = if early > close { self.skip(early, &["in"]) } else { early };
        let article = self.skip(self.skip(early, &["in"]), &["the"]);
        if let Some(part) = self.says(article, TimeKind::Daytime)
            && !self.text(article).ends_with('s')
        {
            return self.with_hour(on(day, PARTS[part as usize]), article + 1);
        }
        let at = ["at", "around", "about", "by", "before", "after", "for"];
        let j = self.skip(close, &at);
        let (hour, end) = self.hours(j).filter(|(hour, _)| hour.sure || j > close)?;
        Some((on(day, &hour.value), end))
    }

    /// "5 p.m. on Friday", "the evening of 3 May", "in the morning", "6 p.m.".
    fn time_and_day(&self, i: usize) -> Found {
        if self.text(i) == "right" && self.text(i + 1) == "now"
            || self.text(i) == "at" && self.text(i + 1) == "the" && self.text(i + 2) == "moment"
        {
            let end = if self.text(i) == "right" { i + 2 } else { i + 3 };
            let timex = "PRESENT_REF".to_owned();
            return Some((Point { timex, sort: TimeSort::Clock, ..Point::default() }, end));
        }
        let about = ["around", "about", "circa", "after", "before", "by", "until"];
        let from = self.skip(i, &about);
        let (value, end) = match self.hours(from).filter(|(hour, _)| hour.sure) {
            Some((hour, end)) => {
                // "8 in the evening", "8:00 this morning"
                let part = self.part(end).map_or(end, |(_, end)| end);
                (hour.value, part)
            }
            None => {
                let (value, end) = self.part(i)?;
                let hour = self.hours(self.skip(end, &["at"]));
                hour.filter(|(hour, _)| hour.sure)
                    .map_or((value.to_owned(), end), |(h, e)| (h.value, e))
            }
        };
        if let Some((day, last)) = self.part_of_named_day(end) {
            let date = day.timex.split('T').next().unwrap_or_default();
            return Some((Point { timex: format!("{date}{value}"), ..day }, last));
        }
        let j = self.skip(self.skip(end, &["on", "of", "to", ","]), &["early", "late"]);
        if let Some((day, last)) = self.single(j).filter(|(p, _)| p.is_day) {
            let part = self.says(last, TimeKind::Daytime);
            let last = last + usize::from(part.is_some());
            return Some((on(day, &value), last));
        }
        Some((Point { timex: value, sort: TimeSort::Clock, ..Point::default() }, end))
    }

    /// "the past hour", "this minute".
    fn this_hour(&self, i: usize) -> Found {
        let by = self.says(i, TimeKind::Shift)?;
        let unit = self.says(i + 1, TimeKind::Unit).filter(|u| (9..=11).contains(u))?;
        let found = self.anchor.map(|a| Point::period(a + by.min(0), a + by.max(0), iso(a)));
        let letter = ["H", "M", "S"][(unit - 9) as usize];
        let open = Point::relative(found, &format!("PT1{letter}"));
        Some((Point { sort: TimeSort::Clock, ..open }, i + 2))
    }

    /// "in the morning", "at night", "early evening", "the small hours".
    fn part(&self, i: usize) -> Option<(&'static str, usize)> {
        let lead = self.is(i, &["in", "at", "during", "by", "before", "after", "through"]);
        if lead && self.is(i + 1, &["early", "late", "later", "mid"]) {
            return None; // The expression begins at the next word.
        }
        let mut j = i + usize::from(lead);
        j = self.skip(j, &["the"]);
        let early = self.is(j, &["early", "late", "later", "small", "mid"]);
        j += usize::from(early);
        j = if early { self.skip(self.skip(j, &["in"]), &["the"]) } else { j };
        if self.text(j) == "hours" && early {
            let of = self.is(j + 1, &["of"]);
            return Some(("TMO", j + 1 + usize::from(of && self.text(j + 2) == "the")));
        }
        let part = self.says(j, TimeKind::Daytime)?;
        let plural = self.text(j).ends_with('s');
        let of = self.is(j + 1, &["of"]) && self.text(i) == "the";
        (!plural && (lead || early || of)).then_some((PARTS[part as usize], j + 1))
    }

    /// A plain hour: "7 p.m.".
    pub fn hour_at(&self, i: usize) -> Option<(String, usize)> {
        self.hour(i, false).filter(|(hour, _)| hour.sure).map(|(hour, end)| (hour.value, end))
    }

    /// An hour, or two with what joins them.
    fn hours(&self, i: usize) -> Option<(Hour, usize)> {
        let opened = self.is(i, &["from", "between"]);
        let from = i + usize::from(opened);
        let (first, end) = match self.hour(from, opened) {
            Some(found) => found,
            // "9-10 a.m."
            None => self.hour(from, true).filter(|(_, end)| {
                let second = self.hour(end + 1, false);
                self.is(*end, &["to", "-", "–"]) && second.is_some_and(|(hour, _)| hour.sure)
            })?,
        };
        let and = opened && self.text(i) == "between";
        let joined =
            self.is(end, &["to", "-", "–", "until", "till"]) || and && self.text(end) == "and";
        match joined.then(|| self.hour(end + 1, true)).flatten() {
            Some((second, end)) if first.sure || second.sure => {
                Some((Hour { value: format!("{}/{}", first.value, second.value), sure: true }, end))
            }
            _ if opened => None,
            _ => Some((first, end)),
        }
    }

    /// One hour. A bare number is one only beside another or after "at".
    fn hour(&self, i: usize, bare: bool) -> Option<(Hour, usize)> {
        if let Some(hhmm) = self.says(i, TimeKind::Clock) {
            return self.exact(hhmm / 100, Some(hhmm % 100).filter(|m| *m > 0), None, i + 1);
        }
        if self.is(i, &["half", "quarter"]) && self.is(i + 1, &["past", "to"]) {
            let (n, _, end) = self.number(i + 2).filter(|n| (1..=12).contains(&n.0))?;
            let minutes = if self.text(i) == "half" { 30 } else { 15 };
            let (hour, minutes) = match self.text(i + 1) {
                "past" => (n, minutes),
                _ => (n - 1, 60 - minutes),
            };
            let end = self.o_clock(end).unwrap_or(end);
            let (half, end) = self.half(end).map_or((None, end), |(h, e)| (Some(h), e));
            return self.exact(hour, Some(minutes), half, end);
        }
        let (n, ordinal, end) = self.number(i)?;
        let word = self.words.get(i)?;
        if ordinal || !(0..60).contains(&n) && self.text(i).len() != 4 || self.is(i, &["a", "an"]) {
            return None;
        }
        // "ten past nine"
        let past = self.skip(end, &["minutes", "min"]);
        if self.text(past) == "past"
            && let Some((h, false, last)) = self.number(past + 1)
        {
            let last = self.o_clock(last).unwrap_or(last);
            return self.exact(h, Some(n), None, last);
        }
        // "1400 GMT"
        if word.digits.is_some() && self.text(i).len() == 4 {
            let zone = self.is(end, &["gmt", "utc", "hours", "hrs", "local"]);
            return self.exact(n / 100, Some(n % 100), None, end + 1).filter(|_| zone);
        }
        if let Some(end) = self.o_clock(end) {
            return self.exact(n, None, None, end);
        }
        let at = self.is(i.wrapping_sub(1), &["at"]);
        let parted = self.is(end, &[":", "."]) && self.glued(end) && self.glued(end + 1);
        let minutes = self.words.get(end + 1).filter(|w| parted && w.text.len() == 2);
        if let Some(minutes) = minutes.and_then(|w| w.digits).filter(|_| word.digits.is_some()) {
            let mut end = end + 2;
            let seconds = self.text(end) == ":" && self.glued(end) && self.glued(end + 1);
            let mut tail = String::new();
            if let Some(s) = self.words.get(end + 1).and_then(|w| w.digits).filter(|_| seconds) {
                (tail, end) = (format!(":{s:02}"), end + 2);
            }
            let half = self.half(end);
            let sure = self.text(i + 1) == ":" || half.is_some() || at;
            let (half, end) = half.map_or((None, end), |(h, e)| (Some(h), e));
            let (hour, end) = self.exact(n, Some(minutes), half, end)?;
            let value = hour.value + &tail;
            return Some((Hour { sure, value }, end));
        }
        match self.half(end) {
            Some((half, end)) => self.exact(n, None, Some(half), end),
            None if (bare || at) && n > 0 => {
                let (hour, end) = self.exact(n, None, None, end)?;
                // "at 12 schools"
                let many = |w: &Word| w.text.len() > 3 && w.text.ends_with('s');
                let next = self.words.get(end);
                let unit =
                    next.is_some_and(|w| w.says.is_some() || w.glued && w.text != "-" || many(w));
                (!unit).then_some((Hour { sure: false, ..hour }, end))
            }
            None => None,
        }
    }

    /// An hour and minutes that there are.
    fn exact(
        &self,
        h: i32,
        m: Option<i32>,
        half: Option<bool>,
        end: usize,
    ) -> Option<(Hour, usize)> {
        let h = match half {
            Some(_) if !(1..=12).contains(&h) => return None,
            Some(after) => h % 12 + if after { 12 } else { 0 },
            None => h,
        };
        let value = m.map_or(format!("T{h:02}"), |m| format!("T{h:02}:{m:02}"));
        ((0..=24).contains(&h) && (0..60).contains(&m.unwrap_or(0)))
            .then_some((Hour { value, sure: true }, end))
    }

    fn o_clock(&self, i: usize) -> Option<usize> {
        if self.text(i) == "oclock" {
            return Some(i + 1);
        }
        (self.text(i) == "o" && self.is(i + 1, &["'", "’"]) && self.text(i + 2) == "clock")
            .then_some(i + 3)
    }

    /// "a.m.", "PM": whether after noon.
    fn half(&self, i: usize) -> Option<(bool, usize)> {
        match self.text(i) {
            "am" => Some((false, i + 1)),
            "pm" => Some((true, i + 1)),
            half @ ("a" | "p") => {
                let stop = usize::from(self.text(i + 1) == ".");
                let m = i + 1 + stop;
                let last = m + 1 + usize::from(stop > 0 && self.text(m + 1) == ".");
                (self.text(m) == "m").then_some((half == "p", last))
            }
            _ => None,
        }
    }
}

/// A day with an hour or a part of it.
fn on(day: Point, value: &str) -> Point {
    let known: Option<Day> = day.start.filter(|_| day.is_day);
    let date = known.map_or_else(|| day.timex.clone(), iso);
    Point { timex: format!("{date}{value}"), sort: TimeSort::Clock, ..day }
}
