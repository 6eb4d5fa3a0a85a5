//! From scores of heads to a tree: always exactly one root, never a cycle.

/// Taken off every arc from the root, so that the best tree uses one only.
const ONE_ROOT: f64 = 1e4;

/// The head of each word; `None` is the root. `scores[i * stride + j]` says
/// how well word `j - 1` heads word `i`, or the root if `j` is 0.
///
/// That the scores of a word are not made probabilities changes nothing: it
/// would take the same off all arcs of which a tree uses exactly one.
pub(crate) fn tree(scores: &[f32], stride: usize, count: usize) -> Vec<Option<usize>> {
    let score = |word: usize, head: usize| match head == word + 1 {
        true => f64::NEG_INFINITY,
        false => f64::from(scores[word * stride + head]),
    };
    let greedy: Vec<usize> =
        (0..count).map(|word| first_best((0..=count).map(|head| score(word, head)))).collect();
    let heads = if is_tree(&greedy) {
        greedy
    } else {
        let size = count + 1;
        let mut full = vec![f64::NEG_INFINITY; size * size];
        for word in 0..count {
            // Relative to the best, so that sums stay small.
            let top = score(word, greedy[word]);
            for head in 0..size {
                let cost = if head == 0 { ONE_ROOT } else { 0.0 };
                full[(word + 1) * size + head] = score(word, head) - top - cost;
            }
        }
        arborescence(&full, size).split_off(1)
    };
    heads.into_iter().map(|head| head.checked_sub(1)).collect()
}

/// Where the largest value stands, the first of equals.
pub(crate) fn first_best<T: PartialOrd + Copy>(values: impl Iterator<Item = T>) -> usize {
    let mut best: Option<(usize, T)> = None;
    for (at, value) in values.enumerate() {
        if best.is_none_or(|(_, top)| value > top) {
            best = Some((at, value));
        }
    }
    best.map_or(0, |(at, _)| at)
}

/// Whether heads, counted from 1 with 0 the root, are a tree with one root.
fn is_tree(heads: &[usize]) -> bool {
    let mut padded = vec![0];
    padded.extend_from_slice(heads);
    heads.iter().filter(|&&head| head == 0).count() == 1 && cycle(&padded).is_none()
}

/// The best tree that hangs from node 0 (Chu-Liu-Edmonds): the head of each
/// node; of node 0 it means nothing. `scores[child * size + head]`.
fn arborescence(scores: &[f64], size: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..size)
        .map(|node| match node {
            0 => 0,
            _ => first_best(scores[node * size..][..size].iter().copied()),
        })
        .collect();
    let Some(ring) = cycle(&heads) else { return heads };
    let mut inside = vec![false; size];
    ring.iter().for_each(|&node| inside[node] = true);
    let outside: Vec<usize> = (0..size).filter(|&node| !inside[node]).collect();

    // The cycle becomes one node, the last of a smaller graph.
    let merged = outside.len();
    let less = merged + 1;
    let mut small = vec![f64::NEG_INFINITY; less * less];
    // Of the arcs into the cycle and out of it only the best can be used.
    let mut entry = vec![0; merged];
    let mut exit = vec![0; merged];
    for (place, &node) in outside.iter().enumerate() {
        let gain =
            |&child: &usize| scores[child * size + node] - scores[child * size + heads[child]];
        let best = first_best(ring.iter().map(gain));
        entry[place] = ring[best];
        small[merged * less + place] = gain(&ring[best]);
        if node == 0 {
            continue;
        }
        for (to, &head) in outside.iter().enumerate() {
            small[place * less + to] = scores[node * size + head];
        }
        let best = first_best(ring.iter().map(|&head| scores[node * size + head]));
        exit[place] = ring[best];
        small[place * less + merged] = scores[node * size + ring[best]];
    }
    let found = arborescence(&small, less);
    for (place, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = match found[place] {
            head if head == merged => exit[place],
            head => outside[head],
        };
    }
    let broken = found[merged];
    heads[entry[broken]] = outside[broken];
    heads
}

/// The nodes of a cycle among the heads, if there is one; node 0 is in none.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // The start from which each node was first reached.
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut ring = vec![at];
            let mut next = heads[at];
            while next != at {
                ring.push(next);
                next = heads[next];
            }
            return Some(ring);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(scores: &[f32], count: usize, heads: &[usize]) -> f64 {
        let arcs = heads.iter().enumerate();
        arcs.map(|(word, &head)| f64::from(scores[word * (count + 1) + head])).sum()
    }

    /// Every tree with one root, tried.
    fn best_of_all(scores: &[f32], count: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for number in 0..(count + 1).pow(count as u32) {
            let heads: Vec<usize> =
                (0..count).map(|i| number / (count + 1).pow(i as u32) % (count + 1)).collect();
            let own = heads.iter().enumerate().any(|(i, &head)| head == i + 1);
            if !own && is_tree(&heads) {
                best = best.max(total(scores, count, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_of_all(
            (count, scores) in (1usize..=5).prop_flat_map(|n| {
                (Just(n), prop::collection::vec(-9.0f32..9.0, n * (n + 1)))
            })
        ) {
            let found = tree(&scores, count + 1, count);
            let heads: Vec<usize> = found.iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&heads));
            let difference = total(&scores, count, &heads) - best_of_all(&scores, count);
            prop_assert!(difference.abs() < 1e-4, "{difference}");
        }

        #[test]
        fn whatever_the_scores_it_is_a_tree(
            scores in (1usize..40).prop_flat_map(|n| prop::collection::vec(-3i8..3, n * (n + 1)))
        ) {
            let count = (1..40).find(|n| n * (n + 1) == scores.len()).unwrap();
            let scores: Vec<f32> = scores.into_iter().map(f32::from).collect();
            let found = tree(&scores, count + 1, count);
            let heads: Vec<usize> = found.iter().map(|h| h.map_or(0, |h| h + 1)).collect();
            prop_assert!(is_tree(&heads));
        }
    }

    #[test]
    fn a_single_word_is_the_root() {
        assert_eq!(tree(&[-5.0, 7.0], 2, 1), [None]);
        assert!(tree(&[], 1, 0).is_empty());
    }
}
