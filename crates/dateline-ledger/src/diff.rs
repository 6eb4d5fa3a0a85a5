//! What changed between two texts of a report, and what that did to what is
//! read in them.

use dateline_core::{Claim, Event, Quote, Reading};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeSet;

/// From one version of a report to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Diff {
    /// The report.
    pub report: String,
    /// The older version.
    pub from: u32,
    /// The newer one.
    pub to: u32,
    /// The text, as pieces that stayed, went or came.
    pub words: Vec<Piece>,
    /// What it did to claims and events.
    pub effects: Vec<Effect>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Piece {
    /// Whether it stayed, went or came.
    pub change: Change,
    /// The words, with the spaces around them.
    pub text: String,
}

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It stands in both.
    Stayed,
    /// It stands in the older only.
    Gone,
    /// It stands in the newer only.
    New,
    /// It stands in both, with differences.
    Changed,
}

/// What became of one claim or event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Effect {
    /// Its id in the older version.
    pub before: Option<String>,
    /// In the newer one.
    pub after: Option<String>,
    /// Whether it went, came or changed.
    pub change: Change,
    /// What it says, in the newer version if it stands there.
    pub says: String,
    /// Each difference, as a sentence: `"confirmed" became "reported"`,
    /// `certainty: certain, now possible`.
    pub differences: Vec<String>,
}

/// The difference between two readings of one report.
pub(crate) fn diff(before: &Reading, after: &Reading) -> Diff {
    let mut effects = claims(before, after);
    effects.extend(events(before, after));
    Diff {
        report: after.report.id.clone(),
        from: before.report.version,
        to: after.report.version,
        words: words(&before.report.text, &after.report.text),
        effects,
    }
}

fn words(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => Change::Stayed,
            ChangeTag::Delete => Change::Gone,
            ChangeTag::Insert => Change::New,
        };
        match pieces.last_mut() {
            Some(last) if last.change == tag => last.text.push_str(change.value()),
            _ => pieces.push(Piece { change: tag, text: change.value().to_owned() }),
        }
    }
    pieces
}

fn claims(before: &Reading, after: &Reading) -> Vec<Effect> {
    let said = |reading: &Reading, claim: &Claim| {
        let mut words = bag(&texts(&claim.content));
        words.insert(format!("by {}", speaker(reading, claim)));
        words
    };
    let olds: Vec<_> = before.claims.iter().map(|c| said(before, c)).collect();
    let news: Vec<_> = after.claims.iter().map(|c| said(after, c)).collect();
    let tell = |old: Option<usize>, new: Option<usize>| {
        let (old, new) = (old.map(|i| &before.claims[i]), new.map(|i| &after.claims[i]));
        let mut all = Differences::default();
        if let (Some(old), Some(new)) = (old, new) {
            all.words(&texts(&old.cue), &texts(&new.cue));
            all.of("speaker", speaker(before, old), speaker(after, new));
            all.of("stance", old.stance.as_str(), new.stance.as_str());
            all.of("certainty", old.certainty.as_str(), new.certainty.as_str());
            all.of("polarity", old.polarity.as_str(), new.polarity.as_str());
            all.of("manner", old.manner.as_str(), new.manner.as_str());
        }
        let says = new.map(|c| (after, c)).or(old.map(|c| (before, c)));
        let says = says.map(|(r, c)| format!("{}: {}", speaker(r, c), texts(&c.content)));
        (old.map(|c| c.id.to_string()), new.map(|c| c.id.to_string()), says, all.0)
    };
    effects(&olds, &news, tell)
}

fn events(before: &Reading, after: &Reading) -> Vec<Effect> {
    let told = |reading: &Reading, event: &Event| {
        let mut words = bag(&sentence(reading, event));
        words.insert(format!("type {}", event.event_type));
        // Two events of a sentence are told apart by the words they rest on.
        words.extend(bag(&texts(&event.evidence.spans)).into_iter().map(|w| format!("on {w}")));
        words
    };
    let olds: Vec<_> = before.events.iter().map(|e| told(before, e)).collect();
    let news: Vec<_> = after.events.iter().map(|e| told(after, e)).collect();
    let tell = |old: Option<usize>, new: Option<usize>| {
        let (old, new) = (old.map(|i| &before.events[i]), new.map(|i| &after.events[i]));
        let mut all = Differences::default();
        if let (Some(old), Some(new)) = (old, new) {
            all.words(&texts(&old.evidence.spans), &texts(&new.evidence.spans));
            all.of("type", old.event_type.as_str(), new.event_type.as_str());
            all.of("status", old.status.as_str(), new.status.as_str());
            let names = |r: &Reading, ids: &[_]| {
                let names = ids.iter().filter_map(|id: &dateline_core::ActorId| {
                    Some(r.actors.get(id.index())?.name.as_str())
                });
                names.collect::<Vec<_>>().join(", ")
            };
            all.of("actors", &names(before, &old.actors), &names(after, &new.actors));
            all.of("recipients", &names(before, &old.recipients), &names(after, &new.recipients));
            all.of("said by", &voice(before, old), &voice(after, new));
            let date =
                |e: &Event| e.date.as_ref().map_or("not told".to_owned(), |d| d.start.clone());
            all.of("date", &date(old), &date(new));
            let place =
                |e: &Event| e.place.as_ref().map_or("not told".to_owned(), |p| p.name.clone());
            all.of("place", &place(old), &place(new));
        }
        let says = new.map(|e| (after, e)).or(old.map(|e| (before, e)));
        let says =
            says.map(|(r, e)| format!("{} ({}): {}", e.event_type, e.status, sentence(r, e)));
        (old.map(|e| e.id.to_string()), new.map(|e| e.id.to_string()), says, all.0)
    };
    effects(&olds, &news, tell)
}

type Told = (Option<String>, Option<String>, Option<String>, Vec<String>);

/// Pairs what is most alike and tells what became of each; what stayed as it
/// was is left out.
fn effects(
    olds: &[BTreeSet<String>],
    news: &[BTreeSet<String>],
    tell: impl Fn(Option<usize>, Option<usize>) -> Told,
) -> Vec<Effect> {
    let mut pairs = Vec::new();
    for (i, old) in olds.iter().enumerate() {
        for (j, new) in news.iter().enumerate() {
            let common = old.intersection(new).count();
            let all = old.union(new).count().max(1);
            // Records that share less than two words in five are two records.
            if common * 5 >= all * 2 {
                pairs.push((common * 1000 / all, i, j));
            }
        }
    }
    pairs.sort_by_key(|&(alike, i, j)| (std::cmp::Reverse(alike), i.abs_diff(j), i));
    let (mut old_taken, mut new_taken) = (vec![None; olds.len()], vec![None; news.len()]);
    for (_, i, j) in pairs {
        if old_taken[i].is_none() && new_taken[j].is_none() {
            (old_taken[i], new_taken[j]) = (Some(j), Some(i));
        }
    }
    let gone = (0..olds.len()).filter(|i| old_taken[*i].is_none()).map(|i| (Some(i), None));
    let there = (0..news.len()).map(|j| (new_taken[j], Some(j)));
    let told = there.chain(gone).map(|(old, new)| {
        let (before, after, says, differences) = tell(old, new);
        let change = match (&before, &after) {
            (None, _) => Change::New,
            (_, None) => Change::Gone,
            _ if differences.is_empty() => Change::Stayed,
            _ => Change::Changed,
        };
        Effect { before, after, change, says: says.unwrap_or_default(), differences }
    });
    told.filter(|effect| effect.change != Change::Stayed).collect()
}

#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn of(&mut self, what: &str, old: &str, new: &str) {
        if old != new {
            let told =
                |text: &str| if text.is_empty() { "nobody".to_owned() } else { text.to_owned() };
            self.0.push(format!("{what}: {}, now {}", told(old), told(new)));
        }
    }

    fn words(&mut self, old: &str, new: &str) {
        if old != new && !old.is_empty() && !new.is_empty() {
            self.0.push(format!("“{old}” became “{new}”"));
        }
    }
}

fn speaker<'r>(reading: &'r Reading, claim: &Claim) -> &'r str {
    let actor = claim.speaker.and_then(|id| reading.actors.get(id.index()));
    actor.map_or("nobody named", |actor| actor.name.as_str())
}

fn voice(reading: &Reading, event: &Event) -> String {
    match event.claim.and_then(|id| reading.claims.get(id.index())) {
        Some(claim) => format!("{} ({})", speaker(reading, claim), claim.certainty),
        None => "the outlet, in its own voice".to_owned(),
    }
}

fn sentence(reading: &Reading, event: &Event) -> String {
    reading.sentences.get(event.evidence.sentence).map_or_else(String::new, |s| s.text.clone())
}

fn texts(quotes: &[Quote]) -> String {
    quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ")
}

/// Words in small letters, without points.
fn bag(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
