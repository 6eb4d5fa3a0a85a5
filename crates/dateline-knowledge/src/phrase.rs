//! Words of a table as they are looked for in a text: piece by piece, with the
//! capitals that tell a name from a common word.

use crate::fold::{Piece, pieces};

/// How the words must be written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// A common noun: any way.
    Any,
    /// A name: with a capital at this piece ("al-Qaeda", "the Guardian"). "Javelin" is
    /// no "javelin".
    Capital(usize),
    /// An acronym: in capitals. "WHO" is no "who".
    Upper,
}

/// Words but for their first piece, by which they are found.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// The pieces after the first, joined by blanks: one allocation for each of 30,000 names.
    rest: Box<str>,
    /// Their number.
    count: usize,
    case: Case,
}

impl Phrase {
    /// The first piece of `words`, and the phrase; none if they hold no piece.
    pub(crate) fn of(words: &str, case: Case) -> Option<(String, Self)> {
        let mut parts = pieces(words).map(|piece| piece.text);
        let first = parts.next()?;
        let (mut rest, mut count) = (String::new(), 0);
        for part in parts {
            rest.push_str(if count > 0 { " " } else { "" });
            rest.push_str(&part);
            count += 1;
        }
        Some((first, Self { rest: rest.into_boxed_str(), count, case }))
    }

    /// How many pieces it has, with the first.
    pub(crate) fn len(&self) -> usize {
        self.count + 1
    }

    /// Whether the pieces after the first are these.
    pub(crate) fn is_called(&self, rest: &[String]) -> bool {
        self.parts().eq(rest.iter().map(String::as_str))
    }

    /// Whether `text`, whose first piece is ours, begins with these words.
    pub(crate) fn opens(&self, text: &[Piece]) -> bool {
        let Some(found) = text.get(..=self.count) else { return false };
        self.parts().zip(&found[1..]).all(|(own, piece)| own == piece.text)
            && match self.case {
                Case::Any => true,
                Case::Capital(at) => found.get(at).is_some_and(|piece| piece.capital),
                Case::Upper => found.iter().all(|piece| piece.upper),
            }
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.rest.split(' ').take(self.count)
    }
}
