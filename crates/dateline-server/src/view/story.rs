//! The page of a story: who tells it, what they tell alike, where they differ.

use super::layout::token;
use super::text::{count, day, first_words, safe};
use crate::routes::address;
use crate::visitor::Visitor;
use dateline_ledger::{Backing, Story, StoryReport, Told, ToldRecord};
use maud::{Markup, html};

/// The headline of the report that was published first.
pub(crate) fn title(story: &Story) -> &str {
    story.reports.first().and_then(|r| r.title.as_deref()).unwrap_or("A story without a headline")
}

/// The page below its heading; `events` is what happened in it.
pub(crate) fn page(visitor: &Visitor, story: &Story, events: Markup) -> Markup {
    html! {
        p.lead { (backing(&story.backing)) }
        @if !story.told.is_empty() {
            h2 { "What several tell" }
            @for told in &story.told { (told_alike(told)) }
        }
        h2 { "Its reports" }
        p.meta { "Copies stand under the text they copy." }
        (texts(story))
        h2 { "Where it comes from" }
        ul.plain {
            @for origin in &story.backing.origins {
                li { b { (first_words(&origin.name, 80)) } span.faint { ", " (origin.kind) " · " (count(origin.records.len() as u64, "report")) } }
            }
        }
        h2 { "What happened" }
        (events)
        @if visitor.edits() { (by_hand(visitor, story)) }
    }
}

/// "41 reports, 6 texts, 1 origin".
fn backing(backing: &Backing) -> Markup {
    html! {
        (count(backing.reports.len() as u64, "report")) ", " (count(backing.texts.len() as u64, "text"))
        ", " b { (count(backing.origins.len() as u64, "origin")) }
    }
}

/// One event or claim with everybody who tells it, and where they differ.
fn told_alike(told: &Told) -> Markup {
    let first = told.records.first();
    html! {
        details.alike data-row open[!told.differences.is_empty()] {
            summary {
                @if let Some(first) = first { span.quote { (first_words(&first.text, 200)) } }
                div.faint {
                    (backing(&told.backing))
                    @if !told.differences.is_empty() { " · " b.contested { (count(told.differences.len() as u64, "disagreement")) } }
                }
            }
            ul.plain {
                @for record in &told.records { li { (one(record)) } }
                @for difference in &told.differences {
                    li.difference {
                        b.contested { (kind(&difference.kind)) } " "
                        a.code href=(address(&difference.record)) { (short(&difference.record)) }
                        " against " a.code href=(address(&difference.other)) { (short(&difference.other)) }
                        " · " (safe(&difference.reason))
                    }
                }
            }
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
            @if report.decided == "hand" { " · put here by hand" }
            span title=(safe(&report.reason)) { " · why here: " (first_words(&report.reason, 90)) }
        }
    }
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
