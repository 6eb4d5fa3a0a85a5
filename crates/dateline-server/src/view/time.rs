//! Moments as numbers, to place them on an axis.

/// Days of the Gregorian calendar, counted in years that begin in March.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (m * 153 + 2) / 5 + day
}

/// Minutes of a day or moment in ISO 8601, in UTC; a day is taken at its noon.
pub(crate) fn minutes(iso: &str) -> Option<i64> {
    let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let midnight = days(year, month, day) * 24 * 60;
    let Some(time) = time else { return Some(midnight + 12 * 60) };
    let clock = |text: &str| {
        let (hours, minutes) = text.get(..5)?.split_once(':')?;
        Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
    };
    let zone = match time.find(['Z', '+', '-']).map(|at| &time[at..]) {
        Some(zone) if zone.starts_with('+') => clock(&zone[1..])?,
        Some(zone) if zone.starts_with('-') => -clock(&zone[1..])?,
        _ => 0,
    };
    Some(midnight + clock(time)? - zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_apart_by_minutes_whatever_their_zone() {
        let apart = |a, b| minutes(b).unwrap() - minutes(a).unwrap();
        assert_eq!(apart("2026-03-30T09:00:00+02:00", "2026-03-30T07:30:00Z"), 30);
        assert_eq!(apart("2026-03-30T09:00-05:00", "2026-03-30T14:00"), 0);
        assert_eq!(apart("2024-02-28", "2024-03-01T12:00:00Z"), 2 * 24 * 60);
        for none in ["", "March", "2026-03", "2026-13-01", "2026-03-30Tnoon"] {
            assert_eq!(minutes(none), None, "{none}");
        }
    }
}
