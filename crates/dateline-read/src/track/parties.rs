//! Between whom an agreement is.

use super::words::Telling;
use crate::code::tree::Tree;
use crate::resolve::Actors;
use dateline_core::{Actor, ActorId, ActorKind, AgreementStage, Sector};

/// How many actors are looked at for the state of a party; a report that names
/// more has named its states before.
const MAX_ACTORS: usize = 200;

/// The parties that the words of the agreement at `t` name: "between Russia and
/// Cuba", "with Cuba", "the Russian-Cuban".
pub(super) fn named(tree: &Tree, t: usize) -> Vec<ActorId> {
    // "a memorandum of understanding with Thailand"
    let inner = tree.all(t, "nmod").flat_map(|d| tree.all(d, "nmod"));
    // The parser may take "understanding" for a verb.
    let verbal = tree.all(t, "acl").filter(|&d| tree.norm(d) == "understanding");
    let inner = inner.chain(verbal.flat_map(|d| tree.all(d, "obl")));
    let phrases = tree.all(t, "nmod").chain(inner).filter(|&d| {
        tree.case(d).is_some_and(|c| matches!(tree.norm(c), "between" | "with" | "among"))
    });
    let mut all: Vec<ActorId> = Vec::new();
    let after = phrases.flat_map(|d| tree.parties(&tree.joined(d)));
    let before = tree.nested(t).into_iter().filter_map(|m| tree.party(m));
    for id in after.chain(before) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// Whom the step binds beside those: who takes it, and with whom. Who only
/// proposes or mediates is no party where two are named.
pub(super) fn bound(
    tree: &Tree,
    telling: &Telling,
    stage: AgreementStage,
    named: &[ActorId],
    doers: &[ActorId],
) -> Vec<ActorId> {
    let between = tree.after(&telling.found, |p| matches!(p, "with" | "between"));
    let mut all: Vec<ActorId> = named.to_vec();
    for id in between {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    let early = matches!(stage, AgreementStage::Proposed | AgreementStage::Negotiating);
    let joint = doers.len() >= 2;
    if all.len() < 2 && (!early || joint || all.len() == 1) {
        // In the order of the text: who signs stands before with whom.
        let mut first: Vec<ActorId> = doers.iter().copied().filter(|d| !all.contains(d)).collect();
        first.append(&mut all);
        all = first;
    }
    all
}

/// States stand for their parliaments and ministers where the report names them
/// as well; nobody stands twice, and a state makes no agreement with itself.
pub(super) fn states(actors: &Actors, parties: &[ActorId]) -> Vec<ActorId> {
    let mut all: Vec<ActorId> = Vec::new();
    for &id in parties {
        // Rebels do not act for their state.
        let against = actors.get(id).sectors.iter().any(|s| matches!(s, Sector::Reb | Sector::Uaf));
        let country = actors.get(id).country.filter(|_| !against);
        let is_state = |a: &&Actor<_>| a.kind == ActorKind::Country && a.country == country;
        let state = actors.list.iter().take(MAX_ACTORS).find(is_state).map(|a| a.id);
        let id = state.filter(|_| country.is_some()).unwrap_or(id);
        let taken = country.is_some() && all.iter().any(|&p| actors.get(p).country == country);
        if !taken && !all.contains(&id) {
            all.push(id);
        }
    }
    all
}
