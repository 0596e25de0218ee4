# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""write_torch_files.py FOLDER: state dicts as torch.save writes them, and expected.json with what is in them.

Also hostile ones, which would create FOLDER/ran when a reader ran them.
"""
import collections
import json
import os
import sys
import zipfile

import torch

folder = sys.argv[1]
torch.manual_seed(1)
grid = torch.arange(24, dtype=torch.float32).reshape(4, 6)
long_row = torch.randn(100)
tied = torch.randn(3, 2)
plain = collections.OrderedDict([
    ("f64", torch.randn(2, 3, dtype=torch.float64)), ("f32", torch.randn(5)), ("f16", torch.randn(7).half()),
    ("bf16", torch.randn(2, 2).bfloat16()), ("i64", torch.tensor([-2**63, 2**63 - 1])),
    ("i32", torch.tensor([[-1], [5]], dtype=torch.int32)), ("i16", torch.tensor([-300, 7], dtype=torch.int16)),
    ("i8", torch.tensor([-128, 127], dtype=torch.int8)), ("u8", torch.tensor([0, 255], dtype=torch.uint8)),
    ("bool", torch.tensor([True, False, True])),
    ("transposed", grid.t()), ("sliced", grid[1:3, ::2]), ("tail", long_row[90:]),
    ("expanded", torch.tensor([1.5, 2.5]).expand(3, 2)), ("tied.a", tied), ("tied.b", tied),
    ("permuted", torch.randn(2, 3, 4, 5).permute(3, 1, 0, 2)),
    ("channels_last", torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last)),
    ("parameter", torch.nn.Parameter(torch.randn(2, 2))), ("empty", torch.empty(0, 5)), ("scalar", torch.tensor(7)),
    ("größe", torch.ones(1)),
])
network = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4))
wrapped = {"module." + name: value for name, value in network.state_dict().items()}
beside = {"epoch": 3, "arch": "small", "best": 0.75, "nothing": None, "shape": torch.Size([1, 2]), "kind": torch.float32,
          "device": torch.device("cpu"), "big": 2**70, "negative": -5, "loss": torch.tensor(0.5),
          "optimizer": {"state": {0: {"step": 1, "momentum": torch.ones(3)}}, "param_groups": [{"lr": 0.1, "params": [0, 1]}]}}
files = {
    "plain": (plain, plain),
    "network": (network.state_dict(), network.state_dict()),
    "state_dict": ({**beside, "state_dict": wrapped}, network.state_dict()),
    "model_state_dict": ({**beside, "model_state_dict": plain}, plain),
    "model": ({"model": wrapped, **beside}, network.state_dict()),
    "net": ({"net": plain, "acc": 93.0}, plain),
    "mixed": ({"a": torch.ones(2), "note": "beside", "n": 4, "list": [1, (2, 3)]}, {"a": torch.ones(2)}),
}


def values_of(tensor):
    tensor = tensor.detach().contiguous()
    return (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes().hex()


expected = {}
for name, (saved, found) in files.items():
    tensors = [{"name": key, "type": str(value.dtype), "shape": list(value.shape), "values": values_of(value)}
               for key, value in found.items()]
    for suffix, options in [("zip.pth", {}), ("stream.pth", {"_use_new_zipfile_serialization": False}),
                            ("protocol4.pth", {"pickle_protocol": 4})]:
        torch.save(saved, f"{folder}/{name}.{suffix}", **options)
        expected[f"{name}.{suffix}"] = tensors
with zipfile.ZipFile(f"{folder}/plain.zip.pth") as source:
    with zipfile.ZipFile(f"{folder}/deflated.pth", "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))
    with zipfile.ZipFile(f"{folder}/byteorder-little.pth", "w") as target:
        target.writestr("plain.zip/byteorder", "little")
        for entry in source.namelist():
            target.writestr(entry, source.read(entry))
expected["deflated.pth"] = expected["byteorder-little.pth"] = expected["plain.zip.pth"]


def changed(name, change):
    """plain.zip.pth with its entries given through change(entry, bytes), which may also drop one."""
    with zipfile.ZipFile(f"{folder}/plain.zip.pth") as source, zipfile.ZipFile(f"{folder}/{name}", "w") as target:
        for entry in source.namelist() + ["plain.zip/byteorder"]:
            content = change(entry, source.read(entry) if entry in source.namelist() else None)
            if content is not None:
                target.writestr(entry, content)


changed("bad-big-endian.pth", lambda entry, content: b"big" if content is None else content)
changed("bad-missing.pth", lambda entry, content: None if entry.endswith("data/0") else content)
changed("bad-short.pth", lambda entry, content: content[:-1] if entry.endswith("data/0") else content)
changed("bad-no-pickle.pth", lambda entry, content: None if entry.endswith(".pkl") else content)
changed("bad-trailing.pth", lambda entry, content: content + b"." if entry.endswith(".pkl") else content)
with zipfile.ZipFile(f"{folder}/bad-bomb.pth", "w", zipfile.ZIP_DEFLATED) as target:
    target.writestr("x/data.pkl", bytes(50_000_000))
content = bytearray(open(f"{folder}/plain.zip.pth", "rb").read())
content[content.index(plain["f64"].numpy().tobytes()) + 3] ^= 1
open(f"{folder}/bad-checksum.pth", "wb").write(content)


class Hostile:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


ran = os.path.join(folder, "ran")
for name, hostile in {"system": Hostile(os.system, f"touch {ran}"), "eval": Hostile(eval, f"open({ran!r}, 'w')"),
                      "open": Hostile(open, ran, "w")}.items():
    torch.save({"a": torch.ones(2), "b": hostile}, f"{folder}/hostile-{name}.zip.pth")
    torch.save({"a": torch.ones(2), "b": [(hostile,)]}, f"{folder}/hostile-{name}.stream.pth", _use_new_zipfile_serialization=False)
torch.save(network, f"{folder}/hostile-module.zip.pth")
torch.jit.script(network).save(f"{folder}/hostile-script.zip.pth")
with open(f"{folder}/expected.json", "w", encoding="utf-8") as file:
    json.dump(expected, file)
