"""From the corpora to models/english-1.*: `python -m training.build`. Interrupted, it goes on where it was."""

import subprocess
import sys

from .config import CORPORA, MODELS, WORK

NEEDED = [
    "parse/ewt_train.conllu.gz", "parse/ewt_dev.conllu.gz",
    "parse/gum_train.conllu.gz", "parse/gum_dev.conllu.gz",
    "entities/crossner_politics_train.conll", "entities/uner_ewt_dev.iob2",
]  # fmt: skip


def step(module, *arguments):
    print(f"== {module} {' '.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{module}", *arguments], check=True)


def main():
    missing = [name for name in NEEDED if not (CORPORA / name).exists()]
    if missing:
        sys.exit(f"not in {CORPORA}: {', '.join(missing)} (training/README.md tells where to get them)")
    model = str(MODELS / "english-1.safetensors")
    step("train", "--run", "english-1", *sys.argv[1:])
    step("export", "--run", "english-1", "--out", model)
    step("golden", "--run", "english-1", "--model", model, "--out", str(WORK / "golden.json"))
    step("check", "--model", model, "--out", str(WORK / "check"))


if __name__ == "__main__":
    main()
