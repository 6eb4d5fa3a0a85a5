"""What the heads are asked for, as one number."""

import torch
import torch.nn.functional as F

from .config import FEATURES, FORMS
from .config import NAME_TYPES
from .examples import BEGINS, GOES_ON, IGNORE, OTHER, OTHER_ON

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "edit": 0.5, "case": 0.3, "arc": 1.0, "label": 0.7, "span": 0.5, "form": 0.1, "name": 0.5,
           "anchor": 1.0, "roles": 1.5, "facts": 0.3, "soft": 0.7}


def losses(model, out, batch):
    """Mean loss per word of each head, by name."""
    targets, found = batch["targets"], {}
    for name, scores in out["tags"].items():
        if name in targets:
            found[name] = cross_entropy(scores, targets[name])
    heads = targets["head"]
    pad_words = F.pad(batch["words"], (1, 0), value=True)
    arcs = out["arcs"].masked_fill(~pad_words[:, None, :], -1e4)
    found["arc"] = cross_entropy(arcs, heads)
    labels = model.relations(out["label_views"], heads.clamp_min(0))
    found["label"] = cross_entropy(labels, targets["deprel"])
    found["name"] = name_loss(out["names"], batch["names"])
    found["span"], found["form"] = span_losses(model, out, batch)
    found["anchor"] = cross_entropy(out["tags"]["anchor"], batch["anchors"])
    frames = batch["frames"]
    if frames:
        scores = model.roles(out["words"], frames)
        found["roles"] = model.roles.loss(scores, frames["roles"], frames["words"])
    if batch["facts"]:
        rows, words, groups, scores = (torch.tensor(column) for column in zip(*batch["facts"]))
        said = model.facts(out["words"][rows, words]).gather(1, groups[:, None]).squeeze(1)
        found["facts"] = F.smooth_l1_loss(said, scores.float())
    if batch["soft"]:
        found["soft"] = soft_loss(model, out, batch["soft"])
    return found


def total(found):
    return sum(loss * WEIGHTS.get(name, 0.1) for name, loss in found.items())


def soft_loss(model, out, soft):
    """Cross entropy to a teacher's heads, relations and tags, per word."""
    heads = torch.zeros(out["arcs"].shape[:2], dtype=torch.long)
    for row, taught in soft:
        heads[row, : len(taught["heads"])] = taught["heads"]
    labels = model.relations(out["label_views"], heads).log_softmax(-1)
    total = words = 0
    for row, taught in soft:
        n = len(taught["heads"])
        arcs = out["arcs"][row, :n, : n + 1].log_softmax(-1)
        total = total - (arcs * taught["arcs"]).sum() - 0.7 * (labels[row, :n] * taught["labels"]).sum()
        for name in ("upos", "xpos"):
            total = total - 0.3 * (out["tags"][name][row, :n].log_softmax(-1) * taught[name]).sum()
        words += n
    return total / words


def cross_entropy(scores, targets):
    loss = F.cross_entropy(scores.flatten(0, -2), targets.flatten(), ignore_index=IGNORE, reduction="sum")
    return loss / (targets != IGNORE).sum().clamp_min(1)


def name_loss(scores, targets):
    """Cross entropy where the label is known; where only "a name begins or goes on" is known, over all types."""
    count = (targets != IGNORE).sum().clamp_min(1)
    logs = F.log_softmax(scores, -1)
    loss = F.nll_loss(
        logs.flatten(0, -2), targets.masked_fill(targets < 0, IGNORE).flatten(),
        ignore_index=IGNORE, reduction="sum",
    )  # fmt: skip
    others = [i for i, kind in enumerate(NAME_TYPES) if kind not in ("person", "place", "organization")]
    every = range(len(NAME_TYPES))
    for mark, first, types in ((BEGINS, 1, every), (GOES_ON, 2, every), (OTHER, 1, others), (OTHER_ON, 2, others)):
        some = targets == mark
        if some.any():
            loss = loss - torch.logsumexp(logs[some][:, [first + 2 * i for i in types]], -1).sum()
    return loss / count


def span_losses(model, out, batch):
    rows, kinds, forms = batch["spans"]
    if not len(rows):
        return torch.zeros(()), torch.zeros(())
    scores = model.spans(tuple(view[rows] for view in out["span_views"]))
    types = scores[..., : -len(FORMS)]
    words = batch["words"][rows].sum()
    # Nearly all spans are no mention, so the mean is over words, not over spans.
    loss = F.cross_entropy(types.flatten(0, -2), kinds.flatten(), ignore_index=IGNORE, reduction="sum")
    return loss / words, cross_entropy(scores[..., -len(FORMS) :], forms)


assert set(FEATURES).isdisjoint(WEIGHTS)
