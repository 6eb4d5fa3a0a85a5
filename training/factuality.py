"""How certain it is that an event happened, -3 (certainly not) to 3 (certainly): scores of annotators, by corpus.

The corpora use the scale differently, so each of `GROUPS` has an output of its own. UDS-IH2 stands on EWT's sentences.
"""

import json

from .config import CORPORA, GROUPS
from .examples import IGNORE, Example


def records(group, split):
    """(words, [(word, score)]) of each sentence; the texts come with blanks between words."""
    for line in open(CORPORA / f"factuality/fact_{group}_{split}.jsonl", encoding="utf-8"):
        record = json.loads(line)
        forms, at = record["text"].split(), {}
        start = 0
        for number, form in enumerate(forms):
            start = record["text"].index(form, start)
            at[start] = number
            start += len(form)
        events = [(at[e["span"][0]], e["score"]) for e in record["events"] if e["span"][0] in at]
        if forms and events:
            yield forms, events


def add(examples):
    """Puts the scores of UDS-IH2 on EWT's examples, and returns examples of the other corpora."""
    by_text = {" ".join(example.forms): example for example in examples}
    more, met = [], 0
    for number, group in enumerate(GROUPS):
        for forms, events in records(group, "train"):
            facts = [(word, number, score) for word, score in events]
            example = by_text.get(" ".join(forms)) if group == "udsih2" else None
            if example is None:
                example = Example(forms, None, None, [IGNORE] * len(forms))
                more.append(example)
            else:
                met += 1
            example.facts = (example.facts or []) + facts
    print(f"factuality: {met} sentences of EWT, {len(more)} others", flush=True)
    return more
