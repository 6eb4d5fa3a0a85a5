//! Mentions: noun phrases without what follows their head, and pronouns. A
//! possessor is a mention of its own before the phrase it opens: "Russia" and
//! "Russia's foreign policy"; and so is a nation or body before the head:
//! "U.S." in "new U.S. threats".

use crate::tag::is_possessive;
use crate::{Document, MentionSpan};
use dateline_core::Form;
use dateline_knowledge::{Knowledge, Meaning, Upos, pieces};
use std::ops::Range;

/// No name before a head has more tokens.
const LONGEST_NAME: usize = 8;

/// Finds the mentions of every sentence.
pub(crate) fn find(document: &mut Document, knowledge: &Knowledge) {
    let mut found = Vec::new();
    for (s, sentence) in document.sentences.iter().enumerate() {
        let mut t = sentence.tokens.start;
        while t < sentence.tokens.end {
            match document.tokens[t].upos {
                Upos::Pron
                    if is_personal(&document.tokens[t].norm)
                        && !is_possessive(&document.tokens[t].norm) =>
                {
                    found.push(MentionSpan {
                        tokens: t..t + 1,
                        head: t,
                        form: Form::Pronoun,
                        sentence: s,
                    });
                    t += 1;
                }
                upos if opens(upos, &document.tokens[t].norm) => {
                    let start = found.len();
                    let end = phrase(document, s, t, &mut found);
                    modifiers(document, knowledge, start, &mut found);
                    found[start..].sort_by_key(|m| (m.tokens.start, m.tokens.end));
                    t = end;
                }
                _ => t += 1,
            }
        }
    }
    document.mentions = found;
}

/// Reads the phrase that opens at token `from`; returns the token after it.
fn phrase(document: &Document, s: usize, from: usize, found: &mut Vec<MentionSpan>) -> usize {
    let end = document.sentences[s].tokens.end;
    let mut head = None;
    let mut t = from;
    while t < end {
        let token = &document.tokens[t];
        match token.upos {
            // "Denmark last week", "the minister Tuesday": a time of its own.
            _ if head.is_some() && opens_time(&token.norm) => break,
            Upos::Noun | Upos::Propn => head = Some(t),
            Upos::Part if token.norm == "'s" || token.norm == "'" => {
                let Some(h) = head.take() else { break };
                found.push(mention(document, s, from, h));
            }
            // "her the prize" is two phrases, "all the ministers" is one.
            Upos::Det if t > from && !is_predeterminer(&document.tokens[t - 1].norm) => break,
            Upos::Det if head.is_none() => {}
            // After the head only nouns go on; "the man 40" does not.
            Upos::Num | Upos::Sym if head.is_none() => {}
            Upos::Adj if head.is_none() || is_opened(document, t, end) => {}
            Upos::Pron if head.is_none() && is_possessive(&token.norm) => {
                found.push(MentionSpan {
                    tokens: t..t + 1,
                    head: t,
                    form: Form::Pronoun,
                    sentence: s,
                });
            }
            Upos::Verb if head.is_none() && t > from && is_attributive(document, t, end) => {}
            // "a Gulf-based firm", "the U.S.-backed forces"; but "Gulf-based" alone
            // has its head before the hyphen.
            Upos::Punct if joins(document, t, end) && goes_on(document, t + 1, end) => {
                t += 1;
                if matches!(document.tokens[t].upos, Upos::Noun | Upos::Propn) {
                    head = Some(t);
                }
            }
            Upos::Adv if head.is_none() && t > from => {}
            _ => break,
        }
        t += 1;
    }
    match head {
        Some(h) => {
            found.push(mention(document, s, from, h));
            h + 1
        }
        None => t.max(from + 1),
    }
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
            found.push(MentionSpan { tokens: t..end, head, form, sentence: outer.sentence });
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

fn mention(document: &Document, sentence: usize, from: usize, head: usize) -> MentionSpan {
    // The phrase is a name if its head is, whatever stands before.
    let form = match document.tokens[head].upos {
        Upos::Propn => Form::Name,
        _ => Form::Nominal,
    };
    MentionSpan { tokens: from..head + 1, head, form, sentence }
}

/// Whether a hyphen stands between two words without blanks.
fn joins(document: &Document, t: usize, end: usize) -> bool {
    document.tokens[t].norm == "-"
        && t + 1 < end
        && t > 0
        && document.tokens[t - 1].span.end == document.tokens[t].span.start
        && document.tokens[t].span.end == document.tokens[t + 1].span.start
}

/// Whether the second part of a compound is a noun or stands before one.
fn goes_on(document: &Document, t: usize, end: usize) -> bool {
    let noun = |t: usize| {
        t < end && matches!(document.tokens[t].upos, Upos::Noun | Upos::Propn | Upos::Adj)
    };
    matches!(document.tokens[t].upos, Upos::Noun | Upos::Propn) || noun(t + 1)
}

/// Whether a noun follows directly, so that the phrase goes on.
fn is_opened(document: &Document, t: usize, end: usize) -> bool {
    t + 1 < end && matches!(document.tokens[t + 1].upos, Upos::Noun | Upos::Propn)
}

/// "the detained activists", "the advancing army".
fn is_attributive(document: &Document, t: usize, end: usize) -> bool {
    let norm = &document.tokens[t].norm;
    (norm.ends_with("ed") || norm.ends_with("ing"))
        && t + 1 < end
        && matches!(document.tokens[t + 1].upos, Upos::Noun | Upos::Propn | Upos::Adj)
}

fn opens(upos: Upos, norm: &str) -> bool {
    matches!(upos, Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Sym)
        || upos == Upos::Pron && is_possessive(norm)
}

/// Words that begin a phrase of time right after another phrase.
fn opens_time(norm: &str) -> bool {
    matches!(
        norm,
        "last"
            | "next"
            | "this"
            | "earlier"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}

fn is_predeterminer(norm: &str) -> bool {
    matches!(norm, "all" | "both" | "half" | "such" | "many")
}

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
