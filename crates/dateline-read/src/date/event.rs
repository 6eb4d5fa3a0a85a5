//! When each event was: the time of its clause, or why there is none.

use super::nearest::{Times, Told};
use super::{TimeExpression, calendar, reference};
use dateline_core::{Event, EventDate, Notice, NoticeCode, Span, Status, Undated, UndatedReason};

/// An event of a whole year, that ended so many days before the report, is background.
const LONG_PAST: i32 = 400;

/// Gives events the dates of their clauses, and the others the reason why they
/// have none; tells where the report's own date would have been needed.
pub(crate) fn place_in_time(
    all: &Times,
    events: &mut [Event<Span>],
    notices: &mut Vec<Notice<Span>>,
) {
    let mut missing = None;
    let mut related = Vec::new();
    for i in 0..events.len() {
        // What title and body both tell has its time in either.
        let tellings = told(all, &events[i]);
        let Some(first) = tellings.first().cloned() else { continue };
        let timed = tellings.into_iter().find_map(|told| {
            let one = all.nearest(&told)?;
            (!is_of_inner(events, i, one, all.today)).then_some((told, one))
        });
        let (told, one) = timed.map_or((first, None), |(told, one)| (told, Some(one)));
        match one {
            Some(one) if one.point.0.related.is_some() => related.push((i, told)),
            Some(one) => {
                let date = plain(all, one, &told);
                let needs_today = date
                    .as_ref()
                    .err()
                    .is_some_and(|undated| undated.reason == UndatedReason::ReportUndated);
                if needs_today {
                    missing.get_or_insert(one.span);
                }
                set(&mut events[i], date, all.today);
            }
            None => events[i].undated = Some(Undated::untold()),
        }
    }
    // What counts from another event comes after that has its date.
    for (i, told) in related {
        let date = date_of(all, &told, events);
        set(&mut events[i], date, all.today);
    }
    if let Some(span) = missing {
        let message = format!(
            "The report has no date, so “{}” and the like have no days.",
            all.document.words(span)
        );
        notices.push(Notice { code: NoticeCode::Undated, message, span: Some(span) });
    }
}

/// When something was that `events` are told beside, or why that is not known.
pub(crate) fn date_of(
    all: &Times,
    told: &Told,
    events: &[Event<Span>],
) -> Result<EventDate, Undated> {
    let Some(one) = all.nearest(told) else { return Err(Undated::untold()) };
    if one.point.0.related.is_none() {
        return plain(all, one, told);
    }
    let anchor = reference::anchor(all, events, told, one);
    match anchor.day.map(calendar::iso) {
        Some(day) => {
            let (start, end) = (day.clone(), day.clone());
            Ok(EventDate { start, end, text: anchor.text, timex: day })
        }
        None => {
            let (text, timex) = (Some(anchor.text), Some(one.timex.clone()));
            let reason = UndatedReason::Relative;
            Err(Undated { reason, text, timex, anchor: anchor.words })
        }
    }
}

/// The days of a time that counts from nothing but the report.
fn plain(all: &Times, one: &TimeExpression, told: &Told) -> Result<EventDate, Undated> {
    let (start, end) = all.days(one, told, all.token_at(told.trigger.start));
    let text = all.document.words(one.span).to_owned();
    // Of two readings the chosen one.
    let timex = match &start {
        Some(start) if one.is_day => match one.timex.split_once('T') {
            Some((_, hour)) => format!("{start}T{hour}"),
            None => start.clone(),
        },
        _ => one.timex.clone(),
    };
    if let Some((start, end)) = start.zip(end).filter(|_| !one.point.0.loose) {
        return Ok(EventDate { start, end, text, timex });
    }
    let reason = match one.point.0.relative && all.today.is_none() {
        true => UndatedReason::ReportUndated,
        false => UndatedReason::Vague,
    };
    Err(Undated { reason, text: Some(text), timex: Some(timex), anchor: None })
}

/// An event as its time hangs on it, at each place that tells it.
fn told(all: &Times, event: &Event<Span>) -> Vec<Told> {
    let at = |&trigger: &Span| {
        let sentence = all.document.sentence_of(all.token_at(trigger.start));
        Told { trigger, sentence, status: event.status }
    };
    event.evidence.spans.iter().map(at).collect()
}

/// Whether a time ahead belongs to the event within this one that stands on the
/// same words: "will send aid on Friday" is an agreement of today.
fn is_of_inner(events: &[Event<Span>], i: usize, one: &TimeExpression, today: Option<i32>) -> bool {
    let own = &events[i];
    let inner = |e: &Event<Span>| {
        e.within == Some(own.id) && e.evidence.spans.first() == own.evidence.spans.first()
    };
    let mut near = events[..i].iter().rev().take(3).chain(events[i..].iter().take(4));
    let ahead = match one.point.0.end.zip(today) {
        Some((end, today)) => end > today || one.other.is_some(),
        None => true,
    };
    ahead && own.status == Status::Occurred && near.any(inner)
}

fn set(event: &mut Event<Span>, date: Result<EventDate, Undated>, today: Option<i32>) {
    if let Ok(date) = &date
        && event.status == Status::Occurred
    {
        let end = calendar::parse(&date.end).zip(today);
        event.historical |= end.is_some_and(|(end, now)| now - end > LONG_PAST);
    }
    event.undated = date.as_ref().err().cloned();
    event.date = date.ok();
}
