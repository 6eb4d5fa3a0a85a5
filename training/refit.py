"""Learns the names head alone, on a trained encoder: minutes instead of hours when only name labels changed.

`python -m training.refit --run NAME --out NAME`. The word vectors are computed once; the head's own view and its
last layer are then trained on them.
"""

import argparse
import random

import torch
import torch.nn.functional as F

from . import corpora, evaluate, quantised
from .config import WORK
from .examples import IGNORE
from .losses import name_loss


@torch.no_grad()
def vectors(model, encoding, examples, size=3000):
    """(word vectors, labels), sentences one after another."""
    order = sorted(range(len(examples)), key=lambda i: encoding.length(examples[i].forms))
    rows, labels, start = [], [], 0
    while start < len(order):
        end = start + 1
        while end < len(order) and encoding.length(examples[order[end]].forms) * (end + 1 - start) <= size:
            end += 1
        chosen = [examples[i] for i in order[start:end]]
        words = model.words(encoding.inputs([e.forms for e in chosen]))
        for example, row in zip(chosen, words):
            rows.append(row[1 : 1 + len(example.forms)].half())
            labels.append(torch.tensor(example.names))
        start = end
    return torch.cat(rows), torch.cat(labels)


def fit(model, words, labels, epochs, rate, seed=1):
    torch.manual_seed(seed)
    first = sum(model.view_sizes[:-1])
    view_w = model.views.weight[first:].detach().clone().requires_grad_()
    view_b = model.views.bias[first:].detach().clone().requires_grad_()
    last_w = model.name.weight.detach().clone().requires_grad_()
    last_b = model.name.bias.detach().clone().requires_grad_()
    parameters = [view_w, view_b, last_w, last_b]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.05)
    used = (labels != IGNORE).nonzero()[:, 0]
    steps = epochs * (len(used) // 4096)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(epochs):
        shuffled = used[torch.randperm(len(used))]
        for at in range(0, len(used) - 4095, 4096):
            chosen = shuffled[at : at + 4096]
            x = F.dropout(words[chosen].float(), 0.1)
            view = F.dropout(F.leaky_relu(F.linear(x, view_w, view_b), model.shape.slope), 0.33)
            loss = name_loss(F.linear(view, last_w, last_b), labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    with torch.no_grad():
        model.views.weight[first:] = view_w
        model.views.bias[first:] = view_b
        model.name.weight[:] = last_w
        model.name.bias[:] = last_b


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--run", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--cache", help="keep the word vectors in this file of the scratch folder")
    given = options.parse_args()
    torch.set_num_threads(2)
    model, encoding = quantised.load_checkpoint(WORK / given.run / "best.pt")
    sentences = corpora.training_sentences()
    encoding.types = corpora.name_types(sentences)
    examples = [encoding.example(s) for s in sentences]
    examples += [corpora.crossner_example(encoding, *rows) for rows in corpora.crossner()]
    examples = [e for e in examples if encoding.length(e.forms) <= 160]
    random.Random(1).shuffle(examples)
    if given.cache and (WORK / given.cache).exists():
        words = torch.load(WORK / given.cache)
        order = sorted(range(len(examples)), key=lambda i: encoding.length(examples[i].forms))
        labels = torch.cat([torch.tensor(examples[i].names) for i in order])
    else:
        words, labels = vectors(model, encoding, examples)
        if given.cache:
            torch.save(words, WORK / given.cache)
    print("before", evaluate.table({"uner": evaluate.name_scores(model, encoding)}))
    fit(model, words, labels, given.epochs, given.rate)
    print("after ", evaluate.table({"uner": evaluate.name_scores(model, encoding)}))
    (WORK / given.out).mkdir(parents=True, exist_ok=True)
    torch.save(
        {"model": model.state_dict(), "labels": model.labels, "shape": model.shape.as_dict(),
         "memory": encoding.memory}, WORK / given.out / "best.pt",
    )  # fmt: skip


if __name__ == "__main__":
    main()
