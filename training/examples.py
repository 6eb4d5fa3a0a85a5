"""From annotated sentences to numbers."""

import random
from dataclasses import dataclass

import torch

from . import casing, corpus_names, lemma, names, roles, weak
from .config import FEATURES, FORMS

IGNORE = -100
BEGINS, GOES_ON = -2, -3  # name labels: of a name whose type is not known
OTHER, OTHER_ON = -4, -5  # of a name that is no person's, place's or organization's


@dataclass
class Example:
    forms: list
    sentence: object = None  # the Sentence, where there are tags and a tree
    spans: list = None  # (start, end, entity type number + 1, form number), or None where unmarked
    names: list = None  # a label per word, IGNORE, BEGINS or GOES_ON
    anchors: list = None  # 1 at a cue's anchor, 0 or IGNORE elsewhere; None where attributions are unmarked
    frames: list = None  # attribution.Frame
    quoted: list = None  # whether each word is quoted, for the frames
    tree: list = None  # words with head and deprel as read by a model, for the frames
    facts: list = None  # (word, group, score) of factuality.py
    soft: dict = None  # a teacher's probabilities; see soften.py


class Encoding:
    """Turns examples into padded batches. `labels` are the closed sets, `pieces` the tokeniser."""

    def __init__(self, labels, pieces):
        self.labels, self.pieces = labels, pieces
        self.memory = {}  # of lemmas; see lemma.memory
        self.read = corpus_names.read()  # names of EWT by sentence
        self.types = {}  # lower-case name -> the type to learn, where training knows; see weak.py
        self.index = {name: {v: i for i, v in enumerate(values)} for name, values in labels.items()}

    def example(self, sentence):
        words = sentence.words
        spans = None
        if sentence.mentions is not None:
            spans = [
                (m.start, m.end, self.index["entity"][m.type] + 1, FORMS.index(names.form(words, m.start, m.end)))
                for m in sentence.mentions
            ]
        return Example([w.form for w in words], sentence, spans, self.name_labels(sentence))

    def name_labels(self, sentence):
        """O, B and I; of unknown type where a treebank has tags and trees but no mentions."""
        words = sentence.words
        if sentence.mentions is not None:
            found = weak.settled(words, names.names(words, sentence.mentions), self.types)
        elif sentence.id in self.read:
            found = self.read[sentence.id]
        else:
            found = weak.typed(words, names.untyped(words), self.types)
        labels = [0] * len(words)
        for i, word in enumerate(words):
            # A proper noun outside all names, a foreign word: not sure to be no name.
            if word.upos == "X" or (word.upos == "PROPN" and word.deprel != "nmod:desc"):
                labels[i] = IGNORE
        for start, end, kind in found:
            begin, inner = self.name_marks(kind)
            labels[start : end + 1] = [begin] + [inner] * (end - start)
        return labels

    def name_marks(self, kind):
        """The labels of a name's first and later words."""
        marks = {None: (BEGINS, GOES_ON), "other": (OTHER, OTHER_ON), "none": (0, 0), "unsure": (IGNORE, IGNORE)}
        if kind in marks:
            return marks[kind]
        begin = 1 + 2 * self.index["name"][kind]
        return begin, begin + 1

    def length(self, forms):
        return 2 + sum(len(self.pieces.word(form)) for form in forms)

    def inputs(self, sentences, mask_rate=0.0, rng=random):
        """The encoder's input for lists of forms."""
        rows = []
        for forms in sentences:
            pieces, cases, firsts, lasts = [self.pieces.first], [casing.SPECIAL], [0], [0]
            for form in forms:
                ids = self.pieces.word(form)
                if mask_rate and rng.random() < mask_rate:
                    ids = (self.pieces.mask,)
                firsts.append(len(pieces))
                pieces += ids
                cases += [casing.shape(form)] * len(ids)
                lasts.append(len(pieces) - 1)
            rows.append((pieces + [self.pieces.last], cases + [casing.SPECIAL], firsts, lasts))
        pieces = pad([r[0] for r in rows], self.pieces.pad)
        return {
            "pieces": pieces,
            "cases": pad([r[1] for r in rows], casing.SPECIAL),
            "mask": pieces != self.pieces.pad,
            "firsts": pad([r[2] for r in rows], 0),
            "lasts": pad([r[3] for r in rows], 0),
        }

    def batch(self, examples, recipe=None, rng=random):
        """Inputs and targets; with a recipe, words are masked and some sentences recased."""
        shown = [example.forms for example in examples]
        if recipe:
            shown = [recased(forms, recipe.recase, rng) for forms in shown]
        batch = self.inputs(shown, recipe.piece_mask if recipe else 0.0, rng)
        batch["words"] = pad([[True] * len(forms) for forms in shown], False)
        targets = {name: [] for name in ("upos", "xpos", "edit", "case", "deprel", "head", *FEATURES)}
        for example, forms in zip(examples, shown):
            self.tag_targets(example, forms, targets)
        batch["targets"] = {name: pad(rows, IGNORE) for name, rows in targets.items()}
        batch["names"] = pad([example.names for example in examples], IGNORE)
        batch["spans"] = self.span_targets(examples, batch["words"].shape[1])
        batch["anchors"] = pad([e.anchors or [IGNORE] * len(e.forms) for e in examples], IGNORE)
        batch["frames"] = roles.features(examples, pad)
        batch["facts"] = [(row, *fact) for row, e in enumerate(examples) for fact in e.facts or ()]
        batch["soft"] = [(row, e.soft) for row, e in enumerate(examples) if e.soft]
        return batch

    def tag_targets(self, example, forms, targets):
        words = example.sentence.words if example.sentence else None
        for name, rows in targets.items():
            if words is None:
                rows.append([IGNORE] * len(forms))
            elif name in ("edit", "case"):
                make = getattr(lemma, name)
                found = (make(form, word.lemma) for form, word in zip(forms, words))
                rows.append([self.index[name].get(value, IGNORE) for value in found])
            elif name == "head":
                rows.append([word.head for word in words])
            elif name in ("upos", "xpos", "deprel"):
                rows.append([self.index[name].get(getattr(word, name), IGNORE) for word in words])
            else:
                rows.append([self.index[name].get(word.feats.get(name, "_"), IGNORE) for word in words])

    def span_targets(self, examples, longest):
        """Rows of the batch with marked mentions, and for each the type and form of every span."""
        rows = [i for i, example in enumerate(examples) if example.spans is not None]
        kinds = torch.full((len(rows), longest, longest), IGNORE)
        forms = torch.full((len(rows), longest, longest), IGNORE)
        for number, row in enumerate(rows):
            n = len(examples[row].forms)
            kinds[number, :n, :n] = torch.where(torch.ones(n, n).triu() > 0, 0, IGNORE)
            for start, end, kind, form in examples[row].spans:
                kinds[number, start, end] = kind
                forms[number, start, end] = form
        return torch.tensor(rows, dtype=torch.long), kinds, forms


def recased(forms, share, rng):
    if rng.random() >= share:
        return forms
    way = rng.choice(("lower", "upper", "title"))
    return [casing.recase(form, way) for form in forms]


def pad(rows, value, longest=0):
    longest = longest or max(map(len, rows))
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])
