//! What headlines leave out: "Two officers wounded in attack" lacks its "were",
//! and the model takes the officers for those who wound.

use crate::Token;
use dateline_knowledge::{Classes, Upos, VerbForm};
use std::ops::Range;

/// Mends the tree of a headline: of a verb that needs an object and has none,
/// the subject is whom it befell.
pub(crate) fn mend(tokens: &mut [Token], sentence: Range<usize>, classes: &Classes) {
    for verb in sentence.clone() {
        let token = &tokens[verb];
        let past = matches!(token.verb_form, Some(VerbForm::Past | VerbForm::Participle));
        if !past || token.upos != Upos::Verb || !classes.has("befalls", &token.lemma) {
            continue;
        }
        let own = |t: &usize| tokens[*t].head == Some(verb);
        let whole = sentence
            .clone()
            .filter(own)
            .all(|t| !matches!(tokens[t].relation(), "obj" | "iobj" | "ccomp" | "aux"));
        let subject = sentence.clone().filter(own).find(|&t| tokens[t].deprel == "nsubj");
        if let Some(subject) = subject.filter(|_| whole) {
            tokens[subject].deprel = "nsubj:pass".to_owned();
            tokens[verb].verb_form = Some(VerbForm::Participle);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate;
    use crate::model::Model;
    use dateline_core::Report;
    use dateline_knowledge::Knowledge;

    fn relations(title: &str) -> Vec<(String, String)> {
        let text = format!("{title}\n\nMore is not known.");
        let report = Report { title: Some(title.to_owned()), ..Report::of_text(text) };
        let document = annotate(&report, &Knowledge::embedded(), &Model::embedded());
        let tokens = &document.tokens[document.sentences[0].tokens.clone()];
        tokens.iter().map(|t| (t.norm.clone(), t.deprel.clone())).collect()
    }

    #[test]
    fn whom_it_befell_is_no_doer() {
        let found = relations("Two officers wounded in attack on customs post");
        assert!(found.contains(&("officers".to_owned(), "nsubj:pass".to_owned())), "{found:?}");
        let found = relations("Gunmen wounded two officers at customs post");
        assert!(found.contains(&("gunmen".to_owned(), "nsubj".to_owned())), "{found:?}");
    }
}
