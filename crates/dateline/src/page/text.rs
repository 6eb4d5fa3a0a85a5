//! The report's text with its claims and events marked.

use super::flow::Flow;
use super::style::{self, BOLD, ID, PLAIN};
use anstyle::Style;
use dateline_core::{Quote, Reading};

const INDENT: usize = 2;

/// A stretch to mark: what it looks like, and the mark at its end.
struct Stretch {
    start: usize,
    end: usize,
    look: Look,
    mark: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Look {
    /// Somebody's words or thoughts: italics, coloured by certainty.
    Said(Style),
    /// What happened: underlined.
    Happened,
    /// Who says it: bold.
    Source,
}

fn stretches(reading: &Reading) -> Vec<Stretch> {
    let mut all = Vec::new();
    let mut add = |span: &Quote, look: Look, mark: Option<String>| {
        if span.start < span.end {
            all.push(Stretch { start: span.start, end: span.end, look, mark });
        }
    };
    for claim in &reading.claims {
        let said = Look::Said(style::certainty(claim.certainty).italic());
        claim.source.iter().for_each(|s| add(s, Look::Source, None));
        claim.content.iter().for_each(|s| add(s, said, Some(claim.id.to_string())));
    }
    for event in &reading.events {
        let last = event.evidence.spans.len().saturating_sub(1);
        for (i, span) in event.evidence.spans.iter().enumerate() {
            add(span, Look::Happened, (i == last).then(|| event.id.to_string()));
        }
    }
    // Outer before inner, so that the inner one is opened last and wins.
    all.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    all
}

/// Writes title and body. Records are marked where they stand: what somebody
/// says ends in `[c1]`, the words of an event in `[e1]`.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    let stretches = stretches(reading);
    let mut coming = stretches.iter().peekable();
    let mut open: Vec<&Stretch> = Vec::new();
    let title = reading.report.text[..reading.report.title_len()].chars().count();
    let mut base = if title > 0 { BOLD } else { PLAIN };
    let mut paragraph = Flow::default();
    let mut gap = false;
    for (at, c) in reading.report.text.chars().enumerate() {
        close(&mut open, at, &mut paragraph);
        if at == title {
            base = PLAIN;
        }
        while let Some(stretch) = coming.next_if(|s| s.start <= at) {
            open.push(stretch);
        }
        if c == '\n' {
            gap |= paragraph.is_blank();
            end(out, &mut paragraph, &mut gap, width);
        } else {
            paragraph.add_char(look(base, &open), c);
        }
    }
    close(&mut open, usize::MAX, &mut paragraph);
    end(out, &mut paragraph, &mut gap, width);
}

/// Closes what ends at or before `at` and sets its marks, inner ones first.
fn close(open: &mut Vec<&Stretch>, at: usize, paragraph: &mut Flow) {
    if open.iter().all(|s| s.end > at) {
        return;
    }
    for ended in open.iter().rev().filter(|s| s.end <= at) {
        if let Some(mark) = &ended.mark {
            paragraph.add(ID, &format!("[{mark}]"));
        }
    }
    open.retain(|s| s.end > at);
}

fn look(base: Style, open: &[&Stretch]) -> Style {
    let said = open.iter().rev().find_map(|s| match s.look {
        Look::Said(style) => Some(style),
        _ => None,
    });
    let mut style = said.map_or(base, |s| if base == BOLD { s.bold() } else { s });
    for stretch in open {
        match stretch.look {
            Look::Happened => style = style.underline(),
            Look::Source => style = style.bold(),
            Look::Said(_) => {}
        }
    }
    style
}

fn end(out: &mut String, paragraph: &mut Flow, gap: &mut bool, width: usize) {
    if !paragraph.is_blank() {
        if std::mem::take(gap) {
            out.push('\n');
        }
        paragraph.write(out, (PLAIN, ""), INDENT, width);
    }
    *paragraph = Flow::default();
}
