//! A reading as a page for the terminal: the text with its claims and events
//! marked, then who says what, then what happened.

mod actors;
mod claims;
pub mod clean;
mod events;
mod flow;
mod header;
mod ladders;
mod names;
pub mod style;
mod text;

pub use flow::Flow;
pub use names::speaker;

use clap::ValueEnum;
use dateline_core::Reading;

/// Longer lines tire the eye.
const WIDEST: usize = 88;
const NARROWEST: usize = 24;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// Title and body with the records marked.
    Text,
    /// Who says what.
    Claims,
    /// What happened.
    Events,
    /// Agreements, step by step.
    Agreements,
    /// Deliveries, step by step.
    Deliveries,
    /// Who is named.
    Actors,
}

/// The columns a page may take: those of the terminal, within reason.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let columns = columns.or_else(|| terminal_size::terminal_size().map(|(w, _)| w.0.into()));
    columns.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST)
}

/// Writes the page. Colours are always in it; the stream that it is printed
/// to takes them out where they are not wanted.
pub fn write(out: &mut String, reading: &Reading, parts: &[Part], width: usize) {
    type Write = fn(&mut String, &Reading, usize);
    header::write(out, reading, width);
    if !parts.contains(&Part::Text) {
        header::write_title(out, reading, width);
    }
    let sections: [(Part, &str, usize, Write); 6] = [
        (Part::Text, "", reading.report.text.trim().len(), text::write),
        (Part::Claims, "Who says what", reading.claims.len(), claims::write),
        (Part::Events, "What happened", reading.events.len(), events::write),
        (Part::Agreements, "Agreements", reading.agreements.len(), ladders::write_agreements),
        (Part::Deliveries, "Deliveries", reading.deliveries.len(), ladders::write_deliveries),
        (Part::Actors, "Who is named", reading.actors.len(), actors::write),
    ];
    for (part, heading, records, section) in sections {
        if records > 0 && parts.contains(&part) {
            out.push('\n');
            if !heading.is_empty() {
                heading_line(out, heading);
            }
            section(out, reading, width);
        }
    }
    if reading.claims.is_empty() && reading.events.is_empty() {
        let mut flow = Flow::default();
        out.push('\n');
        flow.add(style::DIM, "No claims and no events were found.");
        flow.write(out, (style::PLAIN, ""), 0, width);
    }
    header::write_notices(out, reading, width);
}

/// Writes a heading.
pub fn heading_line(out: &mut String, heading: &str) {
    use std::fmt::Write;
    let style = style::HEADING;
    let _ = writeln!(out, "{style}{heading}{style:#}\n");
}

#[cfg(test)]
mod tests;
