//! What was read, and what a person should know about it.

use super::flow::Flow;
use super::style::{BOLD, DIM, PLAIN, WARNING};
use dateline_core::{Reading, Report};

/// Writes outlet, section, date, place, byline, and the report's id.
pub fn write(out: &mut String, reading: &Reading, width: usize) {
    let report = &reading.report;
    let mut flow = Flow::default();
    flow.add(BOLD, report.outlet.as_deref().unwrap_or("Outlet unknown"));
    let byline = (!report.byline.is_empty()).then(|| format!("by {}", report.byline.join(", ")));
    let date = report.published_at.clone().unwrap_or_else(|| "undated".to_owned());
    let parts = [report.section.clone(), Some(date), report.dateline.clone(), byline];
    for part in parts.iter().flatten() {
        flow.add(DIM, " · ").add(PLAIN, part);
    }
    flow.write(out, (PLAIN, ""), 0, width);
    let mut flow = Flow::default();
    flow.add(DIM, &identity(report));
    flow.write(out, (PLAIN, ""), 0, width);
    let line = "─".repeat(width);
    out.push_str(&format!("{DIM}{line}{DIM:#}\n"));
}

/// Writes the title, for a page that does not show it with the text.
pub fn write_title(out: &mut String, reading: &Reading, width: usize) {
    if let Some(title) = &reading.report.title {
        let mut flow = Flow::default();
        out.push('\n');
        flow.add(BOLD, title).write(out, (PLAIN, ""), 2, width);
    }
}

fn identity(report: &Report) -> String {
    let from = report.url.as_ref().map(|url| format!(" · {url}")).unwrap_or_default();
    let version =
        if report.version > 1 { format!(", version {}", report.version) } else { String::new() };
    format!("report {}{version}{from}", report.id)
}

/// Writes the notices, if there are any.
pub fn write_notices(out: &mut String, reading: &Reading, width: usize) {
    if reading.notices.is_empty() {
        return;
    }
    out.push('\n');
    for notice in &reading.notices {
        let mut flow = Flow::default();
        flow.add(PLAIN, &notice.message);
        flow.write(out, (WARNING, "!"), 2, width);
    }
}
