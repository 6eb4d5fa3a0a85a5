//! Fits `models/certainty-1.bin`: ridge regression of annotators' scores on the
//! features of predicates, by conjugate gradients; no chance involved.
//!
//! `cargo run --release -p dateline-eval --example train_certainty -- OUT
//! FACTUALITY.jsonl...`

use dateline_eval::judged;
use dateline_read::{Reader, Scale};
use std::collections::BTreeMap;
use std::path::Path;

/// How much weights are held small, and how often the solution is improved.
const RIDGE: f64 = 120.0;
const STEPS: usize = 120;
/// Features of fewer predicates are left out.
const LEAST: usize = 3;
/// Weights of smaller bytes are left out.
const SMALLEST: u8 = 4;

/// Features, score, and how often the row counts.
type Row = (Vec<u32>, f64, f64);

/// News and the small corpora count more than their size.
fn times(scale: Scale) -> f64 {
    match scale {
        Scale::UdsIh2 => 1.0,
        Scale::Uw | Scale::Meantime => 2.0,
        Scale::Mv2 | Scale::Rp => 3.0,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: train_certainty OUT FACTUALITY.jsonl...")?;
    let reader = Reader::default();
    let mut rows: Vec<Row> = Vec::new();
    for gold in args {
        let judged = judged(Path::new(&gold), &reader)?;
        println!("{gold}: {} predicates", judged.len());
        rows.extend(
            judged.into_iter().map(|(scale, features, score)| (features, score, times(scale))),
        );
    }
    let mut counts = BTreeMap::new();
    rows.iter().flat_map(|row| &row.0).for_each(|&hash| *counts.entry(hash).or_insert(0) += 1);
    let hashes: Vec<u32> =
        counts.into_iter().filter(|&(_, count)| count >= LEAST).map(|(hash, _)| hash).collect();
    for (features, ..) in &mut rows {
        let places = features.iter().filter_map(|hash| hashes.binary_search(hash).ok());
        *features = places.map(|place| place as u32).collect();
    }
    let weights = solve(&rows, hashes.len());
    let distance = rows.iter().map(|(features, score, _)| (of(&weights, features) - score).abs());
    println!("mean distance on these files: {:.3}", distance.sum::<f64>() / rows.len() as f64);

    let largest = weights.iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
    let scale = largest / (127.0 * 127.0);
    let byte = |weight: f64| (weight.signum() * (weight.abs() / scale).sqrt()).round() as i8;
    let kept: Vec<(u32, i8)> = hashes
        .into_iter()
        .zip(weights.iter().map(|&weight| byte(weight)))
        .filter(|(_, byte)| byte.unsigned_abs() >= SMALLEST)
        .collect();
    println!("{} features", kept.len());
    let mut bytes = b"DLC1".to_vec();
    bytes.extend((kept.len() as u32).to_le_bytes());
    bytes.extend((scale as f32).to_le_bytes());
    bytes.extend(kept.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
    bytes.extend(kept.iter().map(|(_, byte)| byte.cast_unsigned()));
    std::fs::write(out, bytes)?;
    Ok(())
}

fn of(weights: &[f64], features: &[u32]) -> f64 {
    features.iter().map(|&place| weights[place as usize]).sum()
}

/// The weights w of least |Xw - y|² + RIDGE·|w|², rows counted as often as they say.
fn solve(rows: &[Row], count: usize) -> Vec<f64> {
    // Xᵀ(Xv) + RIDGE·v
    let apply = |v: &[f64]| {
        let mut result: Vec<f64> = v.iter().map(|value| value * RIDGE).collect();
        for (features, _, times) in rows {
            let value = times * of(v, features);
            features.iter().for_each(|&place| result[place as usize] += value);
        }
        result
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut weights = vec![0.0; count];
    let mut rest = vec![0.0; count];
    for (features, score, times) in rows {
        features.iter().for_each(|&place| rest[place as usize] += times * score);
    }
    let mut direction = rest.clone();
    let mut size = dot(&rest, &rest);
    for _ in 0..STEPS {
        let applied = apply(&direction);
        let step = size / dot(&direction, &applied).max(f64::MIN_POSITIVE);
        for i in 0..count {
            weights[i] += step * direction[i];
            rest[i] -= step * applied[i];
        }
        let next = dot(&rest, &rest);
        let share = next / size.max(f64::MIN_POSITIVE);
        size = next;
        for i in 0..count {
            direction[i] = rest[i] + share * direction[i];
        }
    }
    weights
}
