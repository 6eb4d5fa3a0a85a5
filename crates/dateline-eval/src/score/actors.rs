//! Country and sector of phrases.
//!
//! - `country.accuracy`: of the cases that expect a country, ours is the same.
//! - `sector.accuracy`: of those that expect a sector, it is our first one.
//! - `sector.any.accuracy`: the same, if it is anywhere in our list.
//! - `both.accuracy`: of the cases that expect either, all that is expected is
//!   right, the sector by our first one.
//!
//! `JNK` expects that we see no actor: neither country nor sector.

use super::tally::{Scores, Share};
use crate::gold::actor_cases::ActorCase;
use crate::outcome::Case;
use dateline_core::{Country, Sector};

/// Adds up over the cases of a file.
#[derive(Default)]
pub(crate) struct Scorer {
    country: Share,
    sector: Share,
    sector_any: Share,
    both: Share,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares what we say of a phrase with what is expected.
    pub fn add(&mut self, case: &ActorCase, country: Option<Country>, sectors: &[Sector]) {
        let country = country.map(|code| code.to_string());
        let country_right = case.country.as_ref().map(|_| case.country == country);
        if let Some(right) = country_right {
            self.country.add(right);
        }
        let junk = country.is_none() && sectors.is_empty();
        let sector_right = case.sector.as_deref().map(|gold| match gold {
            "JNK" => (junk, junk),
            gold => (
                sectors.first().is_some_and(|sector| sector.as_str() == gold),
                sectors.iter().any(|sector| sector.as_str() == gold),
            ),
        });
        if let Some((first, any)) = sector_right {
            self.sector.add(first);
            self.sector_any.add(any);
        }
        let rights = [country_right, sector_right.map(|(first, _)| first)];
        let expected = rights.iter().flatten().count();
        if expected == 0 {
            return;
        }
        let wrong = rights.iter().flatten().filter(|right| !**right).count();
        self.both.add(wrong == 0);
        if wrong > 0 {
            let sectors: Vec<&str> = sectors.iter().map(|sector| sector.as_str()).collect();
            self.cases.push(Case {
                text: match &case.date {
                    Some(date) => format!("{} ({date})", case.phrase),
                    None => case.phrase.clone(),
                },
                gold: show(case.country.as_deref(), case.sector.as_slice()),
                ours: show(country.as_deref(), &sectors),
                badness: wrong as f64 / 2.0,
            });
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        scores.share("country.accuracy", &self.country);
        scores.share("sector.accuracy", &self.sector);
        scores.share("sector.any.accuracy", &self.sector_any);
        scores.share("both.accuracy", &self.both);
        scores
    }
}

fn show(country: Option<&str>, sectors: &[impl AsRef<str>]) -> String {
    let mut parts = vec![country.unwrap_or("-")];
    parts.extend(sectors.iter().map(AsRef::as_ref));
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(country: &str, sector: &str) -> ActorCase {
        let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        ActorCase {
            phrase: "the admiral".to_owned(),
            date: None,
            country: given(country),
            sector: given(sector),
        }
    }

    #[test]
    fn each_is_scored_over_the_cases_that_expect_it() {
        let mut scorer = Scorer::default();
        let chile: Option<Country> = "CHL".parse().ok();
        scorer.add(&case("CHL", "MIL"), chile, &[Sector::Gov, Sector::Mil]);
        scorer.add(&case("CHL", ""), chile, &[]);
        scorer.add(&case("", "MIL"), None, &[Sector::Mil]);
        scorer.add(&case("PER", ""), chile, &[]);
        scorer.add(&case("", ""), chile, &[]);
        let scores = scorer.scores();
        assert_eq!(scores.get("country.accuracy"), 2.0 / 3.0);
        assert_eq!(scores.get("sector.accuracy"), 0.5);
        assert_eq!(scores.get("sector.any.accuracy"), 1.0);
        assert_eq!(scores.get("both.accuracy"), 0.5);
        assert_eq!(scorer.cases.len(), 2);
        assert_eq!(scorer.cases[0].ours, "CHL GOV MIL");
    }

    #[test]
    fn junk_is_right_when_nothing_is_said() {
        let mut scorer = Scorer::default();
        scorer.add(&case("", "JNK"), None, &[]);
        scorer.add(&case("", "JNK"), None, &[Sector::Unk]);
        assert_eq!(scorer.scores().get("sector.accuracy"), 0.5);
        assert_eq!(scorer.scores().get("both.accuracy"), 0.5);
    }
}
