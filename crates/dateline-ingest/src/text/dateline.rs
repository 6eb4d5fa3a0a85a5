//! Where and when it was filed, in front of the first sentence:
//! "HAVANA, Oct. 9 (Reuters) -". It stays in the text as published.

use crate::dates::{self, Parts};
use dateline_knowledge::{MastheadWord, Mastheads};

/// What stands before the dash.
#[derive(Debug, PartialEq)]
pub(crate) struct Dateline {
    pub(crate) place: String,
    /// ISO 8601, if it was given with its year.
    pub(crate) date: Option<String>,
}

/// How far into the text the dash may stand, in characters.
const REACH: usize = 100;

/// The dateline of `text`, in its first line or under headline and deck.
pub(crate) fn find(text: &str, mastheads: &Mastheads) -> Option<Dateline> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(3).find_map(|line| parse(line, mastheads))
}

/// The dateline that `body` begins with.
pub(crate) fn parse(body: &str, mastheads: &Mastheads) -> Option<Dateline> {
    let end = body.char_indices().nth(REACH).map_or(body.len(), |(at, _)| at);
    let head = body[..end].lines().next()?.trim_start();
    let dash = [" -", "—", "–", ")-"].iter().filter_map(|d| head.find(d)).min()?;
    let before = &head[..dash];
    // ")-" is found at the bracket.
    let before = if head[dash..].starts_with(')') { &head[..=dash] } else { before }.trim();
    let after = head[before.len()..].trim_start();
    let after = after.trim_start_matches(['-', '—', '–']);
    if !after.starts_with(|c: char| c.is_whitespace() || c.is_uppercase() || "\"“".contains(c)) {
        return None;
    }
    let (before, agency) = match before.strip_suffix(')').and_then(|b| b.rsplit_once('(')) {
        Some((before, agency)) => (before.trim(), !agency.is_empty()),
        None => (before, false),
    };
    let (place, rest) = before.split_once(',').unwrap_or((before, ""));
    let (region, date) = split(rest.trim())?;
    let dated = date.is_some();
    let no_place = |word| {
        [MastheadWord::Flag, MastheadWord::Section].iter().any(|kind| mastheads.is(*kind, word))
    };
    if !is_place(place, agency || dated) || place.split_whitespace().all(no_place) {
        return None;
    }
    let place = match region {
        Some(region) => format!("{place}, {region}"),
        None => place.to_owned(),
    };
    Some(Dateline { place, date: date.and_then(dates::parse) })
}

/// The region and the date after the place: "Haiti, May 3, 2024". `None` if
/// there is anything else.
fn split(rest: &str) -> Option<(Option<&str>, Option<&str>)> {
    if rest.is_empty() {
        return Some((None, None));
    }
    if Parts::of(rest).is_some() {
        return Some((None, Some(rest)));
    }
    let (region, date) = rest.split_once(',').unwrap_or((rest, ""));
    let is_region = region.split_whitespace().count() <= 3
        && region.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let date = Some(date.trim()).filter(|date| !date.is_empty());
    (is_region && date.is_none_or(|date| Parts::of(date).is_some())).then_some((Some(region), date))
}

/// In capitals or, where an agency or a date stands beside it, capitalised.
fn is_place(text: &str, vouched: bool) -> bool {
    let words = text.split([' ', '-', '/', '\'', '’']).filter(|word| !word.is_empty());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let sound = text.chars().all(|c| c.is_alphabetic() || " -/.'’".contains(c));
    let upper = text.chars().all(|c| !c.is_lowercase());
    let small = |word: &str| matches!(word, "de" | "da" | "do" | "of" | "the" | "au" | "sur");
    let mut capitalised = words.clone().map(|w| w.starts_with(char::is_uppercase) || small(w));
    letters >= 3 && sound && words.count() <= 5 && (upper || vouched && capitalised.all(|c| c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;

    fn dateline(body: &str) -> Option<Dateline> {
        parse(body, &Knowledge::embedded().mastheads)
    }

    #[test]
    fn datelines_of_agencies_and_papers() {
        for (body, place, date) in [
            ("HAVANA, Oct. 9 (Reuters) - Cuba said", "HAVANA", None),
            ("TIRANA (MPA) — The ministers met.", "TIRANA", None),
            ("Tirana (MPA) – The ministers met.", "Tirana", None),
            ("PORT-AU-PRINCE, Haiti — Two ships", "PORT-AU-PRINCE, Haiti", None),
            (
                "PORT LOUIS, Mauritius, May 3, 2024 -- Two ships",
                "PORT LOUIS, Mauritius",
                Some("2024-05-03"),
            ),
            ("GENEVA/PARIS, Monday (MPA)- \"We met,\" she said", "GENEVA/PARIS", None),
            ("SÃO TOMÉ — O", "SÃO TOMÉ", None),
            ("Lima, 3 May 2024 – The port opened.", "Lima", Some("2024-05-03")),
        ] {
            let found = dateline(body).unwrap_or_else(|| panic!("{body}"));
            assert_eq!((found.place.as_str(), found.date.as_deref()), (place, date));
        }
    }

    #[test]
    fn a_dash_alone_makes_no_dateline() {
        for body in [
            "The port – closed since May – opened again.",
            "Oil, gas and coal - all three - are dearer.",
            "UN — ",
            "EXCLUSIVE — The port opened.",
            "WORLD POLITICS — The port opened.",
            "ROE--John, of Lima, on Friday",
            "",
            "Lima — the port opened.",
            "He met Ann-Marie (a friend) - and left.",
            "5 DEAD, 3 HURT - police",
            "THE LONG WAY HOME THROUGH FOUR COUNTRIES — a story",
            "A LIST-like thing",
        ] {
            assert_eq!(dateline(body), None, "{body}");
        }
    }
}
