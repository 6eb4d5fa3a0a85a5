//! Which words stand between quotation marks, in the plain way that the model
//! was trained with (`training/attribution.py`): an opening mark begins, a
//! closing one ends, a straight one does either, a paragraph begins outside.

use crate::Document;

/// For each token whether it is quoted; the marks themselves are.
pub(crate) fn quoted(document: &Document) -> Vec<bool> {
    let mut marked = Vec::with_capacity(document.tokens.len());
    let (mut inside, mut paragraph) = (false, 0);
    for sentence in &document.sentences {
        if sentence.paragraph != paragraph {
            (inside, paragraph) = (false, sentence.paragraph);
        }
        for token in &document.tokens[sentence.tokens.clone()] {
            match token.span.of(&document.text) {
                "“" | "«" | "„" => inside = true,
                "\"" if !inside => inside = true,
                "”" | "»" | "\"" => {
                    inside = false;
                    marked.push(true);
                    continue;
                }
                _ => {}
            }
            marked.push(inside);
        }
    }
    marked
}
