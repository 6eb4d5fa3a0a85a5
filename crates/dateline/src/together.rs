//! What reports say together: a story with its reports, texts and origins, a
//! denial against an assertion, the ladder of an agreement; and what a later
//! version of one of them changes. For the demo.

use crate::diff;
use crate::page::style::{BOLD, DIM, ID, PLAIN};
use crate::page::{self, Flow, style};
use anyhow::{Context, Result};
use dateline_core::{Reading, Status};
use dateline_ledger::{Backing, LadderView, Ledger, SqliteLedger, Story, Told, ToldRecord};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A folder of the demo's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("dateline-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path)
            .with_context(|| format!("the folder {} cannot be made", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, whose folder it is in.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Enters the readings into a ledger that lasts as long as this, and writes what
/// it makes of them.
pub fn write(
    out: &mut String,
    readings: &[Reading],
    later: Option<&Reading>,
    width: usize,
) -> Result<()> {
    let folder = Folder::new()?;
    let mut ledger = SqliteLedger::open(&folder.0.join("ledger.db"))?;
    ledger.enter_all(readings)?;
    let stories = stories(&ledger, readings)?;
    if let Some(largest) = stories.iter().max_by_key(|story| story.reports.len()) {
        page::heading_line(out, "One story in many reports");
        write_story(out, largest, width);
    }
    if let Some((told, denial, denied)) = denial(&stories) {
        out.push('\n');
        page::heading_line(out, "One says it, another denies it");
        write_told(out, "says", denied, &told.backing, width);
        write_told(out, "denies", denial, &told.backing, width);
        write_life(out, &ledger, &denied.record, width)?;
    }
    let ladders = ledger.ladders(Some("agreement"), None)?;
    if let Some(longest) = ladders.iter().max_by_key(|ladder| ladder.backing.texts.len()) {
        out.push('\n');
        page::heading_line(out, "One agreement, step by step over all reports");
        write_ladder(out, longest, width);
    }
    if let Some(later) = later {
        ledger.enter(later)?;
        if let Some(diff) = ledger.diff(&later.report.id, None, None)? {
            out.push('\n');
            page::heading_line(out, "One report, changed by its outlet");
            out.push_str(&diff::page(&diff));
        }
    }
    Ok(())
}

fn stories(ledger: &SqliteLedger, readings: &[Reading]) -> Result<Vec<Story>> {
    let mut numbers = BTreeSet::new();
    for reading in readings {
        numbers.extend(ledger.story_of(&reading.report.id)?);
    }
    let mut stories = Vec::new();
    for number in numbers {
        stories.extend(ledger.story(number, None)?);
    }
    Ok(stories)
}

fn write_story(out: &mut String, story: &Story, width: usize) {
    let title = story.reports.first().and_then(|report| report.title.as_deref());
    line(out, "", &[(BOLD, title.unwrap_or("Without a headline"))], 2, width);
    line(out, "", &[(PLAIN, &story.backing.to_string())], 2, width);
    out.push('\n');
    for text in &story.backing.texts {
        let mut reports: Vec<&String> = text.reports.iter().collect();
        reports.sort_by_key(|name| text.first.split('/').next() != Some(name.as_str()));
        for (at, name) in reports.into_iter().enumerate() {
            let of = |report: &str| report.split('/').next() == Some(name.as_str());
            let Some(report) = story.reports.iter().find(|r| of(&r.report)) else { continue };
            let mark = if at == 0 { "text" } else { "  same" };
            let outlet = report.outlet.as_deref().unwrap_or("outlet unknown");
            let first = if of(&text.first) { " · first" } else { "" };
            let title = report.title.as_deref().unwrap_or_default();
            let runs = [(PLAIN, outlet), (DIM, first), (DIM, " · "), (PLAIN, title)];
            line(out, mark, &runs, 9, width);
        }
    }
    out.push('\n');
    let told = story.told.iter().max_by_key(|told| (told.backing.texts.len(), told.records.len()));
    if let Some(told) = told {
        line(
            out,
            "",
            &[(PLAIN, "What most of them tell: "), (BOLD, &told.backing.to_string())],
            2,
            width,
        );
        // One record for each text: reprints only say it again.
        for text in &told.backing.texts {
            let of = |record: &&ToldRecord| {
                text.reports.iter().any(|id| record.record.split('/').next() == Some(id.as_str()))
            };
            if let Some(record) = told.records.iter().find(of) {
                write_told(out, "tells", record, &told.backing, width);
            }
        }
    }
}

/// A denial, and the assertion it is against, by somebody else.
fn denial(stories: &[Story]) -> Option<(&Told, &ToldRecord, &ToldRecord)> {
    stories.iter().flat_map(|story| &story.told).find_map(|told| {
        let find = |name: &str| told.records.iter().find(|r| r.record == name);
        told.differences.iter().filter(|d| d.kind == "denies").find_map(|difference| {
            let (denial, denied) = (find(&difference.record)?, find(&difference.other)?);
            (denial.outlet != denied.outlet).then_some((told, denial, denied))
        })
    })
}

fn write_told(out: &mut String, mark: &str, told: &ToldRecord, behind: &Backing, width: usize) {
    let outlet = told.outlet.as_deref().unwrap_or("outlet unknown");
    let day = told.published_at.as_deref().and_then(|d| d.get(..10)).unwrap_or("undated");
    let origin = behind.origins.iter().find(|origin| origin.records.contains(&told.record));
    let who = origin.map_or(outlet, |origin| origin.name.as_str());
    let text = format!(" “{}”", told.text.trim_matches(['"', '“', '”']));
    let place = format!(" · {outlet}, {day} · ");
    let runs = [(BOLD, who), (PLAIN, &text), (DIM, &place), (ID, &told.record)];
    line(out, mark, &runs, 9, width);
}

fn write_life(out: &mut String, ledger: &SqliteLedger, record: &str, width: usize) -> Result<()> {
    let life = ledger.life(record, None)?;
    let steps: Vec<String> = life
        .iter()
        .map(|moment| {
            let day = moment.when.as_deref().and_then(|d| d.get(..10)).unwrap_or("undated");
            format!("{} {day} by {}", moment.what, moment.who)
        })
        .collect();
    line(out, "life", &[(PLAIN, &steps.join(", "))], 9, width);
    Ok(())
}

fn write_ladder(out: &mut String, ladder: &LadderView, width: usize) {
    let parties = ladder.parties.join(", ");
    let runs =
        [(BOLD, ladder.name.as_str()), (DIM, " · "), (PLAIN, parties.as_str()), (DIM, " · ")];
    let mut flow = Flow::default();
    for (style, text) in runs {
        flow.add(style, text);
    }
    flow.add(PLAIN, &ladder.backing.to_string());
    flow.write(out, (PLAIN, ""), 2, width);
    for rung in &ladder.rungs {
        let status = rung.status.parse::<Status>().ok();
        let mark = status.map_or("·", style::glyph);
        let colour = status.map_or(PLAIN, style::status);
        let mut flow = Flow::default();
        flow.add(colour, &rung.stage);
        if rung.status != "occurred" {
            flow.add(colour, &format!(" ({})", rung.status));
        }
        if let Some(by) = &rung.by {
            flow.add(DIM, " by ").add(PLAIN, by);
        }
        if let Some(date) = &rung.date {
            flow.add(DIM, ", ").add(PLAIN, date);
        }
        flow.add(DIM, &format!(" · {} · ", told_by(&rung.backing)));
        flow.add(ID, rung.told.first().map_or("", |(record, _)| record));
        flow.write(out, (colour, &format!("    {mark}")), 6, width);
    }
}

/// The count, and who, if they are few.
fn told_by(backing: &Backing) -> String {
    let names: Vec<&str> = backing.origins.iter().map(|o| o.name.as_str()).collect();
    match names.len() {
        1..=2 => format!("{backing}: {}", names.join(", ")),
        _ => backing.to_string(),
    }
}

fn line(
    out: &mut String,
    mark: &str,
    runs: &[(anstyle::Style, &str)],
    indent: usize,
    width: usize,
) {
    let mut flow = Flow::default();
    for (style, text) in runs {
        flow.add(*style, text);
    }
    flow.write(out, (DIM, &format!("  {mark}")), indent, width);
}
