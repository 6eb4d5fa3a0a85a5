//! A document's words by what depends on what.

use crate::{Document, Token};

/// No walk up a tree is longer; trees of news are some 15 deep.
const HEIGHT: usize = 40;

/// The dependency trees of all sentences of a document.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    tokens: &'a [Token],
    /// The dependents of every token, by their heads, then in the text's order.
    dependents: Vec<usize>,
    /// Where the dependents of each token begin in that list.
    places: Vec<usize>,
}

impl<'a> Tree<'a> {
    /// The trees of `document`. Takes time in proportion to its words.
    pub fn new(document: &'a Document) -> Self {
        let tokens = document.tokens.as_slice();
        let mut places = vec![0; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            places[head + 1] += 1;
        }
        for t in 0..tokens.len() {
            places[t + 1] += places[t];
        }
        let mut free = places.clone();
        let mut dependents = vec![0; places[tokens.len()]];
        for (t, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                dependents[free[head]] = t;
                free[head] += 1;
            }
        }
        Self { tokens, dependents, places }
    }

    /// What depends on `t`, in order.
    pub fn dependents(&self, t: usize) -> &[usize] {
        &self.dependents[self.places[t]..self.places[t + 1]]
    }

    /// The dependents of `t` in this relation, with or without its subtype.
    pub fn all(&self, t: usize, relation: &str) -> impl Iterator<Item = usize> {
        let fits = move |token: &Token| token.relation() == relation || token.deprel == relation;
        self.dependents(t).iter().copied().filter(move |&d| fits(&self.tokens[d]))
    }

    /// The first dependent of `t` in this relation.
    pub fn one(&self, t: usize, relation: &str) -> Option<usize> {
        self.all(t, relation).next()
    }

    /// What `t` depends on, and what that depends on, up to the root.
    pub fn above(&self, t: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.tokens[t].head, |&t| self.tokens[t].head).take(HEIGHT)
    }

    /// What the relative pronoun `t` stands for: "the envoy, who said".
    pub fn antecedent(&self, t: usize) -> Option<usize> {
        let relative = matches!(self.tokens[t].norm.as_str(), "who" | "which" | "that" | "whom");
        let clause = std::iter::once(t)
            .chain(self.above(t))
            .find(|&t| self.tokens[t].deprel == "acl:relcl")
            .filter(|_| relative)?;
        self.tokens[clause].head
    }
}
