//! Phrases with the country and sector expected, as JSON lines.
//!
//! `{"actor", "date", "country", "sector"}`: an empty, missing or `None`
//! country or sector expects nothing; the sector `JNK` says that the phrase is
//! no actor. A date that is empty or `today` means none in particular.

use super::GoldFile;
use crate::EvalError;
use serde::Deserialize;

/// One phrase.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ActorCase {
    pub phrase: String,
    pub date: Option<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
}

#[derive(Deserialize)]
struct Record {
    actor: String,
    date: Option<String>,
    country: Option<String>,
    sector: Option<String>,
}

/// The cases of a file.
pub(crate) fn read(file: &GoldFile) -> Result<Vec<ActorCase>, EvalError> {
    let cases = file.records::<Record>()?.into_iter().map(|(_, record)| ActorCase {
        phrase: record.actor,
        date: given(record.date).filter(|date| !date.eq_ignore_ascii_case("today")),
        country: given(record.country).map(|code| super::country(&code)),
        sector: given(record.sector),
    });
    Ok(cases.collect())
}

fn given(value: Option<String>) -> Option<String> {
    let value = value?.trim().to_owned();
    (!value.is_empty() && value != "None").then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_values_expect_nothing() {
        let text = r#"{"actor":"Pristina","date":"Today","sector":"None","country":"XKX"}
            {"actor":"a pianist","country":"","sector":"CVL"}"#;
        let cases = read(&GoldFile::of(text)).unwrap();
        assert_eq!(cases[0].country.as_deref(), Some("KOS"));
        assert_eq!((&cases[0].date, &cases[0].sector), (&None, &None));
        assert_eq!((&cases[1].country, cases[1].sector.as_deref()), (&None, Some("CVL")));
    }

    #[test]
    fn a_case_without_its_phrase_is_named() {
        let error = read(&GoldFile::of("{\"name\":\"x\"}")).unwrap_err().to_string();
        assert_eq!(error, "gold, line 1: missing field `actor`");
    }
}
