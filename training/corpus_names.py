"""The names of UD English-EWT, train, with their types, as we read them: `ewt_names.tsv`, by sentence and word."""

from pathlib import Path


def read():
    """Sentence -> (first word, last word, type), words counted from 0."""
    found = {}
    for line in Path(__file__).with_name("ewt_names.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.startswith("sentence\t"):
            continue
        sentence, first, last, kind = line.split("\t")
        found.setdefault(sentence, []).append((int(first) - 1, int(last) - 1, kind))
    return found
