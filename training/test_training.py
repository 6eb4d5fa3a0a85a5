"""`python -m training.test_training`: the parts that can be checked without weights."""

import itertools

import numpy as np

from . import casing, conllu, decode, lemma, wordpiece


def best_by_trying(scores):
    n = len(scores)
    scores = scores.astype(float)
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    scores = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    trees = (t for t in itertools.product(range(n + 1), repeat=n) if decode.is_tree(np.array(t)))
    return max(trees, key=lambda tree: sum(scores[i, h] for i, h in enumerate(tree)))


def test_tree():
    random = np.random.default_rng(1)
    for n in (1, 2, 3, 4, 5):
        for _ in range(60 if n < 5 else 12):
            scores = random.normal(size=(n, n + 1)) * 3
            assert tuple(decode.tree(scores)) == best_by_trying(scores)


def test_names():
    scores = np.array([[0.0, 1, 5, 0, 0], [0, 0, 3, 0, 4], [9, 0, 0, 0, 0]])  # O B0 I0 B1 I1
    assert decode.names(scores) == [(0, 1, 0)]


def test_mentions_never_cross():
    random = np.random.default_rng(2)
    found = decode.mentions(random.normal(size=(7, 7, 14)), 10, ["name", "nominal", "pronoun"])
    for (a, b, *_), (c, d, *_) in itertools.combinations(found, 2):
        assert not (a < c <= b < d or c < a <= d < b)


def test_lemma():
    for form, target in [("studies", "study"), ("Was", "be"), ("PayPal", "PayPal"), ("NATO", "NATO"), ("PUTIN", "Putin")]:
        low = lemma.apply(lemma.edit(form, target), form)
        assert low == target.lower()
        assert lemma.cased(lemma.case(form, target), form, low) == target
    assert lemma.case("putin", "Putin") == lemma.case("PUTIN", "Putin") == "title"
    assert lemma.apply("3:y", "is") is None


def test_words():
    shapes = {"the": 3, "A": 4, "NATO": 6, "Rome": 5, "iPhone": 7, "F-16": 8, "2.5": 1, "...": 2}
    assert {form: casing.shape(form) for form in shapes} == shapes
    assert wordpiece.runs("Zaïre's") == ["zaire", "'", "s"]


def test_brackets():
    found = conllu.mentions(["Entity=(1-person-x(2-place-y)", "_", "Entity=1)"])
    assert [(m.start, m.end, m.type) for m in found] == [(0, 0, "place"), (0, 2, "person")]


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print("ok", name)
