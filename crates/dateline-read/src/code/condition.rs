//! Conditions and questions: what they speak of has not happened yet, or never did.

use super::tree::Tree;
use dateline_knowledge::{CueKind, VerbForm};

impl Tree<'_> {
    /// "would have attacked": it did not come to that.
    pub fn is_counterfactual(&self, v: usize) -> bool {
        let aux = |word: &str| self.all(v, "aux").find(|&d| self.norm(d) == word);
        aux("would").is_some_and(|would| aux("have").is_some_and(|have| have > would))
            && self.token(v).verb_form == Some(VerbForm::Participle)
            && self.report_verb(v).is_none()
    }

    /// "Unless Ghana apologises, Togo will expel": it hangs on a condition.
    pub fn has_condition(&self, v: usize) -> bool {
        self.all(v, "advcl")
            .any(|c| self.all(c, "mark").any(|m| self.cue(CueKind::Conjunction, m).is_some()))
    }

    /// "Had Serbia agreed, Croatia would have": it did not.
    pub fn is_unmet(&self, t: usize) -> bool {
        std::iter::once(t).chain(self.above(t)).take(2).any(|c| {
            self.relation(c) == "advcl"
                && self.is_conditional(c)
                && self.all(c, "aux").any(|aux| self.norm(aux) == "had")
                && self.head(c).is_some_and(|main| self.is_counterfactual(main))
        })
    }

    /// Whether "if" or the like opens a clause in which `t` stands.
    pub fn is_conditional(&self, t: usize) -> bool {
        for c in std::iter::once(t).chain(self.above(t)) {
            let opened = self.all(c, "mark").any(|m| {
                self.cue(CueKind::Conjunction, m).is_some()
                    // "72 hours after it enters into force"
                    || self.is_ahead(m, c)
                    // "only after the council had ratified it"
                    || self.norm(m) == "after"
                        && m > self.range.start
                        && self.norm(m - 1) == "only"
                        && !self.head(c).is_some_and(|g| self.is_past(g))
            });
            if opened || self.is_inverted(c) {
                return true;
            }
            if matches!(self.token(c).deprel.as_str(), "acl:relcl" | "ccomp" | "parataxis") {
                break;
            }
        }
        false
    }

    /// "Had Serbia agreed, Croatia would": a condition without "if".
    fn is_inverted(&self, c: usize) -> bool {
        self.relation(c) == "advcl"
            && self.one(c, "mark").is_none()
            && self.one(c, "nsubj").is_some_and(|subject| {
                self.all(c, "aux")
                    .any(|aux| aux < subject && matches!(self.norm(aux), "had" | "were" | "should"))
            })
    }

    /// Whether a word of time opens a clause in the present: what it tells is to come.
    fn is_ahead(&self, mark: usize, clause: usize) -> bool {
        let present = match self.one(clause, "cop") {
            // "once the accord is in force"
            Some(cop) => matches!(self.norm(cop), "is" | "are"),
            None => {
                let form = self.token(clause).verb_form;
                matches!(form, Some(VerbForm::Third | VerbForm::Base))
            }
        };
        matches!(self.norm(mark), "after" | "when" | "once" | "until" | "before")
            && present
            && self.one(clause, "aux").is_none()
    }

    /// "left", "did leave".
    fn is_past(&self, v: usize) -> bool {
        self.token(v).verb_form == Some(VerbForm::Past)
            || self.all(v, "aux").any(|d| self.norm(d) == "did")
    }

    /// Whether the sentence asks whether it is so.
    pub fn is_asked(&self, t: usize) -> bool {
        let asks = self.range.clone().rev().take(3).any(|t| self.norm(t) == "?");
        asks && std::iter::once(t).chain(self.above(t)).all(|c| {
            !matches!(self.token(c).deprel.as_str(), "acl:relcl" | "advcl" | "ccomp" | "parataxis")
        })
    }
}
