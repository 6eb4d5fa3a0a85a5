//! Arithmetic on floats, the same on every path: `inline(always)` bodies that
//! each path compiles for its own instructions. Sums run over eight or
//! sixteen lanes that are added up in a fixed order.

use super::{Rounded, Rows};

/// Adding and taking off this number rounds to a whole one, ties to even; in
/// between, the low bits are that number. Good for sizes below 2^22.
const ROUNDER: f32 = 12_582_912.0; // 1.5 * 2^23

/// e^x, within 2 units in the last place between -87 and 88; what lies beyond
/// counts as the bound.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = if x > 88.0 { 88.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    // x = n ln 2 + r; ln 2 in two parts, the first short enough to be exact.
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = x - n * 0.693_359_4;
    let r = r - n * -2.121_944_4e-4;
    // Cephes' polynomial for e^r, |r| <= ln 2 / 2.
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_2e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 5e-1;
    let e = p * r * r + r + 1.0;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    e * power
}

/// Adds up lanes, halving.
#[inline(always)]
fn total<const N: usize>(mut lanes: [f32; N]) -> f32 {
    let mut half = N / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// Sum of `f` over a slice, in `N` lanes; what is left behind the last whole
/// block goes into the first lanes.
#[inline(always)]
fn sum<const N: usize>(x: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; N];
    let (blocks, rest) = x.as_chunks::<N>();
    for block in blocks {
        for i in 0..N {
            lanes[i] += f(block[i]);
        }
    }
    for (i, &x) in rest.iter().enumerate() {
        lanes[i] += f(x);
    }
    total(lanes)
}

/// The largest of `f` over a slice, at least `least`.
#[inline(always)]
fn largest<const N: usize>(x: &[f32], least: f32, f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [least; N];
    let (blocks, rest) = x.as_chunks::<N>();
    for block in blocks {
        for i in 0..N {
            let x = f(block[i]);
            lanes[i] = if x > lanes[i] { x } else { lanes[i] };
        }
    }
    for (i, &x) in rest.iter().enumerate() {
        let x = f(x);
        lanes[i] = if x > lanes[i] { x } else { lanes[i] };
    }
    lanes.iter().fold(least, |a, &b| if b > a { b } else { a })
}

#[inline(always)]
pub(super) fn round(x: &[f32], width: usize, rows: &mut Rounded) {
    rows.values.resize(x.len(), 0);
    rows.units.clear();
    for (row, out) in x.chunks_exact(width).zip(rows.values.chunks_exact_mut(width)) {
        let top = largest::<16>(row, 1e-12, f32::abs);
        let factor = 127.0 / top;
        for (out, &x) in out.iter_mut().zip(row) {
            // The lowest bits are the whole number.
            *out = (x * factor + ROUNDER).to_bits() as i8;
        }
        rows.units.push(top / 127.0);
    }
}

#[inline(always)]
pub(super) fn gelu(x: &mut [f32]) {
    for x in x {
        let z = *x;
        // 0.5 z (1 + tanh u) = z / (1 + exp(-2 u))
        let u = 0.797_884_6 * (z + 0.044_715 * z * z * z);
        *x = z / (1.0 + exp(-2.0 * u));
    }
}

#[inline(always)]
pub(super) fn softmax(x: &mut [f32], width: usize, count: usize, factor: f32) {
    for row in x.chunks_exact_mut(width) {
        // Whole vectors are quicker: what is filled up counts next to nothing.
        row[count..].fill(f32::MIN);
        let top = largest::<8>(row, f32::MIN, |x| x);
        for x in row.iter_mut() {
            *x = exp((*x - top) * factor);
        }
        let share = 1.0 / sum::<8>(row, |x| x);
        for x in row.iter_mut() {
            *x *= share;
        }
        row[count..].fill(0.0);
    }
}

#[inline(always)]
pub(super) fn add_norm(x: &mut [f32], added: &[f32], weight: &[f32], bias: &[f32], eps: f32) {
    let width = weight.len();
    let share = 1.0 / width as f32;
    for (row, added) in x.chunks_exact_mut(width).zip(added.chunks_exact(width)) {
        for (x, &added) in row.iter_mut().zip(added) {
            *x += added;
        }
        let mean = sum::<16>(row, |x| x) * share;
        let variance = sum::<16>(row, |x| (x - mean) * (x - mean)) * share;
        let factor = 1.0 / (variance + eps).sqrt();
        for ((x, &weight), &bias) in row.iter_mut().zip(weight).zip(bias) {
            *x = (*x - mean) * factor * weight + bias;
        }
    }
}

/// Each number of the result is summed in the order of `inner`, whatever the
/// block it is computed in.
#[inline(always)]
pub(super) fn multiply(
    a: Rows<'_>,
    b: Rows<'_>,
    inner: usize,
    columns: usize,
    out: &mut [f32],
    stride: usize,
) {
    debug_assert!(columns.is_multiple_of(8) && columns <= stride);
    let mut row = 0;
    let mut blocks = out.chunks_mut(4 * stride);
    for block in &mut blocks {
        let a = Rows { values: &a.values[row * a.stride..], stride: a.stride };
        let rows = block.len().div_ceil(stride);
        match rows {
            4 => multiply_rows::<4>(a, b, inner, columns, block, stride),
            3 => multiply_rows::<3>(a, b, inner, columns, block, stride),
            2 => multiply_rows::<2>(a, b, inner, columns, block, stride),
            _ => multiply_rows::<1>(a, b, inner, columns, block, stride),
        }
        row += rows;
    }
}

#[inline(always)]
fn multiply_rows<const N: usize>(
    a: Rows<'_>,
    b: Rows<'_>,
    inner: usize,
    columns: usize,
    out: &mut [f32],
    stride: usize,
) {
    let mut column = 0;
    while column + 16 <= columns {
        multiply_block::<N, 16>(a, b, inner, column, out, stride);
        column += 16;
    }
    if column < columns {
        multiply_block::<N, 8>(a, b, inner, column, out, stride);
    }
}

#[inline(always)]
fn multiply_block<const N: usize, const M: usize>(
    a: Rows<'_>,
    b: Rows<'_>,
    inner: usize,
    column: usize,
    out: &mut [f32],
    stride: usize,
) {
    let a: [&[f32]; N] = std::array::from_fn(|r| &a.values[r * a.stride..][..inner]);
    let mut sums = [[0.0f32; M]; N];
    let mut from = column;
    // By number, since N rows of `a` go along.
    #[allow(clippy::needless_range_loop)]
    for k in 0..inner {
        let Some(b_row) = b.values[from..].first_chunk::<M>() else { break };
        from += b.stride;
        for r in 0..N {
            let factor = a[r][k];
            for c in 0..M {
                sums[r][c] += factor * b_row[c];
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        out[r * stride + column..][..M].copy_from_slice(sums);
    }
}
