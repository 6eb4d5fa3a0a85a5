//! How sure the speaker was, and whether the content is affirmed: from the cue
//! and from the main clause of the content.

use super::cues::Build;
use super::draft::Draft;
use super::page::Page;
use dateline_core::{Certainty, Polarity};
use dateline_knowledge::{Act, Scope, Upos, VerbForm};
use std::ops::Range;

/// The certainty that the speaker states and the polarity of the content.
pub(crate) fn of(page: &Page, draft: &Draft) -> (Certainty, Polarity) {
    let clause = Clause::main(page, draft);
    let told = clause.as_ref().and_then(|clause| clause.certainty(page));
    let mut negations = clause.as_ref().map_or(0, |clause| clause.negations(page));
    let negated = is_negated(page, draft);
    let row = draft.cue.row;
    // "does not believe that", "did not want to": what is believed is the contrary.
    if negated && is_of_the_mind(row.act) {
        negations += 1;
    }
    let cue = match row.act {
        // "did not rule out a sale": it may come to one.
        Act::Denial if negated => Some(Certainty::Possible),
        act if is_of_the_mind(act) || act == Act::Doubt => row.certainty(),
        // "has not confirmed it": what was not done says nothing.
        _ if negated => None,
        _ => row.certainty(),
    };
    let plain = match draft.cue.build {
        _ if negated => Certainty::Unstated,
        Build::Adverb => Certainty::Unstated,
        _ if clause.is_some_and(|clause| clause.finite) => Certainty::Certain,
        _ => Certainty::Unstated,
    };
    let certainty = match (told, cue) {
        (Some(told), Some(cue)) => weaker(told, cue),
        (Some(told), None) => told,
        (None, Some(cue)) => cue,
        (None, None) => plain,
    };
    let polarity = if negations % 2 == 1 { Polarity::Negative } else { Polarity::Positive };
    (certainty, polarity)
}

/// Whether the cue is, or nobody gives it: "did not say", "no group claimed".
pub(crate) fn is_negated(page: &Page, draft: &Draft) -> bool {
    let negates = |t: usize| page.knowledge.certainty.negates(page.norm(t));
    // "Not everybody", "no fewer than ten officials" do say it.
    let nobody = |source: &Range<usize>| {
        matches!(page.norm(source.start), "no" | "neither" | "none" | "nobody")
            && !page.is(source.start + 1, source.end, &["fewer", "less"])
    };
    draft.cue.tokens.clone().any(negates) || draft.source.as_ref().is_some_and(nobody)
}

/// Whether to negate the act is to negate what it is about: who does not want a
/// quarrel wants none.
fn is_of_the_mind(act: Act) -> bool {
    use Act::{Belief, Demand, Intent, Prediction, Question, Wish};
    matches!(act, Belief | Demand | Intent | Prediction | Question | Wish)
}

/// Whether it leaves open whether the content is so: "did not say that", "neither
/// confirmed nor denied", "did not rule out".
pub(crate) fn leaves_open(page: &Page, draft: &Draft) -> bool {
    let row = draft.cue.row;
    let says = match row.act {
        // "was not sure that"; "did not know that he had left" leaves nothing open.
        Act::Belief => row.certainty() == Some(Certainty::Certain) && !row.is_factive(),
        Act::Doubt => false,
        act => !is_of_the_mind(act),
    };
    says && is_negated(page, draft)
}

fn weaker(a: Certainty, b: Certainty) -> Certainty {
    let rank = |c| match c {
        Certainty::Possible => 0,
        Certainty::Probable => 1,
        Certainty::Unstated => 2,
        Certainty::Certain => 3,
    };
    if rank(a) <= rank(b) { a } else { b }
}

/// What the content says in the main: a predicate, or a noun phrase.
struct Clause {
    /// The predicate, or the head of the phrase.
    root: usize,
    /// Words that say how sure it is: modals, adverbs, the predicate itself.
    words: Vec<usize>,
    finite: bool,
}

impl Clause {
    /// The main clause of a draft's content: of its words that hang outside it
    /// the first that is a clause, else the first of all.
    fn main(page: &Page, draft: &Draft) -> Option<Self> {
        let hangs_out =
            |&t: &usize| page.upos(t) != Upos::Punct && page.hangs_out(t, &draft.content);
        // Most contents are a sentence at most; longer ones tell it in the first.
        const REACH: usize = 80;
        let first = draft.content.iter().cloned().flatten().take(REACH);
        let roots: Vec<usize> = first.filter(hangs_out).collect();
        let root = *roots.iter().find(|&&t| page.is_predicate(t)).or(roots.first())?;
        let clause = page.is_predicate(root);
        let tree = &page.tree;
        let aux: Vec<usize> = ["aux", "cop"].iter().flat_map(|r| tree.all(root, r)).collect();
        let mut words = aux.clone();
        words.extend(tree.all(root, "advmod"));
        words.push(root);
        if !clause {
            words.extend(tree.all(root, "amod"));
        }
        let to = tree.all(root, "mark").any(|m| page.norm(m) == "to");
        let form = page.token(root).verb_form;
        let bare = matches!(form, Some(VerbForm::Ing | VerbForm::Participle)) && aux.is_empty();
        Some(Self { root, words, finite: clause && !to && !bare })
    }

    /// What its words say; of several the weakest.
    fn certainty(&self, page: &Page) -> Option<Certainty> {
        let table = &page.knowledge.certainty;
        let scope = if self.finite { Scope::Verb } else { Scope::Noun };
        let own = self.words.iter().filter_map(|&t| table.of(scope, page.norm(t)));
        // "if they leave, the town is lost"
        let conditions = page.tree.all(self.root, "advcl").filter_map(|clause| {
            page.tree.all(clause, "mark").find_map(|m| table.of(Scope::Clause, page.norm(m)))
        });
        // "asked if": a question tells nothing.
        let asks = page.tree.all(self.root, "mark").any(|m| page.is(m, m + 1, &["if", "whether"]));
        match asks {
            true => Some(Certainty::Unstated),
            false => own.chain(conditions).reduce(weaker),
        }
    }

    /// How many words negate it.
    fn negations(&self, page: &Page) -> usize {
        if !self.finite {
            return 0;
        }
        let table = &page.knowledge.certainty;
        let only = |t: usize| page.document.tokens.get(t + 1).is_some_and(|n| n.norm == "only");
        // "no longer"
        let negates = |t: usize| {
            table.negates(page.norm(t))
                || page.upos(t) == Upos::Adv
                    && page.tree.dependents(t).iter().any(|&d| page.norm(d) == "no")
        };
        let own = self.words.iter().filter(|&&t| negates(t) && !only(t)).count();
        // "there was no ship", "nobody spoke"
        let objects = ["nsubj", "obj"].iter().flat_map(|r| page.tree.all(self.root, r));
        let none = objects.filter(|&noun| {
            table.negates(page.norm(noun))
                || page.tree.all(noun, "det").any(|d| table.negates(page.norm(d)))
        });
        own + none.count()
    }
}
