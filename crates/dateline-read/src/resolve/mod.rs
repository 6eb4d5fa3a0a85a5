//! Mentions to actors: who is meant, from which country, of which sector.
//!
//! [`scan`] finds what the tables know, [`compose`] and [`parts`] read each
//! phrase by itself ([`persons`] and [`bodies`] its names), [`appose`] ties names to the titles beside them, and
//! [`link`] decides which phrases of the report mean the same actor. A place is nobody, unless
//! something is done to it ([`struck`]). When the events are known, [`settle`] asks their
//! sentences for countries still missing.

mod appose;
mod bodies;
mod compose;
mod joint;
mod link;
mod parts;
mod persons;
mod recent;
mod scan;
mod settle;
mod sketch;
mod struck;

use crate::Reader;
use compose::Composer;
use dateline_annotate::{Document, MentionSpan, annotate};
use dateline_core::{Actor, ActorId, Country, Form, Report, Sector, Span};
use dateline_knowledge::Knowledge;
use scan::Hits;
pub(crate) use scan::fold;
pub(crate) use settle::settle;
use sketch::{Sketch, Who};

/// The actors of a report, and which mention means whom.
#[derive(Debug, Default)]
pub struct Actors {
    /// Every actor, by its id.
    pub list: Vec<Actor<Span>>,
    /// For every mention of the document, the actor it means.
    of_mention: Vec<Option<ActorId>>,
}

impl Actors {
    /// Whom the mention at `index` of the document's list means.
    pub fn of_mention(&self, index: usize) -> Option<ActorId> {
        self.of_mention.get(index).copied().flatten()
    }

    /// The actor with this id.
    pub fn get(&self, id: ActorId) -> &Actor<Span> {
        &self.list[id.index()]
    }
}

/// Resolves the mentions of `document`.
pub(crate) fn resolve(document: &Document, report: &Report, knowledge: &Knowledge) -> Actors {
    let hits = Hits::find(document, knowledge);
    let date = report.published_at.as_deref();
    let outlet = report.outlet.as_deref();
    let composer = Composer { document, knowledge, hits: &hits, date, outlet };
    let mut sketches = sketches(&composer);
    struck::strike(&composer, &mut sketches);
    let appositions = appose::appose(&composer, &mut sketches);
    link::link(&composer, sketches, &appositions)
}

/// Country and sectors of a phrase that stands alone, such as "retired Kazakh
/// general" or "the State Duma", on the day `date` (ISO 8601) if given.
pub fn describe(
    phrase: &str,
    date: Option<&str>,
    reader: &Reader,
) -> (Option<Country>, Vec<Sector>) {
    let knowledge = reader.knowledge();
    let document = annotate(&Report::of_text(phrase), knowledge, reader.model());
    let hits = Hits::find(&document, knowledge);
    let date = date.filter(|d| d.starts_with(|c: char| c.is_ascii_digit()));
    let composer = Composer { document: &document, knowledge, hits: &hits, date, outlet: None };
    let whole = 0..document.tokens.len();
    if let Some(hit) = composer.whole(whole.clone()) {
        let sketch = composer.sketch(whole, hit.tokens.end - 1);
        return (sketch.country, sketch.sectors);
    }
    let mut sketches = sketches(&composer);
    appose::appose(&composer, &mut sketches);
    let told = |s: &&Sketch| s.is_actor() || s.country.is_some();
    // A possessor stands before the phrase it opens: the longer one counts.
    let first = sketches.iter().find(told).map(|s| s.tokens.start);
    let best = sketches.iter().filter(told).rfind(|s| Some(s.tokens.start) == first);
    best.map_or((None, Vec::new()), |s| (s.country, s.sectors.clone()))
}

/// What each mention says by itself.
fn sketches(composer: &Composer) -> Vec<Sketch> {
    let mentions = &composer.document.mentions;
    let mut sketches: Vec<Sketch> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let tokens = mention.tokens.clone();
        let inside = composer.hits.at(mention.head).is_some_and(|h| h.tokens.start < tokens.start)
            || sketches.last().is_some_and(|before| {
                matches!(before.who, Who::Name(_))
                    && before.tokens.start < tokens.start
                    && tokens.end <= before.tokens.end
            });
        sketches.push(match mention.form {
            Form::Pronoun => Sketch::nobody(tokens),
            _ if inside => Sketch::nobody(tokens),
            _ => composer.sketch(tokens, mention.head),
        });
    }
    for i in 0..mentions.len() {
        if let Some(outer) = outer(mentions, i) {
            sketches[i] = modifier(composer, &sketches[i], &sketches[outer], &mentions[i]);
        }
    }
    joint::share(composer, &mut sketches);
    sketches
}

/// The mention in which mention `i` stands before the head, if one does.
fn outer(mentions: &[MentionSpan], i: usize) -> Option<usize> {
    let own = &mentions[i].tokens;
    let near = i.saturating_sub(4)..mentions.len().min(i + 5);
    near.filter(|&o| o != i).find(|&o| {
        let tokens = &mentions[o].tokens;
        tokens.start <= own.start && own.end < tokens.end && own.len() < tokens.len()
    })
}

/// A nation or body before a head. "Russian" in "Russian troops" only says
/// whose troops act; in "the Russian offer" it is Russia that does.
fn modifier(composer: &Composer, own: &Sketch, outer: &Sketch, mention: &MentionSpan) -> Sketch {
    let next = composer.document.tokens.get(mention.tokens.end).map_or("", |t| t.norm.as_str());
    match own.who {
        _ if matches!(next, "'s" | "'" | "’s" | "’") || mention.form != Form::Name => {
            own.clone()
        }
        Who::Organisation(_) => own.clone(),
        // "Chilean and Peruvian officials": the phrase itself means the last only.
        _ if matches!(next, "and" | "," | "or") && own.country != outer.country => {
            let nation = composer.nation_of(mention.tokens.clone());
            joint::member(composer, outer, &nation).unwrap_or(nation)
        }
        // "Chad Brenner" is no country's.
        _ if outer.is_actor() || next == "-" || composer.is_name_part(mention.tokens.end) => {
            Sketch::nobody(mention.tokens.clone())
        }
        _ => composer.nation_of(mention.tokens.clone()),
    }
}

#[cfg(test)]
mod tests;
