//! The fitted weights, `models/certainty-1.bin`.
//!
//! Layout: `DLC1`, the number of features (u32), the scale (f32); the features'
//! hashes in ascending order (u32 each), then their weights, one signed byte
//! each; numbers are little-endian. A byte b means b·|b| times the scale, so
//! that small weights keep their differences. The sum of a word's weights is
//! its score. `cargo run --release -p dateline-eval --example train_certainty`
//! makes it.

use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!("../../../../models/certainty-1.bin");

/// Hashes of features with their weights.
#[derive(Debug, Default)]
pub(super) struct Weights {
    hashes: Vec<u32>,
    weights: Vec<f32>,
}

impl Weights {
    /// The weights in the program; a test makes sure that they are whole.
    pub fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::of(BYTES).unwrap_or_default());
        &WEIGHTS
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let word = |bytes: &[u8], at: usize| -> Option<[u8; 4]> {
            bytes.get(at * 4..at * 4 + 4)?.try_into().ok()
        };
        let bytes = bytes.strip_prefix(b"DLC1")?;
        let count = u32::from_le_bytes(word(bytes, 0)?) as usize;
        let scale = f32::from_le_bytes(word(bytes, 1)?);
        let (hashes, weights) = bytes.get(8..)?.split_at_checked(count * 4)?;
        let hashes = (0..count).map(|at| word(hashes, at).map(u32::from_le_bytes));
        let weight = |&byte: &u8| {
            let byte = f32::from(byte.cast_signed());
            byte * byte.abs() * scale
        };
        (weights.len() == count).then(|| {
            Some(Self {
                hashes: hashes.collect::<Option<_>>()?,
                weights: weights.iter().map(weight).collect(),
            })
        })?
    }

    /// The score of a word with these features.
    pub fn score(&self, features: &[u32]) -> f32 {
        let weight =
            |hash: &u32| self.hashes.binary_search(hash).map_or(0.0, |at| self.weights[at]);
        features.iter().map(weight).sum::<f32>().clamp(-3.0, 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        let weights = Weights::of(BYTES).unwrap();
        assert!(weights.hashes.is_sorted() && weights.hashes.len() > 1000);
        assert!(Weights::of(&BYTES[..BYTES.len() - 1]).is_none());
    }
}
