//! Sentences longer than the encoder's window, cut at clause boundaries.

use std::ops::Range;

/// Words that open a clause or another member of a list.
const OPENERS: [&str; 12] = [
    "and", "or", "but", "because", "while", "although", "that", "which", "who", "when", "where",
    "if",
];

/// Cuts words into parts of at most `most` pieces, at the boundary nearest to
/// the middle of that length. No word has more than `most` pieces.
pub(crate) fn parts(words: &[&str], pieces: &[usize], most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    loop {
        // How far a part from here may reach, and the best place to end it.
        let (mut end, mut sum) = (start, 0);
        let mut best: Option<(usize, usize)> = None;
        while end < words.len() && sum + pieces[end] <= most {
            sum += pieces[end];
            end += 1;
            let far = sum.abs_diff(most / 2);
            if is_boundary(words, end) && best.is_none_or(|(least, _)| far < least) {
                best = Some((far, end));
            }
        }
        if end >= words.len() {
            parts.push(start..words.len());
            return parts;
        }
        // Never stuck, whatever the counts.
        let cut = best.map_or(end, |(_, cut)| cut).max(start + 1);
        parts.push(start..cut);
        start = cut;
    }
}

/// Whether a clause may end before word `at`: after punctuation that no other
/// follows, or before an opener.
fn is_boundary(words: &[&str], at: usize) -> bool {
    let Some(next) = words.get(at) else { return true };
    let opens = OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(next));
    !is_punctuation(next) && (opens || at.checked_sub(1).is_some_and(|i| is_punctuation(words[i])))
}

fn is_punctuation(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_at_the_boundary_nearest_the_middle() {
        let words = ["a", ",", "b", "c", "d", "and", "e", "f", "g", "h", "i", "j"];
        let parts = parts(&words, &[1; 12], 10);
        assert_eq!(parts, [0..5, 5..12]);
    }

    #[test]
    fn short_sentences_stay_whole() {
        let whole = |words: &[&str]| parts(words, &vec![1; words.len()], 2);
        assert!(matches!(whole(&["a", "b"])[..], [Range { start: 0, end: 2 }]));
        assert!(matches!(whole(&[])[..], [Range { start: 0, end: 0 }]));
    }

    proptest! {
        #[test]
        fn nothing_is_dropped_and_nothing_too_long(
            words in prop::collection::vec(("(a|,|and|x1)", 1usize..8), 0..300)
        ) {
            let (words, pieces): (Vec<String>, Vec<usize>) = words.into_iter().unzip();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let parts = parts(&words, &pieces, 30);
            prop_assert_eq!(parts[0].start, 0);
            prop_assert_eq!(parts[parts.len() - 1].end, words.len());
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
            for part in parts {
                prop_assert!(pieces[part].iter().sum::<usize>() <= 30);
            }
        }
    }
}
