//! Who does what a verb says: its own subject, or one that it shares, is lent
//! by what governs it, or that its clause describes.

use super::tree::Tree;
use dateline_knowledge::Upos;

/// How far subjects are followed from clause to clause.
const DEPTH: usize = 8;

impl Tree<'_> {
    /// The subject of the clause at `v`, with those joined to it: of a passive
    /// verb, whom it befell.
    pub fn subject(&self, v: usize) -> Vec<usize> {
        self.subject_token(v, DEPTH).map_or_else(Vec::new, |t| self.joined(t))
    }

    fn subject_token(&self, v: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        // "LIMA (Reuters) - Peru's president said": the nearest before the verb.
        let before = self.all(v, "nsubj").filter(|&s| s < v).last();
        if let Some(own) = before.or_else(|| self.one(v, "nsubj")) {
            return self.antecedent(own).or(Some(own));
        }
        let g = self.head(v)?;
        match self.token(v).deprel.as_str() {
            "conj" | "parataxis" if self.upos(g) == Upos::Verb || self.one(g, "cop").is_some() => {
                self.subject_token(g, depth)
            }
            // "the man arrested in Rome", "troops attacking the town"
            "acl" if self.is_passive(v) => Some(g),
            // "issued a letter demanding": the letter demands nothing itself.
            "acl" if self.mark(v).is_none() && self.parties(&[g]).is_empty() => {
                self.owner(g, depth).or(Some(g))
            }
            "acl" if self.mark(v).is_none() => Some(g),
            "acl" => self.owner(g, depth),
            "acl:relcl" => Some(g),
            "xcomp" | "ccomp" | "advcl" | "obl" if self.lends(g) => self.controller(v, g, depth),
            "xcomp" | "advcl" | "ccomp" | "advmod" => self.subject_token(g, depth),
            _ => None,
        }
    }

    fn lends(&self, g: usize) -> bool {
        self.upos(g) == Upos::Verb
    }

    /// Of the infinitive or gerund `v` under the verb `g`: "urged Russia to
    /// leave", "promised Cuba to help", "accused Iran of sending".
    fn controller(&self, v: usize, g: usize, depth: usize) -> Option<usize> {
        let passive = self.is_passive(g);
        let relation = self.relation(v);
        let described = match relation {
            // "sent troops to destroy", "left after attacking"
            "advcl" => self.mark(v).is_some_and(|m| matches!(m, "of" | "for" | "from")),
            _ => true,
        };
        let promise = matches!(self.lemma(g), "promise" | "vow" | "threaten" | "pledge");
        if described && !passive && !promise {
            let called = |&o: &usize| {
                self.case(o).is_some_and(|c| matches!(self.norm(c), "on" | "upon" | "to" | "for"))
                    && o < v
                    && relation != "advcl"
                    && !self.is_time(o)
                    && self.mention(o).is_some_and(|m| self.party(m).is_some())
            };
            let object = self
                .one(g, "iobj")
                .or_else(|| self.one(g, "obj").filter(|&o| o < v))
                .or_else(|| self.raised(g).filter(|&o| o < v))
                .or_else(|| self.all(g, "obl").find(called));
            if let Some(object) = object {
                return self.antecedent(object).or(Some(object));
            }
        }
        self.subject_token(g, depth)
    }

    /// Who is meant to do what hangs on the noun `n`: "Iran's plan to attack",
    /// "Iran made plans to attack", "urged Iran to stop".
    fn owner(&self, n: usize, depth: usize) -> Option<usize> {
        let party = self.mention(n).and_then(|m| self.party(m));
        let known = party.is_some_and(|id| self.actors.get(id).country.is_some());
        if known || !self.nested(n).is_empty() {
            return Some(n);
        }
        let by = |&m: &usize| {
            self.case(m).is_some_and(|c| matches!(self.norm(c), "by" | "of" | "from"))
                && !self.parties(&[m]).is_empty()
        };
        if let Some(owner) = self.all(n, "nmod").find(by) {
            return Some(owner);
        }
        let g = self.head(n)?;
        match self.relation(n) {
            "obj" | "obl" if self.is_clause(g) => self.subject_token(g, depth),
            "nsubj" => None,
            "conj" | "nmod" => self.owner(g, depth.checked_sub(1)?),
            _ => None,
        }
        .or_else(|| party.map(|_| n))
    }
}
