//! Events compared by hand.

use super::*;
use dateline_core::{ActorKind, EventId, Evidence, Form, Mention, Quad, Quote, Report, SCHEMA};

const TEXT: &str = "Peru sued Chile in The Hague.";

fn actor(index: usize, name: &str, country: &str) -> dateline_core::Actor {
    let start = TEXT.find(name).unwrap();
    let span = Quote { start, end: start + name.len(), text: name.to_owned() };
    dateline_core::Actor {
        entity: None,
        wikidata: None,
        id: ActorId::at(index),
        name: name.to_owned(),
        kind: ActorKind::Country,
        country: country.parse().ok(),
        sectors: Vec::new(),
        title: None,
        confidence: 1.0,
        mentions: vec![Mention { span, form: Form::Name }],
        by: "test".to_owned(),
    }
}

fn event(event_type: EventType, actors: &[usize], recipients: &[usize]) -> Event {
    let ids = |list: &[usize]| list.iter().map(|&i| ActorId::at(i)).collect();
    Event {
        id: EventId::at(0),
        event_type,
        modes: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        actors: ids(actors),
        recipients: ids(recipients),
        status: Status::Occurred,
        historical: false,
        date: None,
        undated: None,
        place: None,
        claim: None,
        within: None,
        intensity: 0.0,
        quad: event_type.quad(),
        evidence: Evidence { sentence: 0, spans: Vec::new(), by: "test".to_owned() },
        confidence: 0.5,
    }
}

/// Actors 0 to 2 are Peru, Chile and The Hague (UNO).
fn reading(events: Vec<Event>) -> Reading {
    Reading {
        schema: SCHEMA.to_owned(),
        report: Report::of_text(TEXT),
        sentences: Vec::new(),
        actors: vec![
            actor(0, "Peru", "PER"),
            actor(1, "Chile", "CHL"),
            actor(2, "The Hague", "UNO"),
        ],
        claims: Vec::new(),
        events,
        agreements: Vec::new(),
        deliveries: Vec::new(),
        notices: Vec::new(),
    }
}

fn party(name: &str, country: &str) -> Party {
    let start = TEXT.find(name).unwrap();
    let country = (!country.is_empty()).then(|| country.to_owned());
    Party { spans: std::iter::once(start..start + name.len()).collect(), country }
}

fn typed(class: Class, source: Party, target: Party, mutual: bool) -> EventCase {
    let coded = source.country.is_some();
    let (sources, targets) = (vec![source], vec![target]);
    let gold = GoldEvent { class: Some(class), sources, targets, mutual, coded };
    EventCase { text: TEXT.to_owned(), gold: GoldEvents::Typed(gold) }
}

fn accuse() -> EventCase {
    let class = Class::Type(EventType::Accuse);
    typed(class, party("Peru", "PER"), party("Chile", "CHL"), false)
}

fn score(pairs: Vec<(EventCase, Vec<Event>)>) -> Scores {
    let (cases, events): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let mut scorer = Scorer::new(&cases);
    for (case, events) in cases.iter().zip(events) {
        scorer.add(case, &reading(events));
    }
    scorer.scores()
}

#[test]
fn one_right_one_of_the_wrong_type_one_missed() {
    let scores = score(vec![
        (accuse(), vec![event(EventType::Accuse, &[0], &[1])]),
        (accuse(), vec![event(EventType::Reject, &[0], &[1])]),
        (accuse(), vec![]),
        (
            typed(Class::Type(EventType::Reject), party("Peru", ""), party("Chile", ""), false),
            vec![event(EventType::Reject, &[0], &[1])],
        ),
    ]);
    // ACCUSE: P 1/1, R 1/3, F1 1/2. REJECT: P 1/2, R 1/1, F1 2/3.
    assert_eq!(scores.get("type.macro_precision"), 0.75);
    assert_eq!(scores.get("type.macro_recall"), (1.0 / 3.0 + 1.0) / 2.0);
    assert_eq!(scores.get("type.macro_f1"), (0.5 + 2.0 / 3.0) / 2.0);
    // All: 2 of 3 reported, 2 of 4 wanted.
    assert_eq!(scores.get("type.micro_f1"), 2.0 * (2.0 / 3.0) * 0.5 / (2.0 / 3.0 + 0.5));
    assert_eq!((scores.get("detect.precision"), scores.get("detect.recall")), (1.0, 0.75));
    assert_eq!(scores.get("pair.hit"), 0.75);
    assert_eq!(scores.get("type_given_pair.accuracy"), 2.0 / 3.0);
    assert_eq!(scores.get("dyad.hit"), 1.0 / 3.0);
}

#[test]
fn the_event_that_fits_the_pair_best_is_ours() {
    let mut elsewhere = event(EventType::Assault, &[0], &[2]);
    elsewhere.confidence = 0.9;
    let scores = score(vec![(accuse(), vec![elsewhere, event(EventType::Accuse, &[0], &[1])])]);
    assert_eq!(scores.get("type.micro_f1"), 1.0);
}

#[test]
fn direction_matters_unless_the_act_is_mutual() {
    let backwards = || vec![event(EventType::Accuse, &[1], &[0])];
    let together = || vec![event(EventType::Accuse, &[1, 0], &[])];
    let class = Class::Type(EventType::Accuse);
    let mutual = || typed(class, party("Peru", "PER"), party("Chile", "CHL"), true);
    for (case, events, hit) in [
        (accuse(), backwards(), 0.0),
        (accuse(), together(), 1.0),
        (mutual(), backwards(), 1.0),
        (mutual(), vec![event(EventType::Accuse, &[0], &[2])], 0.0),
    ] {
        let scores = score(vec![(case, events)]);
        assert_eq!((scores.get("pair.hit"), scores.get("dyad.hit")), (hit, hit));
    }
}

#[test]
fn igo_of_the_gold_includes_the_united_nations() {
    let class = Class::Type(EventType::Accuse);
    let case = typed(class, party("Peru", "PER"), party("The Hague", "IGO"), false);
    let scores = score(vec![(case, vec![event(EventType::Accuse, &[0], &[2])])]);
    assert_eq!(scores.get("dyad.hit"), 1.0);
}

#[test]
fn concede_and_retreat_are_one_where_the_gold_says_yield() {
    let yields = || typed(Class::Yield, party("Peru", ""), party("Chile", ""), false);
    let retreats = || {
        let class = Class::Type(EventType::Retreat);
        typed(class, party("Peru", ""), party("Chile", ""), false)
    };
    let concedes = || vec![event(EventType::Concede, &[0], &[1])];
    let merged = score(vec![(yields(), concedes()), (retreats(), concedes())]);
    assert_eq!(merged.get("type.macro_f1"), 1.0);
    assert_eq!(score(vec![(retreats(), concedes())]).get("type.macro_f1"), 0.0);
}

#[test]
fn events_within_others_do_not_count() {
    let mut inner = event(EventType::Accuse, &[0], &[1]);
    inner.within = Some(EventId::at(0));
    let scores = score(vec![(accuse(), vec![inner])]);
    assert_eq!(scores.get("detect.recall"), 0.0);
}

#[test]
fn quads_are_those_of_the_surest_event() {
    let quad = |quad| EventCase { text: TEXT.to_owned(), gold: GoldEvents::Quad(quad) };
    let mut sure = event(EventType::Aid, &[0], &[1]);
    sure.confidence = 0.9;
    let scores = score(vec![
        (quad(Quad::MaterialCooperation), vec![event(EventType::Accuse, &[0], &[]), sure]),
        (quad(Quad::VerbalConflict), vec![]),
    ]);
    assert_eq!(scores.get("quad.accuracy"), 0.5);
    assert_eq!(scores.get("detect.recall"), 0.5);
}

#[test]
fn sentences_without_events_show_what_is_false() {
    let none = |hard| EventCase {
        text: TEXT.to_owned(),
        gold: GoldEvents::Sentence { holds_event: false, hard },
    };
    let one = || vec![event(EventType::Accuse, &[0], &[1])];
    let only = score(vec![(none(true), one()), (none(false), vec![])]);
    assert_eq!(only.get("false_events.rate"), 0.5);
    assert_eq!(only.get("false_events.hard.rate"), 1.0);
    assert!(!only.into_map().contains_key("detect.f1"), "nothing was there to find");
    let mixed = score(vec![(none(true), one()), (accuse(), one())]);
    assert_eq!(mixed.get("detect.precision"), 0.5);
}
