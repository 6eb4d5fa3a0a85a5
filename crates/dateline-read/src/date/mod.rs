//! Dates and periods in a text, with their TIMEX3 values.
//!
//! [`lex`] cuts the text, [`parser`] reads written dates, [`relative`] what
//! depends on the day of the report, [`range`] what is made of these. An
//! undated report's relative times stay open: nothing here asks for today.

pub(crate) mod calendar;
mod clock;
mod counted;
pub(crate) mod event;
mod feast;
mod lex;
mod named;
mod nearest;
mod often;
mod parser;
mod point;
mod range;
mod reference;
mod relative;

#[cfg(test)]
mod tests;

use calendar::Day;
use dateline_core::Span;
use dateline_knowledge::Times as Words;
pub(crate) use nearest::{Times, Told};
use parser::Parser;
use point::Point;
pub use point::TimeSort;

/// A date or period in a text.
#[derive(Debug, Clone)]
pub struct TimeExpression {
    /// Its words.
    pub span: Span,
    /// TIMEX3 value.
    pub timex: String,
    /// Days, an hour, how long or how often.
    pub sort: TimeSort,
    /// Whether it is a single day.
    pub is_day: bool,
    /// First day, ISO 8601; none where it is open or cannot be known.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// First day of the last of several periods, as 2018 in "2014 to 2018".
    pub last: Option<String>,
    /// The reading in the future, where the words leave open which.
    pub other: Option<(String, String)>,
    pub(crate) point: Found,
}

/// What the expression means in days.
#[derive(Debug, Clone)]
pub(crate) struct Found(Point);

/// The dates and periods of `text`; `published` is the ISO 8601 day (or time)
/// of the report, without which relative times have no days.
pub fn times(text: &str, published: Option<&str>, words: &Words) -> Vec<TimeExpression> {
    let anchor: Option<Day> = published.and_then(calendar::parse);
    let lexed = lex::lex(text, words);
    let parser = Parser { words: &lexed, anchor, holidays: words };
    let mut found = Vec::new();
    let mut i = 0;
    while i < lexed.len() {
        match longest(&parser, i) {
            Some((point, mut end)) if end > i && end <= lexed.len() => {
                // The full stop of "a.m." stays, that of "Sept." may end the sentence.
                if end > i + 1 && lexed[end - 1].text == "." && lexed[end - 2].text != "m" {
                    end -= 1;
                }
                let span = lexed[i].span.join(lexed[end - 1].span);
                found.push(expression(span, point));
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

/// Whether a time may begin at word `i`: most words are passed over by this.
fn may_begin(parser: &Parser, i: usize) -> bool {
    let word = &parser.words[i];
    let text = word.text.as_str();
    // "Mondays" are in no table.
    word.says.is_some()
        || text.as_bytes()[0].is_ascii_digit()
        || text.ends_with("days")
        || parser.holidays.begins(text)
}

/// The expression with the most words that begins at word `i`.
fn longest(parser: &Parser, i: usize) -> parser::Found {
    if !may_begin(parser, i) {
        return None;
    }
    let code = parser.is_inside_code(i);
    let days = parser
        .expression(i)
        .filter(|(_, end)| !code && !parser.is_idle_article(i) && !parser.is_part_of_code(*end));
    let hours = parser.timed(i).filter(|_| !code);
    let all = [parser.often(i), days, hours, parser.duration(i).filter(|_| !code)];
    all.into_iter().flatten().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn expression(span: Span, point: Point) -> TimeExpression {
    TimeExpression {
        span,
        timex: point.timex.clone(),
        sort: point.sort,
        is_day: point.is_day,
        start: point.start.map(calendar::iso),
        end: point.end.map(calendar::iso),
        last: point.last.map(calendar::iso),
        other: point.other.map(|(start, end)| (calendar::iso(start), calendar::iso(end))),
        point: Found(point),
    }
}

/// The day after one in ISO 8601.
pub fn day_after(day: &str) -> Option<String> {
    calendar::parse(day).map(|day| calendar::iso(day + 1))
}
