//! Who says what.

use super::flow::Flow;
use super::names;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use dateline_core::{ActorId, Certainty, Claim, Manner, Polarity, Reading, SpeakerKind};

/// How much of a claim's content is shown; the whole of it stands in the text.
const CONTENT: usize = 240;

/// Writes the claims by speaker, in the order in which the speakers first
/// speak; a claim within another stands beneath it.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    let mut inner: Vec<Vec<&Claim>> = vec![Vec::new(); reading.claims.len()];
    let mut speakers: Vec<(Option<ActorId>, Vec<&Claim>)> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for claim in &reading.claims {
        if let Some(outer) = claim.within.and_then(|id| inner.get_mut(id.index())) {
            outer.push(claim);
            continue;
        }
        let at = *place.entry(claim.speaker).or_insert(speakers.len());
        if at == speakers.len() {
            speakers.push((claim.speaker, Vec::new()));
        }
        speakers[at].1.push(claim);
    }
    for (i, (speaker, claims)) in speakers.into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        write_speaker(out, reading, speaker, claims[0], width);
        // Depth first, with a list of our own: nesting may be of any depth.
        let mut ahead: Vec<(usize, &Claim)> = claims.iter().rev().map(|c| (0, *c)).collect();
        while let Some((depth, claim)) = ahead.pop() {
            write_claim(out, reading, claim, depth, width);
            let beneath = std::mem::take(&mut inner[claim.id.index()]);
            ahead.extend(beneath.into_iter().rev().map(|c| (depth + 1, c)));
        }
    }
}

fn write_speaker(
    out: &mut String,
    reading: &Reading,
    speaker: Option<ActorId>,
    first: &Claim,
    width: usize,
) {
    let mut flow = Flow::default();
    match speaker.and_then(|id| names::actor(reading, id)) {
        Some(actor) => {
            flow.add(BOLD, &actor.name);
            let kind = kind(first.speaker_kind).to_owned();
            let told = [actor.title.clone().unwrap_or_default(), names::codes(actor), kind];
            for part in told.iter().filter(|p| !p.is_empty()) {
                flow.add(DIM, " · ").add(PLAIN, part);
            }
        }
        None => {
            flow.add(BOLD, "No source given");
        }
    }
    flow.write(out, (PLAIN, ""), 2, width);
}

/// What is said of a speaker who is not simply named.
fn kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Named => "",
        SpeakerKind::Unnamed => "unnamed",
        SpeakerKind::Collective => "collective",
        SpeakerKind::Document => "document",
    }
}

fn write_claim(out: &mut String, reading: &Reading, claim: &Claim, depth: usize, width: usize) {
    // An inner claim stands under the words of the outer one; deeper than three
    // levels the page would be all margin.
    let margin = 4 + 5 * depth.min(3);
    let label = format!("{:margin$}{}", "", claim.id);
    let indent = margin + 5;
    let look = style::certainty(claim.certainty);

    let mut flow = Flow::default();
    if depth > 0 {
        let who = claim.speaker.map(|id| names::name(reading, id));
        flow.add(BOLD, who.as_deref().unwrap_or("no source given")).add(PLAIN, ": ");
    }
    flow.add(PLAIN, claim.stance.as_str());
    if claim.polarity == Polarity::Negative {
        flow.add(PLAIN, " that it is not so");
    }
    flow.add(PLAIN, ", ").add(look.bold(), certainty(claim.certainty));
    flow.add(DIM, " · ").add(DIM, manner(claim.manner));
    let cue = names::quoted(&claim.cue, 60);
    if !cue.is_empty() {
        flow.add(DIM, &format!(" · “{cue}”"));
    }
    flow.write(out, (ID, &label), indent, width);

    let content = names::quoted(&claim.content, CONTENT);
    if !content.is_empty() {
        let mut flow = Flow::default();
        flow.add(look.italic(), &content);
        flow.write(out, (PLAIN, ""), indent, width);
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Unstated => "certainty not stated",
        stated => stated.as_str(),
    }
}

fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "quoted",
        Manner::Indirect => "paraphrased",
        Manner::Mixed => "paraphrased, partly quoted",
    }
}
