//! The same act told twice is one event.

use dateline_annotate::Document;
use dateline_core::{ActorId, Event, EventId, Span};

/// Joins events of one report that tell the same act: in one sentence, or in
/// the title and the body.
pub(super) fn join(document: &Document, events: Vec<Event<Span>>) -> Vec<Event<Span>> {
    let mut kept: Vec<Event<Span>> = Vec::new();
    let mut place: Vec<usize> = Vec::with_capacity(events.len());
    // Titles come first and are few; sentences' events stand together.
    let mut titles: Vec<usize> = Vec::new();
    let mut sentence_start = 0;
    for event in events {
        let sentence = event.evidence.sentence;
        if kept.last().is_some_and(|last| last.evidence.sentence != sentence) {
            sentence_start = kept.len();
        }
        let same = titles
            .iter()
            .copied()
            .take(MAX_TITLES)
            .chain(sentence_start..kept.len())
            .find(|&k| is_same(&kept[k], &event));
        match same {
            Some(k) => {
                absorb(&mut kept[k], event);
                place.push(k);
            }
            None => {
                place.push(kept.len());
                if document.sentences[sentence].title {
                    titles.push(kept.len());
                }
                kept.push(event);
            }
        }
    }
    for (i, event) in kept.iter_mut().enumerate() {
        event.id = EventId::at(i);
        event.within = event
            .within
            .and_then(|w| place.get(w.index()))
            .copied()
            .filter(|&w| w != i)
            .map(EventId::at);
    }
    kept
}

/// No title tells more.
const MAX_TITLES: usize = 20;

fn is_same(a: &Event<Span>, b: &Event<Span>) -> bool {
    let frame = |e: &Event<Span>| e.evidence.by.clone();
    a.event_type == b.event_type
        && a.status == b.status
        && a.historical == b.historical
        && a.within.is_some() == b.within.is_some()
        && shares(&a.actors, &b.actors)
        && (shares(&a.recipients, &b.recipients)
            || a.recipients.is_empty()
            || b.recipients.is_empty())
        && (frame(a) == frame(b) || a.evidence.sentence == b.evidence.sentence)
}

fn shares(a: &[ActorId], b: &[ActorId]) -> bool {
    a.iter().any(|id| b.contains(id))
}

fn absorb(into: &mut Event<Span>, other: Event<Span>) {
    for (mine, theirs) in
        [(&mut into.actors, other.actors), (&mut into.recipients, other.recipients)]
    {
        for id in theirs {
            if !mine.contains(&id) {
                mine.push(id);
            }
        }
    }
    for mode in other.modes {
        if !into.modes.contains(&mode) {
            into.modes.push(mode);
        }
    }
    for span in other.evidence.spans {
        if !into.evidence.spans.contains(&span) {
            into.evidence.spans.push(span);
        }
    }
    let actors = into.actors.clone();
    into.recipients.retain(|r| !actors.contains(r));
    into.confidence = into.confidence.max(other.confidence);
}
