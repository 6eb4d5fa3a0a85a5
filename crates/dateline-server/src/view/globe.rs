//! The map: states shaded by what happened there, pins only for what is known
//! to the town.

use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Made by assets/outlines.mjs.
const OUTLINES: &str = include_str!("../../assets/outlines.tsv");

/// A state on the sheet of 10000 by 4800.
struct Outline {
    code: &'static str,
    name: &'static str,
    x: f64,
    y: f64,
    /// Empty for states that are too small to draw.
    path: &'static str,
}

static STATES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let outline = |line: &'static str| {
        let mut cells = line.split('\t');
        let (code, name) = (cells.next()?, cells.next()?);
        let (x, y) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(Outline { code, name, x, y, path: cells.next()? })
    };
    OUTLINES.lines().filter(|line| !line.starts_with('#')).filter_map(outline).collect()
});

/// Something at a place that is known to the town or better.
pub(crate) struct Pin {
    pub(crate) name: String,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) count: usize,
    pub(crate) address: String,
}

/// Where a place lies on the sheet: the projection Natural Earth, as in
/// outlines.mjs.
fn project(lat: f64, lon: f64) -> (f64, f64) {
    let (l, p) = (lon.to_radians(), lat.to_radians());
    let q = p * p;
    let r = q * q;
    let x = l * (0.8707 - 0.131979 * q + r * (-0.013791 + r * (0.003971 * q - 0.001529 * r)));
    let y = p * (1.007226 + q * (0.015085 + r * (-0.044475 + 0.028874 * q - 0.005916 * r)));
    ((5000.0 + x * 1827.0).round(), (2680.0 - y * 1827.0).round())
}

/// The name of a state by its code.
pub(crate) fn name(code: &str) -> &str {
    STATES.iter().find(|s| s.code == code).map_or(code, |s| s.name)
}

/// The map. `counts` is by code of state; `address` links a state.
pub(crate) fn map(
    counts: &BTreeMap<String, u64>,
    pins: &[Pin],
    address: impl Fn(&str) -> String,
) -> Markup {
    let most = counts.values().copied().max().unwrap_or(0);
    html! {
        svg.globe viewBox="0 0 10000 4560" role="group" aria-label="A map of the world; the table below has the same numbers" {
            @for state in STATES.iter().filter(|s| !s.path.is_empty() && !counts.contains_key(s.code)) {
                path.land d=(state.path) {}
            }
            @for state in STATES.iter() {
                @if let Some(count) = counts.get(state.code) {
                    a href=(address(state.code)) {
                        @if state.path.is_empty() { circle class=(format!("state {}", shade(*count, most))) cx=(state.x) cy=(state.y) r="34" { title { (state.name) ": " (count) } } }
                        @else { path class=(format!("state {}", shade(*count, most))) d=(state.path) { title { (state.name) ": " (count) } } }
                    }
                }
            }
            @for pin in pins {
                @let (x, y) = project(pin.lat, pin.lon);
                a href=(pin.address) {
                    circle.pin cx=(x) cy=(y) r=(size(pin.count)) { title { (super::text::safe(&pin.name)) ": " (pin.count) } }
                }
            }
        }
    }
}

/// One of five shades, by the logarithm: a few countries have most of it.
fn shade(count: u64, most: u64) -> &'static str {
    let part = (count as f64 + 1.0).ln() / (most as f64 + 1.0).ln();
    ["t1", "t2", "t3", "t4", "t5"][((part * 5.0).ceil() as usize).clamp(1, 5) - 1]
}

fn size(count: usize) -> usize {
    28 + 12 * (count.ilog2() as usize).min(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_within_their_states() {
        assert!(STATES.len() > 220, "{}", STATES.len());
        for (code, lat, lon) in [("FRA", 46.6, 2.4), ("AUS", -25.0, 134.0), ("BRA", -10.0, -53.0)] {
            let state = STATES.iter().find(|s| s.code == code).unwrap();
            let (x, y) = project(lat, lon);
            // The middle of France's outline is drawn off by what lies overseas.
            assert!((x - state.x).abs() < 200.0 && (y - state.y).abs() < 200.0, "{code} {x} {y}");
        }
        assert_eq!(name("ESP"), "Spain");
        assert_eq!(name("REB"), "REB");
    }

    #[test]
    fn shades_go_from_few_to_most() {
        assert_eq!(shade(1, 1), "t5");
        assert_eq!(shade(1, 1_000), "t1");
        assert_eq!(shade(1_000, 1_000), "t5");
    }
}
