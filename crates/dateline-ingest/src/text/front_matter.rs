//! What the user wrote above a text: lines `Key: value`, with or without the
//! fences (`---`) of Markdown.

use super::byline;
use dateline_knowledge::{MastheadWord, Mastheads};

/// The values given.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) section: Option<String>,
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
    pub(super) byline: Vec<String>,
    pub(super) dateline: Option<String>,
    pub(super) language: Option<String>,
    /// Whether any key has been taken.
    others: bool,
}

/// Longest front matter between fences, in lines.
const FENCED: usize = 60;

/// The values above `text` and the text below them. Between fences, keys that
/// mean nothing to us are dropped; without, they end the front matter.
pub(super) fn parse<'t>(text: &'t str, mastheads: &Mastheads) -> (Given, &'t str) {
    let mut given = Given::default();
    let trimmed = text.trim_start();
    if let Some((inside, rest)) = fenced(trimmed) {
        for (key, value) in inside.lines().filter_map(|line| line.split_once(':')) {
            given.take(key, value, mastheads);
        }
        return (given, rest);
    }
    let mut rest = trimmed;
    while let (line, after) = rest.split_once('\n').unwrap_or((rest, ""))
        && let Some((key, value)) = line.split_once(':')
        && given.take(key, value, mastheads)
    {
        rest = after;
    }
    (given, rest)
}

/// What stands between the fences, if all of it looks like front matter, and
/// what follows.
fn fenced(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("---\n")?;
    let mut end = 0;
    for line in inner.split_inclusive('\n').take(FENCED) {
        if line.trim_end() == "---" {
            return Some((&inner[..end], &inner[end + line.len()..]));
        }
        let key = line.split_once(':').map_or("", |(key, _)| key);
        let is_key = !key.is_empty() && key.split_whitespace().count() == 1;
        let is_item = line.starts_with([' ', '-', '#']) || line.trim().is_empty();
        if !is_key && !is_item {
            return None;
        }
        end += line.len();
    }
    None
}

impl Given {
    /// Keeps the value if the key is known, new and not empty.
    fn take(&mut self, key: &str, value: &str, mastheads: &Mastheads) -> bool {
        let value = value.trim();
        let quoted = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
        let value = quoted.unwrap_or(value);
        if value.is_empty() || key.len() > 20 {
            return false;
        }
        let slot = match key.trim().to_lowercase().as_str() {
            "title" | "headline" => &mut self.title,
            "outlet" | "publisher" => &mut self.outlet,
            "section" => &mut self.section,
            "date" | "published_at" => &mut self.date,
            // Above everything else it is a line of the page itself.
            "published" if self.others => &mut self.date,
            "url" | "link" => &mut self.url,
            "dateline" => &mut self.dateline,
            "language" | "lang" => &mut self.language,
            "by" | "byline" | "author" | "authors" => {
                let list = value.trim_start_matches('[').trim_end_matches(']');
                let names = byline::parse(&format!("By {list}"), |word| {
                    mastheads.is(MastheadWord::Role, word)
                });
                let new = self.byline.is_empty();
                if new {
                    self.byline = names.unwrap_or_else(|| vec![value.to_owned()]);
                    self.others = true;
                }
                return new;
            }
            _ => return false,
        };
        let new = slot.is_none();
        if new {
            *slot = Some(value.to_owned());
            self.others = true;
        }
        new
    }
}
