//! Dates as machines write them and as pages show them, and what can be one.

use crate::dates;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The date in the value of a meta element or a `datetime` attribute.
pub(crate) fn parse(value: &str) -> Option<String> {
    let value = value.trim();
    // "2024-05-01T10:00:00+02:00[Europe/Berlin]"
    let value = value.split('[').next().unwrap_or_default().trim();
    dates::parse(value).or_else(|| compact(value)).or_else(|| labelled(value))
}

/// "20240501", "20240501T100000Z", and seconds or milliseconds since 1970.
fn compact(value: &str) -> Option<String> {
    let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &value[digits..];
    let number: i64 = value[..digits].parse().ok()?;
    match digits {
        8 if rest.is_empty() || rest.starts_with('T') => {
            let day = format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..8]);
            let time = rest.get(1..7).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
            let zone = if rest.ends_with('Z') { "Z" } else { "" };
            let time = time.map(|t| format!("T{}:{}:{}{zone}", &t[..2], &t[2..4], &t[4..]));
            dates::parse(&(day + &time.unwrap_or_default()))
        }
        10 | 13 if rest.is_empty() => {
            let seconds = if digits == 13 { number / 1000 } else { number };
            let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
            Some(format!("{}T{hour:02}:{minute:02}:{second:02}Z", civil(seconds / 86_400)))
        }
        _ => None,
    }
}

/// Words in front of the date of publication, in lowercase.
const LABELS: [&str; 24] = [
    "published",
    "posted",
    "issued",
    "released",
    "date",
    "first",
    "on",
    "at",
    "created",
    "publié",
    "publicado",
    "publicada",
    "veröffentlicht",
    "erstellt",
    "am",
    "le",
    "el",
    "em",
    "pubblicato",
    "il",
    "opublikowano",
    "geplaatst",
    "stand",
    "опубликовано",
];
/// And in front of that of a change.
const CHANGED: [&str; 7] =
    ["updated", "modified", "last", "aktualisiert", "mis", "actualizado", "changed"];

/// The date in a line such as "Published: 3 May 2024, 10:00 UTC". Lines that
/// tell of a change have none, nor have those that hold more.
pub(crate) fn labelled(line: &str) -> Option<String> {
    let mut rest = line.trim();
    if rest.len() > 160 {
        return None;
    }
    for _ in 0..4 {
        if let Some(date) = dates::parse(rest) {
            return Some(date);
        }
        let (word, after) = rest.split_once([' ', ':', '\u{a0}'])?;
        let low = word.trim_matches(['|', '-', '–', '•', '·', ',']).to_lowercase();
        if CHANGED.contains(&&*low) {
            return None;
        }
        if !low.is_empty() && !LABELS.contains(&&*low) {
            break;
        }
        rest = after.trim_start_matches([' ', ':']);
    }
    // "By Jane Doe | 3 May 2024", "3 May 2024 • Updated 4 May 2024"
    let parts = rest.split(['|', '•', '·']).map(str::trim);
    parts.filter(|part| part.len() < rest.len()).find_map(labelled)
}

/// The day in the path of an address: `/2024/05/01/`, `/2024-05-01-port`,
/// `-20240501.html`.
pub(crate) fn in_path(path: &str) -> Option<String> {
    let bytes = path.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    for start in 0..bytes.len().saturating_sub(7) {
        // A longer number is no year.
        if start > 0 && digit(start - 1) || !path.is_char_boundary(start) {
            continue;
        }
        let year = path.get(start..start + 4).and_then(|y| y.parse::<u32>().ok());
        if !year.is_some_and(|year| (1990..2100).contains(&year)) || !digit(start) {
            continue;
        }
        let found = match bytes[start + 4] {
            separator @ (b'/' | b'-' | b'_') => {
                let month = number(&path[start + 5..]);
                let after = start + 5 + month.map_or(0, str::len);
                let day = number(path.get(after + 1..).unwrap_or_default());
                let parted = bytes.get(after) == Some(&separator);
                month.zip(day).filter(|_| parted)
            }
            _ if (start..start + 8).all(digit) && !digit(start + 8) => {
                Some((&path[start + 4..start + 6], &path[start + 6..start + 8]))
            }
            _ => None,
        };
        let date = found.and_then(|(month, day)| {
            dates::parse(&format!("{}-{month:0>2}-{day:0>2}", &path[start..start + 4]))
        });
        if date.is_some() {
            return date;
        }
    }
    None
}

/// The number of one or two digits that `text` begins with.
fn number(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=2).contains(&digits).then(|| &text[..digits])
}

/// Whether something may have been published `at` that time: not before there
/// were newspapers to archive, not at the epoch of computers, and not after
/// `latest`, by more than the time zones of the world make a difference.
pub(crate) fn is_sound(at: &str, latest: &str) -> bool {
    let (Some(day), Some(last)) = (days(at), days(latest)) else { return false };
    let zero = matches!(at.get(..10), Some("1970-01-01" | "1969-12-31"));
    at.get(..4) >= Some("1800") && !zero && day <= last + 1
}

/// How many days lie between two dates.
pub(crate) fn days_apart(a: &str, b: &str) -> i64 {
    days(a).zip(days(b)).map_or(i64::MAX, |(a, b)| (a - b).abs())
}

/// Today, in UTC.
pub(crate) fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    civil(i64::try_from(since.as_secs() / 86_400).unwrap_or(0))
}

/// Days since 1970-01-01 of an ISO date.
fn days(date: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>| date.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    // Years that begin in March: leap days come last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (month * 153 + 2) / 5
            + day
            - 719_469,
    )
}

/// The ISO date that many days after 1970-01-01.
/// How long a server wants us to wait: so many seconds, or until a date, counted
/// from the date of its answer or else from now.
pub(crate) fn wait(asked: &str, answered: Option<String>) -> Option<Duration> {
    if let Ok(seconds) = asked.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let now = || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
    };
    let from = answered.and_then(|at| seconds(&at)).unwrap_or_else(now);
    let until = seconds(asked)?;
    Some(Duration::from_secs(u64::try_from(until.saturating_sub(from)).unwrap_or(0)))
}

/// Seconds since 1970 of "Fri, 04 Jan 2019 10:00:00 GMT".
fn seconds(date: &str) -> Option<i64> {
    let at = dates::parse(date)?;
    let (day, time) = at.strip_suffix('Z')?.split_once('T')?;
    let numbers = |text: &str, by: char| -> Option<Vec<i64>> {
        text.split(by).map(|n| n.parse().ok()).collect()
    };
    let [y, m, d] = numbers(day, '-')?[..] else { return None };
    let time = numbers(time, ':')?;
    // Days of the years and months before, March being the first month.
    let (y, m) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
    let days = 365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
    let days = days + (153 * m + 2) / 5 + d - 1 - 719_468;
    let clock = time.iter().zip([3600, 60, 1]).map(|(n, unit)| n * unit).sum::<i64>();
    Some(days * 86_400 + clock)
}

fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_ask_for_seconds_or_a_date() {
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:10 GMT"), Some(10));
        assert_eq!(seconds("Thu, 29 Feb 2024 00:00:00 GMT"), Some(1_709_164_800));
        let answered = || Some("Fri, 04 Jan 2019 10:00:00 GMT".to_owned());
        let asked = |text: &str| wait(text, answered()).map(|wait| wait.as_secs());
        assert_eq!(asked("120"), Some(120));
        assert_eq!(asked("Fri, 04 Jan 2019 10:02:00 GMT"), Some(120));
        assert_eq!(asked("Thu, 03 Jan 2019 10:02:00 GMT"), Some(0));
        assert_eq!(asked("soon"), None);
    }

    #[test]
    fn what_machines_write() {
        for (value, iso) in [
            ("2024-05-01T10:00:00.000+0000", "2024-05-01T10:00:00+00:00"),
            ("2024-05-01T10:00:00+02:00[Europe/Berlin]", "2024-05-01T10:00:00+02:00"),
            ("20240501", "2024-05-01"),
            ("20240501T100000Z", "2024-05-01T10:00:00Z"),
            ("1714557600", "2024-05-01T10:00:00Z"),
            ("1714557600000", "2024-05-01T10:00:00Z"),
            ("Wed, 1 May 2024 10:00:00 GMT", "2024-05-01T10:00:00Z"),
        ] {
            assert_eq!(parse(value).as_deref(), Some(iso), "{value}");
        }
        for value in ["", "soon", "12345678", "20241301", "99999999999999"] {
            assert_eq!(parse(value), None, "{value}");
        }
    }

    #[test]
    fn what_pages_show() {
        for (line, iso) in [
            ("Published: 3 May 2024, 10:00 UTC", "2024-05-03T10:00Z"),
            ("First published on Fri 3 May 2024", "2024-05-03"),
            ("By Jane Doe | 3 May 2024", "2024-05-03"),
            ("3 May 2024 • Updated 4 May 2024", "2024-05-03"),
            ("Veröffentlicht am 3. Mai 2024", "2024-05-03"),
            ("Publié le 3 août 2024", "2024-08-03"),
            ("3 de mayo de 2024", "2024-05-03"),
            ("3 мая 2024", "2024-05-03"),
        ] {
            assert_eq!(labelled(line).as_deref(), Some(iso), "{line}");
        }
        for line in ["Updated 4 May 2024", "The port opened on 3 May 2024 at noon", "", "May", "é"]
        {
            assert_eq!(labelled(line), None, "{line}");
        }
    }

    #[test]
    fn what_addresses_tell() {
        for (path, iso) in [
            ("/world/2024/05/01/port", Some("2024-05-01")),
            ("/2024-5-1-port-opens", Some("2024-05-01")),
            ("/news/port-20240501.html", Some("2024-05-01")),
            ("/2024/05/port", None),
            ("/id/120240501", None),
            ("/2024/13/45/x", None),
            ("/9999/12/31/x", None),
            ("/é2024", None),
        ] {
            assert_eq!(in_path(path).as_deref(), iso, "{path}");
        }
    }

    #[test]
    fn days_are_counted() {
        for (date, n) in [("1970-01-01", 0), ("2000-03-01", 11_017), ("2024-02-29", 19_782)] {
            assert_eq!((days(date), civil(n)), (Some(n), date.to_owned()));
        }
        assert!(
            is_sound("2024-05-02T23:00:00Z", "2024-05-01") && !is_sound("2024-05-03", "2024-05-01")
        );
        assert!(
            !is_sound("1970-01-01T00:00:00Z", "2024-05-01") && is_sound("1923-05-01", "2024-05-01")
        );
        assert_eq!(days_apart("2024-02-28", "2024-03-01T10:00"), 2);
    }
}
