//! Where the tree knows better than the head of attributions what belongs to
//! source and content.

use super::cues::Build;
use super::draft::Draft;
use super::page::Page;
use super::speakers;
use dateline_knowledge::Upos;

/// Mends the parts of a draft whose cue is known.
pub(crate) fn mend(page: &Page, draft: &mut Draft) {
    name_agent(page, draft);
    name_subject(page, draft);
    take_subject(page, draft);
    give_back_subject(page, draft);
    reach_cue(page, draft);
    end_with_noun(page, draft);
    end_with_cue(page, draft);
}

/// "Villagers were told by the army that": whom "by" names speaks, and whoever
/// hears it is no part of the content.
fn name_agent(page: &Page, draft: &mut Draft) {
    let head = draft.cue.head;
    if page.tree.one(head, "aux:pass").is_none() {
        return;
    }
    let by = |&t: &usize| page.tree.all(t, "case").any(|c| page.norm(c) == "by");
    let Some(agent) = page.tree.all(head, "obl").find(by) else { return };
    let phrase = page.extent(agent);
    if draft.source.as_ref().is_some_and(|source| !source.contains(&agent)) {
        return;
    }
    draft.source.get_or_insert_with(|| page.trim(phrase.start + 1..phrase.end));
    if draft.cue.row.takes_hearer() && draft.content.len() > 1 {
        let hearer = page.tree.one(head, "nsubj");
        draft.content.retain(|piece| hearer.is_none_or(|h| !piece.contains(&h)));
    }
}

/// "had heard the minister say that": whoever stands before the cue as its own
/// subject says it.
fn name_subject(page: &Page, draft: &mut Draft) {
    let head = draft.cue.head;
    let heard = || {
        let above = page.token(head).head.filter(|_| page.token(head).relation() == "xcomp")?;
        page.tree.one(above, "obj").filter(|&object| object > above)
    };
    let own = page.tree.one(head, "nsubj").or_else(heard);
    let own = own.filter(|&s| s < head && page.upos(s) != Upos::Pron);
    let Some((source, own)) = draft.source.as_mut().zip(own) else { return };
    let phrase = page.extent(own);
    if phrase.end <= head && source.end <= phrase.start {
        *source = page.trim(phrase);
    }
}

/// "The bridge fell, Mpho Kgosi, a spokeswoman, said": the subject of a cue without a
/// source says it, and is no end of the content.
fn take_subject(page: &Page, draft: &mut Draft) {
    let head = draft.cue.head;
    if draft.source.is_some() || page.upos(head) != Upos::Verb {
        return;
    }
    let Some(own) = page.tree.one(head, "nsubj").filter(|&s| s < head) else { return };
    let phrase = page.extent(own);
    let last = draft.content.iter_mut().find(|piece| piece.contains(&own));
    if page.upos(own) == Upos::Pron || phrase.end > head {
        return;
    }
    if let Some(piece) = last {
        if piece.start >= phrase.start || page.trim(phrase.clone()).end < piece.end {
            return;
        }
        *piece = page.trim(piece.start..phrase.start);
    }
    draft.source = Some(page.trim(phrase));
}

/// "In the words of one villager, the army took it": the subject of the content
/// is no part of the source.
fn give_back_subject(page: &Page, draft: &mut Draft) {
    let Some(source) = draft.source.clone() else { return };
    let Some(piece) = draft.content.iter_mut().find(|piece| piece.start >= source.end) else {
        return;
    };
    let subject = source.clone().find(|&t| {
        let token = page.token(t);
        token.relation() == "nsubj" && token.head.is_some_and(|head| piece.contains(&head))
    });
    if let Some(start) = subject.map(|t| page.extent(t).start).filter(|&t| t > source.start) {
        draft.source = Some(page.trim(source.start..start));
        piece.start = start;
    }
}

/// "Three officers, speaking on condition of anonymity, said": what hides the
/// speaker's name belongs to the source.
fn reach_cue(page: &Page, draft: &mut Draft) {
    let Some(source) = draft.source.as_mut() else { return };
    let between = source.end..draft.cue.tokens.start;
    let own = |t: usize| {
        page.upos(t) == Upos::Punct || page.tree.above(t).any(|above| source.contains(&above))
    };
    if between.clone().any(|t| speakers::hides(page, t)) && between.clone().all(own) {
        let whole = page.trim(source.start..between.end);
        *source = whole;
    }
}

/// "Fears that the levee will break emptied the town": what does not depend on
/// the noun is not what it tells.
fn end_with_noun(page: &Page, draft: &mut Draft) {
    let noun = draft.cue.head;
    if draft.cue.build != Build::Noun {
        return;
    }
    for piece in draft.content.iter_mut().filter(|piece| piece.start > noun) {
        let own = |t: usize| page.upos(t) == Upos::Punct || page.is_under(t, noun);
        if let Some(stop) = piece.clone().find(|&t| !own(t)).filter(|&t| t > piece.start) {
            *piece = page.trim(piece.start..stop);
        }
    }
}

/// "said that the talks had failed, and left": a verb joined to the cue tells
/// what the speaker did next.
fn end_with_cue(page: &Page, draft: &mut Draft) {
    let cue = draft.cue.head;
    for piece in draft.content.iter_mut().filter(|piece| piece.start > cue) {
        let joined = |&t: &usize| {
            let token = page.token(t);
            token.relation() == "conj" && token.head == Some(cue) && token.upos == Upos::Verb
        };
        let Some(joined) = piece.clone().find(joined) else { continue };
        let start = page.extent(joined).start;
        if start > piece.start && page.quotations.of(start).is_none() {
            *piece = page.trim(piece.start..start);
        }
    }
}
