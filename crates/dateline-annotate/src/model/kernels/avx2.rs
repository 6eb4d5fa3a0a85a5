//! The path for processors with AVX2.
//!
//! `vpmaddubsw` multiplies unsigned by signed bytes and adds two products in
//! 16 bits, cutting off what does not fit. It is nearly half as fast again as
//! widening everything to 16 bits first, and exact if the inputs behind each
//! sum are small enough: weights are shifted by 127 to be unsigned, at most
//! 254, so the positive inputs of a sum may add up to 129, and so the negative
//! ones; 254 * 129 still fits. Four products are added before the sum is
//! widened to 32 bits. Where the inputs are larger, which is rare, the inputs
//! are taken in two or four parts that are small enough and add up to them.

use super::{Kernels, Layout, Packed, Rounded, Rows, floats};
use std::arch::x86_64::*;

/// Outputs of a panel: two vectors of eight sums.
const ROWS: usize = 16;

/// Rows computed together: their sums take 6 of the 16 registers, weights 4.
const TILE: usize = 3;

/// Inputs of a step: each 16-bit sum holds four products.
const STEP: usize = 8;

/// Added to the weights.
const SHIFT: i8 = 127;

/// What the inputs of one sign behind a sum may add up to.
const MOST: i32 = 129;

pub(super) static KERNELS: Kernels = Kernels {
    name: "avx2",
    layout: Layout { rows: ROWS, group: 4, shift: SHIFT },
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
    let count = rows.units.len();
    let tiles: Vec<Tile> =
        (0..count).step_by(TILE).map(|row| Tile::new(&rows.values, inputs, row)).collect();
    for (number, panel) in weights.weights.chunks_exact(ROWS * inputs).enumerate() {
        for (tile, row) in tiles.iter().zip((0..count).step_by(TILE)) {
            let sums = tile.multiply(panel);
            let n = number * ROWS;
            for (r, sums) in sums.iter().enumerate().take(count - row) {
                let unit = _mm256_set1_ps(rows.units[row + r]);
                for (v, &sum) in sums.iter().enumerate() {
                    let n = n + 8 * v;
                    let scale = &weights.scale[n..n + 8];
                    let bias = &weights.bias[n..n + 8];
                    let out = &mut out[(row + r) * weights.outputs + n..][..8];
                    // SAFETY: each of the three slices has eight floats. The
                    // order of operations is that of `portable::dequantise`.
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
}

/// A few rows of inputs, in the order in which they are multiplied.
struct Tile {
    /// Which step of the panel goes with each block.
    steps: Vec<usize>,
    /// Of each row eight inputs, the first in the lowest byte.
    blocks: Vec<[i64; TILE]>,
    /// The shift times the sum of the inputs of each row, to be taken off.
    excess: [i32; TILE],
}

impl Tile {
    /// The rows from `row` on; behind the last row it is repeated.
    #[target_feature(enable = "avx2")]
    fn new(values: &[i8], inputs: usize, row: usize) -> Self {
        let last = values.len() / inputs - 1;
        let rows: [&[i8]; TILE] =
            std::array::from_fn(|r| &values[(row + r).min(last) * inputs..][..inputs]);
        let mut tile = Self {
            steps: Vec::with_capacity(inputs / STEP + 16),
            blocks: Vec::with_capacity(inputs / STEP + 16),
            excess: [0; TILE],
        };
        let (zero, ones) = (_mm256_setzero_si256(), _mm256_set1_epi16(1));
        let mut totals = [zero; TILE];
        // Two steps at once, one in each half of a vector.
        for step in (0..inputs / STEP).step_by(2) {
            let mut most = zero;
            let mut blocks = [[0; TILE]; 2];
            for r in 0..TILE {
                let two = &rows[r][step * STEP..][..2 * STEP];
                // SAFETY: 16 bytes are read from a slice of 16.
                let two = unsafe { _mm_loadu_si128(two.as_ptr().cast()) };
                blocks[0][r] = _mm_cvtsi128_si64(two);
                blocks[1][r] = _mm_extract_epi64::<1>(two);
                let wide = _mm256_cvtepi8_epi16(two);
                // Sums of pairs: of all, of the positive, of the negative.
                let all = _mm256_madd_epi16(wide, ones);
                let up = _mm256_madd_epi16(_mm256_max_epi16(wide, zero), ones);
                let down = _mm256_sub_epi32(up, all);
                totals[r] = _mm256_add_epi32(totals[r], all);
                // Behind a 16-bit sum are inputs 0, 1, 4, 5 or 2, 3, 6, 7.
                let low = _mm256_unpacklo_epi64(up, down);
                let high = _mm256_unpackhi_epi64(up, down);
                most = _mm256_max_epi32(most, _mm256_add_epi32(low, high));
            }
            most = _mm256_max_epi32(most, _mm256_shuffle_epi32::<0b01_00_11_10>(most));
            most = _mm256_max_epi32(most, _mm256_shuffle_epi32::<0b10_11_00_01>(most));
            let most = [_mm256_extract_epi32::<0>(most), _mm256_extract_epi32::<4>(most)];
            for half in 0..2 {
                if most[half] <= MOST {
                    tile.steps.push(step + half);
                    tile.blocks.push(blocks[half]);
                } else {
                    tile.push_parts(step + half, blocks[half], most[half]);
                }
            }
        }
        for (excess, total) in tile.excess.iter_mut().zip(totals) {
            let mut lanes = [0i32; 8];
            // SAFETY: eight numbers are written to an array of eight.
            unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), total) };
            *excess = lanes.iter().sum::<i32>() * i32::from(SHIFT);
        }
        tile
    }

    /// Inputs that are too large for one go, in parts.
    fn push_parts(&mut self, step: usize, block: [i64; TILE], most: i32) {
        // Rounding a part up adds at most 1 to each of four inputs.
        let parts = if most + 4 <= 2 * MOST { 2 } else { 4 };
        for part in 0..parts {
            let mut bytes = [[0u8; STEP]; TILE];
            for (to, row) in bytes.iter_mut().zip(block) {
                *to = row.to_le_bytes().map(|v| part_of(v as i8, part, parts) as u8);
            }
            self.steps.push(step);
            self.blocks.push(bytes.map(i64::from_le_bytes));
        }
    }

    /// The sums of products with the outputs of a panel.
    #[target_feature(enable = "avx2")]
    fn multiply(&self, panel: &[i8]) -> [[__m256i; 2]; TILE] {
        let (panel, _) = panel.as_chunks::<{ ROWS * STEP }>();
        let ones = _mm256_set1_epi16(1);
        let mut sums = [[_mm256_setzero_si256(); 2]; TILE];
        for (&step, block) in self.steps.iter().zip(&self.blocks) {
            // Four weights of each of 16 outputs, and four more.
            let weights: *const __m256i = panel[step].as_ptr().cast();
            // SAFETY: a step has 128 bytes, four vectors of 32.
            let weights: [__m256i; 4] =
                std::array::from_fn(|v| unsafe { _mm256_loadu_si256(weights.add(v)) });
            let fours: *const i32 = block.as_ptr().cast();
            for (r, sums) in sums.iter_mut().enumerate() {
                // SAFETY: a block has TILE times two halves of 4 bytes. Read
                // apart, they go to all places of a vector at no cost.
                let (a, b) = unsafe { (*fours.add(2 * r), *fours.add(2 * r + 1)) };
                let (a, b) = (_mm256_set1_epi32(a), _mm256_set1_epi32(b));
                for v in 0..2 {
                    let a = _mm256_maddubs_epi16(weights[v], a);
                    let b = _mm256_maddubs_epi16(weights[2 + v], b);
                    let sum = _mm256_madd_epi16(_mm256_add_epi16(a, b), ones);
                    sums[v] = _mm256_add_epi32(sums[v], sum);
                }
            }
        }
        for (sums, &excess) in sums.iter_mut().zip(&self.excess) {
            *sums = sums.map(|sum| _mm256_sub_epi32(sum, _mm256_set1_epi32(excess)));
        }
        sums
    }
}

/// A part of a number; the parts add up to it and differ by at most 1.
#[inline]
fn part_of(value: i8, part: i16, parts: i16) -> i8 {
    // Two or four: a shift divides, and rounds down.
    ((i16::from(value) + part) >> parts.trailing_zeros()) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_and_are_small() {
        for value in -127..=127 {
            for parts in [1, 2, 4] {
                let found = (0..parts).map(|part| part_of(value, part, parts));
                assert_eq!(found.clone().map(i32::from).sum::<i32>(), i32::from(value));
                let most = i32::from(value).abs() + i32::from(parts) - 1;
                assert!(found.map(i32::from).all(|part| part.abs() <= most / i32::from(parts)));
            }
        }
        // Four inputs in four parts fit whatever they are.
        assert!(4 * i32::from(part_of(127, 3, 4)) <= MOST);
        assert!(254 * MOST <= i32::from(i16::MAX));
    }
}
