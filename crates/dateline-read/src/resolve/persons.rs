//! Persons: by full name, by surname, by a title before a name no table holds.

use super::compose::{Composer, comparable};
use super::scan::Hit;
use super::sketch::{Sketch, Who};
use dateline_annotate::NameKind;
use dateline_core::{ActorKind, Sector};
use dateline_knowledge::{AgentKind, Meaning, Upos};
use std::ops::Range;

/// How many words before an office are taken for its state.
const TITLE: usize = 3;

impl Composer<'_> {
    /// A person of the table, with what stands before the name.
    pub fn person(&self, tokens: Range<usize>, hit: &Hit, i: usize) -> Sketch {
        let mut sketch = self.office_holder(i);
        let origin = self.origin(tokens.start..hit.tokens.start);
        if origin.former && sketch.sectors.first() != Some(&Sector::Eli) {
            sketch.sectors.insert(0, Sector::Eli);
        }
        sketch.title = self.title(tokens.start..hit.tokens.start);
        sketch.tokens = tokens.start..hit.tokens.end;
        sketch
    }

    /// Which person a full name means: who of several holds office on the day of
    /// the report, else the first who has held one by then ("George Bush" in 1991).
    pub fn namesake(&self, hit: &Hit) -> usize {
        let persons: Vec<usize> = hit
            .meanings
            .iter()
            .filter_map(|m| if let Meaning::Person(i) = m { Some(*i) } else { None })
            .collect();
        let office = |i: &usize| self.knowledge.people[*i].office(self.date);
        let holds = |i: &&usize| {
            let (office, held) = office(i);
            held && (self.date.is_some() || office.until.is_empty())
        };
        let known = |i: &&usize| !self.knowledge.people[**i].is_before_office(self.date);
        let chosen = persons.iter().find(holds).or_else(|| persons.iter().find(known));
        // Whoever asks has seen a person among the meanings.
        chosen.or(persons.first()).copied().unwrap_or_default()
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
    pub fn surname(&self, tokens: Range<usize>, hit: &Hit) -> Sketch {
        let text = self.document.words(self.document.span(hit.tokens.clone()));
        let titled = self.unknown_name(tokens.clone(), hit.tokens.end - 1);
        let common = self.knowledge.words.tag(&text.to_lowercase()).is_some();
        let mut sketch = match self.holder(hit).filter(|_| !common) {
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

    /// The one person of a surname who is in office on the day of the report;
    /// without a date, the only one at all or the only one still in office.
    pub fn holder(&self, hit: &Hit) -> Option<usize> {
        let namesakes: Vec<usize> = hit
            .meanings
            .iter()
            .filter_map(|m| if let Meaning::Surname(i) = m { Some(*i) } else { None })
            .collect();
        let in_office = |i: &usize| {
            let (office, held) = self.knowledge.people[*i].office(self.date);
            held && (self.date.is_some() || office.until.is_empty())
        };
        let holders: Vec<usize> = namesakes.iter().copied().filter(in_office).collect();
        match (&*namesakes, &*holders) {
            (_, &[i]) => Some(i),
            (&[i], []) if self.date.is_none() => Some(i),
            _ => None,
        }
    }

    /// A name that no table holds: a person if a title or two capitals say so.
    pub fn unknown_name(&self, tokens: Range<usize>, head: usize) -> Sketch {
        let from = self.name_start(tokens.start, head);
        let name = self.document.words(self.document.span(from..head + 1)).to_owned();
        let titles = self.hits.within(tokens.start..from);
        let title =
            titles.last().filter(|hit| hit.tokens.end + 1 >= from && hit.tokens.end <= from);
        let title_row = title.and_then(|hit| {
            hit.meanings.iter().find_map(|m| match m {
                Meaning::Agent(i) if self.knowledge.agents[*i].kind == AgentKind::Person => {
                    Some((hit, *i))
                }
                _ => None,
            })
        });
        let kind = self.document.name_of(head).map(|n| n.kind).filter(|_| title_row.is_none());
        let body = self.unknown_body(tokens.clone(), from, &name);
        let body = body.or_else(|| self.learnt_body(tokens.clone(), head));
        if let Some(body) = body {
            return body;
        }
        // "the terminal of Porto Romano"
        let stands = matches!(self.word_before(tokens.start), "of" | "from" | "to" | "off" | "on")
            || self.follows_place_word(tokens.start);
        if stands && kind == Some(NameKind::Place) {
            return self.thing(tokens);
        }
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
            // "General Okoro of Nigeria"
            sketch.country = office.country.or_else(|| Some(self.nation_after(head + 1)?.0));
            sketch.sectors = office.sectors;
            sketch.female = office.female;
            sketch.noun = office.noun;
            sketch.title = self.title(tokens.start..from);
            sketch.confidence = 0.8;
            sketch.by = "composed: title and name".to_owned();
            return sketch;
        }
        let alone = from == tokens.start;
        let person = (2..=4).contains(&name.split_whitespace().count())
            && !self.is_title_case(head)
            && !self.follows_place_word(from);
        if alone && person {
            sketch.confidence = 0.6;
            sketch.by = "form: capitalised name".to_owned();
            self.affiliate(head + 1, from, &mut sketch);
        } else if alone {
            sketch.who = Who::Surname(comparable(&name));
        } else {
            return self.thing(tokens);
        }
        sketch
    }

    /// What stands beside a bare name: "Chilean diplomat Ana Ruiz" where the
    /// mention has the name only, "Ana Ruiz of the Chilean navy".
    fn affiliate(&self, end: usize, start: usize, sketch: &mut Sketch) {
        let tokens = &self.document.tokens;
        let sentence = self.document.sentences[self.document.sentence_of(start)].tokens.clone();
        let title = start.checked_sub(1).and_then(|t| self.hits.at(t)).and_then(|hit| {
            let row = hit.meanings.iter().find_map(|m| match m {
                Meaning::Agent(i) if self.knowledge.agents[*i].kind == AgentKind::Person => {
                    Some(*i)
                }
                _ => None,
            })?;
            (hit.tokens.end == start && sentence.contains(&hit.tokens.start)).then_some((hit, row))
        });
        if let Some((hit, row)) = title {
            let before = (sentence.start..hit.tokens.start).rev().take(TITLE);
            let named = before.take_while(|&t| matches!(tokens[t].upos, Upos::Adj | Upos::Propn));
            let first = named.last().unwrap_or(hit.tokens.start);
            let office = self.agent(first..hit.tokens.end, hit, row, false);
            sketch.country = office.country;
            sketch.sectors = office.sectors;
            sketch.by = "composed: title and name".to_owned();
        } else if end < sentence.end && matches!(tokens[end].norm.as_str(), "of" | "from") {
            self.attach(end, sketch);
        }
    }

    /// Where the name that ends at `head` begins: "Ana Ruiz", "Ruiz-Soler".
    fn name_start(&self, start: usize, head: usize) -> usize {
        let mut from = head;
        while let Some(before) = self.name_before(from).filter(|&before| before >= start) {
            from = before;
        }
        from
    }

    /// Where the part of a name stands that goes before token `t`: next to it,
    /// over a hyphen, or before a particle ("Salim al-Hadi", "Ursula von Berg").
    pub fn name_before(&self, t: usize) -> Option<usize> {
        let mut before = t.checked_sub(1)?;
        if self.is_name_part(before) {
            return Some(before);
        }
        if before > 0 && self.is_inner_hyphen(before) {
            before -= 1;
        }
        let particle =
            |t: usize| self.knowledge.classes.has("particle", &self.document.tokens[t].norm);
        for _ in 0..2 {
            if particle(before) {
                before = before.checked_sub(1)?;
            }
        }
        (before + 1 < t && self.is_name_part(before)).then_some(before)
    }

    /// A hyphen with words hard on both its sides.
    pub fn is_inner_hyphen(&self, t: usize) -> bool {
        let tokens = &self.document.tokens;
        tokens[t].norm == "-"
            && tokens[t - 1].span.end == tokens[t].span.start
            && tokens.get(t + 1).is_some_and(|next| next.span.start == tokens[t].span.end)
    }

    /// The words before a name that make its title, without article and
    /// nation: "French President" is "President".
    fn title(&self, before: Range<usize>) -> Option<String> {
        let first = self.hits.within(before.clone()).iter().find(|hit| {
            hit.meanings.iter().any(|m| matches!(m, Meaning::Agent(_) | Meaning::Modifier(_)))
        })?;
        Some(self.document.words(self.document.span(first.tokens.start..before.end)).to_owned())
    }
}
