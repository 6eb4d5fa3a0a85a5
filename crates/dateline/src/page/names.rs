//! Actors by name.

use dateline_core::{Actor, ActorId, Claim, ClaimId, Quote, Reading};

/// The actor with this id, if the reading holds it.
pub fn actor(reading: &Reading, id: ActorId) -> Option<&Actor> {
    reading.actors.get(id.index())
}

/// The actor's name, or the bare id of one that is missing.
pub fn name(reading: &Reading, id: ActorId) -> String {
    actor(reading, id).map_or_else(|| id.to_string(), |a| a.name.clone())
}

/// Country and sectors, most telling first: "RUS LEG".
pub fn codes(actor: &Actor) -> String {
    let country = actor.country.iter().map(|c| c.as_str());
    let sectors = actor.sectors.iter().map(|s| s.as_str());
    country.chain(sectors).collect::<Vec<_>>().join(" ")
}

/// "State Duma (RUS LEG)".
pub fn with_codes(reading: &Reading, id: ActorId) -> String {
    let name = name(reading, id);
    match actor(reading, id).map(codes) {
        Some(codes) if !codes.is_empty() => format!("{name} ({codes})"),
        _ => name,
    }
}

/// "Russia, Cuba", or `none` for nobody.
pub fn all(reading: &Reading, ids: &[ActorId], none: &str) -> String {
    if ids.is_empty() {
        return none.to_owned();
    }
    ids.iter().map(|id| with_codes(reading, *id)).collect::<Vec<_>>().join(", ")
}

/// Who makes the claim: an actor, or the words that stand for one.
pub fn speaker(reading: &Reading, claim: &Claim) -> String {
    match claim.speaker {
        Some(id) => name(reading, id),
        None if claim.source.is_empty() => "no source given".to_owned(),
        None => quoted(&claim.source, 60),
    }
}

/// Whose word a record is: "says Alexander Stepanov, c3", or the outlet's own.
pub fn voice(reading: &Reading, claim: Option<ClaimId>) -> String {
    let Some(id) = claim else { return "in the outlet's own voice".to_owned() };
    match reading.claims.get(id.index()) {
        Some(claim) => format!("says {}, {id}", speaker(reading, claim)),
        None => id.to_string(),
    }
}

/// The words of `spans`, shortened to about `limit` characters at a space.
pub fn quoted(spans: &[Quote], limit: usize) -> String {
    let mut quoted = String::new();
    for (piece, span) in spans.iter().enumerate() {
        if piece > 0 {
            quoted.push_str(" …");
        }
        for word in span.text.split_whitespace() {
            let gap = usize::from(!quoted.is_empty());
            let room = limit.saturating_sub(quoted.chars().count() + gap);
            if word.chars().nth(room).is_some() {
                // Only a first word can be too long as a whole.
                if quoted.is_empty() {
                    quoted.extend(word.chars().take(room));
                }
                quoted.push('…');
                return quoted;
            }
            if !quoted.is_empty() {
                quoted.push(' ');
            }
            quoted.push_str(word);
        }
    }
    quoted
}

/// The beginning of `text`, cut after a word at about `limit` characters.
pub fn first_words(text: &str, limit: usize) -> String {
    let Some((end, c)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end + c.len_utf8()].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", &text[..cut])
}

/// The end of `text`, cut before a word at about `limit` characters.
pub fn last_words(text: &str, limit: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(limit) else { return text.to_owned() };
    let cut = text[start..].find(char::is_whitespace).map_or(start, |i| start + i);
    format!("…{}", text[cut..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(text: &str) -> Quote {
        Quote { start: 0, end: text.chars().count(), text: text.to_owned() }
    }

    #[test]
    fn quotes_are_shortened_at_a_space() {
        let pieces = [quote("the port  will\nopen"), quote("in May")];
        assert_eq!(quoted(&pieces, 80), "the port will open … in May");
        assert_eq!(quoted(&pieces, 12), "the port…");
        assert_eq!(quoted(&[quote("endless")], 3), "end…");
        assert_eq!(quoted(&[], 3), "");
    }

    #[test]
    fn a_sentence_is_cut_on_either_side() {
        assert_eq!(first_words(" by the sénat of Ruritania", 13), " by the sénat…");
        assert_eq!(first_words(" at dawn", 13), " at dawn");
        assert_eq!(first_words("xxxxxxxx", 3), "xxx…");
        assert_eq!(last_words("The treaty was at last ", 10), "…at last ");
        assert_eq!(last_words("It was ", 10), "It was ");
        assert_eq!(last_words("", 10), "");
    }
}
