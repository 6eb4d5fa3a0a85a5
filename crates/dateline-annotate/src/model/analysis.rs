//! What the model says of a sentence.

use std::ops::Range;

/// The morphological features, in the order of [`Word::feats`] and of CoNLL-U.
pub const FEATURES: [&str; 7] =
    ["Mood", "Number", "Person", "PronType", "Tense", "VerbForm", "Voice"];

/// The corpora whose scale [`Word::facts`] follows.
pub const FACTS: [&str; GROUPS] = ["uw", "udsih2", "meantime", "mv2", "rp"];

/// How many they are.
pub(crate) const GROUPS: usize = 5;

/// One sentence analysed. Labels belong to the model.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis<'m> {
    /// As many as were given.
    pub words: Vec<Word<'m>>,
    /// By first word, the longer first; nested, never crossing.
    pub mentions: Vec<Mention<'m>>,
    /// In order, apart from each other.
    pub names: Vec<Name<'m>>,
    /// Who is said to have said what, by cue, in order.
    pub attributions: Vec<Attribution>,
}

/// A word's tags, and its place in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Word<'m> {
    /// Universal part of speech.
    pub upos: &'m str,
    /// The Penn Treebank's tag.
    pub xpos: &'m str,
    /// The dictionary form, cased as names are.
    pub lemma: String,
    /// The values of [`FEATURES`]; `_` where the word has none.
    pub feats: [&'m str; FEATURES.len()],
    /// The word it depends on; exactly one word has none.
    pub head: Option<usize>,
    /// How it depends on it, with subtype (`nsubj:pass`).
    pub deprel: &'m str,
    /// How certain it is that the word's event happened, from -3 (certainly
    /// not) to 3, as annotators of each of [`FACTS`] would score it; means
    /// something where the word tells of an event.
    pub facts: [f32; GROUPS],
}

/// Words that say who said what. A part may have several stretches, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The word of the cue that the rest hangs on.
    pub anchor: usize,
    /// How likely the anchor is one, 0 to 1.
    pub certainty: f32,
    /// Whoever is said to speak.
    pub source: Vec<Range<usize>>,
    /// The words that attribute.
    pub cue: Vec<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
}

/// Words that refer to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'m> {
    /// The words, with determiners and whatever follows the head.
    pub words: Range<usize>,
    /// `person`, `place`, `organization` and so on.
    pub kind: &'m str,
    /// How they refer.
    pub form: MentionForm,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// By name.
    Name,
    /// By what it is: *the minister*.
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// A name, without article, title and apposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name<'m> {
    /// The words.
    pub words: Range<usize>,
    /// The kinds of mentions, and `people`: *Iraqis*, *Democrats*.
    pub kind: &'m str,
}

impl Word<'_> {
    /// The value of a feature, if the word has it.
    pub fn feat(&self, name: &str) -> Option<&str> {
        let at = FEATURES.iter().position(|&feature| feature == name)?;
        Some(self.feats[at]).filter(|&value| value != "_")
    }
}

impl MentionForm {
    /// The name in the model's format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

impl<'m> Analysis<'m> {
    /// Appends the analysis of the words that follow in the same sentence:
    /// their root hangs on ours as `relation`.
    pub(crate) fn join(&mut self, later: Analysis<'m>, relation: &'m str) {
        let shift = self.words.len();
        let root = self.words.iter().position(|word| word.head.is_none());
        for mut word in later.words {
            match (word.head, root) {
                (Some(head), _) => word.head = Some(head + shift),
                (None, Some(_)) => {
                    word.head = root;
                    word.deprel = relation;
                }
                (None, None) => {}
            }
            self.words.push(word);
        }
        let moved = |words: Range<usize>| words.start + shift..words.end + shift;
        let mentions = later.mentions.into_iter();
        self.mentions.extend(mentions.map(|m| Mention { words: moved(m.words), ..m }));
        let all = |ranges: Vec<Range<usize>>| ranges.into_iter().map(moved).collect();
        self.attributions.extend(later.attributions.into_iter().map(|found| Attribution {
            anchor: found.anchor + shift,
            certainty: found.certainty,
            source: all(found.source),
            cue: all(found.cue),
            content: all(found.content),
        }));
        self.names.extend(later.names.into_iter().map(|n| Name { words: moved(n.words), ..n }));
    }
}
