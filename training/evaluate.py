"""Scores on the dev sets, gold tokens."""

from . import corpora, names
from .config import CORPORA
from .predict import predict

UNER_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}


class Count:
    def __init__(self):
        self.hit = self.found = self.gold = 0

    def add(self, found, gold):
        self.hit += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def f1(self):
        return 200 * self.hit / max(1, self.found + self.gold)


def universal(relation):
    return relation.split(":")[0]


def parse(sentences, analyses):
    """Accuracies per word, in percent."""
    total, hits = 0, dict.fromkeys(("upos", "xpos", "lemma", "feats", "uas", "las"), 0)
    for sentence, analysis in zip(sentences, analyses):
        for i, word in enumerate(sentence.words):
            total += 1
            tags = {name: values[i] for name, values in analysis.tags.items()}
            hits["upos"] += tags["upos"] == word.upos
            hits["xpos"] += tags["xpos"] == word.xpos
            # A gold lemma of `_` says nothing.
            hits["lemma"] += word.lemma == "_" or analysis.lemmas[i] == word.lemma
            hits["feats"] += all(
                word.feats.get(name, "_") == value
                for name, value in tags.items()
                if name[0].isupper()
            )
            attached = analysis.heads[i] == word.head
            hits["uas"] += attached
            hits["las"] += attached and universal(analysis.deprels[i]) == universal(word.deprel)
    return {name: 100 * count / total for name, count in hits.items()}


def mentions(sentences, analyses):
    """Typed span F1 over all mentions, and over names and nominals alone."""
    whole, full = Count(), Count()
    spans, named = Count(), Count()
    for sentence, analysis in zip(sentences, analyses):
        gold = {(m.start, m.end, m.type, names.form(sentence.words, m.start, m.end)) for m in sentence.mentions}
        found = set(analysis.mentions)
        whole.add({f[:3] for f in found}, {g[:3] for g in gold})
        full.add({f[:3] for f in found if f[3] != "pronoun"}, {g[:3] for g in gold if g[3] != "pronoun"})
        spans.add({f[:2] for f in found}, {g[:2] for g in gold})
        named.add({f[:3] for f in found if f[3] == "name"}, {g[:3] for g in gold if g[3] == "name"})
    return {
        "mentions": whole.f1(),
        "named+nominal": full.f1(),
        "untyped": spans.f1(),
        "named": named.f1(),
    }


def name_scores(model, encoding):
    sentences = list(corpora.uner(CORPORA / "entities/uner_ewt_dev.iob2"))
    analyses = predict(model, encoding, [forms for forms, _ in sentences])
    return uner(sentences, analyses)


def uner(sentences, analyses):
    counts = {kind: Count() for kind in ("all", "untyped", "PER", "LOC", "ORG")}
    for (_, gold), analysis in zip(sentences, analyses):
        found = {(i, j, UNER_TYPES[k]) for i, j, k in analysis.names if k in UNER_TYPES}
        counts["all"].add(found, gold)
        counts["untyped"].add({f[:2] for f in found}, {g[:2] for g in gold})
        for kind in ("PER", "LOC", "ORG"):
            counts[kind].add({f for f in found if f[2] == kind}, {g for g in gold if g[2] == kind})
    return {kind: count.f1() for kind, count in counts.items()}


def everything(model, encoding):
    """All dev figures, by corpus."""
    scores = {}
    for name in ("ewt", "gum"):
        sentences = corpora.dev_sentences(name)
        analyses = predict(model, encoding, [[w.form for w in s.words] for s in sentences])
        scores[name] = parse(sentences, analyses)
        if name == "gum":
            scores["mentions"] = mentions(sentences, analyses)
            opened = [
                (s, a) for s, a in zip(sentences, analyses)
                if corpora.genre(s.document) in corpora.GUM_GENRES
            ]
            scores["gum, open genres"] = parse(*zip(*opened))
    scores["uner"] = name_scores(model, encoding)
    return scores


def table(scores):
    return "\n".join(
        f"{part:18}" + "  ".join(f"{name} {value:.2f}" for name, value in row.items())
        for part, row in scores.items()
    )
