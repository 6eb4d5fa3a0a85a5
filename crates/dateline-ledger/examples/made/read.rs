//! What a reader would say of a made report.

use super::compose::{ACTS, Made, Sentence, Story, Voice};
use super::rng::Rng;
use super::vocabulary::{COUNTRIES, NOUNS};
use dateline_core::{
    Actor, ActorId, ActorKind, Agreement, AgreementId, AgreementStage, Certainty, Claim, ClaimId,
    Delivery, DeliveryId, DeliveryStage, Event, EventDate, EventId, EventType, Evidence, Form,
    Item, Manner, Mention, Place, Polarity, Precision, PublishedFrom, Quad, Quote, Reading, Report,
    SCHEMA, Sector, SpeakerKind, Stance, Status, Step,
};

const BY: &str = "made";

/// The reading of `made`, whose text is `text`. Everything is ASCII, so bytes
/// are code points.
pub fn reading(made: &Made, text: &str, id: String, rng: &mut Rng) -> Reading {
    let mut r = Reader { text, story: &made.story, rng, actors: Vec::new() };
    let title = Quote { start: 0, end: made.title.len(), text: made.title.clone() };
    let (mut sentences, mut claims, mut events) = (vec![title], Vec::new(), Vec::new());
    let mut from = made.title.len();
    for sentence in made.paragraphs.iter().flatten() {
        let Some(at) = text[from..].find(&sentence.text).map(|i| i + from) else { continue };
        from = at + sentence.text.len();
        sentences.push(r.quote(at, from));
        let claim = r.claim(sentence, at, claims.len());
        let id = claim.as_ref().map(|c: &Claim| c.id);
        claims.extend(claim);
        // Whoever else is spoken of.
        let noun =
            NOUNS.iter().find(|noun| sentence.fact.is_none() && sentence.text.contains(*noun));
        if let Some(noun) = noun {
            r.actor(noun, ActorKind::Group, 0, None);
        }
        if let Some(fact) = sentence.fact {
            let spans = vec![r.quote(at, at + sentence.text.len().min(24))];
            let evidence = Evidence { sentence: sentences.len() - 1, spans, by: BY.to_owned() };
            events.push(r.event(fact, made.day, id, evidence, events.len()));
        }
    }
    let agreements = r.agreement(&events, made);
    let deliveries = r.delivery(&events, made);
    let actors = r.actors;
    let mut report = Report::of_text(text);
    report.id = id;
    report.url = Some(format!("https://{}.example/{}", made.outlet.replace(' ', "-"), report.id));
    report.outlet = Some(made.outlet.clone());
    report.title = Some(made.title.clone());
    report.published_at = Some(date(made.day));
    report.published_from = PublishedFrom::JsonLd;
    let (schema, notices) = (SCHEMA.to_owned(), Vec::new());
    Reading { schema, report, sentences, actors, claims, events, agreements, deliveries, notices }
}

/// Day 0 is 2024-01-01.
pub fn date(day: usize) -> String {
    let (mut year, mut left) = (2024, day);
    loop {
        let leap = usize::from(year % 4 == 0);
        if left < 365 + leap {
            let lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let mut month = 0;
            while left >= lengths[month] {
                left -= lengths[month];
                month += 1;
            }
            return format!("{year}-{:02}-{:02}", month + 1, left + 1);
        }
        left -= 365 + leap;
        year += 1;
    }
}

struct Reader<'a> {
    text: &'a str,
    story: &'a Story,
    rng: &'a mut Rng,
    actors: Vec<Actor>,
}

impl Reader<'_> {
    fn quote(&self, start: usize, end: usize) -> Quote {
        Quote { start, end, text: self.text[start..end].to_owned() }
    }

    fn actor(
        &mut self,
        name: &str,
        kind: ActorKind,
        country: usize,
        sector: Option<&str>,
    ) -> ActorId {
        if let Some(at) = self.actors.iter().position(|a| a.name == name) {
            return ActorId::at(at);
        }
        let places: Vec<usize> = self.text.match_indices(name).map(|(i, _)| i).take(6).collect();
        let form = if kind == ActorKind::Unnamed { Form::Nominal } else { Form::Name };
        let mention = |start: usize| Mention { span: self.quote(start, start + name.len()), form };
        let sectors = sector.and_then(|s| s.parse::<Sector>().ok()).into_iter().collect();
        self.actors.push(Actor {
            id: ActorId::at(self.actors.len()),
            entity: None,
            wikidata: None,
            name: name.to_owned(),
            kind,
            country: COUNTRIES[country].2.parse().ok(),
            sectors,
            title: None,
            confidence: 0.8,
            mentions: places.into_iter().map(mention).collect(),
            by: BY.to_owned(),
        });
        ActorId::at(self.actors.len() - 1)
    }

    fn claim(&mut self, sentence: &Sentence, at: usize, index: usize) -> Option<Claim> {
        let source = |(from, to): (usize, usize)| (at + from, at + to);
        let named = match sentence.voice {
            Voice::Own => return None,
            Voice::Person(p) => {
                let person = &self.story.people[p];
                let (name, country) = (person.name.clone(), person.country);
                Some(self.actor(&name, ActorKind::Person, country, Some("GOV")))
            }
            Voice::Unnamed => None,
        };
        let [source, cue, content] = [sentence.source, sentence.cue, sentence.content].map(source);
        let speaker = named.unwrap_or_else(|| {
            let words = self.text[source.0..source.1].to_owned();
            self.actor(&words, ActorKind::Unnamed, self.story.sides[0], Some("GOV"))
        });
        Some(Claim {
            id: ClaimId::at(index),
            speaker: Some(speaker),
            speaker_kind: if named.is_some() { SpeakerKind::Named } else { SpeakerKind::Unnamed },
            source: vec![self.quote(source.0, source.1)],
            cue: vec![self.quote(cue.0, cue.1)],
            content: vec![self.quote(content.0, content.1)],
            manner: if sentence.direct { Manner::Direct } else { Manner::Indirect },
            stance: if self.rng.chance(0.05) { Stance::Denies } else { Stance::Asserts },
            certainty: self.rng.pick(&[
                Certainty::Unstated,
                Certainty::Certain,
                Certainty::Possible,
            ]),
            polarity: Polarity::Positive,
            within: None,
            confidence: 0.8,
            by: BY.to_owned(),
        })
    }

    fn event(
        &mut self,
        fact: usize,
        day: usize,
        claim: Option<ClaimId>,
        evidence: Evidence,
        index: usize,
    ) -> Event {
        let story = self.story;
        let fact = &story.facts[fact];
        let (by, to) = (story.sides[fact.by], story.sides[1 - fact.by]);
        let who = format!("{}'s {}", COUNTRIES[by].0, story.offices[fact.by]);
        let actor = self.actor(&who, ActorKind::Organisation, by, Some("GOV"));
        let recipient = self.actor(COUNTRIES[to].0, ActorKind::Country, to, None);
        let when = date(story.day.min(day));
        let place = Place {
            name: fact.city.to_owned(),
            country: COUNTRIES[by].2.parse().ok(),
            lat: None,
            lon: None,
            geonames: None,
            precision: Precision::City,
            from_dateline: false,
            confidence: 0.7,
        };
        Event {
            id: EventId::at(index),
            event_type: ACTS[fact.act].0.parse::<EventType>().unwrap(),
            modes: Vec::new(),
            contexts: Vec::new(),
            cameo: Some(ACTS[fact.act].2.to_owned()),
            actors: vec![actor],
            recipients: vec![recipient],
            status: fact.status.parse::<Status>().unwrap(),
            historical: false,
            date: Some(EventDate {
                start: when.clone(),
                end: when.clone(),
                text: String::new(),
                timex: when,
            }),
            undated: None,
            place: Some(place),
            claim,
            within: None,
            intensity: 0.0,
            quad: Quad::VerbalCooperation,
            evidence,
            confidence: 0.7,
        }
    }

    fn agreement(&mut self, events: &[Event], made: &Made) -> Vec<Agreement> {
        let (Some(pact), Some(first)) = (self.story.pact, events.first()) else {
            return Vec::new();
        };
        let parties: Vec<ActorId> = self.sides();
        let stages =
            [AgreementStage::Negotiating, AgreementStage::Signed, AgreementStage::Ratified];
        let stage = stages[(made.day - self.story.day).min(2)];
        let step = step(stage, first, Some(parties[0]));
        let (id, name) = (AgreementId::at(0), format!("a {pact}"));
        vec![Agreement { id, name, parties, subjects: Vec::new(), steps: vec![step] }]
    }

    fn delivery(&mut self, events: &[Event], made: &Made) -> Vec<Delivery> {
        let (Some((name, category)), Some(first)) = (self.story.item, events.first()) else {
            return Vec::new();
        };
        let parties = self.sides();
        let stages = [DeliveryStage::Considered, DeliveryStage::Pledged, DeliveryStage::Delivered];
        let stage = stages[(made.day - self.story.day).min(2)];
        vec![Delivery {
            id: DeliveryId::at(0),
            supplier: Some(parties[0]),
            recipient: Some(parties[1]),
            item: Item {
                text: name.to_owned(),
                name: None,
                category: Some(category.to_owned()),
                class: None,
                maker: None,
            },
            quantity: Some(self.rng.between(2, 40).to_string()),
            steps: vec![step(stage, first, Some(parties[0]))],
        }]
    }

    fn sides(&mut self) -> Vec<ActorId> {
        let sides = self.story.sides;
        sides.iter().map(|&c| self.actor(COUNTRIES[c].0, ActorKind::Country, c, None)).collect()
    }
}

fn step<G>(stage: G, event: &Event, by: Option<ActorId>) -> Step<G> {
    Step {
        stage,
        by,
        status: event.status,
        date: event.date.clone(),
        undated: None,
        claim: event.claim,
        event: Some(event.id),
        evidence: event.evidence.clone(),
        confidence: 0.7,
    }
}
