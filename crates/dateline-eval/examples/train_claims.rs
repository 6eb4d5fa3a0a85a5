//! Fits `models/claims-1.tsv`, the confidence of claims: logistic regression of
//! whether a claim is right on its features, by Newton's method; no chance
//! involved.
//!
//! `cargo run --release -p dateline-eval --example train_claims -- OUT
//! POLNEAR_TRAIN.jsonl...`

use dateline_eval::{Weighed, weighed};
use dateline_read::Reader;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// How much weights are held small, and how often the solution is improved.
const RIDGE: f64 = 2.0;
const STEPS: usize = 25;

/// Values of all features, and whether the claim is right.
type Row = (Vec<f64>, f64);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("usage: train_claims OUT POLNEAR_TRAIN.jsonl...")?;
    let reader = Reader::default();
    let mut claims: Vec<Weighed> = Vec::new();
    for gold in args {
        claims.extend(weighed(Path::new(&gold), &reader)?);
    }
    let names: BTreeSet<&str> = claims.iter().flat_map(|c| c.0.iter().map(|f| f.0)).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let row = |(features, right): &Weighed| -> Row {
        let mut values = vec![0.0; names.len()];
        for (name, value) in features {
            if let Ok(at) = names.binary_search(name) {
                values[at] = f64::from(*value);
            }
        }
        (values, *right)
    };
    let rows: Vec<Row> = claims.iter().map(row).collect();
    let mean = rows.iter().map(|row| row.1).sum::<f64>() / rows.len().max(1) as f64;
    println!("{} claims, {mean:.3} of them right", rows.len());
    let weights = fit(&rows, names.len());
    let mut table = String::from(
        "# What makes us sure of a claim: the weights of attribute/confidence.rs, in log odds.\n\
         # Made by the example train_claims; claims-1.md is the card.\n",
    );
    for (name, weight) in names.iter().zip(weights) {
        writeln!(table, "{name}\t{weight:.3}")?;
    }
    std::fs::write(out, table)?;
    Ok(())
}

/// The weights of the largest likelihood, less RIDGE/2·|w|².
fn fit(rows: &[Row], count: usize) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -RIDGE * weight).collect();
        let mut curve = vec![vec![0.0; count]; count];
        for (i, row) in curve.iter_mut().enumerate() {
            row[i] = RIDGE;
        }
        for (row, right) in rows {
            let sum: f64 = row.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let spread = chance * (1.0 - chance);
            for i in (0..count).filter(|&i| row[i] != 0.0) {
                slope[i] += row[i] * (right - chance);
                for j in 0..count {
                    curve[i][j] += spread * row[i] * row[j];
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, slope)) {
            *weight += step;
        }
    }
    weights
}

/// The x with `left`·x = `right`, by elimination; RIDGE makes `left` regular.
fn solve(mut left: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    for i in 0..right.len() {
        let pivot = left[i].clone();
        for j in i + 1..right.len() {
            let times = left[j][i] / pivot[i];
            for (value, above) in left[j].iter_mut().zip(&pivot) {
                *value -= times * above;
            }
            right[j] -= times * right[i];
        }
    }
    for i in (0..right.len()).rev() {
        let known: f64 = (i + 1..right.len()).map(|k| left[i][k] * right[k]).sum();
        right[i] = (right[i] - known) / left[i][i];
    }
    right
}
