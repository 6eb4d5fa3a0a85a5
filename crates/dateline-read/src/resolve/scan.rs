//! Where the text holds names and nouns of the tables.

use dateline_annotate::Document;
use dateline_knowledge::{Knowledge, Meaning, Piece, pieces};
use std::ops::Range;

/// Words that the tables know.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The tokens.
    pub tokens: Range<usize>,
    /// Everything they can mean.
    pub meanings: Vec<Meaning>,
}

/// The known words of a document in text order, the longest where several
/// begin at one token; none overlaps another.
#[derive(Debug, Default)]
pub(super) struct Hits {
    list: Vec<Hit>,
}

impl Hits {
    /// Scans every sentence once.
    pub fn find(document: &Document, knowledge: &Knowledge) -> Self {
        let sentences = document.sentences.iter().map(|sentence| sentence.tokens.clone());
        Self { list: sentences.flat_map(|tokens| scan(document, tokens, knowledge)).collect() }
    }

    /// The hits that share a token with `tokens`.
    pub fn within(&self, tokens: Range<usize>) -> &[Hit] {
        let from = self.list.partition_point(|h| h.tokens.end <= tokens.start);
        let to = self.list.partition_point(|h| h.tokens.start < tokens.end);
        &self.list[from..to.max(from)]
    }

    /// The hit that holds `token`.
    pub fn at(&self, token: usize) -> Option<&Hit> {
        self.within(token..token + 1).first()
    }
}

/// The known words among some tokens of one sentence.
pub(super) fn scan(document: &Document, tokens: Range<usize>, knowledge: &Knowledge) -> Vec<Hit> {
    let mut list = Vec::new();
    let (text, token_of) = fold(document, tokens);
    let mut at = 0;
    while at < text.len() {
        let ends_token = |len: usize| token_of.get(at + len) != Some(&token_of[at + len - 1]);
        let (len, meanings) = knowledge.names.longest(&text[at..], ends_token);
        let last = token_of[at + len.max(1) - 1];
        if len > 0 {
            list.push(Hit { tokens: token_of[at]..last + 1, meanings });
        }
        at += len.max(1);
        // On to the first piece of the next token.
        while at < text.len() && token_of[at] == last {
            at += 1;
        }
    }
    list
}

/// The comparable pieces of some tokens, and which token each comes from.
pub(crate) fn fold(document: &Document, tokens: Range<usize>) -> (Vec<Piece>, Vec<usize>) {
    let mut text = Vec::with_capacity(tokens.len());
    let mut token_of = Vec::with_capacity(tokens.len());
    for t in tokens {
        for piece in pieces(document.words(document.tokens[t].span)) {
            text.push(piece);
            token_of.push(t);
        }
    }
    (text, token_of)
}
