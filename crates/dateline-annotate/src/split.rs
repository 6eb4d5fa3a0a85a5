//! Tokens into sentences.
//!
//! Three voices, in this order: the layout (a blank line ends a sentence, a
//! line break may: see [`layout`]), rules that hold whatever the words
//! (`Gen.` goes with its name, a closing quote with what it closes), and for
//! the rest a small linear model over the tokens around the place
//! (see [`features`] and [`model`]).

mod features;
mod layout;
mod model;

use std::ops::Range;

use dateline_core::Span;

pub use features::{BITS, Features};
use features::{Kind, State, Token};
use layout::Gap;

/// Gathers tokens into sentences; every token lies in exactly one.
pub fn split(text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let model = model::model();
    walk(text, tokens, |_, features| model.decide(features))
}

/// Walks the boundaries that layout and rules leave open and asks `decide`
/// whether a sentence ends after the token with the given index. Training uses
/// it too, so that there is one extractor of features.
pub fn walk(
    text: &str,
    tokens: &[Span],
    mut decide: impl FnMut(usize, &Features) -> bool,
) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut from = 0;
    while from < tokens.len() {
        let gaps = layout::paragraph(text, &tokens[from..]);
        let to = from + gaps.len();
        let paragraph = Paragraph::new(text, &tokens[from..to], &gaps);
        paragraph.sentences(from, &mut decide, &mut sentences);
        from = to;
    }
    sentences
}

/// A dateline's dash stands within so many tokens.
const DATELINE: usize = 16;

/// Tokens between two blank lines.
struct Paragraph<'a> {
    tokens: Vec<Token>,
    /// What stands after each token.
    gaps: &'a [Gap],
    /// Whether its sentences seem to end with full stops, question marks...
    ended: bool,
}

impl<'a> Paragraph<'a> {
    fn new(text: &str, spans: &[Span], gaps: &'a [Gap]) -> Self {
        let tokens: Vec<Token> =
            spans.iter().map(|span| Token::new(&text[span.start..span.end])).collect();
        let ended =
            tokens.iter().rev().find(|token| !token.kind.closes()).is_some_and(|token| {
                token.kind.ends() || token.kind == Kind::Colon || token.dotted
            });
        Self { tokens, gaps, ended }
    }

    fn sentences(
        &self,
        offset: usize,
        decide: &mut impl FnMut(usize, &Features) -> bool,
        out: &mut Vec<Range<usize>>,
    ) {
        let mut state = State::default();
        let mut start = 0;
        let last = self.tokens.len() - 1;
        for at in 0..last {
            state.see(self.tokens[at].kind, at == 0 || self.gaps[at - 1] != Gap::None);
            let ends = match self.rule(at, start, &state) {
                Some(answer) => answer,
                None => {
                    let features =
                        features::extract(&self.tokens, self.gaps, at, start, &state, self.ended);
                    decide(offset + at, &features)
                }
            };
            if ends {
                out.push(offset + start..offset + at + 1);
                start = at + 1;
                state.end_sentence();
            }
        }
        out.push(offset + start..offset + last + 1);
    }

    /// What holds whatever the model thinks; `None` leaves the place open.
    fn rule(&self, at: usize, start: usize, state: &State) -> Option<bool> {
        let (left, right, gap) = (&self.tokens[at], &self.tokens[at + 1], self.gaps[at]);
        if gap == Gap::Break {
            return Some(true);
        }
        let attached = gap == Gap::None;
        if left.title || self.holds_together(left.kind, right.kind, attached, state) {
            return Some(false);
        }
        if self.ended
            && let Some(answer) = self.prose(at, start, state)
        {
            return Some(answer);
        }
        // Only where something ends, or something could begin.
        let ending = left.kind.may_end() || left.dotted;
        let beginning = !attached && right.kind.begins();
        if ending || beginning { None } else { Some(false) }
    }

    /// Marks stay with what they end, close or open.
    fn holds_together(&self, left: Kind, right: Kind, attached: bool, state: &State) -> bool {
        let ends = attached && (right.closes() || right.ends());
        let closing = attached
            && right == Kind::Quote
            && (state.quoted || left.ends() || left == Kind::Comma);
        let opening = left.opens() || (left == Kind::Quote && state.quoted && attached);
        ends || closing || opening
    }

    /// What holds in a paragraph that ends with a full stop, as news does.
    fn prose(&self, at: usize, start: usize, state: &State) -> Option<bool> {
        let (left, right) = (&self.tokens[at], &self.tokens[at + 1]);
        let spaced = self.gaps[at] != Gap::None;
        // A bracket or quotation that closes without a full stop in it closes
        // inside its sentence; a colon announces what the sentence goes on with.
        if state.closed_inside(left.kind) || matches!(left.kind, Kind::Colon | Kind::Semicolon) {
            return Some(false);
        }
        // "HAVANA (Reuters) - Russia said"
        let head = state.sentences == 0 && self.tokens[0].kind == Kind::Capitals;
        if left.kind == Kind::Dash && head && at < DATELINE {
            return Some(false);
        }
        if left.dotted && right.kind == Kind::Calendar {
            return Some(false);
        }
        if left.dotted && right.kind == Kind::Opener && spaced {
            return Some(true);
        }
        // "by 5 to 1. Turnout fell", but not "1. Turnout fell".
        let counted = at >= start + 4 && self.tokens[at - 1].kind == Kind::Number;
        let capital = matches!(right.kind, Kind::Opener | Kind::Capital | Kind::Capitals);
        (left.kind == Kind::Stop && counted && capital && spaced).then_some(true)
    }
}
