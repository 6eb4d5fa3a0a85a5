"""From scores to a tree, mentions and names; Rust does the same."""

import numpy as np

ONE_ROOT = 1e4  # taken off every root arc, so that the best tree uses one only


def tree(scores):
    """Heads (0 the root) of the best tree with exactly one root. `scores[i, j]`: word i + 1 under head j."""
    n = len(scores)
    scores = scores.astype(np.float64)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf  # nobody heads itself
    # Log-probabilities over the heads of each word.
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    greedy = scores.argmax(1)
    if is_tree(greedy):
        return greedy
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores
    full[1:, 0] -= ONE_ROOT
    return chu_liu_edmonds(full)[1:]


def is_tree(heads):
    if (heads == 0).sum() != 1:
        return False
    for word in range(len(heads)):
        steps, at = 0, word + 1
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def chu_liu_edmonds(scores):
    """Best arborescence from node 0; `scores[child, head]`. Ties go to the lower head."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # The cycle becomes one node, the last of a smaller graph.
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    entry = gain[:, outside].argmax(0)
    small[-1, :-1] = gain[:, outside].max(0)
    exits = scores[np.ix_(outside, cycle)]
    exit_ = exits.argmax(1)
    small[:-1, -1] = exits.max(1)
    small[0] = -np.inf
    found = chu_liu_edmonds(small)
    result = heads.copy()
    for position, word in enumerate(outside):
        if word:
            head = found[position]
            result[word] = cycle[exit_[position]] if head == size - 1 else outside[head]
    broken = found[-1]
    result[cycle[entry[broken]]] = outside[broken]
    return result


def find_cycle(heads):
    state = np.zeros(len(heads), int)
    for start in range(1, len(heads)):
        path, at = [], start
        while at > 0 and not state[at]:
            state[at] = start
            path.append(at)
            at = heads[at]
        if at > 0 and state[at] == start:
            return np.array(path[path.index(at) :])
    return None


def mentions(scores, kinds, forms):
    """Spans whose best type is not `none`, best first, none crossing a better one: (start, end, type, form)."""
    n = len(scores)
    types = scores[..., : kinds + 1]
    best = types[..., 1:].argmax(-1)
    margin = types[..., 1:].max(-1) - types[..., 0]
    found = [
        (margin[i, j], i, j) for i in range(n) for j in range(i, n) if margin[i, j] > 0
    ]
    chosen = []
    for _, i, j in sorted(found, key=lambda span: (-span[0], span[1], span[2])):
        if not any(a < i <= b < j or i < a <= j < b for a, b, *_ in chosen):
            form = scores[i, j, kinds + 1 :].argmax()
            chosen.append((i, j, int(best[i, j]), int(form)))
    return sorted(chosen)


def names(scores):
    """Viterbi over O, B-0, I-0, B-1 ... where I-x follows only B-x or I-x: (start, end, type)."""
    n, labels = scores.shape
    best, back = scores[0].copy(), np.zeros((n, labels), int)
    best[2::2] = -np.inf
    for i in range(1, n):
        step = np.full(labels, best.max())
        back[i] = best.argmax()
        for inside in range(2, labels, 2):
            before = inside - 1 if best[inside - 1] >= best[inside] else inside
            back[i, inside], step[inside] = before, best[before]
        best = step + scores[i]
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    path.reverse()
    found, start = [], None
    for i, label in enumerate([*path, 0]):
        if start is not None and (label == 0 or label % 2 == 1):
            found.append((start, i - 1, (path[start] - 1) // 2))
            start = None
        if label % 2 == 1:
            start = i
    return found
