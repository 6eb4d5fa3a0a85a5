//! The path for every processor, in plain Rust: the twin that the others are
//! compared with.

use super::{Kernels, Layout, Packed, Rounded, floats};

pub(super) static KERNELS: Kernels = Kernels {
    name: "portable",
    layout: Layout { rows: 8, group: 2, shift: 0 },
    product,
    round: floats::round,
    multiply: floats::multiply,
    add_norm: floats::add_norm,
    gelu: floats::gelu,
    softmax: floats::softmax,
};

/// Panels of 8 outputs against 2 rows at a time.
pub(super) fn product(weights: &Packed, rows: &Rounded, out: &mut [f32]) {
    let inputs = weights.inputs;
    let panels = weights.weights.chunks_exact(8 * inputs);
    // The panel in 16 bits, which is what processors multiply.
    let mut wide = vec![0i16; 8 * inputs];
    for (panel, weights_of_panel) in panels.enumerate() {
        for (wide, &weight) in wide.iter_mut().zip(weights_of_panel) {
            *wide = weight.into();
        }
        for (row, values) in rows.values.chunks_exact(inputs).enumerate() {
            let mut sums = [0i32; 8];
            let (steps, _) = wide.as_chunks::<16>();
            let (pairs, _) = values.as_chunks::<2>();
            for (step, pair) in steps.iter().zip(pairs) {
                for i in 0..8 {
                    sums[i] += i32::from(step[2 * i]) * i32::from(pair[0])
                        + i32::from(step[2 * i + 1]) * i32::from(pair[1]);
                }
            }
            let out = &mut out[row * weights.outputs + panel * 8..][..8];
            for i in 0..8 {
                let n = panel * 8 + i;
                out[i] = dequantise(sums[i], rows.units[row], weights.scale[n], weights.bias[n]);
            }
        }
    }
}

/// The float of a sum of products; every path computes it in this order.
#[inline(always)]
pub(super) fn dequantise(sum: i32, unit: f32, scale: f32, bias: f32) -> f32 {
    sum as f32 * unit * scale + bias
}
