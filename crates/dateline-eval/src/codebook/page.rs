//! From a page's text to its examples: block quotes and the lists under them.

use super::item::is_item;
use super::words::holds;
use super::{Example, Expect, Item};

/// A line, and what is wrong on it.
type Problem = (usize, String);

/// Where we are on the page.
#[derive(Default)]
struct State {
    examples: Vec<Example>,
    /// The block quote being read, with the line it began on.
    quote: Option<(usize, String)>,
    /// Whether the last example can still get items.
    open: bool,
    /// Whether the line above was an item.
    after_item: bool,
}

/// The examples of a page.
pub(super) fn parse(text: &str) -> Result<Vec<Example>, Problem> {
    let mut state = State::default();
    for (i, line) in text.lines().enumerate() {
        state.line(i + 1, line.trim_end())?;
    }
    state.end_quote();
    state.end_example()?;
    Ok(state.examples)
}

impl State {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Problem> {
        let after_item = std::mem::take(&mut self.after_item);
        if let Some(words) = line.strip_prefix('>') {
            self.quoted(number, words.trim())?;
        } else if let Some(item) = line.strip_prefix("- ") {
            self.end_quote();
            self.item(number, item.trim())?;
        } else if line.is_empty() {
            // A blank line may stand between a quote and its list.
            self.end_quote();
        } else if after_item {
            return Err((number, "an item stands on one line; part prose from it".to_owned()));
        } else {
            self.end_quote();
            self.end_example()?;
        }
        Ok(())
    }

    fn quoted(&mut self, number: usize, words: &str) -> Result<(), Problem> {
        if self.quote.is_none() {
            self.end_example()?;
        }
        let (_, text) = self.quote.get_or_insert_with(|| (number, String::new()));
        match words {
            "" => text.push_str("\n\n"),
            _ if text.is_empty() || text.ends_with('\n') => text.push_str(words),
            _ => {
                text.push(' ');
                text.push_str(words);
            }
        }
        Ok(())
    }

    fn end_quote(&mut self) {
        if let Some((line, text)) = self.quote.take() {
            let text = text.trim().to_owned();
            self.examples.push(Example {
                line,
                text,
                published: None,
                items: Vec::new(),
                known_failure: None,
            });
            self.open = true;
        }
    }

    fn end_example(&mut self) -> Result<(), Problem> {
        match self.examples.last() {
            Some(last) if self.open && last.items.is_empty() => {
                Err((last.line, "nothing is expected of this example".to_owned()))
            }
            _ => {
                self.open = false;
                Ok(())
            }
        }
    }

    fn item(&mut self, number: usize, written: &str) -> Result<(), Problem> {
        let example = match self.examples.last_mut() {
            Some(example) if self.open => example,
            // A list in the prose.
            _ if !is_item(written) => return Ok(()),
            _ => return Err((number, "no example stands above this item".to_owned())),
        };
        self.after_item = true;
        if let Some(day) = written.strip_prefix("published:") {
            example.published = Some(day.trim().to_owned());
            return Ok(());
        }
        if let Some(reason) = written.strip_prefix("known failure") {
            let reason = reason.trim_start_matches(':').trim();
            if reason.is_empty() {
                return Err((number, "a known failure needs its reason".to_owned()));
            }
            example.known_failure = Some(reason.to_owned());
            return Ok(());
        }
        let expect = Expect::parse(written).map_err(|problem| (number, problem))?;
        if let Some(words) = expect.words().find(|words| !holds(&example.text, words)) {
            return Err((number, format!("`{words}` does not stand in the example")));
        }
        example.items.push(Item { written: written.to_owned(), expect });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Page;

    #[test]
    fn a_quote_is_a_report_and_the_list_under_it_its_items() {
        let page = "# Title\n\nProse.\n\n> Iran agreed\n> to talk.\n>\n> It rained.\n\n- event: AGREE; IRN; occurred\n- not: COERCE\n\n- a list in the prose is one of the items\n";
        // The last line is no item, and it stands where one is expected.
        let (line, problem) = parse(page).unwrap_err();
        assert_eq!(line, 13, "{problem}");
        let page = page.replace("- a list", "A list");
        let examples = parse(&page).unwrap();
        assert_eq!(examples.len(), 1);
        assert_eq!(examples[0].line, 5);
        assert_eq!(examples[0].text, "Iran agreed to talk.\n\nIt rained.");
        let written: Vec<_> = examples[0].items.iter().map(|i| i.written.as_str()).collect();
        assert_eq!(written, ["event: AGREE; IRN; occurred", "not: COERCE"]);
    }

    #[test]
    fn two_quotes_are_two_reports() {
        let page =
            "> It rained.\n- no event\n\n> It snowed.\r\n- no claim\r\n- known failure: snow\r\n";
        let examples = parse(page).unwrap();
        assert_eq!(examples.len(), 2);
        assert_eq!(examples[1].known_failure.as_deref(), Some("snow"));
        assert_eq!(examples[1].text, "It snowed.");
    }

    #[test]
    fn lists_in_the_prose_are_prose() {
        assert_eq!(parse("- one\n- `event`: two\n").unwrap(), []);
    }

    #[test]
    fn what_is_malformed_is_named_by_page_and_line() {
        for (page, line, problem) in [
            ("# T\n\n> It rained.\n\nProse.\n", 3, "nothing is expected"),
            ("> It rained.\n", 1, "nothing is expected"),
            ("> It rained.\n> It poured.\n\n> Snow.\n- no event\n", 1, "nothing is expected"),
            ("> It rained.\n- known failure: rain\n", 1, "nothing is expected"),
            ("> It rained.\n- no event\n- known failure\n", 3, "needs its reason"),
            ("> It rained.\n- no event\n  at all\n", 3, "stands on one line"),
            ("Prose.\n\n- no event\n", 3, "no example stands above"),
            ("Prose.\n\n- known failure: x\n", 3, "no example stands above"),
            ("- event: DANCE\n", 1, "no example stands above"),
            ("> It rained.\n- claim: she | said | it rained\n", 2, "`she` does not stand"),
            ("> It rained.\n- no event\n- storm\n", 3, "`storm` is no item"),
        ] {
            let error = Page::parse("claims/x.md", page).unwrap_err().to_string();
            let place = format!("claims/x.md, line {line}: ");
            assert!(error.starts_with(&place) && error.contains(problem), "{error}");
        }
    }

    #[test]
    fn pages_count_under_their_folder() {
        let folder =
            |name: &str| Page { name: name.to_owned(), examples: vec![] }.folder().to_owned();
        assert_eq!(folder("claims/direct.md"), "claims");
        assert_eq!(folder("status.md"), "status");
    }
}
