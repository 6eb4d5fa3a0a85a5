//! Comparing words, whatever the blanks between them.

/// The words with single blanks, without the full stop or comma that may end
/// the clause around them: whether it belongs to the words is nobody's concern.
pub(super) fn plain(words: &str) -> String {
    let blank = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match blank.trim_matches([' ', ',', '.', ';', ':']) {
        // A colon can be a cue.
        "" => blank,
        words => words.to_owned(),
    }
}

/// Whether two wordings are the same words.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Whether `words` stand in `text`: whole words, so that there is no "he" in
/// "she", but there may be quotation marks beside them.
pub(super) fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (plain(text), plain(words));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let cut =
        |left: &str, right: &str| letter(left.chars().next_back()) && letter(right.chars().next());
    let mut places = text.match_indices(&words);
    !words.is_empty()
        && places.any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + words.len()..]);
            !cut(before, &words) && !cut(&words, after)
        })
}

/// How much two wordings share: the words of both among the words of either,
/// as often as they occur. 1 where neither has any.
pub(super) fn shared(a: &str, b: &str) -> f64 {
    let (a, b) = (bag(a), bag(b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both as f64 / (a.len() + b.len() - both) as f64
}

/// The words in order of the alphabet.
fn bag(words: &str) -> Vec<String> {
    let mut bag: Vec<String> = words.split_whitespace().map(plain).collect();
    bag.sort_unstable();
    bag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_the_stop_at_the_end_do_not_count() {
        assert!(same_words("that it\n\nrained.", "that it rained"));
        assert!(!same_words("“It rained,”", "It rained"));
        assert!(holds("He said\nit rained.", "said it"));
        assert!(holds("He said “it”.", "it"));
        assert!(!holds("She said it.", "he"));
        assert!(holds("Ada: It rained.", ":") && !same_words(":", ","));
        assert!(!holds("He said it.", ""));
    }

    #[test]
    fn shared_words_are_a_share_of_all() {
        assert_eq!(shared("a b b", "b c b"), 0.5);
        assert_eq!(shared("", ""), 1.0);
        assert_eq!(shared("a", ""), 0.0);
    }
}
