//! How much of the codebook is read as it should be.
//!
//! - `codebook.passed`: of all examples, those of which every item is met;
//!   `codebook.FOLDER.passed` and `codebook.FOLDER.PAGE.passed` the same.
//! - `status.accuracy`: of the events that status.md asks for, those of which
//!   one of their type is read with their status, whoever takes part.
//! - `claims.manner.accuracy`, `.speaker_kind.` and `.certainty.`: of the claims
//!   that any page asks for with a manner and so on, those of which the nearest
//!   claim has it.
//! - `claims.nesting.accuracy`: of the claims of examples in which one is within
//!   another, those of which the nearest claim is within the right one, or
//!   within none.
//!
//! What is not read at all is wrong in each of them.

use super::tally::{Scores, Share};
use crate::codebook::{
    ClaimPattern, EventPattern, Example, Expect, Page, check, events_of_type, is_within,
    nearest_claim,
};
use crate::outcome::Case;
use dateline_core::{Claim, Reading};
use std::collections::BTreeMap;

/// Adds up over the examples.
#[derive(Default)]
pub(crate) struct Scorer {
    passed: BTreeMap<String, Share>,
    status: Share,
    manner: Share,
    speaker_kind: Share,
    certainty: Share,
    nesting: Share,
    pub cases: Vec<Case>,
}

impl Scorer {
    /// Compares what was read in an example with what it asks for.
    pub fn add(&mut self, page: &Page, example: &Example, reading: &Reading) {
        let misses = check(example, reading);
        let stem = page.name.strip_suffix(".md").unwrap_or(&page.name).replace('/', ".");
        let mut names = vec![String::new(), format!(".{}", page.folder()), format!(".{stem}")];
        // A page in no folder is its own folder.
        names.dedup();
        for name in names {
            self.passed.entry(format!("codebook{name}.passed")).or_default().add(misses.is_empty());
        }
        let nests = claims(example).any(|asked| asked.within.is_some());
        for asked in claims(example) {
            self.claim(asked, nests, reading);
        }
        if page.name == "status.md" {
            for asked in events(example) {
                self.status.add(events_of_type(asked, reading).any(|event| {
                    event.status == asked.status && (event.historical || !asked.historical)
                }));
            }
        }
        if misses.is_empty() {
            return;
        }
        let (expected, read): (Vec<_>, Vec<_>) =
            misses.iter().map(|miss| (miss.expected.as_str(), miss.read.as_str())).unzip();
        self.cases.push(Case {
            text: format!("{}:{} {}", page.name, example.line, example.text),
            gold: expected.join(" ∙ "),
            ours: read.join(" ∙ "),
            badness: misses.len() as f64 / example.items.len() as f64,
        });
    }

    fn claim(&mut self, asked: &ClaimPattern, nests: bool, reading: &Reading) {
        let near = nearest_claim(asked, reading);
        let has = |right: &dyn Fn(&Claim) -> bool| near.is_some_and(right);
        if let Some(manner) = asked.manner {
            self.manner.add(has(&|claim| claim.manner == manner));
        }
        if let Some(kind) = asked.kind {
            self.speaker_kind.add(has(&|claim| claim.speaker_kind == kind));
        }
        if let Some(certainty) = asked.certainty {
            self.certainty.add(has(&|claim| claim.certainty == certainty));
        }
        if nests {
            self.nesting.add(has(&|claim| match &asked.within {
                Some(cue) => is_within(cue, claim, reading),
                None => claim.within.is_none(),
            }));
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        for (name, share) in &self.passed {
            scores.share(name, share);
        }
        scores.share("status.accuracy", &self.status);
        scores.share("claims.manner.accuracy", &self.manner);
        scores.share("claims.speaker_kind.accuracy", &self.speaker_kind);
        scores.share("claims.certainty.accuracy", &self.certainty);
        scores.share("claims.nesting.accuracy", &self.nesting);
        scores
    }
}

fn claims(example: &Example) -> impl Iterator<Item = &ClaimPattern> {
    example.items.iter().filter_map(|item| match &item.expect {
        Expect::Claim(asked) => Some(asked.as_ref()),
        _ => None,
    })
}

fn events(example: &Example) -> impl Iterator<Item = &EventPattern> {
    example.items.iter().filter_map(|item| match &item.expect {
        Expect::Event(asked) => Some(asked),
        _ => None,
    })
}
