//! What one report tells, as far as it can be compared with what another tells.

use super::Entry;
use super::shingles::hash_of;
use super::stems::{stem_hashes, stems};
use super::stories::days;
use crate::db::Connection;
use crate::lately::Lately;
use dateline_core::{ActorId, Claim, Event, Reading, Stance, Status};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

impl Lately {
    /// The claims and events of a reading.
    pub(super) fn telling(
        &mut self,
        db: &Connection,
        reading: i64,
    ) -> rusqlite::Result<Arc<Vec<Telling>>> {
        if let Some(known) = self.tellings.get(reading) {
            return Ok(known);
        }
        let mut all = events(db, reading)?;
        all.extend(claims(db, reading)?);
        Ok(self.tellings.keep(reading, all))
    }

    /// The same of a reading that is just being entered, without asking for it.
    pub(super) fn telling_of_entry(&mut self, entry: &Entry) -> Arc<Vec<Telling>> {
        self.tellings.keep(entry.number, of_entry(entry))
    }
}

/// A claim or an event of a stored reading.
#[derive(Debug)]
pub(crate) struct Telling {
    /// `e3`, `c7`
    pub(crate) record: String,
    /// An event's type and CAMEO code; none for a claim.
    pub(crate) act: Option<(String, Option<String>)>,
    /// An event's status, a claim's certainty.
    pub(crate) degree: String,
    /// Whether it says that it is so (1), that it is not (-1), or neither (0).
    pub(crate) sign: i8,
    /// Who acts, who is acted upon: by country where there is one.
    pub(crate) actors: BTreeSet<String>,
    pub(crate) recipients: BTreeSet<String>,
    /// First and last day, since 1970.
    pub(crate) dates: Option<(i64, i64)>,
    /// An event's sentence, a claim's content.
    pub(crate) text: String,
    pub(crate) words: Words,
}

/// Hashes of a text's stems.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// In order of number, each once.
    all: Vec<u64>,
    /// A bit for the last seven bits of each: most words that are not here are
    /// told by it.
    mask: u128,
}

impl Words {
    fn of(text: &str) -> Self {
        let all = stem_hashes(text);
        let mask = all.iter().fold(0, |mask, hash| mask | bit(*hash));
        Self { all, mask }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    fn has(&self, hash: u64) -> bool {
        self.mask & bit(hash) != 0 && self.all.binary_search(&hash).is_ok()
    }
}

fn bit(hash: u64) -> u128 {
    1 << (hash & 127)
}

impl Telling {
    /// How many stems two tellings share.
    pub(crate) fn shared(&self, other: &Telling) -> usize {
        self.words.all.iter().filter(|hash| other.words.has(**hash)).count()
    }

    /// The stems they share, the first `most` of them, for a reason.
    pub(crate) fn shared_words(&self, other: &Telling, most: usize) -> String {
        let there = |stem: &String| other.words.has(hash_of(stem));
        let shared: BTreeSet<String> = stems(&self.text).filter(there).collect();
        shared.into_iter().take(most).collect::<Vec<_>>().join(", ")
    }
}

/// The stems of every event's sentence and then of every claim's content.
pub(crate) fn words_of(reading: &Reading) -> Vec<Words> {
    let events = reading.events.iter().map(|event| Words::of(sentence(reading, event)));
    events.chain(reading.claims.iter().map(|claim| Words::of(&content(claim)))).collect()
}

fn sentence<'r>(reading: &'r Reading, event: &Event) -> &'r str {
    reading.sentences.get(event.evidence.sentence).map_or("", |sentence| &sentence.text)
}

fn content(claim: &Claim) -> String {
    let text: Vec<&str> = claim.content.iter().map(|quote| quote.text.as_str()).collect();
    text.join(" … ")
}

fn of_entry(entry: &Entry) -> Vec<Telling> {
    let reading = entry.reading;
    // As many as there are events and claims.
    let (of_events, of_claims) = entry.ready.words.split_at(reading.events.len());
    let parties = |ids: &[ActorId]| -> BTreeSet<String> {
        ids.iter().filter_map(|id| party(entry, *id)).collect()
    };
    let events = reading.events.iter().zip(of_events).map(|(event, words)| Telling {
        record: event.id.to_string(),
        act: Some((event.event_type.as_str().to_owned(), event.cameo.clone())),
        degree: event.status.as_str().to_owned(),
        sign: if event.status == Status::Negated { -1 } else { 1 },
        actors: parties(&event.actors),
        recipients: parties(&event.recipients),
        dates: event.date.as_ref().and_then(|d| days(&d.start).zip(days(&d.end))),
        words: words.clone(),
        text: sentence(reading, event).to_owned(),
    });
    let claims = reading.claims.iter().zip(of_claims).map(|(claim, words)| {
        let around = claim.within.and_then(|id| reading.claims.get(id.index()));
        Telling {
            record: claim.id.to_string(),
            act: None,
            degree: claim.certainty.as_str().to_owned(),
            sign: sign(
                claim.stance.as_str(),
                claim.polarity.as_str(),
                around.is_some_and(|c| c.stance == Stance::Denies),
            ),
            actors: BTreeSet::new(),
            recipients: BTreeSet::new(),
            dates: None,
            words: words.clone(),
            text: content(claim),
        }
    });
    events.chain(claims).collect()
}

fn party(entry: &Entry, id: ActorId) -> Option<String> {
    let actor = entry.reading.actors.get(id.index())?;
    let number = entry.actors.get(id.index()).copied().flatten();
    actor.country.map(String::from).or_else(|| number.map(|number| format!("#{number}")))
}

/// Whether a claim says that it is so (1), that it is not (-1), or neither (0).
/// What stands in a denial is denied.
fn sign(stance: &str, polarity: &str, in_denial: bool) -> i8 {
    let sign = match (stance, polarity) {
        ("asserts" | "predicts", "positive") | ("denies", "negative") => 1,
        ("asserts" | "predicts", "negative") | ("denies", "positive") => -1,
        _ => 0,
    };
    if in_denial { -sign } else { sign }
}

fn events(db: &Connection, reading: i64) -> rusqlite::Result<Vec<Telling>> {
    let mut parties: HashMap<String, [BTreeSet<String>; 2]> = HashMap::new();
    let mut select = db.prepare_cached(
        "SELECT p.event, p.side = 'recipient', coalesce(a.country, '#' || a.identity)
         FROM event_party p JOIN actor a ON a.reading = p.reading AND a.id = p.actor
         WHERE p.reading = ?1 AND (a.country IS NOT NULL OR a.identity IS NOT NULL)",
    )?;
    let mut rows = select.query([reading])?;
    while let Some(row) = rows.next()? {
        let sides = parties.entry(row.get(0)?).or_default();
        sides[usize::from(row.get::<_, bool>(1)?)].insert(row.get(2)?);
    }
    let mut select = db.prepare_cached(
        "SELECT e.id, e.type, e.cameo, e.status, e.date_start, e.date_end,
                words(r.text, e.places)
         FROM event e CROSS JOIN reading g ON g.seq = e.reading
         CROSS JOIN report r ON r.seq = g.report WHERE e.reading = ?1",
    )?;
    let rows = select.query_map([reading], |row| {
        let (record, degree): (String, String) = (row.get(0)?, row.get(3)?);
        let sentence: String = row.get(6)?;
        let day = |at| row.get::<_, Option<String>>(at).map(|d| d.as_deref().and_then(days));
        let dates = day(4)?.zip(day(5)?);
        let [actors, recipients] = parties.remove(&record).unwrap_or_default();
        Ok(Telling {
            act: Some((row.get(1)?, row.get(2)?)),
            sign: if degree == "negated" { -1 } else { 1 },
            words: Words::of(&sentence),
            text: sentence,
            record,
            degree,
            actors,
            recipients,
            dates,
        })
    })?;
    rows.collect()
}

fn claims(db: &Connection, reading: i64) -> rusqlite::Result<Vec<Telling>> {
    let mut select = db.prepare_cached(
        "SELECT c.id, c.stance, c.polarity, c.certainty, words(r.text, c.places),
                EXISTS (SELECT 1 FROM claim a WHERE a.reading = c.reading AND a.id = c.within
                                              AND a.stance = 'denies')
         FROM claim c CROSS JOIN reading g ON g.seq = c.reading
         CROSS JOIN report r ON r.seq = g.report WHERE c.reading = ?1",
    )?;
    let rows = select.query_map([reading], |row| {
        let (stance, polarity): (String, String) = (row.get(1)?, row.get(2)?);
        let content: String = row.get(4)?;
        Ok(Telling {
            record: row.get(0)?,
            act: None,
            degree: row.get(3)?,
            sign: sign(&stance, &polarity, row.get(5)?),
            actors: BTreeSet::new(),
            recipients: BTreeSet::new(),
            dates: None,
            words: Words::of(&content),
            text: content,
        })
    })?;
    rows.collect()
}

/// "40,000 tonnes": what is counted, with the numbers told of it.
pub(crate) fn numbers(text: &str) -> HashMap<String, BTreeSet<String>> {
    let mut found: HashMap<String, BTreeSet<String>> = HashMap::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let Some(number) = number(pair[0]) else { continue };
        // A number that ends a phrase counts nothing: "March 3, ministers".
        if pair[0].ends_with([',', '.', ';']) {
            continue;
        }
        if let Some(what) = stems(pair[1]).find(|what| what.len() > 3) {
            found.entry(what).or_default().insert(number);
        }
    }
    found
}

fn number(word: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if let Some(at) = WORDS.iter().position(|known| word.eq_ignore_ascii_case(known)) {
        return Some((at + 1).to_string());
    }
    let digits = word.replace(',', "");
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    (plain && digits.starts_with(|c: char| c.is_ascii_digit()) && !year).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_things() {
        let found = numbers("On March 3, 2026 four boats and 40,000 tonnes were told of.");
        let told = |what: &str| found.get(what).map(|n| n.iter().cloned().collect::<Vec<_>>());
        assert_eq!(told("boat"), Some(vec!["4".to_owned()]));
        assert_eq!(told("tonn"), Some(vec!["40000".to_owned()]));
        assert_eq!(found.len(), 2);
    }
}
