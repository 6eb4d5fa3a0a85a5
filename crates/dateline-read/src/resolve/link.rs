//! Which phrases of a report mean the same actor: the same row or name, a
//! surname after the full name, "the minister", "he".

use super::Actors;
use super::compose::{Composer, comparable};
use super::recent::{Marks, Recent};
use super::sketch::{Sketch, Who, extend};
use dateline_annotate::MentionSpan;
use dateline_core::{Actor, ActorId, ActorKind, Form, Mention};
use dateline_knowledge::Upos;
use std::collections::HashMap;

/// Links the mentions in text order.
pub(super) fn link(
    composer: &Composer,
    sketches: Vec<Sketch>,
    name_of: &[Option<usize>],
) -> Actors {
    let surnames = surnames(composer, &sketches);
    let mut linker = Linker {
        composer,
        actors: Actors { list: Vec::new(), of_mention: vec![None; sketches.len()] },
        marks: Vec::new(),
        ids: HashMap::new(),
        surnames,
        recent: Recent::default(),
    };
    // Titles before their name ("the finance minister, Ana Ruiz,") wait for it.
    for (i, sketch) in sketches.iter().enumerate() {
        let id = match name_of[i] {
            Some(name) if name < i => linker.actors.of_mention[name],
            Some(name) => linker.named(&sketches[name]),
            None => linker.whom(i, sketch),
        };
        if let Some(id) = id {
            linker.note(i, sketch, id);
        }
    }
    linker.actors
}

struct Linker<'a> {
    composer: &'a Composer<'a>,
    actors: Actors,
    /// What later phrases can know each actor by.
    marks: Vec<Marks>,
    ids: HashMap<Who, ActorId>,
    /// The person last meant by a surname.
    surnames: HashMap<String, Who>,
    recent: Recent,
}

/// The persons whose full names the report gives, by surname. They are
/// gathered first because headlines use the surname before the name.
fn surnames(composer: &Composer, sketches: &[Sketch]) -> HashMap<String, Who> {
    let mut surnames = HashMap::new();
    // Newspapers too: "the Harbour Ledger", "the Ledger".
    let named = |s: &&Sketch| s.kind == ActorKind::Person || s.surname.is_some();
    for sketch in sketches.iter().filter(named) {
        let surname = match &sketch.who {
            Who::Person(i) if sketch.surname.is_none() => {
                comparable(&composer.knowledge.people[*i].surname)
            }
            Who::Name(name) if name.contains(' ') => match &sketch.surname {
                Some(surname) => surname.clone(),
                None => continue,
            },
            _ => continue,
        };
        surnames.entry(surname).or_insert_with(|| sketch.who.clone());
    }
    surnames
}

/// Whether a pronoun is of a woman or a man.
fn gender(pronoun: &str) -> Option<bool> {
    match pronoun {
        "he" | "him" | "his" | "himself" => Some(false),
        "she" | "her" | "hers" | "herself" => Some(true),
        _ => None,
    }
}

impl Linker<'_> {
    fn whom(&mut self, i: usize, sketch: &Sketch) -> Option<ActorId> {
        let mention = &self.composer.document.mentions[i];
        if mention.form == Form::Pronoun {
            let id = self.pronoun(mention)?;
            // "Ilse Marenkamp ... She": whoever was she stays she.
            let norm = self.composer.document.tokens[mention.head].norm.as_str();
            if let Some(female) = gender(norm) {
                self.marks[id.index()].female.get_or_insert(female);
            }
            return Some(id);
        }
        let owned = self.owned(i, sketch);
        let sketch = owned.as_ref().unwrap_or(sketch);
        match &sketch.who {
            Who::Nobody => None,
            Who::Common(_) => self.common(sketch),
            _ => self.named(sketch),
        }
    }

    /// "his government" is of his country, and "his country" is that.
    fn owned(&self, i: usize, sketch: &Sketch) -> Option<Sketch> {
        let document = self.composer.document;
        let mention = &document.mentions[i];
        let owner =
            document.mentions[..i].iter().rposition(|m| m.tokens.start <= mention.tokens.start)?;
        let first = &document.mentions[owner];
        let possessive = first.form == Form::Pronoun
            && first.tokens == (mention.tokens.start..mention.tokens.start + 1)
            && mention.tokens.len() > 1;
        if !possessive || sketch.country.is_some() {
            return None;
        }
        let country = self.actors.get(self.actors.of_mention(owner)?).country?;
        let head = &document.tokens[mention.head].lemma;
        if mention.tokens.len() == 2 && self.composer.knowledge.classes.has("homeland", head) {
            return self.composer.state_of(country, mention.tokens.clone());
        }
        let domestic = sketch.is_actor() && sketch.kind != ActorKind::Person;
        domestic.then(|| Sketch { country: Some(country), ..sketch.clone() })
    }

    fn named(&mut self, sketch: &Sketch) -> Option<ActorId> {
        let mut who = sketch.who.clone();
        if let Some(surname) = &sketch.surname {
            let alone = !matches!(&who, Who::Name(name) if name.contains(' '));
            match self.surnames.get(surname) {
                Some(full) if alone => who = full.clone(),
                _ if matches!(who, Who::Surname(_)) => return self.full_name(&who),
                _ => {
                    self.surnames.insert(surname.clone(), who.clone());
                }
            }
        }
        let id = match self.ids.get(&who) {
            Some(&id) => id,
            None => {
                // The surname came before the full name it stands for.
                let own = match &who {
                    Who::Person(p) if who != sketch.who => &self.composer.office_holder(*p),
                    _ => sketch,
                };
                let id = self.create(own);
                self.ids.insert(who, id);
                id
            }
        };
        self.learn(id, sketch);
        Some(id)
    }

    /// A capitalised word that means somebody only if the report names them.
    fn full_name(&self, who: &Who) -> Option<ActorId> {
        let Who::Surname(name) = who else { return None };
        self.ids.get(&Who::Name(name.clone())).copied()
    }

    fn common(&mut self, sketch: &Sketch) -> Option<ActorId> {
        let known = match sketch.definite {
            true => self
                .recent
                .antecedent(
                    sketch,
                    &self.actors.list,
                    &self.marks,
                    &self.composer.knowledge.classes,
                )
                .or_else(|| self.ids.get(&sketch.who).copied()),
            false if sketch.kind != ActorKind::Unnamed => self.ids.get(&sketch.who).copied(),
            false => None,
        };
        // "the Lake Basin Front ... the rebel group": now it shows what it is.
        if let Some(id) = known {
            let actor = &mut self.actors.list[id.index()];
            let vague = actor.sectors.is_empty() && actor.entity.is_none();
            if actor.kind == ActorKind::Organisation && vague {
                actor.sectors.clone_from(&sketch.sectors);
            }
        }
        Some(known.unwrap_or_else(|| {
            let id = self.create(sketch);
            self.ids.insert(sketch.who.clone(), id);
            id
        }))
    }

    fn pronoun(&self, mention: &MentionSpan) -> Option<ActorId> {
        let tokens = &self.composer.document.tokens;
        let s = mention.sentence;
        let list = &self.actors.list;
        let doer = self.doer(mention);
        let fits = |id: ActorId, female: bool| {
            Some(id) != doer
                && matches!(list[id.index()].kind, ActorKind::Person | ActorKind::Unnamed)
                && self.marks[id.index()].female.is_none_or(|f| f == female)
        };
        let body = |id: ActorId| {
            matches!(list[id.index()].kind, ActorKind::Country | ActorKind::Organisation)
        };
        let group = |id: ActorId| list[id.index()].kind == ActorKind::Group;
        let subject = || self.recent.subject(s).or_else(|| self.recent.subject(s.checked_sub(1)?));
        match tokens[mention.head].norm.as_str() {
            norm if gender(norm).is_some() => {
                let female = gender(norm) == Some(true);
                let nearest = self.recent.nearest(s, 3, |id| fits(id, female))?;
                // "One delegate told her ... but she doubted": who is she already is she.
                let told = |id: ActorId| self.marks[id.index()].female == Some(female);
                let vague = list[nearest.index()].kind == ActorKind::Unnamed && !told(nearest);
                let surer = || self.recent.nearest(s, 0, |id| fits(id, female) && told(id));
                if vague { surer().or(Some(nearest)) } else { Some(nearest) }
            }
            "who" | "whose" => self.before(mention),
            "it" | "its" | "itself" if !self.is_empty_it(mention) => {
                subject().filter(|&id| body(id))
            }
            "they" | "them" | "their" | "themselves" => subject().filter(|&id| group(id)),
            _ => None,
        }
    }

    /// Who does what befalls "him" or "her", and so is somebody else: "one delegate told her".
    fn doer(&self, mention: &MentionSpan) -> Option<ActorId> {
        let document = self.composer.document;
        let token = &document.tokens[mention.head];
        let befallen = matches!(token.norm.as_str(), "him" | "her")
            && matches!(token.relation(), "obj" | "iobj" | "obl");
        let verb = token.head.filter(|_| befallen)?;
        let sentence = document.sentences[mention.sentence].tokens.clone();
        let subject = sentence.clone().find(|&t| {
            document.tokens[t].head == Some(verb) && document.tokens[t].relation() == "nsubj"
        })?;
        let index =
            document.mentions_in(sentence).find(|&m| document.mentions[m].root == subject)?;
        self.actors.of_mention[index]
    }

    /// Whom "who" follows.
    fn before(&self, mention: &MentionSpan) -> Option<ActorId> {
        let document = self.composer.document;
        let mut end = mention.tokens.start;
        if end > 0 && document.tokens[end - 1].norm == "," {
            end -= 1;
        }
        let index = document.mentions_in(end.saturating_sub(12)..end).next_back()?;
        let ends_there = document.mentions[index].tokens.end == end;
        self.actors.of_mention[index].filter(|_| ends_there)
    }

    /// "it is likely", "it was": nothing is meant.
    fn is_empty_it(&self, mention: &MentionSpan) -> bool {
        let document = self.composer.document;
        document.tokens[mention.head].norm == "it"
            && document.tokens.get(mention.head + 1).is_some_and(|next| {
                matches!(next.norm.as_str(), "is" | "was" | "'s" | "seems" | "appears" | "remains")
            })
    }

    fn create(&mut self, sketch: &Sketch) -> ActorId {
        let id = ActorId::at(self.actors.list.len());
        let (entity, wikidata) = self.composer.row(&sketch.who);
        self.actors.list.push(Actor {
            id,
            entity,
            wikidata,
            name: sketch.name.clone(),
            kind: sketch.kind,
            country: sketch.country,
            sectors: sketch.sectors.clone(),
            title: sketch.title.clone(),
            confidence: sketch.confidence,
            mentions: Vec::new(),
            by: sketch.by.clone(),
        });
        self.marks.push(Marks::default());
        self.learn(id, sketch);
        id
    }

    /// Takes over what a further mention tells.
    fn learn(&mut self, id: ActorId, sketch: &Sketch) {
        let actor = &mut self.actors.list[id.index()];
        let marks = &mut self.marks[id.index()];
        if actor.country.is_none() {
            actor.country = sketch.country;
        }
        if sketch.confidence > 0.0 && !matches!(sketch.who, Who::Surname(_)) {
            extend(&mut actor.sectors, &sketch.sectors);
        }
        if let Some(title) = &sketch.title {
            marks.add(title);
            if actor.title.as_ref().is_none_or(|known| known.len() < title.len()) {
                actor.title = Some(title.clone());
            }
        }
        if actor.kind == ActorKind::Person && sketch.name.len() > actor.name.len() {
            actor.name = sketch.name.clone();
        }
        if let Some(noun) = &sketch.noun {
            marks.add(noun);
        }
        if let Who::Person(i) = sketch.who {
            let (office, _) = self.composer.knowledge.people[i].office(self.composer.date);
            marks.add(&office.title);
        } else if matches!(sketch.who, Who::Organisation(_) | Who::Name(_))
            && actor.kind == ActorKind::Organisation
        {
            marks.add(&actor.name.clone());
        }
        marks.female = marks.female.or(sketch.female);
        actor.confidence = actor.confidence.max(sketch.confidence);
    }

    fn note(&mut self, i: usize, sketch: &Sketch, id: ActorId) {
        let document = self.composer.document;
        let mention = &document.mentions[i];
        // The tables may know a longer name than the model saw: "State Duma".
        let whole = matches!(sketch.who, Who::Organisation(_) | Who::Person(_));
        let known = if whole { sketch.tokens.end } else { 0 };
        let tokens = mention.tokens.start..mention.tokens.end.max(known);
        self.actors.of_mention[i] = Some(id);
        let span = document.span(tokens);
        self.actors.list[id.index()].mentions.push(Mention { span, form: mention.form });
        let start = mention.tokens.start;
        let after_preposition = start > 0 && document.tokens[start - 1].upos == Upos::Adp;
        self.recent.saw(id, mention.sentence, after_preposition);
    }
}
