//! The columns of the ICEWS coded event data.

use super::Told;
use super::codes::{country_name, pairs_of};
use super::table::{Cell, Column, integer, real, text};
use dateline_core::{Actor, Precision};

pub(super) const COLUMNS: &[Column] = &[
    integer("Event ID"),
    text("Event Date"),
    text("Source Name"),
    text("Source Sectors"),
    text("Source Country"),
    text("Event Text"),
    text("CAMEO Code"),
    real("Intensity"),
    text("Target Name"),
    text("Target Sectors"),
    text("Target Country"),
    text("Story ID"),
    integer("Sentence Number"),
    text("Publisher"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    real("Latitude"),
    real("Longitude"),
];

pub(super) fn rows(told: &Told) -> Vec<Vec<Cell>> {
    let (event, report) = (told.event, &told.reading.report);
    let Some(cameo) = event.cameo.as_deref() else { return Vec::new() };
    let place = event.place.as_ref();
    let city = place.filter(|p| p.precision == Precision::City);
    let mut meaning = event.event_type.as_str().to_owned();
    for mode in &event.modes {
        meaning = format!("{meaning} {mode}");
    }
    let mut rows = Vec::new();
    for (at, pair) in pairs_of(told).into_iter().enumerate() {
        let (Some(source), Some(target)) = pair else { continue };
        let mut row: Vec<Cell> = vec![row_number(told, at).into(), told.day().into()];
        row.extend(party(source));
        row.extend([meaning.as_str().into(), cameo.into(), event.intensity.into()]);
        row.extend(party(target));
        row.extend([
            format!("{}/{}", report.id, report.version).into(),
            // From 1, as they are counted there.
            i64::try_from(event.evidence.sentence + 1).ok().into(),
            report.outlet.as_deref().into(),
            city.map(|p| p.name.as_str()).into(),
            Cell::Empty,
            Cell::Empty,
            place.and_then(|p| p.country).map(country_name).into(),
            place.and_then(|p| p.lat).into(),
            place.and_then(|p| p.lon).into(),
        ]);
        rows.push(row);
    }
    rows
}

fn party(actor: &Actor) -> [Cell; 3] {
    [
        actor.name.as_str().into(),
        Cell::list(actor.sectors.iter().map(|s| s.as_str()), ","),
        actor.country.map(country_name).into(),
    ]
}

/// A number for a row, the same whenever it is made from the same ledger:
/// reading, event and pair.
pub(super) fn row_number(told: &Told, pair: usize) -> i64 {
    let pair = i64::try_from(pair).unwrap_or(255).min(255);
    let event = i64::try_from(told.event.id.index()).unwrap_or(i64::MAX).min((1 << 13) - 1);
    (told.number << 21) | (event << 8) | pair
}
