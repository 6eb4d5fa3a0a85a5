//! When each event was: the time of its clause, or why there is none.

use super::nearest::Times;
use super::reference::{self, Anchor};
use super::{TimeExpression, calendar, times};
use dateline_annotate::{Document, Tree};
use dateline_core::{
    Event, EventDate, Notice, NoticeCode, Report, Span, Status, Undated, UndatedReason,
};
use dateline_knowledge::Knowledge;

/// An event of a whole year, that ended so many days before the report, is background.
const LONG_PAST: i32 = 400;

/// Gives events the dates of their clauses, and the others the reason why they
/// have none; tells where the report's own date would have been needed.
pub(crate) fn place_in_time(
    document: &Document,
    report: &Report,
    events: &mut [Event<Span>],
    notices: &mut Vec<Notice<Span>>,
    knowledge: &Knowledge,
) {
    if events.is_empty() {
        return;
    }
    let today = reference::today(report, &knowledge.times);
    let found = times(&document.text, today.as_deref(), &knowledge.times);
    let today = today.as_deref().and_then(calendar::parse);
    let all = Times { document, tree: Tree::new(document), found, today };
    let mut missing = None;
    let mut related = Vec::new();
    for i in 0..events.len() {
        let event = &events[i];
        let Some(one) = all.nearest(event).filter(|one| !is_of_inner(events, i, one, today)) else {
            events[i].undated = Some(Undated::untold());
            continue;
        };
        if one.point.0.related.is_some() {
            related.push((i, one));
            continue;
        }
        let node = event.evidence.spans.first().map_or(0, |s| all.token_at(s.start));
        let (start, end) = all.days(one, event, node);
        let text = document.words(one.span).to_owned();
        // Of two readings the chosen one.
        let timex = match &start {
            Some(start) if one.is_day => match one.timex.split_once('T') {
                Some((_, hour)) => format!("{start}T{hour}"),
                None => start.clone(),
            },
            _ => one.timex.clone(),
        };
        match start.zip(end).filter(|_| !one.point.0.loose) {
            Some((start, end)) => set(&mut events[i], EventDate { start, end, text, timex }, today),
            None => {
                let needs_today = one.point.0.relative && today.is_none();
                if needs_today {
                    missing.get_or_insert(one.span);
                }
                let reason = match needs_today {
                    true => UndatedReason::ReportUndated,
                    false => UndatedReason::Vague,
                };
                let (text, timex) = (Some(text), Some(timex));
                events[i].undated = Some(Undated { reason, text, timex, anchor: None });
            }
        }
    }
    // What counts from another event comes after that has its date.
    for (i, one) in related {
        let anchor = reference::anchor(&all, events, i, one);
        let Anchor { text, words, day } = anchor;
        let timex = one.timex.clone();
        match day.map(calendar::iso) {
            Some(day) => {
                let date = EventDate { start: day.clone(), end: day.clone(), text, timex: day };
                set(&mut events[i], date, today);
            }
            None => {
                let reason = UndatedReason::Relative;
                let (text, timex) = (Some(text), Some(timex));
                events[i].undated = Some(Undated { reason, text, timex, anchor: words });
            }
        }
    }
    if let Some(span) = missing {
        let message = format!(
            "The report has no date, so “{}” and the like have no days.",
            document.words(span)
        );
        notices.push(Notice { code: NoticeCode::Undated, message, span: Some(span) });
    }
}

/// Whether a time ahead belongs to the event within this one that stands on the
/// same words: "will send aid on Friday" is an agreement of today.
fn is_of_inner(events: &[Event<Span>], i: usize, one: &TimeExpression, today: Option<i32>) -> bool {
    let own = &events[i];
    let inner = |e: &Event<Span>| {
        e.within == Some(own.id) && e.evidence.spans.first() == own.evidence.spans.first()
    };
    let near = events[..i].iter().rev().take(3).chain(events[i..].iter().take(4));
    let ahead = match one.point.0.end.zip(today) {
        Some((end, today)) => end > today || one.other.is_some(),
        None => true,
    };
    ahead && own.status == Status::Occurred && { near }.any(inner)
}

fn set(event: &mut Event<Span>, date: EventDate, today: Option<i32>) {
    let day = calendar::parse(&date.end).zip(today);
    if event.status == Status::Occurred {
        event.historical |= day.is_some_and(|(end, now)| now - end > LONG_PAST);
    }
    event.date = Some(date);
}
