//! Agreements and deliveries, as the ladders they climb.

use super::flow::Flow;
use super::style::{self, BOLD, DIM, ID, PLAIN};
use super::{events, names};
use dateline_core::{ActorId, Agreement, AgreementStage, Delivery, Reading, Step};

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
        let open = open_end(agreement);
        write_steps(out, reading, &agreement.steps, open, width);
    }
}

/// What a reader might take for told and is not: that the agreement is in
/// force. One party's ratification does not make it so.
fn open_end(agreement: &Agreement) -> Option<&'static str> {
    use AgreementStage::{Ended, InForce, Rejected};
    let settled = agreement.steps.iter().any(|s| matches!(s.stage, InForce | Ended | Rejected));
    (!settled).then_some("in force: the report does not say so")
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
        write_steps(out, reading, &delivery.steps, None, width);
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

/// Writes the steps up the ladder, lowest rung first.
fn write_steps<G: Copy + Ord + std::fmt::Display>(
    out: &mut String,
    reading: &Reading,
    steps: &[Step<G>],
    open_end: Option<&str>,
    width: usize,
) {
    let mut steps: Vec<_> = steps.iter().collect();
    steps.sort_by_key(|s| s.stage);
    for (i, step) in steps.iter().enumerate() {
        let last = i + 1 == steps.len() && open_end.is_none();
        let mut flow = Flow::default();
        let look = style::status(step.status);
        flow.add(look.bold(), &format!("{} {}", style::glyph(step.status), step.stage));
        if step.status != dateline_core::Status::Occurred {
            flow.add(PLAIN, &format!(" ({})", step.status));
        }
        if let Some(by) = step.by {
            flow.add(PLAIN, " by ").add(PLAIN, &names::name(reading, by));
        }
        if let Some(date) = &step.date {
            flow.add(PLAIN, ", ").add(PLAIN, &events::date(date));
        }
        flow.add(DIM, " · ").add(DIM, &names::voice(reading, step.claim));
        if let Some(event) = step.event {
            flow.add(DIM, " · ").add(ID, &event.to_string());
        }
        flow.write(out, (DIM, rail(last)), INDENT + 3, width);
    }
    if let Some(open) = open_end {
        let mut flow = Flow::default();
        flow.add(DIM, open);
        flow.write(out, (DIM, rail(true)), INDENT + 3, width);
    }
}

fn rail(last: bool) -> &'static str {
    if last { "       └─" } else { "       ├─" }
}
