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

/// A line of the head, or a part of one.
struct Line<'t> {
    block: usize,
    text: &'t str,
    kind: Kind,
}

impl<'t> Head<'t> {
    /// The head of `text`, which has a title already if one is `given`.
    pub(super) fn of(text: &'t str, given: Option<&str>, mastheads: &Mastheads) -> Self {
        let mut lines = Vec::new();
        let blocks = blocks(text);
        for (n, block) in blocks.iter().enumerate() {
            let next = blocks.get(n + 1).and_then(|next| next.first());
            let above_dateline = || {
                let [(_, line)] = block[..] else { return false };
                let is_dateline = |line| dateline::parse(line, mastheads).is_some();
                line::is_short(line)
                    && !is_dateline(line)
                    && next.is_some_and(|(_, l)| is_dateline(l))
            };
            // Whatever its form: "Accord signed." over "HAVANA (Reuters) -".
            let apart = if above_dateline() { 1 } else { apart(block, mastheads) };
            let parts = block[..apart].iter().flat_map(|(_, line)| line::parts(line, mastheads));
            lines.extend(parts.map(|(text, kind)| Line { block: n, text, kind }));
            if let Some((start, _)) = block.get(apart) {
                let body = text[*start..].trim_end();
                return Head { body, ..Head::assign(&lines, given) };
            }
        }
        // Headline upon headline and no text: then it is all text.
        Head { body: text.trim(), ..Head::default() }
    }

    /// Gives every line of the head its place.
    fn assign(lines: &[Line<'t>], given: Option<&str>) -> Self {
        let mut head = Head::default();
        for (i, line) in lines.iter().enumerate() {
            let text = line.text;
            let titled = given.or(head.title.as_deref()).is_some();
            match &line.kind {
                Kind::Byline(names) => head.byline.extend(names.iter().cloned()),
                Kind::Published(date) if head.published.is_none() => {
                    head.published = Some(date.clone());
                }
                Kind::Updated(date) if head.updated.is_none() => head.updated = Some(date.clone()),
                Kind::Section if head.section.is_none() => head.section = Some(text.to_owned()),
                _ if head.outlet.is_none() && is_outlet(lines, i, titled) => {
                    head.outlet = Some(text.to_owned());
                }
                _ if given == Some(text) => {}
                _ if !titled => head.title = Some(text.to_owned()),
                _ => match &mut head.title {
                    Some(title) if goes_on(title, &lines[i - 1], line) => {
                        title.push(' ');
                        title.push_str(text);
                    }
                    _ => head.decks.push(text),
                },
            }
        }
        head
    }
}

/// Whether line `i` names the outlet: by its words, if a title follows or the
/// byline or date stands beside it; or because a section stands under it.
fn is_outlet(lines: &[Line], i: usize, titled: bool) -> bool {
    let line = &lines[i];
    let meant = lines[i + 1..].iter().filter(|line| !line.kind.is_furniture()).count();
    let next = lines.get(i + 1).filter(|next| next.block == line.block);
    let last = i.checked_sub(1).map(|i| &lines[i]).filter(|last| last.block == line.block);
    match line.kind {
        Kind::Outlet { sure: true } => true,
        Kind::Outlet { sure: false } if titled => {
            last.into_iter().chain(next).any(|line| line.kind.is_furniture())
        }
        Kind::Outlet { sure: false } => meant > 0,
        Kind::Plain => {
            let above_section = next.is_some_and(|next| next.kind == Kind::Section);
            !titled && meant > 1 && above_section && line.text.split_whitespace().count() <= 6
        }
        _ => false,
    }
}

/// Whether `line` belongs to the `title` that ends with the line before.
fn goes_on(title: &str, before: &Line, line: &Line) -> bool {
    before.block == line.block && title.ends_with(before.text) && continues(title, line.text)
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
    let wrapped =
        |i: usize| i > 0 && continues("", block[i].1) && line::may_be_headline(&upper(block[i].1));
    let is_text = |i: usize| kinds[i].contains(&Kind::Body) && !wrapped(i);
    let text = (0..block.len()).find(|i| is_text(*i)).unwrap_or(block.len());
    let plain =
        kinds.iter().flatten().filter(|kind| matches!(kind, Kind::Plain | Kind::Body)).count();
    let broken = (0..text).any(wrapped);
    let words = block.iter().flat_map(|(_, line)| line.split_whitespace()).take(WORDS + 1).count();
    if text == block.len() && plain <= PLAIN && (!broken || words <= WORDS) {
        return text;
    }
    if text > 0 && block.get(text).is_some_and(|(_, l)| dateline::parse(l, mastheads).is_some()) {
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
