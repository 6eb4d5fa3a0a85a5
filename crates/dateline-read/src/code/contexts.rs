//! What events are about: the words of the sentence, else of its paragraph.

use dateline_annotate::Document;
use dateline_core::Context;
use dateline_knowledge::Knowledge;
use std::ops::Range;

/// The contexts of every sentence.
pub(super) fn contexts(document: &Document, knowledge: &Knowledge) -> Vec<Vec<Context>> {
    let mut own: Vec<Vec<Context>> = Vec::with_capacity(document.sentences.len());
    for sentence in &document.sentences {
        own.push(contexts_of(document, sentence.tokens.clone(), knowledge));
    }
    with_paragraphs(document, own)
}

/// The contexts that some tokens tell, in order.
pub(crate) fn contexts_of(
    document: &Document,
    tokens: Range<usize>,
    knowledge: &Knowledge,
) -> Vec<Context> {
    let mut found = Vec::new();
    for t in tokens.clone() {
        let token = &document.tokens[t];
        let mut add = |term: &str| {
            for &context in knowledge.contexts.of(term) {
                if !found.contains(&context) {
                    found.push(context);
                }
            }
        };
        add(&token.lemma);
        if token.norm != token.lemma {
            add(&token.norm);
        }
        if t + 1 < tokens.end {
            add(&format!("{} {}", token.norm, document.tokens[t + 1].lemma));
        }
    }
    found.sort_unstable();
    found
}

/// A sentence that tells nothing takes what its paragraph tells.
fn with_paragraphs(document: &Document, own: Vec<Vec<Context>>) -> Vec<Vec<Context>> {
    let mut all = own.clone();
    let mut start = 0;
    while start < all.len() {
        let paragraph = document.sentences[start].paragraph;
        let length = document.sentences[start..].partition_point(|s| s.paragraph == paragraph);
        let end = start + length.max(1);
        let mut shared: Vec<Context> = own[start..end].concat();
        shared.sort_unstable();
        shared.dedup();
        for contexts in &mut all[start..end] {
            if contexts.is_empty() {
                contexts.clone_from(&shared);
            }
        }
        start = end;
    }
    all
}
