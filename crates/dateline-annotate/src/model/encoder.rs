//! The encoder: from word pieces to one vector per piece.
//!
//! Linear layers run over the pieces of all sentences of a batch at once,
//! attention within each sentence; nothing is padded. Every number of a
//! sentence depends on that sentence only.

use super::ModelError;
use super::file::{ModelFile, Shape};
use super::kernels::{Kernels, Rounded, Rows};
use super::linear::{Rounding, turned};
use std::ops::Range;

/// Pieces of some sentences, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub pieces: Vec<u32>,
    /// The class of casing of each piece's word.
    pub cases: Vec<u8>,
    /// The pieces of each sentence.
    pub sentences: Vec<Range<usize>>,
}

/// Called with the name of each stage when it ends.
pub(crate) type OnStage<'a> = &'a mut dyn FnMut(&'static str);

pub(crate) struct Encoder {
    shape: Shape,
    /// Where in the file the table of pieces lies.
    pieces: Range<usize>,
    piece_scale: Vec<f32>,
    positions: Vec<f32>,
    cases: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    qkv: Rounding,
    out: Rounding,
    norm1: Norm,
    up: Rounding,
    down: Rounding,
    norm2: Norm,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn load(file: &ModelFile, name: &str, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            weight: file.floats(&format!("{name}.weight"), &[width])?,
            bias: file.floats(&format!("{name}.bias"), &[width])?,
        })
    }
}

impl Encoder {
    pub fn load(file: &ModelFile, kernels: &Kernels) -> Result<Self, ModelError> {
        let shape = file.shape.clone();
        let (width, inner) = (shape.width, shape.inner);
        let layers = (0..shape.layers).map(|number| {
            let name = |part: &str| format!("encoder.layers.{number}.{part}");
            let layer =
                |part, outputs, inputs| Rounding::load(file, &name(part), outputs, inputs, kernels);
            Ok(Layer {
                qkv: layer("qkv", 3 * width, width)?,
                out: layer("out", width, width)?,
                norm1: Norm::load(file, &name("norm1"), width)?,
                up: layer("up", inner, width)?,
                down: layer("down", width, inner)?,
                norm2: Norm::load(file, &name("norm2"), width)?,
            })
        });
        let layers = layers.collect::<Result<Vec<_>, _>>()?;
        // The kernels fill up outputs; these must need no filling, since
        // they are read as rows of the model's width.
        let whole = |layer: &Layer| layer.out.stride() == width && layer.down.stride() == width;
        let head = width / shape.heads.max(1);
        if head * shape.heads != width
            || !head.is_multiple_of(8)
            || layers.iter().any(|layer| !whole(layer) || layer.up.stride() != inner)
        {
            return Err(file.problem("its sizes are no multiples of what this program needs"));
        }
        Ok(Self {
            pieces: file.weights_range("encoder.pieces.weight", &[shape.pieces, width])?,
            piece_scale: file.floats("encoder.pieces.scale", &[shape.pieces])?,
            positions: file.floats("encoder.positions.weight", &[shape.positions, width])?,
            cases: file.floats("encoder.cases.weight", &[shape.cases, width])?,
            norm: Norm::load(file, "encoder.norm", width)?,
            layers,
            shape,
        })
    }

    /// Floats of one vector.
    pub fn width(&self) -> usize {
        self.shape.width
    }

    /// The vectors of all pieces. `bytes` is the whole model file.
    pub fn encode(
        &self,
        kernels: &Kernels,
        bytes: &[u8],
        batch: &Batch,
        stage: OnStage<'_>,
    ) -> Vec<f32> {
        let (width, eps) = (self.shape.width, self.shape.norm_eps);
        let mut x = self.embed(bytes, batch);
        let mut y = vec![0.0; x.len()];
        kernels.add_norm(&mut x, &y, &self.norm.weight, &self.norm.bias, eps);
        stage("embedding");
        let mut rounded = Rounded::default();
        let (mut qkv, mut inner) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            kernels.round(&x, width, &mut rounded);
            stage("norm, rounding");
            layer.qkv.apply(kernels, &rounded, &mut qkv);
            stage("linear qkv");
            self.attend(kernels, &qkv, layer.qkv.stride(), &batch.sentences, &mut y);
            stage("attention");
            kernels.round(&y, width, &mut rounded);
            stage("norm, rounding");
            layer.out.apply(kernels, &rounded, &mut y);
            stage("linear out");
            kernels.add_norm(&mut x, &y, &layer.norm1.weight, &layer.norm1.bias, eps);
            kernels.round(&x, width, &mut rounded);
            stage("norm, rounding");
            layer.up.apply(kernels, &rounded, &mut inner);
            stage("linear up");
            kernels.gelu(&mut inner);
            stage("activation");
            kernels.round(&inner, self.shape.inner, &mut rounded);
            stage("norm, rounding");
            layer.down.apply(kernels, &rounded, &mut y);
            stage("linear down");
            kernels.add_norm(&mut x, &y, &layer.norm2.weight, &layer.norm2.bias, eps);
        }
        stage("norm, rounding");
        x
    }

    fn embed(&self, bytes: &[u8], batch: &Batch) -> Vec<f32> {
        let width = self.shape.width;
        let table = &bytes[self.pieces.clone()];
        let mut x = Vec::with_capacity(batch.pieces.len() * width);
        for sentence in &batch.sentences {
            for (position, at) in sentence.clone().enumerate() {
                let (piece, case) = (batch.pieces[at] as usize, batch.cases[at] as usize);
                let scale = self.piece_scale[piece];
                let row = table[piece * width..][..width].iter();
                let position = &self.positions[position * width..][..width];
                let case = &self.cases[case * width..][..width];
                let sums = row.zip(position).zip(case);
                x.extend(sums.map(|((&w, &p), &c)| f32::from(w as i8) * scale + p + c));
            }
        }
        x
    }

    /// Each piece becomes a mixture of its sentence, by head.
    fn attend(
        &self,
        kernels: &Kernels,
        qkv: &[f32],
        stride: usize,
        sentences: &[Range<usize>],
        out: &mut [f32],
    ) {
        let width = self.shape.width;
        let head = width / self.shape.heads;
        let factor = 1.0 / (head as f32).sqrt();
        let (mut keys, mut shares) = (Vec::new(), Vec::new());
        for sentence in sentences {
            let count = sentence.len();
            let out = &mut out[sentence.start * width..sentence.end * width];
            let qkv = &qkv[sentence.start * stride..sentence.end * stride];
            let part = |from: usize| Rows { values: &qkv[from..], stride };
            for number in 0..self.shape.heads {
                let at = number * head;
                let columns = turned(part(width + at), count, head, &mut keys);
                let keys = Rows { values: &keys, stride: columns };
                shares.resize(count * columns, 0.0);
                kernels.multiply(part(at), keys, head, &mut shares, columns);
                kernels.softmax(&mut shares, columns, count, factor);
                let shares = Rows { values: &shares, stride: columns };
                let values = part(2 * width + at);
                kernels.multiply_into(shares, values, count, head, &mut out[at..], width);
            }
        }
    }
}
