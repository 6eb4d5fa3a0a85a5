//! Has the pages of a folder read, and compares their texts with the gold.

use crate::EvalError;
use crate::gold::{GoldFile, pages};
use crate::run::{Clock, Run};
use crate::score::extract::Scorer;
use dateline_annotate::tokenize;
use dateline_ingest::load_page;
use dateline_knowledge::Knowledge;
use std::path::Path;

/// Scores the extraction of the pages in `folder`. Pages of the gold that are
/// not there are left out; how many were scored stands in the outcome.
pub(crate) fn extract(
    file: &GoldFile,
    folder: &Path,
    knowledge: &Knowledge,
) -> Result<Run, EvalError> {
    let mut clock = Clock::default();
    let mut scorer = Scorer::default();
    let mut items = 0;
    for page in pages::read(file)? {
        let Ok(bytes) = std::fs::read(folder.join(&page.file)) else { continue };
        items += 1;
        let url = Some(page.url.as_str()).filter(|url| !url.is_empty());
        let loaded = clock.measure(|| load_page(bytes, url, knowledge));
        let report = loaded.ok().map(|loaded| loaded.report);
        clock.words += report.as_ref().map_or(0, |report| tokenize(&report.text).len());
        scorer.add(&page, report.as_ref());
    }
    Ok(Run { items, scores: scorer.scores(), clock, cases: scorer.cases })
}
