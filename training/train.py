"""Trains the model; resumes from the last epoch if interrupted. `python -m training.train --run NAME`"""

import argparse
import json
import math
import random
import time
from dataclasses import fields, replace

import torch

from . import attribution, corpora, encoder, evaluate, factuality, lemma, prune, quantised, wordpiece
from .config import WORK, Recipe, Shape
from .examples import Encoding
from .losses import losses, total
from .model import Model


def groups(model, recipe):
    """Parameter groups: lower layers learn slower, pieces slowest, heads fastest."""
    made = []
    top = len(model.encoder.layers)
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.layers."):
            rate = recipe.encoder_rate * recipe.layer_decay ** (top - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.pieces", "encoder.positions")):
            rate = recipe.piece_rate
        elif name.startswith("encoder."):
            rate = recipe.encoder_rate
        else:
            rate = recipe.head_rate
        decay = recipe.weight_decay if parameter.dim() > 1 and "pieces" not in name else 0.0
        made.append({"params": [parameter], "lr": rate, "peak": rate, "weight_decay": decay})
    return made


def batches(examples, encoding, size, rng):
    """Sentences of about one length together; the order of batches at random."""
    keyed = [(encoding.length(e.forms) + rng.random() * 3, i) for i, e in enumerate(examples)]
    keyed.sort()
    cut, current, longest = [], [], 0
    for length, i in keyed:
        if current and max(longest, length) * (len(current) + 1) > size:
            cut.append(current)
            current, longest = [], 0
        current.append(i)
        longest = max(longest, length)
    cut.append(current)
    rng.shuffle(cut)
    return cut


def schedule(done, warmup):
    """The learning rate's factor when this share of the run is done: a short rise, then half a cosine."""
    if done < warmup:
        return 0.02 + 0.98 * done / warmup
    done = (done - warmup) / (1 - warmup)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done))


class Average:
    """An exponential moving average of the weights: what is evaluated and exported."""

    def __init__(self, model, rate):
        self.rate, self.steps = rate, 0
        self.weights = {n: p.detach().clone() for n, p in model.named_parameters()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        rate = min(self.rate, self.steps / (self.steps + 10))  # young averages forget fast
        mine = list(self.weights.values())
        torch._foreach_lerp_(mine, [p.detach() for p in model.parameters()], 1 - rate)


def gather(encoding, everything):
    """All training sentences; with `everything`, those of attributions and factuality too."""
    sentences = corpora.training_sentences()
    encoding.types = corpora.name_types(sentences)
    examples = [encoding.example(s) for s in sentences]
    examples += [corpora.crossner_example(encoding, *rows) for rows in corpora.crossner()]
    if everything:
        examples += factuality.add(examples)
        examples += attribution.examples("train", rng=random.Random(7))
    return [e for e in examples if encoding.length(e.forms) <= 160]


def start_from(run, encoding, examples, shape, labels, recipe):
    """The weights of another run, its inner units pruned to the shape wanted."""
    model, _ = quantised.load_checkpoint(WORK / run / "best.pt", labels)
    if shape.inner == model.shape.inner:
        return model
    shown = [e.forms for e in examples[:600]]
    return prune.prune(model, encoding, shown, shape.inner, recipe.dropout, recipe.head_dropout)


def train(run, recipe, shape, limit=None, every=1, minutes=None, start=None, soft=False):
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    folder = WORK / run
    folder.mkdir(parents=True, exist_ok=True)
    log = open(folder / "log.txt", "a", encoding="utf-8", buffering=1)

    sentences = corpora.training_sentences()
    labels = corpora.closed_sets(sentences)
    encoding = Encoding(labels, wordpiece.Pieces(wordpiece.vocabulary()))
    encoding.memory = lemma.memory(sentences)
    encoding.types = corpora.name_types(sentences)
    examples = gather(encoding, recipe.everything)
    if soft:
        for example, taught in zip(examples, torch.load(WORK / "soft.pt", weights_only=False), strict=True):
            example.soft = taught
    random.Random(recipe.seed).shuffle(examples)
    examples = examples[:limit]
    if start:
        model = start_from(start, encoding, examples, shape, labels, recipe)
        shape = model.shape
    else:
        model = Model(shape, labels, recipe.dropout, recipe.head_dropout)
        encoder.load_base(model.encoder, wordpiece.base_model())
    average = Average(model, recipe.average)
    optimiser = torch.optim.AdamW(groups(model, recipe), betas=(0.9, 0.98), fused=True)
    per_epoch = len(batches(examples, encoding, recipe.batch_pieces, random.Random(0)))
    steps, step, first, spent = per_epoch * recipe.epochs, 0, 0, 0.0
    state = folder / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        average.weights, average.steps = saved["average"], saved["average_steps"]
        step, first, spent = saved["step"], saved["epoch"], saved["spent"]
    print(f"{len(examples)} sentences, {per_epoch} steps an epoch, {recipe}", file=log)

    for epoch in range(first, recipe.epochs):
        rng = random.Random(f"{recipe.seed} {epoch}")
        torch.manual_seed(recipe.seed + epoch)
        started, sums, model_ = time.time(), {}, model.train()
        for number, chosen in enumerate(batches(examples, encoding, recipe.batch_pieces, rng)):
            # A run with a time limit ends its schedule in time, however busy the machine is.
            done = step / steps
            if minutes:
                done = max(done, (spent + time.time() - started) / (60 * minutes))
            if done >= 1:
                break
            factor = schedule(done, recipe.warmup)
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * factor
            batch = encoding.batch([examples[i] for i in chosen], recipe, rng)
            # The encoder's products in bf16, which halves their time where the processor has it; all else in f32.
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half):
                words = model_.words(batch)
            found = losses(model_, model_.heads(words.float()), batch)
            optimiser.zero_grad(set_to_none=True)
            total(found).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
            optimiser.step()
            average.update(model)
            step += 1
            for name, loss in found.items():
                sums[name] = sums.get(name, 0.0) + loss.item()
            if number % 100 == 99:
                row = " ".join(f"{k} {v / 100:.3f}" for k, v in sums.items())
                print(f"epoch {epoch} step {number + 1} {time.time() - started:.0f} s: {row}", file=log)
                sums = {}
                keep(folder, average.weights, labels, shape, encoding)
        torch.save(
            {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average.weights,
             "average_steps": average.steps, "step": step, "epoch": epoch + 1, "spent": spent + time.time() - started, "labels": labels,
             "shape": shape.as_dict()},
            state,
        )  # fmt: skip
        spent += time.time() - started
        own = {n: p.detach().clone() for n, p in model.named_parameters()}
        model.load_state_dict(average.weights)
        keep(folder, average.weights, labels, shape, encoding)
        last = done >= 1 or epoch == recipe.epochs - 1
        if last or epoch % every == every - 1:
            scores = evaluate.everything(model, encoding)
            (folder / "scores.json").write_text(json.dumps(scores, indent=1))
            print(f"after epoch {epoch + 1}, {spent:.0f} s, cpu {time.process_time():.0f} s\n{evaluate.table(scores)}", file=log)
        model.load_state_dict(own)
        if last:
            break


def keep(folder, weights, labels, shape, encoding):
    saved = {"model": weights, "labels": labels, "shape": shape.as_dict(), "memory": encoding.memory}
    torch.save(saved, folder / "best.part")
    (folder / "best.part").rename(folder / "best.pt")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--run", default="english-1")
    options.add_argument("--limit", type=int)
    options.add_argument("--layers", type=int, default=Shape.layers)
    options.add_argument("--every", type=int, default=1, help="evaluate after every so many epochs")
    options.add_argument("--minutes", type=float, help="end the schedule after this time")
    options.add_argument("--start", help="another run whose weights to begin with")
    options.add_argument("--inner", type=int, default=Shape.inner)
    options.add_argument("--soft", action="store_true", help="learn from the teacher's soft.pt too")
    for field in fields(Recipe):
        options.add_argument("--" + field.name.replace("_", "-"), type=type(field.default), default=field.default)
    given = vars(options.parse_args())
    recipe = Recipe(**{field.name: given[field.name] for field in fields(Recipe)})
    train(given["run"], recipe, replace(Shape(), layers=given["layers"], inner=given["inner"]), given["limit"],
          given["every"], given["minutes"], given["start"], given["soft"])  # fmt: skip


if __name__ == "__main__":
    main()
