//! The words of a search, lit where they stand in a sentence.

use super::text::first_words;
use maud::{Markup, html};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word that is looked for; the beginning of one, if `more` may follow.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    folded: String,
    more: bool,
}

/// What is looked for: words and, in quotes, phrases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found(Vec<Vec<Word>>);

impl Found {
    /// Of a search as a person writes it, if there is one.
    pub(crate) fn of(search: &Option<String>) -> Self {
        let mut phrases = Vec::new();
        for (i, piece) in search.as_deref().unwrap_or_default().split('"').enumerate() {
            if i % 2 == 1 {
                phrases.push(words(piece));
            } else {
                phrases.extend(piece.split_whitespace().map(|word| {
                    let mut phrase = words(word);
                    if let (true, Some(last)) = (word.ends_with('*'), phrase.last_mut()) {
                        last.more = true;
                    }
                    phrase
                }));
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        Self(phrases)
    }

    /// The beginning of `text`, with what was looked for marked.
    pub(crate) fn lit(&self, text: &str, limit: usize) -> Markup {
        let text = first_words(text, limit);
        let mut pieces = Vec::new();
        let mut end = 0;
        for (start, stop) in self.places(&text) {
            pieces.push((&text[end..start], &text[start..stop]));
            end = stop;
        }
        html! {
            @for (before, lit) in pieces { (before) mark { (lit) } }
            (&text[end..])
        }
    }

    /// Where it stands: bytes, in order, none within another.
    fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let there = pieces(text);
        let mut places = Vec::new();
        let mut at = 0;
        while at < there.len() {
            let fits = |phrase: &&Vec<Word>| {
                let here = there.get(at..at + phrase.len());
                here.is_some_and(|here| here.iter().zip(*phrase).all(|(h, w)| w.is(&h.2)))
            };
            match self.0.iter().filter(fits).map(Vec::len).max() {
                Some(len) => {
                    places.push((there[at].0, there[at + len - 1].1));
                    at += len;
                }
                None => at += 1,
            }
        }
        places
    }
}

impl Word {
    fn is(&self, word: &str) -> bool {
        if self.more { word.starts_with(&self.folded) } else { word == self.folded }
    }
}

fn words(text: &str) -> Vec<Word> {
    pieces(text).into_iter().map(|(_, _, folded)| Word { folded, more: false }).collect()
}

/// Words of a text as the index cuts them: letters and digits, without case
/// and accents, with their places.
fn pieces(text: &str) -> Vec<(usize, usize, String)> {
    let mut pieces = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_alphanumeric() || is_combining_mark(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                pieces.push((from, at, fold(&text[from..at])));
                start = None;
            }
            _ => {}
        }
    }
    pieces
}

fn fold(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_beginnings_are_lit() {
        let lit = |search: &str, text: &str| {
            Found::of(&Some(search.to_owned())).lit(text, 200).into_string()
        };
        assert_eq!(
            lit("boats", "Patrol boats <b> Boats"),
            "Patrol <mark>boats</mark> &lt;b&gt; <mark>Boats</mark>"
        );
        assert_eq!(
            lit("\"patrol boats\"", "boats; patrol boats"),
            "boats; <mark>patrol boats</mark>"
        );
        assert_eq!(lit("deliver*", "It delivered."), "It <mark>delivered</mark>.");
        assert_eq!(lit("communique", "A Communiqué"), "A <mark>Communiqué</mark>");
        assert_eq!(lit("U.S.", "the U.S. and us"), "the <mark>U.S</mark>. and us");
        assert_eq!(Found::of(&None).lit("plain", 9).into_string(), "plain");
        assert_eq!(lit("\" *", "plain * \""), "plain * &quot;");
    }
}
