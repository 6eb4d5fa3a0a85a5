//! A text with what is known about its words.

use crate::model::{Attribution, FACTS};
use dateline_core::{Form, Report, Span};
use dateline_knowledge::{Upos, VerbForm};
use std::ops::Range;

/// The annotated text of one report.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text; every span points here.
    pub text: String,
    /// The words, in order.
    pub tokens: Vec<Token>,
    /// The sentences, in order; every token is in exactly one.
    pub sentences: Vec<Sentence>,
    /// Whatever names or refers to somebody or something, by its first token.
    pub mentions: Vec<MentionSpan>,
    /// Who the model thinks is said to have said what, by their cues, in order;
    /// in tokens of the document.
    pub attributions: Vec<Attribution>,
    /// What the model takes for names, in order, apart from each other.
    pub names: Vec<NameSpan>,
}

/// Words that the model takes for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameSpan {
    /// Its tokens, without article and title.
    pub tokens: Range<usize>,
    /// What bears it.
    pub kind: NameKind,
}

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A body: a company, a party, a ministry.
    Organisation,
    /// A place, or a state.
    Place,
    /// A people, an event, a thing.
    Other,
}

/// A syntactic word.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its letters in lower case, with straight apostrophes.
    pub norm: String,
    /// The dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// The form, if it is a verb or an auxiliary.
    pub verb_form: Option<VerbForm>,
    /// Whether it is in the plural.
    pub plural: bool,
    /// The token it depends on, in the same sentence; the root has none.
    pub head: Option<usize>,
    /// How it depends on it, with subtype: `nsubj:pass`.
    pub deprel: String,
    /// How certain the event it tells of is; see [`crate::model::Word::facts`].
    pub facts: [f32; FACTS.len()],
}

/// A sentence, heading or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without the blanks around it.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is (part of) the report's title.
    pub title: bool,
    /// The number of its paragraph, counted from 0.
    pub paragraph: usize,
}

/// A noun phrase or pronoun, without what follows its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionSpan {
    /// Its tokens, from determiner to head.
    pub tokens: Range<usize>,
    /// The last token, which of a common noun is the head.
    pub head: usize,
    /// The token by which it hangs in the tree: of a name of several words the
    /// first, after Universal Dependencies.
    pub root: usize,
    /// How it refers.
    pub form: Form,
    /// The sentence it stands in.
    pub sentence: usize,
}

impl Document {
    /// A document of bare tokens: tags and mentions are still to be found.
    pub(crate) fn new(report: &Report, spans: &[Span], ranges: Vec<Range<usize>>) -> Self {
        let text = report.text.clone();
        let title_len = report.title_len();
        let tokens = spans.iter().map(|&span| Token::new(span, &text)).collect();
        let mut sentences: Vec<Sentence> = Vec::with_capacity(ranges.len());
        let mut paragraph = 0;
        for tokens in ranges.into_iter().flat_map(cut) {
            let span = spans[tokens.start].join(spans[tokens.end - 1]);
            if let Some(before) = sentences.last() {
                paragraph += usize::from(is_break(&text[before.span.end..span.start]));
            }
            sentences.push(Sentence { span, tokens, title: span.end <= title_len, paragraph });
        }
        Self {
            text,
            tokens,
            sentences,
            mentions: Vec::new(),
            attributions: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The name in which a token stands.
    pub fn name_of(&self, token: usize) -> Option<&NameSpan> {
        let next = self.names.partition_point(|name| name.tokens.end <= token);
        self.names.get(next).filter(|name| name.tokens.contains(&token))
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The span from the first to the last of some tokens; empty at the start
    /// of the text if there are none.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The mentions whose first token lies in `tokens`, in order.
    pub fn mentions_in(&self, tokens: Range<usize>) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        from..to
    }
}

impl Token {
    pub(crate) fn new(span: Span, text: &str) -> Self {
        let norm = span.of(text).to_lowercase().replace('’', "'");
        Self {
            span,
            lemma: norm.clone(),
            norm,
            upos: Upos::X,
            verb_form: None,
            plural: false,
            head: None,
            deprel: String::new(),
            facts: [0.0; FACTS.len()],
        }
    }

    /// The universal relation, without subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split_once(':').map_or(&self.deprel, |(relation, _)| relation)
    }

    /// Whether the first letter is a capital.
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }
}

/// No sentence is longer, so that work within a sentence is bounded whatever
/// the input; the longest sentences of news have some 200 words.
const MAX_SENTENCE: usize = 500;

/// Cuts what would be too long a sentence.
fn cut(tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = tokens.end;
    tokens.step_by(MAX_SENTENCE).map(move |start| start..end.min(start + MAX_SENTENCE))
}

/// Whether the blanks between two sentences part two paragraphs.
fn is_break(blanks: &str) -> bool {
    blanks.bytes().filter(|&b| b == b'\n').count() >= 2
}
