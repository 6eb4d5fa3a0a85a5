//! Places that something is done to: "shelled Donetsk", "a strike on Aleppo",
//! "a curfew in Basra". Elsewhere a place is nobody; here it stands for those
//! who are there, who are of its country.

use super::compose::{Composer, comparable};
use super::sketch::{Sketch, Who};
use dateline_annotate::MentionSpan;
use dateline_core::{ActorKind, EventType, Form};
use dateline_knowledge::{Meaning, Predicate, Upos};

/// How sure we are that the place is meant as its people.
const CONFIDENCE: f32 = 0.7;

/// How far before a noun its preposition is looked for.
const PHRASE: usize = 6;

/// How long a list of places is followed: "in Baghdad, Najaf and Basra".
const LIST: usize = 8;

/// How something is done to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It is attacked.
    Attacked,
    /// Rule over it is made harder, or troops come or go.
    Ruled,
}

/// Makes actors of the places that are acted upon.
pub(super) fn strike(composer: &Composer, sketches: &mut [Sketch]) {
    for (mention, sketch) in composer.document.mentions.iter().zip(sketches) {
        if sketch.is_actor() || sketch.country.is_none() {
            continue;
        }
        let Some(way) = composer.acted_upon(mention) else { continue };
        let named = mention.form == Form::Name && composer.is_place_name(mention.head);
        let head = &composer.document.tokens[mention.head].lemma;
        if !named && !composer.knowledge.classes.has("territory", head) {
            continue;
        }
        let name = composer.bare_text(mention.tokens.clone());
        // A state that puts one of its towns under curfew does so to itself.
        let state = sketch.country.filter(|_| way == Way::Ruled);
        if let Some(state) = state.and_then(|c| composer.state_of(c, mention.tokens.clone())) {
            *sketch = Sketch { confidence: CONFIDENCE, ..state };
            continue;
        }
        let key = comparable(&name);
        *sketch = Sketch {
            who: if named { Who::Name(key) } else { Who::Common(key) },
            kind: if named { ActorKind::Country } else { ActorKind::Group },
            name,
            country: sketch.country,
            confidence: CONFIDENCE,
            by: "place that is acted upon".to_owned(),
            ..Sketch::nobody(mention.tokens.clone())
        };
    }
}

impl Composer<'_> {
    fn is_place_name(&self, t: usize) -> bool {
        let place = |m: &Meaning| matches!(m, Meaning::Place(_) | Meaning::Capital(_));
        self.hits.at(t).is_some_and(|hit| hit.meanings.iter().any(place))
    }

    fn acted_upon(&self, mention: &MentionSpan) -> Option<Way> {
        let tokens = &self.document.tokens;
        let mut t = mention.root;
        for _ in 0..LIST {
            match tokens[t].head {
                Some(first) if tokens[t].relation() == "conj" => t = first,
                _ => break,
            }
        }
        let over = tokens[t].head?;
        match tokens[t].deprel.as_str() {
            "obj" | "nsubj:pass" => self.is_attack(Predicate::Verb, over).then_some(Way::Attacked),
            relation if relation.starts_with("nmod") || relation.starts_with("obl") => {
                self.done_at(over, self.case(t))
            }
            _ => None,
        }
    }

    /// How what `over` tells is done to whoever is there. A verb tells it by
    /// its object: "imposed a curfew in", "withdrew its troops from".
    fn done_at(&self, over: usize, case: &str) -> Option<Way> {
        let ruled = |t: usize| {
            let token = &self.document.tokens[t];
            let of = |class: &str| self.knowledge.classes.has(class, &token.lemma);
            let noun = token.upos == Upos::Noun;
            match case {
                "in" | "on" | "at" | "of" | "across" => {
                    noun && (of("curfew") || of("blockade") || of("martial"))
                }
                "from" => noun && (of("troops") || of("peacekeepers")),
                _ => false,
            }
        };
        let aimed = matches!(case, "on" | "against" | "at" | "of" | "upon" | "over");
        if aimed && (self.is_attack(Predicate::Noun, over) || self.is_attack(Predicate::Verb, over))
        {
            return Some(Way::Attacked);
        }
        let tokens = &self.document.tokens;
        let sentence = &self.document.sentences[self.document.sentence_of(over)];
        let objects = sentence.tokens.clone().filter(|&o| {
            tokens[o].head == Some(over)
                && matches!(tokens[o].deprel.as_str(), "obj" | "nsubj:pass")
        });
        let told = objects.chain([over]).collect::<Vec<_>>();
        if aimed && told.iter().any(|&t| self.is_attack(Predicate::Noun, t)) {
            return Some(Way::Attacked);
        }
        told.into_iter().any(ruled).then_some(Way::Ruled)
    }

    /// Whether a word alone tells of an attack, on whatever or on territory.
    fn is_attack(&self, kind: Predicate, t: usize) -> bool {
        let frames = &self.knowledge.frames;
        frames.starting(kind, &self.document.tokens[t].lemma).iter().any(|entry| {
            let frame = &frames.all[entry.frame];
            let open = frame.object.is_empty() || frame.object.iter().any(|o| o == "@territory");
            entry.rest.is_empty() && frame.event_type == EventType::Assault && open
        })
    }

    /// The preposition of a noun; empty if it has none.
    fn case(&self, t: usize) -> &str {
        let tokens = &self.document.tokens;
        let before = t.saturating_sub(PHRASE)..t;
        let case =
            before.rev().find(|&c| tokens[c].head == Some(t) && tokens[c].relation() == "case");
        case.map_or("", |c| tokens[c].norm.as_str())
    }

    /// Whether a capital after "to" or "of" is spoken to or of, or given to: "an
    /// ultimatum to Damascus", "suspended aid to Kabul".
    pub fn is_addressed(&self, capital: usize) -> bool {
        const ADDRESSES: [&str; 5] = ["aid", "statement", "request", "accusation", "weapon"];
        let tokens = &self.document.tokens;
        let said = |t: usize| {
            let lemma = &tokens[t].lemma;
            ADDRESSES.iter().any(|class| self.knowledge.classes.has(class, lemma))
        };
        let Some(over) = tokens[capital].head else { return false };
        let sentence = &self.document.sentences[self.document.sentence_of(capital)];
        let objects = || {
            sentence
                .tokens
                .clone()
                .any(|o| tokens[o].head == Some(over) && tokens[o].deprel == "obj" && said(o))
        };
        said(over) || objects()
    }
}
