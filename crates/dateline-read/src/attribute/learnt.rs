//! Attributions as the model reads them: its head of attributions marks the
//! words of source, cue and content; the tables say what the cue implies.

use super::cues::{Build, Cue};
use super::draft::{Draft, is_worth_it};
use super::page::Page;
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
    // "a warning that": the cue is the noun.
    while tokens.start < anchor && page.upos(tokens.start) == Upos::Det {
        tokens.start += 1;
    }
    let pieces = found.content.iter().map(|piece| whole(page, sentence, piece.clone()));
    let has_word = |piece: &Range<usize>| piece.clone().any(|t| page.upos(t) != Upos::Punct);
    let content: Vec<Range<usize>> = pieces.filter(has_word).collect();
    if content.is_empty() {
        return None;
    }
    let row = row(page, &tokens, anchor);
    Some(Draft {
        cue: Cue { row, build: build(page, anchor), head: anchor, tokens },
        source: source(&found.source, anchor).or_else(|| agent(page, anchor)),
        content,
        rule: RULE,
        confidence: found.certainty,
    })
}

/// A piece of content without commas at its ends; a quotation that it is the
/// beginning or the end of is ours over all its sentences.
fn whole(page: &Page, sentence: &Range<usize>, piece: Range<usize>) -> Range<usize> {
    let mut piece = page.trim(piece);
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

/// "were told by the army": of a passive cue whoever its "by" phrase names.
fn agent(page: &Page, anchor: usize) -> Option<Range<usize>> {
    page.tree.one(anchor, "aux:pass")?;
    let by = page
        .tree
        .all(anchor, "obl")
        .find(|&o| page.tree.all(o, "case").any(|case| page.norm(case) == "by"))?;
    let first = page.tree.all(by, "case").last()? + 1;
    Some(first..page.tree.last(by) + 1)
}

/// What the tables say of a cue; nothing in particular if they lack it.
fn row<'a>(page: &Page<'a>, cue: &Range<usize>, anchor: usize) -> &'a ReportingCue {
    let reporting = &page.knowledge.reporting;
    let token = page.token(anchor);
    let follows = |row: &&ReportingCue| {
        let next = |t: usize| page.document.tokens.get(t).map_or("", |token| token.norm.as_str());
        row.particle().zip(anchor + 1..).all(|(word, t)| next(t) == word)
    };
    let verbs = reporting.verbs(&token.lemma).iter().filter(|_| token.upos != Upos::Noun);
    let noun = || reporting.noun(&token.lemma);
    let phrase = || cue.clone().find_map(|t| reporting.phrases(page.norm(t)).first());
    verbs.into_iter().find(follows).or_else(noun).or_else(phrase).unwrap_or(reporting.plain())
}

fn build(page: &Page, anchor: usize) -> Build {
    match page.upos(anchor) {
        Upos::Verb | Upos::Aux => Build::Finite,
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
    // "called off the match": another verb.
    let parted =
        page.tree.one(draft.cue.head, "compound:prt").is_some() && row.particle().next().is_none();
    let known = !row.cue.is_empty() && !parted;
    let negated = draft.cue.tokens.clone().any(|t| page.knowledge.certainty.negates(page.norm(t)));
    let speaks = || speakers::can_speak(page, actors, draft.source.as_ref());
    match &draft.source {
        // "It is not known who": nobody speaks.
        None if negated => return false,
        None if draft.cue.tokens.clone().any(|t| page.norm(t) == "needless") => return false,
        // "a song called “Winter”": a name, and nobody who gives it.
        None if page.token(draft.cue.head).deprel == "acl" => return false,
        // "Needless to say", "sorted according to age"
        Some(source) if !is_named(page, source) => return false,
        Some(_) if draft.cue.build == Build::Phrase && !speaks() => return false,
        Some(source) if page.norm(draft.cue.head) == "according" && is_measure(page, source) => {
            return speaks();
        }
        _ => {}
    }
    // "threats to supply": an infinitive is a clause only where the cue takes one.
    let to = || draft.content.first().is_some_and(|c| page.is(c.start, c.end, &["to"]));
    if tells_clause(page, draft) && (!known || row.takes(Complement::To) || !to()) {
        return draft.confidence > if known { 0.4 } else { 0.6 };
    }
    // "came to curb piracy and assert old rights": an aim.
    let head = page.token(draft.cue.head);
    let aim = matches!(head.relation(), "conj" | "advcl" | "acl")
        && head.verb_form == Some(VerbForm::Base)
        && draft.cue.tokens.start == draft.cue.head;
    if aim {
        return false;
    }
    // "heard his suggestion that": the noun tells whose words they are.
    let told = |t: usize| page.knowledge.reporting.noun(&page.token(t).lemma).is_some();
    if !known
        && draft.content.iter().any(|c| c.clone().any(|t| told(t) && hangs_out(page, draft, t)))
    {
        return false;
    }
    let least = match known {
        true if row.takes(Complement::Np) => 0.5,
        // "said goodbye": saying takes a clause.
        true if row.takes(Complement::That) => return false,
        _ => 0.9,
    };
    draft.confidence > least && speaks()
}

/// "sorted according to age", "shared out according to the number of votes": what
/// things are measured by.
fn is_measure(page: &Page, source: &Range<usize>) -> bool {
    let bare = source.len() == 1 && page.upos(source.start) == Upos::Noun;
    let number = source.clone().any(|t| matches!(page.norm(t), "number" | "size" | "amount"));
    (bare && !page.token(source.start).plural || number)
        && !source.clone().any(|t| page.knowledge.reporting.is_document(&page.token(t).lemma))
}

/// Whether a noun or pronoun is among the words of a source.
fn is_named(page: &Page, source: &Range<usize>) -> bool {
    use Upos::{Det, Noun, Num, Pron, Propn, X};
    source.clone().any(|t| matches!(page.upos(t), Det | Noun | Num | Pron | Propn | X))
}

/// Whether the content is a clause or quoted, not merely a thing.
fn tells_clause(page: &Page, draft: &Draft) -> bool {
    let clause = |t: usize| {
        matches!(page.upos(t), Upos::Verb | Upos::Aux) || page.tree.one(t, "cop").is_some()
    };
    draft.content.iter().cloned().flatten().any(|t| {
        hangs_out(page, draft, t) && clause(t)
            || page.quotations.of(t).is_some_and(|q| !q.contains(&draft.cue.head))
    })
}

/// Whether the head of a word of the content is no word of the content.
fn hangs_out(page: &Page, draft: &Draft, t: usize) -> bool {
    let inside = |t: usize| draft.content.iter().any(|piece| piece.contains(&t));
    page.token(t).head.is_none_or(|head| !inside(head))
}
