//! Whether a reading has what an example asks for.

use super::nearest::{events_of_type, joined, nearest_claim};
use super::words::{holds, same_words};
use super::{ClaimPattern, EventPattern, Example, Expect, Party, PartyList, show};
use dateline_core::{Actor, ActorId, Claim, Country, Event, Quote, Reading, Sector};

/// An item that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The item as it is written.
    pub expected: String,
    /// What was read in its place.
    pub read: String,
}

/// The items of `example` that its reading does not meet.
pub fn check(example: &Example, reading: &Reading) -> Vec<Miss> {
    let missed = example.items.iter().filter_map(|item| {
        let read = missing(&item.expect, reading)?;
        Some(Miss { expected: item.written.clone(), read })
    });
    missed.collect()
}

/// What was read instead; none if all is as it should be.
fn missing(expect: &Expect, reading: &Reading) -> Option<String> {
    let events = |found: &mut dyn Iterator<Item = &Event>| {
        let shown: Vec<_> = found.map(|event| show::event(event, reading)).collect();
        if shown.is_empty() { "no event".to_owned() } else { shown.join(" + ") }
    };
    let claims = |found: &mut dyn Iterator<Item = &Claim>| {
        let shown: Vec<_> = found.map(|claim| show::claim(claim, reading)).collect();
        if shown.is_empty() { "no claim".to_owned() } else { shown.join(" + ") }
    };
    let all = |met: bool, read: &dyn Fn() -> String| (!met).then(read);
    match expect {
        Expect::Event(asked) => {
            all(reading.events.iter().any(|event| fits_event(asked, event, reading)), &|| {
                let alike = events_of_type(asked, reading).count() > 0;
                match alike {
                    true => events(&mut events_of_type(asked, reading)),
                    false => events(&mut reading.events.iter()),
                }
            })
        }
        Expect::When(when) => when.missing(reading),
        Expect::NoEvent => all(reading.events.is_empty(), &|| events(&mut reading.events.iter())),
        Expect::Not(unwanted) => {
            let found = || reading.events.iter().filter(|event| event.event_type == *unwanted);
            all(found().next().is_none(), &|| events(&mut found()))
        }
        Expect::Claim(asked) => {
            all(reading.claims.iter().any(|claim| fits_claim(asked, claim, reading)), &|| {
                match nearest_claim(asked, reading) {
                    Some(claim) => show::claim(claim, reading),
                    None => claims(&mut reading.claims.iter()),
                }
            })
        }
        Expect::NoClaim => all(reading.claims.is_empty(), &|| claims(&mut reading.claims.iter())),
        Expect::NotClaim(cue) => {
            let found = || reading.claims.iter().filter(|claim| holds(&joined(&claim.cue), cue));
            all(found().next().is_none(), &|| claims(&mut found()))
        }
        Expect::Actor(words, party) => {
            let meant = meant_by(words, reading);
            all(meant.iter().any(|actor| fits_party(party, actor)), &|| {
                let shown: Vec<_> = meant.iter().map(|actor| show::actor(actor)).collect();
                if shown.is_empty() { "nobody".to_owned() } else { shown.join(" + ") }
            })
        }
        Expect::Track(asked) => asked.missing(reading),
        Expect::NoAgreement => all(reading.agreements.is_empty(), &|| {
            reading.agreements.iter().map(|a| show::agreement(a, reading)).collect()
        }),
        Expect::NoDelivery => all(reading.deliveries.is_empty(), &|| {
            reading.deliveries.iter().map(|d| show::delivery(d, reading)).collect()
        }),
        Expect::Notice(code) => all(reading.notices.iter().any(|n| n.code == *code), &|| {
            let codes: Vec<&str> = reading.notices.iter().map(|n| n.code.as_str()).collect();
            format!("notices: {}", codes.join(", "))
        }),
        Expect::NotActor(words) => {
            let meant = meant_by(words, reading);
            all(meant.is_empty(), &|| {
                meant.iter().map(|actor| show::actor(actor)).collect::<Vec<_>>().join(" + ")
            })
        }
    }
}

fn fits_event(asked: &EventPattern, event: &Event, reading: &Reading) -> bool {
    let claim = event.claim.and_then(|id| reading.claims.get(id.index()));
    let outer = event.within.and_then(|id| reading.events.get(id.index()));
    event.event_type == asked.event_type
        && event.status == asked.status
        && (event.historical || !asked.historical)
        && asked.modes.iter().all(|mode| event.modes.contains(mode))
        && asked.contexts.iter().all(|context| event.contexts.contains(context))
        && (asked.cameo.is_none() || event.cameo == asked.cameo)
        && (event.claim.is_none() || !asked.own_voice)
        && asked.said_by.as_ref().is_none_or(|name| claim.is_some_and(|c| speaks(name, c, reading)))
        && asked.within.is_none_or(|kind| outer.is_some_and(|outer| outer.event_type == kind))
        && fits_list(&asked.actors, &event.actors, reading)
        && fits_list(&asked.recipients, &event.recipients, reading)
}

/// Whether these are all of those asked for, and nobody else.
pub(super) fn fits_list(asked: &PartyList, ids: &[ActorId], reading: &Reading) -> bool {
    let actors: Vec<&Actor> = ids.iter().filter_map(|id| reading.actors.get(id.index())).collect();
    match asked.0[..] {
        [Party::Anybody] => true,
        [Party::Unknown] if actors.is_empty() => true,
        _ => pair(&asked.0, &actors),
    }
}

/// Whether each can be given one that fits, with none left over. Lists are
/// short, so that all ways can be tried.
fn pair(asked: &[Party], actors: &[&Actor]) -> bool {
    let Some((first, rest)) = asked.split_first() else { return actors.is_empty() };
    (0..actors.len()).any(|i| {
        let mut others = actors.to_vec();
        fits_party(first, others.remove(i)) && pair(rest, &others)
    })
}

fn fits_party(asked: &Party, actor: &Actor) -> bool {
    let has = |country: &Option<Country>| actor.country == *country;
    match asked {
        Party::Anybody => true,
        Party::Unknown => {
            actor.country.is_none() && actor.sectors.iter().all(|sector| *sector == Sector::Unk)
        }
        Party::Known { country, sectors } => {
            country.as_ref().is_none_or(has)
                && sectors.iter().all(|sector| actor.sectors.contains(sector))
        }
    }
}

fn fits_claim(asked: &ClaimPattern, claim: &Claim, reading: &Reading) -> bool {
    let text = &reading.report.text;
    fits_words(&asked.source, &claim.source, text)
        && fits_words(&asked.cue, &claim.cue, text)
        && fits_words(&asked.content, &claim.content, text)
        && asked.stance.is_none_or(|stance| claim.stance == stance)
        && asked.certainty.is_none_or(|certainty| claim.certainty == certainty)
        && asked.polarity.is_none_or(|polarity| claim.polarity == polarity)
        && asked.manner.is_none_or(|manner| claim.manner == manner)
        && asked.kind.is_none_or(|kind| claim.speaker_kind == kind)
        && asked.speaker.as_ref().is_none_or(|name| speaks(name, claim, reading))
        && asked.within.as_ref().is_none_or(|cue| is_within(cue, claim, reading))
}

/// Whether the claim is part of one with this cue.
pub(crate) fn is_within(cue: &str, claim: &Claim, reading: &Reading) -> bool {
    let outer = claim.within.and_then(|id| reading.claims.get(id.index()));
    outer.is_some_and(|outer| same_words(cue, &joined(&outer.cue)))
}

/// Whether the speaker of a claim goes by this name somewhere in the report.
pub(super) fn speaks(name: &str, claim: &Claim, reading: &Reading) -> bool {
    let speaker = claim.speaker.and_then(|id| reading.actors.get(id.index()));
    speaker.is_some_and(|actor| {
        let mut names = actor.mentions.iter().map(|mention| mention.span.text.as_str());
        bare(&actor.name) == bare(name) || names.any(|words| bare(words) == bare(name))
    })
}

/// Whether the pieces are the same words. Pieces of ours that nothing but
/// blanks parts, as between two paragraphs of a quotation, are one.
fn fits_words(asked: &[String], quotes: &[Quote], text: &str) -> bool {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    for quote in quotes {
        match pieces.last_mut() {
            Some((end, words)) if blank(text, *end, quote.start) => {
                *words = format!("{words} {}", quote.text);
                *end = quote.end;
            }
            _ => pieces.push((quote.end, quote.text.clone())),
        }
    }
    asked.len() == pieces.len()
        && asked.iter().zip(&pieces).all(|(asked, (_, words))| same_words(asked, words))
}

fn blank(text: &str, from: usize, to: usize) -> bool {
    from <= to && text.chars().skip(from).take(to - from).all(char::is_whitespace)
}

/// Those whom the words mean: a mention is these words, or what stands before
/// an "of" or the like in them, or else it is the shortest that holds them.
fn meant_by<'r>(words: &str, reading: &'r Reading) -> Vec<&'r Actor> {
    let mut best = usize::MAX;
    let mut meant: Vec<&Actor> = Vec::new();
    for actor in &reading.actors {
        for mention in &actor.mentions {
            let ours = bare(&mention.span.text);
            let length = match bare(words).strip_prefix(ours) {
                Some("") => 0,
                Some(rest) if QUALIFIES.iter().any(|word| rest.starts_with(word)) => 1,
                _ if holds(ours, bare(words)) => ours.len().max(2),
                _ => continue,
            };
            if length > best {
                continue;
            }
            if length < best {
                meant.clear();
            }
            best = length;
            if !meant.iter().any(|known| known.id == actor.id) {
                meant.push(actor);
            }
        }
    }
    meant
}

/// What can follow the head of a noun phrase.
const QUALIFIES: [&str; 7] = [" of ", " from ", " in ", " at ", " for ", " to ", " who "];

/// The words without an article.
fn bare(words: &str) -> &str {
    let words = words.trim();
    let articles = ["the ", "The ", "a ", "A ", "an ", "An "];
    articles.iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}
