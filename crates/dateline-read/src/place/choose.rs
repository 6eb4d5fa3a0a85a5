//! Which of the places of one name is meant.

use dateline_annotate::Document;
use dateline_core::{Country, Place, Precision};
use dateline_knowledge::{Knowledge, KnownPlace, PlaceKind, State};

/// How sure we are of a place by its name alone, or by what stands beside it.
const SURE: f32 = 0.85;
/// How sure we are of the largest of several places of one name.
const GUESSED: f32 = 0.7;

/// What stands around a name.
pub(super) struct Scene<'d> {
    pub document: &'d Document,
    pub knowledge: &'d Knowledge,
    /// Countries of those who take part in the event.
    pub countries: Vec<Country>,
}

/// The place called `name`; `within` is the name after its comma. By what it
/// lies in, then the countries of those who take part, then inhabitants.
pub(super) fn choose(scene: &Scene, name: &str, within: Option<&str>) -> Option<Place> {
    let known = scene.knowledge.places.get(name);
    if let Some(within) = within {
        let around = scene.knowledge.places.get(within);
        let state = state(scene.knowledge, within).map(|s| s.code.to_string());
        let lies = |p: &&KnownPlace| {
            p.country.is_some()
                && (p.country == state
                    || around.iter().any(|r| {
                        r.kind == PlaceKind::Region
                            && r.country == p.country
                            && r.region == p.region
                    }))
        };
        if let Some(found) = known.iter().filter(lies).max_by_key(|p| p.people) {
            return Some(place(found));
        }
    }
    let shared = |p: &&KnownPlace| {
        p.country.as_deref().is_some_and(|own| scene.countries.iter().any(|c| c.as_str() == own))
    };
    if let Some(state) = state(scene.knowledge, name) {
        // "Georgia" is the country, unless the state's own people take part.
        let region = known.iter().filter(shared).find(|p| p.kind == PlaceKind::Region);
        return Some(region.map_or_else(|| country(state), place));
    }
    let largest = |list: &mut dyn Iterator<Item = &KnownPlace>| {
        list.max_by_key(|p| (p.people, p.kind != PlaceKind::City)).map(place)
    };
    // A guess among several of that name.
    let guess = |found: Place| match known.len() {
        0 | 1 => found,
        _ => Place { confidence: GUESSED, ..found },
    };
    // Who acts comes first: whoever is acted upon may have got a country from
    // this very name.
    let of_party = scene.countries.iter().find_map(|c| {
        largest(&mut known.iter().filter(|p| p.country.as_deref() == Some(c.as_str())))
    });
    of_party.or_else(|| largest(&mut known.iter()).map(guess))
}

fn state<'k>(knowledge: &'k Knowledge, name: &str) -> Option<&'k State> {
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    knowledge.countries.iter().find(|s| s.name.eq_ignore_ascii_case(bare))
}

fn country(state: &State) -> Place {
    Place {
        name: state.name.clone(),
        country: Some(state.code),
        lat: None,
        lon: None,
        geonames: None,
        precision: Precision::Country,
        from_dateline: false,
        confidence: SURE,
    }
}

fn place(known: &KnownPlace) -> Place {
    Place {
        name: known.name.clone(),
        country: known.country.as_deref().and_then(|code| code.parse().ok()),
        lat: Some(known.lat),
        lon: Some(known.lon),
        geonames: known.geonames,
        precision: match known.kind {
            PlaceKind::City => Precision::City,
            PlaceKind::Region => Precision::Region,
            PlaceKind::Point => Precision::Point,
        },
        from_dateline: false,
        confidence: SURE,
    }
}
