//! Agreements and deliveries, as the ladders they climb.

use super::flow::Flow;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use super::{events, names};
use dateline_core::{
    ActorId, AgreementStage, Delivery, DeliveryStage, Reading, Status, Step, Undated, UndatedReason,
};

const INDENT: usize = 7;

/// Writes the agreements with their steps.
pub fn write_agreements(out: &mut String, reading: &Reading, width: usize) {
    for agreement in &reading.agreements {
        let mut flow = Flow::default();
        flow.add(BOLD, &agreement.name);
        if !agreement.parties.is_empty() {
            flow.add(DIM, " · ").add(PLAIN, &names::all(reading, &agreement.parties, ""));
        }
        if !agreement.subjects.is_empty() {
            let subjects: Vec<_> = agreement.subjects.iter().map(|s| s.as_str()).collect();
            flow.add(DIM, " · ").add(PLAIN, &subjects.join(", "));
        }
        flow.write(out, (ID, &format!("  {}", agreement.id)), INDENT, width);
        let ends = |stage| matches!(stage, AgreementStage::Ended | AgreementStage::Rejected);
        let untold = untold(TO_FORCE, &agreement.steps, ends);
        write_steps(out, reading, &agreement.steps, &untold, width);
    }
}

/// The rungs on the way to an agreement in force; those not told are shown too.
const TO_FORCE: &[AgreementStage] = {
    use AgreementStage::{Approved, InForce, Initialled, Negotiating, Proposed, Ratified, Signed};
    &[Proposed, Negotiating, Initialled, Signed, Approved, Ratified, InForce]
};

/// The rungs on the way to a delivery.
const TO_HANDS: &[DeliveryStage] = {
    use DeliveryStage::{Approved, Delivered, Ordered, Pledged, Shipped};
    &[Pledged, Approved, Ordered, Shipped, Delivered]
};

/// The rungs not told. What ended or was refused climbs no further.
fn untold<G: Copy + Ord>(path: &[G], steps: &[Step<G>], ends: impl Fn(G) -> bool) -> Vec<G> {
    if steps.iter().any(|s| ends(s.stage)) {
        return Vec::new();
    }
    path.iter().copied().filter(|rung| steps.iter().all(|s| s.stage != *rung)).collect()
}

/// Writes the deliveries with their steps.
pub fn write_deliveries(out: &mut String, reading: &Reading, width: usize) {
    for delivery in &reading.deliveries {
        let mut flow = Flow::default();
        flow.add(BOLD, &item(delivery));
        if let Some(category) = &delivery.item.category {
            flow.add(DIM, " · ").add(PLAIN, category);
        }
        let who = |id: Option<ActorId>| {
            id.map_or_else(|| "nobody named".to_owned(), |id| names::with_codes(reading, id))
        };
        let route = format!("{} → {}", who(delivery.supplier), who(delivery.recipient));
        flow.add(DIM, " · ").add(PLAIN, &route);
        flow.write(out, (ID, &format!("  {}", delivery.id)), INDENT, width);
        let ends = |stage| matches!(stage, DeliveryStage::Refused | DeliveryStage::Cancelled);
        let untold = untold(TO_HANDS, &delivery.steps, ends);
        write_steps(out, reading, &delivery.steps, &untold, width);
    }
}

/// "12 Tomahawk missiles".
fn item(delivery: &Delivery) -> String {
    let name = delivery.item.name.as_ref().unwrap_or(&delivery.item.text);
    match &delivery.quantity {
        Some(quantity) => format!("{quantity} {name}"),
        None => name.clone(),
    }
}

/// A line of a ladder: a step told, or rungs of which the report is silent.
enum Line<'r, G> {
    Told(&'r Step<G>),
    Silent(Vec<G>),
}

/// The lines up the ladder, lowest rung first; silent rungs side by side share one.
fn lines<'r, G: Copy + Ord>(steps: &'r [Step<G>], untold: &[G]) -> Vec<Line<'r, G>> {
    let mut rungs: Vec<(G, Option<&Step<G>>)> = steps.iter().map(|s| (s.stage, Some(s))).collect();
    rungs.extend(untold.iter().map(|&rung| (rung, None)));
    rungs.sort_by_key(|(rung, _)| *rung);
    let mut all: Vec<Line<'r, G>> = Vec::new();
    for (rung, step) in rungs {
        match (step, all.last_mut()) {
            (Some(step), _) => all.push(Line::Told(step)),
            (None, Some(Line::Silent(rungs))) => rungs.push(rung),
            (None, _) => all.push(Line::Silent(vec![rung])),
        }
    }
    all
}

/// Writes the ladder, lowest rung first.
fn write_steps<G: Copy + Ord + std::fmt::Display>(
    out: &mut String,
    reading: &Reading,
    steps: &[Step<G>],
    untold: &[G],
    width: usize,
) {
    let lines = lines(steps, untold);
    for (i, line) in lines.iter().enumerate() {
        let flow = match line {
            Line::Told(step) => told(reading, step),
            Line::Silent(rungs) => silent(rungs),
        };
        flow.write(out, (DIM, rail(i + 1 == lines.len())), INDENT + 3, width);
    }
}

/// "· signed, approved: not told". One party's ratification puts nothing in force.
fn silent<G: std::fmt::Display>(rungs: &[G]) -> Flow {
    let names: Vec<String> = rungs.iter().map(ToString::to_string).collect();
    let mut flow = Flow::default();
    flow.add(DIM, &format!("· {}: not told", names.join(", ")));
    flow
}

/// A step with its status, who took it, when, and who says so.
fn told<G: std::fmt::Display>(reading: &Reading, step: &Step<G>) -> Flow {
    let mut flow = Flow::default();
    let look = style::status(step.status);
    flow.add(look.bold(), &format!("{} {}", style::glyph(step.status), step.stage));
    if step.status != Status::Occurred {
        // Consent that is told as a condition still has to be given.
        let awaited = step.evidence.by.starts_with("condition ");
        let note = if awaited { ", not yet given" } else { "" };
        flow.add(PLAIN, &format!(" ({}{note})", step.status));
    }
    if let Some(by) = step.by {
        flow.add(PLAIN, " by ").add(PLAIN, &names::name(reading, by));
    }
    if let Some(date) = &step.date {
        flow.add(PLAIN, ", ").add(PLAIN, &events::date(date));
    } else if let Some(why) = step.undated.as_ref().and_then(|u| undated(u, step.status, reading)) {
        flow.add(DIM, ", ").add(DIM, &why);
    }
    flow.add(DIM, " · ").add(DIM, &names::voice(reading, step.claim));
    if let Some(event) = step.event {
        flow.add(DIM, " · ").add(ID, &event.to_string());
    }
    flow
}

/// Why there is no date; what has not happened needs none.
fn undated(undated: &Undated, status: Status, reading: &Reading) -> Option<String> {
    let words = undated.text.as_deref().unwrap_or_default();
    let report =
        if reading.report.published_at.is_none() { " and the report has none" } else { "" };
    match undated.reason {
        UndatedReason::Untold if status != Status::Occurred => None,
        UndatedReason::Untold => Some(format!("date not told{report}")),
        UndatedReason::ReportUndated => Some(format!("“{words}”, but the report has no date")),
        UndatedReason::Relative | UndatedReason::Vague => Some(format!("“{words}”")),
    }
}

fn rail(last: bool) -> &'static str {
    if last { "       └─" } else { "       ├─" }
}
