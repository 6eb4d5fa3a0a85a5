//! Attributions as the model reads them: its head of attributions marks the
//! words of source, cue and content; the tables say what the cue implies.

use super::cues::{Build, Cue};
use super::draft::{Draft, is_worth_it};
use super::mend;
use super::page::Page;
use super::room::after_dateline;
use super::speakers;
use crate::resolve::Actors;
use dateline_annotate::model::Attribution;
use dateline_knowledge::{Complement, ReportingCue, Upos, VerbForm};
use std::ops::Range;

/// What drafts of the model have for a rule.
pub(crate) const RULE: &str = "learnt";

/// The drafts whose cues stand in `sentence`, in order.
pub(crate) fn of_sentence<'a>(page: &Page<'a>, sentence: &Range<usize>) -> Vec<Draft<'a>> {
    let all = &page.document.attributions;
    let from = all.partition_point(|a| a.anchor < sentence.start);
    let own = all[from..].iter().take_while(|a| a.anchor < sentence.end);
    own.filter_map(|found| draft(page, sentence, found)).filter(|d| is_worth_it(page, d)).collect()
}

fn draft<'a>(page: &Page<'a>, sentence: &Range<usize>, found: &Attribution) -> Option<Draft<'a>> {
    let anchor = found.anchor;
    let own = found.cue.iter().find(|cue| cue.contains(&anchor)).or(found.cue.first());
    let mut tokens = own.cloned().unwrap_or(anchor..anchor + 1);
    // "a warning that", "the committee's finding that": the cue is the noun.
    while tokens.start < anchor
        && (page.upos(tokens.start) == Upos::Det || page.norm(tokens.start) == "'s")
    {
        tokens.start += 1;
    }
    let pieces = found.content.iter().map(|piece| whole(page, sentence, piece.clone()));
    let has_word = |piece: &Range<usize>| piece.clone().any(|t| page.upos(t) != Upos::Punct);
    let content: Vec<Range<usize>> = pieces.filter(has_word).collect();
    if content.is_empty() {
        return None;
    }
    let row = row(page, &tokens, anchor);
    let mut draft = Draft {
        cue: Cue { row, build: build(page, anchor), head: anchor, tokens },
        source: source(&found.source, anchor),
        content,
        rule: RULE,
        confidence: found.certainty,
    };
    mend::mend(page, &mut draft);
    Some(draft)
}

/// A piece of content without commas at its ends; a quotation that it is the
/// beginning or the end of is ours over all its sentences.
fn whole(page: &Page, sentence: &Range<usize>, piece: Range<usize>) -> Range<usize> {
    let mut piece = page.trim(piece);
    if piece.start == sentence.start {
        // "REYKJAVIK — Iceland has closed its ports, it said": no words of the speaker.
        piece.start = after_dateline(page, sentence).min(piece.end);
    }
    if piece.is_empty() {
        return piece;
    }
    if let Some(q) = page.quotations.of(piece.start)
        && q.start < sentence.start
        && piece.start == sentence.start
    {
        piece.start = q.start;
    }
    match page.quotations.of(piece.end - 1) {
        Some(q) if q.start >= piece.start && q.end > piece.end => piece.end = q.end,
        // A mark that closes what was opened before: “He said that it failed.”
        Some(q) if q.start < piece.start && q.end == piece.end => {
            piece = page.trim(piece.start..piece.end - 1);
        }
        _ => {}
    }
    piece
}

/// Of the pieces of a source the one nearest to the cue.
fn source(pieces: &[Range<usize>], anchor: usize) -> Option<Range<usize>> {
    let far = |piece: &&Range<usize>| match piece.end <= anchor {
        true => anchor - piece.end,
        false => piece.start.saturating_sub(anchor),
    };
    pieces.iter().min_by_key(far).cloned()
}

/// What the tables say of a cue; nothing in particular if they lack it.
fn row<'a>(page: &Page<'a>, cue: &Range<usize>, anchor: usize) -> &'a ReportingCue {
    let reporting = &page.knowledge.reporting;
    // "was not sure": the copula is the anchor.
    let copula = page.token(anchor).relation() == "cop";
    let said = page.token(anchor).head.filter(|head| copula && cue.contains(head));
    let token = page.token(said.unwrap_or(anchor));
    let follows = |row: &&ReportingCue| {
        let next = |t: usize| page.document.tokens.get(t).map_or("", |token| token.norm.as_str());
        row.particle().zip(anchor + 1..).all(|(word, t)| next(t) == word)
    };
    // "called off": another verb.
    let particle = page.tree.one(anchor, "compound:prt");
    let own = |row: &&ReportingCue| {
        particle.is_none_or(|p| row.particle().any(|word| word == page.norm(p)))
    };
    let verbs =
        reporting.verbs(&token.lemma).iter().filter(|_| token.upos != Upos::Noun).filter(own);
    let noun = || match token.upos {
        Upos::Adj => reporting.adjective(&token.lemma),
        _ => reporting.noun(&token.lemma),
    };
    let phrase = || cue.clone().find_map(|t| reporting.phrases(page.norm(t)).first());
    verbs.into_iter().find(follows).or_else(noun).or_else(phrase).unwrap_or(reporting.plain())
}

fn build(page: &Page, anchor: usize) -> Build {
    match page.upos(anchor) {
        // "according to", whatever its tag.
        _ if page.token(anchor).relation() == "case" => Build::Phrase,
        Upos::Verb | Upos::Aux | Upos::Adj => Build::Finite,
        Upos::Noun | Upos::Propn => Build::Noun,
        Upos::Adv => Build::Adverb,
        Upos::Punct => Build::Colon,
        _ => Build::Phrase,
    }
}

/// Whether a draft of the model is a claim. PolNeAR, which it learnt from, also
/// marks who supports, shows or mentions something; such a thing must be told by
/// somebody who can speak, with words that the tables know or beyond doubt.
pub(crate) fn is_claim(page: &Page, actors: &Actors, draft: &Draft) -> bool {
    let row = draft.cue.row;
    let known = !row.cue.is_empty();
    let negated = draft.cue.tokens.clone().any(|t| page.knowledge.certainty.negates(page.norm(t)));
    let speaks = || speakers::can_speak(page, actors, draft.source.as_ref());
    match &draft.source {
        // "It is not known who": nobody speaks.
        None if negated => return false,
        // "Needless to say": nobody does.
        None if is_infinitive(page, draft.cue.head) => return false,
        // "a song called “Winter”": a name, and nobody who gives it.
        None if page.token(draft.cue.head).deprel == "acl" => return false,
        // "Needless to say", "sorted according to age"
        Some(source) if !is_named(page, source) => return false,
        Some(_)
            if draft.cue.build == Build::Phrase
                && speakers::is_rule(page, actors, draft.source.as_ref()) =>
        {
            return false;
        }
        _ => {}
    }
    // "heard his suggestion that", "heard him say that": those are the cue.
    let told = |t: usize| {
        let reporting = &page.knowledge.reporting;
        let token = page.token(t);
        let says = || reporting.verbs(&token.lemma).iter().any(|r| r.takes(Complement::Quote));
        page.hangs_out(t, &draft.content)
            && (reporting.noun(&token.lemma).is_some() || token.upos == Upos::Verb && says())
    };
    if !known && draft.content.iter().cloned().flatten().any(told) {
        return false;
    }
    // "threats to supply": an infinitive is a clause only where the cue takes one.
    let to = || draft.content.first().is_some_and(|c| page.is(c.start, c.end, &["to"]));
    if tells_clause(page, draft) && (!known || row.takes(Complement::To) || !to()) {
        return draft.confidence > if known { 0.4 } else { 0.6 };
    }
    // "by offering arms": what is done thereby, unless the tables know better.
    let head = page.token(draft.cue.head);
    if !known && head.verb_form == Some(VerbForm::Ing) && head.relation() == "advcl" {
        return false;
    }
    // "signed the text": what is done with words is no statement.
    if page.knowledge.classes.has("deed", &head.lemma) {
        return false;
    }
    // "came to curb piracy and assert old rights": an aim.
    let aim = matches!(head.relation(), "conj" | "advcl" | "acl")
        && head.verb_form == Some(VerbForm::Base)
        && draft.cue.tokens.start == draft.cue.head;
    if aim {
        return false;
    }
    let least = match known {
        true if row.takes(Complement::Np) => 0.5,
        // "said goodbye": saying takes a clause.
        true if row.takes(Complement::That) => return false,
        _ => 0.9,
    };
    draft.confidence > least && speaks() && !perceives(page, draft)
}

/// "heard three witnesses", "saw the ship": who or what is perceived is nothing
/// that is said.
fn perceives(page: &Page, draft: &Draft) -> bool {
    matches!(page.token(draft.cue.head).lemma.as_str(), "hear" | "see" | "watch" | "find")
}

fn is_infinitive(page: &Page, verb: usize) -> bool {
    page.token(verb).verb_form == Some(VerbForm::Base)
        && page.tree.all(verb, "mark").any(|mark| page.norm(mark) == "to")
}

/// Whether a noun or pronoun is among the words of a source.
fn is_named(page: &Page, source: &Range<usize>) -> bool {
    use Upos::{Det, Noun, Num, Pron, Propn, X};
    source.clone().any(|t| matches!(page.upos(t), Det | Noun | Num | Pron | Propn | X))
}

/// Whether the content is a clause or quoted, not merely a thing.
pub(crate) fn tells_clause(page: &Page, draft: &Draft) -> bool {
    draft.content.iter().cloned().flatten().any(|t| {
        page.is_predicate(t) && page.hangs_out(t, &draft.content)
            || page.quotations.of(t).is_some_and(|q| !q.contains(&draft.cue.head))
    })
}
