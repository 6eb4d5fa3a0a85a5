//! The columns of GDELT's event tables, versions 1.0 and 2.0.

use super::Told;
use super::codes::{cameo_actor, cameo_sector, pairs_of};
use super::icews::row_number;
use super::table::{Cell, Column, integer, real, text};
use dateline_core::{Actor, Place, Precision};

const HEAD: &[Column] = &[
    integer("GLOBALEVENTID"),
    integer("SQLDATE"),
    integer("MonthYear"),
    integer("Year"),
    real("FractionDate"),
    text("Actor1Code"),
    text("Actor1Name"),
    text("Actor1CountryCode"),
    text("Actor1KnownGroupCode"),
    text("Actor1EthnicCode"),
    text("Actor1Religion1Code"),
    text("Actor1Religion2Code"),
    text("Actor1Type1Code"),
    text("Actor1Type2Code"),
    text("Actor1Type3Code"),
    text("Actor2Code"),
    text("Actor2Name"),
    text("Actor2CountryCode"),
    text("Actor2KnownGroupCode"),
    text("Actor2EthnicCode"),
    text("Actor2Religion1Code"),
    text("Actor2Religion2Code"),
    text("Actor2Type1Code"),
    text("Actor2Type2Code"),
    text("Actor2Type3Code"),
    integer("IsRootEvent"),
    text("EventCode"),
    text("EventBaseCode"),
    text("EventRootCode"),
    integer("QuadClass"),
    real("GoldsteinScale"),
    integer("NumMentions"),
    integer("NumSources"),
    integer("NumArticles"),
    real("AvgTone"),
];

/// Of one of the three places. Only 2.0 has the second level.
macro_rules! geo {
    ($who:literal) => {
        [
            integer(concat!($who, "Geo_Type")),
            text(concat!($who, "Geo_FullName")),
            text(concat!($who, "Geo_CountryCode")),
            text(concat!($who, "Geo_ADM1Code")),
            text(concat!($who, "Geo_ADM2Code")),
            real(concat!($who, "Geo_Lat")),
            real(concat!($who, "Geo_Long")),
            text(concat!($who, "Geo_FeatureID")),
        ]
    };
}

const ADM2: usize = 4;

pub(super) fn columns(second: bool) -> Vec<Column> {
    let mut all = HEAD.to_vec();
    for geo in [geo!("Actor1"), geo!("Actor2"), geo!("Action")] {
        all.extend(
            geo.into_iter().enumerate().filter(|(at, _)| second || *at != ADM2).map(|(_, c)| c),
        );
    }
    all.extend([integer("DATEADDED"), text("SOURCEURL")]);
    all
}

pub(super) fn rows(told: &Told, second: bool) -> Vec<Vec<Cell>> {
    let (event, report) = (told.event, &told.reading.report);
    let Some(cameo) = event.cameo.as_deref() else { return Vec::new() };
    let day = told.day().unwrap_or_default();
    let number = |text: &str| text.parse::<i64>().ok();
    let (year, month, of_month) = (day.get(..4), day.get(5..7), day.get(8..10));
    let whole = |text: &str| Cell::from(number(&text.replace('-', "")));
    let fraction = || {
        let (year, month) = (year?.parse::<f64>().ok()?, month?.parse::<f64>().ok()?);
        // GDELT's own way of counting.
        Some(year + (month * 30.0 + of_month?.parse::<f64>().ok()?) / 365.0)
    };
    let added: String = told.recorded_at.chars().filter(char::is_ascii_digit).collect();
    let added = added.get(..if second { 14 } else { 8 }).and_then(number);
    let empty_geo = || geo_cells(None, second);
    let mut rows = Vec::new();
    for (at, (first, other)) in pairs_of(told).into_iter().enumerate() {
        let mut row = vec![
            row_number(told, at).into(),
            whole(&day),
            whole(day.get(..7).unwrap_or_default()),
            year.and_then(number).into(),
            fraction().into(),
        ];
        row.extend(party(first));
        row.extend(party(other));
        row.extend([
            // The lead: headline and first sentence.
            i64::from(event.evidence.sentence <= 1).into(),
            cameo.into(),
            cameo.get(..3).unwrap_or(cameo).into(),
            cameo.get(..2).unwrap_or(cameo).into(),
            i64::from(event.quad.number()).into(),
            event.intensity.into(),
            1.into(),
            1.into(),
            1.into(),
            Cell::Empty,
        ]);
        row.extend(empty_geo());
        row.extend(empty_geo());
        row.extend(geo_cells(event.place.as_ref(), second));
        row.extend([added.into(), report.url.as_deref().into()]);
        rows.push(row);
    }
    rows
}

/// Code, name, country, known group, four that we do not tell, three types.
fn party(actor: Option<&Actor>) -> [Cell; 10] {
    let Some(actor) = actor else { return [const { Cell::Empty }; 10] };
    let country = actor.country.map(|c| c.to_string());
    // Codes of PLOVER that are no state are groups of states there.
    let is_group = country.as_deref().is_some_and(|c| GROUPS.contains(&c));
    let (state, group) = if is_group { (None, country) } else { (country, None) };
    let mut types = actor.sectors.iter().map(|sector| cameo_sector(*sector));
    [
        cameo_actor(actor).into(),
        actor.name.to_uppercase().into(),
        state.into(),
        group.into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        types.next().into(),
        types.next().into(),
        types.next().into(),
    ]
}

const GROUPS: [&str; 7] = ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"];

fn geo_cells(place: Option<&Place>, second: bool) -> Vec<Cell> {
    let precision = place.map(|place| match place.precision {
        Precision::Country => 1,
        Precision::Region => 5,
        Precision::City | Precision::Point => 4,
    });
    let mut cells = vec![
        // 0 tells that no place is known.
        Cell::from(precision.unwrap_or(0)),
        place.map(|p| p.name.as_str()).into(),
        place.and_then(|p| p.country).map(|c| c.to_string()).into(),
        Cell::Empty,
        Cell::Empty,
        place.and_then(|p| p.lat).into(),
        place.and_then(|p| p.lon).into(),
        Cell::Empty,
    ];
    if !second {
        cells.remove(ADM2);
    }
    cells
}
