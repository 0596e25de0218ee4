#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a torchvision network's random state, an input and its logits as one safetensors file.

torchvision_oracle.py NETWORK OUT [BACKBONE_WEIGHTS]
"""
import json
import struct
import sys

import numpy
import torch
import torchvision


def read(path):
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), file.read()
    kinds = {"F32": numpy.float32, "F16": numpy.float16, "I64": numpy.int64}
    for name, entry in header.items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            values = numpy.frombuffer(data[first:end], kinds[entry["dtype"]]).reshape(entry["shape"])
            values = values if entry["dtype"] == "I64" else values.astype(numpy.float32)
            yield name, torch.from_numpy(values.copy())


def main():
    network, out = sys.argv[1:3]
    torch.manual_seed(7)
    net = torchvision.models.get_model(network, weights=None)
    for module in net.modules():  # running statistics and affine values a forward pass can tell apart
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.2)
    for parameter in net.parameters():  # nor may what starts out constant (layer norms, layer scales) hide anything
        if (parameter == parameter.flatten()[0]).all():
            parameter.data += 0.2 * torch.randn_like(parameter)
    if len(sys.argv) > 3:
        net.load_state_dict(dict(read(sys.argv[3])), strict=False)
    net.eval()
    side = 224 if network.startswith("vit") else 96
    image = torch.randn(2, 3, side, side)
    with torch.no_grad():
        tensors = dict(net.state_dict(), **{"oracle.input": image, "oracle.logits": net(image)})
    header, offset, blobs = {}, 0, []
    for name, tensor in tensors.items():
        blob = tensor.contiguous().numpy().tobytes()
        kind = "I64" if tensor.dtype == torch.int64 else "F32"
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    with open(out, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


main()
