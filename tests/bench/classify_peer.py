#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a practitioner would write to classify a folder with a .cultivar model: Pillow, torchvision's transforms and
eager PyTorch, picture by picture.

    classify_peer.py MODEL.cultivar FOLDER [--threads 2]

Prints one JSON line: pictures, per_second (warm, the second pass over the files) and the label of each picture.
MobileNetV2 with either head.
"""
import argparse
import json
import pathlib
import struct
import time

import torch
import torchvision
from PIL import Image, ImageOps
from torchvision import transforms


def read_safetensors(path):
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    types = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
    description = json.loads(header.pop("__metadata__")["cultivar"])
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        raw = bytearray(data[begin:end])
        values = torch.frombuffer(raw, dtype=types[entry["dtype"]]) if raw else torch.empty(0)
        tensors[name] = values.reshape(entry["shape"]).float() if entry["dtype"] != "I64" else values.reshape(entry["shape"])
    return description, tensors


def head_of(tensors):
    """Linear layers in their order, ReLU between them."""
    numbers = sorted({int(name.split(".")[1]) for name in tensors if name.startswith("head.") and name.endswith("weight")})
    layers = []
    for number in numbers:
        weight = tensors[f"head.{number}.weight"]
        layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
        layer.load_state_dict({"weight": weight, "bias": tensors[f"head.{number}.bias"]})
        layers += [layer] if number == numbers[-1] else [layer, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers)


def load(path):
    description, tensors = read_safetensors(path)
    model = torchvision.models.mobilenet_v2()
    model.load_state_dict({name: tensor for name, tensor in tensors.items() if name.startswith("features.")}, strict=False)
    model.classifier = head_of(tensors)
    temperature = description.get("calibration", {}).get("temperature", 1.0)
    numbers = description["preprocessing"]
    preprocess = transforms.Compose([transforms.Resize(numbers["resize"]), transforms.CenterCrop(numbers["crop"]),
                                     transforms.ToTensor(), transforms.Normalize(numbers["mean"], numbers["std"])])
    return model.eval(), preprocess, temperature


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("folder")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, preprocess, temperature = load(args.model)
    names = {".png", ".jpg", ".jpeg"}
    files = sorted(file for file in pathlib.Path(args.folder).rglob("*") if file.suffix.lower() in names)
    with torch.no_grad():
        for _ in range(2):  # the first one warms up
            labels = {}
            started = time.perf_counter()
            for file in files:
                picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
                answer = torch.softmax(model(preprocess(picture)[None]) / temperature, 1)
                labels[str(file)] = int(answer.argmax())
            seconds = time.perf_counter() - started
    print(json.dumps({"pictures": len(files), "per_second": len(files) / seconds, "labels": labels}))


if __name__ == "__main__":
    main()
