"""From the corpora to models/english-1.*: `python -m training.build`. Interrupted, it goes on where it was.

A teacher of six whole layers learns from the treebanks; its layers are pruned to the student's width; the student
learns everything at once, then once more with what the two of them say of each sentence beside the gold labels.
"""

import subprocess
import sys

from .config import CORPORA, MODELS, WORK

NEEDED = [
    "parse/ewt_train.conllu.gz", "parse/ewt_dev.conllu.gz",
    "parse/gum_train.conllu.gz", "parse/gum_dev.conllu.gz",
    "entities/crossner_politics_train.conll", "entities/uner_ewt_dev.iob2",
    "claims/polnear_train.jsonl", "claims/polnear_dev.jsonl", "factuality/fact_uw_train.jsonl",
]  # fmt: skip
INNER = "576"  # of 1,536 inner units a layer


def step(module, *arguments, done=None):
    """Runs a part; a part whose outcome is there already is not run again."""
    if done is None or not (WORK / done).exists():
        print(f"== {module} {' '.join(arguments)}", flush=True)
        subprocess.run([sys.executable, "-m", f"training.{module}", *arguments], check=True)


def main():
    missing = [name for name in NEEDED if not (CORPORA / name).exists()]
    if missing:
        sys.exit(f"not in {CORPORA}: {', '.join(missing)} (training/README.md tells where to get them)")
    model = str(MODELS / "english-1.safetensors")
    step("words")
    step("train", "--run", "teacher", "--layers", "6", "--everything", "0", "--epochs", "5", *sys.argv[1:])
    step("train", "--run", "student", "--start", "teacher", "--layers", "6", "--inner", INNER, "--epochs", "5",
         "--encoder-rate", "2.5e-4", "--warmup", "0.03", *sys.argv[1:])  # fmt: skip
    step("soften", "--runs", "student", "teacher", done="soft.pt")
    step("train", "--run", "english-1", "--start", "student", "--soft", "--layers", "6", "--inner", INNER, "--epochs", "7",
         "--encoder-rate", "2e-4", "--warmup", "0.03", *sys.argv[1:])  # fmt: skip
    step("export", "--run", "english-1", "--out", model)
    step("golden", "--run", "english-1", "--model", model, "--out", str(WORK / "golden.json"))
    step("check", "--model", model, "--out", str(WORK / "check"))
    for name in ("ewt", "gum"):
        agree = ["cargo", "run", "--release", "--quiet", "-p", "dateline-annotate", "--example", "agree", "--"]
        subprocess.run([*agree, model, str(WORK / f"check/{name}_dev.conllu")], check=True)


if __name__ == "__main__":
    main()
