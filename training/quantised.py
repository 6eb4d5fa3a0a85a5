"""Runs an exported file the way Rust does: whole-number products, everything else in f32."""

import json
import math

import torch
from torch import nn

from . import modelfile, wordpiece
from .config import Shape
from .examples import Encoding
from .model import Model


class Product(nn.Module):
    """A linear layer with 8-bit weights per output row, and inputs rounded per row when they arrive."""

    def __init__(self, weight, scale, bias):
        super().__init__()
        # Whole numbers below 2^24 are exact in f32, so this is the integer product.
        self.weight, self.scale, self.bias = weight.float(), scale, bias

    def forward(self, x):
        top = x.abs().amax(-1, keepdim=True).clamp_min(1e-12)
        whole = torch.round(x * (127 / top))
        return whole @ self.weight.T * (top / 127) * self.scale + self.bias


def load(path):
    """(model, encoding) from an exported file."""
    named, metadata = modelfile.read(path)
    labels = json.loads(metadata["labels"])
    vocabulary = named.pop("vocabulary").numpy().tobytes().decode().split("\n")
    memory = named.pop("lemmas").numpy().tobytes().decode()
    model = Model(Shape(**json.loads(metadata["shape"])), labels)
    state = {}
    for name, tensor in named.items():
        owner = name.rpartition(".")[0]
        if name.endswith(".scale"):
            continue
        if name.startswith("roles.mix") and name.endswith(".weight"):
            state[name] = tensor.view(len(tensor), 3, -1).permute(0, 2, 1)
        elif tensor.dtype == torch.int8:
            state[name] = tensor.float() * named[owner + ".scale"][:, None]
        else:
            state[name] = tensor
    model.load_state_dict(state)
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.Linear) and modelfile.is_quantised(name):
            parent = model.get_submodule(name.rpartition(".")[0])
            product = Product(named[name + ".weight"], named[name + ".scale"], named[name + ".bias"])
            setattr(parent, name.rpartition(".")[2], product)
    encoding = Encoding(labels, wordpiece.Pieces(vocabulary))
    encoding.memory = modelfile.read_memory(memory)
    return model.eval(), encoding


def load_checkpoint(path, labels=None):
    """(model, encoding) in f32 from a training run. With `labels`, of a run from before the last heads came in:
    what it lacks stays as it was drawn."""
    saved = torch.load(path, weights_only=False)
    labels = labels or saved["labels"]
    model = Model(Shape(**saved["shape"]), labels)
    state = model.state_dict()
    for name, tensor in saved["model"].items():
        if state[name].shape == tensor.shape:
            state[name] = tensor
        else:
            state[name][: len(tensor)] = tensor  # tags: new sets stand last
    model.load_state_dict(state)
    encoding = Encoding(labels, wordpiece.Pieces(wordpiece.vocabulary()))
    encoding.memory = saved["memory"]
    return model.eval(), encoding


assert math.isclose(float(torch.round(torch.tensor(2.5))), 2.0)  # ties to even, as FORMAT.md says
