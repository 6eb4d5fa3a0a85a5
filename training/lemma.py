"""Lemmas: an edit, a casing and a short memory.

The edit `cut:add` says what to do with the lower-cased word: drop its last `cut` characters, append `add`.
The casing says how the result is written: `lower`, `title` (first character upper), `upper`, or `keep` (the
characters that were kept look as they did in the word). The first casing that fits is taken, so that the
label does not depend on how a headline was set; only for words like `PayPal` does `keep` come early.
"""

from collections import Counter, defaultdict

from . import casing

CASES = ("lower", "title", "upper", "keep")
MIXED_CASES = ("lower", "keep", "title", "upper")


def edit(form, lemma):
    """The edit that makes this lemma of this word."""
    low, target = form.lower(), lemma.lower()
    kept = 0
    while kept < min(len(low), len(target)) and low[kept] == target[kept]:
        kept += 1
    return f"{len(low) - kept}:{target[kept:]}"


def apply(rule, form):
    """The lower-case lemma, or None where the word is too short for the edit or nothing would be left."""
    cut, add = rule.split(":", 1)
    low = form.lower()
    kept = len(low) - int(cut)
    if kept < 0:
        return None
    return low[:kept] + add or None


def cased(case, form, lemma):
    """The lower-case lemma written as the casing says."""
    if case == "title":
        return lemma[:1].upper() + lemma[1:]
    if case == "upper":
        return lemma.upper()
    if case == "keep":
        low = form.lower()
        kept = 0
        while kept < min(len(low), len(lemma)) and low[kept] == lemma[kept]:
            kept += 1
        return form[:kept] + lemma[kept:] if len(form) == len(low) else lemma
    return lemma


def case(form, lemma):
    """The casing that writes this lemma, or None."""
    order = MIXED_CASES if casing.shape(form) == casing.MIXED else CASES
    for name in order:
        if cased(name, form, lemma.lower()) == lemma:
            return name
    return None


def memory(sentences, least=2, share=0.8):
    """What the training words say: (word, universal tag) -> lower-case lemma, where they agree.

    Words that are their own lemma are kept too: `news` must not become `new`.
    """
    seen = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.lemma != "_":
                seen[word.form.lower(), word.upos][word.lemma.lower()] += 1
    known = {}
    for key, lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        if count >= least and count >= share * lemmas.total():
            known[key] = lemma
    return known
