//! Bodies that no table holds, known by the form of their name: the outlet by its
//! short name, newspapers, movements, the office of somebody, and what the model
//! takes for the name of one.

use super::compose::{Composer, comparable};
use super::parts::rank_sectors;
use super::sketch::{Sketch, Who};
use dateline_annotate::NameKind;
use dateline_core::{ActorKind, Sector};
use dateline_knowledge::{AgentKind, Meaning, Upos};
use std::ops::Range;

impl Composer<'_> {
    /// "The Mirror" in a report of the Channel Islands Mirror is that paper.
    pub fn own_outlet(&self, tokens: &Range<usize>) -> Option<Sketch> {
        let outlet = self.outlet?;
        // "(Post)" in a dateline says who filed, not who acts.
        if tokens.start > 0 && self.document.tokens[tokens.start - 1].norm == "(" {
            return None;
        }
        let short = self.bare_text(tokens.clone());
        let last = short.rsplit(' ').next().unwrap_or(&short).to_lowercase();
        // What the outlet's name has before it: more than an article.
        let before = outlet.strip_suffix(&short)?.strip_suffix(' ')?;
        let capital = short.starts_with(char::is_uppercase);
        let article = before.trim().eq_ignore_ascii_case("the");
        if article || !capital || !self.knowledge.classes.has("newspaper", &last) {
            return None;
        }
        Some(Sketch {
            who: Who::Name(comparable(outlet)),
            kind: ActorKind::Organisation,
            name: outlet.to_owned(),
            sectors: vec![Sector::Jrn],
            confidence: 0.8,
            by: "form: short name of the outlet".to_owned(),
            ..Sketch::nobody(tokens.clone())
        })
    }

    /// "The governor's office": a body of whoever sits there.
    pub fn office(&self, tokens: &Range<usize>, head: usize) -> Option<Sketch> {
        let document = self.document;
        if document.tokens[head].lemma != "office" {
            return None;
        }
        let hit = self.hits.within(tokens.start..head).last()?;
        let possessed = hit.tokens.end + 1 == head && document.tokens[head - 1].upos == Upos::Part;
        let row = hit.meanings.iter().find_map(|m| match m {
            Meaning::Agent(i) if self.knowledge.agents[*i].kind == AgentKind::Person => Some(*i),
            _ => None,
        })?;
        if !possessed {
            return None;
        }
        let holder = self.agent(tokens.start..hit.tokens.end, hit, row, false);
        let name = self.bare_text(tokens.clone());
        let mut sketch = Sketch {
            who: Who::Common(comparable(&name)),
            kind: ActorKind::Organisation,
            name,
            noun: Some("office".to_owned()),
            female: None,
            title: None,
            surname: None,
            tokens: tokens.clone(),
            ..holder
        };
        self.attach(tokens.end, &mut sketch);
        Some(sketch)
    }

    /// A body that no table knows: "the Accra Morning Ledger", known for a newspaper by
    /// its last word; "Radio Littoral", by its first; whatever else has an article.
    pub fn unknown_body(&self, tokens: Range<usize>, from: usize, name: &str) -> Option<Sketch> {
        let document = self.document;
        let first = &document.tokens[tokens.start];
        let begins = tokens.start + usize::from(first.norm == "the");
        let whole = begins..tokens.end;
        let capital = |t: usize| document.tokens[t].is_capitalised(&document.text);
        let written = document.words(document.span(whole.clone()));
        let last = name.split_whitespace().last()?;
        let classes = &self.knowledge.classes;
        let article = from == begins && begins > tokens.start;
        let paper = classes.has("newspaper", &last.to_lowercase())
            && (begins > tokens.start || whole.len() > 1)
            && whole.clone().all(capital);
        let station = whole.len() > 1
            && capital(begins)
            && classes.has("station", &document.tokens[begins].norm);
        // "the Western Front" is where a war is fought.
        let side = |t: usize| matches!(&*document.tokens[t].norm, "western" | "eastern" | "home");
        let movement = whole.len() > 1
            && classes.has("movement", &last.to_lowercase())
            && whole.clone().all(capital)
            && !side(tokens.end.saturating_sub(2));
        if !paper && !station && !movement && !article || self.follows_place_word(tokens.start) {
            return None;
        }
        let name = if paper || station || movement { written } else { name };
        let news = paper || station;
        Some(Sketch {
            who: Who::Name(comparable(name)),
            kind: ActorKind::Organisation,
            name: name.to_owned(),
            surname: (paper || !news).then(|| comparable(last)),
            sectors: if news { vec![Sector::Jrn] } else { Vec::new() },
            confidence: if news || movement { 0.7 } else { 0.4 },
            by: match () {
                () if news => "form: name of a newspaper or station",
                () if movement => "form: name of a movement",
                () => "form: name after an article",
            }
            .to_owned(),
            tokens,
            ..Sketch::nobody(0..0)
        })
    }

    /// What the model takes for the name of a body: "the Lake Basin Front".
    pub fn learnt_body(&self, tokens: Range<usize>, head: usize) -> Option<Sketch> {
        let document = self.document;
        let named = document.name_of(head).filter(|n| n.kind == NameKind::Organisation)?;
        let whole = named.tokens.start.max(tokens.start)..named.tokens.end.min(tokens.end);
        let name = self.bare_text(whole.clone());
        // Without an article or a small word of a name ("Doctors Without Borders"), two
        // capitals ("Abba Koura") are more likely a person.
        let article = document.tokens[tokens.start].norm == "the";
        let common = |t: usize| self.knowledge.words.tag(&document.tokens[t].norm).is_some();
        if !article && !whole.clone().any(common) {
            return None;
        }
        let origin = self.origin(tokens.start..whole.start);
        Some(Sketch {
            who: Who::Name(comparable(&name)),
            kind: ActorKind::Organisation,
            surname: name.split_whitespace().last().map(comparable),
            name,
            country: origin.country(),
            sectors: rank_sectors(&origin, &[], false),
            confidence: 0.5,
            by: "model english-1, name".to_owned(),
            tokens,
            ..Sketch::nobody(0..0)
        })
    }
}
