//! Who is meant, in the words of the page.

use dateline_core::{Actor, ActorId, Claim, ClaimId, Quote, Reading, Status};
use std::collections::HashMap;

/// The actor with this id, if the reading holds it.
pub(crate) fn actor(reading: &Reading, id: ActorId) -> Option<&Actor> {
    reading.actors.get(id.index())
}

/// The actor's name, or the bare id of one that is missing.
pub(crate) fn name(reading: &Reading, id: ActorId) -> String {
    actor(reading, id).map_or_else(|| id.to_string(), |a| a.name.clone())
}

/// Country and sectors, most telling first: "RUS LEG".
pub(crate) fn codes(actor: &Actor) -> String {
    let country = actor.country.iter().map(|c| c.as_str());
    let sectors = actor.sectors.iter().map(|s| s.as_str());
    country.chain(sectors).collect::<Vec<_>>().join(" ")
}

/// "Russia, Cuba", or nothing for nobody.
pub(crate) fn all(reading: &Reading, ids: &[ActorId]) -> String {
    ids.iter().map(|id| name(reading, *id)).collect::<Vec<_>>().join(", ")
}

/// Who makes the claim: an actor, or the words that stand for one.
pub(crate) fn speaker(reading: &Reading, claim: &Claim) -> String {
    match claim.speaker {
        Some(id) => name(reading, id),
        None if claim.source.is_empty() => "no source given".to_owned(),
        None => words(&claim.source),
    }
}

/// Whose word a record is.
pub(crate) fn voice(reading: &Reading, claim: Option<ClaimId>) -> String {
    let Some(id) = claim else { return "in the outlet’s own voice".to_owned() };
    match reading.claims.get(id.index()) {
        Some(claim) => format!("says {}", speaker(reading, claim)),
        None => id.to_string(),
    }
}

/// The words of several pieces, on one line.
pub(crate) fn words(quotes: &[Quote]) -> String {
    let piece = |q: &Quote| q.text.split_whitespace().collect::<Vec<_>>().join(" ");
    quotes.iter().map(piece).collect::<Vec<_>>().join(" … ")
}

/// The mark that stands before a status, as in the terminal.
pub(crate) fn glyph(status: Status) -> &'static str {
    match status {
        Status::Occurred => "✓",
        Status::Ongoing => "▸",
        Status::Planned => "○",
        Status::Possible => "?",
        Status::Negated => "✗",
    }
}

/// A speaker as the page tells them apart: by a letter, and by one of eight
/// colours, which may repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) letter: String,
    pub(crate) color: usize,
    pub(crate) name: String,
    /// Their claims, in text order.
    pub(crate) claims: Vec<usize>,
}

/// Everybody who speaks, in order of first words, and whose each claim is.
pub(crate) fn voices(reading: &Reading) -> (Vec<Voice>, Vec<usize>) {
    let mut voices: Vec<Voice> = Vec::new();
    let mut known = HashMap::new();
    let mut of_claim = Vec::with_capacity(reading.claims.len());
    for (i, claim) in reading.claims.iter().enumerate() {
        let name = speaker(reading, claim);
        let key = (claim.speaker, claim.speaker.is_none().then(|| name.clone()));
        let at = *known.entry(key).or_insert(voices.len());
        if at == voices.len() {
            voices.push(Voice { letter: letter(at), color: at % 8, name, claims: Vec::new() });
        }
        voices[at].claims.push(i);
        of_claim.push(at);
    }
    (voices, of_claim)
}

/// A, B, … Z, AA, AB, …
fn letter(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 701, 702].map(letter), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
