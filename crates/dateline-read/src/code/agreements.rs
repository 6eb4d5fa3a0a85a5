//! Whom an agreement binds: its parties are named once, later it is only "the
//! agreement".

use super::syntax::Syntax;
use dateline_core::ActorId;
use dateline_knowledge::Frame;

/// The parties of the agreement last spoken of.
#[derive(Debug, Default)]
pub(super) struct Parties {
    last: Vec<ActorId>,
}

impl Parties {
    /// Remembers the parties of agreements named in a sentence.
    pub fn note(&mut self, syntax: &Syntax) {
        for p in 0..syntax.phrases.len() {
            if !is_agreement(syntax, p) {
                continue;
            }
            let parties = parties_of(syntax, p);
            if parties.len() >= 2 {
                self.last = parties;
            }
        }
    }

    /// The parties of the agreement last spoken of, beside `actors`, if the
    /// frame is about an agreement.
    pub fn beside(&self, syntax: &Syntax, frame: &Frame, actors: &[ActorId]) -> Vec<ActorId> {
        if frame.agreement.is_none() || actors.is_empty() {
            return Vec::new();
        }
        let country = |id: &ActorId| syntax.actors.get(*id).country;
        let others = self.last.iter().filter(|party| {
            !actors.contains(party)
                && !actors.iter().any(|a| country(a).is_some() && country(a) == country(party))
        });
        others.copied().collect()
    }
}

fn is_agreement(syntax: &Syntax, p: usize) -> bool {
    let head = syntax.token(syntax.phrases[p].head);
    syntax.knowledge.classes.has("agreement", &head.lemma)
}

/// The parties of "an agreement between Russia and Cuba".
fn parties_of(syntax: &Syntax, p: usize) -> Vec<ActorId> {
    let end = syntax.phrases[p].tokens.end;
    let between = end < syntax.range.end && syntax.norm(end) == "between";
    let next = syntax.phrases.get(p + 1).filter(|n| n.tokens.start <= end + 1);
    match next {
        Some(_) if between => syntax.parties(&syntax.with_right(p + 1)),
        _ => Vec::new(),
    }
}
