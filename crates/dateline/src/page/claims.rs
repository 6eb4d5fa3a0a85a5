//! Who says what.

use super::flow::Flow;
use super::names;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use dateline_core::{Certainty, Claim, Manner, Polarity, Quote, Reading, SpeakerKind};

/// How much of a claim's content is shown; the whole of it stands in the text.
const CONTENT: usize = 160;

/// Below this confidence a reader is told that we may be wrong.
const UNSURE: f32 = 0.5;

/// Writes the claims by speaker, in the order in which the speakers first
/// speak; a claim within another stands beneath it.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    let mut inner: Vec<Vec<&Claim>> = vec![Vec::new(); reading.claims.len()];
    let mut speakers: Vec<Vec<&Claim>> = Vec::new();
    let mut place = std::collections::HashMap::new();
    for claim in &reading.claims {
        if let Some(outer) = claim.within.and_then(|id| inner.get_mut(id.index())) {
            outer.push(claim);
            continue;
        }
        // Who is not known as an actor is known by the words that name them.
        let words = claim.speaker.is_none().then(|| names::speaker(reading, claim));
        let at = *place.entry((claim.speaker, words)).or_insert(speakers.len());
        if at == speakers.len() {
            speakers.push(Vec::new());
        }
        speakers[at].push(claim);
    }
    for (i, claims) in speakers.into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        write_speaker(out, reading, claims[0], width);
        // Depth first, with a list of our own: nesting may be of any depth.
        let mut ahead: Vec<(usize, &Claim)> = claims.iter().rev().map(|c| (0, *c)).collect();
        while let Some((depth, claim)) = ahead.pop() {
            write_claim(out, reading, claim, depth, width);
            let beneath = std::mem::take(&mut inner[claim.id.index()]);
            ahead.extend(beneath.into_iter().rev().map(|c| (depth + 1, c)));
        }
    }
    write_own_voice(out, reading, width);
}

/// Tells how much of the report nobody is quoted for.
fn write_own_voice(out: &mut String, reading: &Reading, width: usize) {
    // Claims stand in the text's order, but a content may begin before its cue.
    let mut contents: Vec<&Quote> = reading.claims.iter().flat_map(|c| &c.content).collect();
    contents.sort_by_key(|content| content.start);
    let mut coming = contents.into_iter().peekable();
    let mut told = 0;
    let own = reading.sentences.iter().filter(|sentence| {
        while let Some(content) = coming.next_if(|content| content.start < sentence.end) {
            told = told.max(content.end);
        }
        told <= sentence.start
    });
    let (own, all) = (own.count(), reading.sentences.len());
    let mut flow = Flow::default();
    flow.add(BOLD, "In the outlet’s own voice").add(DIM, " · ");
    flow.add(PLAIN, &format!("{own} of {all} sentences"));
    out.push('\n');
    flow.write(out, (PLAIN, ""), 2, width);
}

fn write_speaker(out: &mut String, reading: &Reading, first: &Claim, width: usize) {
    let mut flow = Flow::default();
    flow.add(BOLD, &names::speaker(reading, first));
    let actor = first.speaker.and_then(|id| names::actor(reading, id));
    let title = actor.and_then(|a| a.title.clone()).unwrap_or_default();
    let told = [title, actor.map(names::codes).unwrap_or_default(), kind(first)];
    for part in told.iter().filter(|p| !p.is_empty()) {
        flow.add(DIM, " · ").add(PLAIN, part);
    }
    flow.write(out, (PLAIN, ""), 2, width);
}

/// What is said of a speaker who is not simply named.
fn kind(claim: &Claim) -> String {
    match claim.speaker_kind {
        SpeakerKind::Named => String::new(),
        kind => kind.to_string(),
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
        flow.add(BOLD, &names::speaker(reading, claim)).add(PLAIN, ": ");
    }
    flow.add(PLAIN, claim.stance.as_str());
    flow.add(PLAIN, ", ").add(look.bold(), certainty(claim.certainty));
    if claim.polarity == Polarity::Negative {
        flow.add(PLAIN, ", in the negative");
    }
    flow.add(DIM, " · ").add(DIM, manner(claim.manner));
    let cue = names::quoted(&claim.cue, 60);
    if !cue.is_empty() {
        flow.add(DIM, &format!(" · “{cue}”"));
    }
    if claim.confidence < UNSURE {
        let percent = (claim.confidence * 100.0).round();
        flow.add(DIM, &format!(" · we are {percent}% sure that this is who says what"));
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
