//! From scores of `O`, `B-x` and `I-x` to names.

use super::tree::first_best;
use std::ops::Range;

/// The best names and the numbers of their kinds. `scores[i * stride]` starts
/// the `1 + 2 * kinds` scores of word `i`: `O, B-0, I-0, B-1, I-1 ...`.
pub(crate) fn names(scores: &[f32], stride: usize, kinds: usize) -> Vec<(Range<usize>, usize)> {
    let labels = 1 + 2 * kinds;
    let mut rows = scores.chunks_exact(stride).map(|row| &row[..labels]);
    let Some(first) = rows.next() else { return Vec::new() };
    let mut best = first.to_vec();
    // A name does not start inside.
    best.iter_mut().skip(2).step_by(2).for_each(|score| *score = f32::NEG_INFINITY);
    let mut before: Vec<Vec<usize>> = Vec::new();
    for row in rows {
        let top = first_best(best.iter().copied());
        let from: Vec<usize> = (0..labels)
            .map(|label| match label {
                inside if inside > 0 && inside % 2 == 0 => {
                    if best[inside - 1] >= best[inside] {
                        inside - 1
                    } else {
                        inside
                    }
                }
                _ => top,
            })
            .collect();
        best = from.iter().zip(row).map(|(&from, score)| best[from] + score).collect();
        before.push(from);
    }
    let mut path = vec![first_best(best.iter().copied())];
    for from in before.iter().rev() {
        path.push(from[path[path.len() - 1]]);
    }
    path.reverse();

    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (word, &label) in path.iter().enumerate() {
        match label {
            0 => {}
            begin if begin % 2 == 1 => found.push((word..word + 1, (label - 1) / 2)),
            _ => {
                if let Some((words, _)) = found.last_mut() {
                    words.end = word + 1;
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_its_own_beginning_only() {
        // O, B-0, I-0, B-1, I-1
        let scores = [
            [0.0, 1.0, 9.0, 0.0, 0.0], // I-0 may not begin
            [0.0, 0.0, 0.5, 0.0, 1.2], // I-1 does not follow B-0
            [0.0, 0.0, 0.0, 2.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 2.0],
            [1.0, 0.0, 0.0, 0.0, 0.0],
        ];
        let found = names(&scores.concat(), 5, 2);
        assert_eq!(found, [(0..2, 0), (2..4, 1)]);
        assert!(names(&[], 5, 2).is_empty());
    }
}
