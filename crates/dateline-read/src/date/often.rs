//! What happens again and again: "every Friday", "twice a year", "daily".

use super::counted::length_of;
use super::parser::{Found, Parser};
use super::point::{Point, TimeSort};
use dateline_knowledge::TimeKind;

impl Parser<'_> {
    /// A set of times.
    pub fn often(&self, i: usize) -> Found {
        let (timex, end) = self
            .every(i)
            .or_else(|| self.a_unit(i))
            .or_else(|| self.adverb(i))
            .or_else(|| self.plural(i))?;
        // "every day at 7 p.m."
        let (timex, end) = match self.hour_at(self.skip(end, &["at"])) {
            Some((hour, end)) if timex.starts_with("XXXX") => (format!("{timex}{hour}"), end),
            Some((hour, end)) => (hour, end),
            None => (timex, end),
        };
        Some((Point { timex, sort: TimeSort::Set, ..Point::default() }, end))
    }

    /// "every two days", "each Friday at noon", "every other week".
    fn every(&self, i: usize) -> Option<(String, usize)> {
        if self.is(i, &["all"]) && self.text(i + 1) == "weekends" {
            return Some(("P1WE".to_owned(), i + 2));
        }
        if !self.is(i, &["every", "each"]) {
            return None;
        }
        let (n, ordinal, mut j) = match self.text(i + 1) {
            "other" => (2, true, i + 2),
            "single" => (1, false, i + 2),
            _ => self.number(i + 1).unwrap_or((1, false, i + 1)),
        };
        if ordinal && n != 2 && self.says(j, TimeKind::Unit).is_none() {
            return None;
        }
        if let Some((d, end)) = self.weekday(j) {
            let part = self.says(end, TimeKind::Daytime);
            return Some((format!("XXXX-WXX-{d}"), end + usize::from(part.is_some())));
        }
        if let Some((m, end)) = self.month(j) {
            return Some((format!("XXXX-{m:02}"), end));
        }
        if let Some(part) = self.says(j, TimeKind::Daytime) {
            return Some((
                ["", "TMO", "TAF", "TEV", "TNI", "TDT"][part as usize].to_owned(),
                j + 1,
            ));
        }
        if self.is(j, &["weekday", "workday"]) {
            return Some(("P1WD".to_owned(), j + 1));
        }
        let unit = self.says(j, TimeKind::Unit)?;
        j += 1;
        let value = if unit == 8 { "XXXX-WXX-WE".to_owned() } else { length_of(n, unit) };
        Some((value, j))
    }

    /// "once a week", "three times per year".
    fn a_unit(&self, i: usize) -> Option<(String, usize)> {
        let j = match self.text(i) {
            "once" | "twice" => i + 1,
            _ => {
                let (_, ordinal, end) = self.number(i)?;
                (!ordinal && self.text(end) == "times").then_some(end + 1)?
            }
        };
        if !self.is(j, &["a", "an", "per", "each", "every"]) {
            return None;
        }
        let unit = self.says(j + 1, TimeKind::Unit)?;
        Some((length_of(1, unit), j + 2))
    }

    /// "daily", "annual", "semi-annually".
    fn adverb(&self, i: usize) -> Option<(String, usize)> {
        let twice = self.is(i, &["bi"]) && self.text(i + 1) == "-";
        let half = self.is(i, &["semi"]) && self.text(i + 1) == "-";
        let j = if twice || half { i + 2 } else { i };
        let unit = self.says(j, TimeKind::Often)?;
        // "the Daily Mail"
        let named = self.words[j].capital && i > 0 && !self.is(i - 1, &["."]);
        let value = match half {
            true => "P0.5Y".to_owned(),
            false => length_of(if twice { 2 } else { 1 }, unit),
        };
        (!named).then_some((value, j + 1))
    }

    /// "on Fridays", "Tuesday afternoons", "at weekends", "the 19th of every month".
    fn plural(&self, i: usize) -> Option<(String, usize)> {
        if let Some((d, end)) = self.weekday(i)
            && let Some(part) = self.says(end, TimeKind::Daytime)
            && self.text(end).ends_with('s')
        {
            let part = ["", "TMO", "TAF", "TEV", "TNI", "TDT"][part as usize];
            return Some((format!("XXXX-WXX-{d}{part}"), end + 1));
        }
        if let Some(day) = self.text(i).strip_suffix('s')
            && let Some((TimeKind::Weekday, d)) = self.holidays.get(day)
            && day.len() > 4
        {
            return Some((format!("XXXX-WXX-{d}"), i + 1));
        }
        if self.text(i) == "weekends" && self.number(i.wrapping_sub(1)).is_none() {
            return Some(("P1WE".to_owned(), i + 1));
        }
        let (n, ordinal, end) = self.number(i).filter(|n| (1..=31).contains(&n.0))?;
        let month = self.text(end) == "of"
            && self.is(end + 1, &["every", "each"])
            && self.text(end + 2) == "month";
        (ordinal && month).then(|| (format!("XXXX-XX-{n:02}"), end + 3))
    }
}
