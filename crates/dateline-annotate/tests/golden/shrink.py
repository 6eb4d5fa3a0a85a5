"""From the output of `training/golden.py` to what the tests of the model read.

`python3 shrink.py golden.json > english-1.jsonl`: a sentence a line, the outputs of the 8-bit weights only.
"""

import json
import sys

KEPT = ("forms", "quoted", "pieces", "cases")
SETS = ("upos", "xpos", "Mood", "Number", "Person", "PronType", "Tense", "VerbForm", "Voice")

for sentence in json.load(open(sys.argv[1], encoding="utf-8"))["sentences"]:
    found = sentence["8-bit"]
    row = {name: sentence[name] for name in KEPT}
    row["tags"] = [found["tags"][name] for name in SETS]
    row |= {name: found[name] for name in ("lemmas", "heads", "deprels", "mentions", "names", "frames", "facts")}
    print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
