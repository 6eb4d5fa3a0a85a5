//! Attributions as the model reads them: its head of attributions marks the
//! words of source, cue and content; the tables say what the cue implies.

use super::cues::{Build, Cue};
use super::draft::Draft;
use super::page::Page;
use super::speakers;
use crate::resolve::Actors;
use dateline_annotate::model::Attribution;
use dateline_knowledge::{Complement, ReportingCue, Upos};
use std::ops::Range;

/// What drafts of the model have for a rule.
pub(crate) const RULE: &str = "learnt";

/// Stretches of a source that are no farther apart are one.
const GAP: usize = 3;

/// The drafts whose cues stand in `sentence`, in order.
pub(crate) fn of_sentence<'a>(page: &Page<'a>, sentence: &Range<usize>) -> Vec<Draft<'a>> {
    let all = &page.document.attributions;
    let from = all.partition_point(|a| a.anchor < sentence.start);
    let own = all[from..].iter().take_while(|a| a.anchor < sentence.end);
    own.filter_map(|found| draft(page, found)).collect()
}

fn draft<'a>(page: &Page<'a>, found: &Attribution) -> Option<Draft<'a>> {
    let anchor = found.anchor;
    let own = found.cue.iter().find(|cue| cue.contains(&anchor)).or(found.cue.first());
    let tokens = own.cloned().unwrap_or(anchor..anchor + 1);
    let content: Vec<Range<usize>> = found
        .content
        .iter()
        .map(|piece| page.trim(piece.clone()))
        .filter(|p| !p.is_empty())
        .collect();
    if content.is_empty() {
        return None;
    }
    let cue =
        Cue { row: row(page, &tokens, anchor), build: build(page, anchor), head: anchor, tokens };
    Some(Draft {
        cue,
        source: source(&found.source),
        content,
        rule: RULE,
        confidence: found.certainty,
    })
}

/// Whether a draft of the model is a claim. PolNeAR, which it learnt from, also
/// marks who supports, shows or mentions something; such a thing must be told by
/// somebody who can speak, with words that the tables know or beyond doubt.
pub(crate) fn is_claim(page: &Page, actors: &Actors, draft: &Draft) -> bool {
    if draft.rule != RULE {
        return true;
    }
    let known = !draft.cue.row.cue.is_empty();
    if tells_clause(page, draft) {
        return draft.confidence > if known { 0.4 } else { 0.6 };
    }
    let least = match known {
        true if draft.cue.row.takes(Complement::Np) => 0.5,
        true => 0.9,
        false => 0.8,
    };
    draft.confidence > least
        && (e("DL_S", 1.0) < 0.5 || speakers::can_speak(page, actors, draft.source.as_ref()))
}

/// Whether the content is a clause or quoted, not merely a thing.
fn tells_clause(page: &Page, draft: &Draft) -> bool {
    let inside = |t: usize| draft.content.iter().any(|piece| piece.contains(&t));
    let clause = |t: usize| {
        matches!(page.upos(t), Upos::Verb | Upos::Aux) || page.tree.one(t, "cop").is_some()
    };
    draft.content.iter().cloned().flatten().any(|t| {
        page.token(t).head.is_none_or(|head| !inside(head)) && clause(t)
            || page.quotations.of(t).is_some_and(|q| !q.contains(&draft.cue.head))
    })
}

/// One stretch for the source: its pieces together if they are near, else the
/// longest.
fn source(pieces: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let near = pieces.windows(2).all(|pair| pair[1].start <= pair[0].end + GAP);
    if near {
        return Some(first.start..last.end);
    }
    pieces.iter().max_by_key(|piece| piece.len()).cloned()
}

/// What the tables say of a cue; nothing in particular if they lack it.
fn row<'a>(page: &Page<'a>, cue: &Range<usize>, anchor: usize) -> &'a ReportingCue {
    let reporting = &page.knowledge.reporting;
    let token = page.token(anchor);
    let follows = |row: &&ReportingCue| {
        let words = row
            .particle()
            .zip(anchor + 1..)
            .all(|(word, t)| page.document.tokens.get(t).is_some_and(|token| token.norm == word));
        words && (row.particle().count() == 0 || anchor + 1 < page.document.tokens.len())
    };
    let verb =
        reporting.verbs(&token.lemma).iter().filter(|_| token.upos != Upos::Noun).find(follows);
    let noun = || reporting.noun(&token.lemma);
    let phrase = || cue.clone().find_map(|t| reporting.phrases(page.norm(t)).first());
    verb.or_else(noun).or_else(phrase).unwrap_or(reporting.plain())
}

fn build(page: &Page, anchor: usize) -> Build {
    match page.upos(anchor) {
        Upos::Verb | Upos::Aux => Build::Finite,
        Upos::Noun | Upos::Propn => Build::Noun,
        Upos::Adv => Build::Adverb,
        Upos::Punct => Build::Colon,
        _ => Build::Phrase,
    }
}
