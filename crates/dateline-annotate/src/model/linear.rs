//! Linear layers: 8-bit weights with rounded inputs, or plain floats.

use super::ModelError;
use super::file::ModelFile;
use super::kernels::{INPUTS, Kernels, Packed, Rounded, Rows};

/// A layer computed in whole numbers.
pub(crate) struct Rounding {
    packed: Packed,
}

impl Rounding {
    /// The layer of this name with so many outputs and inputs.
    pub fn load(
        file: &ModelFile,
        name: &str,
        outputs: usize,
        inputs: usize,
        kernels: &Kernels,
    ) -> Result<Self, ModelError> {
        // Sums stay far within 32 bits.
        if !inputs.is_multiple_of(INPUTS) || !(INPUTS..=1 << 14).contains(&inputs) {
            return Err(file.problem(format!("layer `{name}` has {inputs} inputs")));
        }
        let weights = file.weights(&format!("{name}.weight"), &[outputs, inputs])?;
        let scale = file.floats(&format!("{name}.scale"), &[outputs])?;
        let bias = file.floats(&format!("{name}.bias"), &[outputs])?;
        Ok(Self { packed: Packed::new(weights, &scale, &bias, kernels.layout) })
    }

    /// Floats from one row of the result to the next.
    pub fn stride(&self) -> usize {
        self.packed.outputs
    }

    /// The layer's outputs for each row, `stride` apart.
    pub fn apply(&self, kernels: &Kernels, rows: &Rounded, out: &mut Vec<f32>) {
        out.resize(rows.units.len() * self.packed.outputs, 0.0);
        kernels.product(&self.packed, rows, out);
    }
}

/// A layer, or a part of one, computed in floats.
pub(crate) struct Plain {
    /// `[inputs, stride]`.
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    /// Outputs, filled up to a multiple of 8.
    stride: usize,
}

impl Plain {
    /// From weights `[outputs, inputs]`.
    pub fn new(weights: &[f32], outputs: usize, bias: Option<&[f32]>) -> Self {
        let inputs = weights.len() / outputs.max(1);
        let stride = outputs.next_multiple_of(8);
        let mut turned = vec![0.0; inputs * stride];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            row.iter().enumerate().for_each(|(k, &weight)| turned[k * stride + output] = weight);
        }
        let mut bias = bias.unwrap_or_default().to_vec();
        bias.resize(stride, 0.0);
        Self { weights: turned, bias, inputs, stride }
    }

    /// The layer of this name with so many outputs and inputs.
    pub fn load(
        file: &ModelFile,
        name: &str,
        outputs: usize,
        inputs: usize,
        with_bias: bool,
    ) -> Result<Self, ModelError> {
        let weights = file.floats(&format!("{name}.weight"), &[outputs, inputs])?;
        let bias = match with_bias {
            true => Some(file.floats(&format!("{name}.bias"), &[outputs])?),
            false => None,
        };
        Ok(Self::new(&weights, outputs, bias.as_deref()))
    }

    /// Floats from one row of the result to the next.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// The layer's outputs for `count` rows, `stride` apart.
    pub fn apply(&self, kernels: &Kernels, x: Rows<'_>, count: usize) -> Vec<f32> {
        let mut out = vec![0.0; count * self.stride];
        let weights = Rows { values: &self.weights, stride: self.stride };
        kernels.multiply(x, weights, self.inputs, &mut out, self.stride);
        for row in out.chunks_exact_mut(self.stride) {
            row.iter_mut().zip(&self.bias).for_each(|(y, &bias)| *y += bias);
        }
        out
    }
}

/// A copy of `count` rows of `width` columns, turned: columns become rows,
/// filled up to a multiple of 8, which is the stride of the result.
pub(crate) fn turned(x: Rows<'_>, count: usize, width: usize, out: &mut Vec<f32>) -> usize {
    let stride = count.next_multiple_of(8);
    out.clear();
    out.resize(width * stride, 0.0);
    for row in 0..count {
        let values = &x.values[row * x.stride..][..width];
        values.iter().enumerate().for_each(|(column, &v)| out[column * stride + row] = v);
    }
    stride
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_layer_is_a_matrix_and_a_bias() {
        let layer = Plain::new(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3, Some(&[0.5, 0.0, -1.0]));
        let x = Rows { values: &[1.0, 1.0, 0.0, 2.0], stride: 2 };
        let y = layer.apply(Kernels::best(), x, 2);
        assert_eq!(layer.stride(), 8);
        assert_eq!((&y[..3], &y[8..11]), (&[3.5, 7.0, 10.0][..], &[4.5, 8.0, 11.0][..]));
    }

    #[test]
    fn turning_fills_up() {
        let mut out = Vec::new();
        let x = Rows { values: &[1.0, 2.0, 0.0, 3.0, 4.0], stride: 3 };
        assert_eq!(turned(x, 2, 2, &mut out), 8);
        assert_eq!((out[0], out[1], out[2], out[8], out[9]), (1.0, 3.0, 0.0, 2.0, 4.0));
    }
}
