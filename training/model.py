"""The encoder and its heads. models/FORMAT.md is this file in words."""

import torch
import torch.nn.functional as F
from torch import nn

from .config import FEATURES, FORMS, GROUPS
from .encoder import Encoder
from .roles import Roles


class SharedDropout(nn.Module):
    """Drops the same units at every word of a sentence."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.rate
        return x * keep / (1 - self.rate)


class Model(nn.Module):
    """`labels` maps the name of each closed set (upos, xpos, edit, deprel, entity, Tense ...) to its list."""

    def __init__(self, shape, labels, dropout=0.1, head_dropout=0.33):
        super().__init__()
        self.shape, self.labels = shape, labels
        self.encoder = Encoder(shape, dropout)
        self.tag_sets = ["upos", "xpos", "edit", "case", *FEATURES, "anchor"]
        self.tag_sizes = [len(labels[name]) for name in self.tag_sets]
        # All closed sets of one word are one product.
        self.tags = nn.Linear(shape.width, sum(self.tag_sizes))
        # So are the views of a word that the pairwise heads compare.
        self.view_sizes = [shape.arc, shape.arc, shape.label, shape.label, shape.span, shape.span, shape.name]
        self.views = nn.Linear(shape.width, sum(self.view_sizes))
        self.arc_pair = nn.Parameter(torch.zeros(shape.arc, shape.arc))
        self.arc_head = nn.Parameter(torch.zeros(shape.arc))
        self.label = nn.Linear(3 * shape.label, len(labels["deprel"]))
        kinds = len(labels["entity"]) + 1 + len(FORMS)  # none first
        self.span_pair = nn.Linear(shape.span, kinds, bias=False)
        self.span_start = nn.Linear(shape.span, kinds)
        self.span_end = nn.Linear(shape.span, kinds, bias=False)
        self.span_word = nn.Linear(shape.width, kinds + 1)  # the last is the attention weight
        self.name = nn.Linear(shape.name, 1 + 2 * len(labels["name"]))
        self.roles = Roles(shape)
        self.fact_view = nn.Linear(shape.width, shape.fact)
        self.fact = nn.Linear(shape.fact, len(GROUPS))
        nn.init.normal_(self.arc_pair, std=shape.arc**-0.5 * 0.3)
        self.drop = SharedDropout(head_dropout)
        self.word_drop = SharedDropout(dropout)

    def words(self, batch):
        """One vector per word, the mean of its first and last piece; word 0 is [CLS] and stands for the root."""
        x = self.encoder(batch["pieces"], batch["cases"], batch["mask"])
        rows = torch.arange(x.shape[0])[:, None]
        return (x[rows, batch["firsts"]] + x[rows, batch["lasts"]]) / 2

    def forward(self, batch):
        return self.heads(self.words(batch))

    def heads(self, words):
        words = self.word_drop(words)
        tags = self.tags(words[:, 1:])
        views = self.drop(F.leaky_relu(self.views(words), self.shape.slope))
        arc_child, arc_head, label_child, label_head, start, end, name = views.split(self.view_sizes, -1)
        return {
            "tags": dict(zip(self.tag_sets, tags.split(self.tag_sizes, -1))),
            "arcs": self.arcs(arc_child[:, 1:], arc_head),
            "label_views": (label_child[:, 1:], label_head),
            "span_views": (start[:, 1:], end[:, 1:], self.span_word(words[:, 1:])),
            "names": self.name(name[:, 1:]),
            "words": words[:, 1:],
        }

    def arcs(self, child, head):
        """[batch, words, words + 1]: how well word j (0 the root) heads word i."""
        return child @ self.arc_pair @ head.transpose(1, 2) + (head @ self.arc_head)[:, None, :]

    def relations(self, views, heads):
        """Label scores of each word under the given heads, [batch, words, labels]."""
        child, head = views
        head = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        return self.label(torch.cat([child, head, child * head], -1))

    def facts(self, words):
        """How certain, per group of corpora, the event of each word vector is."""
        return self.fact(F.leaky_relu(self.fact_view(words), self.shape.slope))

    def spans(self, views):
        """[batch, words, words, kinds]: types then forms of the span from word i to word j, for i <= j."""
        start, end, word = views
        pair = torch.einsum("bik,tk,bjk->bijt", start, self.span_pair.weight, end)
        # An average over the span's words, each weighted by how much it looks like a head.
        weight = word[..., -1:].clamp(-4, 4).exp()
        sums = F.pad((torch.cat([word[..., :-1] * weight, weight], -1)).cumsum(1), (0, 0, 1, 0))
        inside = sums[:, None, 1:] - sums[:, :-1, None]
        inside = inside[..., :-1] / inside[..., -1:].clamp_min(1e-3)
        return pair + self.span_start(start)[:, :, None] + self.span_end(end)[:, None, :] + inside
