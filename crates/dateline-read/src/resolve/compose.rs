//! A phrase by itself: names are looked up, and what no table holds is put
//! together from its parts ("retired Kazakh general").

use super::scan::{Hit, Hits};
use super::sketch::{Sketch, Who};
use dateline_annotate::Document;
use dateline_core::{ActorKind, Country, Sector};
use dateline_knowledge::{AgentKind, Knowledge, Meaning, Upos, pieces};
use std::ops::Range;

/// Reads phrases of one document.
pub(super) struct Composer<'a> {
    pub document: &'a Document,
    pub knowledge: &'a Knowledge,
    pub hits: &'a Hits,
    /// The day of the report, ISO 8601.
    pub date: Option<&'a str>,
    /// Who publishes the report.
    pub outlet: Option<&'a str>,
}

impl Composer<'_> {
    /// Whom the noun phrase `tokens` with this head means, as far as it tells.
    pub fn sketch(&self, tokens: Range<usize>, head: usize) -> Sketch {
        if let Some(own) = self.own_outlet(&tokens) {
            return own;
        }
        let Some(hit) = self.hits.at(head).filter(|hit| !self.is_part_of_longer_name(hit)) else {
            return match self.document.tokens[head].upos {
                Upos::Propn => self.unknown_name(tokens, head),
                _ => self.office(&tokens, head).unwrap_or_else(|| self.thing(tokens)),
            };
        };
        let mut sketch = self.known(tokens.clone(), hit);
        sketch.tokens.end = sketch.tokens.end.max(head + 1);
        sketch
    }

    /// The identifier and the item of Wikidata of the row that is meant.
    pub fn row(&self, who: &Who) -> (Option<String>, Option<String>) {
        let (id, wikidata) = match *who {
            Who::State(i) => {
                let state = &self.knowledge.countries[i];
                (&state.id, &state.wikidata)
            }
            Who::Organisation(i) => {
                let body = &self.knowledge.organisations[i];
                (&body.id, &body.wikidata)
            }
            Who::Person(i) => {
                let person = &self.knowledge.people[i];
                (&person.id, &person.wikidata)
            }
            _ => return (None, None),
        };
        (id.clone(), wikidata.clone())
    }

    /// The name that makes up all of a phrase, but for an article.
    pub fn whole(&self, tokens: Range<usize>) -> Option<&Hit> {
        let hit = self.hits.within(tokens.clone()).last()?;
        let article = tokens.start < hit.tokens.start
            && matches!(self.document.tokens[tokens.start].norm.as_str(), "the" | "a" | "an");
        let starts = hit.tokens.start == tokens.start + usize::from(article);
        (starts && hit.tokens.end == tokens.end).then_some(hit)
    }

    fn known(&self, tokens: Range<usize>, hit: &Hit) -> Sketch {
        let choice = hit.meanings.iter().copied().filter(|m| !self.is_no_agent(m)).min_by_key(rank);
        if let Some(Meaning::Country(_) | Meaning::Capital(_) | Meaning::Place(_)) = choice
            && let Some(body) = self.body_before(&tokens, hit)
        {
            return body;
        }
        match choice {
            Some(Meaning::Organisation(i)) => self.organisation(tokens, hit, i),
            Some(Meaning::Person(_)) => self.person(tokens, hit, self.namesake(hit)),
            Some(Meaning::Country(i)) => self.state(tokens, hit, i, false),
            Some(Meaning::Seat(i)) => self.state(tokens, hit, i, true),
            Some(Meaning::Capital(i)) if !self.is_place(hit) => self.state(tokens, hit, i, true),
            Some(Meaning::People(i)) => self.people(tokens, hit, i, ActorKind::Group),
            Some(Meaning::Adjective(i)) => self.people(tokens, hit, i, ActorKind::Unnamed),
            Some(Meaning::Agent(i)) => self.agent(tokens, hit, i, false),
            Some(Meaning::Agents(i)) => self.agent(tokens, hit, i, true),
            Some(Meaning::Surname(_)) => self.surname(tokens, hit),
            _ => self.thing(tokens),
        }
    }

    /// Whether a noun only says that the name is nobody's: "the Middle East".
    fn is_no_agent(&self, meaning: &Meaning) -> bool {
        matches!(meaning, Meaning::Agent(row) | Meaning::Agents(row)
            if self.knowledge.agents[*row].kind == AgentKind::Place)
    }

    fn is_body(&self, row: usize) -> bool {
        matches!(self.knowledge.agents[row].kind, AgentKind::Organisation | AgentKind::Group)
    }

    /// "Imperial College London": a body whose name ends in a place.
    fn body_before(&self, tokens: &Range<usize>, place: &Hit) -> Option<Sketch> {
        let hit = self.hits.within(tokens.start..place.tokens.start).last()?;
        let adjacent = hit.tokens.end == place.tokens.start;
        let capital = self.document.tokens[hit.tokens.start].upos == Upos::Propn;
        let row = hit.meanings.iter().find_map(|m| match m {
            Meaning::Agent(i) if self.is_body(*i) => Some(*i),
            _ => None,
        })?;
        if !adjacent || !capital {
            return None;
        }
        let mut sketch = self.agent(tokens.clone(), hit, row, false);
        sketch.country = sketch.country.or(self.origin(place.tokens.clone()).country());
        sketch.tokens = tokens.start..place.tokens.end;
        sketch.name = self.bare_text(sketch.tokens.clone());
        sketch.who = Who::Name(comparable(&sketch.name));
        Some(sketch)
    }

    /// The state with this code, meant by the words `tokens`.
    pub fn state_of(&self, code: Country, tokens: Range<usize>) -> Option<Sketch> {
        let i = self.knowledge.countries.iter().position(|state| state.code == code)?;
        Some(self.state_at(tokens, i, false))
    }

    fn state(&self, tokens: Range<usize>, hit: &Hit, i: usize, seat: bool) -> Sketch {
        self.state_at(tokens.start..hit.tokens.end, i, seat)
    }

    fn state_at(&self, tokens: Range<usize>, i: usize, seat: bool) -> Sketch {
        let state = &self.knowledge.countries[i];
        let mut sectors = state.sectors.clone();
        if seat {
            sectors.push(Sector::Gov);
        }
        Sketch {
            who: Who::State(i),
            kind: ActorKind::Country,
            name: state.name.clone(),
            country: Some(state.code),
            sectors,
            confidence: if seat { 0.85 } else { 0.95 },
            by: format!("countries: {}", state.name),
            tokens,
            ..Sketch::nobody(0..0)
        }
    }

    /// The state that an adjective or name before a thing means.
    pub fn nation_of(&self, tokens: Range<usize>) -> Sketch {
        let hit = self.hits.at(tokens.start);
        let nation = hit.and_then(|hit| {
            hit.meanings.iter().find_map(|m| match m {
                Meaning::Country(i) | Meaning::Adjective(i) => Some((*i, false)),
                Meaning::Seat(i) => Some((*i, true)),
                _ => None,
            })
        });
        match (hit, nation) {
            (Some(hit), Some((i, seat))) => self.state(tokens, hit, i, seat),
            _ => Sketch::nobody(tokens),
        }
    }

    /// "Russians", "a Russian".
    fn people(&self, tokens: Range<usize>, hit: &Hit, i: usize, kind: ActorKind) -> Sketch {
        let before = tokens.start.checked_sub(1).map(|t| self.document.tokens[t].norm.as_str());
        let bare = tokens.len() == 1;
        if kind == ActorKind::Unnamed && (bare || before == Some("in")) {
            return self.thing(tokens); // "in Russian", "the talks were Russian"
        }
        let state = &self.knowledge.countries[i];
        let ethnic = tokens.start < hit.tokens.start
            && self.document.tokens[hit.tokens.start - 1].norm == "ethnic";
        let tokens = tokens.start..hit.tokens.end;
        let name = self.bare_text(tokens.clone());
        // "ethnic Albanians" need not be Albania's; of where they are the sentence tells.
        let (country, sectors) = match ethnic {
            true => (None, vec![Sector::Cvl]),
            false => (Some(state.code), state.sectors.clone()),
        };
        Sketch {
            who: Who::Common(comparable(&name)),
            kind: if self.plain_article(&tokens) { ActorKind::Group } else { kind },
            name,
            country,
            sectors,
            definite: self.is_definite(&tokens),
            confidence: 0.8,
            by: format!("countries: people of {}", state.name),
            tokens,
            ..Sketch::nobody(0..0)
        }
    }

    /// "the Burmese".
    fn plain_article(&self, tokens: &Range<usize>) -> bool {
        tokens.len() == 2 && self.document.tokens[tokens.start].norm == "the"
    }

    fn organisation(&self, tokens: Range<usize>, hit: &Hit, i: usize) -> Sketch {
        let organisation = &self.knowledge.organisations[i];
        let origin = self.origin(tokens.start..hit.tokens.start);
        let tokens = tokens.start..hit.tokens.end;
        let mut sketch = Sketch {
            who: Who::Organisation(i),
            kind: ActorKind::Organisation,
            name: organisation.name.clone(),
            country: Some(organisation.country),
            sectors: organisation.sectors.clone(),
            confidence: 0.95,
            by: format!("organisations: {}", organisation.name),
            tokens: tokens.clone(),
            ..Sketch::nobody(0..0)
        };
        // "the Israeli Labour Party" is not the British one.
        if let Some((country, _)) = origin.nation.filter(|(c, _)| *c != organisation.country) {
            sketch.name = self.bare_text(tokens);
            sketch.who = Who::Name(comparable(&sketch.name));
            sketch.country = Some(country);
            sketch.confidence = 0.7;
            sketch.by = format!("composed like {}", organisation.name);
        }
        sketch
    }

    /// What is no actor, with the country it tells: "the Syrian island".
    pub fn thing(&self, tokens: Range<usize>) -> Sketch {
        let mut sketch = Sketch::nobody(tokens.clone());
        sketch.country = self.origin(tokens.clone()).country();
        self.attach(tokens.end, &mut sketch);
        sketch.sectors.clear();
        sketch
    }

    /// Whether a capital is the city: "in Moscow", "Moscow, Russia", "MOSCOW (".
    fn is_place(&self, hit: &Hit) -> bool {
        let next = self.document.tokens.get(hit.tokens.end).map_or("", |token| token.norm.as_str());
        let sentence = &self.document.sentences[self.document.sentence_of(hit.tokens.start)];
        let opens = hit.tokens.start == sentence.tokens.start;
        self.follows_place_word(hit.tokens.start)
            || matches!(self.word_before(hit.tokens.start), "to" | "of")
                && !self.is_addressed(hit.tokens.end - 1)
            || opens && matches!(next, "(" | "—" | "–" | "--" | ",")
    }

    /// Whether a word of place stands directly before: "in Moscow".
    pub fn follows_place_word(&self, start: usize) -> bool {
        matches!(
            self.word_before(start),
            "in" | "at"
                | "near"
                | "outside"
                | "around"
                | "across"
                | "into"
                | "inside"
                | "through"
                | "throughout"
                | "via"
                | "aboard"
        )
    }

    pub fn word_before(&self, t: usize) -> &str {
        t.checked_sub(1).map_or("", |before| self.document.tokens[before].norm.as_str())
    }

    /// Whether capitals say nothing in a headline: hardly a word goes without.
    pub fn is_title_case(&self, token: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(token)];
        let small = self.document.tokens[sentence.tokens.clone()]
            .iter()
            .filter(|t| t.norm.len() > 3 && !t.is_capitalised(&self.document.text));
        sentence.title && small.count() * 4 < sentence.tokens.len()
    }

    /// "Jordan" in "Michael Jordan" is no country.
    fn is_part_of_longer_name(&self, hit: &Hit) -> bool {
        let short = hit.tokens.len() == 1
            && hit.meanings.iter().all(|m| {
                matches!(
                    m,
                    Meaning::Country(_)
                        | Meaning::Capital(_)
                        | Meaning::Place(_)
                        | Meaning::Surname(_)
                        | Meaning::People(_)
                )
            });
        let sentence = self.document.sentence_of(hit.tokens.start);
        short
            && hit.tokens.start > self.document.sentences[sentence].tokens.start
            && !self.is_title_case(hit.tokens.start)
            && (self.is_name_part(hit.tokens.start - 1) || self.is_second_surname(hit))
    }

    /// "Porto Romano" is not in Porto.
    pub(super) fn opens_a_name(&self, hit: &Hit) -> bool {
        let (t, next) = (hit.tokens.start, hit.tokens.end);
        let tokens = &self.document.tokens;
        hit.tokens.len() == 1
            && hit.meanings.iter().all(|m| matches!(m, Meaning::Place(_)))
            && self.hits.at(next).is_none()
            && tokens.get(next).is_some_and(|n| {
                n.upos == Upos::Propn
                    && (n.head == Some(t) && n.relation() == "flat"
                        || tokens[t].head == Some(next) && tokens[t].relation() == "compound")
            })
    }

    /// "Costa" in "Marin-Costa" is another family, "Hadi" in "Salim al-Hadi"
    /// perhaps too; "French" in "Franco-French" is not.
    fn is_second_surname(&self, hit: &Hit) -> bool {
        hit.meanings.iter().all(|m| matches!(m, Meaning::Surname(_)))
            && self.name_before(hit.tokens.start).is_some()
    }

    /// A capitalised word that no table explains.
    pub fn is_name_part(&self, t: usize) -> bool {
        let token = &self.document.tokens[t];
        token.upos == Upos::Propn
            && token.is_capitalised(&self.document.text)
            && self.knowledge.words.tag(&token.norm).is_none()
            && self.hits.at(t).is_none_or(|hit| {
                hit.meanings.iter().all(|m| matches!(m, Meaning::Surname(_) | Meaning::Place(_)))
            })
    }

    /// The words without the article in front.
    pub fn bare_text(&self, mut tokens: Range<usize>) -> String {
        let first = &self.document.tokens[tokens.start];
        if tokens.len() > 1 && matches!(first.norm.as_str(), "the" | "a" | "an" | "this" | "that") {
            tokens.start += 1;
        }
        self.document.words(self.document.span(tokens)).to_owned()
    }

    pub fn is_definite(&self, tokens: &Range<usize>) -> bool {
        let first = self.document.tokens[tokens.start].norm.as_str();
        matches!(first, "the" | "this" | "that" | "these" | "those" | "both")
    }
}

/// Which meaning counts where a word has several.
fn rank(meaning: &Meaning) -> usize {
    match meaning {
        Meaning::Organisation(_) => 0,
        Meaning::Person(_) => 1,
        Meaning::Country(_) => 2,
        Meaning::Seat(_) => 3,
        Meaning::Capital(_) => 4,
        Meaning::People(_) => 5,
        Meaning::Agent(_) => 6,
        Meaning::Agents(_) => 7,
        Meaning::Surname(_) => 8,
        Meaning::Place(_) => 9,
        Meaning::Adjective(_) => 10,
        Meaning::Modifier(_) => 11,
    }
}

/// A name as names are compared.
pub(super) fn comparable(name: &str) -> String {
    pieces(name).map(|piece| piece.text).collect::<Vec<_>>().join(" ")
}
