//! The path for ARM processors with dot products of bytes (`sdot`; all of
//! Apple's, and servers since Neoverse N1).
//!
//! `sdot` multiplies signed bytes and adds four products in 32 bits without
//! loss, so nothing is shifted. Its intrinsic is not stable yet, so the one
//! instruction is written out. Floats need no path of their own: NEON belongs
//! to every such processor, and the compiler uses it for [`floats`].

use super::{Kernels, Layout, Packed, Rounded, floats};
use std::arch::aarch64::*;
use std::arch::asm;

/// Outputs of a panel: four vectors of four sums.
const ROWS: usize = 16;

/// Rows computed together: 16 of the 32 registers hold sums.
const TILE: usize = 4;

/// Inputs of a step: a vector of each row.
const STEP: usize = 16;

pub(super) static KERNELS: Kernels = Kernels {
    name: "neon",
    layout: Layout { rows: ROWS, group: 4, shift: 0 },
    product,
    round: floats::round,
    multiply: floats::multiply,
    add_norm: floats::add_norm,
    gelu: floats::gelu,
    softmax: floats::softmax,
};

/// Whether this processor has what the path needs.
pub(super) fn is_here() -> bool {
    std::arch::is_aarch64_feature_detected!("dotprod")
}

/// # Safety
/// The features must be there, and the sizes those that `Kernels::product`
/// checks.
#[target_feature(enable = "neon,dotprod")]
unsafe fn product(weights: &Packed, rows: &Rounded, out: &mut [f32]) {
    let count = rows.units.len();
    for number in 0..weights.outputs / ROWS {
        for row in (0..count).step_by(TILE) {
            let tile = Tile { weights, rows, number, row };
            match count - row {
                1 => tile.compute::<1>(out),
                2 => tile.compute::<2>(out),
                3 => tile.compute::<3>(out),
                _ => tile.compute::<TILE>(out),
            }
        }
    }
}

/// A panel of weights against a few rows.
struct Tile<'a> {
    weights: &'a Packed,
    rows: &'a Rounded,
    /// Which panel it is.
    number: usize,
    /// The first row.
    row: usize,
}

impl Tile<'_> {
    /// For the `N` rows from `row` on.
    #[target_feature(enable = "neon,dotprod")]
    fn compute<const N: usize>(&self, out: &mut [f32]) {
        let inputs = self.weights.inputs;
        let values: [&[i8]; N] =
            std::array::from_fn(|r| &self.rows.values[(self.row + r) * inputs..][..inputs]);
        let panel = &self.weights.weights[self.number * ROWS * inputs..][..ROWS * inputs];
        let mut sums = [[vdupq_n_s32(0); 4]; N];
        for (k, step) in panel.chunks_exact(ROWS * STEP).enumerate() {
            // SAFETY: 16 bytes are read from a slice of 16.
            let x: [int8x16_t; N] = std::array::from_fn(|r| unsafe {
                vld1q_s8(values[r][k * STEP..][..STEP].as_ptr())
            });
            add_group::<N, 0>(&mut sums, &step[..64], &x);
            add_group::<N, 1>(&mut sums, &step[64..128], &x);
            add_group::<N, 2>(&mut sums, &step[128..192], &x);
            add_group::<N, 3>(&mut sums, &step[192..256], &x);
        }
        let outputs = self.weights.outputs;
        for (r, sums) in sums.iter().enumerate() {
            let unit = self.rows.units[self.row + r];
            for (v, &sum) in sums.iter().enumerate() {
                let n = self.number * ROWS + 4 * v;
                let scale = &self.weights.scale[n..n + 4];
                let bias = &self.weights.bias[n..n + 4];
                let out = &mut out[(self.row + r) * outputs + n..][..4];
                // SAFETY: each of the three slices has four floats. The order
                // of the operations is that of `portable::dequantise`.
                unsafe {
                    let y = vmulq_n_f32(vcvtq_f32_s32(sum), unit);
                    let y = vmulq_f32(y, vld1q_f32(scale.as_ptr()));
                    let y = vaddq_f32(y, vld1q_f32(bias.as_ptr()));
                    vst1q_f32(out.as_mut_ptr(), y);
                }
            }
        }
    }
}

/// Adds the products of four inputs, the `GROUP`th of those in `x`, with four
/// weights of each of 16 outputs.
#[target_feature(enable = "neon,dotprod")]
#[inline]
fn add_group<const N: usize, const GROUP: i32>(
    sums: &mut [[int32x4_t; 4]; N],
    weights: &[i8],
    x: &[int8x16_t; N],
) {
    for v in 0..4 {
        // SAFETY: 16 bytes are read from a slice of 16.
        let weights = unsafe { vld1q_s8(weights[16 * v..][..16].as_ptr()) };
        for (sums, &x) in sums.iter_mut().zip(x) {
            sums[v] = sdot::<GROUP>(sums[v], weights, x);
        }
    }
}

/// To each of four sums, its four weights times the four inputs of a group.
#[target_feature(enable = "neon,dotprod")]
#[inline]
fn sdot<const GROUP: i32>(sum: int32x4_t, weights: int8x16_t, x: int8x16_t) -> int32x4_t {
    let mut sum = sum;
    // SAFETY: the instruction reads and writes these registers only, and the
    // feature it belongs to is enabled.
    unsafe {
        asm!(
            "sdot {sum:v}.4s, {weights:v}.16b, {x:v}.4b[{group}]",
            sum = inout(vreg) sum,
            weights = in(vreg) weights,
            x = in(vreg) x,
            group = const GROUP,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sum
}
