//! The network: states in a ring, and what they do to each other as curves.

use super::globe;
use dateline_core::Quad;
use maud::{Markup, html};
use std::f64::consts::TAU;

/// What one state does to another.
pub(crate) struct Tie {
    pub(crate) from: String,
    pub(crate) to: String,
    /// How many events, by class.
    pub(crate) counts: [u64; 4],
}

impl Tie {
    /// All of them.
    pub(crate) fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The class of most of them.
    pub(crate) fn quad(&self) -> Quad {
        let most = (0..4).max_by_key(|at| (self.counts[*at], 4 - at)).unwrap_or(0);
        Quad::ALL[most]
    }
}

/// The ring. Classes differ in colour and in the dashes of the line.
pub(crate) fn ring(ties: &[Tie], address: impl Fn(&str) -> String) -> Markup {
    let mut states: Vec<&str> = Vec::new();
    // What a state does to itself stands in the table only.
    let across = || ties.iter().filter(|tie| tie.from != tie.to);
    for code in across().flat_map(|tie| [tie.from.as_str(), tie.to.as_str()]) {
        if !states.contains(&code) {
            states.push(code);
        }
    }
    let place = |at: usize, radius: f64| {
        let angle = at as f64 / states.len() as f64 * TAU - TAU / 4.0;
        (500.0 + radius * angle.cos(), 380.0 + radius * angle.sin())
    };
    let at = |code: &str| states.iter().position(|s| *s == code).unwrap_or(0);
    let most = ties.iter().map(Tie::count).max().unwrap_or(1).max(1) as f64;
    html! {
        svg.web viewBox="0 0 1000 760" role="group" aria-label="Who does what to whom; the table below has the same numbers" {
            defs { @for quad in Quad::ALL {
                marker id=(format!("arrow-{quad}")) class=(format!("quad {quad}")) viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto" {
                    path d="M0 0L8 4L0 8z" {}
                }
            } }
            @for tie in across() {
                @let (x1, y1) = place(at(&tie.from), 290.0);
                @let (x2, y2) = place(at(&tie.to), 286.0);
                // Bent towards the middle, and to the right of the way, so that
                // there and back are two curves.
                @let (mx, my) = ((x1 + x2 + 1000.0) / 4.0 + (y1 - y2) * 0.08, (y1 + y2 + 760.0) / 4.0 + (x2 - x1) * 0.08);
                path class=(format!("tie quad {}", tie.quad())) d=(format!("M{x1:.0} {y1:.0}Q{mx:.0} {my:.0} {x2:.0} {y2:.0}"))
                    stroke-width=(format!("{:.1}", 1.2 + 6.0 * (tie.count() as f64 / most).sqrt())) marker-end=(format!("url(#arrow-{})", tie.quad())) {
                    title { (globe::name(&tie.from)) " to " (globe::name(&tie.to)) ": " (tie.count()) ", mostly " (tie.quad()) }
                }
            }
            @for (i, code) in states.iter().enumerate() {
                @let (x, y) = place(i, 300.0);
                @let (tx, ty) = place(i, 318.0);
                a href=(address(code)) {
                    circle.node cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r="7" {}
                    text x=(format!("{tx:.0}")) y=(format!("{:.0}", ty + 5.0)) text-anchor=(anchor(tx)) { (globe::name(code)) }
                }
            }
        }
    }
}

/// Names stand outside of the ring.
fn anchor(x: f64) -> &'static str {
    if x < 480.0 {
        "end"
    } else if x > 520.0 {
        "start"
    } else {
        "middle"
    }
}
