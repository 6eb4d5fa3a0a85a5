//! Who is named.

use super::flow::Flow;
use super::names;
use super::style::{BOLD, DIM, ID, PLAIN};
use dateline_core::Reading;

const INDENT: usize = 7;

/// Writes the actors, one a paragraph.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    for actor in &reading.actors {
        let mut flow = Flow::default();
        flow.add(BOLD, &actor.name);
        let title = actor.title.clone().unwrap_or_default();
        let kind = actor.kind.to_string();
        for part in [kind, title, names::codes(actor)].iter().filter(|p| !p.is_empty()) {
            flow.add(DIM, " · ").add(PLAIN, part);
        }
        let times = match actor.mentions.len() {
            1 => "once".to_owned(),
            n => format!("{n} times"),
        };
        flow.add(DIM, &format!(" · {times}"));
        flow.write(out, (ID, &format!("  {}", actor.id)), INDENT, width);
    }
}
