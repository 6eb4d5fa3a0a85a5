"""The first layers of MiniLM-L6 (a BERT of width 384), with a case embedding, in plain PyTorch."""

import torch
import torch.nn.functional as F
from torch import nn


class Layer(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.norm_eps)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.norm_eps)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        # softmax(q k / sqrt(32)) v, padding masked out
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        # BERT has the erf form; the tanh form differs by under 0.001 and is what the Rust kernels compute.
        inner = F.gelu(self.up(x), approximate="tanh")
        return self.norm2(x + self.drop(self.down(inner)))


class Encoder(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.cases = nn.Embedding(shape.cases, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.norm_eps)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        nn.init.normal_(self.cases.weight, std=0.02)

    def forward(self, pieces, cases, mask):
        """`mask` is true at real pieces; [batch, length]."""
        positions = self.positions.weight[: pieces.shape[1]]
        x = self.drop(self.norm(self.pieces(pieces) + positions + self.cases(cases)))
        mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_base(encoder, folder):
    """Fills the encoder from MiniLM's published weights; layers beyond ours are dropped."""
    from safetensors.torch import load_file

    base = load_file(str(folder / "model.safetensors"))
    base = {name.removeprefix("bert."): tensor.float() for name, tensor in base.items()}
    ours = {
        "pieces.weight": base["embeddings.word_embeddings.weight"],
        # There is but one kind of segment: its embedding joins the positions.
        "positions.weight": base["embeddings.position_embeddings.weight"][
            : encoder.positions.num_embeddings
        ]
        + base["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for number in range(len(encoder.layers)):
        theirs, mine = f"encoder.layer.{number}.", f"layers.{number}."
        for end in ("weight", "bias"):
            ours[mine + "qkv." + end] = torch.cat(
                [base[theirs + f"attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            )
            ours[mine + "out." + end] = base[theirs + "attention.output.dense." + end]
            ours[mine + "norm1." + end] = base[theirs + "attention.output.LayerNorm." + end]
            ours[mine + "up." + end] = base[theirs + "intermediate.dense." + end]
            ours[mine + "down." + end] = base[theirs + "output.dense." + end]
            ours[mine + "norm2." + end] = base[theirs + "output.LayerNorm." + end]
    missing, unexpected = encoder.load_state_dict(ours, strict=False)
    assert missing == ["cases.weight"] and not unexpected, (missing, unexpected)
