//! What an uncased vocabulary forgets: the casing of a word, as one of nine
//! classes. The numbers are those of `models/FORMAT.md`.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The class of the marks around a sentence.
pub(crate) const SPECIAL: u8 = 0;
const DIGITS: u8 = 1;
const SYMBOLS: u8 = 2;
const LOWER: u8 = 3;
const LETTER: u8 = 4;
const TITLE: u8 = 5;
const UPPER: u8 = 6;
const MIXED: u8 = 7;
const CODE: u8 = 8;

/// How many classes there are.
pub(crate) const CLASSES: usize = 9;

/// The class of a word.
pub(crate) fn class(word: &str) -> u8 {
    let (mut letters, mut upper, mut digits, mut first) = (0, 0, false, false);
    for c in word.chars() {
        if is_letter(c) {
            let capital = c.is_uppercase();
            first |= letters == 0 && capital;
            letters += 1;
            upper += usize::from(capital);
        } else {
            digits |= is_digit(c);
        }
    }
    match (letters, digits) {
        (0, true) => DIGITS,
        (0, false) => SYMBOLS,
        (_, true) => CODE,
        _ if upper == 0 => LOWER,
        _ if letters == 1 => LETTER,
        _ if upper == letters => UPPER,
        _ if first && upper == 1 => TITLE,
        _ => MIXED,
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.general_category_group() == GeneralCategoryGroup::Letter
}

fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    c.general_category_group() == GeneralCategoryGroup::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_words() {
        for (word, expected) in [
            ("1,250", DIGITS),
            ("½", DIGITS),
            ("...", SYMBOLS),
            ("", SYMBOLS),
            ("n't", LOWER),
            ("漢字", LOWER),
            ("A", LETTER),
            ("'S", LETTER),
            ("Élan", TITLE),
            ("'Tis", TITLE),
            ("NATO", UPPER),
            ("U.S.", UPPER),
            ("iPhone", MIXED),
            ("McKay", MIXED),
            ("4th", CODE),
            ("B-52", CODE),
        ] {
            assert_eq!(class(word), expected, "{word}");
        }
    }
}
