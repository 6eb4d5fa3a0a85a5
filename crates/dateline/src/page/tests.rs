//! The page of a reading made by hand, so that it is tested apart from how
//! well reports are read.

use super::*;
use dateline_core::{
    ActorId, Agreement, AgreementStage, Certainty, Claim, ClaimId, Context, Event, EventId, Mode,
    Notice, NoticeCode, Quote, Status, Step,
};
use serde_json::json;

const TEXT: &str = "Ruritania ratifies port treaty\n\n\
    The senate of Ruritania ratified the port treaty with Sylvania on Monday.\n\n\
    Ada Okoro, a retired admiral, said officials had told her that Sylvania might close its \
    harbours. “We will not wait,” she said. Sylvania denied it.";

/// The first place of `words` in the text.
fn quote(words: &str) -> Quote {
    let at = TEXT.find(words).expect("the words are in the text");
    let start = TEXT[..at].chars().count();
    Quote { start, end: start + words.chars().count(), text: words.to_owned() }
}

fn spans(all: &[&str]) -> serde_json::Value {
    json!(all.iter().map(|w| quote(w)).collect::<Vec<_>>())
}

fn actor(id: &str, name: &str, kind: &str, country: Option<&str>) -> serde_json::Value {
    json!({ "id": id, "name": name, "kind": kind, "country": country, "confidence": 0.9,
        "sectors": if kind == "organisation" { vec!["LEG"] } else { vec![] }, "by": "hand",
        "title": (kind == "person").then_some("retired admiral"), "mentions": [] })
}

fn claim(id: &str, source: &str, cue: &str, content: &[&str]) -> Claim {
    serde_json::from_value(json!({ "id": id, "speaker": "a3", "speaker_kind": "named",
        "source": spans(&[source]), "cue": spans(&[cue]), "content": spans(content),
        "manner": "indirect", "stance": "asserts", "certainty": "unstated",
        "polarity": "positive", "within": null, "confidence": 0.8, "by": "hand" }))
    .unwrap()
}

fn event(id: &str, words: &[&str]) -> Event {
    serde_json::from_value(json!({ "id": id, "type": "SUPPORT", "modes": [], "contexts": [],
        "cameo": "057", "actors": ["a1"], "recipients": ["a2"], "status": "occurred",
        "historical": false, "date": null, "place": null, "claim": null, "within": null,
        "intensity": 5.0, "quad": "verbal-cooperation", "confidence": 0.8,
        "evidence": { "sentence": 1, "spans": spans(words), "by": "hand" } }))
    .unwrap()
}

fn reading() -> Reading {
    let told = Claim {
        speaker: None,
        certainty: Certainty::Possible,
        within: Some(ClaimId::at(0)),
        ..claim("c2", "officials", "had told", &["Sylvania might close its harbours"])
    };
    let closing = Event {
        status: Status::Possible,
        modes: vec![Mode::Restrict],
        contexts: vec![Context::Economic],
        claim: Some(ClaimId::at(0)),
        within: Some(EventId::at(0)),
        ..event("e2", &["close its harbours"])
    };
    let treaty: Agreement = serde_json::from_value(json!({ "id": "g1", "name": "port treaty",
        "parties": ["a1", "a2"], "subjects": ["economic"], "steps": [{ "stage": "ratified",
        "by": "a1", "status": "occurred", "date": null, "claim": null, "event": "e1",
        "confidence": 0.8, "evidence": { "sentence": 1, "spans": [], "by": "hand" } }] }))
    .unwrap();
    let pledge = json!({ "id": "d1", "supplier": "a2", "recipient": null, "quantity": "two",
        "item": { "text": "tugs", "name": null, "category": "ship" }, "steps": [{
        "stage": "pledged", "by": null, "status": "possible", "date": null, "claim": "c3",
        "event": null, "confidence": 0.8,
        "evidence": { "sentence": 1, "spans": [], "by": "hand" } }] });
    let report = json!({ "id": "ab12", "version": 1, "url": "ports.txt", "section": "World",
        "outlet": "Strelsau Courier", "title": "Ruritania ratifies port treaty", "byline": [],
        "dateline": null, "published_at": "2026-03-02", "published_from": "text",
        "language": "en", "text": TEXT });
    Reading {
        schema: dateline_core::SCHEMA.to_owned(),
        report: serde_json::from_value(report).unwrap(),
        sentences: vec![
            quote("Ruritania ratifies port treaty"),
            quote("The senate of Ruritania ratified the port treaty with Sylvania on Monday."),
        ],
        actors: serde_json::from_value(json!([
            actor("a1", "senate of Ruritania", "organisation", Some("RUR")),
            actor("a2", "Sylvania", "country", Some("SYL")),
            actor("a3", "Ada Okoro", "person", None)
        ]))
        .unwrap(),
        claims: vec![
            claim(
                "c1",
                "Ada Okoro",
                "said",
                &["officials had told her that Sylvania might close its harbours"],
            ),
            told,
            claim("c3", "she", "said", &["“We will not wait,”"]),
        ],
        events: vec![event("e1", &["ratified the port treaty"]), closing],
        agreements: vec![treaty],
        deliveries: vec![serde_json::from_value(pledge).unwrap()],
        notices: vec![Notice::new(NoticeCode::Undated, "The report has no date.")],
    }
}

fn styled(reading: &Reading, width: usize) -> String {
    let mut out = String::new();
    write(&mut out, reading, Part::value_variants(), width);
    out
}

fn plain(reading: &Reading, width: usize) -> String {
    anstream::adapter::strip_str(&styled(reading, width)).to_string()
}

#[test]
fn the_page_of_a_reading() {
    insta::assert_snapshot!(plain(&reading(), 80));
}

#[test]
fn colours_tell_certainty_and_status() {
    let page = styled(&reading(), 80);
    let said = style::certainty(Certainty::Possible).italic();
    assert!(page.contains(&format!("{said}Sylvania might ")), "the inner claim wins");
    let both = said.underline();
    assert!(page.contains(&format!("{both}close its harbours{both:#}")));
    let occurred = style::status(Status::Occurred).bold();
    assert!(page.contains(&format!("{occurred}✓ occurred{occurred:#}")));
}

#[test]
fn every_width_is_kept() {
    for width in [NARROWEST, 40, WIDEST] {
        use unicode_width::UnicodeWidthStr;
        let page = plain(&reading(), width);
        let longest = page.lines().max_by_key(|l| l.width()).unwrap();
        assert!(longest.width() <= width, "{width}: {longest}");
    }
}

#[test]
fn nothing_in_a_report_steers_the_terminal() {
    let evil = "x\x1b]0;title\x07\x1b[31m\u{9b}2J\u{202e}";
    let mut reading = reading();
    reading.report.text = format!("{evil} {TEXT} {evil}");
    reading.report.title = None;
    reading.report.outlet = Some(evil.to_owned());
    reading.report.url = Some(evil.to_owned());
    reading.report.byline = vec![evil.to_owned()];
    reading.actors[2].name = evil.to_owned();
    reading.actors[2].title = Some(evil.to_owned());
    reading.claims[2].content[0].text = evil.to_owned();
    reading.events[0].evidence.spans[0].text = evil.to_owned();
    reading.agreements[0].name = evil.to_owned();
    reading.deliveries[0].item.text = evil.to_owned();
    reading.notices[0].message = evil.to_owned();
    let page = styled(&reading, 80);
    // What is left of the escapes are our own styles, which the strip knows.
    assert!(!page.contains(['\x07', '\u{9b}', '\u{202e}']));
    let unstyled = anstream::adapter::strip_str(&page).to_string();
    assert!(!unstyled.contains(|c: char| c != '\n' && clean::is_unsafe(c)));
    assert!(unstyled.contains("␛]0;title␇␛[31m"), "{unstyled}");
}

#[test]
fn records_that_point_nowhere_do_no_harm() {
    let mut reading = reading();
    reading.actors.clear();
    reading.claims[1].within = Some(ClaimId::at(900));
    reading.events[0].claim = Some(ClaimId::at(900));
    reading.events[1].evidence.spans[0].end = usize::MAX;
    reading.agreements[0].steps[0].by = Some(ActorId::at(900));
    let signed = Step { stage: AgreementStage::Signed, ..reading.agreements[0].steps[0].clone() };
    reading.agreements[0].steps.push(signed);
    let page = plain(&reading, 80);
    assert!(page.find("signed").unwrap() < page.find("ratified by").unwrap(), "lowest rung first");
}

#[test]
fn only_the_parts_asked_for_are_shown() {
    let mut out = String::new();
    write(&mut out, &reading(), &[Part::Events], 80);
    assert!(out.contains("What happened") && !out.contains("Who says what"));
}
