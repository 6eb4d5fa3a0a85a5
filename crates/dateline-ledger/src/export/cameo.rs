//! Dyads: who, upon whom, on which day, under which CAMEO code.

use super::Told;
use super::codes::{cameo_actor, pairs_of};
use super::table::{Cell, Column, text};

pub(super) const COLUMNS: &[Column] =
    &[text("date"), text("source"), text("target"), text("code"), text("id"), text("publisher")];

pub(super) fn rows(told: &Told) -> Vec<Vec<Cell>> {
    let Some(cameo) = told.event.cameo.as_deref() else { return Vec::new() };
    let day = told.day().map(|day| day.replace('-', ""));
    let pairs = pairs_of(told).into_iter().filter_map(|pair| {
        let (source, target) = (cameo_actor(pair.0?), cameo_actor(pair.1?));
        // Somebody without country and sector has no code.
        (!source.is_empty() && !target.is_empty()).then_some((source, target))
    });
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (source, target) in pairs {
        let row = vec![
            day.clone().into(),
            source.into(),
            target.into(),
            cameo.into(),
            told.name().into(),
            told.reading.report.outlet.as_deref().into(),
        ];
        // Two persons of a government are one dyad.
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}
