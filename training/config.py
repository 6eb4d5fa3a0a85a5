"""Every number that shapes the model or its training, in one place."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

# The corpora live outside the repository; the README says how to get them.
CORPORA = Path(os.environ.get("DATELINE_CORPORA", "/work/shared/data"))
# Scratch: checkpoints and caches, never committed.
WORK = Path(os.environ.get("DATELINE_TRAINING_WORK", "work"))
MODELS = Path(os.environ.get("DATELINE_MODELS", "models"))

# GUM genres whose texts are open to any use. The others (essay, fiction, letter, podcast, whow, reddit)
# come under non-commercial terms and are never read for training.
GUM_GENRES = frozenset(
    "academic bio conversation court interview news speech textbook vlog voyage".split()
)

# GUM's own entity types, in the order of the mention and name heads.
ENTITY_TYPES = (
    "person place organization event object abstract time animal plant substance".split()
)
# Types of names: also peoples, parties' followers and the like ("the Iraqis"), which GUM calls persons.
NAME_TYPES = [*ENTITY_TYPES, "people"]
# What the words of an attribution are, per cue.
ROLES = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
# Corpora of factuality, an output each.
GROUPS = ["uw", "udsih2", "meantime", "mv2", "rp"]
FORMS = ["name", "nominal", "pronoun"]
FEATURES = ["Tense", "Mood", "Number", "Person", "VerbForm", "Voice", "PronType"]


@dataclass(frozen=True)
class Shape:
    """The architecture; frozen once models/FORMAT.md describes it."""

    layers: int = 4
    width: int = 384
    heads: int = 12
    inner: int = 1536
    pieces: int = 30522
    positions: int = 256  # longest input in word pieces, [CLS] and [SEP] counted
    cases: int = 9
    arc: int = 128
    label: int = 128
    span: int = 96
    name: int = 96
    role: int = 128  # the head of attributions
    fact: int = 64  # the head of factuality
    norm_eps: float = 1e-12
    slope: float = 0.1  # of the leaky rectifier after the projections

    def as_dict(self):
        return asdict(self)


@dataclass(frozen=True)
class Recipe:
    """How the weights are learned."""

    epochs: int = 10
    batch_pieces: int = 1400
    encoder_rate: float = 4e-4
    piece_rate: float = 2e-4
    head_rate: float = 2e-3
    layer_decay: float = 0.85
    weight_decay: float = 0.02
    warmup: float = 0.06
    clip: float = 2.0
    average: float = 0.998  # exponential moving average of the weights
    dropout: float = 0.1
    head_dropout: float = 0.33
    piece_mask: float = 0.02  # share of words replaced by [MASK]
    recase: float = 0.10  # share of sentences shown in another casing
    seed: int = 20261123
    threads: int = 2
    everything: int = 1  # attributions and factuality too
    half: bool = True  # bf16 products in the encoder while training
