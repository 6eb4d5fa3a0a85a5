//! Items about when and where events were.

use dateline_core::{Event, Reading, Undated, UndatedReason};
use dateline_knowledge::Knowledge;

/// What is asked of the dates and places of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `date: START[/END]`: an event has these days.
    Date(String, String),
    /// `no date`: no event has one.
    NoDate,
    /// `undated: REASON[; WORDS]`: an event has no date for this reason, though
    /// these words tell a time.
    Undated(UndatedReason, Option<String>),
    /// `time: WORDS; VALUE`: these words are a time with this TIMEX3 value.
    Time(String, String),
    /// `place: NAME; COUNTRY`: an event is at this place; `-` is no country.
    Place(String, String),
    /// `no place`: no event has one.
    NoPlace,
}

impl When {
    /// Reads an item by its key; none if the key is another's.
    pub(super) fn parse(key: &str, rest: &str) -> Option<Self> {
        let two = || rest.split_once(';').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
        match (key, rest.is_empty()) {
            ("time", false) => two().map(|(words, value)| Self::Time(words, value)),
            ("undated", false) => {
                let (reason, words) = two().map_or((rest.to_owned(), None), |(r, w)| (r, Some(w)));
                reason.parse().ok().map(|reason| Self::Undated(reason, words))
            }
            ("no date", true) => Some(Self::NoDate),
            ("no place", true) => Some(Self::NoPlace),
            ("date", false) => {
                let (start, end) = rest.split_once('/').unwrap_or((rest, rest));
                Some(Self::Date(start.trim().to_owned(), end.trim().to_owned()))
            }
            ("place", false) => {
                let (name, country) = two()?;
                Some(Self::Place(name, country))
            }
            _ => None,
        }
    }

    /// What was read instead; none if all is as it should be.
    pub(super) fn missing(&self, reading: &Reading) -> Option<String> {
        let events = &reading.events;
        let met = match self {
            Self::Date(start, end) => events
                .iter()
                .filter_map(|event| event.date.as_ref())
                .any(|date| date.start == *start && date.end == *end),
            Self::NoDate => events.iter().all(|event| event.date.is_none()),
            Self::Undated(reason, words) => events.iter().any(|event| {
                let undated = event.undated.as_ref();
                undated
                    .is_some_and(|u| u.reason == *reason && (words.is_none() || u.text == *words))
            }),
            Self::Time(words, value) => return missing_time(words, value, reading),
            Self::Place(name, country) => {
                events.iter().filter_map(|event| event.place.as_ref()).any(|place| {
                    let own = place.country.map_or_else(|| "-".to_owned(), |c| c.to_string());
                    place.name == *name && own == *country
                })
            }
            Self::NoPlace => events.iter().all(|event| event.place.is_none()),
        };
        let shown: Vec<String> = events.iter().map(show).collect();
        (!met).then(|| if shown.is_empty() { "no event".to_owned() } else { shown.join(" + ") })
    }
}

/// The times that were read instead of this one.
fn missing_time(words: &str, value: &str, reading: &Reading) -> Option<String> {
    let report = &reading.report;
    let tables = &Knowledge::embedded().times;
    let found = dateline_read::times(&report.text, report.published_at.as_deref(), tables);
    let met = found.iter().any(|t| t.span.of(&report.text) == words && t.timex == value);
    let show =
        |t: &dateline_read::TimeExpression| format!("{}; {}", t.span.of(&report.text), t.timex);
    let shown: Vec<String> = found.iter().map(show).collect();
    (!met).then(|| if shown.is_empty() { "no time".to_owned() } else { shown.join(" + ") })
}

/// When and where an event was.
fn show(event: &Event) -> String {
    let undated = || match &event.undated {
        Some(Undated { reason, text: Some(text), .. }) => format!("no date ({reason}, {text})"),
        Some(Undated { reason, .. }) => format!("no date ({reason})"),
        None => "no date".to_owned(),
    };
    let date = event.date.as_ref().map_or_else(undated, |d| format!("{}/{}", d.start, d.end));
    let place = event.place.as_ref().map_or("no place".to_owned(), |p| {
        let country = p.country.map_or_else(|| "-".to_owned(), |c| c.to_string());
        format!("{}; {country}", p.name)
    });
    format!("{} {date}, {place}", event.event_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read() {
        let day = "2026-11-20".to_owned();
        assert_eq!(When::parse("date", "2026-11-20"), Some(When::Date(day.clone(), day)));
        assert_eq!(
            When::parse("place", "Paris; USA"),
            Some(When::Place("Paris".to_owned(), "USA".to_owned()))
        );
        assert_eq!(When::parse("no date", ""), Some(When::NoDate));
        assert_eq!(When::parse("place", "Paris"), None);
    }
}
