//! The events of one sentence.

use super::agreements::Parties;
use super::arguments::Arguments;
use super::compose::{Complement, retain};
use super::draft::Draft;
use super::predicates::Trigger;
use super::status::weaker;
use super::tree::Tree;
use dateline_core::{EventType, Status};
use dateline_knowledge::{Frame, Predicate, Upos};

/// Finds them, in text order; an event that another is within may come later.
pub(super) fn drafts(
    tree: &Tree,
    parties: &Parties,
    year: Option<u32>,
    unfiltered: bool,
) -> Vec<Draft> {
    let recalling = tree.recalling(year);
    let triggers = tree.triggers();
    let mut drafts: Vec<Draft> =
        triggers.iter().filter_map(|t| choose(tree, t, parties, &recalling)).collect();
    tell_relief(tree, &mut drafts);
    share_recipients(tree, &mut drafts);
    let keep: Vec<bool> = drafts
        .iter()
        .map(|d| {
            !is_told_by_verb(tree, d, &drafts)
                && !is_undone(tree, d, &drafts)
                && !is_topic(tree, d, &drafts)
        })
        .collect();
    retain(&mut drafts, &keep);
    tree.nest(&mut drafts);
    tree.turn(&mut drafts);
    let whole = |d: &Draft| unfiltered || is_whole(tree, d);
    let keep: Vec<bool> = drafts.iter().map(|d| whole(d) && !tree.is_vetoed(d)).collect();
    retain(&mut drafts, &keep);
    drafts
}

/// The first reading of the word whose frame fits.
fn choose(
    tree: &Tree,
    readings: &[Trigger],
    parties: &Parties,
    recalling: &[usize],
) -> Option<Draft> {
    let mut spare = None;
    for trigger in readings {
        let found = tree.arguments(trigger);
        for &at in &trigger.frames {
            let frame = &tree.knowledge.frames.all[at];
            if !tree.fits(frame, trigger, &found) {
                continue;
            }
            let mut complement = match frame.complement {
                Some(_) => tree.complement(trigger, &found),
                None => Complement::default(),
            };
            if frame.complement_required && frame.object_control {
                // "told reporters that it had": no order.
                complement.clauses.retain(|&c| tree.is_infinitive(c) || tree.is_wish(c));
            }
            if frame.complement_required && complement.clauses.is_empty() {
                continue;
            }
            let draft = make(tree, trigger, at, &found, parties, recalling, complement);
            if draft.actors.is_empty() {
                spare.get_or_insert(draft);
                continue;
            }
            if tree.sectors_fit(frame, &draft.actors) && enough(&draft, frame) {
                let lacks = draft.event_type.requires_recipient()
                    && draft.recipients.is_empty()
                    && draft.actors.len() == 1;
                if !lacks {
                    return Some(draft);
                }
                // "sent tanks to its border": a later frame may do without anybody
                // whom it befalls; an aim may still name them.
                if spare.as_ref().is_none_or(|spare: &Draft| spare.actors.is_empty()) {
                    spare = Some(draft);
                }
            }
        }
    }
    spare
}

/// "launched a verbal attack": the verb's event is the noun's too.
fn is_told_by_verb(tree: &Tree, draft: &Draft, drafts: &[Draft]) -> bool {
    let tells =
        |d: &&Draft| d.trigger.kind == Predicate::Verb && tree.frame(d).complement.is_none();
    // "met to discuss": one meeting.
    let node = draft.trigger.node;
    let aim = matches!(tree.relation(node), "advcl" | "xcomp") && tree.is_infinitive(node);
    let above = tree.head(node).filter(|_| aim);
    let same = |d: &Draft| Some(d.trigger.node) == above && d.event_type == draft.event_type;
    // "made a plea for": one request.
    let lent = |d: &Draft| {
        draft.trigger.kind == Predicate::Noun
            && d.trigger.kind == Predicate::Verb
            && d.event_type == draft.event_type
            && d.object.contains(&draft.trigger.node)
    };
    drafts.iter().any(same)
        || drafts.iter().any(lent)
        || draft
            .light
            .is_some_and(|light| drafts.iter().filter(tells).any(|d| d.trigger.node == light))
}

/// "cut its aid", "lifted the siege", "called off their strike": the verb's event
/// is that the noun's ends.
fn is_undone(tree: &Tree, draft: &Draft, drafts: &[Draft]) -> bool {
    let ends = |d: &&Draft| {
        d.trigger.kind == Predicate::Verb
            && matches!(d.event_type, EventType::Sanction | EventType::Concede | EventType::Retreat)
            && !tree.frame(d).object.is_empty()
            && tree.frame(d).complement.is_none()
    };
    draft.trigger.kind == Predicate::Noun
        && drafts.iter().filter(ends).any(|d| d.object.contains(&draft.trigger.node))
}

/// "marched to demand reform": PLOVER codes what a protest is about no second time.
fn is_topic(tree: &Tree, draft: &Draft, drafts: &[Draft]) -> bool {
    let node = draft.trigger.node;
    matches!(draft.event_type, EventType::Accuse | EventType::Request)
        && matches!(tree.relation(node), "advcl" | "xcomp" | "acl")
        && drafts.iter().any(|d| {
            d.event_type == EventType::Protest
                && tree.above(node).take(2).any(|t| t == d.trigger.node)
        })
}

/// "deployed soldiers to help Peru": PLOVER's AID, as sure as the deployment, which
/// is no event beside it.
fn tell_relief(tree: &Tree, drafts: &mut Vec<Draft>) {
    let mut keep = vec![true; drafts.len()];
    for sent in 0..drafts.len() {
        let relief = drafts.iter().position(|d| {
            d.event_type == EventType::Aid
                && d.actors == drafts[sent].actors
                && tree.is_infinitive(d.trigger.node)
                && matches!(tree.relation(d.trigger.node), "advcl" | "acl" | "xcomp")
                && tree.above(d.trigger.node).take(2).any(|t| t == drafts[sent].trigger.node)
        });
        if let Some(relief) = relief.filter(|_| drafts[sent].event_type == EventType::Mobilize) {
            let mut recipients = drafts[sent].recipients.clone();
            recipients.append(&mut drafts[relief].recipients);
            recipients.dedup();
            drafts[relief].recipients = recipients;
            drafts[relief].status = drafts[sent].status;
            drafts[relief].verdict = drafts[sent].verdict;
            keep[sent] = false;
        }
    }
    retain(drafts, &keep);
}

/// "dispersed the marchers, killing two and arresting 12": bare numbers are of those
/// whom the act before befell. What a protest demands, it demands of somebody.
fn share_recipients(tree: &Tree, drafts: &mut [Draft]) {
    for d in 0..drafts.len() {
        if !drafts[d].recipients.is_empty() {
            continue;
        }
        let counted = matches!(drafts[d].object[..], [n] if tree.upos(n) == Upos::Num);
        let before = || {
            let told = |p: &&Draft| p.actors == drafts[d].actors && !p.recipients.is_empty();
            drafts[..d].iter().rfind(told).filter(|_| counted)
        };
        let topic = || {
            let protest = drafts[d].event_type == EventType::Protest;
            let about = |p: &&Draft| {
                !p.recipients.is_empty() && is_topic(tree, p, std::slice::from_ref(&drafts[d]))
            };
            drafts.iter().find(about).filter(|_| protest)
        };
        if let Some(told) = before().or_else(topic) {
            drafts[d].recipients = told.recipients.clone();
        }
    }
}

/// Whether as many take part as the frame asks for; a complement may still
/// bring the recipient.
fn enough(draft: &Draft, frame: &Frame) -> bool {
    draft.actors.len() + draft.recipients.len() >= frame.parties
        || !draft.complement.clauses.is_empty()
}

fn make(
    tree: &Tree,
    trigger: &Trigger,
    at: usize,
    found: &Arguments,
    parties: &Parties,
    recalling: &[usize],
    complement: Complement,
) -> Draft {
    let frame = &tree.knowledge.frames.all[at];
    let head = trigger.node;
    let mut confidence = frame.confidence;
    let mut actors = tree.fill(&frame.actor, found, frame, head);
    let mut recipients = tree.recipients(found, frame, head, &actors);
    if actors.is_empty() && trigger.kind == Predicate::Verb && tree.is_passive(head) {
        actors = tree.host(found);
        confidence *= 0.7;
    }
    if frame.reciprocal {
        actors.append(&mut recipients);
    }
    if frame.agreement.is_some() {
        // "the Duma of the Federation": a state makes no agreement with itself.
        let country = |id| tree.actors.get(id).country;
        let own: Vec<_> = actors.iter().filter_map(|&a| country(a)).collect();
        recipients.retain(|&r| country(r).is_none_or(|c| !own.contains(&c)));
    }
    if recipients.is_empty() {
        recipients = parties.beside(tree, frame, &actors);
    }
    let mut verdict = tree.verdict(trigger, found);
    if frame.reciprocal && frame.parties >= 2 && actors.len() < 2 {
        let others = parties.together(tree, trigger, &actors);
        // "The pact opens the door to joint exercises": nobody says that there were any.
        let told = matches!(tree.relation(head), "nsubj" | "obj" | "root");
        if !others.is_empty() && !told {
            verdict.status = weaker(verdict.status, Status::Possible);
        }
        actors.extend(others);
    }
    Draft {
        trigger: trigger.clone(),
        frame: at,
        event_type: frame.event_type,
        modes: tree.modes(frame, trigger, &actors),
        actors,
        recipients,
        verdict,
        status: verdict.status,
        historical: tree.is_historical(head, recalling),
        within: None,
        complement,
        object: found.object.clone(),
        light: found.light,
        about: None,
        confidence,
    }
}

/// Whether an event has an actor, enough parties, and a recipient where PLOVER
/// demands one. What is within another needs less: its outer event stands for it.
fn is_whole(tree: &Tree, draft: &Draft) -> bool {
    let frame = tree.frame(draft);
    let recipient = !draft.event_type.requires_recipient()
        || !draft.recipients.is_empty()
        || draft.actors.len() > 1
        || draft.within.is_some() && draft.status != Status::Occurred;
    // "took the post without firing a shot": no attack on anybody is denied.
    let idle = draft.status == Status::Negated
        && draft.recipients.is_empty()
        && draft.actors.len() == 1
        && tree.mark(draft.trigger.node) == Some("without");
    !draft.actors.is_empty()
        && recipient
        && !idle
        && (draft.actors.len() + draft.recipients.len() >= frame.parties || draft.about.is_some())
        && tree.sectors_fit(frame, &draft.actors)
}
