//! `dateline explain ID --ledger FILE`: a row of the ledger, opened to the words
//! it rests on.

use crate::page::clean;
use crate::{ledger, output};
use anyhow::{Context, Result};
use dateline_core::{Claim, Event, Quote, Reading};
use dateline_ledger::Ledger;
use std::fmt::Write;
use std::path::Path;

/// Shows the record `id`, which is `REPORT/VERSION/RECORD` as `dateline query`
/// prints it.
pub fn explain(id: &str, named: Option<&Path>) -> Result<()> {
    let (report, version, record) = parts(id).ok_or_else(|| {
        output::Usage(format!(
            "`{id}` names no record: take one from `dateline query`, such as 0123456789abcdef/1/e3"
        ))
    })?;
    let ledger = dateline_ledger::open_to_read(&ledger::path(named)?)?;
    let reading = ledger
        .reading_of(report, version)?
        .with_context(|| format!("the ledger holds no version {version} of a report {report}"))?;
    let event = reading.events.iter().find(|e| e.id.to_string() == record);
    let claim = reading.claims.iter().find(|c| c.id.to_string() == record);
    let shown = match (event, claim) {
        (Some(event), _) => of_event(&reading, event),
        (_, Some(claim)) => of_claim(&reading, claim),
        _ => anyhow::bail!("report {report} has no event or claim {record} in version {version}"),
    };
    let corrections = ledger.corrections(id)?;
    let mut out = of_report(&reading) + &shown;
    for c in corrections {
        line(&mut out, c.action.as_str(), &format!("by {}: {}", c.who, c.detail));
    }
    output::print(&out)
}

/// Whether `id` has the form of a row: REPORT/VERSION/RECORD, such as
/// 0123456789abcdef/1/e3.
pub fn is_row(id: &str) -> bool {
    parts(id).is_some_and(|(report, _, record)| {
        report.len() == 16
            && report.bytes().all(|b| b.is_ascii_hexdigit())
            && record.starts_with(['e', 'c'])
    })
}

fn parts(id: &str) -> Option<(&str, u32, &str)> {
    let (rest, record) = id.rsplit_once('/')?;
    let (report, version) = rest.rsplit_once('/')?;
    Some((report, version.parse().ok()?, record))
}

fn of_report(reading: &Reading) -> String {
    let report = &reading.report;
    let mut out = String::new();
    line(&mut out, "report", report.title.as_deref().unwrap_or("without a headline"));
    line(&mut out, "outlet", report.outlet.as_deref().unwrap_or("unknown"));
    line(&mut out, "published", report.published_at.as_deref().unwrap_or("undated"));
    out
}

fn of_event(reading: &Reading, event: &Event) -> String {
    let mut out = String::new();
    let cameo = event.cameo.as_deref().unwrap_or("none");
    line(&mut out, "event", &format!("{}, CAMEO {cameo}, {}", event.event_type, event.status));
    let names = |ids: &[dateline_core::ActorId]| {
        let names: Vec<_> = ids.iter().filter_map(|id| reading.actors.get(id.index())).collect();
        names.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
    };
    line(&mut out, "actors", &names(&event.actors));
    line(&mut out, "recipients", &names(&event.recipients));
    let sentence = reading.sentences.get(event.evidence.sentence);
    line(&mut out, "sentence", sentence.map_or("", |s| s.text.as_str()));
    line(&mut out, "words", &words(&event.evidence.spans));
    line(&mut out, "made by", &event.evidence.by);
    line(&mut out, "confidence", &format!("{:.2}", event.confidence));
    match event.claim.and_then(|id| reading.claims.get(id.index())) {
        Some(claim) => out + &of_claim(reading, claim),
        None => {
            line(&mut out, "said by", "the outlet, in its own voice");
            out
        }
    }
}

fn of_claim(reading: &Reading, claim: &Claim) -> String {
    let mut out = String::new();
    let speaker = claim.speaker.and_then(|id| reading.actors.get(id.index()));
    line(&mut out, "claim", &claim.id.to_string());
    line(&mut out, "said by", speaker.map_or("nobody named", |a| a.name.as_str()));
    line(&mut out, "said as", &format!("{}, {}", claim.stance, claim.certainty));
    line(&mut out, "source", &words(&claim.source));
    line(&mut out, "cue", &words(&claim.cue));
    line(&mut out, "content", &words(&claim.content));
    line(&mut out, "made by", &claim.by);
    line(&mut out, "confidence", &format!("{:.2}", claim.confidence));
    out
}

fn words(quotes: &[Quote]) -> String {
    quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ")
}

fn line(out: &mut String, label: &str, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{label:<11} {}", clean::line(text));
}
