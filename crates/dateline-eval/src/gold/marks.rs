//! Sentences with `<s>` and `<t>` around the source's and the target's words.

use std::ops::Range;

/// A sentence and the places that were marked in it, in code points.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unmarked {
    pub text: String,
    pub sources: Vec<Range<usize>>,
    pub targets: Vec<Range<usize>>,
}

/// Takes the marks out of `marked`.
pub(crate) fn unmark(marked: &str) -> Result<Unmarked, String> {
    let mut plain = Unmarked::default();
    let mut at = 0; // code points of the plain text
    let mut open: Option<(char, usize)> = None;
    let mut rest = marked;
    while let Some(next) = rest.chars().next() {
        if let Some(mark) = ["<s>", "<t>"].into_iter().find(|mark| rest.starts_with(*mark)) {
            if open.is_some() {
                return Err("`marked` has a mark within a mark".to_owned());
            }
            open = mark.chars().nth(1).map(|side| (side, at));
            rest = &rest[mark.len()..];
        } else if rest.starts_with("</s>") || rest.starts_with("</t>") {
            let side = rest.chars().nth(2);
            match open.take() {
                Some((opened, start)) if Some(opened) == side => match opened {
                    's' => plain.sources.push(start..at),
                    _ => plain.targets.push(start..at),
                },
                _ => return Err("`marked` closes a mark that is not open".to_owned()),
            }
            rest = &rest[4..];
        } else {
            plain.text.push(next);
            at += 1;
            rest = &rest[next.len_utf8()..];
        }
    }
    if open.is_some() {
        return Err("`marked` leaves a mark open".to_owned());
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_point_into_the_text_without_them() {
        let plain = unmark("«<t>The mayor</t>» fled <s>them</s>, a<b.").unwrap();
        assert_eq!(plain.text, "«The mayor» fled them, a<b.");
        assert_eq!(plain.targets.first(), Some(&(1..10)));
        assert_eq!(plain.sources.first(), Some(&(17..21)));
    }

    #[test]
    fn marks_that_do_not_pair_are_refused() {
        for marked in ["<s>x", "x</s>", "<s>x</t>", "<s>x<t>y</t></s>"] {
            assert!(unmark(marked).is_err(), "{marked}");
        }
    }
}
