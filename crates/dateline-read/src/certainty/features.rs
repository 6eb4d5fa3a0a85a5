//! What the weights see of a predicate: itself, what depends on it, and the
//! words that govern it, four at most.
//!
//! A feature is a number: the hash of its name and values. Every feature stands
//! twice, once for all scales and once for the one asked for.

use super::Scale;
use super::entail::effect_on;
use super::tree::Tree;

/// How many governors are looked at.
const DEPTH: usize = 4;

/// The features of a word, without duplicates, in order.
pub(super) fn features(tree: &Tree<'_>, word: usize, scale: Scale) -> Vec<u32> {
    if word >= tree.len() {
        return Vec::new();
    }
    let mut found = Found { scale, hashes: Vec::with_capacity(400) };
    let own = Own::new(tree, word);
    found.own(tree, &own);
    found.dependents(tree, &own);
    found.governors(tree, &own);
    found.entailed(tree, &own);
    found.neighbours(tree, &own);
    found.hashes.sort_unstable();
    found.hashes.dedup();
    found.hashes
}

/// The predicate itself.
struct Own<'t> {
    word: usize,
    /// The first conjunct, on which governors act.
    first: usize,
    lemma: &'t str,
    upos: &'t str,
    relation: &'t str,
    tense: String,
    negated: &'t str,
    marks: Vec<&'t str>,
}

impl<'t> Own<'t> {
    fn new(tree: &'t Tree<'t>, word: usize) -> Self {
        let first = tree.first_conjunct(word);
        Self {
            word,
            first,
            lemma: &tree.lemmas[word],
            upos: tree.word(word).upos,
            relation: tree.word(first).deprel,
            tense: tree.tense(word),
            negated: sign(tree.is_negated(word)),
            marks: tree.marks(first),
        }
    }
}

fn sign(negated: bool) -> &'static str {
    if negated { "-" } else { "+" }
}

/// The last letters of a word.
fn ending(word: &str) -> &str {
    let from = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &word[from..]
}

/// The hashes of the features found so far.
struct Found {
    scale: Scale,
    hashes: Vec<u32>,
}

impl Found {
    /// Adds a feature of this name with these values, for all scales and for ours.
    fn add(&mut self, name: &str, values: &[&str]) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut eat = |text: &str| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        eat(name);
        values.iter().for_each(|value| eat(value));
        for mixed in [hash, hash ^ (self.scale as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)] {
            let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
            self.hashes.push((mixed >> 32) as u32);
        }
    }

    fn own(&mut self, tree: &Tree<'_>, own: &Own<'_>) {
        let &Own { word, lemma, upos, relation, negated, .. } = own;
        let tense = own.tense.as_str();
        self.add("bias", &[]);
        self.add("lemma", &[lemma]);
        self.add("upos", &[upos, relation]);
        self.add("relation", &[relation]);
        self.add("tense", &[tense, negated]);
        self.add("upos tense", &[upos, tense, relation]);
        self.add("lemma tense", &[lemma, tense]);
        self.add("lemma relation", &[lemma, relation]);
        self.add("xpos", &[tree.word(word).xpos, relation]);
        self.add("ending", &[ending(&tree.forms[word]), upos]);
        for aux in tree.auxiliaries(word) {
            self.add("aux", &[aux, negated]);
            self.add("aux relation", &[aux, relation]);
        }
        for mark in &own.marks {
            self.add("mark", &[mark, tense]);
            self.add("mark relation", &[mark, relation]);
        }
        let subject = tree.subject(word);
        self.add("subject", &[subject]);
        self.add("subject tense", &[subject, tense]);
        if tree.asks {
            self.add("asked", &[relation]);
            self.add("asked tense", &[relation, tense]);
        }
        if tree.quoted[word] {
            self.add("quoted", &[]);
        }
        for signature in tree.signatures(word) {
            self.add("kind", &[&signature.kind, negated]);
        }
    }

    fn dependents(&mut self, tree: &Tree<'_>, own: &Own<'_>) {
        for &child in tree.children(own.word) {
            let relation = tree.relation(child);
            match relation {
                "advmod" | "amod" | "det" | "cop" | "nmod" | "discourse" | "cc" | "nummod"
                | "compound" => {
                    self.add("dependent", &[relation, &tree.lemmas[child]]);
                    self.add("dependent sign", &[relation, &tree.lemmas[child], own.negated]);
                }
                "obl" | "obj" | "ccomp" | "xcomp" | "advcl" | "nsubj" | "parataxis" | "acl"
                | "csubj" | "expl" => self.add("has", &[tree.word(child).deprel]),
                _ => {}
            }
            if matches!(relation, "advmod" | "amod" | "mark" | "aux" | "case" | "det") {
                for signature in tree.signatures(child) {
                    let values = [&signature.kind, relation, own.negated, &own.tense];
                    self.add("dependent kind", &values);
                }
            }
        }
    }

    fn governors(&mut self, tree: &Tree<'_>, own: &Own<'_>) {
        let tense = own.tense.as_str();
        let mut below = own.first;
        let (mut path, mut chain) = (String::new(), String::new());
        let mut negative = tree.is_negated(own.word);
        for depth in 1..=DEPTH {
            let Some(head) = tree.word(below).head else {
                self.add("depth", &[&depth.to_string()]);
                break;
            };
            let relation = tree.word(below).deprel;
            let negated = tree.is_negated(head);
            negative ^= negated;
            path = format!("{path}>{relation}");
            self.add("path", &[&path]);
            self.add("path tense", &[&path, tense]);
            self.add("governor", &[&tree.lemmas[head], sign(negated)]);
            if depth <= 2 {
                self.governor(tree, own, depth, below, head);
            } else {
                for aux in tree.auxiliaries(head) {
                    self.add("far aux", &[aux]);
                }
                for mark in tree.marks(tree.first_conjunct(head)) {
                    self.add("far mark", &[mark]);
                }
            }
            if depth <= 3 {
                let kinds = tree.signatures(head).iter().map(|s| s.kind.as_str());
                let kinds = kinds.collect::<Vec<_>>().join("/");
                chain = format!("{chain}>{kinds}{}", sign(negated));
                self.add("chain", &[&chain, own.negated]);
            }
            below = tree.first_conjunct(head);
        }
        self.add("sign tense", &[sign(negative), tense]);
    }

    /// A near governor, `head` of `below`.
    fn governor(
        &mut self,
        tree: &Tree<'_>,
        own: &Own<'_>,
        depth: usize,
        below: usize,
        head: usize,
    ) {
        let (near, tense) = (if depth == 1 { "1" } else { "2" }, own.tense.as_str());
        let (relation, lemma) = (tree.word(below).deprel, tree.lemmas[head].as_str());
        let is_negated = tree.is_negated(head);
        let (negated, its_tense) = (sign(is_negated), tree.tense(head));
        self.add("g lemma", &[near, lemma, relation]);
        self.add("g sign", &[near, lemma, relation, negated, own.negated]);
        self.add("g tense", &[near, &its_tense, relation, negated, tense]);
        self.add("g lemma tense", &[near, lemma, tense]);
        self.add("g subject", &[near, tree.subject(head), relation, &its_tense]);
        for aux in tree.auxiliaries(head) {
            self.add("g aux", &[near, aux, relation, negated]);
        }
        for mark in tree.marks(tree.first_conjunct(head)) {
            self.add("g mark", &[near, mark, relation]);
        }
        for &child in tree.children(head) {
            let of = tree.relation(child);
            if child != below && matches!(of, "advmod" | "amod" | "mark" | "aux") {
                self.add("g dependent", &[near, &tree.lemmas[child]]);
                self.add("g dependent sign", &[near, &tree.lemmas[child], negated]);
                for signature in tree.signatures(child) {
                    self.add("g dependent kind", &[near, &signature.kind, of, relation]);
                }
            }
            if depth == 1 && child != below && matches!(of, "nsubj" | "obj") {
                self.add("g argument", &[of, &tree.lemmas[child]]);
            }
        }
        let marks = tree.marks(below);
        let signatures = tree.signatures(head);
        for signature in signatures {
            let (kind, effect) = (signature.kind.as_str(), signature.effect(is_negated).as_str());
            self.add("effect", &[near, kind, effect, relation, own.negated]);
            self.add("effect tense", &[near, kind, effect, tense, relation]);
            self.add("kind tense", &[near, kind, &its_tense, relation]);
            if depth == 1 {
                self.add("kind lemma", &[kind, own.lemma, relation]);
                for mark in &marks {
                    self.add("effect mark", &[kind, effect, mark, relation]);
                }
            }
        }
        if signatures.is_empty() {
            self.add("no kind", &[near, relation, negated, tree.word(head).upos]);
        }
        if depth == 1 {
            self.add("g ending", &[ending(lemma), relation]);
            self.add("g own", &[lemma, own.lemma]);
            let upos = tree.word(head).upos;
            self.add("g upos", &[upos, own.upos, negated, own.negated, relation]);
            for mark in &marks {
                self.add("g own mark", &[lemma, mark, negated]);
                self.add("mark tenses", &[mark, relation, tense, &its_tense]);
            }
        }
    }

    /// What the rules say of the predicate and of its governor.
    fn entailed(&mut self, tree: &Tree<'_>, own: &Own<'_>) {
        let (tense, relation) = (own.tense.as_str(), own.relation);
        let effect = effect_on(tree, own.word).as_str();
        self.add("told", &[effect]);
        self.add("told upos", &[effect, own.upos]);
        self.add("told tense", &[effect, tense]);
        self.add("told relation", &[effect, relation]);
        self.add("told all", &[effect, own.upos, relation, own.negated]);
        let Some(head) = tree.word(own.first).head else { return };
        let above = effect_on(tree, head).as_str();
        self.add("above", &[above, relation]);
        self.add("above told", &[above, effect]);
        self.add("above all", &[above, own.negated, tense, relation]);
        self.add("above lemma", &[above, &tree.lemmas[head]]);
        let child = |&child: &usize| {
            matches!(tree.lemmas[child].as_str(), "any" | "ever" | "yet" | "anyone")
        };
        if tree.children(own.word).iter().any(child) {
            self.add("any", &[above, sign(tree.is_negated(head))]);
        }
    }

    /// The words around, and what is anywhere in the sentence.
    fn neighbours(&mut self, tree: &Tree<'_>, own: &Own<'_>) {
        let at = own.word;
        self.add("place", &[&at.min(9).to_string()]);
        self.add("length", &[&(tree.len() / 6).min(8).to_string()]);
        let lemma =
            |i: Option<usize>| i.and_then(|i| tree.lemmas.get(i)).map_or("^", |l| l.as_str());
        let (before, after) = (lemma(at.checked_sub(1)), lemma(Some(at + 1)));
        self.add("before", &[before]);
        self.add("two before", &[lemma(at.checked_sub(2)), before]);
        self.add("after", &[after]);
        for lemma in &tree.lemmas[at.saturating_sub(4)..at] {
            self.add("near before", &[lemma]);
        }
        for lemma in tree.lemmas.iter().skip(at + 1).take(3) {
            self.add("near after", &[lemma]);
        }
        for i in 0..tree.len() {
            if tree.is_modal(i) {
                self.add("modal", &[&tree.forms[i]]);
            }
            if matches!(tree.forms[i].as_str(), "if" | "unless" | "whether") {
                self.add("condition", &[&tree.forms[i], if i < at { "<" } else { ">" }]);
            }
        }
    }
}
