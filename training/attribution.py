"""PolNeAR's attributions as training examples: who is said to have said what.

PolNeAR marks source, cue and content as stretches of text. `dateline parse` gives the words, sentences and trees of
the same texts (see README), so that training sees the words that reading will see. An attribution belongs to the
sentence of its cue; the cue's *anchor* is its last verb, else its last noun, else its first word.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass

from . import conllu
from .config import CORPORA, WORK
from .examples import IGNORE, Example

OPENING, CLOSING, EITHER = "“«„", "”»", '"'


@dataclass
class Frame:
    """One attribution in a sentence: its anchor and a role for each word."""

    anchor: int
    roles: list


def records(split):
    """(text, attributions) of each text, by the first of its annotators."""
    seen = set()
    for line in open(CORPORA / f"claims/polnear_{split}.jsonl", encoding="utf-8"):
        record = json.loads(line)
        if record["id"] not in seen:
            seen.add(record["id"])
            yield record["text"], record["attributions"]


def documents(split):
    """(text, attributions, sentences) with each sentence's words placed in the text."""
    parsed = []
    for sentence in conllu.read(WORK / f"polnear_{split}.conllu"):
        # Not by its name: the same text may come twice.
        if any(comment.startswith("# newdoc") for comment in sentence.comments):
            parsed.append([])
        parsed[-1].append(sentence)
    for (text, marked), sentences in zip(records(split), parsed, strict=True):
        placed = place(text, sentences)
        if placed:
            yield text, marked, placed


def place(text, sentences):
    """Where the words of each sentence stand; None for the few texts with characters that do not survive printing."""
    at, placed = 0, []
    for sentence in sentences:
        spans = []
        for word in sentence.words:
            start = text.find(word.form, at)
            if start < 0:
                return None
            at = start + len(word.form)
            spans.append((start, at))
        placed.append((sentence, spans))
    return placed


def quoted(text, placed):
    """For each sentence, whether each word stands between quotation marks; a new paragraph begins outside."""
    inside, end, rows = False, 0, []
    for sentence, spans in placed:
        if "\n\n" in text[end : spans[0][0]]:
            inside = False
        row, inside = marks([word.form for word in sentence.words], inside)
        end = spans[-1][1]
        rows.append(row)
    return rows


def marks(forms, inside=False):
    """Whether each word stands between quotation marks, the marks too; and whether the next one will."""
    row = []
    for form in forms:
        if form in OPENING or (form == EITHER and not inside):
            inside = True
            row.append(True)
        elif form in CLOSING or form == EITHER:
            row.append(True)
            inside = False
        else:
            row.append(inside)
    return row, inside


def covered(spans, stretches):
    """The words of a sentence that a list of stretches touches, as lists of neighbours, a list a stretch."""
    groups = []
    for start, end in stretches:
        group = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
        if group:
            groups.append(group)
    return groups


def anchor(words, cue):
    for upos in (("VERB",), ("NOUN", "PROPN")):
        fitting = [i for i in cue if words[i].upos in upos]
        if fitting:
            return fitting[-1]
    return cue[0]


def frames(text, marked, placed):
    """By sentence, its frames; and the words that stand in the content of any attribution."""
    starts = [spans[0][0] for _, spans in placed]
    by_sentence = [[] for _ in placed]
    inside = [set() for _ in placed]
    for attribution in marked:
        if not attribution["cue"]:
            continue
        home = max(0, bisect_right(starts, attribution["cue"][0][0]) - 1)
        sentence, spans = placed[home]
        cue = sum(covered(spans, attribution["cue"]), [])
        if not cue:
            continue
        roles = [0] * len(spans)
        # Where they overlap the later counts: a cue within its content is a cue.
        for label, part in ((5, "content"), (1, "source"), (3, "cue")):
            for group in covered(spans, attribution[part]):
                for number, i in enumerate(group):
                    roles[i] = label + (number > 0)
        by_sentence[home].append(Frame(anchor(sentence.words, cue), roles))
        for number, (_, others) in enumerate(placed):
            inside[number].update(sum(covered(others, attribution["content"]), []))
    return by_sentence, inside


def examples(split, plain=0.25, rng=None):
    """Sentences with attributions, and a share of those without."""
    known = None
    gathered = []
    for text, marked, placed in documents(split):
        by_sentence, inside = frames(text, marked, placed)
        rows = zip(placed, by_sentence, inside, quoted(text, placed))
        gathered.extend((sentence, found, within, marks) for (sentence, _), found, within, marks in rows)
    known = {sentence.words[f.anchor].lemma for sentence, found, _, _ in gathered for f in found}
    for sentence, found, within, marks in gathered:
        if not found and rng is not None and rng.random() >= plain:
            continue
        chosen = {frame.anchor for frame in found}
        anchors = []
        for i, word in enumerate(sentence.words):
            # PolNeAR marks no attribution within an attribution: there a word of saying may be one.
            unsure = i in within and word.lemma in known
            anchors.append(1 if i in chosen else IGNORE if unsure else 0)
        example = Example([w.form for w in sentence.words], None, None, [IGNORE] * len(sentence.words))
        example.anchors, example.frames, example.quoted = anchors, found, marks
        example.tree = sentence.words
        yield example
