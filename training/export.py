"""Writes the model file from a training run. `python -m training.export --run NAME --out models/english-1.safetensors`"""

import argparse
import json
from pathlib import Path

import torch

from . import evaluate, modelfile, quantised, roles, wordpiece
from .config import GUM_GENRES, MODELS, WORK

CORPORA = {
    "UD_English-EWT train": "CC BY-SA 4.0",
    "UD_English-GUM train, genres " + " ".join(sorted(GUM_GENRES)): "annotations CC BY 4.0, texts by genre",
    "CrossNER politics train": "MIT",
    "PolNeAR train": "no licence stated, texts belong to their publishers; weights only",
    "factuality: UDS-IH2, MegaVeridicality 2": "CC BY-SA 4.0",
    "factuality: UW, MEANTIME, RP": "unstated; weights only",
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--run", default="english-1")
    options.add_argument("--out", type=Path, default=MODELS / "english-1.safetensors")
    options.add_argument("--no-scores", action="store_true")
    given = options.parse_args()
    torch.set_num_threads(2)

    model, encoding = quantised.load_checkpoint(WORK / given.run / "best.pt")
    scores = {}
    if not given.no_scores:
        scores["f32"] = evaluate.everything(model, encoding)
        print("f32\n" + evaluate.table(scores["f32"]))
    named = modelfile.tensors(model)
    texts = {"vocabulary": "\n".join(wordpiece.vocabulary()), "lemmas": modelfile.write_memory(encoding.memory)}
    for name, text in texts.items():
        named[name] = torch.frombuffer(bytearray(text.encode()), dtype=torch.uint8)
    metadata = {
        "name": given.out.stem,
        "language": "en",
        "base": "sentence-transformers/all-MiniLM-L6-v2, first layers (Apache-2.0)",
        "corpora": json.dumps(CORPORA),
        "shape": json.dumps(model.shape.as_dict()),
        "labels": json.dumps({**model.labels, "branch": roles.BRANCHES}, ensure_ascii=False),
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    modelfile.write(given.out, named, metadata)
    if not given.no_scores:
        # The 8-bit figures come from the file itself; then they are written into its header.
        scores["8-bit"] = evaluate.everything(*quantised.load(given.out))
        print("8-bit\n" + evaluate.table(scores["8-bit"]))
        rounded = json.loads(json.dumps(scores), parse_float=lambda v: round(float(v), 2))
        metadata["scores"] = json.dumps(rounded)
        modelfile.write(given.out, named, metadata)
    print(f"{given.out}: {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
