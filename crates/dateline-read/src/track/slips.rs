//! Systems that no table knows, and the known ones that may be meant. Nothing
//! is corrected: a notice tells the reader.

use super::Report;
use super::items::FoundItem;
use crate::code::tree::Tree;
use dateline_core::{ActorId, Country, Item, Notice, NoticeCode, Span};
use dateline_knowledge::{ArmsKind, Upos};
use std::ops::Range;

/// How like two names must be, from 0 to 1, where origin and category agree.
const LIKE: f64 = 0.75;
/// How like they must be where the origin is not known.
const VERY_LIKE: f64 = 0.88;
/// No more are named in a notice.
const MOST: usize = 3;

/// The capitalised words before a general word for a weapon that name no actor:
/// "Orenburg" of "the Orenburg ballistic missile".
pub(super) fn unknown_name(tree: &Tree, item: &FoundItem) -> Option<Range<usize>> {
    if item.name.is_some() || item.item.kind == ArmsKind::Other {
        return None;
    }
    let named = |t: usize| {
        let token = tree.token(t);
        let acts = tree
            .document
            .mentions_in(tree.range.clone())
            .any(|m| tree.document.mentions[m].tokens == (t..t + 1) && tree.party(m).is_some());
        token.is_capitalised(&tree.document.text)
            && t > tree.range.start
            && matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X)
            && !acts
    };
    let end = item.tokens.start;
    let start = (tree.range.start..end).rev().take(3).take_while(|&t| named(t)).last()?;
    Some(start..end)
}

/// The notice for an item with such a name, if a known one is like it.
pub(super) fn notice(
    tree: &Tree,
    item: &FoundItem,
    written: &Item,
    supplier: Option<ActorId>,
    report: &Report,
) -> Option<Notice<Span>> {
    let name = unknown_name(tree, item)?;
    let span = tree.document.span(name);
    let origin = supplier.and_then(|s| report.actors.get(s).country);
    let near = nearest(tree.document.words(span), &item.item.category, origin, report);
    let category = &item.item.category;
    let like = match (near.is_empty(), origin) {
        (true, _) => "no known one is like it".to_owned(),
        (_, Some(origin)) => {
            format!("known ones of {origin} with a like name: {}", near.join(", "))
        }
        (_, None) => format!("known ones with a like name: {}", near.join(", ")),
    };
    let message = format!(
        "\u{201c}{}\u{201d} is no {category} that the tables know; {like}. It is kept as written.",
        written.text
    );
    Some(Notice { code: NoticeCode::UnknownItem, message, span: Some(span) })
}

/// The known systems of the same category whose names are most like `name`.
fn nearest<'k>(
    name: &str,
    category: &str,
    origin: Option<Country>,
    report: &'k Report,
) -> Vec<&'k str> {
    let knowledge = report.knowledge;
    let mut found: Vec<(f64, &str)> = Vec::new();
    for kind in knowledge.items.kinds().filter(|k| k.category == category) {
        let Some(known) = kind.name.as_deref() else { continue };
        let maker = knowledge.makers.of(known);
        let least = match (origin, maker) {
            (Some(origin), Some(maker)) if origin == maker => LIKE,
            (Some(_), Some(_)) => continue,
            _ => VERY_LIKE,
        };
        // "9K720 Iskander": any of its words.
        let like =
            known.split([' ', '-']).map(|w| likeness(&w.to_lowercase(), &name.to_lowercase()));
        let like = like.fold(0.0, f64::max);
        if like >= least && !found.iter().any(|(_, k)| *k == known) {
            found.push((like, known));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    found.into_iter().take(MOST).map(|(_, known)| known).collect()
}

/// The likeness of Jaro and Winkler: letters in common near their places, more
/// if the words begin alike.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut used = vec![false; b.len()];
    let mut of_a = Vec::new();
    for (i, c) in a.iter().enumerate() {
        let range = i.saturating_sub(reach)..(i + reach + 1).min(b.len());
        if let Some(j) = range.into_iter().find(|&j| !used[j] && b[j] == *c) {
            used[j] = true;
            of_a.push(*c);
        }
    }
    if of_a.is_empty() {
        return 0.0;
    }
    let of_b = b.iter().zip(&used).filter(|(_, used)| **used).map(|(c, _)| *c);
    let turned = of_a.iter().zip(of_b).filter(|(x, y)| **x != *y).count() as f64 / 2.0;
    let same = of_a.len() as f64;
    let jaro = (same / a.len() as f64 + same / b.len() as f64 + (same - turned) / same) / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_alike_are_like() {
        assert!((likeness("martha", "marhta") - 0.961).abs() < 0.001);
        assert!(likeness("orenburg", "oreshnik") >= LIKE);
        assert!(likeness("orenburg", "iskander") < LIKE);
        assert!(likeness("", "x") < LIKE);
    }
}
