//! Lets the model tell of every word what it is and what it depends on.

use crate::mend::mend;
use crate::model::{Attribution, Model, Word, Words};
use crate::{Document, NameKind, NameSpan, Token, headline, quoted};
use dateline_knowledge::{Knowledge, Upos, VerbForm};
use std::ops::Range;

/// Gives every token its tags, lemma and place in the tree.
pub(crate) fn parse(document: &mut Document, knowledge: &Knowledge, model: &Model) {
    let text = &document.text;
    let quoted = quoted::quoted(document);
    let sentences: Vec<Words> = document
        .sentences
        .iter()
        .map(|sentence| {
            let tokens = sentence.tokens.clone();
            let words = document.tokens[tokens.clone()].iter().map(|t| t.span.of(text));
            Words { words: words.collect(), quoted: quoted[tokens].to_vec(), mentions: false }
        })
        .collect();
    let (mut attributions, mut names) = (Vec::new(), Vec::new());
    for (sentence, analysis) in document.sentences.iter().zip(model.analyse_quoted(&sentences)) {
        let start = sentence.tokens.start;
        for (t, word) in (start..).zip(analysis.words) {
            settle(&mut document.tokens[t], word, start);
            known_verb(&mut document.tokens[t], knowledge);
        }
        mend(&mut document.tokens, sentence.tokens.clone());
        if sentence.title {
            headline::mend(&mut document.tokens, sentence.tokens.clone(), &knowledge.classes);
        }
        attributions.extend(analysis.attributions.into_iter().map(|a| moved(a, start)));
        names.extend(analysis.names.into_iter().map(|name| NameSpan {
            tokens: name.words.start + start..name.words.end + start,
            kind: name_kind(name.kind),
        }));
    }
    document.attributions = attributions;
    document.names = names;
}

fn name_kind(kind: &str) -> NameKind {
    match kind {
        "person" => NameKind::Person,
        "organization" => NameKind::Organisation,
        "place" => NameKind::Place,
        _ => NameKind::Other,
    }
}

/// The attribution in tokens of the document.
fn moved(found: Attribution, start: usize) -> Attribution {
    let all = |ranges: Vec<Range<usize>>| {
        ranges.into_iter().map(|r| r.start + start..r.end + start).collect()
    };
    Attribution {
        anchor: found.anchor + start,
        certainty: found.certainty,
        source: all(found.source),
        cue: all(found.cue),
        content: all(found.content),
    }
}

/// What the model says of one word; the first word of its sentence is token
/// `start`.
fn settle(token: &mut Token, word: Word<'_>, start: usize) {
    token.upos = upos(word.upos);
    token.verb_form = match token.upos {
        Upos::Verb | Upos::Aux => verb_form(word.xpos),
        _ => None,
    };
    token.plural = word.feat("Number") == Some("Plur");
    token.head = word.head.map(|head| head + start);
    token.deprel = word.deprel.to_owned();
    token.facts = word.facts;
    // Ours are in lower case throughout; names keep theirs in the text.
    token.lemma = word.lemma.to_lowercase();
}

/// Where the tables know the verb, its lemma is theirs: the model guesses
/// "expell" for "expelled".
fn known_verb(token: &mut Token, knowledge: &Knowledge) {
    if token.upos != Upos::Verb {
        return;
    }
    let readings = knowledge.verbs.readings(&token.norm);
    if readings.iter().all(|r| r.lemma != token.lemma)
        && let Some(known) =
            readings.iter().find(|r| Some(r.form) == token.verb_form).or(readings.first())
    {
        token.lemma.clone_from(&known.lemma);
    }
}

/// The tag of a label of Universal Dependencies.
fn upos(label: &str) -> Upos {
    match label {
        "ADJ" => Upos::Adj,
        "ADP" => Upos::Adp,
        "ADV" => Upos::Adv,
        "AUX" => Upos::Aux,
        "CCONJ" => Upos::Cconj,
        "DET" => Upos::Det,
        "INTJ" => Upos::Intj,
        "NOUN" => Upos::Noun,
        "NUM" => Upos::Num,
        "PART" => Upos::Part,
        "PRON" => Upos::Pron,
        "PROPN" => Upos::Propn,
        "PUNCT" => Upos::Punct,
        "SCONJ" => Upos::Sconj,
        "SYM" => Upos::Sym,
        "VERB" => Upos::Verb,
        _ => Upos::X,
    }
}

/// The form of a verb by its tag in the Penn Treebank.
fn verb_form(xpos: &str) -> Option<VerbForm> {
    match xpos {
        "VB" | "VBP" => Some(VerbForm::Base),
        "VBZ" => Some(VerbForm::Third),
        "VBD" => Some(VerbForm::Past),
        "VBN" => Some(VerbForm::Participle),
        "VBG" => Some(VerbForm::Ing),
        _ => None,
    }
}
