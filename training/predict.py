"""Runs the model over lists of words."""

from collections import namedtuple
from dataclasses import dataclass

import torch

from . import decode, lemma, roles
from .attribution import Frame, marks
from .config import FORMS
from .examples import Example, pad

CANDIDATES = 5  # edits looked at
KNOWN = 2.0  # what a known word is worth, in units of the scores
ANCHOR = 0.2  # a word is the anchor of a cue if it is more likely than this to be one

Node = namedtuple("Node", "head deprel")


@dataclass
class Analysis:
    forms: list
    tags: dict  # closed set -> a value per word
    heads: list
    deprels: list
    lemmas: list
    mentions: list  # (start, end, type, form)
    names: list  # (start, end, type)
    frames: list  # (anchor, role per word) of each cue
    facts: list  # per word, a score per group of corpora


@torch.no_grad()
def predict(model, encoding, sentences, batch_pieces=3000):
    """An Analysis per sentence, in order."""
    model.eval()
    order = sorted(range(len(sentences)), key=lambda i: encoding.length(sentences[i]))
    results, start = [None] * len(sentences), 0
    while start < len(order):
        end = start + 1
        while end < len(order) and encoding.length(sentences[order[end]]) * (end + 1 - start) <= batch_pieces:
            end += 1
        chosen = [sentences[i] for i in order[start:end]]
        for i, analysis in zip(order[start:end], run(model, encoding, chosen)):
            results[i] = analysis
        start = end
    return results


def run(model, encoding, sentences):
    out = model(encoding.inputs(sentences))
    arcs = out["arcs"].numpy()
    longest = arcs.shape[1]
    heads = torch.zeros(len(sentences), longest, dtype=torch.long)
    for row, forms in enumerate(sentences):
        n = len(forms)
        heads[row, :n] = torch.from_numpy(decode.tree(arcs[row, :n, : n + 1]))
    deprels = relations(model, out, heads)
    spans = model.spans(out["span_views"]).numpy()
    likely = out["tags"]["anchor"].softmax(-1)[..., 1]
    facts = model.facts(out["words"])
    tags = {name: scores.argmax(-1).tolist() for name, scores in out["tags"].items()}
    edits = out["tags"]["edit"].topk(CANDIDATES, -1)
    edits = [list(map(list, map(zip, row[0], row[1]))) for row in zip(edits.values.tolist(), edits.indices.tolist())]
    for row, forms in enumerate(sentences):
        n = len(forms)
        named = {k: [model.labels[k][v] for v in values[row][:n]] for k, values in tags.items()}
        entity = model.labels["entity"]
        named_deprels = [model.labels["deprel"][v] for v in deprels[row, :n].tolist()]
        yield Analysis(
            forms,
            named,
            heads[row, :n].tolist(),
            named_deprels,
            [lemma_of(encoding, form, named["upos"][i], named["case"][i], edits[row][i]) for i, form in enumerate(forms)],
            [(i, j, entity[k], FORMS[f]) for i, j, k, f in decode.mentions(spans[row, :n, :n], len(entity), FORMS)],
            [(i, j, model.labels["name"][k]) for i, j, k in decode.names(out["names"][row, :n].numpy())],
            frames_of(model, out["words"][row : row + 1, :n], likely[row, :n], forms, heads[row, :n].tolist(), named_deprels),
            facts[row, :n].tolist(),
        )


def frames_of(model, words, likely, forms, heads, deprels):
    """Reads each sentence as if it stood alone in its paragraph."""
    found = []
    tree = [Node(head, deprel) for head, deprel in zip(heads, deprels)]
    for anchor in (likely > ANCHOR).nonzero().flatten().tolist():
        example = Example(forms, frames=[Frame(anchor, [0] * len(forms))], quoted=marks(forms)[0], tree=tree)
        scores = model.roles(words, roles.features([example], pad))
        found.append((anchor, model.roles.decode(scores[0], len(forms))))
    return found


def relations(model, out, heads):
    """The best label under each head; `root` stands under the root and nowhere else."""
    scores = model.relations(out["label_views"], heads)
    root = model.labels["deprel"].index("root")
    top = heads == 0
    scores[..., root] = torch.where(top, 1e9, -1e9)
    return scores.argmax(-1)


def respelled(low, lemma, known):
    """An edit that left the word's ending half undone gives no known word ("clashe", "violat", "scann") where its
    neighbour is one."""
    if lemma == low or lemma in known or not (lemma.isascii() and lemma.isalpha()):
        return lemma
    neighbours = [lemma[:-2] + "man"] if lemma.endswith("me") and low.endswith("men") else []
    neighbours += [lemma[:-2] + "y"] if lemma.endswith("ie") else []
    neighbours += [lemma[:-1] + "y"] if lemma.endswith("i") else []
    neighbours += [lemma[:-1]] if lemma.endswith("e") or len(lemma) > 3 and lemma[-1] == lemma[-2] else []
    return next((word for word in [*neighbours, lemma + "e"] if word in known), lemma)


def lemma_of(encoding, form, upos, case, edits):
    """The lemma remembered for the word and its tag; else that of the best edit. Edits that give a piece of the
    vocabulary, which holds the common words, are preferred."""
    best = encoding.memory.get((form.lower(), upos))
    if best is None:
        top = None
        for score, number in edits:
            candidate = lemma.apply(encoding.labels["edit"][number], form)
            if candidate:
                score += KNOWN if candidate in encoding.pieces.ids else 0.0
                if top is None or score > top:
                    top, best = score, candidate
        # "ratified" - "ratifi": no English word changes y to i but to take an ending.
        if best and best.endswith("i") and form.lower().endswith(("ied", "ies")):
            best = best[:-1] + "y"
        best = best and respelled(form.lower(), best, encoding.pieces.ids)
    return lemma.cased(case, form, best or form.lower())
