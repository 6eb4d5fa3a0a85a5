"""What teachers say of every training sentence, for a student to learn from: `python -m training.soften --runs NAME ...`.

Kept per sentence, as 16-bit probabilities, the mean of the teachers: heads, relations under the head to be learnt, UPOS
and XPOS. Sentences without a tree of their own (PolNeAR's) get the teachers'.
"""

import argparse

import torch

from . import decode, quantised
from .config import WORK

TAGS = ("upos", "xpos")


@torch.no_grad()
def soften(models, encoding, examples, batch_pieces=4000):
    for model in models:
        model.eval()
    order = sorted(range(len(examples)), key=lambda i: encoding.length(examples[i].forms))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and encoding.length(examples[order[end]].forms) * (end + 1 - start) <= batch_pieces:
            end += 1
        teach(models, encoding, [examples[i] for i in order[start:end]])
        start = end


def teach(models, encoding, chosen):
    """Gives each example of one batch what the teachers say of it."""
    inputs = encoding.inputs([e.forms for e in chosen])
    said = []
    for model in models:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words = model.words(inputs)
        said.append(model.heads(words.float()))
    arcs = mean([out["arcs"].softmax(-1) for out in said])
    tags = {name: mean([out["tags"][name].softmax(-1) for out in said]) for name in TAGS}
    heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
    for row, example in enumerate(chosen):
        n = len(example.forms)
        if example.sentence:
            heads[row, :n] = torch.tensor([w.head for w in example.sentence.words])
        else:
            heads[row, :n] = torch.from_numpy(decode.tree(arcs[row, :n, : n + 1].clamp_min(1e-9).log().numpy()))
    labels = mean([m.relations(out["label_views"], heads).softmax(-1) for m, out in zip(models, said)])
    for row, example in enumerate(chosen):
        n = len(example.forms)
        own = arcs[row, :n, : n + 1]
        own = own / own.sum(-1, keepdim=True)  # the batch's padding takes nothing
        example.soft = {"arcs": own.half(), "heads": heads[row, :n].clone(), "labels": labels[row, :n].half()}
        for name in TAGS:
            example.soft[name] = tags[name][row, :n].half()


def mean(rows):
    return torch.stack(rows).mean(0)


def main():
    from .train import gather

    options = argparse.ArgumentParser()
    options.add_argument("--runs", nargs="+", required=True)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    first, encoding = quantised.load_checkpoint(WORK / given.runs[0] / "best.pt")
    labels = encoding.labels
    others = [quantised.load_checkpoint(WORK / run / "best.pt", labels)[0] for run in given.runs[1:]]
    examples = gather(encoding, everything=True)
    soften([first, *others], encoding, examples)
    torch.save([e.soft for e in examples], WORK / "soft.pt")
    print(f"{len(examples)} sentences")


if __name__ == "__main__":
    main()
