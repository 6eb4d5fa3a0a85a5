//! When each event was: the nearest date of its clause.

use super::{TimeExpression, calendar, times};
use dateline_annotate::{Document, Tree};
use dateline_core::{Event, EventDate, Notice, NoticeCode, Report, Span, Status};
use dateline_knowledge::Knowledge;

/// An event of a whole year, that ended so many days before the report, is background.
const LONG_PAST: i32 = 400;

/// Gives events the dates of their clauses; tells where the report's own date
/// would have been needed.
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
    let published = report.published_at.as_deref();
    let found = times(&document.text, published, &knowledge.times);
    let tree = Tree::new(document);
    let mut undated = None;
    for event in events {
        let Some(one) = nearest(document, &tree, event, &found) else { continue };
        let span = one.span;
        let planned = matches!(event.status, Status::Planned | Status::Possible);
        let (start, end) = match &one.other {
            Some((start, end)) if planned => (Some(start.clone()), Some(end.clone())),
            _ => (one.start.clone(), one.end.clone()),
        };
        let text = document.words(span).to_owned();
        if let (Some(start), Some(end)) = (start, end) {
            let day = calendar::parse(&end).zip(published.and_then(calendar::parse));
            if event.status == Status::Occurred {
                event.historical |= day.is_some_and(|(end, now)| now - end > LONG_PAST);
            }
            event.date = Some(EventDate { start, end, text });
        } else if one.point.0.relative && published.is_none() {
            undated.get_or_insert(span);
        }
    }
    if let Some(span) = undated {
        let message = format!(
            "The report has no date, so “{}” and the like have no days.",
            document.words(span)
        );
        notices.push(Notice { code: NoticeCode::Undated, message, span: Some(span) });
    }
}

/// The expression of the event's sentence that hangs nearest to its trigger:
/// by steps in the tree, then by distance.
fn nearest<'t>(
    document: &Document,
    tree: &Tree,
    event: &Event<Span>,
    found: &'t [TimeExpression],
) -> Option<&'t TimeExpression> {
    let sentence = &document.sentences[event.evidence.sentence];
    let trigger = *event.evidence.spans.first()?;
    let from = found.partition_point(|one| one.span.start < sentence.span.start);
    let upto = found.partition_point(|one| one.span.start < sentence.span.end);
    let at = |byte: usize| document.tokens.partition_point(|t| t.span.end <= byte);
    let node = at(trigger.start);
    let candidates = found.get(from..upto)?.iter().filter(|one| !one.point.0.vague);
    let ranked = candidates.filter_map(|one| {
        let tokens = at(one.span.start)..at(one.span.end.saturating_sub(1)) + 1;
        // The head of the expression hangs on a word outside it.
        let head = tokens.clone().filter_map(|t| document.tokens.get(t)?.head);
        let outside = head.into_iter().find(|h| !tokens.contains(h))?;
        let own: Vec<usize> = std::iter::once(node).chain(tree.above(node)).collect();
        let up: Vec<usize> = std::iter::once(outside).chain(tree.above(outside)).collect();
        let (a, b) = own
            .iter()
            .enumerate()
            .find_map(|(a, t)| up.iter().position(|u| u == t).map(|b| (a, b)))?;
        let distance = one.span.start.abs_diff(trigger.start);
        (a + b <= 3).then_some((a + b, distance, one))
    });
    ranked.min_by_key(|(steps, distance, _)| (*steps, *distance)).map(|(.., one)| one)
}
