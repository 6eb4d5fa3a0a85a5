//! Text for pages. All of it is escaped by maud; what is left to do here is
//! what escaping does not: marks that turn or hide text, dates, addresses.

use maud::{Markup, html};
use std::borrow::Cow;

/// Whether `c` could reorder or hide the text around it.
fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    }
}

/// `text` with a replacement character for each that could reorder or hide
/// what stands around it. One character stays one, so offsets hold.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return text.into();
    }
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect::<String>().into()
}

/// The beginning of `text`, cut after a word at about `limit` characters.
pub(crate) fn first_words(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, c)) = text.char_indices().nth(limit) else { return safe(text) };
    let cut = text[..end + c.len_utf8()].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", safe(&text[..cut])).into()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "25 November 2026, 09:59 UTC+02:00" of ISO 8601; what is none is shown as
/// it is.
pub(crate) fn date_words(iso: &str) -> String {
    let (day, time) = iso.split_once('T').map_or((iso, None), |(day, time)| (day, Some(time)));
    let mut parts = day.split('-');
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<usize>().ok());
    let (year, month, date) = (parts.next(), number(parts.next()), number(parts.next()));
    let (Some(year), Some(month)) = (year, month.and_then(|m| MONTHS.get(m.wrapping_sub(1))))
    else {
        return safe(iso).into_owned();
    };
    let mut words = match date {
        Some(date) => format!("{date} {month} {year}"),
        None => format!("{month} {year}"),
    };
    if let Some(time) = time {
        words.push_str(", ");
        words.push_str(time.get(..5).unwrap_or(time));
        match time.find(['Z', '+', '-']).map(|at| &time[at..]) {
            Some("Z" | "+00:00") => words.push_str(" UTC"),
            Some(zone) => words.push_str(&format!(" UTC{zone}")),
            None => {}
        }
    }
    safe(&words).into_owned()
}

/// A date for people, with the exact one for programs.
pub(crate) fn when(iso: Option<&str>) -> Markup {
    match iso {
        Some(iso) => html! { time datetime=(safe(iso)) { (date_words(iso)) } },
        None => html! { span.faint { "undated" } },
    }
}

/// The same without the hour.
pub(crate) fn day(iso: Option<&str>) -> Markup {
    match iso {
        Some(iso) => {
            let day = iso.split('T').next().unwrap_or(iso);
            html! { time datetime=(safe(iso)) title=(date_words(iso)) { (short_day(day)) } }
        }
        None => html! { span.faint { "undated" } },
    }
}

pub(crate) fn short_day(day: &str) -> String {
    let words = date_words(day);
    let mut parts = words.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(date), Some(month), Some(year)) => {
            format!("{date} {} {year}", month.get(..3).unwrap_or(month))
        }
        _ => words,
    }
}

/// A link to the web, if the address is of the web; else its text.
pub(crate) fn link_out(url: &str) -> Markup {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let shown = first_words(url, 80);
    html! {
        @if web { a href=(safe(url)) rel="noopener noreferrer nofollow" { (shown) } }
        @else { span.path { (shown) } }
    }
}

/// "84%" of a confidence.
pub(crate) fn percent(confidence: f64) -> String {
    format!("{}%", (confidence.clamp(0.0, 1.0) * 100.0).round())
}

/// "1 report", "3 reports".
pub(crate) fn count(number: u64, noun: &str) -> String {
    let noun = match (number, noun) {
        (1, _) => noun.to_owned(),
        (_, "story") => "stories".to_owned(),
        (_, "delivery") => "deliveries".to_owned(),
        _ => format!("{noun}s"),
    };
    format!("{} {noun}", grouped(number))
}

/// "1,234,567".
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_words() {
        assert_eq!(date_words("2026-03-24"), "24 March 2026");
        assert_eq!(date_words("2026-03"), "March 2026");
        assert_eq!(date_words("2026-03-24T09:05:00Z"), "24 March 2026, 09:05 UTC");
        assert_eq!(date_words("2026-03-24T09:05+02:00"), "24 March 2026, 09:05 UTC+02:00");
        assert_eq!(date_words("2026-99-24"), "2026-99-24");
        assert_eq!(date_words("long ago"), "long ago");
        assert_eq!(short_day("2026-03-24"), "24 Mar 2026");
    }

    #[test]
    fn nothing_turns_or_hides_the_text_around_it() {
        assert_eq!(safe("a\u{202e}b\u{e0041}c\0d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
        assert_eq!(
            link_out("javascript:alert(1)").into_string(),
            "<span class=\"path\">javascript:alert(1)</span>"
        );
        assert!(
            link_out("https://x.example/\"><script>")
                .into_string()
                .contains("&quot;&gt;&lt;script&gt;")
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(count(1, "story"), "1 story");
        assert_eq!(count(1_234_567, "report"), "1,234,567 reports");
    }
}
