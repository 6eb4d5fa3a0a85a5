//! Weapons, aid and goods on their way.

use super::items::{FoundItem, items};
use super::words::Telling;
use super::{Report, Tracks, slips, take};
use crate::code::tree::Tree;
use dateline_core::{ActorId, Delivery, DeliveryId, DeliveryStage, Item, Sector, Span, Status};
use dateline_knowledge::{Predicate, Rung, Upos};
use std::ops::Range;

/// How many of the latest deliveries a step is compared with.
const MAX_LOOK: usize = 20;

/// How many sentences on "the deployment of the missiles" still means the one
/// told before.
const NEAR: usize = 2;

/// How far what governs a step word is followed.
const DEPTH: usize = 4;

/// Puts the steps that `telling` tells on the ladders of what is delivered.
pub(super) fn climb(tracks: &mut Tracks, tree: &Tree, telling: &Telling, report: &Report) {
    let Rung::Delivery(base) = telling.word.rung else { return };
    let objects = telling.objects(tree);
    if objects.is_empty() {
        return;
    }
    let found: Vec<FoundItem> = items(tree.document, tree.range.clone(), report.knowledge)
        .into_iter()
        .filter(|i| i.sure || i.name.is_some() || telling.is_noun())
        .collect();
    let meant = |t: &usize| found.iter().find(|i| i.tokens.contains(t) || is_head(tree, *t, i));
    let goods: Vec<(usize, &FoundItem)> =
        objects.iter().filter_map(|t| meant(t).map(|i| (*t, i))).collect();
    if goods.is_empty() {
        return;
    }
    // "The deal could provide aid": nobody gives it.
    let deed = !telling.word.by_recipient && !telling.found.subject.is_empty();
    if deed && telling.doers(tree).is_empty() {
        return;
    }
    let (stage, governor) = stage(tree, telling, base);
    let (mut supplier, mut recipient) = sides(tree, telling, &goods);
    let first = goods.iter().flat_map(|(t, _)| owners(tree, *t)).find(|o| Some(*o) != recipient);
    if supplier.is_none() && telling.is_noun() && !telling.word.by_recipient {
        // "Canada cancelled the delivery": it is its own.
        let doers = governor.map_or_else(Vec::new, |g| tree.parties(&tree.subject(g)));
        supplier = doers.first().copied().filter(|s| Some(*s) != recipient);
        // "suspended arms deliveries to Israel", where the phrase hangs on the verb.
        let to = governor.map(|g| tree.after(&tree.clause_arguments(g), |p| p == "to"));
        let to = to.and_then(|ids| ids.first().copied()).filter(|r| Some(*r) != supplier);
        recipient = recipient.or(to);
    }
    if recipient.is_none() && supplier.is_some() && !telling.is_noun() {
        // "offering Cuba advanced weaponry", where the parser sees one phrase.
        recipient = goods
            .iter()
            .flat_map(|(t, _)| tree.nested(*t))
            .filter(|&m| tree.upos(tree.document.mentions[m].head) == Upos::Propn)
            .filter(|&m| !tree.norm(tree.document.mentions[m].tokens.end).starts_with('\''))
            .filter_map(|m| tree.party(m))
            .find(|id| Some(*id) != supplier && !telling.word.by_recipient);
    }
    supplier = supplier.or(first);
    for (_, item) in goods {
        let item = &with_name(item, &found);
        let item_words = described(tree, item);
        let from_maker = item.name.and_then(|name| report.knowledge.makers.of(name));
        let (supplier, recipient) =
            before(tracks, telling, report, supplier, recipient, from_maker);
        if ![supplier, recipient].into_iter().flatten().any(|id| is_public(report, id)) {
            continue;
        }
        let step = telling.step(stage, doer(telling, supplier, recipient), report);
        let known = tracks
            .deliveries
            .iter_mut()
            .rev()
            .take(MAX_LOOK)
            .find(|d| is_same(d, supplier, recipient, &item_words));
        match known {
            Some(delivery) => {
                delivery.recipient = delivery.recipient.or(recipient);
                delivery.supplier = delivery.supplier.or(supplier);
                let told =
                    |s: &dateline_core::Step<_, Span>| s.evidence.spans == step.evidence.spans;
                if !delivery.steps.iter().any(told) {
                    take(&mut delivery.steps, step);
                }
            }
            None => {
                tracks.notices.extend(slips::notice(tree, item, &item_words, supplier, report));
                tracks.deliveries.push(Delivery {
                    id: DeliveryId::at(tracks.deliveries.len()),
                    supplier,
                    recipient,
                    quantity: quantity(tree, item.tokens.start),
                    item: item_words,
                    steps: vec![step],
                });
            }
        }
    }
}

/// Whether somebody has a country or is under arms: a shop that sells food is no
/// supplier.
fn is_public(report: &Report, id: ActorId) -> bool {
    let actor = report.actors.get(id);
    actor.country.is_some() || actor.sectors.iter().any(|s| matches!(s, Sector::Reb | Sector::Uaf))
}

/// Whether `t` is the word on which the item's name hangs.
fn is_head(tree: &Tree, t: usize, item: &FoundItem) -> bool {
    tree.phrase(t).end == item.tokens.end && tree.phrase(t).contains(&item.tokens.start)
}

/// The item with the name that stands in its phrase: "the Iskander
/// operational-tactical rocket system".
fn with_name<'k>(item: &FoundItem<'k>, found: &[FoundItem<'k>]) -> FoundItem<'k> {
    let mut item = item.clone();
    let inside = |f: &&FoundItem| {
        f.tokens.start >= item.phrase.start && f.tokens.end <= item.tokens.start && f.name.is_some()
    };
    if item.name.is_none()
        && let Some(named) = found.iter().find(inside)
    {
        item.tokens.start = named.tokens.start;
        item.name = named.name;
        item.item = named.item;
    }
    item
}

/// The item as it is written, with the name of a system that no table knows.
fn described(tree: &Tree, item: &FoundItem) -> Item {
    // "Tomahawk missiles" are cruise missiles.
    let named = item.name.and_then(|name| {
        tree.knowledge.items.kinds().find(|kind| kind.name.as_deref() == Some(name))
    });
    let start = slips::unknown_name(tree, item).map_or(item.tokens.start, |name| name.start);
    let span = tree.document.span(start..item.tokens.end);
    let category = &named.unwrap_or(item.item).category;
    let knowledge = tree.knowledge;
    Item {
        text: tree.document.words(span).to_owned(),
        name: item.name.map(str::to_owned),
        category: Some(category.clone()),
        class: knowledge.registers.of(category).map(str::to_owned),
        maker: item.name.and_then(|name| knowledge.makers.of(name)),
    }
}

/// From whom and to whom, as the step word's arguments tell.
fn sides(
    tree: &Tree,
    telling: &Telling,
    goods: &[(usize, &FoundItem)],
) -> (Option<ActorId>, Option<ActorId>) {
    let things = |t: &usize| goods.iter().any(|(g, i)| g == t || i.tokens.contains(t));
    let doers = telling.doers(tree);
    let doer = doers.first().copied();
    let objects: Vec<usize> = telling
        .found
        .object
        .iter()
        .chain(&telling.found.second)
        .copied()
        .filter(|t| !things(t))
        .collect();
    let object = tree.parties(&objects).first().copied();
    let after = |wanted: &[&str]| {
        tree.after(&telling.found, |p| wanted.contains(&p)).into_iter().find(|a| Some(*a) != doer)
    };
    let (supplier, recipient) = match telling.word.by_recipient {
        true => (object.or_else(|| after(&["from", "to", "by"])), doer),
        false if matches!(telling.word.rung, Rung::Delivery(DeliveryStage::Deployed)) => {
            (doer, after(&["to", "in", "on", "at", "near"]))
        }
        false => {
            let to = object.filter(|o| Some(*o) != doer).or_else(|| after(&["to", "for"]));
            (doer.or_else(|| after(&["from"])), to)
        }
    };
    (supplier, recipient.filter(|r| Some(*r) != supplier))
}

/// Whose an item is: "Russian missiles".
fn owners(tree: &Tree, t: usize) -> Vec<ActorId> {
    tree.nested(t).into_iter().filter_map(|m| tree.party(m)).collect()
}

/// What the words leave open is as in the delivery told before, if that is near
/// and of the same supplier as far as it is known.
fn before(
    tracks: &Tracks,
    telling: &Telling,
    report: &Report,
    supplier: Option<ActorId>,
    recipient: Option<ActorId>,
    maker: Option<dateline_core::Country>,
) -> (Option<ActorId>, Option<ActorId>) {
    if supplier.is_some() && recipient.is_some() {
        return (supplier, recipient);
    }
    let sentence = report.document.sentence_of(telling.trigger.node);
    let told = tracks.deliveries.iter().rev().take(MAX_LOOK).find(|d| {
        let near = d.steps.iter().any(|s| s.evidence.sentence + NEAR >= sentence);
        let country = d.supplier.and_then(|s| report.actors.get(s).country);
        let from = supplier.is_none_or(|s| d.supplier == Some(s))
            && (supplier.is_some() || maker.is_none() || maker == country);
        near && from
            && recipient.is_none_or(|r| d.recipient == Some(r))
            && d.supplier.is_some()
            && d.recipient.is_some()
    });
    match told {
        Some(d) => (supplier.or(d.supplier), recipient.or(d.recipient)),
        None => (supplier, recipient),
    }
}

fn doer(
    telling: &Telling,
    supplier: Option<ActorId>,
    recipient: Option<ActorId>,
) -> Option<ActorId> {
    if telling.word.by_recipient { recipient } else { supplier }
}

fn is_same(
    delivery: &Delivery<Span>,
    supplier: Option<ActorId>,
    recipient: Option<ActorId>,
    item: &Item,
) -> bool {
    let open = |a: Option<ActorId>, b: Option<ActorId>| a == b || a.is_none() || b.is_none();
    let named = delivery.item.name == item.name
        && (item.name.is_some() || delivery.item.category == item.category);
    open(delivery.supplier, supplier)
        && open(delivery.recipient, recipient)
        && named
        && (item.name.is_some() || last_word(&delivery.item.text) == last_word(&item.text))
}

fn last_word(text: &str) -> String {
    let word = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    word.strip_suffix('s').map_or(word.clone(), str::to_owned)
}

/// How far it has come: by what governs the step word ("agreed to supply"),
/// else by the word itself and whether it happened; and the verb that governs it.
fn stage(tree: &Tree, telling: &Telling, base: DeliveryStage) -> (DeliveryStage, Option<usize>) {
    use DeliveryStage::{
        Considered, Delivered, Deployed, Ordered, Pledged, Received, Refused, Shipped,
    };
    let mut below = telling.trigger.node;
    for g in tree.above(below).take(DEPTH) {
        let relation = tree.token(below).deprel.as_str();
        let governed = match tree.relation(below) {
            "xcomp" | "obj" | "obl" => true,
            "ccomp" | "acl" | "advcl" => !relation.ends_with("relcl"),
            "nsubj" => relation == "nsubj:pass",
            "nmod" => tree.case(below).is_some_and(|c| matches!(tree.norm(c), "of" | "for" | "on")),
            "conj" => {
                below = g;
                continue;
            }
            _ => false,
        };
        if !governed {
            break;
        }
        let words = tree.knowledge.steps.of(tree.lemma(g)).iter();
        let sort = |p: Predicate| match p {
            Predicate::Noun => tree.upos(g) == Upos::Noun,
            _ => tree.upos(g) == Upos::Verb,
        };
        let told = words.filter(|w| w.governs && w.rest.is_empty() && sort(w.sort));
        let told = told.filter_map(|w| match w.rung {
            // "denied that it had sent arms": nothing is refused.
            Rung::Delivery(Refused) if tree.relation(below) == "ccomp" => None,
            Rung::Delivery(stage) => Some(stage),
            Rung::Agreement(_) => None,
        });
        if let Some(stage) = told.into_iter().next() {
            return (stage, Some(g).filter(|&g| tree.upos(g) == Upos::Verb));
        }
        below = g;
    }
    let done = matches!(base, Ordered | Shipped | Delivered | Deployed | Received);
    let stage = match telling.status {
        Status::Possible if done => Considered,
        Status::Planned if done => Pledged,
        _ => base,
    };
    (stage, None)
}

/// "24", "dozens", "5,000 tonnes", "$50 million": the words before the item.
fn quantity(tree: &Tree, item: usize) -> Option<String> {
    let document = tree.document;
    let part = |t: usize| tree.knowledge.classes.has("part", tree.lemma(t));
    let is_number = |t: usize| matches!(tree.upos(t), Upos::Num | Upos::Sym);
    let many = |t: usize| {
        matches!(tree.norm(t), "dozens" | "hundreds" | "thousands" | "scores" | "millions")
    };
    let mut last = None;
    for t in (tree.range.start..item).rev().take(6) {
        if is_number(t) || many(t) {
            last = Some(t);
            break;
        }
        let between = matches!(tree.upos(t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp);
        if !between || matches!(tree.norm(t), "to" | "for" | "with" | "by" | "from") {
            break;
        }
    }
    let last = last?;
    let first =
        (tree.range.start..=last).rev().take_while(|&t| is_number(t) || t == last).last()?;
    // "tonnes of", "million in"
    let unit = last + 1 < item && part(last + 1) && tree.upos(last + 1) == Upos::Noun;
    let words: Range<usize> = first..last + 1 + usize::from(unit);
    Some(document.words(document.span(words)).to_owned())
}
