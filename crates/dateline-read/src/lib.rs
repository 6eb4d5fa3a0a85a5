//! Reads a report: who did what to whom, who says so, and how sure.
//!
//! [`read`] is the whole flow, top to bottom. It is pure and deterministic,
//! and it never fails: damage becomes a notice.

mod attribute;
mod certainty;
mod code;
mod date;
mod inspect;
mod place;
mod prune;
mod reader;
mod resolve;
mod track;

#[doc(hidden)]
pub use attribute::Features;
#[doc(hidden)]
pub use certainty::features_of;
pub use certainty::{Judgement, Scale, certainty_of};
pub use date::{TimeExpression, day_after, times};
pub use reader::Reader;
pub use resolve::describe;
pub use track::{FoundItem, items};

use dateline_annotate::annotate;
use dateline_core::{Claim, Reading, Report, SCHEMA, Span};

/// The claims of `report` with what their confidence rests on; for the program
/// that fits the weights.
#[doc(hidden)]
pub fn weighed_claims(report: &Report, reader: &Reader) -> Vec<(Claim<Span>, Features)> {
    let knowledge = reader.knowledge();
    let document = annotate(&inspect::readable(report), knowledge, reader.model());
    let actors = resolve::resolve(&document, report, knowledge);
    attribute::weighed(&document, &actors, knowledge)
}

/// What `report` says.
pub fn read(report: &Report, reader: &Reader) -> Reading {
    let knowledge = reader.knowledge();
    let mut notices = inspect::inspect(report);
    let document = annotate(&inspect::readable(report), knowledge, reader.model()); // sentences, tokens, tags, mentions
    let mut actors = resolve::resolve(&document, report, knowledge); //    mentions -> actors
    let claims = attribute::attribute(&document, &actors, knowledge);
    let mut events = code::code(&document, report, &actors, &claims, knowledge);
    resolve::settle(&document, &events, &mut actors, knowledge); //   countries that only the sentence tells
    date::event::place_in_time(&document, report, &mut events, &mut notices, knowledge);
    place::place_on_map(&document, report, &actors, &mut events, knowledge);
    let tracks = track::track(&document, &actors, &claims, &events, knowledge); // agreements, deliveries
    notices.extend(tracks.notices);
    let mut reading = Reading {
        schema: SCHEMA.to_owned(),
        report: report.clone(),
        sentences: document.sentences.iter().map(|s| s.span).collect(),
        actors: actors.list,
        claims,
        events,
        agreements: tracks.agreements,
        deliveries: tracks.deliveries,
        notices,
    };
    prune::prune(&mut reading);
    reading.publish()
}
