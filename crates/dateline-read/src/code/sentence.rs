//! The events of one sentence.

use super::agreements::Parties;
use super::arguments::Arguments;
use super::compose::retain;
use super::draft::Draft;
use super::syntax::Syntax;
use super::triggers::Trigger;
use dateline_core::{Mode, Status};
use dateline_knowledge::{Frame, Predicate};

/// Finds them, in text order; an event that another is within may come later.
pub(super) fn drafts(syntax: &Syntax, parties: &Parties, year: Option<u32>) -> Vec<Draft> {
    let recalling = syntax.recalling(year);
    let triggers = syntax.triggers();
    let mut drafts: Vec<Draft> =
        triggers.iter().filter_map(|t| choose(syntax, t, parties, &recalling)).collect();
    syntax.nest(&mut drafts);
    syntax.turn(&mut drafts);
    let keep: Vec<bool> = drafts.iter().map(|d| is_whole(syntax, d)).collect();
    retain(&mut drafts, &keep);
    drafts
}

/// The first reading of the word whose frame fits.
fn choose(
    syntax: &Syntax,
    readings: &[Trigger],
    parties: &Parties,
    recalling: &[usize],
) -> Option<Draft> {
    let mut spare = None;
    for trigger in readings {
        let found = syntax.arguments(trigger);
        for &at in &trigger.frames {
            let frame = &syntax.knowledge.frames.all[at];
            if !syntax.fits(frame, trigger, &found) {
                continue;
            }
            let scope = match frame.complement {
                Some(_) => syntax.complement(trigger),
                None => trigger.tokens.end..trigger.tokens.end,
            };
            if frame.complement_required && scope.is_empty() {
                continue;
            }
            let draft = make(syntax, trigger, at, &found, parties, recalling, scope);
            if draft.actors.is_empty() {
                spare.get_or_insert(draft);
                continue;
            }
            if syntax.sectors_fit(frame, &draft.actors) && enough(&draft, frame) {
                return Some(draft);
            }
        }
    }
    spare
}

/// Whether as many take part as the frame asks for; a complement may still
/// bring the recipient.
fn enough(draft: &Draft, frame: &Frame) -> bool {
    draft.actors.len() + draft.recipients.len() >= frame.parties || !draft.scope.is_empty()
}

fn make(
    syntax: &Syntax,
    trigger: &Trigger,
    at: usize,
    found: &Arguments,
    parties: &Parties,
    recalling: &[usize],
    scope: std::ops::Range<usize>,
) -> Draft {
    let frame = &syntax.knowledge.frames.all[at];
    let head = trigger.tokens.start;
    let mut confidence = frame.confidence;
    let mut actors = syntax.fill(&frame.actor, found, frame, head);
    let mut recipients = syntax.fill(&frame.recipient, found, frame, head);
    if actors.is_empty() && trigger.kind == Predicate::Verb && syntax.group(head).passive {
        actors = syntax.host(found);
        confidence *= 0.7;
    }
    recipients.retain(|r| !actors.contains(r));
    if frame.reciprocal {
        actors.append(&mut recipients);
    }
    if recipients.is_empty() {
        recipients = parties.beside(syntax, frame, &actors);
    }
    let verdict = syntax.verdict(trigger, found);
    Draft {
        trigger: trigger.clone(),
        frame: at,
        event_type: frame.event_type,
        modes: modes(syntax, frame, trigger),
        actors,
        recipients,
        verdict,
        status: verdict.status,
        historical: syntax.is_historical(head, recalling),
        within: None,
        scope,
        about: None,
        confidence,
    }
}

/// How far from its predicate an instrument is looked for, in tokens.
const REACH: usize = 8;

/// The frame's modes, with those that words nearby tell.
fn modes(syntax: &Syntax, frame: &Frame, trigger: &Trigger) -> Vec<Mode> {
    let mut modes = frame.modes.clone();
    if !modes.is_empty() {
        return modes;
    }
    let from = trigger.tokens.start.saturating_sub(REACH).max(syntax.range.start);
    let to = (trigger.tokens.end + REACH).min(syntax.range.end);
    for (mode, words) in &syntax.knowledge.frames.rules(frame.event_type).instruments {
        let near = (from..to).any(|t| {
            let token = syntax.token(t);
            words.iter().any(|w| *w == token.lemma || *w == token.norm)
        });
        if near && !modes.contains(mode) {
            modes.push(*mode);
        }
    }
    modes
}

/// Whether an event has an actor, enough parties, and a recipient where PLOVER
/// demands one. What is within another needs less: its outer event stands for it.
fn is_whole(syntax: &Syntax, draft: &Draft) -> bool {
    let frame = syntax.frame(draft);
    let recipient = !draft.event_type.requires_recipient()
        || !draft.recipients.is_empty()
        || draft.actors.len() > 1
        || draft.within.is_some() && draft.status != Status::Occurred;
    !draft.actors.is_empty()
        && recipient
        && (draft.actors.len() + draft.recipients.len() >= frame.parties || draft.about.is_some())
        && syntax.sectors_fit(frame, &draft.actors)
}
