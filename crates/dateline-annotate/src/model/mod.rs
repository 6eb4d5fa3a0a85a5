//! The English model: tags, lemmas, a tree, mentions and names of sentences
//! that are already cut into words. `models/FORMAT.md` describes the file and
//! every step; `training/` makes it.
//!
//! The same words give the same analysis, whatever stands beside them in a
//! batch, on every processor of one kind of floats (see [`kernels`]).

mod analysis;
mod case;
mod encoder;
mod error;
mod file;
mod heads;
mod kernels;
mod lemma;
mod linear;
mod long;
mod mentions;
mod names;
mod pieces;
mod roles;
mod tree;

pub use analysis::{Analysis, Attribution, FACTS, FEATURES, Mention, MentionForm, Name, Word};
pub use error::ModelError;

use encoder::{Batch, Encoder, OnStage};
use file::ModelFile;
use heads::Heads;
use kernels::Kernels;
use pieces::Pieces;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Sentences are encoded together until there are so many pieces: enough that
/// weights are read seldom, few enough to stay in the processor's cache.
const BATCH: usize = 256;

/// The part of a sentence after a cut hangs on the first part like this.
const CUT: &str = "parataxis";

/// A trained model, ready to run; to be shared, it is never changed.
pub struct Model {
    bytes: Cow<'static, [u8]>,
    kernels: &'static Kernels,
    pieces: Pieces,
    /// Pieces of a sentence, without the marks around it.
    window: usize,
    encoder: Encoder,
    heads: Heads,
}

/// A sentence to be analysed.
#[derive(Debug, Clone, Default)]
pub struct Words<'a> {
    /// Its words.
    pub words: Vec<&'a str>,
    /// Whether each stands between quotation marks.
    pub quoted: Vec<bool>,
    /// Whether mentions are wanted.
    pub mentions: bool,
}

/// A sentence, or a part of one, on its way through the model.
struct Part<'a> {
    sentence: usize,
    words: &'a [&'a str],
    /// Whether each word is quoted.
    quoted: &'a [bool],
    /// Whether mentions are looked for.
    mentions: bool,
    /// First and last piece of the root and of each word, in the batch.
    ends: Vec<(usize, usize)>,
}

impl Model {
    /// The model in the program.
    pub fn embedded() -> Arc<Model> {
        static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
        static BYTES: &[u8] = include_bytes!("../../../../models/english-1.safetensors");
        let load = || {
            let model = Self::from_bytes("the embedded model", Cow::Borrowed(BYTES));
            // The bytes are part of the program, and a test loads them.
            Arc::new(model.unwrap_or_else(|error| panic!("{error}")))
        };
        MODEL.get_or_init(load).clone()
    }

    /// A model from a file.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a whole model of a known version.
    pub fn load(path: &Path) -> Result<Model, ModelError> {
        let bytes = std::fs::read(path)
            .map_err(|error| ModelError::Read { path: path.to_owned(), error })?;
        Self::from_bytes(&path.display().to_string(), Cow::Owned(bytes))
    }

    /// A model from the bytes of a file that messages call `name`.
    ///
    /// # Errors
    /// If the bytes are not a whole model of a known version.
    pub fn from_bytes(name: &str, bytes: Cow<'static, [u8]>) -> Result<Model, ModelError> {
        Self::with_kernels(name, bytes, Kernels::best())
    }

    fn with_kernels(
        name: &str,
        bytes: Cow<'static, [u8]>,
        kernels: &'static Kernels,
    ) -> Result<Model, ModelError> {
        let file = ModelFile::open(name, bytes)?;
        let (lines, _) = file.text("vocabulary")?;
        let marks = || file.problem("its vocabulary lacks [UNK], [CLS] or [SEP]");
        let pieces = Pieces::new(lines).ok_or_else(marks)?;
        let window = file.shape.positions.saturating_sub(2);
        if lines.split('\n').count() != file.shape.pieces
            || window < pieces::MOST_PIECES
            || file.shape.cases != case::CLASSES
        {
            return Err(file.problem("its sizes contradict each other"));
        }
        let encoder = Encoder::load(&file, kernels)?;
        let heads = Heads::load(&file, kernels)?;
        Ok(Self { bytes: file.into_bytes(), kernels, pieces, window, encoder, heads })
    }

    /// The instructions in use, by name.
    pub fn kernels(&self) -> &'static str {
        self.kernels.name
    }

    /// Analyses one sentence.
    pub fn analyse(&self, words: &[&str]) -> Analysis<'_> {
        self.analyse_all(&[words]).pop().unwrap_or_default()
    }

    /// Analyses the sentences of a text; faster than one by one.
    pub fn analyse_all<S: AsRef<[W]>, W: AsRef<str>>(&self, sentences: &[S]) -> Vec<Analysis<'_>> {
        self.analyse_staged(sentences, &mut |_| ())
    }

    /// The same of sentences of which it is known what is quoted, without
    /// mentions, which take a tenth of the time.
    pub fn analyse_quoted(&self, sentences: &[Words<'_>]) -> Vec<Analysis<'_>> {
        self.run_all(sentences, &mut |_| ())
    }

    /// The same; tells when each stage ends, for whoever takes the time.
    #[doc(hidden)]
    pub fn analyse_staged<S: AsRef<[W]>, W: AsRef<str>>(
        &self,
        sentences: &[S],
        stage: &mut dyn FnMut(&'static str),
    ) -> Vec<Analysis<'_>> {
        let sentences: Vec<Words> = sentences
            .iter()
            .map(|words| {
                let words: Vec<&str> = words.as_ref().iter().map(AsRef::as_ref).collect();
                Words { quoted: vec![false; words.len()], words, mentions: true }
            })
            .collect();
        self.run_all(&sentences, stage)
    }

    fn run_all(&self, sentences: &[Words<'_>], stage: OnStage<'_>) -> Vec<Analysis<'_>> {
        let mut analyses: Vec<Analysis> = sentences.iter().map(|_| Analysis::default()).collect();
        let (mut batch, mut parts) = (Batch::default(), Vec::new());
        let mut own = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            own.clear();
            let ends = self.cut(&sentence.words, &mut own);
            let counts: Vec<usize> = ends.iter().map(Range::len).collect();
            for range in long::parts(&sentence.words, &counts, self.window) {
                let ends = &ends[range.clone()];
                parts.push(self.add((number, sentence, range), &own, ends, &mut batch));
                if batch.pieces.len() >= BATCH {
                    self.run(&mut batch, &mut parts, &mut analyses, stage);
                }
            }
        }
        self.run(&mut batch, &mut parts, &mut analyses, stage);
        analyses
    }

    /// Appends the pieces of all words to `pieces`; where each word's lie.
    fn cut(&self, words: &[&str], pieces: &mut Vec<u32>) -> Vec<Range<usize>> {
        let word = |word: &&str| {
            let from = pieces.len();
            self.pieces.add(word, pieces);
            from..pieces.len()
        };
        words.iter().map(word).collect()
    }

    /// Puts a sentence, or a part, into the batch.
    fn add<'a>(
        &self,
        (number, sentence, range): (usize, &'a Words<'a>, Range<usize>),
        pieces: &[u32],
        ranges: &[Range<usize>],
        batch: &mut Batch,
    ) -> Part<'a> {
        let from = batch.pieces.len();
        batch.pieces.push(self.pieces.begin);
        batch.cases.push(case::SPECIAL);
        let mut ends = vec![(from, from)];
        let words = &sentence.words[range.clone()];
        for (word, range) in words.iter().zip(ranges) {
            let first = batch.pieces.len();
            batch.pieces.extend_from_slice(&pieces[range.clone()]);
            batch.cases.resize(batch.pieces.len(), case::class(word));
            ends.push((first, batch.pieces.len() - 1));
        }
        batch.pieces.push(self.pieces.end);
        batch.cases.push(case::SPECIAL);
        batch.sentences.push(from..batch.pieces.len());
        let quoted = sentence.quoted.get(range).unwrap_or_default();
        Part { sentence: number, words, quoted, mentions: sentence.mentions, ends }
    }

    /// Analyses what is in the batch and empties it.
    fn run<'m>(
        &'m self,
        batch: &mut Batch,
        parts: &mut Vec<Part<'_>>,
        analyses: &mut [Analysis<'m>],
        stage: OnStage<'_>,
    ) {
        stage("pieces");
        if parts.is_empty() {
            return;
        }
        let encoded = self.encoder.encode(self.kernels, &self.bytes, batch, stage);
        *batch = Batch::default();
        let scored = self.heads.score(self.kernels, self.words(&encoded, parts));
        stage("heads, linear");
        let mut row = 0;
        for part in parts.drain(..) {
            let rows = row..row + part.ends.len();
            row = rows.end;
            let (pieces, bytes) = (&self.pieces, &*self.bytes);
            let found = self.heads.decode(self.kernels, &scored, rows, &part, pieces, bytes);
            analyses[part.sentence].join(found, CUT);
        }
        stage("heads, decoding");
    }

    /// The vector of each word: the mean of its first and last piece.
    fn words(&self, encoded: &[f32], parts: &[Part<'_>]) -> Vec<f32> {
        let width = self.encoder.width();
        let ends = parts.iter().flat_map(|part| &part.ends);
        let mut words = Vec::with_capacity(ends.clone().count() * width);
        for &(first, last) in ends {
            let (first, last) = (&encoded[first * width..], &encoded[last * width..]);
            words.extend(first[..width].iter().zip(last).map(|(a, b)| (a + b) / 2.0));
        }
        words
    }
}

#[cfg(test)]
mod tests;
