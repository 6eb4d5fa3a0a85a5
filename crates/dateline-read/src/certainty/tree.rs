//! A dependency tree with the questions that features ask of it.

use dateline_annotate::model::{Analysis, Word};
use dateline_knowledge::{Factuality, Signature};

/// Words that negate what they depend on.
const NEGATIONS: &[&str] = &[
    "not", "n't", "nt", "never", "no", "neither", "nor", "nobody", "nothing", "none", "nowhere",
    "hardly", "scarcely", "barely", "without", "cannot", "few", "little", "rarely", "seldom",
];

/// Auxiliaries that change whether something happened.
const MODALS: &[&str] = &[
    "can", "could", "may", "might", "must", "shall", "should", "will", "would", "wo", "'ll", "'d",
    "ca", "ought",
];

/// Conjuncts in a row that are followed to the first.
const MOST_CONJUNCTS: usize = 20;

/// A sentence's tree.
pub(super) struct Tree<'a> {
    words: &'a [Word<'a>],
    factuality: &'a Factuality,
    /// As written, in lower case.
    pub forms: Vec<String>,
    /// Lemmas in lower case.
    pub lemmas: Vec<String>,
    /// The words that depend on each.
    children: Vec<Vec<usize>>,
    /// Whether each stands within quotation marks.
    pub quoted: Vec<bool>,
    /// Whether a question mark ends the sentence.
    pub asks: bool,
}

impl<'a> Tree<'a> {
    pub fn new(forms: &[&str], analysis: &'a Analysis<'a>, factuality: &'a Factuality) -> Self {
        let words = &analysis.words[..];
        let lower = |text: &str| text.to_lowercase().replace('’', "'");
        let mut children = vec![Vec::new(); words.len()];
        for (i, word) in words.iter().enumerate() {
            if let Some(of) = word.head.and_then(|head| children.get_mut(head)) {
                of.push(i);
            }
        }
        let forms: Vec<String> = forms.iter().map(|form| lower(form)).collect();
        let mut inside = false;
        let quoted = forms
            .iter()
            .map(|form| {
                inside ^= matches!(form.as_str(), "\"" | "``" | "''" | "“" | "”");
                inside
            })
            .collect();
        Self {
            words,
            factuality,
            lemmas: words.iter().map(|word| lower(&word.lemma)).collect(),
            children,
            quoted,
            asks: forms.iter().rev().take(3).any(|form| form == "?"),
            forms,
        }
    }

    pub fn len(&self) -> usize {
        self.words.len().min(self.forms.len())
    }

    pub fn word(&self, i: usize) -> &Word<'a> {
        &self.words[i]
    }

    pub fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// The relation without its subtype.
    pub fn relation(&self, i: usize) -> &'a str {
        let relation = self.words[i].deprel;
        relation.split(':').next().unwrap_or(relation)
    }

    /// What the table says of a word.
    pub fn signatures(&self, i: usize) -> &'a [Signature] {
        self.factuality.of(&self.lemmas[i])
    }

    /// The first of the conjuncts a word belongs to, which hangs on the rest of
    /// the sentence for all of them.
    pub fn first_conjunct(&self, i: usize) -> usize {
        let mut first = i;
        for _ in 0..MOST_CONJUNCTS {
            match self.words[first].head {
                Some(head) if self.relation(first) == "conj" => first = head,
                _ => break,
            }
        }
        first
    }

    /// Whether a word is negated, an odd number of times.
    pub fn is_negated(&self, i: usize) -> bool {
        let negates = |k: usize| {
            let negation = |text: &String| NEGATIONS.contains(&text.as_str());
            match self.relation(k) {
                "advmod" | "det" | "mark" | "cc" | "case" | "aux" | "discourse" | "amod" => {
                    negation(&self.lemmas[k]) || negation(&self.forms[k])
                }
                "nsubj" | "obj" | "obl" => {
                    let no = |&m: &usize| {
                        matches!(self.forms[m].as_str(), "no" | "neither" | "few" | "nor")
                            && matches!(self.relation(m), "det" | "cc" | "amod")
                    };
                    matches!(self.forms[k].as_str(), "nobody" | "nothing" | "none")
                        || self.children[k].iter().any(no)
                }
                _ => false,
            }
        };
        self.children[i].iter().filter(|&&k| negates(k)).count() % 2 == 1
    }

    /// The auxiliaries of a verb, as written; a conjunct without a subject of
    /// its own shares those of the first.
    pub fn auxiliaries(&self, i: usize) -> Vec<&str> {
        self.shared(i, "nsubj", |k| (self.relation(k) == "aux").then(|| self.forms[k].as_str()))
    }

    /// The words that open its clause or phrase; conjuncts share them.
    pub fn marks(&self, i: usize) -> Vec<&str> {
        self.shared(i, "", |k| {
            matches!(self.relation(k), "mark" | "case").then(|| self.lemmas[k].as_str())
        })
    }

    /// What `take` finds among a word's dependents; if nothing, and no relation
    /// `own` bars it, among those of the conjunct before.
    fn shared<'t>(
        &'t self,
        mut i: usize,
        own: &str,
        take: impl Fn(usize) -> Option<&'t str>,
    ) -> Vec<&'t str> {
        for _ in 0..MOST_CONJUNCTS {
            let found: Vec<&str> = self.children[i].iter().filter_map(|&k| take(k)).collect();
            let barred = self.children[i].iter().any(|&k| self.relation(k) == own);
            match self.words[i].head {
                Some(head) if found.is_empty() && !barred && self.relation(i) == "conj" => i = head,
                _ => return found,
            }
        }
        Vec::new()
    }

    /// The tense, modal or form of a predicate, in a word.
    pub fn tense(&self, i: usize) -> String {
        let auxiliaries = self.auxiliaries(i);
        if let Some(modal) = auxiliaries.iter().find(|aux| MODALS.contains(aux)) {
            return format!("M{modal}");
        }
        let word = &self.words[i];
        if matches!(word.upos, "NOUN" | "PROPN") {
            return "N".to_owned();
        }
        match auxiliaries.first() {
            Some(&"to") => return "TO".to_owned(),
            Some(&("did" | "was" | "were" | "had")) => return "past".to_owned(),
            Some(_) => return "pres".to_owned(),
            None => {}
        }
        let children = self.children[i].iter();
        if matches!(word.upos, "ADJ" | "PRON" | "NUM" | "ADV")
            && let Some(&copula) = children.clone().find(|&&k| self.relation(k) == "cop")
        {
            return format!("cop{}", self.words[copula].xpos);
        }
        let to = |&k: &usize| matches!(self.relation(k), "mark" | "aux") && self.lemmas[k] == "to";
        if word.xpos == "VB" && children.clone().any(to) {
            return "TO".to_owned();
        }
        word.xpos.to_owned()
    }

    /// The subject: the pronoun, or the part of speech.
    pub fn subject(&self, i: usize) -> &str {
        let subject = self.children[i].iter().find(|&&k| self.relation(k) == "nsubj");
        match subject {
            Some(&k) if self.words[k].upos == "PRON" => &self.forms[k],
            Some(&k) => self.words[k].upos,
            None => "-",
        }
    }

    /// Whether the word at this place is a modal, as written.
    pub fn is_modal(&self, i: usize) -> bool {
        MODALS.contains(&self.forms[i].as_str())
    }
}
