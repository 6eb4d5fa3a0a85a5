//! What no tree of Universal Dependencies has, and the model makes all the same:
//! a verb with a compound before it (in "Greece plans to sell" it may know the
//! verb and still hang "Greece" on it as if "plans" were a noun; it is the
//! subject), a name whose words hang side by side on one verb ("ratified by
//! the State Duma"), and one verb with two subjects ("Egypt, Chad Launch Talks",
//! "spokeswoman Alice Mwale denied").

use crate::Token;
use dateline_knowledge::{Upos, VerbForm};
use std::ops::Range;

/// Mends the tree of one sentence.
pub(crate) fn mend(tokens: &mut [Token], sentence: Range<usize>) {
    for t in sentence.clone().skip(1) {
        if is_one_name(&tokens[t - 1], &tokens[t]) {
            for token in &mut tokens[sentence.clone()] {
                if token.head == Some(t - 1) {
                    token.head = Some(t);
                }
            }
            tokens[t - 1].head = Some(t);
            tokens[t - 1].deprel = "compound".to_owned();
        }
    }
    join_subjects(tokens, sentence.clone());
    list_names(tokens, sentence.clone());
    find_speaker(tokens, sentence.clone());
    // "strengthen ties as response": no object has a preposition.
    for t in sentence.clone() {
        let case = |token: &Token| {
            token.head == Some(t) && token.deprel == "case" && token.upos == Upos::Adp
        };
        if tokens[t].deprel == "obj" && tokens[sentence.start..t].iter().any(case) {
            tokens[t].deprel = "obl".to_owned();
        }
    }
    // "Denies planning to sell": a verb is no object, but what is denied.
    for t in sentence.clone() {
        let gerund = tokens[t].verb_form == Some(VerbForm::Ing) && tokens[t].upos == Upos::Verb;
        let verbal = |token: &Token| {
            token.head == Some(t) && matches!(token.relation(), "xcomp" | "obj" | "obl")
        };
        if gerund && tokens[t].deprel == "obj" && tokens[sentence.clone()].iter().any(verbal) {
            tokens[t].deprel = "xcomp".to_owned();
        }
    }
    for t in sentence.clone() {
        let Some(mut verb) = tokens[t].head.filter(|&verb| verb > t) else { continue };
        // "Pakistan test-fired": the parts of the verb are one.
        let part = |h: usize| h + 2 < sentence.end && tokens[h + 1].norm == "-";
        if part(verb) && tokens[verb].head == Some(verb + 2) {
            verb += 2;
        }
        let nominal = matches!(tokens[t].upos, Upos::Noun | Upos::Propn)
            && tokens[t].deprel == "compound"
            && tokens[t + 1].norm != "-";
        if nominal && is_clause(&tokens[verb]) && !has_subject(tokens, sentence.clone(), verb) {
            tokens[t].head = Some(verb);
            tokens[t].deprel = "nsubj".to_owned();
        }
    }
}

/// Of two subjects of one verb, the second goes with the first: as another, after a
/// comma; as the name of whom a title tells; or it is what an adjective describes.
fn join_subjects(tokens: &mut [Token], sentence: Range<usize>) {
    let mut first: Option<usize> = None;
    for t in sentence.clone() {
        if tokens[t].deprel != "nsubj" || tokens[t].head.is_none_or(|verb| verb < t) {
            continue;
        }
        let Some(a) = first.replace(t).filter(|&a| tokens[a].head == tokens[t].head) else {
            continue;
        };
        // What lies between must belong to either of them.
        let mut between = a + 1..t;
        let own = between.all(|i| {
            let comma = tokens[i].norm == "," && i > a;
            comma || tokens[i].head.is_some_and(|h| h == a || h == t || (a..t).contains(&h))
        });
        let comma = tokens[a + 1..t].iter().filter(|token| token.norm == ",").count();
        let follows = tokens[a + 1..t].iter().all(|token| token.head == Some(t));
        let (head, deprel) = match (tokens[a].upos, tokens[t].upos) {
            (Upos::Propn | Upos::Noun, Upos::Propn) if own && comma == 1 => (a, "conj"),
            (Upos::Noun, Upos::Propn) if t == a + 1 => (a, "nmod:desc"),
            (Upos::Adj, Upos::Noun | Upos::Propn) if own && comma <= 1 && !follows => (t, "amod"),
            _ => continue,
        };
        if head == t {
            tokens[a].head = Some(t);
            tokens[a].deprel = deprel.to_owned();
        } else {
            tokens[t].head = Some(a);
            tokens[t].deprel = deprel.to_owned();
            first = Some(a);
        }
    }
}

/// "China, Russia to hold exercise": in a headline, a name after a comma that no comma
/// closes explains nothing; it is one of a list.
fn list_names(tokens: &mut [Token], sentence: Range<usize>) {
    let closed = sentence.clone().last().is_some_and(|t| tokens[t].upos == Upos::Punct);
    for t in sentence.clone().skip(2).filter(|_| !closed) {
        let Some(a) = tokens[t].head.filter(|&a| a + 2 == t) else { continue };
        let names = tokens[a].upos == Upos::Propn && tokens[t].upos == Upos::Propn;
        let listed = names && tokens[a + 1].norm == "," && tokens[t].deprel == "appos";
        if listed && tokens.get(t + 1).is_some_and(|next| next.norm == "to") {
            tokens[t].deprel = "conj".to_owned();
        }
    }
}

/// "..., Mpho Kgosi, a spokeswoman, said.": who stands between commas before a verb that
/// lacks a subject is it, and explains nothing in the clause that the verb tells.
fn find_speaker(tokens: &mut [Token], sentence: Range<usize>) {
    for said in sentence.clone().skip(4) {
        let told = tokens[said].upos == Upos::Verb
            && tokens[said - 1].norm == ","
            && !has_subject(tokens, sentence.clone(), said)
            && tokens[sentence.start..said]
                .iter()
                .any(|t| t.head == Some(said) && matches!(t.relation(), "ccomp" | "parataxis"));
        if !told {
            continue;
        }
        let opens = |t: &usize| {
            tokens[*t].upos == Upos::Propn
                && tokens[*t].deprel == "appos"
                && tokens[*t - 1].norm == ","
                && (*t + 1..said - 1).all(|i| below(tokens, i, *t))
        };
        if let Some(speaker) = (sentence.start + 1..said - 1).find(opens) {
            tokens[speaker].head = Some(said);
            tokens[speaker].deprel = "nsubj".to_owned();
        }
    }
}

/// Whether token `t` hangs under `above`, some steps up.
fn below(tokens: &[Token], t: usize, above: usize) -> bool {
    std::iter::successors(tokens[t].head, |&head| tokens[head].head)
        .take(8)
        .any(|head| head == above)
}

/// Names side by side that depend on one word in one way.
fn is_one_name(first: &Token, second: &Token) -> bool {
    first.upos == Upos::Propn
        && second.upos == Upos::Propn
        && first.head.is_some()
        && first.head == second.head
        && first.deprel == second.deprel
        && matches!(first.relation(), "nsubj" | "obj" | "obl")
}

/// A verb that can have a subject, and is itself no part of a phrase.
fn is_clause(token: &Token) -> bool {
    token.upos == Upos::Verb
        && matches!(token.verb_form, Some(VerbForm::Base | VerbForm::Third | VerbForm::Past))
        && !matches!(token.deprel.as_str(), "compound" | "amod" | "flat")
}

fn has_subject(tokens: &[Token], sentence: Range<usize>, verb: usize) -> bool {
    tokens[sentence].iter().any(|t| t.head == Some(verb) && t.deprel.starts_with("nsubj"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::Span;

    fn token(norm: &str, upos: Upos, head: Option<usize>, deprel: &str) -> Token {
        let mut token = Token::new(Span { start: 0, end: norm.len() }, norm);
        token.upos = upos;
        token.head = head;
        token.deprel = deprel.to_owned();
        token.verb_form = (upos == Upos::Verb).then_some(VerbForm::Third);
        token
    }

    #[test]
    fn a_verb_has_a_subject_and_no_compound() {
        let mut tokens = vec![
            token("greece", Upos::Propn, Some(1), "compound"),
            token("plans", Upos::Verb, None, "root"),
        ];
        mend(&mut tokens, 0..2);
        assert_eq!(tokens[0].deprel, "nsubj");
        let mut tokens = vec![
            token("ratified", Upos::Verb, None, "root"),
            token("by", Upos::Adp, Some(2), "case"),
            token("state", Upos::Propn, Some(0), "obl"),
            token("duma", Upos::Propn, Some(0), "obl"),
        ];
        mend(&mut tokens, 0..4);
        assert_eq!((tokens[1].head, tokens[2].head, tokens[3].head), (Some(3), Some(3), Some(0)));
        let mut tokens = vec![
            token("egypt", Upos::Propn, Some(3), "nsubj"),
            token(",", Upos::Punct, Some(0), "punct"),
            token("chad", Upos::Propn, Some(3), "nsubj"),
            token("launch", Upos::Verb, None, "root"),
        ];
        mend(&mut tokens, 0..4);
        assert_eq!((tokens[2].head, tokens[2].deprel.as_str()), (Some(0), "conj"));
        let mut tokens = vec![
            token("spokeswoman", Upos::Noun, Some(3), "nsubj"),
            token("alice", Upos::Propn, Some(3), "nsubj"),
            token("mwale", Upos::Propn, Some(1), "flat"),
            token("denied", Upos::Verb, None, "root"),
        ];
        mend(&mut tokens, 0..4);
        assert_eq!((tokens[1].head, tokens[1].deprel.as_str()), (Some(0), "nmod:desc"));
        let mut tokens = vec![
            token("killed", Upos::Verb, Some(7), "ccomp"),
            token("fishermen", Upos::Noun, Some(0), "obj"),
            token(",", Upos::Punct, Some(3), "punct"),
            token("kgosi", Upos::Propn, Some(1), "appos"),
            token(",", Upos::Punct, Some(5), "punct"),
            token("spokeswoman", Upos::Noun, Some(3), "appos"),
            token(",", Upos::Punct, Some(0), "punct"),
            token("said", Upos::Verb, None, "root"),
        ];
        mend(&mut tokens, 0..8);
        assert_eq!((tokens[3].head, tokens[3].deprel.as_str()), (Some(7), "nsubj"));
        let mut tokens = vec![
            token("china", Upos::Propn, None, "root"),
            token(",", Upos::Punct, Some(0), "punct"),
            token("russia", Upos::Propn, Some(0), "appos"),
            token("to", Upos::Part, Some(4), "mark"),
            token("hold", Upos::Verb, Some(0), "acl"),
        ];
        mend(&mut tokens, 0..5);
        assert_eq!(tokens[2].deprel, "conj");
        let mut tokens = vec![
            token("test", Upos::Noun, Some(2), "compound"),
            token("-", Upos::Punct, Some(0), "punct"),
            token("fires", Upos::Verb, None, "root"),
        ];
        mend(&mut tokens, 0..3);
        assert_eq!(tokens[0].deprel, "compound");
    }
}
