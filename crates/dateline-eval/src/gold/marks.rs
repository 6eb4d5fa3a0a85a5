//! Sentences with `<s>` and `<t>` around the source's and the target's words.

use std::ops::Range;

/// A sentence and the places that were marked in it, in code points.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unmarked {
    pub text: String,
    pub sources: Vec<Range<usize>>,
    pub targets: Vec<Range<usize>>,
}

/// Takes the marks out of `marked`. The two sides may lie within each other.
pub(crate) fn unmark(marked: &str) -> Result<Unmarked, String> {
    let mut plain = Unmarked::default();
    let mut at = 0; // code points of the plain text
    let (mut source, mut target) = (None, None);
    let mut rest = marked;
    while let Some(next) = rest.chars().next() {
        let mark = ["<s>", "<t>", "</s>", "</t>"].into_iter().find(|mark| rest.starts_with(mark));
        rest = &rest[mark.map_or(next.len_utf8(), str::len)..];
        let Some(mark) = mark else {
            plain.text.push(next);
            at += 1;
            continue;
        };
        let (open, places) = match mark {
            "<s>" | "</s>" => (&mut source, &mut plain.sources),
            _ => (&mut target, &mut plain.targets),
        };
        match (mark.starts_with("</"), open.take()) {
            (false, None) => *open = Some(at),
            (true, Some(start)) => places.push(start..at),
            _ => return Err(format!("`marked` has a `{mark}` too many")),
        }
    }
    match (source, target) {
        (None, None) => Ok(plain),
        _ => Err("`marked` leaves a mark open".to_owned()),
    }
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
    fn one_side_may_lie_within_the_other() {
        let plain = unmark("<s><t>Peruvian</t> pilots</s> flew.").unwrap();
        assert_eq!(plain.sources.first(), Some(&(0..15)));
        assert_eq!(plain.targets.first(), Some(&(0..8)));
    }

    #[test]
    fn marks_that_do_not_pair_are_refused() {
        for marked in ["<s>x", "x</s>", "<s>x</t>", "<s>x<s>y</s></s>"] {
            assert!(unmark(marked).is_err(), "{marked}");
        }
    }
}
