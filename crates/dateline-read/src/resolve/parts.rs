//! What the parts of a phrase add: nation and office before the head, place
//! and body after it.

use super::compose::{Composer, comparable};
use super::scan::Hit;
use super::sketch::{Sketch, Who, extend};
use dateline_annotate::Token;
use dateline_core::{ActorKind, Country, Sector};
use dateline_knowledge::{AgentKind, Meaning, Upos};
use std::ops::Range;

/// How many prepositions after a head are followed.
const CHAIN: usize = 4;

/// What the words before a head say.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// From an adjective or a possessor, with its row: "Israeli", "Chile's".
    pub nation: Option<(Country, Option<usize>)>,
    /// From a body: "CIA", "Putin's".
    body: Option<(Country, Vec<Sector>)>,
    /// Sectors of other agents before the head: "company" spokesman.
    nouns: Vec<Sector>,
    /// Sectors of modifiers: "rebel".
    modifiers: Vec<Sector>,
    /// "former".
    pub former: bool,
}

impl Origin {
    pub fn country(&self) -> Option<Country> {
        self.nation.map(|(country, _)| country).or(self.body.as_ref().map(|(country, _)| *country))
    }
}

impl Composer<'_> {
    /// Reads the words before a head.
    pub fn origin(&self, before: Range<usize>) -> Origin {
        let mut origin = Origin::default();
        let mut possessed = false;
        for hit in self.hits.within(before).iter().filter(|hit| !self.opens_a_name(hit)) {
            let next = |n: usize| self.document.tokens.get(hit.tokens.end + n);
            let norm = |t: Option<&Token>| t.map_or("", |t| t.norm.as_str()).to_owned();
            // "U.S.-backed" rebels are not American, "Saudi-led" forces are Saudi.
            if norm(next(0)) == "-"
                && !matches!(norm(next(1)).as_str(), "led" | "based" | "born" | "run")
                && !hit.meanings.iter().any(|m| matches!(m, Meaning::Modifier(_)))
            {
                continue;
            }
            let possessor = next(0).is_some_and(|t| t.upos == Upos::Part && t.norm != "to");
            for meaning in &hit.meanings {
                match *meaning {
                    Meaning::Adjective(i) | Meaning::People(i) if !possessed => {
                        origin.nation = Some(self.nation(i));
                        extend(&mut origin.modifiers, &self.knowledge.countries[i].sectors);
                    }
                    Meaning::Country(i) | Meaning::Capital(i) | Meaning::Place(i)
                        if !possessed && (possessor || origin.nation.is_none()) =>
                    {
                        origin.nation = Some(self.nation(i));
                        extend(&mut origin.modifiers, &self.knowledge.countries[i].sectors);
                    }
                    Meaning::Seat(i) => {
                        origin.nation = Some(self.nation(i));
                        extend(&mut origin.nouns, &[Sector::Gov]);
                    }
                    Meaning::Organisation(i) => {
                        let body = &self.knowledge.organisations[i];
                        origin.body = Some((body.country, body.sectors.clone()));
                    }
                    Meaning::Person(i) if origin.body.is_none() => {
                        let holder = self.office_holder(i);
                        origin.body = holder.country.map(|country| (country, holder.sectors));
                    }
                    // "Putin's spokesman", but not "Santos City".
                    Meaning::Surname(_) if origin.body.is_none() && possessor => {
                        let holder = self.holder(hit).map(|i| self.office_holder(i));
                        origin.body = holder.and_then(|h| Some((h.country?, h.sectors)));
                    }
                    Meaning::Modifier(i) => {
                        let sectors = &self.knowledge.agents[i].sectors;
                        if sectors.contains(&Sector::Eli) {
                            origin.former = true;
                        } else {
                            extend(&mut origin.modifiers, sectors);
                        }
                    }
                    Meaning::Agent(i) | Meaning::Agents(i) => {
                        extend(&mut origin.nouns, &self.knowledge.agents[i].sectors);
                    }
                    _ => {}
                }
            }
            possessed |= possessor && origin.nation.is_some();
        }
        origin
    }

    fn nation(&self, i: usize) -> (Country, Option<usize>) {
        (self.knowledge.countries[i].code, Some(i))
    }

    /// An agent noun with its parts: "Russia's deputy foreign minister".
    pub fn agent(&self, tokens: Range<usize>, hit: &Hit, row: usize, plural: bool) -> Sketch {
        let agent = &self.knowledge.agents[row];
        let origin = self.origin(tokens.start..hit.tokens.start);
        let head = &self.document.tokens[hit.tokens.end - 1];
        let named = hit.tokens.clone().any(|t| self.document.tokens[t].upos == Upos::Propn);
        let body = matches!(agent.kind, AgentKind::Organisation | AgentKind::Group);
        // "in court", "into force".
        if body && !plural && tokens.len() == 1 && !named && self.follows_place_word(tokens.start) {
            return self.thing(tokens);
        }
        let tokens = tokens.start..hit.tokens.end;
        let noun = self.document.words(self.document.span(hit.tokens.clone())).to_lowercase();
        let mut sketch = Sketch {
            kind: match agent.kind {
                AgentKind::Document => ActorKind::Document,
                AgentKind::Person if !plural => ActorKind::Unnamed,
                AgentKind::Organisation if !plural && (named || !noun.ends_with('s')) => {
                    ActorKind::Organisation
                }
                AgentKind::Group if named && !plural => ActorKind::Organisation,
                _ => ActorKind::Group,
            },
            country: origin.country(),
            sectors: rank_sectors(&origin, &agent.sectors, agent.title),
            definite: self.is_definite(&tokens),
            female: gender(&head.norm),
            noun: Some(comparable(&noun)),
            confidence: 0.8,
            by: format!("composed: {noun}"),
            tokens: tokens.clone(),
            ..Sketch::nobody(0..0)
        };
        self.attach(tokens.end, &mut sketch);
        let named_body = body && named && sketch.kind == ActorKind::Organisation;
        if named_body {
            sketch.tokens.end = self.name_end(tokens.end);
        }
        sketch.name = self.bare_text(self.counted(sketch.tokens.clone()));
        let key = comparable(&sketch.name);
        let governed = || origin.nation.or_else(|| self.nation_after(tokens.end));
        sketch.who = match (noun == "government").then(governed).flatten() {
            Some((_, Some(i))) => Who::State(i),
            _ if named_body => Who::Name(key),
            // "the Maltese parliament" and "Malta's parliament" are one.
            _ if sketch.kind == ActorKind::Organisation
                && origin.nation.is_some()
                && !self.has_unknown_words(tokens.start..hit.tokens.start) =>
            {
                let nation = sketch.country.map(|c| c.to_string()).unwrap_or_default();
                Who::Common(format!("{nation} {}", comparable(&noun)))
            }
            _ => Who::Common(key),
        };
        if let Who::State(i) = sketch.who {
            sketch.kind = ActorKind::Country;
            sketch.name = self.knowledge.countries[i].name.clone();
        }
        sketch
    }

    /// "electoral" in "Panama's electoral court" tells one court from another.
    fn has_unknown_words(&self, before: Range<usize>) -> bool {
        let known = |t: usize| self.hits.at(t).is_some();
        before.into_iter().any(|t| {
            matches!(self.document.tokens[t].upos, Upos::Adj | Upos::Noun | Upos::Propn)
                && !known(t)
        })
    }

    /// "Hundreds of villagers": who is counted belongs to the name.
    fn counted(&self, tokens: Range<usize>) -> Range<usize> {
        let document = self.document;
        let limit = document.sentences[document.sentence_of(tokens.start)].tokens.end;
        let of = tokens.end;
        let counts = self.knowledge.classes.has("part", &document.tokens[of - 1].lemma)
            && of < limit
            && document.tokens[of].norm == "of";
        let rest = (of + 1..limit).take_while(|&t| is_nominal(&document.tokens[t]));
        tokens.start..rest.last().filter(|_| counts).map_or(of, |last| last + 1)
    }

    /// "of Chad" after a head that ends at `end`.
    pub fn nation_after(&self, end: usize) -> Option<(Country, Option<usize>)> {
        let tokens = &self.document.tokens;
        let limit = self.document.sentences[self.document.sentence_of(end - 1)].tokens.end;
        let of = (end < limit && tokens[end].norm == "of").then_some(end)?;
        self.origin(of + 1..limit.min(of + 4)).nation
    }

    /// Adds what follows the head: "of the State Duma", "at a Kyiv hospital".
    pub fn attach(&self, end: usize, sketch: &mut Sketch) {
        let tokens = &self.document.tokens;
        let Some(last) = end.checked_sub(1) else { return };
        let limit = self.document.sentences[self.document.sentence_of(last)].tokens.end;
        // "a team of police" are police.
        let crowd = sketch.kind == ActorKind::Group && sketch.sectors == [Sector::Cvl];
        // "a delegation of lawmakers" are lawmakers.
        let company =
            sketch.noun.as_ref().is_some_and(|n| self.knowledge.classes.has("company", n))
                && tokens.get(end).is_some_and(|t| t.norm == "of");
        let (mut t, mut telling) = (end, sketch.sectors.is_empty() || crowd || company);
        for _ in 0..CHAIN {
            let Some(preposition) = tokens.get(t).filter(|_| t < limit) else { return };
            let belongs =
                matches!(preposition.norm.as_str(), "of" | "for" | "at" | "from" | "with");
            if !belongs && !matches!(preposition.norm.as_str(), "in" | "on" | "across" | "inside") {
                return;
            }
            let from = t + 1;
            t = from;
            let joins = |t: usize| {
                tokens[t].norm == "-"
                    || tokens[t].norm == "and"
                        && t + 1 < limit
                        && tokens[t + 1].is_capitalised(&self.document.text)
            };
            while t < limit && (is_nominal(&tokens[t]) || joins(t)) {
                t += 1;
            }
            let within = self.hits.within(from..t.max(from));
            t = within.last().map_or(t, |hit| hit.tokens.end.max(t));
            let origin = self.origin(from..t);
            sketch.country = sketch.country.or(origin.country());
            let sectors = rank_sectors(&origin, &[], false);
            if belongs && telling && !sectors.is_empty() {
                sketch.sectors = sectors;
                telling = false;
            }
        }
    }

    /// Where a body's name ends that begins with its kind: "Institute of Law
    /// and National Security".
    fn name_end(&self, end: usize) -> usize {
        let tokens = &self.document.tokens;
        let limit = self.document.sentences[self.document.sentence_of(end - 1)].tokens.end;
        let capital = |t: usize| t < limit && tokens[t].is_capitalised(&self.document.text);
        let mut last = end;
        loop {
            let mut t = last;
            if t < limit && matches!(tokens[t].norm.as_str(), "of" | "for") {
                t += 1;
                t += usize::from(t < limit && tokens[t].norm == "the");
            } else if last > end && t < limit && tokens[t].norm == "and" {
                t += 1;
            }
            if t == last || !capital(t) {
                return last;
            }
            while capital(t) {
                t += 1;
            }
            last = t;
        }
    }
}

/// Sectors in the order in which they tell who somebody is.
pub(super) fn rank_sectors(origin: &Origin, own: &[Sector], office: bool) -> Vec<Sector> {
    use Sector::*;
    let mut sectors = Vec::new();
    if origin.former {
        sectors.push(Eli);
    }
    // "government soldiers" are soldiers first, "rebel soldiers" rebels, "opposition activists" opposition.
    let weak = |s: &Sector| matches!(s, Gov | Cvl | Rel) || matches!(s, Uaf | Opp) && own != [Cvl];
    let strong: Vec<Sector> = origin.modifiers.iter().filter(|s| !weak(s)).copied().collect();
    extend(&mut sectors, &strong);
    let body = origin.body.as_ref().map_or(&[][..], |(_, sectors)| sectors);
    let vague =
        own.first().is_none_or(|s| matches!(s, Gov | Cop | Spy | Bus | Lab | Edu)) && !office;
    if vague {
        extend(&mut sectors, body);
    }
    if own.is_empty() || matches!(own, [Gov | Cop | Cvl]) && !office {
        extend(&mut sectors, &origin.nouns);
    }
    extend(&mut sectors, own);
    extend(&mut sectors, &origin.modifiers);
    sectors
}

fn is_nominal(token: &Token) -> bool {
    matches!(token.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv)
        || token.upos == Upos::Part && token.norm != "to" && !token.norm.starts_with('n')
}

/// What a noun says of whether its bearer is "she" or "he".
fn gender(noun: &str) -> Option<bool> {
    const SHE: &[&str] = &[
        "mrs", "ms", "miss", "queen", "princess", "wife", "mother", "daughter", "sister", "girl",
        "actress", "lady", "nun", "widow", "baroness",
    ];
    const HE: &[&str] = &[
        "mr",
        "sir",
        "king",
        "prince",
        "husband",
        "father",
        "brother",
        "boy",
        "pope",
        "priest",
        "monk",
        "imam",
        "ayatollah",
        "emir",
        "sheikh",
    ];
    let word = noun.trim_end_matches('.');
    if word.ends_with("woman") || SHE.contains(&word) {
        Some(true)
    } else if word.ends_with("man") && word != "human" || HE.contains(&word) {
        Some(false)
    } else {
        None
    }
}
