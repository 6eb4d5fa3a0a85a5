//! Items about when and where events were.

use dateline_core::{Event, Reading};

/// What is asked of the dates and places of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `date: START[/END]`: an event has these days.
    Date(String, String),
    /// `no date`: no event has one.
    NoDate,
    /// `place: NAME; COUNTRY`: an event is at this place; `-` is no country.
    Place(String, String),
    /// `no place`: no event has one.
    NoPlace,
}

impl When {
    /// Reads an item by its key; none if the key is another's.
    pub(super) fn parse(key: &str, rest: &str) -> Option<Self> {
        match (key, rest.is_empty()) {
            ("no date", true) => Some(Self::NoDate),
            ("no place", true) => Some(Self::NoPlace),
            ("date", false) => {
                let (start, end) = rest.split_once('/').unwrap_or((rest, rest));
                Some(Self::Date(start.trim().to_owned(), end.trim().to_owned()))
            }
            ("place", false) => {
                let (name, country) = rest.split_once(';')?;
                Some(Self::Place(name.trim().to_owned(), country.trim().to_owned()))
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

/// When and where an event was.
fn show(event: &Event) -> String {
    let date =
        event.date.as_ref().map_or("no date".to_owned(), |d| format!("{}/{}", d.start, d.end));
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
