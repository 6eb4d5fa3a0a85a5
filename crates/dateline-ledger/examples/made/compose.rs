//! Stories and the reports that tell them.

use super::rng::Rng;
use super::vocabulary::*;

/// PLOVER types with a verb of each, and its CAMEO root.
pub const ACTS: &[(&str, &str, &str)] = &[
    ("CONSULT", "met", "04"),
    ("AGREE", "promised support to", "05"),
    ("SUPPORT", "backed", "05"),
    ("COOPERATE", "shared intelligence with", "06"),
    ("AID", "sent relief to", "07"),
    ("REQUEST", "asked for help from", "10"),
    ("ACCUSE", "accused", "11"),
    ("REJECT", "turned down an offer by", "12"),
    ("THREATEN", "threatened", "13"),
    ("PROTEST", "rallied against", "14"),
    ("SANCTION", "imposed sanctions on", "16"),
    ("MOBILIZE", "moved troops towards", "15"),
    ("COERCE", "seized property of", "17"),
    ("ASSAULT", "fired at", "19"),
    ("RETREAT", "withdrew from posts of", "08"),
];
const STATUS: &[&str] =
    &["occurred", "occurred", "occurred", "ongoing", "planned", "possible", "negated"];

#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    pub country: usize,
    pub office: &'static str,
}

#[derive(Debug, Clone)]
pub struct Fact {
    pub act: usize,
    pub status: &'static str,
    /// Which side does it: 0 or 1.
    pub by: usize,
    pub city: &'static str,
    pub number: usize,
    pub noun: &'static str,
}

/// A happening between two states.
#[derive(Debug, Clone)]
pub struct Story {
    /// Different for each.
    pub id: u64,
    pub sides: [usize; 2],
    pub offices: [&'static str; 2],
    pub people: Vec<Person>,
    pub facts: Vec<Fact>,
    pub pact: Option<&'static str>,
    pub item: Option<(&'static str, &'static str)>,
    /// Days after the first day.
    pub day: usize,
}

impl Story {
    pub fn new(rng: &mut Rng, day: usize) -> Self {
        let first = rng.zipf(COUNTRIES.len());
        let mut second = rng.below(COUNTRIES.len());
        if second == first {
            second = (second + 1) % COUNTRIES.len();
        }
        let sides = [first, second];
        let people = (0..rng.between(2, 4)).map(|i| person(rng, sides[i % 2])).collect();
        let facts = (0..rng.between(3, 7)).map(|_| fact(rng)).collect();
        let pact = rng.chance(0.15).then(|| rng.pick(PACTS));
        let item = rng.chance(0.15).then(|| rng.pick(ITEMS));
        Story {
            id: rng.next(),
            sides,
            offices: [rng.pick(OFFICES), rng.pick(OFFICES)],
            people,
            facts,
            pact,
            item,
            day,
        }
    }
}

fn person(rng: &mut Rng, country: usize) -> Person {
    let (head, tail) = (rng.pick(SURNAME_HEADS), rng.pick(SURNAME_TAILS));
    let given = rng.pick(GIVEN);
    Person { name: format!("{given} {head}{tail}"), country, office: rng.pick(OFFICES) }
}

fn fact(rng: &mut Rng) -> Fact {
    Fact {
        act: rng.zipf(ACTS.len()),
        status: rng.pick(STATUS),
        by: rng.below(2),
        city: rng.pick(CITIES),
        number: rng.between(3, 900),
        noun: rng.pick(NOUNS),
    }
}

/// Who says a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Own,
    Person(usize),
    Unnamed,
}

/// A sentence: its words, and where in them (bytes) cue, source and content are.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub text: String,
    pub voice: Voice,
    pub direct: bool,
    pub fact: Option<usize>,
    pub source: (usize, usize),
    pub cue: (usize, usize),
    pub content: (usize, usize),
}

/// A report, before anybody reads it.
#[derive(Debug, Clone)]
pub struct Made {
    /// What it tells of.
    pub story: Story,
    pub outlet: String,
    pub title: String,
    pub day: usize,
    pub agency: Option<&'static str>,
    pub city: &'static str,
    pub paragraphs: Vec<Vec<Sentence>>,
}

impl Made {
    /// The text as published: headline, dateline, paragraphs.
    pub fn body(&self) -> String {
        let dateline = match self.agency {
            Some(agency) => format!("{} ({agency}) - ", self.city.to_uppercase()),
            None => String::new(),
        };
        let join =
            |p: &Vec<Sentence>| p.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
        let paragraphs: Vec<String> = self.paragraphs.iter().map(join).collect();
        format!("{dateline}{}", paragraphs.join("\n\n"))
    }
}

pub fn outlet(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(OUTLET_HEADS), rng.pick(OUTLET_TAILS))
}

/// Something about nothing in particular, in new words each time.
pub fn filler(rng: &mut Rng) -> String {
    let mut phrase = || {
        let adjective =
            if rng.chance(0.6) { format!("{} ", rng.pick(ADJECTIVES)) } else { String::new() };
        let of = if rng.chance(0.3) { format!(" of {}", rng.pick(CITIES)) } else { String::new() };
        format!("the {adjective}{}{of}", rng.pick(NOUNS))
    };
    let (a, b, c) = (phrase(), phrase(), phrase());
    let (did, when) = (rng.pick(DID), rng.pick(ADVERBS));
    match rng.below(4) {
        0 => format!("{a} {did} {b} {when} and {c}"),
        1 => format!("{when}, {a} {did} {b}"),
        2 => format!("{a} of {c} {did} {b} {when}"),
        _ => format!("{a} near {} {did} {b} with {c} {when}", rng.pick(CITIES)),
    }
}

fn told(rng: &mut Rng, story: &Story, fact: &Fact) -> String {
    let (by, to) = (story.sides[fact.by], story.sides[1 - fact.by]);
    let who = format!("{}'s {}", COUNTRIES[by].0, story.offices[fact.by]);
    let verb = ACTS[fact.act].1;
    let verb = match fact.status {
        "planned" => format!("plans a step that it described as having {verb}"),
        "possible" => format!("may have {verb}"),
        "negated" => format!("has not {verb}"),
        _ => verb.to_owned(),
    };
    let (to, city, number, noun) = (COUNTRIES[to].0, fact.city, fact.number, fact.noun);
    match rng.below(3) {
        0 => format!("{who} {verb} {to} in {city} over {number} cases at the {noun}"),
        1 => {
            format!("{who} {verb} {to} near {city} because of the {noun} and its {number} workers")
        }
        _ => format!(
            "in {city}, {who} {verb} {to} after a quarrel about the {noun} that cost {number} million"
        ),
    }
}

fn sentence(rng: &mut Rng, story: &Story, voice: Voice, fact: Option<usize>) -> Sentence {
    let content = match fact {
        Some(at) => told(rng, story, &story.facts[at]),
        None => filler(rng),
    };
    let direct = voice != Voice::Own && rng.chance(0.4);
    let source = match voice {
        Voice::Own => String::new(),
        Voice::Person(at) => story.people[at].name.clone(),
        Voice::Unnamed => {
            format!("{} officials in {}", rng.pick(&["two", "several", "three"]), rng.pick(CITIES))
        }
    };
    let cue = rng.pick(&[
        "said",
        "said",
        "said",
        "added",
        "warned",
        "claimed",
        "argued",
        "told reporters",
    ]);
    let (mut text, at) = match (voice, direct) {
        (Voice::Own, _) => (format!("{content}."), [0, 0, 0]),
        (_, true) => {
            let at = [content.len() + 4, content.len() + 5 + source.len(), 1];
            (format!("\"{content}\", {source} {cue}."), at)
        }
        (_, false) => {
            let at = [0, source.len() + 1, source.len() + cue.len() + 7];
            (format!("{source} {cue} that {content}."), at)
        }
    };
    let first = usize::from(text.starts_with('"'));
    let capital = text[first..=first].to_uppercase();
    text.replace_range(first..=first, &capital);
    Sentence {
        text,
        voice,
        direct,
        fact,
        source: (at[0], at[0] + source.len()),
        cue: (at[1], at[1] + cue.len()),
        content: (at[2], at[2] + content.len()),
    }
}

/// One report of `story` with about so many words, `after` days later.
pub fn compose(rng: &mut Rng, story: &Story, words: usize, after: usize) -> Made {
    let outlet = outlet(rng);
    let agency = rng.chance(0.25).then(|| rng.pick(AGENCIES));
    let mut paragraphs: Vec<Vec<Sentence>> = Vec::new();
    let mut written = 0;
    let mut facts: Vec<usize> = (0..story.facts.len()).collect();
    rng.shuffle(&mut facts);
    while written < words {
        let voice = match rng.share() {
            s if s < 0.55 => Voice::Own,
            s if s < 0.87 => Voice::Person(rng.below(story.people.len())),
            _ => Voice::Unnamed,
        };
        // The lead always tells a fact.
        let fact = if written == 0 || rng.chance(0.45) { facts.pop() } else { None };
        let new = sentence(rng, story, if written == 0 { Voice::Own } else { voice }, fact);
        written += new.text.split(' ').count();
        match paragraphs.last_mut() {
            Some(last) if last.len() < 3 && rng.chance(0.6) => last.push(new),
            _ => paragraphs.push(vec![new]),
        }
    }
    let title = format!(
        "{} and {}: {}",
        COUNTRIES[story.sides[0]].0,
        COUNTRIES[story.sides[1]].0,
        filler(rng)
    );
    let city = story.facts[0].city;
    Made { story: story.clone(), outlet, title, day: story.day + after, agency, city, paragraphs }
}
