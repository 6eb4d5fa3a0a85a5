//! Sentences of our own, and whom they mean.

use super::*;
use dateline_annotate::model::Model;
use dateline_core::ActorKind;

fn read(text: &str) -> (Document, Actors) {
    let report = Report { published_at: Some("2021-06-01".into()), ..Report::of_text(text) };
    let knowledge = Knowledge::embedded();
    let document = annotate(&report, &knowledge, &Model::embedded());
    let actors = resolve(&document, &report, &knowledge);
    (document, actors)
}

/// The words of every mention of the actor of that name.
fn mentions(text: &str, name: &str) -> Vec<String> {
    let (document, actors) = read(text);
    let actor = actors.list.iter().find(|a| a.name == name);
    let actor = actor.unwrap_or_else(|| panic!("no {name} among {:#?}", actors.list));
    actor.mentions.iter().map(|m| document.words(m.span).to_owned()).collect()
}

fn told(phrase: &str) -> String {
    told_on(phrase, None)
}

fn told_on(phrase: &str, date: Option<&str>) -> String {
    let (country, sectors) = describe(phrase, date, &Reader::default());
    let country = country.map(|c| c.to_string()).unwrap_or_default();
    let sectors: Vec<&str> = sectors.iter().map(|s| s.as_str()).collect();
    format!("{country} {}", sectors.join(" ")).trim().to_owned()
}

#[test]
fn phrases_are_put_together_from_their_parts() {
    for (phrase, expected) in [
        ("retired Kazakh general", "KAZ ELI MIL"),
        ("a former CIA official", "USA ELI SPY GOV"),
        ("opposition lawmakers", "LEG OPP"),
        ("Tamil refugees", "LKA REF"),
        ("Peru's foreign minister", "PER GOV"),
        ("the Norwegian Ministry of Defence", "NOR GOV"),
        ("members of the State Duma", "RUS LEG"),
        ("Uganda's ambassador to Chile", "UGA GOV"),
        ("a professor at the University of Nairobi", "KEN EDU"),
        ("U.S.-backed rebels", "REB"),
        ("Saudi-led forces", "SAU MIL"),
        ("government soldiers", "MIL GOV"),
        ("South Ossetia", "GEO PRE"),
        ("a crowd of armed soldiers", "MIL UAF"),
        ("masked youths", "UAF CVL"),
        ("Imperial College London", "GBR EDU"),
        ("a Gulf Bank spokesman", "BUS"),
        ("the Kremlin", "RUS GOV"),
        ("Kosovo", "KOS"),
    ] {
        assert_eq!(told(phrase), expected, "{phrase}");
    }
}

#[test]
fn an_office_is_held_for_its_time() {
    assert_eq!(told_on("Angela Merkel", Some("2010-05-01")), "DEU GOV");
    assert_eq!(told_on("Angela Merkel", Some("2023-05-01")), "DEU ELI GOV");
}

#[test]
fn namesakes_are_told_apart_by_the_day_of_the_report() {
    let named = |date: &str| {
        let text = "George Bush spoke. President Bush left.";
        let report = Report { published_at: Some(date.into()), ..Report::of_text(text) };
        let knowledge = Knowledge::embedded();
        let document = annotate(&report, &knowledge, &Model::embedded());
        let actors = resolve(&document, &report, &knowledge);
        actors.list.into_iter().filter_map(|a| a.entity).collect::<Vec<_>>()
    };
    assert_eq!(named("1991-02-01"), ["person.george-h-w-bush"]);
    assert_eq!(named("2003-02-01"), ["person.george-w-bush"]);
}

#[test]
fn an_actor_of_the_tables_carries_its_row() {
    let (_, actors) = read("Russia praised NATO. The clerk Ulla Brask left.");
    let rows: Vec<_> =
        actors.list.iter().map(|a| (a.entity.as_deref(), a.wikidata.as_deref())).collect();
    assert_eq!(rows[0], (Some("RUS"), Some("Q159")));
    assert_eq!(rows[1], (Some("IGO.north-atlantic-treaty-organization"), Some("Q7184")));
    assert!(rows[2..].iter().all(|row| *row == (None, None)), "{rows:?}");
}

#[test]
fn a_place_is_somebody_only_where_it_is_acted_upon() {
    let country = |text: &str, name: &str| {
        let (_, actors) = read(text);
        let place = actors.list.iter().find(|a| a.name == name);
        place.and_then(|a| a.country).map(|c| c.to_string())
    };
    for (text, name, expected) in [
        ("Rebels shelled Donetsk on Monday.", "Donetsk", Some("UKR")),
        ("The strike on Aleppo killed ten people.", "Aleppo", Some("SYR")),
        ("The army imposed a curfew in Kasese.", "Uganda", Some("UGA")),
        ("The minister met farmers in Aleppo.", "Aleppo", None),
        ("The talks in Kasese ended.", "Uganda", None),
    ] {
        assert_eq!(country(text, name).as_deref(), expected, "{text}");
    }
}

#[test]
fn surnames_with_a_hyphen_are_whole() {
    let text = "Odile Marin-Costa spoke first. General Ben Osei-Adu left. Marin-Costa stayed.";
    assert_eq!(mentions(text, "Odile Marin-Costa"), ["Odile Marin-Costa", "Marin-Costa"]);
    assert_eq!(mentions(text, "Ben Osei-Adu"), ["General Ben Osei-Adu"]);
}

#[test]
fn a_government_is_its_state() {
    let text = "The government of Chad agreed. Chad's government, like Chad, kept still. \
        The government agreed.";
    let found = mentions(text, "Chad");
    let all = ["The government", "Chad", "Chad", "Chad's government", "Chad", "The government"];
    assert_eq!(found, all);
}

#[test]
fn a_person_keeps_one_actor_through_the_report() {
    let text = "Rosa Quimby, an analyst at the Lima Institute, warned of delays. Quimby said the \
                plan was weak. \"It will fail,\" she said. The analyst gave no date.";
    let found = mentions(text, "Rosa Quimby");
    assert_eq!(found, ["Rosa Quimby", "an analyst", "Quimby", "she", "The analyst"]);
    let (_, actors) = read(text);
    let actor = &actors.list[0];
    assert_eq!(actor.title.as_deref(), Some("an analyst at the Lima Institute"));
    assert_eq!(actor.country.map(|c| c.to_string()).as_deref(), Some("PER"));
    assert_eq!(actor.sectors, [Sector::Edu]);
}

#[test]
fn a_title_before_the_name_is_the_same_person() {
    let text = "Chile's finance minister, Pablo Arrate, resigned. President Arrate is his cousin.";
    let (_, actors) = read(text);
    assert_eq!(mentions(text, "Pablo Arrate")[..2], ["Chile's finance minister", "Pablo Arrate"]);
    let minister = actors.list.iter().find(|a| a.name == "Pablo Arrate").unwrap();
    assert_eq!(minister.country.map(|c| c.to_string()).as_deref(), Some("CHL"));
}

#[test]
fn a_capital_acts_for_its_state_but_is_a_place_after_in() {
    let text = "Moscow rejected the offer. Thousands marched in Moscow. Russia gave no reason.";
    assert_eq!(mentions(text, "Russia"), ["Moscow", "Russia"]);
}

#[test]
fn a_nation_before_a_thing_acts_but_not_before_its_troops() {
    let text = "The Chilean offer helped Peru. Chilean troops left. U.S. threats did not help.";
    assert_eq!(mentions(text, "Chile"), ["Chilean"]);
    assert_eq!(mentions(text, "United States"), ["U.S."]);
    assert_eq!(mentions(text, "Chilean troops"), ["Chilean troops"]);
}

#[test]
fn a_headline_uses_the_surname_first() {
    let text = "Obradim Warns of Flood\n\nThe engineer Josip Obradim spoke on Friday.";
    let report = Report { title: Some("Obradim Warns of Flood".into()), ..Report::of_text(text) };
    let knowledge = Knowledge::embedded();
    let document = annotate(&report, &knowledge, &Model::embedded());
    let actors = resolve(&document, &report, &knowledge);
    let person = actors.list.iter().find(|a| a.kind == ActorKind::Person).unwrap();
    assert_eq!((person.name.as_str(), person.mentions.len()), ("Josip Obradim", 2));
}

#[test]
fn given_names_are_no_countries() {
    let (_, actors) = read("The coach praised Michael Jordan. Chad Brenner agreed.");
    assert!(actors.list.iter().all(|a| a.kind != ActorKind::Country), "{:#?}", actors.list);
}

#[test]
fn things_days_and_agreements_are_nobody() {
    let (_, actors) = read("On Monday the agreement on the bridge entered into force.");
    assert!(actors.list.is_empty(), "{:#?}", actors.list);
}

#[test]
fn odd_texts_are_read() {
    for text in ["", "…", "The the the of of of", "President", "X Y Z Q", ", , , Mr. ,", "of of"]
    {
        read(text);
    }
}
