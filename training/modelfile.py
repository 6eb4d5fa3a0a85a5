"""The model file: safetensors, written by hand so that the same weights give the same bytes."""

import hashlib
import json

import torch

VERSION = 2
DTYPES = {torch.float32: "F32", torch.int8: "I8", torch.uint8: "U8"}
TYPES = {name: dtype for dtype, name in DTYPES.items()}


def quantise(weight):
    """Symmetric 8 bits per row: (int8 weights, f32 scales). Ties go to the even number."""
    top = weight.abs().amax(1).clamp_min(1e-12)
    scale = top / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def tensors(model):
    """The tensors of the file by name."""
    linears = {
        name for name, module in model.named_modules()
        if isinstance(module, torch.nn.Linear) and is_quantised(name)
    }
    made = {}
    for name, parameter in model.state_dict().items():
        owner = name.rpartition(".")[0]
        if parameter.dim() == 3:
            # A convolution as a product over three neighbours side by side.
            made[name] = parameter.float().permute(0, 2, 1).flatten(1)
        elif name.endswith(".weight") and (owner in linears or owner == "encoder.pieces"):
            made[name], made[owner + ".scale"] = quantise(parameter)
        else:
            made[name] = parameter.float()
    return {name: tensor.contiguous() for name, tensor in made.items()}


def is_quantised(name):
    """The big products: all of the encoder's, and those that read the word vectors for tags and views."""
    return name.startswith("encoder.layers.") or name in ("tags", "views", "roles.views")


def write(path, named, metadata):
    """Header, then the tensors: 4-byte types first, each group by name, so that all are aligned."""
    order = sorted(named, key=lambda name: (-named[name].element_size(), name))
    header, offset, body = {}, 0, []
    for name in order:
        data = named[name].numpy().tobytes()
        header[name] = {
            "dtype": DTYPES[named[name].dtype],
            "shape": list(named[name].shape),
            "data_offsets": [offset, offset + len(data)],
        }
        offset += len(data)
        body.append(data)
    body = b"".join(body)
    metadata = {**metadata, "format": "dateline-model", "version": str(VERSION)}
    metadata["sha256"] = hashlib.sha256(body).hexdigest()
    text = json.dumps({"__metadata__": metadata, **header}, ensure_ascii=False, sort_keys=True)
    text = text.encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + body)


def read(path):
    """(tensors, metadata); complains where the file is not what its header says."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        body = file.read()
    metadata = header.pop("__metadata__")
    if metadata.get("format") != "dateline-model" or int(metadata["version"]) > VERSION:
        raise ValueError(f"{path}: not a model of version {VERSION} or before")
    if hashlib.sha256(body).hexdigest() != metadata["sha256"]:
        raise ValueError(f"{path}: damaged, the checksum differs")
    named = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(body[start:end]), dtype=TYPES[entry["dtype"]])
        named[name] = values.reshape(entry["shape"])
    return named, metadata


def write_memory(memory):
    """`word tag lemma`, tabs between, a line each; in the order of the words."""
    return "\n".join("\t".join((*key, lemma)) for key, lemma in sorted(memory.items()))


def read_memory(text):
    rows = (line.split("\t") for line in text.split("\n"))
    return {(word, tag): lemma for word, tag, lemma in rows}
