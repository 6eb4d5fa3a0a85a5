//! From word vectors to an analysis.

use super::analysis::{Analysis, FEATURES, GROUPS, Mention, MentionForm, Name, Word};
use super::file::ModelFile;
use super::kernels::{Kernels, Rounded, Rows};
use super::lemma::Lemmas;
use super::linear::{Plain, Rounding, turned};
use super::mentions::{Spans, Views};
use super::pieces::Pieces;
use super::roles::Roles;
use super::tree::{first_best, tree};
use super::{ModelError, Part, names};
use std::ops::Range;

/// The closed sets in the order of the tags' outputs.
const SETS: [&str; 12] = [
    "upos", "xpos", "edit", "case", "Tense", "Mood", "Number", "Person", "VerbForm", "Voice",
    "PronType", "anchor",
];
const UPOS: usize = 0;
const XPOS: usize = 1;
const EDIT: usize = 2;
const CASE: usize = 3;
const ANCHOR: usize = 11;

/// A word is the anchor of a cue if it is more likely than this to be one.
const LIKELY: f32 = 0.4;

/// Everything that reads word vectors.
pub(crate) struct Heads {
    width: usize,
    slope: f32,
    tags: Rounding,
    /// Outputs and labels of each closed set.
    sets: Vec<(Range<usize>, Vec<String>)>,
    /// The set of each of [`FEATURES`].
    features: [usize; FEATURES.len()],
    views: Rounding,
    /// Where each view begins: arc child and head, label child and head,
    /// span start and end, name.
    at: [usize; 7],
    /// Components of the arc views and of the label views.
    arc: usize,
    label: usize,
    arc_pair: Plain,
    arc_head: Plain,
    relation: Plain,
    relations: Vec<String>,
    root: usize,
    spans: Spans,
    kinds: Vec<String>,
    name: Plain,
    names: Vec<String>,
    roles: Roles,
    fact_view: Plain,
    fact: Plain,
    lemmas: Lemmas,
}

/// What the two products over all words of a batch give.
pub(crate) struct Scored {
    words: Vec<f32>,
    tags: Vec<f32>,
    views: Vec<f32>,
}

impl Heads {
    pub fn load(file: &ModelFile, kernels: &Kernels) -> Result<Self, ModelError> {
        let shape = file.shape.clone();
        let mut sets = Vec::new();
        let mut end = 0;
        for name in SETS {
            let labels = file.labels(name)?;
            sets.push((end..end + labels.len(), labels));
            end = sets[sets.len() - 1].0.end;
        }
        // Every feature is among the sets.
        let features =
            FEATURES.map(|name| SETS.iter().position(|&set| set == name).unwrap_or_default());
        let (arc, label, span) = (shape.arc, shape.label, shape.span);
        let sizes = [arc, arc, label, label, span, span, shape.name];
        let mut at = [0; 7];
        for i in 1..at.len() {
            at[i] = at[i - 1] + sizes[i - 1];
        }
        let relations = file.labels("deprel")?;
        let root = relations.iter().position(|label| label == "root");
        let root = root.ok_or_else(|| file.problem("its relations lack `root`"))?;
        let (kinds, names) = (file.labels("entity")?, file.labels("name")?);
        let outputs = sizes.iter().sum();
        Ok(Self {
            width: shape.width,
            slope: shape.slope,
            tags: Rounding::load(file, "tags", end, shape.width, kernels)?,
            sets,
            features,
            views: Rounding::load(file, "views", outputs, shape.width, kernels)?,
            at,
            arc,
            label,
            arc_pair: Plain::new(&file.floats("arc_pair", &[arc, arc])?, arc, None),
            arc_head: Plain::new(&file.floats("arc_head", &[arc])?, 1, None),
            relation: Plain::load(file, "label", relations.len(), 3 * label, true)?,
            relations,
            root,
            spans: Spans::load(file, &shape, kinds.len())?,
            kinds,
            name: Plain::load(file, "name", 1 + 2 * names.len(), shape.name, true)?,
            names,
            roles: Roles::load(file, kernels)?,
            fact_view: Plain::load(file, "fact_view", shape.fact, shape.width, true)?,
            fact: Plain::load(file, "fact", GROUPS, shape.fact, true)?,
            lemmas: Lemmas::load(file)?,
        })
    }

    /// The products over rows of word vectors.
    pub fn score(&self, kernels: &Kernels, words: Vec<f32>) -> Scored {
        let mut rounded = Rounded::default();
        kernels.round(&words, self.width, &mut rounded);
        let (mut tags, mut views) = (Vec::new(), Vec::new());
        self.tags.apply(kernels, &rounded, &mut tags);
        self.views.apply(kernels, &rounded, &mut views);
        for view in &mut views {
            *view = if *view > 0.0 { *view } else { self.slope * *view };
        }
        Scored { words, tags, views }
    }

    /// The analysis of a sentence whose root and words have these rows.
    pub fn decode<'m>(
        &'m self,
        kernels: &Kernels,
        scored: &Scored,
        rows: Range<usize>,
        part: &Part<'_>,
        pieces: &Pieces,
        bytes: &[u8],
    ) -> Analysis<'m> {
        let forms = part.words;
        let stride = self.views.stride();
        let views = &scored.views[rows.start * stride..rows.end * stride];
        let heads = self.heads(kernels, views, forms.len());
        let relations = self.relations(kernels, views, &heads);
        let tags = &scored.tags[(rows.start + 1) * self.tags.stride()..];
        let words = tags.chunks_exact(self.tags.stride()).zip(forms).zip(heads).zip(relations);
        let mut anchors = Vec::new();
        let words = words.enumerate().map(|(i, (((scores, form), head), deprel))| {
            let scores = |set: usize| &scores[self.sets[set].0.clone()];
            let best = |set: usize| first_best(scores(set).iter().copied());
            let label = |set: usize| self.sets[set].1[best(set)].as_str();
            let upos = label(UPOS);
            let lemma = self.lemmas.lemma(form, upos, scores(EDIT), best(CASE), pieces, bytes);
            let feats = self.features.map(label);
            let is_anchor = likely(scores(ANCHOR));
            if is_anchor > LIKELY {
                anchors.push((i, is_anchor));
            }
            Word { upos, xpos: label(XPOS), lemma, feats, head, deprel, facts: [0.0; GROUPS] }
        });
        let mut words: Vec<Word> = words.collect();
        // Word vectors and views without those of the root.
        let vectors = &scored.words[(rows.start + 1) * self.width..rows.end * self.width];
        self.facts(kernels, vectors, &mut words);
        let attributions = self.roles.find(kernels, vectors, &words, part.quoted, &anchors);
        let view = |number: usize| Rows { values: &views[stride + self.at[number]..], stride };
        Analysis {
            words,
            attributions,
            mentions: match forms.is_empty() || !part.mentions {
                true => Vec::new(),
                false => self.mentions(kernels, view, vectors, forms.len()),
            },
            names: match forms.is_empty() {
                true => Vec::new(),
                false => self.named(kernels, view(6), forms.len()),
            },
        }
    }

    /// How certain the event of each word is, by the groups of corpora.
    fn facts(&self, kernels: &Kernels, vectors: &[f32], words: &mut [Word<'_>]) {
        let rows = Rows { values: vectors, stride: self.width };
        let mut views = self.fact_view.apply(kernels, rows, words.len());
        for view in &mut views {
            *view = if *view > 0.0 { *view } else { self.slope * *view };
        }
        let rows = Rows { values: &views, stride: self.fact_view.stride() };
        let scores = self.fact.apply(kernels, rows, words.len());
        for (word, scores) in words.iter_mut().zip(scores.chunks_exact(self.fact.stride())) {
            word.facts.copy_from_slice(&scores[..GROUPS]);
        }
    }

    /// The head of each word. `views` are those of the root and the words.
    fn heads(&self, kernels: &Kernels, views: &[f32], count: usize) -> Vec<Option<usize>> {
        let stride = self.views.stride();
        let heads = Rows { values: &views[self.at[1]..], stride };
        let pairs = self.arc_pair.apply(kernels, heads, count + 1);
        let alone = self.arc_head.apply(kernels, heads, count + 1);
        let mut against = Vec::new();
        let pairs = Rows { values: &pairs, stride: self.arc_pair.stride() };
        let columns = turned(pairs, count + 1, self.arc, &mut against);
        let against = Rows { values: &against, stride: columns };
        let mut scores = vec![0.0; count * columns];
        if count > 0 {
            let children = Rows { values: &views[stride + self.at[0]..], stride };
            kernels.multiply(children, against, self.arc, &mut scores, columns);
        }
        for row in scores.chunks_exact_mut(columns) {
            let alone = alone.chunks_exact(self.arc_head.stride());
            row.iter_mut().zip(alone).for_each(|(score, alone)| *score += alone[0]);
        }
        tree(&scores, columns, count)
    }

    /// The relation of each word to its head.
    fn relations(&self, kernels: &Kernels, views: &[f32], heads: &[Option<usize>]) -> Vec<&str> {
        let (stride, label) = (self.views.stride(), self.label);
        let mut pairs = Vec::with_capacity(heads.len() * 3 * label);
        for (word, head) in heads.iter().enumerate() {
            let child = &views[(word + 1) * stride + self.at[2]..][..label];
            let head = &views[head.map_or(0, |head| head + 1) * stride + self.at[3]..][..label];
            pairs.extend_from_slice(child);
            pairs.extend_from_slice(head);
            pairs.extend(child.iter().zip(head).map(|(c, h)| c * h));
        }
        let rows = Rows { values: &pairs, stride: 3 * label };
        let scores = self.relation.apply(kernels, rows, heads.len());
        let best = scores.chunks_exact(self.relation.stride()).zip(heads).map(|(row, head)| {
            let allowed = |(number, &score): (usize, &f32)| match number == self.root {
                true => f32::NEG_INFINITY,
                false => score,
            };
            match head {
                None => self.root,
                Some(_) => first_best(row[..self.relations.len()].iter().enumerate().map(allowed)),
            }
        });
        best.map(|number| self.relations[number].as_str()).collect()
    }

    fn mentions<'a>(
        &self,
        kernels: &Kernels,
        view: impl Fn(usize) -> Rows<'a>,
        vectors: &'a [f32],
        count: usize,
    ) -> Vec<Mention<'_>> {
        let word = Rows { values: vectors, stride: self.width };
        let found = self.spans.find(kernels, Views { start: view(4), end: view(5), word, count });
        let mention = |found: super::mentions::Found| Mention {
            words: found.words,
            kind: &self.kinds[found.kind],
            form: [MentionForm::Name, MentionForm::Nominal, MentionForm::Pronoun][found.form],
        };
        found.into_iter().map(mention).collect()
    }

    fn named(&self, kernels: &Kernels, view: Rows<'_>, count: usize) -> Vec<Name<'_>> {
        let scores = self.name.apply(kernels, view, count);
        let found = names::names(&scores, self.name.stride(), self.names.len());
        found.into_iter().map(|(words, kind)| Name { words, kind: &self.names[kind] }).collect()
    }
}

/// The likelihood of the second of two labels.
fn likely(scores: &[f32]) -> f32 {
    1.0 / (1.0 + super::kernels::exp(scores[0] - scores[1]))
}
