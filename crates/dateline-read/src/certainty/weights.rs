//! The fitted weights, `models/certainty-1.bin`.
//!
//! Layout: `DLC1`, the scale (f32, little-endian), then one signed byte for
//! each place. The sum of a word's weights times the scale is its score.
//! `cargo run --release -p dateline-eval --example train_certainty` makes it.

use std::sync::LazyLock;

/// Places for features.
pub const BUCKETS: usize = 1 << 18;

const HEADER: usize = 8;

static BYTES: &[u8] = include_bytes!("../../../../models/certainty-1.bin");

pub(super) struct Weights {
    scale: f32,
    weights: &'static [u8],
}

impl Weights {
    /// The weights in the program; a test makes sure that they are whole.
    pub fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::of(BYTES).unwrap_or(Weights { scale: 0.0, weights: &[] }));
        &WEIGHTS
    }

    fn of(bytes: &'static [u8]) -> Option<Self> {
        let (header, weights) = bytes.split_at_checked(HEADER)?;
        let scale = header.strip_prefix(b"DLC1")?.try_into().ok()?;
        (weights.len() == BUCKETS).then_some(Self { scale: f32::from_le_bytes(scale), weights })
    }

    /// The score of a word with these features.
    pub fn score(&self, features: &[u32]) -> f32 {
        let weight = |&place: &u32| self.weights.get(place as usize).map_or(0, |&b| b.cast_signed());
        let sum: i32 = features.iter().map(weight).map(i32::from).sum();
        (sum as f32 * self.scale).clamp(-3.0, 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        assert!(Weights::of(BYTES).is_some());
    }
}
