//! Names of months in the languages that world news is published in.

/// In English; written short with three or four letters as well.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// In German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian and
/// Ukrainian: the forms that stand in dates, without what English has too.
const OTHERS: [&[&str]; 12] = [
    &[
        "januar",
        "jänner",
        "janvier",
        "enero",
        "janeiro",
        "gennaio",
        "januari",
        "stycznia",
        "января",
        "січня",
    ],
    &[
        "februar",
        "feber",
        "février",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
        "lutego",
        "февраля",
        "лютого",
    ],
    &["märz", "mars", "marzo", "março", "maart", "marca", "марта", "березня"],
    &["avril", "abril", "aprile", "kwietnia", "апреля", "квітня"],
    &["mai", "mayo", "maio", "maggio", "mei", "maja", "мая", "травня"],
    &["juni", "juin", "junio", "junho", "giugno", "czerwca", "июня", "червня"],
    &["juli", "juillet", "julio", "julho", "luglio", "lipca", "июля", "липня"],
    &["août", "agosto", "augustus", "sierpnia", "августа", "серпня"],
    &["septembre", "septiembre", "setembro", "settembre", "września", "сентября", "вересня"],
    &["oktober", "octobre", "octubre", "outubro", "ottobre", "października", "октября", "жовтня"],
    &["novembre", "noviembre", "novembro", "listopada", "ноября", "листопада"],
    &["dezember", "décembre", "diciembre", "dezembro", "dicembre", "grudnia", "декабря", "грудня"],
];

/// The number of the month that `word`, in lowercase, names.
pub(crate) fn month(word: &str) -> Option<u32> {
    let short = (3..=4).contains(&word.len());
    let english = ENGLISH.iter().position(|name| word == *name || short && name.starts_with(word));
    let other = || OTHERS.iter().position(|names| names.contains(&word));
    english.or_else(other).and_then(|at| u32::try_from(at + 1).ok())
}
