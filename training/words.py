"""PolNeAR's texts cut into our words: `python -m training.words`. Made once, by `dateline parse`, into the scratch folder."""

import subprocess
import tempfile
from pathlib import Path

from . import attribution
from .config import WORK


def cut(split):
    made = WORK / f"polnear_{split}.conllu"
    if made.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (text, _) in enumerate(attribution.records(split)):
            paths.append(Path(folder) / f"{number:05}.txt")
            paths[-1].write_text(text, encoding="utf-8")
        parse = ["cargo", "run", "--release", "--quiet", "--bin", "dateline", "--", "parse"]
        part = made.with_suffix(".part")
        with open(part, "w", encoding="utf-8") as out:
            subprocess.run([*parse, *map(str, paths)], stdout=out, check=True)
        part.rename(made)


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    for split in ("train", "dev"):
        cut(split)
