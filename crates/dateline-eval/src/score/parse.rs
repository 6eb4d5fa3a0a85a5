//! Tags, lemmas and trees.
//!
//! On gold tokens every word is scored. On raw text a word of ours is scored
//! if it begins and ends where a gold word does, as the CoNLL shared tasks do:
//! `uas` and `las` count right words among ours (precision) and among the
//! gold's (recall), the accuracies only those that were matched. A head is
//! right if it is the same word, a relation if the part before the colon is.

use super::tally::{Scores, Share, Tally};
use crate::gold::treebank::Sentence;
use crate::outcome::Case;
use dateline_annotate::model::Analysis;

/// Adds up over sentences.
#[derive(Default)]
pub(crate) struct Scorer {
    upos: Share,
    xpos: Share,
    lemma: Share,
    uas: Tally,
    las: Tally,
    pub cases: Vec<Case>,
}

/// A word of ours or of the gold, on the way to be compared. Words and heads
/// are numbered through the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    pub form: &'a str,
    pub lemma: &'a str,
    pub upos: &'a str,
    pub xpos: &'a str,
    pub head: Option<usize>,
    pub deprel: &'a str,
}

/// The words of gold sentences.
pub(crate) fn gold_nodes(sentences: &[Sentence]) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    for sentence in sentences {
        let from = nodes.len();
        nodes.extend(sentence.words.iter().map(|word| Node {
            form: &word.form,
            lemma: &word.lemma,
            upos: &word.upos,
            xpos: &word.xpos,
            head: word.head.checked_sub(1).map(|head| from + head),
            deprel: &word.deprel,
        }));
    }
    nodes
}

/// Our words; `forms` are those that were analysed.
pub(crate) fn our_nodes<'a>(forms: &[&'a str], analyses: &'a [Analysis<'_>]) -> Vec<Node<'a>> {
    let mut nodes: Vec<Node> = Vec::with_capacity(forms.len());
    for analysis in analyses {
        let from = nodes.len();
        for word in &analysis.words {
            nodes.push(Node {
                form: forms[nodes.len()],
                lemma: &word.lemma,
                upos: word.upos,
                xpos: word.xpos,
                head: word.head.map(|head| from + head),
                deprel: word.deprel,
            });
        }
    }
    nodes
}

impl Scorer {
    /// Compares words; `partner` gives for each of ours the gold's, if any.
    pub fn add(&mut self, gold: &[Node], ours: &[Node], partner: &[Option<usize>]) {
        let mut matched = vec![None; gold.len()];
        for (i, &g) in partner.iter().enumerate() {
            if let Some(g) = g {
                matched[g] = Some(i);
            }
        }
        let right = |our: &Node, gold: &Node| {
            let head = match (our.head, gold.head) {
                (None, None) => true,
                (Some(our), Some(gold)) => partner[our] == Some(gold),
                _ => false,
            };
            (head, head && universal(our.deprel) == universal(gold.deprel))
        };
        for (our, &g) in ours.iter().zip(partner) {
            let (head, relation) = g.map_or((false, false), |g| right(our, &gold[g]));
            self.uas.found(head, 1.0);
            self.las.found(relation, 1.0);
        }
        for (g, i) in gold.iter().zip(matched) {
            let (head, relation) = i.map_or((false, false), |i: usize| right(&ours[i], g));
            self.uas.wanted(head, 1.0);
            self.las.wanted(relation, 1.0);
            let Some(our) = i.map(|i: usize| &ours[i]) else { continue };
            self.upos.add(our.upos == g.upos);
            self.xpos.add(our.xpos == g.xpos);
            // A gold lemma of `_` says nothing.
            self.lemma.add(g.lemma == "_" || our.lemma == g.lemma);
            if !relation || our.upos != g.upos || (g.lemma != "_" && our.lemma != g.lemma) {
                self.cases.push(case(g, our, gold, ours));
            }
        }
    }

    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        scores.share("upos.accuracy", &self.upos);
        scores.share("xpos.accuracy", &self.xpos);
        scores.share("lemma.accuracy", &self.lemma);
        scores.tally("uas", &self.uas);
        scores.tally("las", &self.las);
        scores
    }
}

fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or_default()
}

fn case(gold: &Node, our: &Node, golds: &[Node], ours: &[Node]) -> Case {
    let told = |node: &Node, all: &[Node]| {
        let head = node.head.map_or("root", |head| all[head].form);
        format!("{} {} {} of {head}", node.lemma, node.upos, node.deprel)
    };
    let badness = f64::from(u8::from(gold.upos != our.upos)) + 1.0;
    Case { text: gold.form.to_owned(), gold: told(gold, golds), ours: told(our, ours), badness }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node<'a>(form: &'a str, head: Option<usize>, deprel: &'a str) -> Node<'a> {
        Node { form, lemma: form, upos: "X", xpos: "X", head, deprel }
    }

    #[test]
    fn a_wrong_head_costs_both_a_subtype_nothing() {
        let gold =
            [node("a", Some(1), "nsubj:pass"), node("b", None, "root"), node("c", Some(1), "obj")];
        let ours =
            [node("a", Some(1), "nsubj"), node("b", None, "root"), node("c", Some(0), "obj")];
        let mut scorer = Scorer::default();
        scorer.add(&gold, &ours, &[Some(0), Some(1), Some(2)]);
        let scores = scorer.scores();
        assert_eq!((scores.get("uas.f1"), scores.get("las.f1")), (2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(scores.get("upos.accuracy"), 1.0);
    }

    #[test]
    fn words_without_partner_cost_precision_and_recall() {
        let gold = [node("ab", None, "root"), node("c", Some(0), "obj")];
        let ours = [node("a", None, "root"), node("b", Some(0), "obj"), node("c", Some(0), "obj")];
        let mut scorer = Scorer::default();
        scorer.add(&gold, &ours, &[None, None, Some(1)]);
        let scores = scorer.scores();
        assert_eq!((scores.get("las.precision"), scores.get("las.recall")), (0.0, 0.0));
        assert_eq!(scores.get("upos.accuracy"), 1.0);
    }
}
