//! When a report was published, as people and machines write it.
//!
//! Strict: every word must belong to the date, so that a headline with a date
//! in it is no date.

use crate::months::month;

/// The parts found; a date without a year is a date to a dateline only.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Parts {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    weekday: bool,
    /// `10:00`, `10:00:30`
    time: Option<String>,
    /// `Z`, `+03:00`
    zone: Option<String>,
}

/// The date in `text` in ISO 8601, as exact as it is given: a date, a local
/// time, or a time with its zone. `None` if there is more or less than that,
/// or no such day.
pub(crate) fn parse(text: &str) -> Option<String> {
    let parts = Parts::of(text)?;
    let (year, month, day) = (parts.year?, parts.month?, parts.day?);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(match parts.time {
        Some(time) => format!("{date}T{time}{}", parts.zone.unwrap_or_default()),
        None => date,
    })
}

impl Parts {
    /// The parts of the date that `text` is, wholly.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // No date is longer; texts of one endless line come here too.
        if text.len() > 80 {
            return None;
        }
        let mut parts = Parts::default();
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|'));
        for word in words.filter(|w| !w.is_empty()) {
            parts.take(word)?;
        }
        parts.is_sound().then_some(parts)
    }

    fn take(&mut self, word: &str) -> Option<()> {
        let low = word.to_lowercase().replace('.', "");
        if let Some((date, time)) = word.split_once(['T', 't']).filter(|(d, _)| d.len() == 10) {
            self.date(date)?;
            return self.clock(time);
        }
        let number = low.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &low[number.len()..];
        if let Some(month) = month(&low) {
            set(&mut self.month, month)
        } else if is_weekday(&low) {
            self.weekday = true;
            Some(())
        } else if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
            match (number.len(), suffix) {
                (1 | 2, "" | "st" | "nd" | "rd" | "th") if !word.contains(':') => {
                    set(&mut self.day, number.parse().ok()?)
                }
                (4, "") if !word.contains('.') => set(&mut self.year, number.parse().ok()?),
                (1 | 2, "am" | "pm") if !word.contains(':') => {
                    self.clock(&format!("{number}:00{suffix}"))
                }
                (8, "") if word.contains('.') => self.date(word),
                _ => None,
            }
        } else if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            self.clock(word)
        } else if matches!(low.as_str(), "am" | "pm") {
            self.half(&low)
        } else if is_filler(&low) || self.time.is_some() && self.zoned(word).is_some() {
            Some(())
        } else {
            self.date(word)
        }
    }

    /// `2024-05-01`, `2024/05/01`, `01.05.2024`, and `5/14/2024` or
    /// `14/5/2024`, where it can only be one of the two.
    fn date(&mut self, word: &str) -> Option<()> {
        let mut numbers = word.splitn(3, ['-', '/', '.']);
        let mut next = || numbers.next().filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let (a, b, c) = (next()?, next()?, next()?);
        let number = |n: &str| n.parse::<u32>().ok();
        let (year, month, day) = if a.len() == 4 && b.len() <= 2 && c.len() <= 2 {
            (number(a)?, number(b)?, number(c)?)
        } else if c.len() == 4 && a.len() <= 2 && b.len() <= 2 {
            let (a, b) = (number(a)?, number(b)?);
            match word.contains('.') {
                true => (number(c)?, b, a),
                false if a > 12 => (number(c)?, b, a),
                false if b > 12 || a == b => (number(c)?, a, b),
                false => return None,
            }
        } else {
            return None;
        };
        set(&mut self.year, year)?;
        set(&mut self.month, month)?;
        set(&mut self.day, day)
    }

    /// `10:00`, `10:00:30.5`, with `am`, `Z` or `+03:00` behind it.
    fn clock(&mut self, word: &str) -> Option<()> {
        let end = word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.');
        let (clock, rest) = word.split_at(end.unwrap_or(word.len()));
        let whole = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let mut numbers = whole.split(':');
        let mut next = |below: u32| match numbers.next() {
            Some(n) if n.len() <= 2 => n.parse::<u32>().ok().filter(|n| *n < below).map(Some),
            Some(_) => None,
            None => Some(None),
        };
        let (hour, minute, second) = (next(24)??, next(60)??, next(60)?);
        if numbers.next().is_some() {
            return None;
        }
        let seconds = second.map(|s| format!(":{s:02}")).unwrap_or_default();
        set(&mut self.time, format!("{hour:02}:{minute:02}{seconds}"))?;
        match rest.to_lowercase().as_str() {
            "" => Some(()),
            half @ ("am" | "pm") => self.half(half),
            _ => self.zoned(rest),
        }
    }

    /// Reads the time as of the morning or the afternoon.
    fn half(&mut self, half: &str) -> Option<()> {
        let time = self.time.as_mut()?;
        let hour: u32 = time[..2].parse().ok().filter(|h| (1..=12).contains(h))?;
        let hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        time.replace_range(..2, &format!("{hour:02}"));
        Some(())
    }

    /// A zone with a known offset; other abbreviations leave the time local.
    fn zoned(&mut self, word: &str) -> Option<()> {
        let offset = match word.to_uppercase().as_str() {
            "Z" | "UTC" | "GMT" => "Z",
            "EDT" => "-04:00",
            "EST" | "CDT" => "-05:00",
            "CST" | "MDT" => "-06:00",
            "MST" | "PDT" => "-07:00",
            "PST" => "-08:00",
            upper if upper == word && (2..=5).contains(&word.len()) && is_letters(word) => {
                return Some(());
            }
            upper => {
                let digits = upper.strip_prefix("UTC").or(upper.strip_prefix("GMT"));
                let digits = digits.unwrap_or(upper);
                let sign = digits.chars().next().filter(|c| matches!(c, '+' | '-'))?;
                let digits = digits[1..].replace(':', "");
                let all: u32 = digits.parse().ok().filter(|_| is_digits(&digits))?;
                let (hours, minutes) =
                    if digits.len() <= 2 { (all, 0) } else { (all / 100, all % 100) };
                if hours > 14 || minutes > 59 || digits.len() > 4 {
                    return None;
                }
                return set(&mut self.zone, format!("{sign}{hours:02}:{minutes:02}"));
            }
        };
        set(&mut self.zone, offset.to_owned())
    }

    /// Whether there is such a day, or might be in some year.
    fn is_sound(&self) -> bool {
        let days = match self.month {
            Some(4 | 6 | 9 | 11) => 30,
            Some(2) => match self.year {
                Some(y) if !(y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 28,
                _ => 29,
            },
            _ => 31,
        };
        let some = self.weekday || self.month.is_some();
        some && self.year.is_none_or(|y| (1500..=2200).contains(&y))
            && self.month.is_none_or(|m| (1..=12).contains(&m))
            && self.day.is_none_or(|d| (1..=days).contains(&d))
    }
}

/// Fills a part; a second one is no date.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

fn is_filler(word: &str) -> bool {
    let joins = matches!(word, "at" | "on" | "of" | "de" | "del" | "um" | "uhr" | "à" | "ore");
    joins || matches!(word, "-" | "–" | "—")
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether `word` is `name` or short for it.
fn is_short_for(word: &str, name: &str) -> bool {
    word == name || ((3..=4).contains(&word.len()) && name.starts_with(word))
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| is_short_for(word, name)) || word == "thurs"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_people_and_machines() {
        for (text, iso) in [
            ("Friday, January 4, 2019", "2019-01-04"),
            ("3 May 2024", "2024-05-03"),
            ("Oct. 9, 2025", "2025-10-09"),
            ("Thurs., Sept. 1st, 2022", "2022-09-01"),
            ("2024-05-01", "2024-05-01"),
            ("2024-05-01 10:00 UTC", "2024-05-01T10:00Z"),
            ("2024-05-01T10:00:30.250+03:00", "2024-05-01T10:00:30+03:00"),
            ("2024-05-01T10:00:30Z", "2024-05-01T10:00:30Z"),
            ("2024-05-01T10:00:30", "2024-05-01T10:00:30"),
            ("Fri, 04 Jan 2019 10:00:00 GMT", "2019-01-04T10:00:00Z"),
            ("Fri, 04 Jan 2019 10:00:00 -0500", "2019-01-04T10:00:00-05:00"),
            ("May 3, 2024 at 3:05 p.m. EDT", "2024-05-03T15:05-04:00"),
            ("May 3, 2024, 12am", "2024-05-03T00:00"),
            ("May 3, 2024 9:15 AM ET", "2024-05-03T09:15"),
            ("3 May 2024 18:30 (UTC+2)", "2024-05-03T18:30+02:00"),
            ("29 February 2024", "2024-02-29"),
            ("14/5/2024", "2024-05-14"),
            ("5/14/2024", "2024-05-14"),
            ("03.04.2024", "2024-04-03"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_no_day_or_two_things_at_once_is_refused() {
        for text in [
            "",
            "2024",
            "May",
            "soon",
            "May 2024",
            "Oct. 9",
            "Monday",
            "03/04/2024",
            "29 February 2023",
            "31 April 2024",
            "2024-13-01",
            "2024-05-01T25:00",
            "2024-05-01 10:61",
            "3 May 2024 4",
            "3 May 2024 in Lima",
            "May March 3 2024",
            "3 May 2024 13pm",
            "2024-05-01T10:00+99:00",
            "T",
            "10:00",
            "é3 May 2024",
            "١٢ May 2024",
            "3 May 20240",
            "0000-00-00",
            "May 3, 2024 pm",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
