//! What holds of every ledger of stories and ladders.
#![allow(missing_docs, clippy::unwrap_used)]

mod meeting;
mod support;

use dateline_ledger::{Action, Correction, Ledger, LedgerError};
use meeting::{BODY, actor, claim, clean, made, sale, step};
use serde_json::json;
use std::time::Duration;
use support::Place;

on_both_stores! {
    a_story_shows_who_tells_the_same_and_who_denies_it
    a_changed_report_corrects_and_withdraws_what_it_said
    what_a_hand_decides_about_stories_is_respected_and_what_was_before_is_kept
    an_agreement_has_one_ladder_over_reports_months_apart
    a_delivery_has_one_ladder_by_supplier_recipient_and_item
    a_correction_by_the_same_outlet_is_part_of_a_claims_life
    ladders_are_merged_and_split_by_hand
}

fn a_story_shows_who_tells_the_same_and_who_denies_it(place: &Place) {
    let mut ledger = place.open();
    for made in sale() {
        ledger.enter(&made.reading()).unwrap();
    }
    let far = made("r9", "Lima Post", "2026-04-08", "Anchovy boats stay in port for another week.");
    ledger.enter(&far.reading()).unwrap();
    let number = ledger.story_of("r1").unwrap().unwrap();
    let story = ledger.story(number, None).unwrap().unwrap();
    assert_eq!(story.backing.to_string(), "3 reports, 3 texts, 3 origins");
    assert!(story.reports[1].reason.contains("shares"), "{}", story.reports[1].reason);
    let claims = story.told.iter().find(|t| t.records[0].record == "r1/1/c1").unwrap();
    assert_eq!(claims.records.len(), 3);
    let kinds: Vec<(&str, &str, &str)> = claims
        .differences
        .iter()
        .map(|d| (d.kind.as_str(), d.record.as_str(), d.other.as_str()))
        .collect();
    assert!(kinds.contains(&("number", "r2/1/c1", "r1/1/c1")), "{kinds:?}");
    assert!(kinds.contains(&("denies", "r3/1/c1", "r1/1/c1")), "{kinds:?}");
    let events = story.told.iter().find(|t| t.records[0].record == "r1/1/e1").unwrap();
    assert!(events.differences.iter().any(|d| d.record == "r2/1/e1"), "{events:?}");
    let life: Vec<String> =
        ledger.life("r1/1/c1", None).unwrap().into_iter().map(|m| m.what).collect();
    assert_eq!(life, ["made", "confirmed", "denied"]);
    assert_eq!(ledger.story(99, None).unwrap(), None);
    clean(&ledger);
}

fn a_changed_report_corrects_and_withdraws_what_it_said(place: &Place) {
    let mut ledger = place.open();
    let [first, again, _] = sale();
    ledger.enter(&first.reading()).unwrap();
    ledger.enter(&again.reading()).unwrap();
    let [mut surer, mut silent, _] = sale();
    surer.body = format!("{} Updated.", surer.body);
    surer.claims[0]["certainty"] = json!("certain");
    ledger.enter(&surer.reading()).unwrap();
    silent.body = format!("{} Amended.", silent.body);
    silent.claims.clear();
    ledger.enter(&silent.reading()).unwrap();
    let life = ledger.life("r1/1/c1", None).unwrap();
    let what: Vec<(&str, &str)> =
        life.iter().map(|m| (m.what.as_str(), m.record.as_str())).collect();
    assert!(what.contains(&("corrected", "r1/2/c1")), "{what:?}");
    assert!(what.contains(&("withdrawn", "r2/1/c1")), "{what:?}");
    clean(&ledger);
}

fn what_a_hand_decides_about_stories_is_respected_and_what_was_before_is_kept(place: &Place) {
    let mut ledger = place.open();
    let [first, again, denial] = sale();
    ledger.enter(&first.reading()).unwrap();
    ledger.enter(&again.reading()).unwrap();
    let before =
        ledger.reports(&dateline_ledger::Filter::default()).unwrap().rows[0].recorded_at.clone();
    std::thread::sleep(Duration::from_millis(5));
    let correct = |action, record: &str, detail| Correction {
        record: record.to_owned(),
        action,
        who: "ada".to_owned(),
        detail,
    };
    let apart = correct(Action::Split, "story/1", json!({ "reports": ["r2"] }));
    ledger.correct(&apart).unwrap();
    assert_eq!(ledger.story_of("r2").unwrap(), Some(2));
    let story = ledger.story(2, None).unwrap().unwrap();
    assert_eq!((story.reports[0].decided.as_str(), story.told.len()), ("hand", 0));
    assert_eq!(ledger.story(1, Some(&before)).unwrap().unwrap().reports.len(), 2);
    // Another version and a copy stay where the hand put the report.
    let [_, mut later, _] = sale();
    later.body.push_str(" Updated.");
    ledger.enter(&later.reading()).unwrap();
    later.id = "copy";
    ledger.enter(&later.reading()).unwrap();
    assert_eq!(ledger.story_of("r2").unwrap(), Some(2));
    assert_eq!(ledger.story_of("copy").unwrap(), Some(2));
    // And together again; what comes later finds the one that is left.
    ledger.correct(&correct(Action::Merge, "story/2", json!({ "with": 1 }))).unwrap();
    assert_eq!(ledger.story(1, None).unwrap(), None);
    ledger.enter(&denial.reading()).unwrap();
    assert_eq!(ledger.story_of("r3").unwrap(), Some(2));
    for wrong in [
        correct(Action::Merge, "story/2", json!({ "with": 77 })),
        correct(Action::Merge, "story/x", json!({ "with": 2 })),
        correct(Action::Split, "story/2", json!({ "reports": ["nobody"] })),
        correct(Action::Split, "story/2", json!({ "reports": ["r1", "r2", "r3", "copy"] })),
        correct(Action::Split, "story/2", json!({})),
    ] {
        let error = ledger.correct(&wrong).unwrap_err();
        assert!(matches!(error, LedgerError::Correction(_)), "{error}");
    }
    clean(&ledger);
}

fn a_correction_by_the_same_outlet_is_part_of_a_claims_life(place: &Place) {
    let mut ledger = place.open();
    let [first, again, _] = sale();
    ledger.enter(&first.reading()).unwrap();
    ledger.enter(&again.reading()).unwrap();
    // Nobody else tells this one.
    let [mut lone, ..] = sale();
    lone.id = "r5";
    lone.outlet = "Fjordlys";
    lone.claims = vec![claim("c1", Some("a3"), "crews would train at Bergen for a year")];
    ledger.enter(&lone.reading()).unwrap();
    assert!(ledger.life("r5/1/c1", None).unwrap().is_empty());
    let correction = |id, outlet, title: &'static str, body: &str| {
        let [mut correction, ..] = sale();
        (correction.id, correction.outlet, correction.title) = (id, outlet, title);
        correction.day = "2026-04-10";
        correction.body = body.to_owned();
        correction
    };
    let title = "Correction: Norway weighs sale of three patrol boats to Ghana";
    let mut corrected = correction("r6", "Accra Ledger", title, "It was three boats.");
    corrected.claims = vec![claim("c1", Some("a3"), "Norway may sell three patrol boats to Ghana")];
    ledger.enter(&corrected.reading()).unwrap();
    let said = "This report has been withdrawn. Nobody trains at Bergen.";
    let title = "Norway weighs sale of patrol boats to Ghana, crews to train";
    let mut withdrawn = correction("r7", "Fjordlys", title, said);
    withdrawn.claims.clear();
    ledger.enter(&withdrawn.reading()).unwrap();
    let told = |record: &str| -> Vec<(String, String)> {
        let life = ledger.life(record, None).unwrap();
        life.into_iter().map(|moment| (moment.what, moment.record)).collect()
    };
    let pair = |what: &str, record: &str| (what.to_owned(), record.to_owned());
    let life = told("r1/1/c1");
    assert!(life.contains(&pair("corrected", "r6/1/c1")), "{life:?}");
    assert!(!life.contains(&pair("repeated", "r6/1/c1")), "{life:?}");
    assert_eq!(told("r5/1/c1"), [pair("made", "r5/1/c1"), pair("withdrawn", "r5/1/c1")]);
    let life = ledger.life("r5/1/c1", None).unwrap();
    assert!(life[1].reason.ends_with("This report has been withdrawn."), "{}", life[1].reason);
    clean(&ledger);
}

fn ladders_are_merged_and_split_by_hand(place: &Place) {
    let mut ledger = place.open();
    let agreement = |id, name: &str, body: &str| {
        let mut made = made(id, id, "2026-03-03", body);
        made.actors = vec![
            actor("a1", "Malta", "country", Some("MLT"), &[]),
            actor("a2", "Albania", "country", Some("ALB"), &[]),
        ];
        made.agreements = vec![json!({ "id": "g1", "name": name, "parties": ["a1", "a2"],
            "subjects": [], "steps": [step("signed", "occurred")] })];
        made
    };
    let reports = [
        agreement("r1", "a fuel storage accord", BODY[0]),
        agreement("r2", "a fishing treaty", BODY[1]),
        agreement("r3", "the fishing treaty", BODY[2]),
    ];
    for made in &reports {
        ledger.enter(&made.reading()).unwrap();
    }
    let on = |ledger: &dateline_ledger::AnyLedger| -> Vec<Vec<String>> {
        let mut all = ledger.ladders(None, None).unwrap();
        all.sort_by_key(|ladder| ladder.id);
        let told = |l: dateline_ledger::LadderView| {
            l.rungs.into_iter().flat_map(|rung| rung.told).map(|(record, _)| record).collect()
        };
        all.into_iter().map(told).collect()
    };
    assert_eq!(on(&ledger), [vec!["r1/1/g1"], vec!["r2/1/g1", "r3/1/g1"]]);
    let ids: Vec<i64> = ledger.ladders(None, None).unwrap().iter().map(|l| l.id).collect();
    let (fuel, fish) = (ids[1], ids[0]);
    let mut correct = |ladder: i64, action, detail| {
        ledger.correct(&Correction {
            record: format!("ladder/{ladder}"),
            action,
            who: "ada".to_owned(),
            detail,
        })
    };
    for wrong in [json!({}), json!({ "with": fuel }), json!({ "with": 99 })] {
        let error = correct(fuel, Action::Merge, wrong).unwrap_err();
        assert!(matches!(error, LedgerError::Correction(_)), "{error}");
    }
    correct(fuel, Action::Merge, json!({ "with": fish })).unwrap();
    let all = json!({ "records": ["r1/1/g1", "r2/1/g1", "r3/1/g1"] });
    correct(fuel, Action::Split, all).unwrap_err();
    correct(fuel, Action::Split, json!({ "records": ["r3/1/g1"] })).unwrap();
    assert_eq!(on(&ledger), [vec!["r1/1/g1", "r2/1/g1"], vec!["r3/1/g1"]]);
    // Read anew, it stays where a person put it; what is new goes to no ladder
    // that was merged away.
    let mut again = reports[1].reading();
    again.claims.clear();
    again.agreements[0].steps.clear();
    again.agreements[0].steps = reports[2].reading().agreements[0].steps.clone();
    again.notices.clear();
    again.sentences.truncate(1);
    ledger.enter(&again).unwrap();
    assert_eq!(on(&ledger), [vec!["r1/1/g1", "r2/1/g1"], vec!["r3/1/g1"]]);
    ledger.enter(&agreement("r4", "the fishing treaty", BODY[3]).reading()).unwrap();
    assert!(!ledger.ladders(None, None).unwrap().iter().any(|l| l.id == fish));
    assert_eq!(ledger.undo(1, "ada").unwrap(), None, "a merge is undone by a split");
    clean(&ledger);
}

fn an_agreement_has_one_ladder_over_reports_months_apart(place: &Place) {
    let mut ledger = place.open();
    let agreement = |id, day, name: &str, country: &str, stage, status, body: &str| {
        let mut made = made(id, "A", day, body);
        made.actors = vec![
            actor("a1", "Malta", "country", Some("MLT"), &[]),
            actor("a2", "its parliament", "organisation", Some(country), &["LEG"]),
        ];
        made.agreements = vec![json!({ "id": "g1", "name": name, "parties": ["a1", "a2"],
            "subjects": ["economic"], "steps": [step(stage, status)] })];
        made
    };
    for made in [
        agreement(
            "r1",
            "2026-03-03",
            "a fuel storage accord",
            "ALB",
            "signed",
            "occurred",
            BODY[0],
        ),
        agreement(
            "r2",
            "2026-05-12",
            "the fuel storage agreement",
            "ALB",
            "ratified",
            "occurred",
            BODY[1],
        ),
        agreement("r3", "2026-09-01", "fuel accord", "ALB", "ratified", "negated", BODY[2]),
        agreement("r4", "2026-03-03", "a fishing treaty", "ALB", "signed", "occurred", BODY[3]),
        agreement(
            "r5",
            "2026-03-03",
            "a fuel storage accord",
            "CYP",
            "signed",
            "planned",
            "Cyprus too.",
        ),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let ladders = ledger.ladders(Some("agreement"), None).unwrap();
    assert_eq!(ladders.len(), 3);
    let fuel =
        ladders.iter().find(|l| l.parties == ["ALB", "MLT"] && l.name.contains("fuel")).unwrap();
    assert_eq!(fuel.backing.to_string(), "3 reports, 3 texts, 1 origin");
    let steps: Vec<(&str, &str)> =
        fuel.rungs.iter().map(|r| (r.stage.as_str(), r.status.as_str())).collect();
    assert_eq!(steps, [("signed", "occurred"), ("ratified", "occurred"), ("ratified", "negated")]);
    assert_eq!(fuel.rungs[1].told[0].0, "r2/1/g1");
    assert_eq!(ledger.ladder(fuel.id, Some("2020-01-01")).unwrap(), None);
    clean(&ledger);
}

fn a_delivery_has_one_ladder_by_supplier_recipient_and_item(place: &Place) {
    let mut ledger = place.open();
    let delivery = |id, item: &str, to: &str, stage, body: &str| {
        let mut made = made(id, id, "2026-04-08", body);
        made.actors = vec![
            actor("a1", "Norway", "country", Some("NOR"), &[]),
            actor("a2", "Ghana", "country", Some(to), &[]),
        ];
        made.deliveries = vec![json!({ "id": "d1", "supplier": "a1", "recipient": "a2",
            "item": { "text": item, "name": null, "category": "patrol vessel" },
            "quantity": "four", "steps": [step(stage, "possible")] })];
        made
    };
    for made in [
        delivery("r1", "patrol boats", "GHA", "considered", BODY[0]),
        delivery("r2", "vessels", "GHA", "delivered", BODY[1]),
        delivery("r3", "patrol boats", "TGO", "considered", BODY[2]),
    ] {
        ledger.enter(&made.reading()).unwrap();
    }
    let ladders = ledger.ladders(Some("delivery"), None).unwrap();
    assert_eq!(ladders.len(), 2);
    let ghana = ladders.iter().find(|l| l.parties == ["NOR", "GHA"]).unwrap();
    let stages: Vec<&str> = ghana.rungs.iter().map(|r| r.stage.as_str()).collect();
    assert_eq!(stages, ["considered", "delivered"]);
    assert_eq!(ghana.backing.origins.len(), 2);
    assert!(ledger.ladders(Some("agreement"), None).unwrap().is_empty());
}
