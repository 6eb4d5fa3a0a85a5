//! The columns of POLECAT, the data set of PLOVER events at Harvard Dataverse.

use super::Told;
use super::codes::{country_name, pairs_of};
use super::table::{Cell, Column, integer, real, text};
use dateline_core::{Actor, ActorKind, Precision, Quad};

pub(super) const COLUMNS: &[Column] = &[
    text("Event ID"),
    text("Event Date"),
    text("Event Type"),
    text("Event Mode"),
    real("Intensity"),
    text("Quad Code"),
    text("Contexts"),
    text("Actor Name"),
    text("Actor Country"),
    text("Actor COW"),
    text("Primary Actor Sector"),
    text("Actor Sectors"),
    text("Actor Title"),
    text("Actor Name Raw"),
    text("Wikipedia Actor ID"),
    text("Recipient Name"),
    text("Recipient Country"),
    text("Recipient COW"),
    text("Primary Recipient Sector"),
    text("Recipient Sectors"),
    text("Recipient Title"),
    text("Recipient Name Raw"),
    text("Wikipedia Recipient ID"),
    text("Placename"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    real("Latitude"),
    real("Longitude"),
    integer("GeoNames ID"),
    text("Raw Placename"),
    text("Feature Type"),
    text("Source"),
    text("Publication Date"),
    text("Story People"),
    text("Story Organizations"),
    text("Story Locations"),
    text("Language"),
    text("Version"),
];

pub(super) fn rows(told: &Told) -> Vec<Vec<Cell>> {
    let (event, report) = (told.event, &told.reading.report);
    let place = event.place.as_ref();
    let of_kind = |kind: ActorKind| {
        let all = told.reading.actors.iter().filter(move |actor| actor.kind == kind);
        Cell::list(all.map(|actor| actor.name.as_str()), ";")
    };
    let in_city = |exact| place.filter(|p| (p.precision == Precision::City) == exact);
    let mut rows = Vec::new();
    for (at, (actor, recipient)) in pairs_of(told).into_iter().enumerate() {
        let mut row: Vec<Cell> = vec![
            format!("{}/{}", told.name(), at + 1).into(),
            told.day().into(),
            event.event_type.as_str().into(),
            Cell::list(event.modes.iter().map(|m| m.as_str()), ";"),
            event.intensity.into(),
            quad(event.quad).into(),
            Cell::list(event.contexts.iter().map(|c| c.as_str()), ";"),
        ];
        row.extend(party(actor));
        row.extend(party(recipient));
        row.extend([
            place.map(|p| p.name.as_str()).into(),
            in_city(true).map(|p| p.name.as_str()).into(),
            Cell::Empty,
            Cell::Empty,
            place.and_then(|p| p.country).map(country_name).into(),
            place.and_then(|p| p.lat).into(),
            place.and_then(|p| p.lon).into(),
            place.and_then(|p| p.geonames).map(i64::from).into(),
            place.map(|p| p.name.as_str()).into(),
            Cell::Empty,
            report.outlet.as_deref().into(),
            report.published_at.as_deref().and_then(|day| day.get(..10)).into(),
            of_kind(ActorKind::Person),
            of_kind(ActorKind::Organisation),
            of_kind(ActorKind::Country),
            report.language.as_str().into(),
            concat!("dateline ", env!("CARGO_PKG_VERSION")).into(),
        ]);
        rows.push(row);
    }
    rows
}

/// Name, country, COW code, sectors, title, words, Wikipedia.
fn party(actor: Option<&Actor>) -> [Cell; 8] {
    let Some(actor) = actor else { return [const { Cell::Empty }; 8] };
    [
        actor.name.as_str().into(),
        actor.country.map(|c| c.to_string()).into(),
        Cell::Empty,
        actor.sectors.first().map(|s| s.as_str()).into(),
        Cell::list(actor.sectors.iter().map(|s| s.as_str()), ";"),
        actor.title.as_deref().into(),
        actor.mentions.first().map(|m| m.span.text.as_str()).into(),
        // Wikidata's item, which leads to the article.
        actor.wikidata.as_deref().into(),
    ]
}

fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "VERBAL COOPERATION",
        Quad::MaterialCooperation => "MATERIAL COOPERATION",
        Quad::VerbalConflict => "VERBAL CONFLICT",
        Quad::MaterialConflict => "MATERIAL CONFLICT",
    }
}
