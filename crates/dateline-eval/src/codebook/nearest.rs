//! The record that comes nearest to what is asked for, to show or to score.

use super::words::shared;
use super::{ClaimPattern, EventPattern};
use dateline_core::{Claim, Event, Quote, Reading};

/// The claim with the most words in common; its cue and its content must share
/// some.
pub(crate) fn nearest_claim<'r>(pattern: &ClaimPattern, reading: &'r Reading) -> Option<&'r Claim> {
    let nearness = |claim: &Claim| {
        let near = |ours: &[Quote], asked: &[String]| shared(&joined(ours), &asked.join(" "));
        let cue = near(&claim.cue, &pattern.cue);
        let content = near(&claim.content, &pattern.content);
        (cue > 0.0 && content > 0.0).then(|| cue + content + near(&claim.source, &pattern.source))
    };
    let near = reading.claims.iter().filter_map(|claim| Some((nearness(claim)?, claim)));
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, claim)| claim)
}

/// The events of the type that is asked for.
pub(crate) fn events_of_type<'r>(
    pattern: &EventPattern,
    reading: &'r Reading,
) -> impl Iterator<Item = &'r Event> {
    let asked = pattern.event_type;
    reading.events.iter().filter(move |event| event.event_type == asked)
}

/// The words of all pieces.
pub(super) fn joined(quotes: &[Quote]) -> String {
    quotes.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>().join(" ")
}
