//! A document as the rules of attribution look at it.

use super::quotations::Quotations;
use dateline_annotate::{Document, Token, Tree};
use dateline_knowledge::{Knowledge, Upos, VerbForm};
use std::ops::Range;

/// A document with its quotations and the tables.
pub(crate) struct Page<'a> {
    pub(crate) document: &'a Document,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) quotations: Quotations,
    pub(crate) tree: Tree<'a>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(document: &'a Document, knowledge: &'a Knowledge) -> Self {
        Self {
            document,
            knowledge,
            quotations: Quotations::find(document),
            tree: Tree::new(document),
        }
    }

    pub(crate) fn token(&self, t: usize) -> &'a Token {
        &self.document.tokens[t]
    }

    pub(crate) fn norm(&self, t: usize) -> &'a str {
        &self.document.tokens[t].norm
    }

    pub(crate) fn upos(&self, t: usize) -> Upos {
        self.document.tokens[t].upos
    }

    /// Whether the token stands at `t` before `end` and is one of `words`.
    pub(crate) fn is(&self, t: usize, end: usize, words: &[&str]) -> bool {
        t < end && words.contains(&self.norm(t))
    }

    pub(crate) fn is_comma(&self, t: usize) -> bool {
        self.norm(t) == ","
    }

    /// A dash between blanks or one that is long: it parts as a comma does.
    pub(crate) fn is_dash(&self, t: usize) -> bool {
        matches!(self.norm(t), "—" | "–" | "--")
    }

    /// Whether the token opens or closes a quotation.
    pub(crate) fn is_quote_mark(&self, t: usize) -> bool {
        self.quotations.opening_at(t).is_some() || self.quotations.closing_at(t).is_some()
    }

    pub(crate) fn is_finite(&self, t: usize) -> bool {
        match self.upos(t) {
            Upos::Aux => !matches!(self.norm(t), "be" | "been" | "being" | "having"),
            Upos::Verb => {
                // "to strike", "the self-styled king"
                let bare = t > 0 && matches!(self.norm(t - 1), "to" | "-");
                !bare && self.token(t).verb_form != Some(VerbForm::Ing) && !self.is_attributive(t)
            }
            _ => false,
        }
    }

    /// "the renewed engagement": a participle between what opens a noun phrase
    /// and its noun.
    pub(crate) fn is_attributive(&self, t: usize) -> bool {
        let noun = self.document.tokens.get(t + 1);
        let past = matches!(self.token(t).verb_form, Some(VerbForm::Past | VerbForm::Participle));
        past && noun.is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Adj))
            && t > 0
            && (matches!(self.upos(t - 1), Upos::Det | Upos::Adj | Upos::Adp | Upos::Num)
                || matches!(self.norm(t - 1), "'s" | "'" | "his" | "its" | "their" | "our" | "my"))
    }

    /// Whether somebody or something can be named from here on.
    pub(crate) fn opens_phrase(&self, t: usize, end: usize) -> bool {
        t < end
            && (matches!(
                self.upos(t),
                Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Sym
            ) && !self.is(t, end, &["that", "what", "who", "which", "whom"])
                // An attributive participle: "leaked memos".
                || self.upos(t) == Upos::Verb
                    && t + 1 < end
                    && matches!(self.upos(t + 1), Upos::Noun | Upos::Propn))
    }

    /// Whether the head of `t` is none of `pieces`, or it has none: the words by
    /// which a stretch hangs in the tree.
    pub(crate) fn hangs_out(&self, t: usize, pieces: &[Range<usize>]) -> bool {
        let inside = |head: usize| pieces.iter().any(|piece| piece.contains(&head));
        self.token(t).head.is_none_or(|head| !inside(head))
    }

    /// Whether the token is the predicate of a clause.
    pub(crate) fn is_predicate(&self, t: usize) -> bool {
        matches!(self.upos(t), Upos::Verb | Upos::Aux) || self.tree.one(t, "cop").is_some()
    }

    /// Whether `t` depends on `head`, at whatever remove.
    pub(crate) fn is_under(&self, t: usize, head: usize) -> bool {
        self.tree.above(t).any(|above| above == head)
    }

    /// From the first to the last of the words that depend on `t`, itself too.
    pub(crate) fn extent(&self, t: usize) -> Range<usize> {
        let mut whole = t..t + 1;
        let mut ahead = vec![t];
        while let Some(word) = ahead.pop() {
            whole = whole.start.min(word)..whole.end.max(word + 1);
            ahead.extend(self.tree.dependents(word));
        }
        whole
    }

    /// `tokens` without commas and the like at its ends. A mark that belongs to
    /// a quotation in `tokens` stays.
    pub(crate) fn trim(&self, mut tokens: Range<usize>) -> Range<usize> {
        let loose = |t: usize| {
            matches!(self.norm(t), "," | ";" | ":" | "." | "—" | "–" | "-" | "--")
                && self
                    .quotations
                    .of(t)
                    .is_none_or(|q| tokens.start > q.start || q.end > tokens.end)
        };
        let (start, mut end) = (tokens.start, tokens.end);
        let opened = tokens.clone().any(|t| self.norm(t) == "(");
        while end > start && (loose(end - 1) || !opened && self.norm(end - 1) == ")") {
            end -= 1;
        }
        let mut from = start;
        while from < end && matches!(self.norm(from), "," | ";" | ":" | "—" | "–" | "-" | "--")
        {
            from += 1;
        }
        tokens.start = from;
        tokens.end = end;
        tokens
    }
}
