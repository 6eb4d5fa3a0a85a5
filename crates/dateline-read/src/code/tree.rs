//! A sentence as a tree: what depends on what.

use crate::resolve::Actors;
use dateline_annotate::{Document, Token};
use dateline_knowledge::{CueKind, Knowledge, Upos, VerbForm};
use std::ops::Range;

/// No walk up a tree is longer; trees of news are some 15 deep.
const HEIGHT: usize = 40;

/// No more is listed together: "Chile, Peru, ... and Cuba".
const LIST: usize = 20;

/// One sentence with everything needed to read it.
pub(crate) struct Tree<'a> {
    pub document: &'a Document,
    pub actors: &'a Actors,
    pub knowledge: &'a Knowledge,
    /// The sentence's tokens.
    pub range: Range<usize>,
    /// The dependents of every token, in order of heads, then of the text.
    dependents: Vec<usize>,
    /// Where the dependents of each token begin in that list.
    places: Vec<usize>,
    /// The longest mention that hangs in the tree by each token.
    mentions: Vec<Option<usize>>,
}

impl<'a> Tree<'a> {
    pub fn new(
        document: &'a Document,
        sentence: usize,
        actors: &'a Actors,
        knowledge: &'a Knowledge,
    ) -> Self {
        let range = document.sentences[sentence].tokens.clone();
        let head = |t: usize| document.tokens[t].head.filter(|h| range.contains(h));
        let mut dependents: Vec<usize> = range.clone().filter(|&t| head(t).is_some()).collect();
        dependents.sort_by_key(|&t| head(t)); // stable: dependents stay in the order of the text
        let places = (range.start..=range.end)
            .map(|t| dependents.partition_point(|&d| head(d) < Some(t)))
            .collect();
        let mut mentions = vec![None; range.len()];
        for m in document.mentions_in(range.clone()) {
            let mention = &document.mentions[m];
            let Some(place) = mention.root.checked_sub(range.start) else { continue };
            let longer =
                |other: &usize| document.mentions[*other].tokens.len() > mention.tokens.len();
            if let Some(known) = mentions.get_mut(place)
                && !known.as_ref().is_some_and(longer)
            {
                *known = Some(m);
            }
        }
        Self { document, actors, knowledge, range, dependents, places, mentions }
    }

    pub fn token(&self, t: usize) -> &'a Token {
        &self.document.tokens[t]
    }

    pub fn norm(&self, t: usize) -> &'a str {
        &self.document.tokens[t].norm
    }

    pub fn lemma(&self, t: usize) -> &'a str {
        &self.document.tokens[t].lemma
    }

    pub fn upos(&self, t: usize) -> Upos {
        self.document.tokens[t].upos
    }

    /// The universal relation to the head.
    pub fn relation(&self, t: usize) -> &'a str {
        self.token(t).relation()
    }

    pub fn head(&self, t: usize) -> Option<usize> {
        self.token(t).head.filter(|h| self.range.contains(h))
    }

    /// What depends on `t`, in order.
    pub fn dependents(&self, t: usize) -> &[usize] {
        let place = t - self.range.start;
        &self.dependents[self.places[place]..self.places[place + 1]]
    }

    /// The dependents of `t` in this relation, with or without its subtype.
    pub fn all(&self, t: usize, relation: &str) -> impl Iterator<Item = usize> {
        self.dependents(t)
            .iter()
            .copied()
            .filter(move |&d| self.relation(d) == relation || self.token(d).deprel == relation)
    }

    /// The first dependent of `t` in this relation.
    pub fn one(&self, t: usize, relation: &str) -> Option<usize> {
        self.all(t, relation).next()
    }

    /// What `t` depends on, and what that depends on, up to the root.
    pub fn above(&self, t: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.head(t), |&t| self.head(t)).take(HEIGHT)
    }

    /// `t` and what is joined to it: "Chile, Peru and Cuba".
    pub fn joined(&self, t: usize) -> Vec<usize> {
        let mut all = vec![t];
        let mut at = 0;
        while at < all.len() && all.len() < LIST {
            all.extend(self.all(all[at], "conj").filter(|&c| self.is_nominal(c)));
            at += 1;
        }
        all
    }

    /// Whether a noun phrase hangs on the token.
    pub fn is_nominal(&self, t: usize) -> bool {
        use Upos::{Adj, Det, Noun, Num, Pron, Propn, Sym, X};
        matches!(self.upos(t), Adj | Det | Noun | Num | Pron | Propn | Sym | X)
            && self.one(t, "cop").is_none()
    }

    /// The preposition that governs the phrase at `t`.
    pub fn case(&self, t: usize) -> Option<usize> {
        self.all(t, "case").filter(|&c| !matches!(self.norm(c), "'s" | "'" | "’s")).last()
    }

    /// The word that opens the clause of `t`: "to", "that", "of" before a gerund.
    pub fn mark(&self, t: usize) -> Option<&'a str> {
        self.one(t, "mark").map(|m| self.norm(m))
    }

    /// "to attack".
    pub fn is_infinitive(&self, t: usize) -> bool {
        self.all(t, "mark").any(|m| self.norm(m) == "to")
    }

    /// "attacking", without an auxiliary.
    pub fn is_gerund(&self, t: usize) -> bool {
        self.token(t).verb_form == Some(VerbForm::Ing) && self.one(t, "aux").is_none()
    }

    /// "that it free them", "of attacking": a clause that states no fact.
    pub fn is_wish(&self, t: usize) -> bool {
        self.one(t, "aux").is_none()
            && match self.token(t).verb_form {
                Some(VerbForm::Base) => self.one(t, "nsubj").is_some(),
                Some(VerbForm::Ing) => self.mark(t).is_some(),
                _ => false,
            }
    }

    /// Whether a clause hangs on the token.
    pub fn is_clause(&self, t: usize) -> bool {
        matches!(self.upos(t), Upos::Verb | Upos::Aux)
            || self.one(t, "cop").is_some()
            || self.is_infinitive(t)
    }

    /// Whether what the verb tells befalls its subject.
    pub fn is_passive(&self, v: usize) -> bool {
        if self.upos(v) != Upos::Verb {
            return false;
        }
        let told = |r: &str| self.one(v, r).is_some();
        let form = self.token(v).verb_form;
        let undergoes = told("nsubj:pass") && form != Some(VerbForm::Past);
        if told("aux:pass") || undergoes || told("obl:agent") && !told("obj") {
            return true;
        }
        if !matches!(form, Some(VerbForm::Participle | VerbForm::Past)) || told("nsubj") {
            return false;
        }
        match self.token(v).deprel.as_str() {
            // "the treaty signed in May", "accused of theft, he fled"
            "acl" => true,
            "advcl" | "xcomp" => !told("obj") && !told("aux") && self.mark(v).is_none(),
            // "was arrested and deported"
            "conj" => {
                !told("aux")
                    && form == Some(VerbForm::Participle)
                    && self.head(v).is_some_and(|w| w < v && self.is_passive(w))
            }
            _ => false,
        }
    }

    /// "that", "which", "who" for what stands before the relative clause.
    pub fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let relative = matches!(self.norm(pronoun), "who" | "which" | "that" | "whom")
            && matches!(self.upos(pronoun), Upos::Pron | Upos::Det | Upos::Sconj);
        let clause = std::iter::once(pronoun)
            .chain(self.above(pronoun))
            .find(|&t| self.token(t).deprel == "acl:relcl")?;
        self.head(clause).filter(|_| relative)
    }

    /// Whether a phrase tells a time: "last week".
    pub fn is_time(&self, t: usize) -> bool {
        let classes = &self.knowledge.classes;
        classes.has("time", self.lemma(t))
            || classes.has("time", self.norm(t))
            || self.upos(t) == Upos::Num && self.dependents(t).is_empty()
    }

    /// "cease-fire", of which a token holds the last part only.
    pub fn hyphenated(&self, t: usize) -> Option<String> {
        let first = t.checked_sub(2).filter(|&first| first >= self.range.start)?;
        (self.norm(t - 1) == "-").then(|| format!("{}-{}", self.norm(first), self.lemma(t)))
    }

    /// The mention whose phrase hangs on `t`.
    pub fn mention(&self, t: usize) -> Option<usize> {
        self.mentions.get(t.checked_sub(self.range.start)?).copied().flatten()
    }

    /// The tokens of the phrase that hangs on `t`, without what follows its head.
    pub fn phrase(&self, t: usize) -> Range<usize> {
        self.mention(t).map_or(t..t + 1, |m| self.document.mentions[m].tokens.clone())
    }

    /// The last token of all that hangs on `t`.
    pub fn last(&self, t: usize) -> usize {
        let mut last = t;
        while let Some(&d) = self.dependents(last).last()
            && d > last
        {
            last = d;
        }
        last
    }

    /// What a word tells as a cue of this kind. Headlines hide plurals.
    pub fn cue(&self, kind: CueKind, t: usize) -> Option<dateline_core::Status> {
        let token = self.token(t);
        let singular = token.norm.strip_suffix('s').unwrap_or_default();
        [&token.lemma, &token.norm, singular]
            .into_iter()
            .find_map(|cue| self.knowledge.status.status(kind, cue))
    }
}
