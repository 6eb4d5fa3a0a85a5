"""Writes inputs with every output, so that an inference in another language can be compared.

`python -m training.golden --model models/english-1.safetensors [--run NAME] --out golden/golden.json`.
The sentences are our own, some shown as headlines too; none comes from a corpus.
"""

import argparse
import json
from pathlib import Path

import torch

from . import casing, quantised
from .attribution import marks
from .config import MODELS, WORK
from .predict import predict

ODD = [
    ["Ĳssel", "ﬁnds", "Ǆ", "straße", "İstanbul", "ΟΔΟΣ"],  # casing beyond ASCII
    ["x" * 101, "漢字", "한국", "a\u200bb", "\u200b", "...", "—", "½", "e\u0301"],
    ["donaudampfschifffahrtsgesellschaftskapitän", "$", "+1", "<b>", "A", "a", "iPhone", "COVID-19", "4th"],
    ["Word"] * 60 + ["."],
]


def sentences():
    path = Path(__file__).with_name("golden_sentences.txt")
    plain = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    shown = list(plain)
    for way, step in (("lower", 4), ("upper", 3), ("title", 3)):
        shown += [[casing.recase(form, way) for form in forms] for forms in plain[::step]]
    return shown + ODD


def outputs(analysis):
    return {
        "tags": analysis.tags,
        "lemmas": analysis.lemmas,
        "heads": analysis.heads,
        "deprels": analysis.deprels,
        "mentions": analysis.mentions,
        "names": analysis.names,
        "frames": analysis.frames,
        "facts": [[round(score, 3) for score in scores] for scores in analysis.facts],
    }


@torch.no_grad()
def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", type=Path, default=MODELS / "english-1.safetensors")
    options.add_argument("--run", help="compare with this run's f32 weights, too")
    options.add_argument("--out", type=Path, default=Path("golden/golden.json"))
    given = options.parse_args()
    torch.set_num_threads(2)
    shown = sentences()
    model, encoding = quantised.load(given.model)
    found = {"8-bit": predict(model, encoding, shown)}
    if given.run:
        found["f32"] = predict(*quantised.load_checkpoint(WORK / given.run / "best.pt"), shown)
    rows = []
    for number, forms in enumerate(shown):
        inputs = encoding.inputs([forms])
        words = model.words(inputs)
        spans = model(inputs)
        row = {"forms": forms, "quoted": marks(forms)[0]}
        row |= {name: inputs[name][0].tolist() for name in ("pieces", "cases", "firsts", "lasts")}
        # Numbers for whoever looks for the first place where two programs part.
        row["word_vectors"] = [[round(v, 4) for v in vector[:6].tolist()] for vector in words[0]]
        row["arc_scores"] = [round(v, 3) for v in spans["arcs"][0, 0].tolist()]
        row |= {name: outputs(analyses[number]) for name, analyses in found.items()}
        rows.append(row)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    given.out.write_text(
        '{"note": "spans count words from 0; heads from 1, 0 is the root; word_vectors: first 6 numbers, root first; '
        'arc_scores: of the first word under each head", "sentences": [\n' + lines + "\n]}\n",
        encoding="utf-8",
    )
    print(f"{given.out}: {len(rows)} sentences")


if __name__ == "__main__":
    main()
