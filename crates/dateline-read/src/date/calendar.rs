//! Days of the Gregorian calendar as numbers, after Howard Hinnant's algorithms.

/// Days since 1970-01-01.
pub type Day = i32;

/// The day of a date; the day of the month may run over into the next month.
pub fn day(year: i32, month: i32, day: i32) -> Day {
    let months = year * 12 + month - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// Year, month and day of the month.
pub fn date(day: Day) -> (i32, i32, i32) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i32::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// The day of the week, 1 is Monday.
pub fn weekday(day: Day) -> i32 {
    (day + 3).rem_euclid(7) + 1
}

/// The Monday of a day's week.
pub fn monday(day: Day) -> Day {
    day - weekday(day) + 1
}

/// So many months later, at the latest on that month's last day.
pub fn add_months(from: Day, months: i32) -> Day {
    let (y, m, d) = date(from);
    let last = day(y, m + months + 1, 1) - 1;
    (day(y, m + months, 1) + d - 1).min(last)
}

/// The Monday of a year's week by ISO 8601.
pub fn iso_week(year: i32, week: i32) -> Day {
    monday(day(year, 1, 4)) + 7 * (week - 1)
}

/// ISO 8601.
pub fn iso(of: Day) -> String {
    let (y, m, d) = date(of);
    format!("{y:04}-{m:02}-{d:02}")
}

/// The day of an ISO 8601 date, with or without a time after it.
pub fn parse(text: &str) -> Option<Day> {
    let mut parts = text.get(..10)?.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let (y, m, d) = (parts.next()??, parts.next()??, parts.next()??);
    let found = day(y, m, d);
    (date(found) == (y, m, d)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back() {
        for d in (-800_000..800_000).step_by(17) {
            let (y, m, dd) = date(d);
            assert_eq!(day(y, m, dd), d);
        }
        assert_eq!(parse("2026-11-25T08:00:00Z").map(weekday), Some(3));
        assert_eq!(parse("2026-02-30"), None);
        assert_eq!(iso(add_months(day(2024, 1, 31), 1)), "2024-02-29");
        assert_eq!(iso(iso_week(2019, 1)), "2018-12-31");
    }
}
