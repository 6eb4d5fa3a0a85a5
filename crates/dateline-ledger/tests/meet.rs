//! What holds of every ledger of copies and origins.
#![allow(missing_docs, clippy::unwrap_used)]

mod meeting;
mod support;

use dateline_core::Reading;
use dateline_ledger::{Entered, Ledger};
use meeting::{BODY, Made, actor, claim, clean, counts, made, sale};
use serde_json::json;
use support::Place;

on_both_stores! {
    reprints_join_and_quotations_do_not
    a_digest_brings_no_texts_together
    a_new_version_counts_once
    the_agency_is_the_origin_of_its_text_and_of_what_quotes_it
    one_expert_in_many_outlets_is_one_origin
    check_sees_what_is_missing_where_reports_meet
}

fn reprints_join_and_quotations_do_not(place: &Place) {
    let mut ledger = place.open();
    let whole = BODY.join("\n\n");
    let trimmed = BODY[..2].join("\n\n");
    let moved = [BODY[0], BODY[3], BODY[1], BODY[2]].join("\n\n");
    let longer = [
        BODY[0],
        BODY[1],
        "Nobody at the ministry would say a word about it on Monday.",
        BODY[2],
        BODY[3],
    ]
    .join("\n\n");
    let other = "In Lima the price of anchovy rose again, and the boats stayed in port for a week \
                 while owners and crews quarrelled about who should pay for the fuel.";
    let quotes = [other, BODY[3], other].join("\n\n").replace("week", "month");
    let all = [
        made("whole", "A", "2026-04-08", &whole),
        made("trimmed", "B", "2026-04-08", &trimmed),
        made("moved", "C", "2026-04-09", &moved),
        made("longer", "D", "2026-04-09", &longer),
        made("quotes", "E", "2026-04-10", &quotes),
    ];
    let readings: Vec<Reading> = all.iter().map(Made::reading).collect();
    ledger.enter_all(&readings).unwrap();
    assert_eq!(counts(&ledger, &["whole/1", "trimmed/1", "moved/1", "longer/1"]), (4, 1, 1));
    assert_eq!(counts(&ledger, &["whole/1", "quotes/1"]), (2, 2, 2));
    let found = ledger.backing(&["moved/1".to_owned()], None).unwrap();
    assert_eq!(found.texts[0].first, "whole/1");
    assert_eq!(found.to_string(), "1 report, 1 text, 1 origin");
    clean(&ledger);
}

fn a_digest_brings_no_texts_together(place: &Place) {
    let mut ledger = place.open();
    let one = [BODY[0], BODY[1]].join("\n\n");
    let two = [BODY[2], BODY[3]].join("\n\n");
    let digest = format!("{one}\n\n{two}");
    for (id, body) in [("digest", &digest), ("one", &one), ("two", &two)] {
        ledger.enter(&made(id, "A", "2026-04-08", body).reading()).unwrap();
    }
    assert_eq!(counts(&ledger, &["one/1", "two/1"]).1, 2);
    // The decision that "one" was a copy of the digest stays beside the later one.
    let rows: i64 = place.sql("SELECT count(*) FROM copy_member").unwrap().parse().unwrap();
    assert!(rows > 3, "{rows}");
    assert!(place.sql("DELETE FROM copy_member").is_err());
    clean(&ledger);
}

fn a_new_version_counts_once(place: &Place) {
    let mut ledger = place.open();
    let first = made("r1", "A", "2026-04-08", &BODY.join("\n\n"));
    ledger.enter(&first.reading()).unwrap();
    let mut changed = made("r1", "A", "2026-04-08", &BODY.join("\n\n"));
    changed.body = changed.body.replace("three people", "two people");
    assert_eq!(ledger.enter(&changed.reading()).unwrap().entered, Entered::NewVersion);
    assert_eq!(counts(&ledger, &["r1/1", "r1/2"]), (1, 1, 1));
    assert_eq!(ledger.story_of("r1").unwrap(), Some(1));
    clean(&ledger);
}

fn the_agency_is_the_origin_of_its_text_and_of_what_quotes_it(place: &Place) {
    let mut ledger = place.open();
    let wire = format!("OSLO, April 8 (Meridian) - {}", BODY.join("\n\n"));
    let paper = made("paper", "Harbour Times", "2026-04-07", &wire);
    let agency = made("wire", "Meridian Press Agency", "2026-04-08", &wire);
    let mut quoting = made("page", "Local Page", "2026-04-09", "Boats may come, Meridian reports.");
    quoting.actors = vec![actor("a1", "Meridian Press Agency", "organisation", None, &["JRN"])];
    quoting.claims = vec![claim("c1", Some("a1"), "Boats may come to the harbour soon")];
    for made in [paper, agency, quoting] {
        ledger.enter(&made.reading()).unwrap();
    }
    assert_eq!(counts(&ledger, &["paper/1", "wire/1", "page/1/c1"]), (3, 2, 1));
    let names = ["paper/1".to_owned()];
    let found = ledger.backing(&names, None).unwrap();
    assert_eq!(
        (found.origins[0].name.as_str(), found.origins[0].kind.as_str()),
        ("Meridian", "outlet")
    );
    assert_eq!(found.texts[0].first, "wire/1", "the agency's own comes before an earlier paper's");
    assert_eq!(counts(&ledger, &["page/1", "wire/1"]).2, 2, "the page itself is its own");
}

fn one_expert_in_many_outlets_is_one_origin(place: &Place) {
    let mut ledger = place.open();
    let says = |id, outlet, body: &'static str, country| {
        let mut made = made(id, outlet, "2026-04-08", body);
        made.actors = vec![
            actor("a1", "The Paper", "organisation", None, &["JRN"]),
            actor("a2", "Joost Hagenbeek", "person", country, &["EDU"]),
            actor("a3", "officials", "group", country, &["GOV"]),
        ];
        made.claims = vec![
            claim("c1", Some("a1"), "Hagenbeek said the boats could double the hours"),
            claim("c2", Some("a2"), "the boats could double the hours"),
            claim("c3", Some("a3"), "a contract was ready"),
        ];
        made.claims[1]["within"] = json!("c1");
        made
    };
    for made in [
        says("r1", "A", BODY[0], Some("CIV")),
        says("r2", "B", BODY[1], None),
        says("r3", "C", BODY[2], Some("CIV")),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let expert = ["r1/1/c2", "r2/1/c2", "r3/1/c2"];
    assert_eq!(counts(&ledger, &expert), (3, 3, 1));
    assert_eq!(counts(&ledger, &["r1/1/c1", "r2/1/c2"]), (2, 2, 1), "what the paper says he says");
    assert_eq!(counts(&ledger, &["r1/1/c3", "r2/1/c3"]), (2, 2, 2), "nobody knows whose officials");
    // Somebody of the same name elsewhere is somebody else.
    ledger.enter(&says("r4", "D", BODY[3], Some("PER")).reading()).unwrap();
    assert_eq!(counts(&ledger, &["r1/1/c2", "r4/1/c2"]).2, 2);
}

fn check_sees_what_is_missing_where_reports_meet(place: &Place) {
    let mut ledger = place.open();
    for made in sale() {
        ledger.enter(&made.reading()).unwrap();
    }
    for table in ["copy_first", "story_member", "same"] {
        place.unlock(table);
    }
    let broken = "DELETE FROM copy_first WHERE copy_group = 1;
                  DELETE FROM story_member WHERE report = 2;
                  DELETE FROM copy_band_new WHERE report = 3;
                  UPDATE same SET record = 'e9' WHERE seq = 1;";
    place.sql(broken).unwrap();
    let problems = ledger.check().unwrap().problems.join("; ");
    for part in [
        "the group of report 1 has no first publication",
        "r2/1 is in no story",
        "copies of r3/1 cannot be found",
        "row 1 of same names a record that is not there",
    ] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}
