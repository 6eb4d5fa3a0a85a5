//! The page of a story: who tells it, what they tell alike, where they differ.

use super::lanes::lanes;
use super::layout::token;
use super::text::{count, day, first_words, safe};
use crate::routes::{address, people, status};
use crate::visitor::Visitor;
use dateline_ledger::{Backing, Difference, EventRow, Story, StoryReport, Told, ToldRecord};
use maud::{Markup, html};

/// The headline of the report that was published first.
pub(crate) fn title(story: &Story) -> &str {
    story.reports.first().and_then(|r| r.title.as_deref()).unwrap_or("A story without a headline")
}

/// The page below its heading. `rows` are events of its reports, in which what
/// several tell is looked up; `events` and `claims` are the tables of all.
pub(crate) fn page(
    visitor: &Visitor,
    story: &Story,
    rows: &[EventRow],
    events: Option<Markup>,
    claims: Option<Markup>,
) -> Markup {
    let (said, happened): (Vec<&Told>, Vec<&Told>) = by_origins(story).partition(|t| is_claim(t));
    let apart = || story.told.iter().filter(|told| !told.differences.is_empty());
    html! {
        (summary(story))
        (lanes(story))
        @if apart().next().is_some() {
            h2 { "Where its reports differ" }
            ul.plain { @for told in apart() { li.difference { (disagreement(told)) } } }
        }
        h2 { "What happened" }
        @if !happened.is_empty() {
            p.meta { "Told by several reports; open one to read each." }
            @for told in &happened { (told_alike(told, rows)) }
        }
        (folded("Every event of its reports", happened.is_empty(), events))
        h2 { "Who says what, and how sure they are" }
        @if !said.is_empty() {
            p.meta { "Repeated by several reports; what one origin said stays one origin’s word, however often it is printed." }
            @for told in &said { (told_alike(told, rows)) }
        }
        (folded("Every claim of its reports", said.is_empty(), claims))
        h2 { "Its reports" }
        p.meta { "Copies stand under the text they copy." }
        (texts(story))
        @if visitor.edits() { (by_hand(visitor, story)) }
    }
}

/// In one sentence: how often it is told, and where that comes from.
fn summary(story: &Story) -> Markup {
    let backing = &story.backing;
    html! {
        p.lead {
            (backing_words(backing)) ": "
            @for (i, origin) in backing.origins.iter().take(6).enumerate() { @if i > 0 { ", " } (first_words(&origin.name, 60)) }
            @if backing.origins.len() > 6 { " and " (backing.origins.len() - 6) " more" }
            "."
        }
        p.meta { "Reports that carry one text count as one text; an origin is whoever that text, or what it quotes, comes from." }
    }
}

/// What more than one report tells, the most origins first.
fn by_origins(story: &Story) -> impl Iterator<Item = &Told> {
    let mut told: Vec<&Told> = story.told.iter().collect();
    told.sort_by_key(|told| {
        std::cmp::Reverse((told.backing.origins.len(), told.backing.reports.len()))
    });
    told.into_iter()
}

fn is_claim(told: &Told) -> bool {
    let first = told.records.first().and_then(|record| record.record.rsplit('/').next());
    first.is_some_and(|id| id.starts_with('c'))
}

/// A table that stands below what is told by several; open if there is none of that.
fn folded(name: &str, open: bool, table: Option<Markup>) -> Markup {
    html! {
        @match table {
            Some(table) => { details.all open[open] { summary { (name) } (table) } }
            None => { p.faint { "None was found." } }
        }
    }
}

/// "41 reports, 6 texts, 1 origin"
fn backing_words(backing: &Backing) -> Markup {
    html! {
        (count(backing.reports.len() as u64, "report")) ", " (count(backing.texts.len() as u64, "text"))
        ", " b { (count(backing.origins.len() as u64, "origin")) }
    }
}

/// What others tell otherwise, in one line; each difference stands below.
fn disagreement(told: &Told) -> Markup {
    let mut kinds: Vec<&str> = told.differences.iter().map(|d| kind(&d.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        @for kind in kinds { b.contested { (kind) } " " }
        @if let Some(first) = told.records.first() {
            a.quote href=(address(&first.record)) { (first_words(&first.text, 160)) }
        }
    }
}

fn differs(difference: &Difference) -> Markup {
    html! {
        b.contested { (kind(&difference.kind)) } " "
        a.code href=(address(&difference.record)) { (short(&difference.record)) }
        " against " a.code href=(address(&difference.other)) { (short(&difference.other)) }
        " · " (safe(&difference.reason))
    }
}

/// One event or claim with everybody who tells it, and where they differ.
fn told_alike(told: &Told, rows: &[EventRow]) -> Markup {
    let first = told.records.first();
    html! {
        details.alike data-row open[!told.differences.is_empty()] {
            summary {
                @if let Some(first) = first {
                    span.quote { (first_words(&first.text, 200)) }
                    div {
                        @let row = told.records.iter().find_map(|told| rows.iter().find(|row| row.record == told.record));
                        @if is_claim(told) { (says(first)) } @else if let Some(row) = row { (happened(row)) } @else { (status(&first.how)) }
                    }
                }
                div.faint {
                    (backing_words(&told.backing))
                    @if !told.differences.is_empty() { " · " b.contested { (count(told.differences.len() as u64, "disagreement")) } }
                }
            }
            ul.plain {
                @for record in &told.records { li { (one(record)) } }
                @for difference in &told.differences { li.difference { (differs(difference)) } }
            }
        }
    }
}

/// Who says so, and how sure they are.
fn says(record: &ToldRecord) -> Markup {
    html! {
        b { (first_words(record.origin.as_deref().unwrap_or("somebody not named"), 60)) } " "
        (safe(&record.how.replace("unstated", "certainty not stated")))
    }
}

/// Who did what to whom, whether it happened, and whose word that is.
fn happened(row: &EventRow) -> Markup {
    html! {
        b.code { (row.event_type) } " " (people(&row.actors))
        @if !row.recipients.is_empty() { " → " (people(&row.recipients)) }
        " · " (status(&row.status)) " · "
        @match &row.speaker {
            Some(speaker) => { "says " b { (first_words(speaker, 60)) } }
            None if row.claim.is_some() => "says somebody not named",
            None => "in the outlet’s own voice",
        }
    }
}

fn one(record: &ToldRecord) -> Markup {
    html! {
        b { (safe(record.outlet.as_deref().unwrap_or("outlet unknown"))) } " "
        span.faint {
            (day(record.published_at.as_deref()))
            @if let Some(origin) = &record.origin { " · from " (first_words(origin, 60)) }
            " · " (safe(&record.how))
        }
        " " a.quote href=(address(&record.record)) title=(safe(&record.reason)) { (first_words(&record.text, 240)) }
    }
}

fn kind(kind: &str) -> &str {
    match kind {
        "denies" => "✗ denied:",
        "status" => "≠ another status:",
        "number" => "≠ another number:",
        other => other,
    }
}

/// The record without its report: `e3`.
fn short(record: &str) -> &str {
    record.rsplit('/').next().unwrap_or(record)
}

/// The reports by text: the first publication, and copies under it.
fn texts(story: &Story) -> Markup {
    let id = |report: &StoryReport| report.report.split('/').next().unwrap_or_default().to_owned();
    let of = |name: &str| {
        story.reports.iter().find(|r| id(r) == name.split('/').next().unwrap_or_default())
    };
    html! {
        ol.reports {
            @for text in &story.backing.texts {
                @let first = of(&text.first).or_else(|| text.reports.first().and_then(|r| of(r)));
                @if let Some(first) = first {
                    @let copies: Vec<&StoryReport> = text.reports.iter().filter_map(|r| of(r)).filter(|r| r.report != first.report).collect();
                    li data-row {
                        (report(first))
                        @if !copies.is_empty() {
                            details.copies {
                                summary { (count(copies.len() as u64, "report")) " with the same text" }
                                ul.plain { @for copy in copies { li { (report(copy)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn report(report: &StoryReport) -> Markup {
    html! {
        a.title href=(format!("/reports/{}", report.report)) { (first_words(report.title.as_deref().unwrap_or("Without a headline"), 160)) }
        p.meta {
            (safe(report.outlet.as_deref().unwrap_or("outlet unknown"))) " · " (day(report.published_at.as_deref()))
            @if let Some((id, version @ 2..)) = version(&report.report) {
                " · " a href=(format!("/reports/{id}/diff?from={}&to={version}", version - 1)) { "version " (version) ", what changed" }
            }
            @if report.decided == "hand" { " · put here by hand" }
            span title=(safe(&report.reason)) { " · why here: " (first_words(&report.reason, 90)) }
        }
    }
}

/// Id and version of a report's name.
fn version(name: &str) -> Option<(&str, u32)> {
    let (id, version) = name.split_once('/')?;
    Some((id, version.parse().ok()?))
}

/// Merging with another story, and taking reports out.
fn by_hand(visitor: &Visitor, story: &Story) -> Markup {
    let record = format!("story/{}", story.id);
    html! {
        details.filters {
            summary { "Put together or take apart by hand" }
            form.stack method="post" action="/correct" {
                (token(visitor))
                input type="hidden" name="record" value=(record);
                input type="hidden" name="action" value="split";
                fieldset {
                    legend { "These reports are another story" }
                    @for report in &story.reports {
                        @let id = report.report.split('/').next().unwrap_or_default();
                        label { input type="checkbox" name="report" value=(id); " " (first_words(report.title.as_deref().unwrap_or(id), 100)) }
                    }
                }
                button.second type="submit" { "Split them off" }
            }
            form.stack method="post" action="/correct" {
                (token(visitor))
                input type="hidden" name="record" value=(record);
                input type="hidden" name="action" value="merge";
                label.field { span { "The same as story" } input type="text" name="with" placeholder="s12" pattern="s?[0-9]+" required; }
                button.second type="submit" { "Merge" }
            }
        }
    }
}
