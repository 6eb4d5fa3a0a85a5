"""What a teacher says of every training sentence, for a student to learn from: `python -m training.soften --run NAME`.

Kept per sentence, as 16-bit probabilities: heads, relations under the head to be learnt, UPOS and XPOS. Sentences
without a tree of their own (PolNeAR's) get the teacher's.
"""

import argparse

import torch

from . import decode, quantised
from .config import WORK

TAGS = ("upos", "xpos")


@torch.no_grad()
def soften(model, encoding, examples, batch_pieces=4000):
    model.eval()
    order = sorted(range(len(examples)), key=lambda i: encoding.length(examples[i].forms))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and encoding.length(examples[order[end]].forms) * (end + 1 - start) <= batch_pieces:
            end += 1
        chosen = [examples[i] for i in order[start:end]]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words = model.words(encoding.inputs([e.forms for e in chosen]))
        out = model.heads(words.float())
        heads = torch.zeros(out["arcs"].shape[:2], dtype=torch.long)
        for row, example in enumerate(chosen):
            n = len(example.forms)
            if example.sentence:
                heads[row, :n] = torch.tensor([w.head for w in example.sentence.words])
            else:
                heads[row, :n] = torch.from_numpy(decode.tree(out["arcs"][row, :n, : n + 1].numpy().copy()))
        labels = model.relations(out["label_views"], heads).softmax(-1)
        for row, example in enumerate(chosen):
            n = len(example.forms)
            arcs = out["arcs"][row, :n, : n + 1].softmax(-1)
            example.soft = {"arcs": arcs.half(), "heads": heads[row, :n].clone(), "labels": labels[row, :n].half()}
            for name in TAGS:
                example.soft[name] = out["tags"][name][row, :n].softmax(-1).half()
        start = end


def main():
    from .train import gather

    options = argparse.ArgumentParser()
    options.add_argument("--run", required=True)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    model, encoding = quantised.load_checkpoint(WORK / given.run / "best.pt")
    examples = gather(encoding, everything=True)
    soften(model, encoding, examples)
    torch.save([e.soft for e in examples], WORK / "soft.pt")
    print(f"{len(examples)} sentences")


if __name__ == "__main__":
    main()
