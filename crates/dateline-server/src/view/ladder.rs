//! Agreements and deliveries, drawn as the ladders they climb.

use super::names;
use super::text::{safe, when};
use dateline_core::{AgreementStage, Delivery, DeliveryStage, EventDate, Reading, Status, Step};
use maud::{Markup, html};
use std::fmt::Display;

/// The rungs on the way to an agreement in force.
pub(crate) const TO_FORCE: &[AgreementStage] = {
    use AgreementStage::{Approved, InForce, Initialled, Negotiating, Proposed, Ratified, Signed};
    &[Proposed, Negotiating, Initialled, Signed, Approved, Ratified, InForce]
};

/// The rungs on the way to a delivery.
pub(crate) const TO_HANDS: &[DeliveryStage] = {
    use DeliveryStage::{Approved, Delivered, Ordered, Pledged, Shipped};
    &[Pledged, Approved, Ordered, Shipped, Delivered]
};

/// One step, as a rung shows it.
pub(crate) struct Rung {
    pub(crate) status: Status,
    /// Who took it, when, and who says so.
    pub(crate) told: Markup,
}

/// A ladder with its lowest rung first. Rungs of `path` that nobody tells are
/// shown empty, unless it has ended.
pub(crate) fn ladder<G: Copy + Ord + Display>(
    path: &[G],
    has_ended: bool,
    steps: Vec<(G, Rung)>,
) -> Markup {
    let mut stages: Vec<G> = steps.iter().map(|(stage, _)| *stage).collect();
    if !has_ended {
        stages.extend(path);
    }
    stages.sort();
    stages.dedup();
    html! {
        ol.ladder {
            @for stage in stages {
                @let told: Vec<&Rung> = steps.iter().filter(|(s, _)| *s == stage).map(|(_, r)| r).collect();
                li class=(reached(&told)) {
                    span.stage { (stage) }
                    @if told.is_empty() { span.faint { "not told" } }
                    @for rung in told {
                        div.step {
                            span class=(format!("status {}", rung.status)) { (names::glyph(rung.status)) " " (rung.status) }
                            " " (rung.told)
                        }
                    }
                }
            }
        }
    }
}

/// How far a rung counts as climbed.
fn reached(told: &[&Rung]) -> &'static str {
    if told.is_empty() {
        "untold"
    } else if told.iter().any(|r| matches!(r.status, Status::Occurred | Status::Ongoing)) {
        "climbed"
    } else {
        "open"
    }
}

/// The agreements of one report.
pub(crate) fn agreements(reading: &Reading) -> Markup {
    html! {
        @for agreement in &reading.agreements {
            article.track id=(agreement.id) {
                h3 { (safe(&agreement.name)) " " span.faint { (agreement.id) } }
                p.meta {
                    @if agreement.parties.is_empty() { "parties not told" } @else { (safe(&names::all(reading, &agreement.parties))) }
                    @for subject in &agreement.subjects { " · " (subject) }
                }
                @let ended = agreement.steps.iter().any(|s| matches!(s.stage, AgreementStage::Ended | AgreementStage::Rejected));
                (ladder(TO_FORCE, ended, rungs(reading, &agreement.steps)))
            }
        }
    }
}

/// The deliveries of one report.
pub(crate) fn deliveries(reading: &Reading) -> Markup {
    html! {
        @for delivery in &reading.deliveries {
            article.track id=(delivery.id) {
                h3 { (safe(&item(delivery))) " " span.faint { (delivery.id) } }
                p.meta {
                    (side(reading, delivery.supplier)) " → " (side(reading, delivery.recipient))
                    @if let Some(category) = &delivery.item.category { " · " (safe(category)) }
                }
                @let ended = delivery.steps.iter().any(|s| matches!(s.stage, DeliveryStage::Refused | DeliveryStage::Cancelled));
                (ladder(TO_HANDS, ended, rungs(reading, &delivery.steps)))
            }
        }
    }
}

fn side(reading: &Reading, id: Option<dateline_core::ActorId>) -> String {
    id.map_or_else(|| "nobody named".to_owned(), |id| safe(&names::name(reading, id)).into_owned())
}

/// "12 Tomahawk missiles".
fn item(delivery: &Delivery) -> String {
    let name = delivery.item.name.as_ref().unwrap_or(&delivery.item.text);
    match &delivery.quantity {
        Some(quantity) => format!("{quantity} {name}"),
        None => name.clone(),
    }
}

fn rungs<G: Copy>(reading: &Reading, steps: &[Step<G>]) -> Vec<(G, Rung)> {
    let rung = |step: &Step<G>| {
        let told = html! {
            @if let Some(by) = step.by { "by " (safe(&names::name(reading, by))) " " }
            @if let Some(date) = &step.date { (span_of_days(date)) " " }
            span.faint { (safe(&names::voice(reading, step.claim))) }
            " " a href=(format!("#s{}", step.evidence.sentence)) { "sentence " (step.evidence.sentence) }
        };
        (step.stage, Rung { status: step.status, told })
    };
    steps.iter().map(rung).collect()
}

/// A day, or the first and the last.
pub(crate) fn span_of_days(date: &EventDate) -> Markup {
    html! {
        (when(Some(&date.start)))
        @if date.end != date.start { " to " (when(Some(&date.end))) }
    }
}
