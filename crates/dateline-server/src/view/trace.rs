//! Why a record stands there: the words, what made it of them, how sure we are.

use super::ladder::span_of_days;
use super::names::{self, Voice};
use super::standing::{self, Standings, acts};
use super::text::{first_words, percent, safe};
use crate::visitor::Visitor;
use dateline_core::{Certainty, Claim, Event, Manner, Polarity, Quote, Reading};
use maud::{Markup, html};
use std::fmt::Display;

/// What a sentence yields, each entry with its trace folded away.
pub(crate) fn yields(
    reading: &Reading,
    voices: &[Voice],
    of_claim: &[usize],
    sentence: usize,
    visitor: &Visitor,
    standings: &Standings,
) -> Markup {
    let standing = |id: &dyn Display| {
        let record = record(reading, id);
        let entries = standings.of_record(&record);
        (standing::class(entries), acts(visitor, &record, entries))
    };
    let claims: Vec<&Claim> =
        reading.claims.iter().filter(|c| sentence_of(reading, c) == Some(sentence)).collect();
    let events: Vec<&Event> =
        reading.events.iter().filter(|e| e.evidence.sentence == sentence).collect();
    let steps = steps(reading, sentence);
    if claims.is_empty() && events.is_empty() && steps.is_empty() {
        return html! {};
    }
    html! {
        div.yield {
            a.number href=(format!("#s{sentence}")) title="Link to this sentence" { (sentence) }
            @for claim in claims {
                @let voice = &voices[of_claim[claim.id.index()]];
                @let (class, acts) = standing(&claim.id);
                details class=(format!("rec {class}")) data-row {
                    summary {
                        span class=(format!("tag v{}", voice.color)) { (voice.letter) } " "
                        b { (first_words(&voice.name, 60)) } " " (claim_line(claim)) " "
                        span.faint { (claim.id) }
                    }
                    div.trace id=(claim.id) { (claim_trace(reading, claim)) (acts) }
                }
            }
            @for event in events {
                @let (class, acts) = standing(&event.id);
                details class=(format!("rec {class}")) data-row {
                    summary {
                        span class=(format!("status {}", event.status)) { (names::glyph(event.status)) } " "
                        b { (event.event_type) } " " (who_to_whom(reading, event)) " "
                        span.faint { (event.status) " " (event.id) }
                    }
                    div.trace id=(event.id) { (event_trace(reading, event)) (acts) }
                }
            }
            @for (id, told) in steps { p.step { a href=(format!("#{id}")) { (id) } " " (told) } }
        }
    }
}

/// The sentence a claim's cue stands in or, without one, its content.
fn sentence_of(reading: &Reading, claim: &Claim) -> Option<usize> {
    let at = claim.cue.first().or(claim.content.first()).or(claim.source.first())?.start;
    Some(reading.sentences.partition_point(|s| s.end <= at))
}

/// The steps of agreements and deliveries told in a sentence.
fn steps(reading: &Reading, sentence: usize) -> Vec<(String, String)> {
    let agreements = reading.agreements.iter().flat_map(|g| {
        let here = g.steps.iter().filter(|s| s.evidence.sentence == sentence);
        here.map(|s| (g.id.to_string(), format!("agreement {} ({})", s.stage, s.status)))
    });
    let deliveries = reading.deliveries.iter().flat_map(|d| {
        let here = d.steps.iter().filter(|s| s.evidence.sentence == sentence);
        here.map(|s| (d.id.to_string(), format!("delivery {} ({})", s.stage, s.status)))
    });
    agreements.chain(deliveries).collect()
}

fn claim_line(claim: &Claim) -> Markup {
    html! {
        (claim.stance)
        @if claim.certainty != Certainty::Unstated { ", " span class=(format!("line {}", claim.certainty)) { (claim.certainty) } }
        @if claim.polarity == Polarity::Negative { ", in the negative" }
    }
}

fn who_to_whom(reading: &Reading, event: &Event) -> Markup {
    html! {
        (first_words(&names::all(reading, &event.actors), 60))
        @if !event.recipients.is_empty() { " → " (first_words(&names::all(reading, &event.recipients), 60)) }
    }
}

fn quoted(quotes: &[Quote]) -> Markup {
    let words = names::words(quotes);
    // A direct quotation brings its marks along.
    let has_marks = words.starts_with(['"', '“', '‘', '«', '„']);
    html! {
        @if quotes.is_empty() { span.faint { "–" } }
        @else if has_marks { span.quote { (first_words(&words, 400)) } }
        @else { q { (first_words(&words, 400)) } }
    }
}

fn claim_trace(reading: &Reading, claim: &Claim) -> Markup {
    let manner = match claim.manner {
        Manner::Direct => "quoted",
        Manner::Indirect => "paraphrased",
        Manner::Mixed => "paraphrased, partly quoted",
    };
    let actor = claim.speaker.and_then(|id| names::actor(reading, id));
    html! {
        dl.facts {
            dt { "Says" } dd { (quoted(&claim.content)) }
            dt { "Who" } dd {
                (safe(&names::speaker(reading, claim)))
                @if let Some(actor) = actor {
                    @let codes = names::codes(actor);
                    @if !codes.is_empty() { " " span.code { (codes) } }
                }
                ", " (claim.speaker_kind)
            }
            dt { "Named as" } dd { (quoted(&claim.source)) }
            dt { "Marked by" } dd { (quoted(&claim.cue)) }
            dt { "How" } dd {
                (manner) ", " (claim.stance) ", "
                @if claim.certainty == Certainty::Unstated { "certainty not stated" } @else { (claim.certainty) }
                @if claim.polarity == Polarity::Negative { ", in the negative" }
            }
            @if let Some(outer) = claim.within { dt { "Within" } dd { a href=(format!("#{outer}")) { (outer) } } }
            (made(claim.confidence, &claim.by))
        }
    }
}

fn event_trace(reading: &Reading, event: &Event) -> Markup {
    html! {
        dl.facts {
            dt { "What" } dd {
                a.code href=(format!("/codebook/{}", event.event_type)) { (event.event_type) }
                @for mode in &event.modes { " / " (mode) }
                @for context in &event.contexts { " · " (context) }
                @if let Some(cameo) = &event.cameo { span.faint { " · CAMEO " (cameo) } }
            }
            dt { "Who" } dd { (parties(reading, &event.actors)) }
            dt { "To whom" } dd { (parties(reading, &event.recipients)) }
            dt { "Status" } dd { (names::glyph(event.status)) " " (event.status) @if event.historical { ", background" } }
            dt { "Whose word" } dd {
                (safe(&names::voice(reading, event.claim)))
                @if let Some(claim) = event.claim { ", " a href=(format!("#{claim}")) { (claim) } }
            }
            @if let Some(date) = &event.date { dt { "When" } dd { (span_of_days(date)) @if !date.text.is_empty() { " " span.faint { "“" (safe(&date.text)) "”" } } } }
            @if let Some(place) = &event.place {
                dt { "Where" } dd {
                    (safe(&place.name)) @if let Some(country) = place.country { ", " (country.as_str()) }
                    span.faint { " · known to the " (place.precision) @if place.from_dateline { ", by the dateline" } }
                }
            }
            @if let Some(outer) = event.within { dt { "Part of" } dd { a href=(format!("#{outer}")) { (outer) } } }
            dt { "Words" } dd { (quoted(&event.evidence.spans)) }
            (made(event.confidence, &event.evidence.by))
        }
    }
}

fn parties(reading: &Reading, ids: &[dateline_core::ActorId]) -> Markup {
    html! {
        @if ids.is_empty() { span.faint { "nobody named" } }
        @for (i, actor) in ids.iter().filter_map(|id| names::actor(reading, *id)).enumerate() {
            @if i > 0 { ", " }
            (safe(&actor.name))
            @let codes = names::codes(actor);
            @if !codes.is_empty() { " " span.code { (codes) } }
        }
    }
}

fn made(confidence: f32, by: &str) -> Markup {
    html! {
        dt { "We are" } dd { (percent(confidence.into())) " sure of this reading" }
        dt { "Made by" } dd { span.path { (safe(by)) } }
    }
}

/// Report id, version and record.
fn record(reading: &Reading, id: &dyn Display) -> String {
    format!("{}/{}/{id}", reading.report.id, reading.report.version)
}

/// The trace of a record on a page of its own.
pub(crate) fn whole(reading: &Reading, record: &str) -> Markup {
    let is = |id: String| id == record;
    html! {
        @if let Some(claim) = reading.claims.iter().find(|c| is(c.id.to_string())) {
            blockquote { (safe(sentence(reading, sentence_of(reading, claim)))) }
            (claim_trace(reading, claim))
        }
        @if let Some(event) = reading.events.iter().find(|e| is(e.id.to_string())) {
            blockquote { (safe(sentence(reading, Some(event.evidence.sentence)))) }
            (event_trace(reading, event))
        }
        @if let Some(actor) = reading.actors.iter().find(|a| is(a.id.to_string())) {
            dl.facts {
                dt { "Name" } dd { (safe(&actor.name)) }
                dt { "Codes" } dd { span.code { (names::codes(actor)) } }
                dt { "Kind" } dd { (actor.kind) }
                @if let Some(title) = &actor.title { dt { "Title" } dd { (safe(title)) } }
                @if let Some(item) = &actor.wikidata { dt { "Wikidata" } dd { (safe(item)) } }
                dt { "Mentions" } dd { @for (i, m) in actor.mentions.iter().take(50).enumerate() { @if i > 0 { ", " } (safe(&m.span.text)) } }
                (made(actor.confidence, &actor.by))
            }
        }
        @if reading.agreements.iter().any(|g| is(g.id.to_string())) { (super::ladder::agreements(reading)) }
        @if reading.deliveries.iter().any(|d| is(d.id.to_string())) { (super::ladder::deliveries(reading)) }
    }
}

fn sentence(reading: &Reading, at: Option<usize>) -> &str {
    at.and_then(|at| reading.sentences.get(at)).map_or("", |s| s.text.as_str())
}
