"""A student from a trained teacher: all its layers, but of their inner units only those that say most.

What a unit adds to its layer's output varies by its standard deviation times the size of its column of `down`. Units
with the largest shares of their layer's variance stay, whatever the layer: the lower layers need few, the upper ones
many. The mean of what the others added goes into the bias.
"""

from dataclasses import replace

import torch
import torch.nn.functional as F

from .model import Model

STEP = 48  # kernels want sizes that are multiples of this


@torch.no_grad()
def prune(teacher, encoding, sentences, inner, dropout, head_dropout):
    """A model of the same weights with `inner` units a layer; `sentences` (lists of words) show which ones matter."""
    seen = [[] for _ in teacher.encoder.layers]
    hooks = []
    for layer, rows in zip(teacher.encoder.layers, seen):
        hooks.append(layer.up.register_forward_hook(lambda _, __, out, rows=rows: rows.append(out.flatten(0, 1))))
    masks = []
    for at in range(0, len(sentences), 32):
        batch = encoding.inputs(sentences[at : at + 32])
        masks.append(batch["mask"].flatten())
        teacher.eval().words(batch)
    for hook in hooks:
        hook.remove()
    mask = torch.cat(masks)
    means, shares = [], []
    for layer, rows in zip(teacher.encoder.layers, seen):
        active = F.gelu(torch.cat(rows)[mask], approximate="tanh")
        worth = (active.std(0) * layer.down.weight.norm(dim=0)).square()
        means.append(active.mean(0))
        shares.append(worth / worth.sum())
    sizes = divide(shares, inner)
    student = Model(replace(teacher.shape, inner=sizes), teacher.labels, dropout, head_dropout)
    state = dict(teacher.state_dict())
    for number, (layer, mean, worth, size) in enumerate(zip(teacher.encoder.layers, means, shares, sizes)):
        kept = worth.topk(size).indices.sort().values
        gone = torch.ones(len(worth), dtype=torch.bool)
        gone[kept] = False
        name = f"encoder.layers.{number}."
        state[name + "down.bias"] = layer.down.bias + layer.down.weight[:, gone] @ mean[gone]
        state[name + "up.weight"], state[name + "up.bias"] = layer.up.weight[kept], layer.up.bias[kept]
        state[name + "down.weight"] = layer.down.weight[:, kept]
        print(f"layer {number}: {size} of {len(worth)} units carry {100 * worth[kept].sum():.1f}% of the variance", flush=True)
    student.load_state_dict(state)
    return student


def divide(shares, total):
    """Units to keep of each layer, `total` in all, in multiples of STEP."""
    every = torch.cat(shares).sort(descending=True).values
    least = every[min(total, len(every)) - 1]
    sizes = [int(((share >= least).sum() + STEP / 2) // STEP) * STEP for share in shares]
    return [min(max(size, STEP), len(share) // STEP * STEP) for size, share in zip(sizes, shares)]
