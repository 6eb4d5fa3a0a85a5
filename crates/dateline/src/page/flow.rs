//! Styled text that flows into lines of a width.

use super::clean;
use anstyle::Style;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// A paragraph in the making: runs of text, each in one style.
#[derive(Debug, Default)]
pub struct Flow {
    runs: Vec<(Style, String)>,
}

impl Flow {
    /// Adds `text`; what could steer the terminal is replaced.
    pub fn add(&mut self, style: Style, text: &str) -> &mut Self {
        for c in text.chars() {
            self.add_char(style, c);
        }
        self
    }

    /// Adds one character, as [`add`](Self::add).
    pub fn add_char(&mut self, style: Style, c: char) {
        let c = if c.is_whitespace() { ' ' } else { clean::safe(c) };
        match self.runs.last_mut() {
            Some((last, run)) if *last == style => run.push(c),
            _ => self.runs.push((style, c.to_string())),
        }
    }

    /// Whether nothing but space is in it.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|(_, run)| run.trim().is_empty())
    }

    /// Writes the paragraph: every line indented by `indent` columns, the
    /// first with `label` in that margin, none wider than `width` where a
    /// break can be had.
    pub fn write(&self, out: &mut String, label: (Style, &str), indent: usize, width: usize) {
        let mut lines = Lines {
            out,
            indent,
            room: width.saturating_sub(indent).max(1),
            line: Vec::new(),
            filled: 0,
            space: None,
        };
        lines.label(label);
        let mut word = Word::default();
        for (style, run) in &self.runs {
            for c in run.chars() {
                if c == ' ' {
                    lines.put(&mut word);
                    lines.space = Some(*style);
                } else {
                    // A word wider than the line is cut where the line ends.
                    let columns = c.width().unwrap_or(0);
                    if word.columns + columns > lines.room {
                        lines.put(&mut word);
                    }
                    word.push(*style, c, columns);
                }
            }
        }
        lines.put(&mut word);
        lines.end();
    }
}

/// A word, which may change its style within.
#[derive(Default)]
struct Word {
    parts: Vec<(Style, String)>,
    columns: usize,
}

impl Word {
    fn push(&mut self, style: Style, c: char, columns: usize) {
        self.columns += columns;
        append(&mut self.parts, style, c);
    }
}

fn append(parts: &mut Vec<(Style, String)>, style: Style, c: char) {
    match parts.last_mut() {
        Some((last, part)) if *last == style => part.push(c),
        _ => parts.push((style, c.to_string())),
    }
}

struct Lines<'o> {
    out: &'o mut String,
    indent: usize,
    room: usize,
    line: Vec<(Style, String)>,
    filled: usize,
    /// The style of the space since the last word, if there was one.
    space: Option<Style>,
}

impl Lines<'_> {
    fn label(&mut self, (style, label): (Style, &str)) {
        let margin = label.len() - label.trim_start().len();
        let columns = label.chars().count();
        let _ = write!(self.out, "{:margin$}{style}{}{style:#}", "", label.trim_start());
        let _ = write!(self.out, "{:1$}", "", self.indent.saturating_sub(columns));
    }

    fn put(&mut self, word: &mut Word) {
        if word.parts.is_empty() {
            return;
        }
        let gap = usize::from(self.space.is_some() && self.filled > 0);
        if self.filled > 0 && self.filled + gap + word.columns > self.room {
            self.end();
            let _ = write!(self.out, "{:1$}", "", self.indent);
        } else if let (1, Some(style)) = (gap, self.space) {
            append(&mut self.line, style, ' ');
            self.filled += 1;
        }
        self.space = None;
        for (style, part) in word.parts.drain(..) {
            self.line.push((style, part));
        }
        self.filled += std::mem::take(&mut word.columns);
    }

    /// Ends the line. Styles are closed with it, so that no underline runs
    /// into the margin.
    fn end(&mut self) {
        let mut runs = self.line.drain(..).peekable();
        while let Some((style, mut text)) = runs.next() {
            while let Some((_, more)) = runs.next_if(|(next, _)| *next == style) {
                text.push_str(&more);
            }
            let _ = write!(self.out, "{style}{text}{style:#}");
        }
        drop(runs);
        // A label alone leaves its padding behind.
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.filled = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    const PLAIN: Style = Style::new();

    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        Flow::default().add(PLAIN, text).write(&mut out, (PLAIN, "c1"), 4, width);
        out
    }

    #[test]
    fn lines_keep_within_the_width() {
        let out = wrapped("The council met at dawn and rose before noon.", 20);
        assert_eq!(out, "c1  The council met\n    at dawn and rose\n    before noon.\n");
    }

    #[test]
    fn wide_characters_count_twice() {
        let out = wrapped("条約条約条約条約 条約", 12);
        assert!(out.lines().all(|l| l.width() <= 12), "{out}");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let out = wrapped(&"x".repeat(50), 20);
        assert_eq!(out.lines().count(), 4);
        assert!(out.lines().all(|l| l.len() <= 20));
    }

    #[test]
    fn styles_end_with_their_line() {
        let underlined = Style::new().underline();
        let mut out = String::new();
        Flow::default().add(underlined, "one two three").write(&mut out, (PLAIN, ""), 2, 9);
        assert_eq!(out, "  \x1b[4mone two\x1b[0m\n  \x1b[4mthree\x1b[0m\n");
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(wrapped("", 20), "c1\n");
    }
}
