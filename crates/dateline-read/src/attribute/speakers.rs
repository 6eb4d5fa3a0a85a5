//! Speakers: from the words of a source to the actor they mean.

use super::page::Page;
use crate::resolve::Actors;
use dateline_annotate::MentionSpan;
use dateline_core::{ActorId, ActorKind, Form, SpeakerKind};
use dateline_knowledge::Upos;
use std::ops::Range;

/// Words for a number of people, without a noun.
const MANY: &[&str] = &["many", "most", "some", "several", "few", "others", "all"];

/// Whom `source` means, and what sort of speaker that is.
pub(crate) fn of(
    page: &Page,
    actors: &Actors,
    source: Option<&Range<usize>>,
) -> (Option<ActorId>, SpeakerKind) {
    // "many in the valley": no mention, for there is no noun.
    let many = |s: &Range<usize>| {
        page.is(s.start, s.end, MANY) && page.hangs_out(s.start, std::slice::from_ref(s))
    };
    if source.is_some_and(many) {
        return (None, SpeakerKind::Collective);
    }
    let Some(index) = source.and_then(|s| head_mention(page, s)) else {
        return (None, SpeakerKind::Unnamed);
    };
    let actor = actors.of_mention(index);
    let kind = match actor.map(|id| actors.get(id).kind) {
        Some(ActorKind::Person | ActorKind::Organisation | ActorKind::Country) => {
            SpeakerKind::Named
        }
        _ if is_hidden(page, source, &page.document.mentions[index]) => SpeakerKind::Unnamed,
        Some(ActorKind::Group) => SpeakerKind::Collective,
        Some(ActorKind::Document) => SpeakerKind::Document,
        Some(ActorKind::Unnamed) => SpeakerKind::Unnamed,
        None => kind_of_words(page, &page.document.mentions[index]),
    };
    (actor, kind)
}

/// Whether the speaker is some person, or a few, whose names are kept back: "two
/// officials who asked not to be named", "sources close to the palace".
fn is_hidden(page: &Page, source: Option<&Range<usize>>, mention: &MentionSpan) -> bool {
    let hides = source.is_some_and(|source| source.clone().any(|t| hides(page, t)));
    let source_itself = matches!(page.token(mention.head).lemma.as_str(), "source" | "insider");
    let counted = page.tree.one(mention.root, "nummod").is_some();
    mention.form == Form::Nominal && (hides || source_itself || counted)
}

/// Whether the token tells that a name is kept back.
pub(crate) fn hides(page: &Page, t: usize) -> bool {
    page.norm(t) == "anonymity"
        || page.is(t, t + 1, &["named", "identified"]) && t > 1 && page.is(t - 2, t, &["to", "be"])
}

/// Whether "according to" these words tells by what rule something is done, not
/// who says so: "according to age", "to the number of votes".
pub(crate) fn is_rule(page: &Page, actors: &Actors, source: Option<&Range<usize>>) -> bool {
    let root = source.and_then(|source| {
        let hangs_out = |&t: &usize| page.hangs_out(t, std::slice::from_ref(source));
        source.clone().find(hangs_out)
    });
    let Some(root) = root else { return true };
    // "a number of voters" can speak.
    if page.norm(root) == "number" {
        return page.tree.all(root, "det").any(|d| page.norm(d) == "the");
    }
    let within = |&&d: &&usize| source.is_some_and(|source| source.contains(&d));
    let bare = page.tree.dependents(root).iter().filter(within).count() == 0;
    let token = page.token(root);
    bare && token.upos == Upos::Noun && !token.plural && !can_speak(page, actors, source)
}

/// Whether `source` means somebody, or a text, that can say something: an actor,
/// a name, a pronoun for persons.
pub(crate) fn can_speak(page: &Page, actors: &Actors, source: Option<&Range<usize>>) -> bool {
    let Some(index) = source.and_then(|s| head_mention(page, s)) else { return false };
    let mention = &page.document.mentions[index];
    let thing = matches!(page.norm(mention.head), "it" | "its" | "itself" | "that" | "which");
    page.knowledge.reporting.is_document(&page.token(mention.head).lemma)
        || actors.of_mention(index).is_some()
        || mention.form != Form::Nominal && !thing
}

/// The mention that a source is about: that of the word by which it hangs in
/// the tree, so that "Moscow's envoy" is the envoy; of a relative pronoun that
/// of its antecedent.
fn head_mention(page: &Page, source: &Range<usize>) -> Option<usize> {
    let hangs_out =
        |&t: &usize| page.upos(t) != Upos::Punct && page.hangs_out(t, std::slice::from_ref(source));
    let root = source.clone().find(hangs_out)?;
    let root = page.tree.antecedent(root).unwrap_or(root);
    let of = |root: usize| {
        let sentence = page.document.sentence_of(root);
        let near = page.document.mentions_in(page.document.sentences[sentence].tokens.clone());
        near.filter(|&m| page.document.mentions[m].root == root)
            .max_by_key(|&m| page.document.mentions[m].tokens.len())
    };
    // "two of the officials"
    let part = || page.tree.one(root, "nmod").and_then(of);
    of(root).or_else(part).or_else(|| first_mention(page, source))
}

/// The first mention of a source, and of those that begin there the longest.
fn first_mention(page: &Page, source: &Range<usize>) -> Option<usize> {
    let mentions = &page.document.mentions;
    let inside = page.document.mentions_in(source.clone());
    let first = mentions.get(inside.start).filter(|_| !inside.is_empty())?.tokens.start;
    let possessive = page.is(source.end - 1, source.end, &["'s", "'"]);
    inside
        .take_while(|&m| mentions[m].tokens.start == first)
        .filter(|&m| !possessive || mentions[m].tokens.end <= source.end)
        .max_by_key(|&m| mentions[m].tokens.end)
}

/// The sort of speaker by the words alone, where no actor is known.
fn kind_of_words(page: &Page, mention: &MentionSpan) -> SpeakerKind {
    let head = page.token(mention.head);
    // "the West": a part of the world, no body.
    let bloc = matches!(head.norm.as_str(), "west" | "east" | "north" | "south");
    if bloc || MANY.contains(&head.norm.as_str()) {
        SpeakerKind::Collective
    } else if page.knowledge.reporting.is_document(&head.lemma)
        && !(head.upos == Upos::Propn && head.is_capitalised(&page.document.text))
    {
        SpeakerKind::Document
    } else if mention.form != Form::Nominal {
        SpeakerKind::Named
    } else if head.plural {
        SpeakerKind::Collective
    } else {
        SpeakerKind::Unnamed
    }
}
