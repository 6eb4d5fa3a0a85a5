//! Counts over time, drawn as bars on an axis without gaps left out.

use super::time::days;
use maud::{Markup, html};

/// How many, in one day, month or year.
pub(crate) struct Bar {
    /// `2026-03-30`, `2026-03` or `2026`.
    pub(crate) when: String,
    pub(crate) reports: u64,
    pub(crate) origins: u64,
    pub(crate) address: String,
}

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 240.0;

/// The place on the axis: days since 1970, months or years.
fn place(when: &str) -> Option<i64> {
    let mut parts = when.split('-').map(|p| p.parse::<i64>().ok());
    let year = parts.next()??;
    let Some(month) = parts.next() else { return Some(year) };
    let month = month?;
    let Some(day) = parts.next() else { return Some(year * 12 + month) };
    Some(days(year, month, day?))
}

/// Bars of reports, and in them those of origins.
pub(crate) fn bars(bars: &[Bar]) -> Markup {
    let placed: Vec<(i64, &Bar)> = bars.iter().filter_map(|b| Some((place(&b.when)?, b))).collect();
    let (Some(first), Some(last)) =
        (placed.iter().map(|p| p.0).min(), placed.iter().map(|p| p.0).max())
    else {
        return html! {};
    };
    let most =
        placed.iter().map(|(_, b)| b.reports.max(b.origins)).max().unwrap_or(1).max(1) as f64;
    let step = WIDTH / (last - first + 1) as f64;
    let wide = (step * 0.8).clamp(2.0, 40.0);
    let tall = |count: u64| (count as f64 / most * HEIGHT).max(if count > 0 { 1.0 } else { 0.0 });
    let edge = |at: i64| placed.iter().find(|p| p.0 == at).map_or("", |p| p.1.when.as_str());
    html! {
        svg.bars viewBox="0 0 1060 290" role="group" aria-label="Reports and origins over time; the table below has the same numbers" {
            text.axis x="42" y="18" text-anchor="end" { (most) }
            text.axis x="42" y="254" text-anchor="end" { "0" }
            line.rule x1="48" y1="250.5" x2="1052" y2="250.5" {}
            line.rule x1="48" y1="10.5" x2="1052" y2="10.5" {}
            @for (at, bar) in &placed {
                @let x = 50.0 + (at - first) as f64 * step + (step - wide) / 2.0;
                a href=(bar.address) {
                    rect.reports x=(short(x)) y=(short(250.0 - tall(bar.reports))) width=(short(wide)) height=(short(tall(bar.reports))) {
                        title { (bar.when) ": " (bar.reports) " reports, " (bar.origins) " origins" }
                    }
                    rect.origins x=(short(x + wide * 0.25)) y=(short(250.0 - tall(bar.origins))) width=(short(wide * 0.5)) height=(short(tall(bar.origins))) {}
                }
            }
            text.axis x="50" y="274" { (edge(first)) }
            @if last > first { text.axis x="1050" y="274" text-anchor="end" { (edge(last)) } }
        }
    }
}

fn short(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_lie_evenly() {
        let apart = |a, b| place(b).unwrap() - place(a).unwrap();
        assert_eq!(apart("2024-02-28", "2024-03-01"), 2);
        assert_eq!(apart("2026-02-28", "2026-03-01"), 1);
        assert_eq!(apart("2025-12-31", "2026-01-01"), 1);
        assert_eq!(apart("2025-12", "2026-01"), 1);
        assert_eq!(apart("2024", "2026"), 2);
        assert_eq!(place("undated"), None);
    }
}
