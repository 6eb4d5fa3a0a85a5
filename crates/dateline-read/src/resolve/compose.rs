//! A phrase by itself: names are looked up, and what no table holds is put
//! together from its parts ("retired Kazakh general").

use super::scan::{Hit, Hits};
use super::sketch::{Sketch, Who};
use dateline_annotate::Document;
use dateline_core::{ActorKind, Sector};
use dateline_knowledge::{AgentKind, Knowledge, Meaning, Upos, pieces};
use std::ops::Range;

/// Reads phrases of one document.
pub(super) struct Composer<'a> {
    pub document: &'a Document,
    pub knowledge: &'a Knowledge,
    pub hits: &'a Hits,
    /// The day of the report, ISO 8601.
    pub date: Option<&'a str>,
}

impl Composer<'_> {
    /// Whom the noun phrase `tokens` with this head means, as far as it tells.
    pub fn sketch(&self, tokens: Range<usize>, head: usize) -> Sketch {
        let Some(hit) = self.hits.at(head).filter(|hit| !self.is_part_of_longer_name(hit)) else {
            return match self.document.tokens[head].upos {
                Upos::Propn => self.unknown_name(tokens, head),
                _ => self.thing(tokens),
            };
        };
        let mut sketch = self.known(tokens.clone(), hit);
        sketch.tokens.end = sketch.tokens.end.max(head + 1);
        sketch
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
            Some(Meaning::Person(i)) => self.person(tokens, hit, i),
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

    /// "Imperial College London": a body whose name ends in a place.
    fn body_before(&self, tokens: &Range<usize>, place: &Hit) -> Option<Sketch> {
        let hit = self.hits.within(tokens.start..place.tokens.start).last()?;
        let adjacent = hit.tokens.end == place.tokens.start;
        let capital = self.document.tokens[hit.tokens.start].upos == Upos::Propn;
        let row = hit.meanings.iter().find_map(|m| match m {
            Meaning::Agent(i) if self.knowledge.agents[*i].kind == AgentKind::Organisation => {
                Some(*i)
            }
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

    fn state(&self, tokens: Range<usize>, hit: &Hit, i: usize, seat: bool) -> Sketch {
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
            nation: None,
            tokens: tokens.start..hit.tokens.end,
            ..Sketch::nobody(0..0)
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
        let tokens = tokens.start..hit.tokens.end;
        let name = self.bare_text(tokens.clone());
        Sketch {
            who: Who::Common(comparable(&name)),
            kind,
            name,
            country: Some(state.code),
            sectors: state.sectors.clone(),
            definite: self.is_definite(&tokens),
            confidence: 0.8,
            by: format!("countries: people of {}", state.name),
            nation: None,
            tokens,
            ..Sketch::nobody(0..0)
        }
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
            nation: None,
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

    /// A person of the table, with what stands before the name.
    fn person(&self, tokens: Range<usize>, hit: &Hit, i: usize) -> Sketch {
        let mut sketch = self.office_holder(i);
        let origin = self.origin(tokens.start..hit.tokens.start);
        if origin.former && sketch.sectors.first() != Some(&Sector::Eli) {
            sketch.sectors.insert(0, Sector::Eli);
        }
        sketch.title = self.title(tokens.start..hit.tokens.start);
        sketch.tokens = tokens.start..hit.tokens.end;
        sketch
    }

    /// What the table says of a person on the day of the report.
    pub fn office_holder(&self, i: usize) -> Sketch {
        let person = &self.knowledge.people[i];
        let (office, held) = person.office(self.date);
        let sectors = match held {
            true => office.sectors.clone(),
            false if person.is_before_office(self.date) => Vec::new(),
            false => std::iter::once(Sector::Eli).chain(office.sectors.iter().copied()).collect(),
        };
        Sketch {
            who: Who::Person(i),
            kind: ActorKind::Person,
            name: person.name.clone(),
            country: Some(office.country),
            sectors,
            female: Some(person.female),
            confidence: 0.95,
            by: format!("people: {}", person.name),
            ..Sketch::nobody(0..0)
        }
    }

    /// "Putin", "President Putin": somebody of the report, else the one person
    /// of the table who is in office under that name.
    fn surname(&self, tokens: Range<usize>, hit: &Hit) -> Sketch {
        let text = self.document.words(self.document.span(hit.tokens.clone()));
        let in_office = |i: &usize| {
            let (office, held) = self.knowledge.people[*i].office(self.date);
            held && (self.date.is_some() || office.until.is_empty())
        };
        let namesakes: Vec<usize> = hit
            .meanings
            .iter()
            .filter_map(|m| if let Meaning::Surname(i) = m { Some(*i) } else { None })
            .collect();
        let holders: Vec<usize> = namesakes.iter().copied().filter(in_office).collect();
        let only = match (&*namesakes, &*holders) {
            (_, &[i]) => Some(i),
            (&[i], []) if self.date.is_none() => Some(i),
            _ => None,
        };
        let titled = self.unknown_name(tokens.clone(), hit.tokens.end - 1);
        let common = self.knowledge.words.tag(&text.to_lowercase()).is_some();
        let mut sketch = match only.filter(|_| !common) {
            Some(i) => {
                let holder = self.office_holder(i);
                Sketch { title: titled.title.clone(), confidence: 0.8, ..holder }
            }
            None => titled,
        };
        sketch.surname = Some(comparable(text));
        sketch.tokens = tokens.start..hit.tokens.end;
        sketch
    }

    /// A name that no table holds: a person if a title or two capitals say so.
    fn unknown_name(&self, tokens: Range<usize>, head: usize) -> Sketch {
        let mut from = head;
        while from > tokens.start && self.is_name_part(from - 1) {
            from -= 1;
        }
        let name = self.document.words(self.document.span(from..head + 1)).to_owned();
        let titles = self.hits.within(tokens.start..from);
        let title =
            titles.last().filter(|hit| hit.tokens.end + 1 >= from && hit.tokens.end <= from);
        let title_row = title.and_then(|hit| {
            hit.meanings.iter().find_map(|m| match m {
                Meaning::Agent(i) if self.knowledge.agents[*i].title => Some((hit, *i)),
                _ => None,
            })
        });
        let mut sketch = Sketch {
            who: Who::Name(comparable(&name)),
            kind: ActorKind::Person,
            name: name.clone(),
            surname: name.split_whitespace().last().map(comparable),
            tokens: tokens.clone(),
            ..Sketch::nobody(0..0)
        };
        if let Some((hit, row)) = title_row {
            let office = self.agent(tokens.start..hit.tokens.end, hit, row, false);
            sketch.country = office.country;
            sketch.sectors = office.sectors;
            sketch.female = office.female;
            sketch.noun = office.noun;
            sketch.title = self.title(tokens.start..from);
            sketch.confidence = 0.8;
            sketch.by = "composed: title and name".to_owned();
            return sketch;
        }
        let title_sentence = self.document.sentences[self.document.sentence_of(head)].title;
        let alone = from == tokens.start;
        if alone && (2..=4).contains(&(head + 1 - from)) && !title_sentence {
            sketch.confidence = 0.6;
            sketch.by = "form: capitalised name".to_owned();
        } else if alone {
            sketch.who = Who::Surname(comparable(&name));
        } else {
            return self.thing(tokens);
        }
        sketch
    }

    /// What is no actor, with the country it tells: "the Syrian island".
    pub fn thing(&self, tokens: Range<usize>) -> Sketch {
        let mut sketch = Sketch::nobody(tokens.clone());
        let origin = self.origin(tokens.clone());
        sketch.country = origin.country();
        sketch.nation = origin.nation.and_then(|(_, row)| row);
        self.attach(tokens.end, &mut sketch);
        sketch.sectors.clear();
        sketch
    }

    /// Whether a capital is the city: "in Moscow", "Moscow, Russia", "MOSCOW (".
    fn is_place(&self, hit: &Hit) -> bool {
        let norm = |t: usize| self.document.tokens.get(t).map_or("", |token| token.norm.as_str());
        let before = hit.tokens.start.checked_sub(1).map_or("", norm);
        let sentence = &self.document.sentences[self.document.sentence_of(hit.tokens.start)];
        let opens = hit.tokens.start == sentence.tokens.start;
        matches!(
            before,
            "in" | "at"
                | "near"
                | "outside"
                | "around"
                | "across"
                | "into"
                | "inside"
                | "through"
                | "throughout"
                | "to"
                | "of"
                | "via"
        ) || opens && matches!(norm(hit.tokens.end), "(" | "—" | "–" | "--" | ",")
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
            && !self.document.sentences[sentence].title
            && self.is_name_part(hit.tokens.start - 1)
    }

    /// A capitalised word that no table explains.
    fn is_name_part(&self, t: usize) -> bool {
        let token = &self.document.tokens[t];
        token.upos == Upos::Propn
            && token.is_capitalised(&self.document.text)
            && self.knowledge.words.tag(&token.norm).is_none()
            && self.hits.at(t).is_none_or(|hit| {
                hit.meanings.iter().all(|m| matches!(m, Meaning::Surname(_) | Meaning::Place(_)))
            })
    }

    /// The words before a name that make its title, without article and
    /// nation: "French President" is "President".
    fn title(&self, before: Range<usize>) -> Option<String> {
        let first = self.hits.within(before.clone()).iter().find(|hit| {
            hit.meanings.iter().any(|m| matches!(m, Meaning::Agent(_) | Meaning::Modifier(_)))
        })?;
        Some(self.document.words(self.document.span(first.tokens.start..before.end)).to_owned())
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
