//! The inner loops, once for each kind of processor.
//!
//! Every path gives the same bytes. Integer sums are exact in any order. The
//! arithmetic on floats is written once, in [`floats`], in an order that
//! suits vectors of eight, without fused multiply-add; the paths differ in
//! the instructions the compiler may use for it, not in what it computes.

mod floats;
mod portable;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;

pub(crate) use floats::exp;

use std::sync::OnceLock;

/// How a path wants 8-bit weights in memory: panels of `rows` outputs; in a
/// panel, for each `group` of neighbouring inputs, that group's weights of
/// each output in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    pub rows: usize,
    pub group: usize,
    /// Added to every weight.
    pub shift: i8,
}

/// Inputs of a layer come in multiples of this.
pub(crate) const INPUTS: usize = 16;

/// 8-bit weights packed for a path, with what makes floats of the sums.
#[derive(Debug)]
pub(crate) struct Packed {
    pub layout: Layout,
    /// Inputs, a multiple of [`INPUTS`].
    pub inputs: usize,
    /// Outputs, filled up to a multiple of the layout's rows.
    pub outputs: usize,
    /// As bytes: a path that shifts by 127 or 128 reads them as unsigned.
    pub weights: Vec<i8>,
    /// Per output.
    pub scale: Vec<f32>,
    /// Per output.
    pub bias: Vec<f32>,
    /// Per output, the sum of its weights: for paths that shift inputs.
    pub sums: Vec<i32>,
}

/// Rows of whole numbers from -127 to 127, each with the size of its unit.
#[derive(Debug, Default)]
pub(crate) struct Rounded {
    pub values: Vec<i8>,
    pub units: Vec<f32>,
}

/// A matrix in a slice: row `r` starts at `r * stride`.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub values: &'a [f32],
    pub stride: usize,
}

type AddNorm = unsafe fn(&mut [f32], &[f32], &[f32], &[f32], f32);

/// One path. A value is to be had only where the processor can run it.
#[derive(Debug)]
pub(crate) struct Kernels {
    pub name: &'static str,
    pub layout: Layout,
    product: unsafe fn(&Packed, &Rounded, &mut [f32]),
    round: unsafe fn(&[f32], usize, &mut Rounded),
    multiply: unsafe fn(Rows<'_>, Rows<'_>, usize, usize, &mut [f32], usize),
    add_norm: AddNorm,
    gelu: unsafe fn(&mut [f32]),
    softmax: unsafe fn(&mut [f32], usize, usize, f32),
}

impl Kernels {
    /// The fastest path of this processor, found out once.
    pub fn best() -> &'static Kernels {
        static BEST: OnceLock<&'static Kernels> = OnceLock::new();
        BEST.get_or_init(|| Self::all().last().copied().unwrap_or(&portable::KERNELS))
    }

    /// Every path this processor can run, the fastest last.
    pub fn all() -> Vec<&'static Kernels> {
        #[allow(unused_mut)]
        let mut all = vec![&portable::KERNELS];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                all.push(&avx2::KERNELS);
            }
            if avx512::is_here() {
                all.push(&avx512::KERNELS);
            }
        }
        #[cfg(target_arch = "aarch64")]
        if neon::is_here() {
            all.push(&neon::KERNELS);
        }
        all
    }

    /// `out[t][n] = (weights[n] . rows[t]) * unit[t] * scale[n] + bias[n]`.
    pub fn product(&self, weights: &Packed, rows: &Rounded, out: &mut [f32]) {
        assert_eq!(weights.layout, self.layout);
        assert_eq!(weights.weights.len(), weights.inputs * weights.outputs);
        assert!(weights.inputs > 0 && weights.inputs.is_multiple_of(INPUTS));
        assert!(weights.outputs.is_multiple_of(self.layout.rows));
        for per_output in [weights.scale.len(), weights.bias.len(), weights.sums.len()] {
            assert_eq!(per_output, weights.outputs);
        }
        assert_eq!(rows.values.len(), rows.units.len() * weights.inputs);
        assert_eq!(out.len(), rows.units.len() * weights.outputs);
        // SAFETY: this path's features were detected before it was handed out
        // (see `all`); the sizes are those that the kernels state.
        unsafe { (self.product)(weights, rows, out) }
    }

    /// Rounds rows of `width` floats to 255 steps each.
    pub fn round(&self, x: &[f32], width: usize, rows: &mut Rounded) {
        // SAFETY: the features were detected.
        unsafe { (self.round)(x, width, rows) }
    }

    /// `out = a b`, with `inner` columns of `a` and `columns` of `b`; as many
    /// rows as fill `out`, whose rows are `columns` apart. `columns` is a
    /// multiple of 8.
    pub fn multiply(&self, a: Rows, b: Rows, inner: usize, out: &mut [f32], columns: usize) {
        self.multiply_into(a, b, inner, columns, out, columns);
    }

    /// The same into rows that are `stride` apart; the last may be shorter.
    pub fn multiply_into(
        &self,
        a: Rows,
        b: Rows,
        inner: usize,
        columns: usize,
        out: &mut [f32],
        stride: usize,
    ) {
        // SAFETY: the features were detected.
        unsafe { (self.multiply)(a, b, inner, columns, out, stride) }
    }

    /// `x = norm(x + added) * weight + bias` by rows of the weight's length.
    pub fn add_norm(&self, x: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32], eps: f32) {
        // SAFETY: the features were detected.
        unsafe { (self.add_norm)(x, added, weight, bias, eps) }
    }

    /// BERT's activation, in the tanh form.
    pub fn gelu(&self, x: &mut [f32]) {
        // SAFETY: the features were detected.
        unsafe { (self.gelu)(x) }
    }

    /// The first `count` of each `width` become their softmax after
    /// multiplication with `factor`; the others 0.
    pub fn softmax(&self, x: &mut [f32], width: usize, count: usize, factor: f32) {
        // SAFETY: the features were detected.
        unsafe { (self.softmax)(x, width, count, factor) }
    }
}

impl Packed {
    /// Packs weights `[outputs, inputs]`, row by row, for a path.
    pub fn new(weights: &[u8], scale: &[f32], bias: &[f32], layout: Layout) -> Self {
        let count = scale.len();
        let inputs = weights.len() / count.max(1);
        assert!(inputs > 0 && inputs.is_multiple_of(INPUTS) && bias.len() == count);
        let outputs = count.next_multiple_of(layout.rows);
        let mut packed = Self {
            layout,
            inputs,
            outputs,
            weights: vec![layout.shift; inputs * outputs],
            scale: scale.to_vec(),
            bias: bias.to_vec(),
            sums: vec![0; outputs],
        };
        packed.scale.resize(outputs, 0.0);
        packed.bias.resize(outputs, 0.0);
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (panel, place) = (output / layout.rows, output % layout.rows);
            let panel = &mut packed.weights[panel * layout.rows * inputs..];
            let steps = panel.chunks_exact_mut(layout.rows * layout.group);
            for (step, group) in steps.zip(row.chunks_exact(layout.group)) {
                let place = &mut step[place * layout.group..][..layout.group];
                place.iter_mut().zip(group).for_each(|(to, &from)| {
                    *to = (from as i8).wrapping_add(layout.shift);
                });
            }
            packed.sums[output] = row.iter().map(|&w| i32::from(w as i8)).sum();
        }
        packed
    }
}

#[cfg(test)]
mod tests;
