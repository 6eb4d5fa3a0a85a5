//! The checker over readings made by hand.

use super::*;
use dateline_core::*;

const TEXT: &str =
    "Ana Ruiz said the envoy denied that Iran had armed the rebels in Lima. She left.";

/// The place of `words` in the text.
fn quote(words: &str) -> Quote {
    let start = TEXT.find(words).expect("in the text");
    Quote { start, end: start + words.len(), text: words.to_owned() }
}

fn actor(i: usize, words: &[&str], country: &str, sectors: &[Sector]) -> Actor {
    let mentions =
        words.iter().map(|words| Mention { span: quote(words), form: Form::Nominal }).collect();
    Actor {
        entity: None,
        wikidata: None,
        id: ActorId::at(i),
        name: words[0].to_owned(),
        kind: ActorKind::Unnamed,
        country: country.parse().ok(),
        sectors: sectors.to_vec(),
        title: None,
        confidence: 1.0,
        mentions,
        by: String::new(),
    }
}

fn claim(i: usize, speaker: usize, source: &str, cue: &str, content: &[&str]) -> Claim {
    Claim {
        id: ClaimId::at(i),
        speaker: Some(ActorId::at(speaker)),
        speaker_kind: SpeakerKind::Named,
        source: vec![quote(source)],
        cue: vec![quote(cue)],
        content: content.iter().map(|words| quote(words)).collect(),
        manner: Manner::Indirect,
        stance: Stance::Asserts,
        certainty: Certainty::Certain,
        polarity: Polarity::Positive,
        within: None,
        confidence: 1.0,
        by: String::new(),
    }
}

fn reading() -> Reading {
    let mut inner = claim(1, 1, "the envoy", "denied", &["that Iran had armed", "the rebels"]);
    inner.stance = Stance::Denies;
    inner.within = Some(ClaimId::at(0));
    let outer =
        claim(0, 0, "Ana Ruiz", "said", &["the envoy denied that Iran had armed the rebels"]);
    let event = Event {
        id: EventId::at(0),
        event_type: EventType::Aid,
        modes: vec![],
        contexts: vec![Context::Military],
        cameo: Some("072".to_owned()),
        actors: vec![ActorId::at(2)],
        recipients: vec![ActorId::at(3)],
        status: Status::Negated,
        historical: false,
        date: None,
        undated: None,
        place: None,
        claim: Some(ClaimId::at(1)),
        within: None,
        intensity: 0.0,
        quad: Quad::MaterialCooperation,
        evidence: Evidence { sentence: 0, spans: vec![], by: String::new() },
        confidence: 1.0,
    };
    Reading {
        schema: String::new(),
        report: Report::of_text(TEXT),
        sentences: vec![],
        actors: vec![
            actor(0, &["Ana Ruiz", "She"], "PER", &[Sector::Leg]),
            actor(1, &["the envoy"], "", &[Sector::Gov]),
            actor(2, &["Iran"], "IRN", &[Sector::Gov]),
            actor(3, &["the rebels"], "", &[Sector::Reb]),
        ],
        claims: vec![outer, inner],
        events: vec![event],
        agreements: vec![],
        deliveries: vec![],
        notices: vec![],
    }
}

/// What is missed of one item.
fn missed(item: &str) -> Option<Miss> {
    let page = Page::parse("page", &format!("> {TEXT}\n- {item}\n")).expect("well formed");
    check(&page.examples[0], &reading()).pop()
}

#[track_caller]
fn met(item: &str) {
    assert_eq!(missed(item), None);
}

#[track_caller]
fn not_met(item: &str, read: &str) {
    let miss = missed(item).expect("missed");
    assert_eq!(miss.expected, item);
    assert!(miss.read.contains(read), "{}", miss.read);
}

#[test]
fn events_are_met_by_type_status_and_everybody_in_them() {
    met("event: AID; IRN -> REB; negated");
    met("event: AID; IRN GOV -> - REB; negated; context military; cameo 072; said by envoy");
    met("event: AID; * -> *; negated");
    let read = "AID; IRN GOV -> - REB; negated";
    not_met("event: AID; IRN -> REB; occurred", read);
    not_met("event: AID; IRN; negated", read);
    not_met("event: AID; - -> REB; negated", read);
    not_met("event: AID; IRN + REB; negated", read);
    not_met("event: AID; IRN MIL -> REB; negated", read);
    not_met("event: AID; IRN -> IRQ REB; negated", read);
    not_met("event: AID; IRN -> REB; negated; own voice", read);
    not_met("event: AID; IRN -> REB; negated; historical", read);
    not_met("event: AID; IRN -> REB; negated; said by Ana Ruiz", read);
    not_met("event: AID; IRN -> REB; negated; within THREATEN", read);
    not_met("event: COERCE; IRN -> REB; negated", read);
    met("not: COERCE");
    not_met("not: AID", read);
    not_met("no event", read);
}

#[test]
fn claims_are_met_by_their_words_and_what_is_said_of_them() {
    let inner = "claim: the envoy | denied | that Iran had armed ... the rebels";
    // Ours come in two pieces with only a blank between them.
    met(&inner.replace(" ...", ""));
    not_met(inner, "the envoy | denied | that Iran had armed ... the rebels; denies");
    let outer = "claim: Ana Ruiz | said | the envoy denied that Iran had armed the rebels.";
    met(&format!("{outer}; asserts; certain; positive; indirect; named; speaker She"));
    for wrong in ["doubts", "probable", "negative", "mixed", "collective", "within denied"] {
        not_met(&format!("{outer}; {wrong}"), "asserts; certain");
    }
    not_met(&format!("{outer}; speaker envoy"), "speaker Ana Ruiz");
    met(&inner.replace(" ... the rebels", " the rebels; denies; within said"));
    not_met("claim: - | left | She", "Ana Ruiz | said");
    not_met("no claim", "within said");
    met("not claim: left");
    not_met("not claim: said", "Ana Ruiz | said");
}

#[test]
fn actors_are_met_by_what_their_words_mean() {
    met("actor: Ana Ruiz; PER");
    met("actor: She; PER LEG");
    met("actor: Ruiz; PER LEG");
    met("actor: rebels; - REB");
    met("actor: the rebels in Lima; - REB");
    not_met("actor: the envoy denied; - GOV", "nobody");
    met("actor: envoy; - GOV");
    not_met("actor: envoy; IRN", "- GOV");
    not_met("actor: Iran; -", "IRN GOV");
    not_met("actor: left; PER", "nobody");
    met("not actor: left");
    not_met("not actor: Iran", "IRN GOV");
}

#[test]
fn nobody_is_somebody_unknown_too() {
    let mut reading = reading();
    reading.events[0].actors.clear();
    let page = "> Ana Ruiz.\n- event: AID; - -> REB; negated\n";
    let example = &Page::parse("page", page).expect("well formed").examples[0];
    assert_eq!(check(example, &reading), []);
}
