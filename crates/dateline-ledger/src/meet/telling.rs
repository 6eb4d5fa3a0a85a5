//! What one report tells, as far as it can be compared with what another tells.

use super::Entry;
use super::stems::{stem_hashes, stems};
use super::stories::days;
use crate::db::Connection;
use dateline_core::{ActorId, Stance, Status};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Readings whose tellings are kept at hand.
const KEPT: usize = 2000;

/// The tellings of readings that were lately compared: reports of a story come
/// close together. Readings never change, so nothing in it grows stale, unless
/// a transaction fails and its numbers are given again.
#[derive(Debug, Default)]
pub(crate) struct Lately(HashMap<i64, Arc<Vec<Telling>>>);

impl Lately {
    /// The claims and events of a reading.
    pub(crate) fn of(
        &mut self,
        db: &Connection,
        reading: i64,
    ) -> rusqlite::Result<Arc<Vec<Telling>>> {
        if let Some(known) = self.0.get(&reading) {
            return Ok(Arc::clone(known));
        }
        let mut all = events(db, reading)?;
        all.extend(claims(db, reading)?);
        Ok(self.keep(reading, all))
    }

    /// The same of a reading that is just being entered, without asking for it.
    pub(crate) fn of_entry(&mut self, entry: &Entry) -> Arc<Vec<Telling>> {
        self.keep(entry.number, of_entry(entry))
    }

    fn keep(&mut self, reading: i64, all: Vec<Telling>) -> Arc<Vec<Telling>> {
        if self.0.len() >= KEPT {
            // The numbers are those of entry: the older half goes.
            let mut numbers: Vec<i64> = self.0.keys().copied().collect();
            let (_, middle, _) = numbers.select_nth_unstable(KEPT / 2);
            let middle = *middle;
            self.0.retain(|number, _| *number >= middle);
        }
        let all = Arc::new(all);
        self.0.insert(reading, Arc::clone(&all));
        all
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
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
    /// Hashes of its stems, in order of number, each once.
    pub(crate) words: Vec<u64>,
}

impl Telling {
    /// How many stems two tellings share.
    pub(crate) fn shared(&self, other: &Telling) -> usize {
        self.words.iter().filter(|hash| other.words.binary_search(hash).is_ok()).count()
    }

    /// The stems they share, the first `most` of them, for a reason.
    pub(crate) fn shared_words(&self, other: &Telling, most: usize) -> String {
        let there: BTreeSet<String> = stems(&other.text).collect();
        let shared: BTreeSet<String> = stems(&self.text).filter(|s| there.contains(s)).collect();
        shared.into_iter().take(most).collect::<Vec<_>>().join(", ")
    }
}

fn of_entry(entry: &Entry) -> Vec<Telling> {
    let reading = entry.reading;
    let parties = |ids: &[ActorId]| -> BTreeSet<String> {
        ids.iter().filter_map(|id| party(entry, *id)).collect()
    };
    let events = reading.events.iter().map(|event| {
        let sentence = reading.sentences.get(event.evidence.sentence);
        let text = sentence.map_or_else(String::new, |s| s.text.clone());
        Telling {
            record: event.id.to_string(),
            act: Some((event.event_type.as_str().to_owned(), event.cameo.clone())),
            degree: event.status.as_str().to_owned(),
            sign: if event.status == Status::Negated { -1 } else { 1 },
            actors: parties(&event.actors),
            recipients: parties(&event.recipients),
            dates: event.date.as_ref().and_then(|d| days(&d.start).zip(days(&d.end))),
            words: stem_hashes(&text),
            text,
        }
    });
    let claims = reading.claims.iter().map(|claim| {
        let text: Vec<&str> = claim.content.iter().map(|quote| quote.text.as_str()).collect();
        let text = text.join(" … ");
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
            words: stem_hashes(&text),
            text,
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
         WHERE p.reading = ?1 AND coalesce(a.country, a.identity) IS NOT NULL",
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
            words: stem_hashes(&sentence),
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
            words: stem_hashes(&content),
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
