"""Writes what PyTorch makes of the dev sets, as CoNLL-U, for comparison with Rust.

`python -m training.check --model models/english-1.safetensors --out FOLDER`. Tags, lemmas and trees stand in
their columns (FEATS holds the features the model has); names and mentions stand in comments with word
numbers from 1: `# name = 3 4 person`, `# mention = 1 4 person name`.
"""

import argparse
from pathlib import Path

import torch

from . import corpora, quantised
from .config import FEATURES, MODELS
from .predict import predict


def conllu(identity, analysis):
    lines = [f"# sent_id = {identity}"]
    lines += [f"# name = {i + 1} {j + 1} {kind}" for i, j, kind in analysis.names]
    lines += [f"# mention = {i + 1} {j + 1} {kind} {form}" for i, j, kind, form in analysis.mentions]
    for i, form in enumerate(analysis.forms):
        feats = [(name, analysis.tags[name][i]) for name in sorted(FEATURES)]
        feats = "|".join(f"{name}={value}" for name, value in feats if value != "_") or "_"
        row = [i + 1, form, analysis.lemmas[i], analysis.tags["upos"][i], analysis.tags["xpos"][i]]
        row += [feats, analysis.heads[i], analysis.deprels[i], "_", "_"]
        lines.append("\t".join(map(str, row)))
    return "\n".join(lines) + "\n\n"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", type=Path, default=MODELS / "english-1.safetensors")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    torch.set_num_threads(2)
    model, encoding = quantised.load(given.model)
    given.out.mkdir(parents=True, exist_ok=True)
    for name in ("ewt", "gum"):
        sentences = corpora.dev_sentences(name)
        analyses = predict(model, encoding, [[w.form for w in s.words] for s in sentences])
        with open(given.out / f"{name}_dev.conllu", "w", encoding="utf-8") as file:
            for sentence, analysis in zip(sentences, analyses):
                file.write(conllu(sentence.id, analysis))


if __name__ == "__main__":
    main()
