//! The reports of a story over time: a lane for each text, first publications
//! marked. Places along a lane are percentages, so that words keep their size
//! on a phone.

use super::text::{count, date_words, first_words, safe, short_day};
use super::time::minutes;
use dateline_ledger::{Story, StoryReport, Text};
use maud::{Markup, html};
use std::borrow::Cow;

/// Lanes that are drawn.
const DRAWN: usize = 12;
/// How far dots stand apart at least, in percent of the lane.
const APART: f64 = 2.2;
const DAY: i64 = 24 * 60;

/// The reports of the story over time; nothing where they are of one moment.
pub(crate) fn lanes(story: &Story) -> Markup {
    let times = || story.reports.iter().filter_map(time);
    let (Some(first), Some(last)) = (times().min(), times().max()) else { return html! {} };
    if story.reports.len() < 2 || first == last {
        return html! {};
    }
    let place = |at: i64| 2.0 + 94.0 * (at - first) as f64 / (last - first) as f64;
    let by_hour = last - first <= 3 * DAY;
    let undated = story.reports.iter().filter(|report| time(report).is_none()).count();
    html! {
        ol.lanes aria-label="The reports over time, a line for each text" {
            @for text in story.backing.texts.iter().take(DRAWN) {
                @let reports = of_text(story, text);
                li {
                    div.lane-name { (name(&reports)) span.faint { " · " (count(reports.len() as u64, "report")) } }
                    svg.lane role="group" aria-label=(name(&reports)) {
                        line x1="0" x2="100%" y1="11" y2="11" {}
                        @for dot in dots(&reports, text, place) {
                            a href=(format!("/reports/{}", dot.report.report)) {
                                circle class=(if dot.first { "first" } else { "copy" }) cx=(dot.place) cy="11" r="6" { title { (told(dot.report, dot.first)) } }
                            }
                        }
                    }
                }
            }
            li.axis aria-hidden="true" {
                div.lane-name {}
                div.ends { span { (moment(story, first, by_hour)) } span { (moment(story, last, by_hour)) } }
            }
        }
        p.meta {
            span.key-first { "first publication of a text" } " " span.key-copy { "copy of it" }
            @if story.backing.texts.len() > DRAWN { " · drawn are " (DRAWN) " of " (story.backing.texts.len()) " texts" }
            @if undated > 0 { " · " (count(undated as u64, "report")) " without a date" }
        }
    }
}

fn of_text<'s>(story: &'s Story, text: &Text) -> Vec<&'s StoryReport> {
    let id = |name: &str| name.split('/').next().unwrap_or_default().to_owned();
    let within = |report: &&StoryReport| text.reports.iter().any(|r| id(r) == id(&report.report));
    story.reports.iter().filter(within).collect()
}

struct Dot<'s> {
    report: &'s StoryReport,
    first: bool,
    place: String,
}

/// The dots of a lane. Those of about the same moment stand side by side.
fn dots<'s>(reports: &[&'s StoryReport], text: &Text, place: impl Fn(i64) -> f64) -> Vec<Dot<'s>> {
    let mut last = f64::MIN;
    let mut dots = Vec::new();
    for report in reports {
        let Some(at) = time(report) else { continue };
        last = place(at).max(last + APART).min(99.0);
        let place = format!("{last:.1}%");
        dots.push(Dot { report, first: is_first(report, text), place });
    }
    dots
}

fn is_first(report: &StoryReport, text: &Text) -> bool {
    report.report.split('/').next() == text.first.split('/').next()
}

/// The outlet of the first publication.
fn name<'s>(reports: &[&'s StoryReport]) -> Cow<'s, str> {
    let outlet = reports.first().and_then(|report| report.outlet.as_deref());
    first_words(outlet.unwrap_or("outlet unknown"), 40)
}

fn told(report: &StoryReport, first: bool) -> String {
    let outlet = safe(report.outlet.as_deref().unwrap_or("outlet unknown"));
    let when = date_words(report.published_at.as_deref().unwrap_or_default());
    format!("{outlet}, {when}: {}", if first { "first publication" } else { "the same text" })
}

fn time(report: &StoryReport) -> Option<i64> {
    minutes(report.published_at.as_deref()?)
}

/// An end of the axis: the day, and the hour where that matters.
fn moment(story: &Story, at: i64, by_hour: bool) -> String {
    let here = story.reports.iter().find(|report| time(report) == Some(at));
    let iso = here.and_then(|report| report.published_at.as_deref()).unwrap_or_default();
    if by_hour { date_words(iso) } else { short_day(iso.split('T').next().unwrap_or(iso)) }
}
