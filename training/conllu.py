"""Reads CoNLL-U, with GUM's entity brackets."""

import gzip
import re
from dataclasses import dataclass, field


@dataclass
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict
    head: int  # 0 is the root, else 1-based
    deprel: str


@dataclass
class Mention:
    start: int  # 0-based, inclusive
    end: int
    type: str


@dataclass
class Sentence:
    id: str
    document: str
    words: list
    mentions: list = None  # None: this corpus does not mark mentions
    comments: list = field(default_factory=list)


def read(path):
    """Yields the sentences of a CoNLL-U file, plain or gzipped."""
    opener = gzip.open if str(path).endswith(".gz") else open
    document, comments, rows = "", [], []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                comments.append(line)
                if line.startswith("# newdoc id = "):
                    document = line[len("# newdoc id = ") :]
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield sentence(document, comments, rows)
                comments, rows = [], []
    if rows:
        yield sentence(document, comments, rows)


def sentence(document, comments, rows):
    # Multi-word ranges (1-2) and empty nodes (3.1) carry no annotation of their own here.
    rows = [row for row in rows if row[0].isdigit()]
    words = [
        Word(r[1], r[2], r[3], r[4], features(r[5]), int(r[6]), r[7]) for r in rows
    ]
    ids = [c[len("# sent_id = ") :] for c in comments if c.startswith("# sent_id = ")]
    marked = document.startswith("GUM_")
    return Sentence(
        ids[0] if ids else "",
        document,
        words,
        mentions([row[9] for row in rows]) if marked else None,
        comments,
    )


def features(text):
    if text == "_":
        return {}
    return dict(pair.split("=", 1) for pair in text.split("|"))


def mentions(column):
    """GUM's brackets `(id-type-... ` and `id)`. A discontinuous part, `id[1/2]`, counts as a mention of its own."""
    opened, found = {}, []
    for position, misc in enumerate(column):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        if not entity:
            continue
        for mark in re.findall(r"\([^()]*\)?|[^()]+\)", entity[1]):
            fields = mark.strip("()").split("-")
            if mark[0] == "(":
                opened.setdefault(fields[0], []).append((position, fields[1]))
            if mark[-1] == ")" and opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                found.append(Mention(start, position, kind))
    return found
