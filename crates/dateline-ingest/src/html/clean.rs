//! What stands in an article and is none of it.

use crate::stamps;
use crate::text::byline;
use std::collections::HashSet;

/// How paragraphs begin that lead elsewhere.
const ELSEWHERE: [&str; 30] = [
    "advertisement",
    "read more",
    "read also",
    "also read",
    "related:",
    "related stories",
    "see also",
    "sign up",
    "subscribe to",
    "follow us",
    "share this",
    "click here",
    "listen to this article",
    "watch:",
    "download our",
    "join our",
    "recommended",
    "more on this",
    "more from",
    "get the latest",
    "most read",
    "story continues below",
    "article continues below",
    "continue reading",
    "skip to",
    "copyright ©",
    "© ",
    "all rights reserved",
    "print this",
    "loading",
];
/// Longer paragraphs are text, however they begin.
const SHORT: usize = 140;
/// Repeats of anything shorter are no accident.
const REPEAT: usize = 25;

/// Drops from `paragraphs` the title, lines that are but byline or date, what
/// leads elsewhere, and what stood before. Hands back the names of a byline and
/// the dates met.
pub(super) fn clean(
    paragraphs: &mut Vec<String>,
    title: Option<&str>,
    is_role: impl Fn(&str) -> bool,
) -> (Vec<String>, Vec<String>) {
    let (mut names, mut dated) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    let mut at = 0;
    let folded = title.map(fold);
    paragraphs.retain(|paragraph| {
        at += 1;
        let head = at <= 6;
        if paragraph.len() > REPEAT && !seen.insert(paragraph.clone()) {
            return false;
        }
        if paragraph.len() > SHORT {
            return true;
        }
        if head && folded.as_ref().is_some_and(|title| *title == fold(paragraph)) {
            return false;
        }
        if let Some(found) = byline::parse(paragraph, &is_role).filter(|_| head) {
            names.extend(found);
            return false;
        }
        if let Some(date) = stamps::labelled(paragraph).filter(|_| head) {
            dated.push(date);
            return false;
        }
        let low = paragraph.to_lowercase();
        let leads = ELSEWHERE.iter().any(|start| low.starts_with(start));
        // "Read more than once": a sentence is one, however it begins.
        let sentence = paragraph.ends_with('.') && paragraph.len() > 60;
        !(leads && !sentence || is_reading_time(&low))
    });
    (names, dated)
}

/// "4 min read"
fn is_reading_time(low: &str) -> bool {
    let words: Vec<&str> = low.split_whitespace().collect();
    matches!(words[..], [n, "min" | "mins" | "minute" | "minutes", "read"] if n.parse::<u32>().is_ok())
}

/// For comparing titles: letters and digits only.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_goes_and_text_stays() {
        let text = "The port opened on Monday after a long delay, the harbour office said.";
        let mut paragraphs: Vec<String> = [
            "Port open!",
            "By Jane Doe",
            "Published 3 May 2024",
            text,
            "Read more: Ferries run",
            "Read more than one book a year and you are a rare person, a study finds.",
            "4 min read",
            text,
            "Yes.",
            "Yes.",
        ]
        .map(str::to_owned)
        .to_vec();
        let (names, dates) = clean(&mut paragraphs, Some("Port open"), |_| false);
        assert_eq!((names, dates), (vec!["Jane Doe".to_owned()], vec!["2024-05-03".to_owned()]));
        assert_eq!(paragraphs.len(), 4, "{paragraphs:?}");
        assert_eq!(paragraphs[0], text);
    }
}
