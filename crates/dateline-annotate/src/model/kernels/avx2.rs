//! The path for processors with AVX2.
//!
//! 8-bit products of full range do not fit the 16 bits that `vpmaddubsw` adds
//! them in, so weights are widened to 16 bits, a panel at a time, and
//! multiplied by `vpmaddwd`, which is exact.

use super::{Kernels, Layout, Packed, Rounded, Rows, floats};
use std::arch::x86_64::*;

/// Outputs of a panel: two vectors of eight sums.
const ROWS: usize = 16;

/// Rows computed together: their sums take 12 of the 16 registers, two panel
/// vectors, a pair of inputs and a product the others.
const TILE: usize = 6;

pub(super) static KERNELS: Kernels = Kernels {
    name: "avx2",
    layout: Layout { rows: ROWS, group: 2 },
    product,
    round,
    multiply,
    add_norm,
    gelu,
    softmax,
};

#[target_feature(enable = "avx2")]
fn round(x: &[f32], width: usize, rows: &mut Rounded) {
    floats::round(x, width, rows);
}

#[target_feature(enable = "avx2")]
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

#[target_feature(enable = "avx2")]
fn add_norm(x: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32], eps: f32) {
    floats::add_norm(x, added, weight, bias, eps);
}

#[target_feature(enable = "avx2")]
fn gelu(x: &mut [f32]) {
    floats::gelu(x);
}

#[target_feature(enable = "avx2")]
fn softmax(x: &mut [f32], width: usize, count: usize, factor: f32) {
    floats::softmax(x, width, count, factor);
}

/// # Safety
/// AVX2 must be there, and the sizes those that `Kernels::product` checks.
#[target_feature(enable = "avx2")]
unsafe fn product(weights: &Packed, rows: &Rounded, out: &mut [f32]) {
    let inputs = weights.inputs;
    if inputs == 0 {
        return;
    }
    let count = rows.units.len();
    let mut panel = vec![_mm256_setzero_si256(); ROWS * inputs / 16];
    for (number, packed) in weights.weights.chunks_exact(ROWS * inputs).enumerate() {
        // A panel has 16 weights for each input.
        for (wide, packed) in panel.iter_mut().zip(packed.chunks_exact(16)) {
            // SAFETY: 16 bytes are read from a slice of 16; no alignment asked.
            *wide = unsafe { _mm256_cvtepi8_epi16(_mm_loadu_si128(packed.as_ptr().cast())) };
        }
        let mut row = 0;
        while row < count {
            let tile = Tile { weights, rows, panel: &panel, number, row };
            // SAFETY: AVX2 is there; rows `row..row + N` exist.
            unsafe {
                match count - row {
                    1 => tile.compute::<1>(out),
                    2 => tile.compute::<2>(out),
                    3 => tile.compute::<3>(out),
                    4 => tile.compute::<4>(out),
                    5 => tile.compute::<5>(out),
                    _ => tile.compute::<TILE>(out),
                }
            }
            row += TILE;
        }
    }
}

/// A panel of weights against a few rows.
struct Tile<'a> {
    weights: &'a Packed,
    rows: &'a Rounded,
    /// Per pair of inputs two vectors: eight outputs with two weights each.
    panel: &'a [__m256i],
    /// Which panel it is.
    number: usize,
    /// The first row.
    row: usize,
}

impl Tile<'_> {
    /// # Safety
    /// AVX2 must be there, and `N` rows from `row` on.
    #[target_feature(enable = "avx2")]
    unsafe fn compute<const N: usize>(&self, out: &mut [f32]) {
        let inputs = self.weights.inputs;
        let values = &self.rows.values[self.row * inputs..][..N * inputs];
        assert!(self.panel.len() == inputs && inputs.is_multiple_of(4));
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        let mut weights = self.panel.as_ptr();
        // Two pointers reach six rows: at most twice the stride is added.
        let mut near = values.as_ptr();
        let mut far = values[(N - 1).min(3) * inputs..].as_ptr();
        for _ in 0..inputs / 4 {
            for pair in 0..2 {
                // SAFETY: the panel has two vectors for each pair of inputs.
                let (first, second) =
                    unsafe { (*weights.add(2 * pair), *weights.add(2 * pair + 1)) };
                for (r, sums) in sums.iter_mut().enumerate() {
                    let row = if r < 3 { near } else { far };
                    // SAFETY: the pair is within row `r` of `values`; it is
                    // read as 4 bytes without regard to alignment.
                    let both = unsafe {
                        row.add(r % 3 * inputs + 2 * pair).cast::<i32>().read_unaligned()
                    };
                    let both = _mm256_set1_epi32(both);
                    sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(both, first));
                    sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(both, second));
                }
            }
            weights = weights.wrapping_add(4);
            near = near.wrapping_add(4);
            far = far.wrapping_add(4);
        }
        let outputs = self.weights.outputs;
        for (r, sums) in sums.iter().enumerate() {
            let unit = _mm256_set1_ps(self.rows.units[self.row + r]);
            for (v, &sum) in sums.iter().enumerate() {
                let n = self.number * ROWS + 8 * v;
                let scale = &self.weights.scale[n..n + 8];
                let bias = &self.weights.bias[n..n + 8];
                let out = &mut out[(self.row + r) * outputs + n..][..8];
                // SAFETY: each of the three slices has eight floats. The
                // order of the operations is that of `portable::dequantise`.
                unsafe {
                    let y = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), unit);
                    let y = _mm256_mul_ps(y, _mm256_loadu_ps(scale.as_ptr()));
                    let y = _mm256_add_ps(y, _mm256_loadu_ps(bias.as_ptr()));
                    _mm256_storeu_ps(out.as_mut_ptr(), y);
                }
            }
        }
    }
}
