//! How sure the speaker was, and whether the content is affirmed: from the cue
//! and from the main clause of the content.

use super::cues::Build;
use super::draft::Draft;
use super::page::Page;
use dateline_core::{Certainty, Polarity};
use dateline_knowledge::{Act, Scope, Upos, VerbForm};

/// The content's main clause is looked at this far.
const REACH: usize = 60;

/// The certainty that the speaker states and the polarity of the content.
pub(crate) fn of(page: &Page, draft: &Draft) -> (Certainty, Polarity) {
    let words = &page.knowledge.certainty;
    let main = main_clause(page, draft);
    let scope = if main.finite { Scope::Verb } else { Scope::Noun };
    let mut found: Option<Certainty> = None;
    let mut negations = 0;
    for (i, &t) in main.tokens.iter().enumerate() {
        let word = page.norm(t);
        let clause = if i < 2 { words.of(Scope::Clause, word) } else { None };
        if let Some(certainty) = words.of(scope, word).or(clause) {
            found = Some(found.map_or(certainty, |f| weaker(f, certainty)));
        }
        let only = main.tokens.get(i + 1).is_some_and(|&n| page.norm(n) == "only");
        let in_group = main.tokens.iter().skip(i + 1).take(6).any(|&n| is_verbal(page, n))
            || i > 0 && is_verbal(page, main.tokens[i - 1]);
        if main.finite && words.negates(word) && !only && in_group {
            negations += 1;
        }
    }
    let negated = draft.cue.tokens.clone().any(|t| words.negates(page.norm(t)));
    // "does not believe that": what is believed is the contrary.
    if negated && draft.cue.row.act == Act::Belief {
        negations += 1;
    }
    let plain = match draft.cue.build {
        _ if negated => Certainty::Unstated,
        Build::Adverb => Certainty::Unstated,
        _ if main.finite || opens_clause(page, draft) => Certainty::Certain,
        _ => Certainty::Unstated,
    };
    let certainty = match (found, draft.cue.row.certainty()) {
        (Some(found), Some(cue)) => weaker(found, cue),
        (Some(found), None) => found,
        (None, Some(cue)) => cue,
        (None, None) => plain,
    };
    let polarity = if negations % 2 == 1 { Polarity::Negative } else { Polarity::Positive };
    (certainty, polarity)
}

/// "that" opens a clause even where no tag shows its verb.
fn opens_clause(page: &Page, draft: &Draft) -> bool {
    draft.content.first().is_some_and(|c| page.is(c.start, c.end, &["that"]))
}

fn weaker(a: Certainty, b: Certainty) -> Certainty {
    let rank = |c| match c {
        Certainty::Possible => 0,
        Certainty::Probable => 1,
        Certainty::Unstated => 2,
        Certainty::Certain => 3,
    };
    if rank(a) <= rank(b) { a } else { b }
}

fn is_verbal(page: &Page, t: usize) -> bool {
    matches!(page.upos(t), Upos::Verb | Upos::Aux)
}

/// The content up to and with the verb group of its main clause.
struct MainClause {
    tokens: Vec<usize>,
    /// Whether there is a finite verb at all.
    finite: bool,
}

fn main_clause(page: &Page, draft: &Draft) -> MainClause {
    let mut tokens = Vec::new();
    let mut finite = false;
    let mut relative = false;
    let mut opened_by_if = false;
    for t in draft.content.iter().cloned().flatten().take(REACH) {
        let word = page.norm(t);
        let main_so_far = !relative && !opened_by_if;
        match page.upos(t) {
            // "missiles that can reach", "which may": no part of the main verb.
            Upos::Pron | Upos::Sconj
                if matches!(word, "who" | "which" | "that" | "whose")
                    && !tokens.is_empty()
                    && !finite =>
            {
                relative = true;
            }
            Upos::Punct if word == "," => {
                relative = false;
                opened_by_if = false;
            }
            _ => {}
        }
        if tokens.is_empty()
            && page.knowledge.certainty.of(Scope::Clause, word) == Some(Certainty::Possible)
        {
            opened_by_if = true;
            tokens.push(t);
            continue;
        }
        if !main_so_far {
            // The verb of the relative clause ends it: the main verb comes after.
            if relative && page.upos(t) == Upos::Verb {
                relative = false;
            }
            continue;
        }
        let continues_group =
            matches!(page.upos(t), Upos::Adv | Upos::Part | Upos::Aux | Upos::Adj)
                || page.upos(t) == Upos::Verb;
        if finite && !continues_group && word != "to" {
            // "has no evidence", "is nothing new"
            if page.knowledge.certainty.negates(word) {
                tokens.push(t);
            }
            break;
        }
        tokens.push(t);
        let verb = page.upos(t) == Upos::Verb && page.token(t).verb_form != Some(VerbForm::Ing);
        if page.is_finite(t) {
            finite = true;
        } else if !finite && verb && page.upos(t.saturating_sub(1)) == Upos::Part {
            break;
        }
        if !finite
            && page.upos(t) == Upos::Adp
            && !tokens.is_empty()
            && word == "of"
            && !has_finite_ahead(page, draft, t)
        {
            break;
        }
    }
    MainClause { tokens, finite }
}

/// Whether a finite verb follows `t` in the same stretch of content.
fn has_finite_ahead(page: &Page, draft: &Draft, t: usize) -> bool {
    draft.content.iter().filter(|p| p.contains(&t)).any(|piece| {
        (t + 1..piece.end.min(t + REACH))
            .take_while(|&u| !page.is_comma(u))
            .any(|u| page.is_finite(u))
    })
}
