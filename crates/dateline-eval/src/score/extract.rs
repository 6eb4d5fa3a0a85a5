//! Texts and fields of pages, as trafilatura's own evaluation scores them.
//!
//! Each string that a text should hold counts as found or missed, each that it
//! should not as let in or kept out. Titles and names are compared by their
//! letters and digits, dates by their day.

use crate::gold::pages::Page;
use crate::outcome::Case;
use crate::score::tally::{Scores, Share, Tally};
use dateline_core::Report;

/// Counts over pages.
#[derive(Debug, Default)]
pub(crate) struct Scorer {
    text: Tally,
    /// Strings that are where they should be, or not where they should not.
    strings: Share,
    title: Share,
    date: Share,
    author: Tally,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Scores a page; `ours` is `None` if nothing could be read.
    pub fn add(&mut self, page: &Page, ours: Option<&Report>) {
        let text = ours.map_or("", |report| &report.text);
        // What the gold says and what we say, where they differ.
        let mut wrong: Vec<(String, String)> = Vec::new();
        for wanted in &page.with {
            let found = text.contains(wanted.as_str());
            self.text.wanted(found, 1.0);
            self.strings.add(found);
            if found {
                self.text.found(true, 1.0);
            } else {
                wrong.push((format!("with {wanted}"), "missing".to_owned()));
            }
        }
        for unwanted in &page.without {
            let let_in = text.contains(unwanted.as_str());
            self.strings.add(!let_in);
            if let_in {
                self.text.found(false, 1.0);
                wrong.push((format!("without {unwanted}"), "there".to_owned()));
            }
        }
        if let Some(title) = &page.title {
            let our = ours.and_then(|report| report.title.as_deref()).unwrap_or_default();
            let right = fold(our) == fold(title);
            self.title.add(right);
            wrong.extend((!right).then(|| (format!("title {title}"), format!("title {our}"))));
        }
        if let Some(date) = &page.date {
            let our = ours.and_then(|report| report.published_at.as_deref()).unwrap_or_default();
            let right = our.get(..10) == date.get(..10);
            self.date.add(right);
            wrong.extend((!right).then(|| (format!("date {date}"), format!("date {our}"))));
        }
        if !page.author.is_empty() {
            let our = ours.map_or(&[][..], |report| &report.byline);
            let (gold, found) = (folded(&page.author), folded(our));
            gold.iter().for_each(|name| self.author.wanted(found.contains(name), 1.0));
            found.iter().for_each(|name| self.author.found(gold.contains(name), 1.0));
            let told = (format!("by {}", page.author.join(", ")), format!("by {}", our.join(", ")));
            wrong.extend((gold != found).then_some(told));
        }
        if !wrong.is_empty() {
            let badness = wrong.len() as f64;
            let (gold, ours): (Vec<_>, Vec<_>) = wrong.into_iter().unzip();
            let text = format!("{} {}", page.file, page.url);
            self.cases.push(Case { text, gold: gold.join("; "), ours: ours.join("; "), badness });
        }
    }

    /// All scores.
    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        scores.tally("text", &self.text);
        scores.tally("author", &self.author);
        scores.share("text.accuracy", &self.strings);
        scores.share("title.accuracy", &self.title);
        scores.share("date.accuracy", &self.date);
        scores
    }
}

fn folded(names: &[String]) -> Vec<String> {
    names.iter().map(|name| fold(name)).collect()
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_counted_as_trafilatura_does() {
        let strings = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let page = Page {
            with: strings(&["port opened", "ferry"]),
            without: strings(&["cookie", "sport"]),
            title: Some("Port opens!".to_owned()),
            author: strings(&["Jane Doe"]),
            date: Some("2024-05-01".to_owned()),
            ..Page::default()
        };
        let mut report = Report::of_text("The port opened. Accept the cookie.");
        report.title = Some("Port opens".to_owned());
        report.byline = strings(&["jane doe", "John Roe"]);
        report.published_at = Some("2024-05-01T10:00Z".to_owned());
        let mut scorer = Scorer::default();
        scorer.add(&page, Some(&report));
        let map = scorer.scores().into_map();
        assert_eq!((map["text.precision"], map["text.recall"]), (0.5, 0.5));
        assert_eq!((map["author.precision"], map["author.recall"]), (0.5, 1.0));
        assert_eq!((map["title.accuracy"], map["date.accuracy"]), (1.0, 1.0));
        scorer.add(&page, None);
        assert_eq!(scorer.scores().into_map()["text.recall"], 0.25);
    }
}
