//! How things look. Every distinction is also told by a word or a mark, so
//! that the page reads the same without colours.

use anstyle::{AnsiColor, Style};
use dateline_core::{Certainty, Status};

pub const PLAIN: Style = Style::new();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
/// Identifiers of records: `c1`, `e1`.
pub const ID: Style = AnsiColor::Magenta.on_default();
pub const HEADING: Style = Style::new().bold().underline();
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// What is new.
pub const GOOD: Style = AnsiColor::Green.on_default();

/// What somebody says, by the certainty stated.
pub fn certainty(certainty: Certainty) -> Style {
    match certainty {
        Certainty::Certain => AnsiColor::Green.on_default(),
        Certainty::Probable => AnsiColor::Cyan.on_default(),
        Certainty::Possible => AnsiColor::Yellow.on_default(),
        Certainty::Unstated => PLAIN,
    }
}

/// Whether an event happened.
pub fn status(status: Status) -> Style {
    match status {
        Status::Occurred | Status::Ongoing => AnsiColor::Green.on_default(),
        Status::Planned => AnsiColor::Cyan.on_default(),
        Status::Possible => AnsiColor::Yellow.on_default(),
        Status::Negated => AnsiColor::Red.on_default(),
    }
}

/// The mark that stands before a status.
pub fn glyph(status: Status) -> &'static str {
    match status {
        Status::Occurred => "✓",
        Status::Ongoing => "▸",
        Status::Planned => "○",
        Status::Possible => "?",
        Status::Negated => "✗",
    }
}
