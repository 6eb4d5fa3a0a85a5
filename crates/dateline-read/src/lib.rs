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
pub use date::{TimeExpression, TimeSort, day_after, times};
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
    staged(report, reader, &mut |_| {})
}

/// The same, naming to `done` each stage that is through: who measures has a clock, reading has none.
#[doc(hidden)]
pub fn staged(report: &Report, reader: &Reader, done: &mut dyn FnMut(&'static str)) -> Reading {
    let knowledge = reader.knowledge();
    let mut notices = inspect::inspect(report);
    let document = annotate(&inspect::readable(report), knowledge, reader.model()); // sentences, tokens, tags, mentions
    done("annotate");
    let mut actors = resolve::resolve(&document, report, knowledge); //    mentions -> actors
    done("resolve");
    let claims = attribute::attribute(&document, &actors, knowledge);
    done("attribute");
    let mut events = code::code(&document, report, &actors, &claims, reader);
    resolve::settle(&document, &events, &mut actors, knowledge); //   countries that only the sentence tells
    done("code");
    let times = date::Times::new(&document, report, knowledge);
    date::event::place_in_time(&times, &mut events, &mut notices);
    done("date");
    place::place_on_map(&times.tree, &document, report, &actors, &mut events, knowledge);
    done("place");
    let tracks = track::track(&document, &actors, &claims, &events, &times, knowledge); // agreements, deliveries
    done("track");
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
    let reading = reading.publish();
    done("publish");
    reading
}
