//! Who is ultimately behind a claim: the innermost speaker of its chain whom
//! the ledger can name.

use super::identity;
use crate::db::Connection;
use dateline_core::{Claim, Quote, Reading};

/// For each claim of a reading the identity it comes from, in their order.
///
/// "The agency said the minister had promised" comes from the minister. "The
/// paper reports, citing three officials" comes from the paper: nobody can tell
/// its officials from another's. None where the chain names nobody at all: then
/// the report itself is the source.
pub(crate) fn of_claims(
    db: &Connection,
    reading: &Reading,
    actors: &[Option<i64>],
    recorded_at: &str,
) -> rusqlite::Result<Vec<Option<i64>>> {
    let own = |claim: &Claim| match claim.speaker {
        Some(id) => Ok(actors.get(id.index()).copied().flatten()),
        None => identity::of_source(db, claim, recorded_at),
    };
    let known = reading.claims.iter().map(own).collect::<rusqlite::Result<Vec<_>>>()?;
    let who = |claim: &Claim| known.get(claim.id.index()).copied().flatten();
    let origin = |claim: &Claim| {
        let mut inner = vec![claim];
        // A chain is never longer than the list it is in.
        while let Some(deeper) = carried(reading, inner[inner.len() - 1]) {
            if inner.len() > reading.claims.len() {
                break;
            }
            inner.push(deeper);
        }
        inner.iter().rev().find_map(|c| who(c)).or_else(|| outward(reading, claim).find_map(who))
    };
    Ok(reading.claims.iter().map(origin).collect())
}

/// The claims around `claim`, from the inside out.
fn outward<'r>(reading: &'r Reading, claim: &Claim) -> impl Iterator<Item = &'r Claim> {
    let around = |claim: &Claim| claim.within.and_then(|id| reading.claims.get(id.index()));
    std::iter::successors(around(claim), move |claim| around(claim)).take(reading.claims.len())
}

/// The claim that makes up most of what `claim` says.
fn carried<'r>(reading: &'r Reading, claim: &Claim) -> Option<&'r Claim> {
    let whole: usize = claim.content.iter().map(|q| q.end - q.start).sum();
    let covers = |inner: &&Claim| {
        let pieces = inner.source.iter().chain(&inner.cue).chain(&inner.content);
        let covered: usize = pieces.map(|piece| overlap(piece, &claim.content)).sum();
        inner.within == Some(claim.id) && covered * 2 > whole
    };
    reading.claims.iter().find(covers)
}

fn overlap(piece: &Quote, within: &[Quote]) -> usize {
    within.iter().map(|q| piece.end.min(q.end).saturating_sub(piece.start.max(q.start))).sum()
}
