//! Mentions: noun phrases without what follows their head, and pronouns. A
//! possessor is a mention of its own before the phrase it opens: "Russia" and
//! "Russia's foreign policy"; and so is a nation or body before the head:
//! "U.S." in "new U.S. threats".

use crate::{Document, MentionSpan, Token};
use dateline_core::Form;
use dateline_knowledge::{Knowledge, Meaning, Upos, pieces};
use std::ops::Range;

/// No name before a head has more tokens.
const LONGEST_NAME: usize = 8;

/// No phrase reaches farther to the left of its head.
const REACH: usize = 40;

/// Finds the mentions of every sentence.
pub(crate) fn find(document: &mut Document, knowledge: &Knowledge) {
    let mut found: Vec<MentionSpan> = Vec::new();
    for (s, sentence) in document.sentences.iter().enumerate() {
        let from = found.len();
        for t in sentence.tokens.clone() {
            let token = &document.tokens[t];
            if is_personal(&token.norm) && matches!(token.upos, Upos::Pron | Upos::Det) {
                let form = Form::Pronoun;
                found.push(MentionSpan { tokens: t..t + 1, head: t, root: t, form, sentence: s });
            } else if is_head(token) || is_people(document, t) {
                let start = found.len();
                found.push(phrase(document, s, t));
                modifiers(document, knowledge, start, &mut found);
            }
        }
        found[from..].sort_by_key(|m| (m.tokens.start, m.tokens.end));
        // A name before a head may be found as a modifier and by its own word.
        let mut kept = from;
        for i in from..found.len() {
            if i == from || found[i].tokens != found[kept - 1].tokens {
                found.swap(kept, i);
                kept += 1;
            }
        }
        found.truncate(kept);
    }
    document.mentions = found;
}

/// Whether a phrase of its own hangs on the token: a noun that is no mere part
/// of a name or of a compound.
fn is_head(token: &Token) -> bool {
    matches!(token.upos, Upos::Noun | Upos::Propn)
        && !matches!(
            token.deprel.as_str(),
            "compound" | "flat" | "fixed" | "goeswith" | "nmod:desc" | "amod" | "flat:foreign"
        )
}

/// "The French", "the wounded": an adjective that stands for those it describes.
fn is_people(document: &Document, t: usize) -> bool {
    let token = &document.tokens[t];
    token.upos == Upos::Adj
        && matches!(token.relation(), "nsubj" | "obj" | "iobj" | "obl")
        && t > 0
        && document.tokens[t - 1].norm == "the"
        && document.tokens[t - 1].head == Some(t)
}

/// The phrase that hangs on token `root`, up to and with its head.
fn phrase(document: &Document, s: usize, root: usize) -> MentionSpan {
    let sentence = &document.sentences[s].tokens;
    let tokens = &document.tokens;
    let floor = sentence.start.max(root.saturating_sub(REACH));
    let (mut start, mut t) = (root, root);
    while t > floor {
        t -= 1;
        match branch(document, t, root) {
            Some(branch) if branch < root && leads(&tokens[branch].deprel) => {
                // Marks stand within the phrase, never before it.
                if tokens[t].upos != Upos::Punct {
                    start = t;
                }
            }
            // A hyphen, or a comma between adjectives.
            Some(branch) if branch < root && tokens[branch].relation() == "punct" => {}
            _ => break,
        }
    }
    // The rest of a name: "Vladimir Putin" hangs on its first word.
    let mut end = root + 1;
    while end < sentence.end
        && branch(document, end, root).is_some_and(|b| {
            matches!(tokens[b].relation(), "flat" | "fixed" | "goeswith")
                // "President Putin", where the title is the head.
                || tokens[b].deprel == "nmod:desc" && tokens[b].upos == Upos::Propn
                // "Imperial College London"
                || b == end
                    && tokens[root].upos == Upos::Propn
                    && tokens[b].upos == Upos::Propn
                    && matches!(tokens[b].relation(), "nmod" | "appos" | "dep" | "list")
                // "Tuesday's", "group 4"
                || tokens[b].deprel == "compound" && tokens[b].upos != Upos::Verb
        })
    {
        end += 1;
    }
    let form = match tokens[root].upos {
        Upos::Propn => Form::Name,
        _ => Form::Nominal,
    };
    MentionSpan { tokens: start..end, head: end - 1, root, form, sentence: s }
}

/// The dependent of `root` under which token `t` hangs, if not too deep.
fn branch(document: &Document, mut t: usize, root: usize) -> Option<usize> {
    for _ in 0..REACH {
        let head = document.tokens[t].head?;
        if head == root {
            return Some(t);
        }
        t = head;
    }
    None
}

/// Relations of what stands before a head and belongs to its phrase.
fn leads(deprel: &str) -> bool {
    matches!(
        deprel,
        "det"
            | "det:predet"
            | "amod"
            | "compound"
            | "nummod"
            | "nmod:poss"
            | "nmod:desc"
            | "nmod:unmarked"
            | "flat"
            | "advmod"
            | "nmod"
            | "obl:unmarked"
    )
}

/// Adds the nations and bodies that stand before the head of the phrase just
/// read, the last of `found`.
fn modifiers(
    document: &Document,
    knowledge: &Knowledge,
    start: usize,
    found: &mut Vec<MentionSpan>,
) {
    let Some(outer) = found[start..].last().cloned() else { return };
    // What a possessor holds is its own.
    let possessors = found[start..found.len() - 1].iter().map(|m| m.tokens.end).max();
    let mut t = possessors.unwrap_or(outer.tokens.start);
    while t < outer.head {
        let reach = outer.tokens.end.min(t + LONGEST_NAME);
        let end = named(document, knowledge, t..reach).filter(|&end| end <= outer.head);
        if let Some(end) = end {
            let (head, form) = (end - 1, Form::Name);
            let root = head;
            found.push(MentionSpan { tokens: t..end, head, root, form, sentence: outer.sentence });
        }
        t = end.unwrap_or(t + 1);
    }
}

/// Where the name of a nation or body ends that begins the tokens, if one does.
fn named(document: &Document, knowledge: &Knowledge, tokens: Range<usize>) -> Option<usize> {
    let (mut text, mut token_of) = (Vec::new(), Vec::new());
    for t in tokens {
        for piece in pieces(document.words(document.tokens[t].span)) {
            text.push(piece);
            token_of.push(t);
        }
    }
    let whole = |len: usize| token_of.get(len) != Some(&token_of[len - 1]);
    let (len, meanings) = knowledge.names.longest(&text, whole);
    let body = |m: &Meaning| {
        matches!(
            m,
            Meaning::Country(_)
                | Meaning::Adjective(_)
                | Meaning::Seat(_)
                | Meaning::Organisation(_)
        )
    };
    meanings.iter().any(body).then(|| token_of[len - 1] + 1)
}

/// Whether the word by itself refers to somebody or something.
fn is_personal(norm: &str) -> bool {
    matches!(
        norm,
        "i" | "me"
            | "we"
            | "us"
            | "you"
            | "he"
            | "him"
            | "she"
            | "her"
            | "it"
            | "they"
            | "them"
            | "who"
            | "himself"
            | "herself"
            | "itself"
            | "themselves"
            | "someone"
            | "somebody"
            | "everyone"
            | "nobody"
    ) || is_possessive(norm)
}

/// "her" counts too; the tag tells whether a noun follows.
fn is_possessive(norm: &str) -> bool {
    matches!(norm, "my" | "our" | "your" | "his" | "her" | "its" | "their" | "whose")
}
