//! The linear model: a table of 8-bit weights, `models/sentences-1.bin`.
//!
//! Layout: `DLS1`, the bits of the table's index (u32), the scale (f32), both
//! little-endian, then one signed byte per feature. The sum of a place's
//! weights times the scale is the log-odds that a sentence ends there.
//! `cargo run --release -p dateline-eval --example train_sentences` makes it.

use std::sync::LazyLock;

use super::features::{BITS, Features};

const HEADER: usize = 12;

static BYTES: &[u8] = include_bytes!("../../../../models/sentences-1.bin");

pub(super) struct Model {
    weights: Vec<i8>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let whole = BYTES.len() == HEADER + (1 << BITS) && BYTES.starts_with(b"DLS1");
    let weights = if whole {
        BYTES[HEADER..].iter().map(|&b| b.cast_signed()).collect()
    } else {
        vec![0; 1 << BITS]
    };
    Model { weights }
});

pub(super) fn model() -> &'static Model {
    &MODEL
}

impl Model {
    /// Whether a sentence ends at a place with these features.
    pub(super) fn decide(&self, features: &Features) -> bool {
        features.iter().map(|&f| i32::from(self.weights[f as usize])).sum::<i32>() > 0
    }
}
