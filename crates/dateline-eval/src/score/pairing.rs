//! Whether an event of ours stands between the two sides that the gold names.

use crate::gold::events::{GoldEvent, Party};
use dateline_core::{Actor, ActorId, Event, Reading};

/// What a side is recognised by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A mention that shares a character with the marked words.
    Words,
    /// The country.
    Country,
}

impl By {
    /// Whether the party asks for anything.
    pub fn asks(self, party: &Party) -> bool {
        match self {
            By::Words => !party.spans.is_empty(),
            By::Country => party.country.is_some(),
        }
    }

    fn fits(self, actor: &Actor, party: &Party) -> bool {
        match self {
            By::Words => actor.mentions.iter().any(|mention| {
                let words = &mention.span;
                party.spans.iter().any(|span| words.start < span.end && span.start < words.end)
            }),
            By::Country => match (party.country.as_deref(), &actor.country) {
                // The manual came to part the United Nations and the European
                // Union from the rest only after the gold records were made.
                (Some("IGO"), Some(ours)) => matches!(ours.as_str(), "IGO" | "UNO" | "EUR"),
                (Some(gold), Some(ours)) => gold == ours.as_str(),
                _ => false,
            },
        }
    }
}

/// How many sides of the gold `event` has, 0 to 2; a side that asks for
/// nothing is there. The two are never one and the same actor.
pub(crate) fn sides(event: &Event, gold: &GoldEvent, by: By, reading: &Reading) -> u8 {
    let everybody = || event.actors.iter().chain(&event.recipients).copied();
    let actors: Vec<ActorId> =
        if gold.mutual { everybody().collect() } else { event.actors.clone() };
    let recipients: Vec<ActorId> = if gold.mutual || event.recipients.is_empty() {
        everybody().collect()
    } else {
        event.recipients.clone()
    };
    let fitting = |parties: &[Party], ids: &[ActorId]| -> Option<Vec<ActorId>> {
        let asking: Vec<&Party> = parties.iter().filter(|party| by.asks(party)).collect();
        let fits = |id: &ActorId| {
            let actor = reading.actors.get(id.index());
            actor.is_some_and(|actor| asking.iter().any(|party| by.fits(actor, party)))
        };
        (!asking.is_empty()).then(|| ids.iter().copied().filter(fits).collect())
    };
    match (fitting(&gold.sources, &actors), fitting(&gold.targets, &recipients)) {
        (None, None) => 2,
        (Some(ids), None) | (None, Some(ids)) => 1 + u8::from(!ids.is_empty()),
        (Some(from), Some(to)) => {
            let both = from.iter().any(|a| to.iter().any(|b| a != b));
            let either = !from.is_empty() || !to.is_empty();
            u8::from(either) + u8::from(both)
        }
    }
}

/// [`sides`] of the gold the wrong way round.
pub(crate) fn turned_sides(event: &Event, gold: &GoldEvent, reading: &Reading) -> u8 {
    let mut turned = event.clone();
    std::mem::swap(&mut turned.actors, &mut turned.recipients);
    sides(&turned, gold, By::Words, reading)
}

/// Our parties and the gold's, role by role; all together where the act is
/// mutual, in the gold or by us.
pub(crate) fn by_role<'g>(
    gold: &'g GoldEvent,
    ours: Option<&Event>,
) -> Vec<(Vec<ActorId>, Vec<&'g Party>)> {
    let (actors, recipients) = ours
        .map_or_else(Default::default, |event| (event.actors.clone(), event.recipients.clone()));
    let mutual = gold.mutual || actors.len() > 1 && recipients.is_empty();
    if mutual {
        let ids = actors.into_iter().chain(recipients).collect();
        return vec![(ids, gold.sources.iter().chain(&gold.targets).collect())];
    }
    vec![(actors, gold.sources.iter().collect()), (recipients, gold.targets.iter().collect())]
}

/// Whether a mention of the actor ends within the words of a party.
pub(crate) fn stands_in(id: ActorId, party: &Party, reading: &Reading) -> bool {
    reading.actors.get(id.index()).is_some_and(|actor| {
        actor.mentions.iter().any(|mention| {
            let end = mention.span.end;
            party.spans.iter().any(|span| span.start < end && end <= span.end)
        })
    })
}
