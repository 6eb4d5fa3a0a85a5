//! The path for processors with AVX-512 and its 8-bit products (VNNI).
//!
//! `vpdpbusd` multiplies unsigned by signed bytes and adds four products
//! without loss. Inputs are shifted by 128 to be unsigned; the sum of the
//! weights, 128 times, is taken off again.

use super::{Kernels, Layout, Packed, Rounded, Rows, floats};
use std::arch::x86_64::*;

/// Outputs of a panel: three vectors of sixteen sums.
const ROWS: usize = 48;

/// Rows computed together: 24 of the 32 registers hold sums.
const TILE: usize = 8;

pub(super) static KERNELS: Kernels = Kernels {
    name: "avx512vnni",
    layout: Layout { rows: ROWS, group: 4, shift: 0 },
    product,
    round,
    multiply,
    add_norm,
    gelu,
    softmax,
};

/// Whether this processor has what the path needs.
pub(super) fn is_here() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vnni")
}

// Vectors of eight are enough for the floats: sums have at most sixteen lanes.

#[target_feature(enable = "avx2,avx512f")]
fn round(x: &[f32], width: usize, rows: &mut Rounded) {
    floats::round(x, width, rows);
}

#[target_feature(enable = "avx2,avx512f")]
fn multiply(
    a: Rows<'_>,
    b: Rows<'_>,
    inner: usize,
    columns: usize,
    out: &mut [f32],
    stride: usize,
) {
    floats::multiply(a, b, inner, columns, out, stride);
}

#[target_feature(enable = "avx2,avx512f")]
fn add_norm(x: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32], eps: f32) {
    floats::add_norm(x, added, weight, bias, eps);
}

#[target_feature(enable = "avx2,avx512f")]
fn gelu(x: &mut [f32]) {
    floats::gelu(x);
}

#[target_feature(enable = "avx2,avx512f")]
fn softmax(x: &mut [f32], width: usize, count: usize, factor: f32) {
    floats::softmax(x, width, count, factor);
}

/// # Safety
/// The features must be there, and the sizes those that `Kernels::product`
/// checks.
#[target_feature(enable = "avx2,avx512f,avx512vnni")]
unsafe fn product(weights: &Packed, rows: &Rounded, out: &mut [f32]) {
    let shifted: Vec<u8> = rows.values.iter().map(|&v| v as u8 ^ 0x80).collect();
    let count = rows.units.len();
    for number in 0..weights.outputs / ROWS {
        for row in (0..count).step_by(TILE) {
            let tile = Tile { weights, shifted: &shifted, units: &rows.units, number, row };
            // SAFETY: the features are there; rows `row..row + N` exist.
            unsafe {
                match count - row {
                    1 => tile.compute::<1>(out),
                    2 => tile.compute::<2>(out),
                    3 => tile.compute::<3>(out),
                    4 => tile.compute::<4>(out),
                    5 => tile.compute::<5>(out),
                    6 => tile.compute::<6>(out),
                    7 => tile.compute::<7>(out),
                    _ => tile.compute::<TILE>(out),
                }
            }
        }
    }
}

/// A panel of weights against a few rows.
struct Tile<'a> {
    weights: &'a Packed,
    shifted: &'a [u8],
    units: &'a [f32],
    /// Which panel it is.
    number: usize,
    /// The first row.
    row: usize,
}

impl Tile<'_> {
    /// # Safety
    /// The features must be there, and `N` rows from `row` on.
    #[target_feature(enable = "avx2,avx512f,avx512vnni")]
    unsafe fn compute<const N: usize>(&self, out: &mut [f32]) {
        let inputs = self.weights.inputs;
        let values = &self.shifted[self.row * inputs..][..N * inputs];
        let panel = &self.weights.weights[self.number * ROWS * inputs..][..ROWS * inputs];
        let mut sums = [[_mm512_setzero_si512(); 3]; N];
        // A step holds four weights of each of 48 outputs.
        for (k, step) in panel.chunks_exact(4 * ROWS).enumerate() {
            // SAFETY: a step has 192 bytes, three vectors of 64.
            let step: [__m512i; 3] = std::array::from_fn(|v| unsafe {
                _mm512_loadu_si512(step.as_ptr().add(64 * v).cast())
            });
            for (r, sums) in sums.iter_mut().enumerate() {
                // SAFETY: the four bytes at `4 k` of row `r` are within
                // `values`, which has N rows of 4 * steps bytes.
                let four = unsafe {
                    values.as_ptr().add(r * inputs + 4 * k).cast::<i32>().read_unaligned()
                };
                let four = _mm512_set1_epi32(four);
                for (sum, &weights) in sums.iter_mut().zip(&step) {
                    *sum = _mm512_dpbusd_epi32(*sum, four, weights);
                }
            }
        }
        let outputs = self.weights.outputs;
        for (r, sums) in sums.iter().enumerate() {
            let unit = _mm512_set1_ps(self.units[self.row + r]);
            for (v, &sum) in sums.iter().enumerate() {
                let n = self.number * ROWS + 16 * v;
                let scale = &self.weights.scale[n..n + 16];
                let bias = &self.weights.bias[n..n + 16];
                let shift = &self.weights.sums[n..n + 16];
                let out = &mut out[(self.row + r) * outputs + n..][..16];
                // SAFETY: each of the four slices has sixteen values. The
                // order of the operations is that of `portable::dequantise`.
                unsafe {
                    let shift = _mm512_loadu_si512(shift.as_ptr().cast());
                    let sum = _mm512_sub_epi32(sum, _mm512_slli_epi32::<7>(shift));
                    let y = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), unit);
                    let y = _mm512_mul_ps(y, _mm512_loadu_ps(scale.as_ptr()));
                    let y = _mm512_add_ps(y, _mm512_loadu_ps(bias.as_ptr()));
                    _mm512_storeu_ps(out.as_mut_ptr(), y);
                }
            }
        }
    }
}
