//! Has the reader judge how sure a text is of the predicates that the gold
//! holds.

use crate::EvalError;
use crate::gold::{GoldFile, factuality};
use crate::run::{Clock, Run};
use crate::score::certainty::Scorer;
use dateline_annotate::model::{Analysis, Model};
use dateline_annotate::{split, tokenize};
use dateline_core::Span;
use dateline_read::{Reader, Scale, certainty_of, features_of};
use std::ops::Range;
use std::path::Path;

/// Scores the certainty of predicates.
pub(crate) fn certainty(file: &GoldFile, reader: &Reader) -> Result<Run, EvalError> {
    let records = factuality::read(file)?;
    let model = reader.model();
    let mut clock = Clock::default();
    let mut scorer = Scorer::default();
    for record in &records {
        let text = &record.text;
        let parsed = clock.measure(|| Parsed::new(text, model));
        clock.words += parsed.spans.len();
        for (place, gold) in &record.events {
            let Some((forms, analysis, word)) = parsed.word(text, place) else { continue };
            let knowledge = reader.knowledge();
            let ours = clock
                .measure(|| certainty_of(&forms, analysis, word, record.scale, knowledge).score);
            scorer.add(text, &text[place.clone()], f64::from(ours), *gold);
        }
    }
    Ok(Run { items: scorer.count(), scores: scorer.scores(), clock, cases: scorer.cases })
}

/// What the weights are fitted on: of each predicate the scale, the features
/// and the annotators' score.
///
/// # Errors
/// If the file cannot be read or a record is malformed.
#[doc(hidden)]
pub fn judged(gold: &Path, reader: &Reader) -> Result<Vec<(Scale, Vec<u32>, f64)>, EvalError> {
    let file = GoldFile::open(gold)?;
    let model = reader.model();
    let mut all = Vec::new();
    for record in factuality::read(&file)? {
        let parsed = Parsed::new(&record.text, model);
        for (place, score) in &record.events {
            let Some((forms, analysis, word)) = parsed.word(&record.text, place) else { continue };
            let features = features_of(&forms, analysis, word, record.scale, reader.knowledge());
            all.push((record.scale, features, *score));
        }
    }
    Ok(all)
}

/// A text cut and analysed as reading does it, whatever blanks the gold has.
struct Parsed<'m> {
    spans: Vec<Span>,
    sentences: Vec<Range<usize>>,
    analyses: Vec<Analysis<'m>>,
}

impl<'m> Parsed<'m> {
    fn new(text: &str, model: &'m Model) -> Self {
        let spans = tokenize(text);
        let sentences = split(text, &spans);
        let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        let cut: Vec<&[&str]> = sentences.iter().map(|range| &forms[range.clone()]).collect();
        let analyses = model.analyse_all(&cut);
        Self { spans, sentences, analyses }
    }

    /// The predicate in some bytes: of their words in one sentence the first that
    /// hangs on none of the others.
    fn word<'t>(
        &self,
        text: &'t str,
        place: &Range<usize>,
    ) -> Option<(Vec<&'t str>, &Analysis<'m>, usize)> {
        let first = self.spans.partition_point(|span| span.end <= place.start);
        let sentence = self.sentences.partition_point(|range| range.end <= first);
        let (range, analysis) = (self.sentences.get(sentence)?, self.analyses.get(sentence)?);
        let spans = &self.spans[range.clone()];
        let end = spans.partition_point(|span| span.start < place.end);
        let own = first.checked_sub(range.start)?..end;
        let outside =
            |&word: &usize| analysis.words[word].head.is_none_or(|head| !own.contains(&head));
        let word = own.clone().find(outside)?;
        Some((spans.iter().map(|span| span.of(text)).collect(), analysis, word))
    }
}
