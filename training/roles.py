"""The head that says, for one cue, which words are its source, its cue and its content.

For an anchor (see attribution.py) every word gets a vector: its own view, the anchor's view, how far it is from the
anchor, whether both are quoted, and where it hangs in the tree as seen from the anchor. Two narrow convolutions
let neighbours speak; transitions between labels make whole stretches of it. models/FORMAT.md has the details.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .config import ROLES

# Where a word hangs: at the anchor itself, above it, beside it, or in the branch of one of the anchor's relations.
SELF, ABOVE, BESIDE, AWAY = range(4)
BRANCHES = (
    "acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj dep det discourse dislocated expl fixed flat "
    "iobj mark nmod nsubj nummod obj obl parataxis punct root vocative xcomp".split()
)
BRANCH = {name: i + 4 for i, name in enumerate(BRANCHES)}
KINDS = 4 + len(BRANCHES)
DISTANCES = 15


def distance(offset):
    """Buckets: 7 the anchor, then 1, 2, 3-4, 5-8, 9-16, 17-32, more, to either side."""
    size = min(7, abs(offset).bit_length() if abs(offset) < 2 else (abs(offset) - 1).bit_length() + 1)
    return 7 + size if offset > 0 else 7 - size


def branches(heads, deprels, anchor):
    """A kind per word; `heads` count from 1, 0 is the root."""
    above, at = set(), heads[anchor] - 1
    while at >= 0:
        above.add(at)
        at = heads[at] - 1
    parent = heads[anchor] - 1
    kinds = []
    for word in range(len(heads)):
        if word == anchor:
            kinds.append(SELF)
        elif word in above:
            kinds.append(ABOVE)
        else:
            at = word
            while heads[at] - 1 >= 0 and heads[at] - 1 != anchor and heads[at] - 1 not in above:
                at = heads[at] - 1
            up = heads[at] - 1
            if up == anchor:
                kinds.append(BRANCH.get(deprels[at].split(":")[0], BRANCH["dep"]))
            else:
                kinds.append(BESIDE if up == parent else AWAY)
    return kinds


class Roles(nn.Module):
    def __init__(self, shape, labels=len(ROLES)):
        super().__init__()
        size = shape.role
        self.slope = shape.slope
        # One product gives a word's view as a word and as an anchor.
        self.views = nn.Linear(shape.width, 2 * size)
        self.distance = nn.Embedding(DISTANCES, size)
        self.quoted = nn.Embedding(4, size)
        self.branch = nn.Embedding(KINDS, size)
        self.relation = nn.Embedding(KINDS, size)
        self.mix1 = nn.Conv1d(size, size, 3, padding=1)
        self.mix2 = nn.Conv1d(size, size, 3, padding=1)
        self.out = nn.Linear(size, labels)
        self.steps = nn.Parameter(torch.zeros(labels + 1, labels))  # the last row: to the first word
        self.drop = nn.Dropout(0.2)
        for table in (self.distance, self.quoted, self.branch, self.relation):
            nn.init.normal_(table.weight, std=0.3)

    def forward(self, words, frames):
        """Label scores, [frames, words, labels]. `words` are the word vectors without the root."""
        word, anchor = self.views(words).chunk(2, -1)
        rows, at = frames["row"], frames["anchor"]
        x = word[rows] + anchor[rows, at][:, None]
        x = x + self.distance(frames["distance"]) + self.quoted(frames["quoted"]) + self.branch(frames["branch"])
        x = x + self.relation(frames["relation"])[:, None]
        inside = frames["words"][..., None]
        x = self.drop(F.leaky_relu(x, self.slope)) * inside
        for mix in (self.mix1, self.mix2):
            mixed = mix(x.transpose(1, 2)).transpose(1, 2)
            x = (x + F.leaky_relu(mixed, self.slope)) * inside
        return self.out(self.drop(x))

    def loss(self, scores, targets, inside):
        """Negative log likelihood of the labels' sequence, per word."""
        lengths = inside.sum(1)
        safe = targets.clamp_min(0)
        gold = self.steps[-1][safe[:, 0]] + scores[:, 0].gather(1, safe[:, :1]).squeeze(1)
        total = self.steps[-1] + scores[:, 0]
        moves = self.steps[:-1]
        for at in range(1, scores.shape[1]):
            on = inside[:, at]
            step = torch.logsumexp(total[:, :, None] + moves[None], 1) + scores[:, at]
            total = torch.where(on[:, None], step, total)
            taken = moves[safe[:, at - 1], safe[:, at]] + scores[:, at].gather(1, safe[:, at : at + 1]).squeeze(1)
            gold = gold + taken * on
        return (torch.logsumexp(total, 1) - gold).sum() / lengths.sum()

    @torch.no_grad()
    def decode(self, scores, count):
        """The best sequence of labels of one frame. I follows B or I of its own part only."""
        scores = scores[:count]
        total = self.steps[-1] + scores[0] + first_bar()
        back = []
        for row in scores[1:]:
            reach = total[:, None] + self.steps[:-1] + bars()
            best = reach.max(0)
            back.append(best.indices)
            total = best.values + row
        label = int(total.argmax())
        labels = [label]
        for pointers in reversed(back):
            label = int(pointers[label])
            labels.append(label)
        return labels[::-1]


def bars():
    """-inf where a label may not follow another."""
    barred = torch.zeros(len(ROLES), len(ROLES))
    for i, name in enumerate(ROLES):
        if name.startswith("I-"):
            for j, before in enumerate(ROLES):
                if before[2:] != name[2:]:
                    barred[j, i] = -torch.inf
    return barred


def first_bar():
    return torch.tensor([-torch.inf if name.startswith("I-") else 0.0 for name in ROLES])


def features(examples, pad):
    """The frames of a batch of examples, as tensors; None if there are none."""
    columns = {name: [] for name in ("row", "anchor", "distance", "quoted", "branch", "relation", "roles", "words")}
    for row, example in enumerate(examples):
        for frame in example.frames or ():
            heads = [w.head for w in example.tree]
            deprels = [w.deprel for w in example.tree]
            marks, count = example.quoted, len(example.forms)
            columns["row"].append(row)
            columns["anchor"].append(frame.anchor)
            columns["distance"].append([distance(i - frame.anchor) for i in range(count)])
            columns["quoted"].append([2 * marks[frame.anchor] + mark for mark in marks])
            columns["branch"].append(branches(heads, deprels, frame.anchor))
            columns["relation"].append(BRANCH.get(deprels[frame.anchor].split(":")[0], BRANCH["dep"]))
            columns["roles"].append(frame.roles)
            columns["words"].append([True] * count)
    if not columns["row"]:
        return None
    longest = max(len(example.forms) for example in examples)
    filled = {name: pad(columns[name], 0, longest) for name in ("distance", "quoted", "branch")}
    filled["roles"], filled["words"] = pad(columns["roles"], -100, longest), pad(columns["words"], False, longest)
    return filled | {name: torch.tensor(columns[name]) for name in ("row", "anchor", "relation")}
