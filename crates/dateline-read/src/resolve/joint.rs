//! Groups that act for several states: "Chilean and Peruvian officials", "the
//! presidents of Chile and Peru". Each state's own members act, so each gets
//! an actor of its own.

use super::compose::{Composer, comparable};
use super::sketch::{Sketch, Who};
use dateline_core::ActorKind;

/// Those of the group `whole` who are of the state `nation`, if the group has a
/// sector that a state by itself has not.
pub(super) fn member(composer: &Composer, whole: &Sketch, nation: &Sketch) -> Option<Sketch> {
    let Who::State(state) = nation.who else { return None };
    let noun = whole.noun.as_ref().filter(|_| !whole.sectors.is_empty())?;
    if !matches!(whole.who, Who::Common(_)) || whole.kind == ActorKind::Document {
        return None;
    }
    let name = format!("{noun} of {}", composer.knowledge.countries[state].name);
    Some(Sketch {
        who: Who::Common(comparable(&name)),
        name,
        country: nation.country,
        tokens: nation.tokens.clone(),
        definite: false,
        ..whole.clone()
    })
}

/// After a plural such as "the presidents of", each state of the list means its
/// own member.
pub(super) fn share(composer: &Composer, sketches: &mut [Sketch]) {
    let document = composer.document;
    let mentions = &document.mentions;
    for i in 0..mentions.len() {
        let end = mentions[i].tokens.end;
        let plural = document.tokens[mentions[i].head].plural;
        let of = document.tokens.get(end).is_some_and(|t| matches!(t.norm.as_str(), "of" | "from"));
        if !plural || !of {
            continue;
        }
        let list = states(composer, sketches, i + 1, end + 1);
        if list.len() < 2 {
            continue;
        }
        for m in list {
            if let Some(own) = member(composer, &sketches[i], &sketches[m]) {
                sketches[m] = own;
            }
        }
    }
}

/// The mentions from `first` on that list states from token `t` on: "Chile,
/// Peru and Bolivia".
fn states(composer: &Composer, sketches: &[Sketch], first: usize, mut t: usize) -> Vec<usize> {
    let document = composer.document;
    let mut list = Vec::new();
    for (m, mention) in document.mentions.iter().enumerate().skip(first) {
        if mention.tokens.start != t || !matches!(sketches[m].who, Who::State(_)) {
            break;
        }
        list.push(m);
        t = mention.tokens.end;
        let joins = |t: usize| {
            document.tokens.get(t).is_some_and(|t| matches!(t.norm.as_str(), "and" | ","))
        };
        while joins(t) {
            t += 1;
        }
        if t == mention.tokens.end {
            break;
        }
    }
    list
}
