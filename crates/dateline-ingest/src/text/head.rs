//! The lines above the body, and what each of them is.

use super::dateline;
use super::line::{self, Kind};
use dateline_knowledge::Mastheads;

/// What stands above a body.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    pub(super) outlet: Option<String>,
    pub(super) section: Option<String>,
    pub(super) title: Option<String>,
    pub(super) byline: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    /// Lines under the title that are no text either: they are kept with it.
    pub(super) decks: Vec<&'t str>,
    pub(super) body: &'t str,
}

/// No head has more lines.
const LINES: usize = 14;
/// Nor so many lines of unknown meaning in one block.
const PLAIN: usize = 3;
/// Nor so many words in a headline broken into lines.
const WORDS: usize = 30;

/// Lines with where they start, in blocks parted by blank lines.
type Blocks<'t> = Vec<Vec<(usize, &'t str)>>;

impl<'t> Head<'t> {
    /// The head of `text`, which has a title already if one is `given`.
    pub(super) fn of(text: &'t str, given: Option<&str>, mastheads: &Mastheads) -> Self {
        let mut lines = Vec::new();
        let mut body = None;
        for block in blocks(text) {
            let apart = apart(&block, mastheads);
            lines
                .push(block[..apart].iter().flat_map(|(_, l)| line::parts(l, mastheads)).collect());
            if let Some((start, _)) = block.get(apart) {
                body = Some(text[*start..].trim_end());
                break;
            }
        }
        match body {
            Some(body) => Head { body, ..Head::assign(lines, given) },
            // Headline upon headline and no text: then it is all text.
            None => Head { body: text.trim(), ..Head::default() },
        }
    }

    /// Gives every line of the head its place.
    fn assign(blocks: Vec<Vec<(&'t str, Kind)>>, given: Option<&str>) -> Self {
        let mut head = Head::default();
        let mut titled = given.is_some();
        // The title goes on in the next line of its block.
        let mut open = false;
        for (b, block) in blocks.iter().enumerate() {
            for (i, (text, kind)) in block.iter().enumerate() {
                let more = block[i + 1..].iter().chain(blocks[b + 1..].iter().flatten());
                let more = more.filter(|(_, kind)| !kind.is_furniture()).count();
                let beside = |kind: &dyn Fn(&Kind) -> bool| {
                    let near = [i.checked_sub(1), Some(i + 1)];
                    near.into_iter().flatten().filter_map(|n| block.get(n)).any(|(_, k)| kind(k))
                };
                let above_section = || block.get(i + 1).is_some_and(|(_, k)| *k == Kind::Section);
                let was_open = std::mem::take(&mut open);
                match kind {
                    Kind::Byline(names) => head.byline.extend(names.iter().cloned()),
                    Kind::Published(date) if head.published.is_none() => {
                        head.published = Some(date.clone());
                    }
                    Kind::Updated(date) if head.updated.is_none() => {
                        head.updated = Some(date.clone())
                    }
                    Kind::Outlet { sure }
                        if head.outlet.is_none()
                            && (*sure
                                || !titled && more > 0
                                || titled && beside(&Kind::is_furniture)) =>
                    {
                        head.outlet = Some((*text).to_owned());
                    }
                    Kind::Section if head.section.is_none() => {
                        head.section = Some((*text).to_owned())
                    }
                    Kind::Plain
                        if head.outlet.is_none()
                            && !titled
                            && more > 1
                            && above_section()
                            && text.split_whitespace().count() <= 6 =>
                    {
                        head.outlet = Some((*text).to_owned());
                    }
                    _ if given == Some(text) => {}
                    _ if !titled => {
                        head.title = Some((*text).to_owned());
                        (titled, open) = (true, true);
                    }
                    _ => match &mut head.title {
                        Some(title) if was_open && continues(title, text) => {
                            title.push(' ');
                            title.push_str(text);
                            open = true;
                        }
                        _ => head.decks.push(text),
                    },
                }
            }
        }
        head
    }
}

/// Whether a headline that begins with `title` goes on in the line `next`.
fn continues(title: &str, next: &str) -> bool {
    let last = title.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let open = matches!(
        last.as_str(),
        "a" | "an"
            | "the"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "by"
            | "with"
            | "and"
            | "or"
            | "as"
            | "after"
            | "over"
            | "into"
            | "its"
            | "his"
            | "her"
            | "their"
            | "is"
            | "are"
            | "be"
            | "will"
    );
    open || next.starts_with(char::is_lowercase)
}

/// How many of the block's first lines stand apart from the text: all, or
/// those down to a byline, a date, or the line above a dateline.
fn apart(block: &[(usize, &str)], mastheads: &Mastheads) -> usize {
    let kinds: Vec<Vec<Kind>> = block
        .iter()
        .map(|(_, l)| line::parts(l, mastheads).into_iter().map(|(_, kind)| kind).collect())
        .collect();
    let goes_on =
        |i: usize| i > 0 && continues("", block[i].1) && line::may_be_headline(&upper(block[i].1));
    let is_text = |i: usize| kinds[i].contains(&Kind::Body) && !goes_on(i);
    let text = (0..block.len()).find(|i| is_text(*i)).unwrap_or(block.len());
    let plain =
        kinds.iter().flatten().filter(|kind| matches!(kind, Kind::Plain | Kind::Body)).count();
    let broken = (0..text).any(goes_on);
    let words = block.iter().flat_map(|(_, line)| line.split_whitespace()).take(WORDS + 1).count();
    if text == block.len() && plain <= PLAIN && (!broken || words <= WORDS) {
        return text;
    }
    if text > 0 && block.get(text).is_some_and(|(_, l)| dateline::parse(l.trim_start()).is_some()) {
        return text;
    }
    kinds[..text]
        .iter()
        .rposition(|parts| parts.iter().all(Kind::is_furniture))
        .map_or(0, |i| i + 1)
}

/// The line as it would be at the beginning of a headline.
fn upper(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The first blocks of `text`, as far as a head may reach and a block further.
fn blocks(text: &str) -> Blocks<'_> {
    let each_line = lines_are_paragraphs(text);
    let mut blocks: Blocks = vec![Vec::new()];
    let mut start = 0;
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            if let Some(block) = blocks.last_mut() {
                block.push((start, line.trim_end()));
            }
            count += 1;
        }
        if (each_line || line.trim().is_empty()) && blocks.last().is_some_and(|b| !b.is_empty()) {
            blocks.push(Vec::new());
        }
        if count > LINES {
            break;
        }
        start += line.len();
    }
    blocks
}

/// Whether a text without blank lines has a paragraph a line: no line begins
/// within a sentence and, once the text has begun, most end one. Otherwise it
/// is a paragraph broken into lines.
fn lines_are_paragraphs(text: &str) -> bool {
    let (mut lines, mut ends) = (0, 0);
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() || line.starts_with(char::is_lowercase) {
            return false;
        }
        let end = line.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?']);
        if !end && ends == 0 && continues(line, "") {
            return false;
        }
        ends += usize::from(end);
        lines += usize::from(ends > 0);
    }
    ends > 1 && ends * 5 >= lines * 4
}
