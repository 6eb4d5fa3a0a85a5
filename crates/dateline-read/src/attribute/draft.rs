//! An attribution before speakers, nesting and certainty are known, and which
//! rule makes it of which build of cue.

use super::builds::{adverb, colon, gerund, noun, passive, phrase, raised};
use super::cues::{self, Build, Cue};
use super::finite::finite;
use super::page::Page;
use super::room::Room;
use dateline_knowledge::{Act, Complement};
use std::ops::Range;

/// An attribution in terms of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'k> {
    pub(crate) cue: Cue<'k>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
    /// The rule, such as "after".
    pub(crate) rule: &'static str,
    /// How often such a draft is right in PolNeAR's training part, roughly.
    pub(crate) confidence: f32,
}

/// The attributions of one sentence, by their cues.
pub(crate) fn of_sentence<'a>(page: &Page<'a>, sentence: Range<usize>) -> Vec<Draft<'a>> {
    let cues = cues::find(page, sentence.clone());
    let mut drafts: Vec<Draft> = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let room = Room::of(page, sentence.clone(), cue);
        let next = &cues[i + 1..];
        let draft = match cue.build {
            Build::Finite => finite(page, &room, cue, next, drafts.last()),
            Build::Gerund => gerund(page, &room, cue, next, drafts.last()),
            Build::Raised => raised(page, &room, cue, next),
            Build::Passive => passive(page, &room, cue, next),
            Build::Noun => noun(page, &room, cue, next, drafts.last()),
            Build::Adverb => adverb(page, &room, cue, next),
            Build::Phrase => phrase(page, &room, cue, next),
            Build::Colon => colon(page, &room, cue),
        };
        drafts.extend(draft.filter(|d| is_worth_it(page, d)).map(|d| with_colon(page, d)));
    }
    drafts
}

/// A colon that leads to the content belongs to the cue, as PolNeAR has it, with
/// what stands before it: "said in a letter:".
fn with_colon<'a>(page: &Page, mut draft: Draft<'a>) -> Draft<'a> {
    /// How long a place or time can be.
    const REACH: usize = 8;
    let end = draft.cue.tokens.end;
    let reach = if draft.cue.row.takes_hearer() { 0 } else { REACH };
    let colon = draft
        .content
        .iter()
        .filter_map(|c| c.start.checked_sub(1))
        .find(|&t| page.norm(t) == ":" && t >= end && t - end <= reach);
    if let Some(colon) = colon {
        draft.cue.tokens.end = colon + 1;
    }
    draft
}

/// In what a quotation says, only plain saying by somebody else is worth a
/// claim: "we want", "I think" are the speaker's own words.
pub(crate) fn is_worth_it(page: &Page, draft: &Draft) -> bool {
    if page.quotations.of(draft.cue.head).is_none() {
        return true;
    }
    let speaks = draft.cue.row.takes(Complement::Quote) && draft.cue.row.act != Act::Wish;
    let other = draft
        .source
        .as_ref()
        .is_some_and(|s| !page.is(s.start, s.end, &["i", "we", "you", "it", "that", "which"]));
    speaks && other
}

pub(crate) fn draft<'a>(
    cue: &Cue<'a>,
    source: Option<Range<usize>>,
    content: Vec<Range<usize>>,
    rule: &'static str,
    confidence: f32,
) -> Draft<'a> {
    Draft { cue: cue.clone(), source, content, rule, confidence }
}
