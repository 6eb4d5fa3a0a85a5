"""The corpora: which files, which parts of them, and which closed sets they use."""

from collections import Counter

from . import conllu, lemma, weak
from .config import CORPORA, ENTITY_TYPES, FEATURES, GUM_GENRES, NAME_TYPES
from .examples import IGNORE, Example

RAREST = 2  # a lemma edit or relation seen less often is not learned


def genre(document):
    return document.split("_")[1]


def training_sentences():
    """EWT whole, and the openly licensed genres of GUM."""
    sentences = list(conllu.read(CORPORA / "parse/ewt_train.conllu.gz"))
    for sentence in conllu.read(CORPORA / "parse/gum_train.conllu.gz"):
        if genre(sentence.document) in GUM_GENRES:
            sentences.append(sentence)
    return sentences


def dev_sentences(name):
    return list(conllu.read(CORPORA / f"parse/{name}_dev.conllu.gz"))


def closed_sets(sentences):
    counts = {name: Counter() for name in ("upos", "xpos", "edit", "case", "deprel", *FEATURES)}
    for sentence in sentences:
        for word in sentence.words:
            for name in ("upos", "xpos", "deprel"):
                counts[name][getattr(word, name)] += 1
            counts["edit"][lemma.edit(word.form, word.lemma)] += 1
            counts["case"][lemma.case(word.form, word.lemma)] += 1
            for name in FEATURES:
                counts[name][word.feats.get(name, "_")] += 1
    counts["case"].pop(None, None)
    sets = {}
    for name, counter in counts.items():
        least = RAREST if name in ("edit", "deprel") else 1
        # Most frequent first, ties by name: the same corpora give the same numbers.
        ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        sets[name] = [value for value, count in ranked if count >= least]
    sets["anchor"] = ["no", "yes"]
    sets["entity"], sets["name"] = list(ENTITY_TYPES), list(NAME_TYPES)
    return sets


# CrossNER's types for politics. Its `misc` holds nationalities too, which are no names here.
CROSSNER = {
    "politician": "person", "person": "person", "organisation": "organization",
    "politicalparty": "organization", "event": "event", "election": "event",
    "country": "place", "location": "place",
}  # fmt: skip


def crossner():
    """(forms, tags) of the sentences with names and nothing else; tags as in the file, types in our words."""
    forms, tags = [], []
    path = CORPORA / "entities/crossner_politics_train.conll"
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            form, tag = line.rsplit(None, 1)
            forms.append(form)
            tags.append(tag if tag == "O" else tag[:2] + CROSSNER.get(tag[2:], "misc"))
        elif forms:
            yield forms, tags
            forms, tags = [], []


def crossner_example(encoding, forms, tags):
    labels = []
    for form, tag in zip(forms, tags):
        if tag == "O":
            # A capital outside its types may be a day or a title of rank: not known to be no name.
            labels.append(IGNORE if form[:1].isupper() else 0)
        elif tag.endswith("-misc"):
            labels.append(IGNORE)
        else:
            labels.append(1 + 2 * encoding.index["name"][tag[2:]] + (tag[0] == "I"))
    return Example(forms, None, None, labels)


def name_types(sentences):
    """What weak.py learns from the training corpora."""
    typed = (
        (forms, [span for span in spans(tags) if span[2] != "misc"]) for forms, tags in crossner()
    )
    return weak.types(sentences, typed)


def uner(path):
    """(forms, {(start, end, type)}) of a UniversalNER file."""
    forms, tags = [], []
    for line in [*open(path, encoding="utf-8"), ""]:
        line = line.rstrip("\n")
        if not line:
            if forms:
                yield forms, set(spans(tags))
            forms, tags = [], []
        elif line[0] != "#":
            fields = line.split("\t")
            forms.append(fields[1])
            tags.append(fields[2])


def spans(tags):
    """(start, end, type) of B and I tags, as CoNLL counts them."""
    start = None
    for position, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield start, position - 1, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = position
