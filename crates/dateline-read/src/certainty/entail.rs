//! What follows for a predicate from the words above it, by rule: each governor
//! passes on what the table says of it, modals weaken, negation turns.

use super::tree::Tree;
use dateline_knowledge::{Effect, Signature};

/// How many governors above a word are followed.
const DEPTH: usize = 7;

/// What the sentence says of the word at `word`.
pub(super) fn effect_on(tree: &Tree<'_>, word: usize) -> Effect {
    follow(tree, word, DEPTH)
}

fn follow(tree: &Tree<'_>, word: usize, depth: usize) -> Effect {
    let first = tree.first_conjunct(word);
    let marks = tree.marks(first);
    let relation = tree.relation(first);
    let mut effect = match tree.word(first).head {
        Some(head) if depth > 0 => {
            let above = follow(tree, head, depth - 1);
            from_governor(tree, word, first, head, above)
        }
        _ => Effect::Yes,
    };
    let negated = tree.is_negated(word);
    for aux in tree.auxiliaries(word) {
        effect = weaker(effect, modal(aux, negated));
    }
    if relation != "advcl" && has(&marks, &["if", "whether", "unless"]) {
        effect = Effect::Open;
    }
    if negated {
        effect = turned(effect);
    }
    for &child in tree.children(word) {
        if matches!(tree.relation(child), "advmod" | "amod") {
            let hedges = tree.signatures(child).iter().filter(|signature| {
                matches!(signature.kind.as_str(), "possibility" | "seeming" | "suggestion")
            });
            effect = hedges.fold(effect, |effect, hedge| weaker(effect, hedge.positive));
        }
    }
    effect
}

/// What follows for `word` from its governor `head`, of which itself `above`
/// holds; `first` is the conjunct that hangs on it.
fn from_governor(tree: &Tree<'_>, word: usize, first: usize, head: usize, above: Effect) -> Effect {
    let marks = tree.marks(first);
    let relation = tree.relation(first);
    let complement = match relation {
        "xcomp" | "ccomp" | "csubj" => true,
        "acl" => tree.word(first).deprel != "acl:relcl",
        "obj" | "obl" | "nmod" | "nsubj" => matches!(tree.word(word).upos, "NOUN" | "VERB"),
        "advcl" => has(&marks, &["from", "of", "into"]),
        _ => false,
    };
    if complement && let Some(signature) = tree.signatures(head).first() {
        return pass(signature, above);
    }
    let unclear = matches!(above, Effect::Yes | Effect::Open | Effect::Maybe);
    match relation {
        "advcl" if has(&marks, &["if", "unless", "whether", "until", "lest", "to"]) => Effect::Open,
        "advcl" if has(&marks, &["without", "instead"]) => Effect::No,
        "acl" if has(&marks, &["to"]) => Effect::Open,
        "xcomp" | "ccomp" | "conj" | "parataxis" | "obj" => above,
        "obl" | "nmod" | "nsubj" | "compound" | "amod" if unclear => above,
        _ => Effect::Yes,
    }
}

/// What a word of this signature passes on if `above` holds of it.
fn pass(signature: &Signature, above: Effect) -> Effect {
    let Signature { positive, negated, .. } = *signature;
    let at_most_likely = |effect| match effect {
        Effect::Yes => Effect::Likely,
        Effect::No => Effect::Unlikely,
        other => other,
    };
    match above {
        Effect::Yes => positive,
        Effect::No => negated,
        Effect::Likely => at_most_likely(positive),
        Effect::Unlikely => at_most_likely(negated),
        // Factives presuppose it whatever holds of themselves.
        _ if positive == Effect::Yes && negated == Effect::Yes => Effect::Yes,
        _ => weaker(positive, above),
    }
}

/// What a modal leaves of a certainty, before negation turns it: "could not"
/// is a plain no.
fn modal(aux: &str, negated: bool) -> Effect {
    match aux {
        "can" | "could" | "ca" if negated => Effect::Yes,
        "would" | "'d" | "shall" if negated => Effect::Likely,
        "can" | "could" | "ca" | "may" | "might" => Effect::Maybe,
        "would" | "'d" | "shall" | "should" | "must" | "ought" => Effect::Open,
        "will" | "wo" | "'ll" => Effect::Likely,
        _ => Effect::Yes,
    }
}

fn turned(effect: Effect) -> Effect {
    match effect {
        Effect::Yes => Effect::No,
        Effect::No => Effect::Yes,
        Effect::Likely => Effect::Unlikely,
        Effect::Unlikely => Effect::Likely,
        Effect::Maybe | Effect::Open => effect,
    }
}

/// The second if it tells less than the first.
fn weaker(first: Effect, second: Effect) -> Effect {
    let rank = |effect| match effect {
        Effect::Yes | Effect::No => 0,
        Effect::Likely | Effect::Unlikely => 1,
        Effect::Maybe => 2,
        Effect::Open => 3,
    };
    if rank(second) > rank(first) { second } else { first }
}

fn has(marks: &[&str], any: &[&str]) -> bool {
    marks.iter().any(|mark| any.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_annotate::model::Model;
    use dateline_annotate::tokenize;
    use dateline_knowledge::Knowledge;

    fn effect(text: &str, word: &str) -> Effect {
        let spans = tokenize(text);
        let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
        let at = forms.iter().position(|&form| form == word).expect("the word is there");
        let (model, knowledge) = (Model::embedded(), Knowledge::embedded());
        effect_on(&Tree::new(&forms, &model.analyse(&forms), &knowledge.factuality), at)
    }

    #[test]
    fn governors_modals_and_negations_are_followed() {
        for (text, word, told) in [
            ("Troops left the town.", "left", Effect::Yes),
            ("Troops did not leave the town.", "leave", Effect::No),
            ("Troops could not leave the town.", "leave", Effect::No),
            ("Troops might leave the town.", "leave", Effect::Maybe),
            ("Troops failed to leave the town.", "leave", Effect::No),
            ("Troops did not fail to leave the town.", "leave", Effect::Yes),
            ("Troops want to leave the town.", "leave", Effect::Open),
            ("The mayor said that troops left the town.", "left", Effect::Likely),
            ("He does not know that troops left the town.", "left", Effect::Yes),
            ("If troops leave the town, rebels will enter it.", "leave", Effect::Open),
        ] {
            assert_eq!(effect(text, word), told, "{text}");
        }
    }
}
